"""Trainings that may be one and the same, with what agrees and what differs between them.

Two trainings are compared where they share the institution, the city or the title: comparing all
pairs of 5 000 would take 12 million comparisons. Their score, from 0 to 100, is a weighted mean:

- title, 65: half the likeness of the letters, words sorted (normalised indel distance, the
  "token sort ratio" of rapidfuzz), half the share of words in common (Dice's coefficient, Sørensen
  1948), where a word counts by its rarity in the inventory (inverse document frequency, Spärck
  Jones 1972): "Formation courte" says little, "Deep Learning" much;
- institution, 20; level, 10; city, 5: whole where both are the same, nothing where they differ,
  half where either is unknown, as unknown is no difference.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from math import fsum, log
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz import fuzz, process

from planner.compute.acceptances import digest
from planner.compute.cells import is_blank
from planner.findings import Finding, Place, Severity, finding
from planner.text import same_name_key, search_key
from planner.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from planner.study import Study, Training

#: The least score of a pair that is shown. Chosen on the 80 trainings of 2019: at 80, six pairs
#: come up, all of them worth a look; at 75, namesakes of one school begin to.
THRESHOLD = 80
#: The finding that a person accepts by saying that two trainings differ.
NEAR_DUPLICATE = "near_duplicate"

_TITLE, _INSTITUTION, _LEVEL, _CITY = 65, 20, 10, 5
_COMPARED = (
    "institution",
    "city",
    "level",
    "duration",
    "months",
    "hours",
    "families",
    "modalities",
)
#: Titles less alike by their letters, out of 100, are not weighed by their words: all but a fifth
#: of the weight of their words would have to be in common to bring them to the threshold.
_LEAST_LETTERS = 60
_WORD = re.compile(r"[^\W_]+")
_CHUNK = 512  # titles compared with all others at once: bounds the memory


@dataclass(frozen=True, slots=True)
class Pair:
    """Two trainings that may be one; ``score`` and ``title`` are whole numbers from 0 to 100.

    ``agrees`` and ``differs`` name the fields that both have given, alike or not; ``unknown``
    those that one of them lacks.
    """

    first: str
    second: str
    score: int
    title: int
    agrees: tuple[str, ...]
    differs: tuple[str, ...]
    unknown: tuple[str, ...]


def near_duplicates(
    study: Study, threshold: int = THRESHOLD, watch: Watch | None = None
) -> tuple[Pair, ...]:
    """The pairs of trainings that score at least ``threshold``, the likeliest first.

    Archived trainings are left out, and pairs that somebody has accepted as different.
    """
    rows = [row for row in study.trainings if not row.is_archived]
    titles = _Titles(rows)
    accepted = {row.digest for row in study.acceptances if row.finding == NEAR_DUPLICATE}
    found: dict[tuple[int, int], Pair] = {}
    blocks = _blocks(study, rows)
    for done, block in enumerate(blocks):
        (watch or Watch()).step(done / len(blocks), "duplicates.comparing")
        for left, right, letters in _candidates(titles, block):
            if (left, right) not in found:
                likeness = (letters + titles.shared(left, right)) / 2
                score = _score(rows[left], rows[right], likeness)
                if score >= threshold:
                    found[left, right] = _told(rows[left], rows[right], score, likeness)
    pairs = (pair for pair in found.values() if not _is_accepted(study, pair, accepted))
    return tuple(sorted(pairs, key=lambda pair: (-pair.score, pair.first, pair.second)))


def nearest(
    study: Study, given: Sequence[Training], threshold: int = THRESHOLD, watch: Watch | None = None
) -> Mapping[int, tuple[tuple[str, int], ...]]:
    """The trainings of the study that each given one may be, with their scores, likeliest first.

    The same comparison as between two trainings of the study, and over the same pairs: those that
    share the institution, the city or the title. Given trainings without any are left out.
    """
    rows = [row for row in study.trainings if not row.is_archived]
    both = (*rows, *given)
    titles = _Titles(both)
    found: dict[int, dict[str, int]] = defaultdict(dict)
    blocks = _blocks(study, both)
    for done, block in enumerate(blocks):
        (watch or Watch()).step(done / len(blocks), "duplicates.comparing")
        known = [place for place in block if place < len(rows)]
        others = [place for place in block if place >= len(rows)]
        for left, right, letters in _alike(titles, known, others):
            likeness = (letters + titles.shared(left, right)) / 2
            score = _score(both[left], both[right], likeness)
            if score >= threshold:
                found[right - len(rows)][both[left].key] = score
    return {
        place: tuple(sorted(scores.items(), key=lambda pair: (-pair[1], pair[0])))
        for place, scores in sorted(found.items())
    }


def standing(study: Study, pairs: Sequence[Pair]) -> tuple[Pair, ...]:
    """The pairs whose trainings are both still on the map and not accepted as different."""
    accepted = {row.digest for row in study.acceptances if row.finding == NEAR_DUPLICATE}

    def is_live(key: str) -> bool:
        row = study.trainings.find(key)
        return row is not None and not row.is_archived

    return tuple(
        pair
        for pair in pairs
        if is_live(pair.first) and is_live(pair.second) and not _is_accepted(study, pair, accepted)
    )


def pair_finding(study: Study, first: str, second: str) -> Finding:
    """What is accepted by saying that two trainings differ; the order of the keys is no matter."""
    low, high = sorted((first, second))
    titles = {"title": study.trainings.get(low).title, "other": study.trainings.get(high).title}
    where = Place("trainings", low)
    return finding(NEAR_DUPLICATE, Severity.INFO, where, key=high, **titles)


def _is_accepted(study: Study, pair: Pair, accepted: set[str]) -> bool:
    return bool(accepted) and digest(pair_finding(study, pair.first, pair.second)) in accepted


class _Titles:
    """The titles of an inventory, made ready to be compared."""

    def __init__(self, rows: Sequence[Training]) -> None:
        told = [_WORD.findall(search_key(row.title)) for row in rows]
        self.words = [frozenset(words) for words in told]
        self.sorted = [" ".join(sorted(words)) for words in told]
        seen = Counter(word for words in self.words for word in words)
        self._weights = {word: log(1 + len(rows) / count) for word, count in seen.items()}
        self._totals = [self._weight(words) for words in self.words]

    def shared(self, left: int, right: int) -> float:
        """The share of the weight of two titles' words that they have in common, from 0 to 1."""
        both = self._totals[left] + self._totals[right]
        common = self.words[left] & self.words[right]
        return 2 * self._weight(common) / both if both else 1.0

    def _weight(self, words: frozenset[str]) -> float:
        return fsum(self._weights[word] for word in words)  # the same in any order


