"""Find anything by a few words: without accents or case, beginnings of words first, then slips.

The index is made once for a study, off the typing path; a search reads it alone. Slips of the key
are looked for among the distinct words of the index (normalised indel similarity, rapidfuzz), of
which there are far fewer than rows.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from planner.text import search_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from planner.study import Study
    from planner.watch import Watch

#: How many results a kind shows at most.
MOST = 6
#: From how many letters on a word may hold a slip, and how alike (0-100) it must still be.
LEAST_LETTERS, ALIKE = 4, 75.0
#: How many known words stand in for one that holds a slip.
STAND_INS = 8
_BREATH = 5_000  # rows between two looks at whether somebody wants to stop


class Kind(StrEnum):
    """What can be found, in the order in which results are shown."""

    PAGES = "pages"
    VERBS = "verbs"
    TRAININGS = "trainings"
    FAMILIES = "families"
    CITIES = "cities"
    INSTITUTIONS = "institutions"
    CERTIFICATIONS = "certifications"
    NEED_LINES = "need_lines"
    SCENARIOS = "scenarios"
    OCCUPATIONS = "occupations"


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be found: its name, more words that lead to it, and its key.

    ``key`` is that of a row of the collection called like the kind, of a page, or of a verb;
    ``detail`` is shown beside the name.
    """

    kind: Kind
    key: str
    name: str
    detail: str = ""


Ranked = tuple[int, Entry]
_WORD = re.compile(r"[^\W_]+")


class Index:
    """The entries, folded for searching."""

    def __init__(self, entries: Iterable[Entry], watch: Watch | None = None) -> None:
        """Fold ``entries``; ``watch`` may stop it."""
        self._rooms: dict[Kind, _Room] = {}
        held: dict[Kind, list[Entry]] = defaultdict(list)
        for entry in entries:
            held[entry.kind].append(entry)
        words: set[str] = set()
        for kind in Kind:
            if kind in held:
                self._rooms[kind] = _Room(held[kind], watch)
                words |= self._rooms[kind].words
        self._words = sorted(word for word in words if _may_hold_a_slip(word))

    def find(self, typed: str, most: int = MOST) -> tuple[Entry, ...]:
        """The best entries of each kind, at most ``most``, best first; nothing for no words.

        All words must be found. A name that begins with what was typed comes first, then names
        with words that begin so, then words beside the name, then the inside of words; where no
        entry has them at all, words that are nearly alike. Kinds stand together, the one with the
        best result first, else in their own order.
        """
        return find_in((self,), typed, most)

    def holding(self, words: Sequence[str], most: int) -> list[list[Ranked]]:
        """The best entries of each kind that hold every folded word, 0 being the best rank."""
        return [room.find(words, most) for room in self._rooms.values()]

    def nearly(self, words: Sequence[str], most: int) -> list[list[Ranked]]:
        """The same for words that were perhaps meant."""
        alike = [self._alike(word) for word in words]
        return [room.find_alike(alike, most) for room in self._rooms.values()]

    def _alike(self, word: str) -> tuple[str, ...]:
        """The known words that were perhaps meant, or the word itself where one begins so."""
        place = bisect_left(self._words, word)
        is_known = place < len(self._words) and self._words[place].startswith(word)
        if is_known or not _may_hold_a_slip(word):
            return (word,)
        found = process.extract(
            word, self._words, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=STAND_INS
        )
        return tuple(known for known, _, _ in found)


def find_in(indexes: Sequence[Index], typed: str, most: int = MOST) -> tuple[Entry, ...]:
    """What :meth:`Index.find` gives, from several indexes as if they were one."""
    words = _folded(typed).split()
    if not words:
        return ()
    found = [best for index in indexes for best in index.holding(words, most) if best]
    if not found:
        found = [best for index in indexes for best in index.nearly(words, most) if best]
    found.sort(key=lambda best: best[0][0])
    return tuple(entry for best in found for _, entry in best)


class _Room:
    """The entries of one kind, shortest names first, with their folded names and all their words.

    Folded texts have a space before each word; joined they are searched at the speed of ``find``.
    """

    def __init__(self, entries: Iterable[Entry], watch: Watch | None) -> None:
        self._entries = sorted(entries, key=lambda entry: len(entry.name))
        fold = lru_cache(maxsize=None)(_folded)
        self._names: list[str] = []
        self._all: list[str] = []
        for place, entry in enumerate(self._entries):
            if watch is not None and place % _BREATH == 0:
                watch.step(place / len(self._entries))
            name = fold(entry.name)
            self._names.append(name)
            self._all.append(name + fold(entry.detail) if entry.detail else name)
        self._joined_names, self._joined = _Joined(self._names), _Joined(self._all)

    @property
    def words(self) -> set[str]:
        """The distinct words of the entries."""
        return {word for text in self._all for word in text.split()}

    def find(self, words: Sequence[str], most: int) -> list[Ranked]:
        """The best entries that hold every word, with their rank: 0 is best."""
        if not all(word in self._joined for word in words):
            return []
        whole = f"\n {' '.join(words)}"
        first = self._joined_names.places(whole)
        if len(words) == 1:
            start = f" {words[0]}"
            named, begun = self._joined_names.places(start), self._joined.places(start)
            return self._best((first, named, begun, self._joined.places(words[0])), most)
        starts = [f" {word}" for word in words]
        among = _holding(self._all, words)
        return self._best(
            (
                first,
                (place for place in among if _has(self._names[place], starts)),
                (place for place in among if _has(self._all[place], starts)),
                iter(among),
            ),
            most,
        )

    def find_alike(self, words: Sequence[Sequence[str]], most: int) -> list[Ranked]:
        """The entries that hold, for each word, one of those that may have been meant."""
        meant = [[f" {word}" for word in stand_ins] for stand_ins in words]
        if not all(any(start in self._joined for start in starts) for starts in meant):
            return []
        places = (
            place
            for place, text in enumerate(self._all)
            if all(any(start in text for start in starts) for starts in meant)
        )
        return self._best((places,), most)

    def _best(self, ranks: Iterable[Iterator[int]], most: int) -> list[Ranked]:
        """The first of the ranks; those of a rank in the order of their places."""
        best: dict[int, int] = {}
        for rank, places in enumerate(ranks):
            for place in places:
                if len(best) >= most:
                    break
                best.setdefault(place, rank)
        return [(rank, self._entries[place]) for place, rank in best.items()]


class _Joined:
    """Folded texts as one, each after a line end; tells which of them hold a part."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._text = "".join(f"\n{text}" for text in texts)
        self._starts = list(accumulate((len(text) + 1 for text in texts), initial=0))

    def __contains__(self, part: str) -> bool:
        return part in self._text

    def places(self, part: str) -> Iterator[int]:
        """The places of the texts that hold ``part``, ascending, each once."""
        at = self._text.find(part)
        while at >= 0:
            place = bisect_right(self._starts, at) - 1
            yield place
            at = self._text.find(part, self._starts[place + 1])


def _holding(texts: Sequence[str], parts: Sequence[str]) -> list[int]:
    """The places of the texts that hold every part; the longest part leaves the fewest."""
    first, *others = sorted(parts, key=len, reverse=True)
    among = [place for place, text in enumerate(texts) if first in text]
    for part in others:
        among = [place for place in among if part in texts[place]]
    return among


def _has(text: str, parts: Iterable[str]) -> bool:
    return all(part in text for part in parts)


def _may_hold_a_slip(word: str) -> bool:
    return len(word) >= LEAST_LETTERS and not word.isdecimal()


def _folded(text: str) -> str:
    """The words of a text, parted at whatever is neither letter nor digit, each after a space."""
    bare = text.casefold() if text.isascii() else search_key(text)
    return "".join(f" {word}" for word in _WORD.findall(bare))


def study_entries(study: Study) -> Iterator[Entry]:
    """All rows of a study that people look for by name."""
    cities = {row.key: row.name for row in study.cities}
    institutions = {row.key: row.name for row in study.institutions}
    for training in study.trainings:
        where = (institutions.get(training.institution or ""), cities.get(training.city or ""))
        detail = " · ".join(filter(None, where))
        yield Entry(Kind.TRAININGS, training.key, training.title, detail)
    for family in study.families:
        yield Entry(Kind.FAMILIES, family.key, family.name, family.short_name)
    for city in study.cities:
        department = study.departments.find(city.department)
        yield Entry(Kind.CITIES, city.key, city.name, department.name if department else "")
    for institution in study.institutions:
        yield Entry(Kind.INSTITUTIONS, institution.key, institution.name)
    for certification in study.certifications:
        yield Entry(Kind.CERTIFICATIONS, certification.key, certification.title)
    for line in study.need_lines:
        yield Entry(Kind.NEED_LINES, line.key, line.name)
    for scenario in study.scenarios:
        yield Entry(Kind.SCENARIOS, scenario.key, scenario.name)
    for occupation in study.occupations:
        sector = study.sectors.find(occupation.sector)
        yield Entry(
            Kind.OCCUPATIONS, occupation.key, occupation.name, sector.name if sector else ""
        )