def _blocks(study: Study, rows: Sequence[Training]) -> list[list[int]]:
    """The places of the rows that share an institution, a city or a title; singles left out."""
    schools = {row.key: search_key(row.name) for row in study.institutions}
    blocks: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        school = schools.get(row.institution or "") or search_key(row.printed_institution)
        for kind, value in (
            ("school", school),
            ("city", row.city or ""),
            ("title", search_key(row.title)),
        ):
            if value:
                blocks[kind, value].append(place)
    return [block for block in blocks.values() if len(block) > 1]


def _candidates(titles: _Titles, block: Sequence[int]) -> Iterator[tuple[int, int, float]]:
    """The pairs of a block whose letters are alike enough to weigh their words, and how alike."""
    for left, right, letters in _alike(titles, block, block):
        if left < right:
            yield left, right, letters


def _alike(
    titles: _Titles, one: Sequence[int], other: Sequence[int]
) -> Iterator[tuple[int, int, float]]:
    """The pairs of two groups of places whose letters are alike enough, and how alike they are.

    Of a group with itself each pair comes at least once.
    """
    for start in range(0, len(one), _CHUNK):
        chunk, rest = one[start : start + _CHUNK], other[start:] if other is one else other
        found = process.cdist(
            [titles.sorted[place] for place in chunk],
            [titles.sorted[place] for place in rest],
            scorer=fuzz.ratio,
            score_cutoff=_LEAST_LETTERS,
            dtype=np.float32,
        )
        for left, right in np.argwhere(found):
            yield chunk[int(left)], rest[int(right)], float(found[left, right]) / 100


def _score(first: Training, second: Training, likeness: float) -> int:
    return round(
        _TITLE * likeness
        + _INSTITUTION * _sameness(first.institution, second.institution)
        + _LEVEL * _sameness(first.level, second.level)
        + _CITY * _sameness(first.city, second.city)
    )


def _told(first: Training, second: Training, score: int, likeness: float) -> Pair:
    groups = _compared(first, second)
    if same_name_key(first.title) == same_name_key(second.title):
        groups["agrees"].insert(0, "title")
    low, high = sorted((first.key, second.key))
    agrees, differs, unknown = (tuple(groups[name]) for name in ("agrees", "differs", "unknown"))
    return Pair(low, high, score, round(100 * likeness), agrees, differs, unknown)


def _sameness(left: object, right: object) -> float:
    if left is None or right is None:
        return 0.5
    return float(left == right)


def _compared(first: Training, second: Training) -> Mapping[str, list[str]]:
    groups: dict[str, list[str]] = {"agrees": [], "differs": [], "unknown": []}
    for name in _COMPARED:
        left, right = getattr(first, name), getattr(second, name)
        if is_blank(left) and is_blank(right):
            continue
        if is_blank(left) or is_blank(right):
            groups["unknown"].append(name)
        else:
            groups["agrees" if left == right else "differs"].append(name)
    return groups
