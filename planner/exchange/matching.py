"""Which training each row of a table is: by its key, else by its title within an institution.

A key that a row bears is believed. A row without one is the training of the institution that bears
its title; else the one that is nearly the same (:mod:`planner.compute.duplicates`), where no other
is as near. What cannot be told apart is refused, never guessed: taken as new, it would stand twice.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from planner.compute.duplicates import THRESHOLD, nearest
from planner.errors import InvalidInput
from planner.exchange.given import Told
from planner.exchange.grids import a1
from planner.exchange.replies import GivenRow, Refusal, Spot
from planner.messages import message
from planner.study import Training
from planner.text import search_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from planner.messages import Value
    from planner.study import Study
    from planner.watch import Watch

#: Two scores that lie closer, out of 100, do not tell which of two trainings a row is.
MARGIN = 4
#: What a person says of a row that is no training of the study.
NEW = "new"
_NAMED = 5  # candidates that a refusal names


@dataclass(frozen=True, slots=True)
class Match:
    """A row that was found without its key: where it stands, the training, how alike they are.

    ``score`` is out of 100; 100 where the titles are the same.
    """

    spot: Spot
    title: str
    key: str
    score: int
    known: str = ""

    def told(self) -> Told:
        """What to tell of it: the training's title, and how alike they are."""
        said = message("given.near", title=self.known, key=self.key, score=self.score)
        return Told(self.spot, "", said)


@dataclass(frozen=True, slots=True)
class Matched:
    """The rows with the keys that were found, and how."""

    rows: tuple[GivenRow, ...]
    matches: tuple[Match, ...] = ()


def matched(
    study: Study,
    rows: Sequence[GivenRow],
    institution: str | None,
    chosen: Mapping[int, str] | None = None,
    watch: Watch | None = None,
) -> Matched:
    """Give each row the key of the training that it is.

    Args:
        study: the one that the rows are to enter.
        rows: those of a table; a row that bears the key of a training keeps it.
        institution: the one whose table it is; without it titles are looked for everywhere.
        chosen: what a person decided, by the row of the sheet: a key, or "new".
        watch: for progress.
    """
    matching = _Matching(study, rows, institution, chosen or {})
    matching.by_key()
    matching.by_title()
    matching.by_likeness(watch)
    matches = sorted(matching.matches, key=lambda match: match.spot.row)
    return Matched(tuple(matching.result()), tuple(matches))


@dataclass(slots=True)
class _Matching:
    study: Study
    rows: Sequence[GivenRow]
    institution: str | None
    chosen: Mapping[int, str]
    matches: list[Match] = field(default_factory=list)
    _keys: dict[int, str] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)
    _doubts: dict[int, tuple[str, ...]] = field(default_factory=dict)

    def by_key(self) -> None:
        """The rows whose key or whose person says what they are."""
        for place, row in enumerate(self.rows):
            told = self.chosen.get(row.spot.row, row.key)
            if told == NEW:
                self._keys[place] = ""
            elif told and self.study.trainings.find(told) is not None:
                self._keys[place] = told
                self._taken.add(told)

    def by_title(self) -> None:
        """The rows whose title is that of one training alone, and of no other row."""
        names: dict[str, list[str]] = defaultdict(list)
        for training in self._candidates():
            names[search_key(training.title)].append(training.key)
        asking: dict[str, list[int]] = defaultdict(list)
        for place in self._open():
            asking[search_key(_title(self.rows[place]))].append(place)
        for title, places in asking.items():
            self._share(places, names.get(title, ()))

    def by_likeness(self, watch: Watch | None) -> None:
        """The rows that are nearly a training; the likeliest row of several has it."""
        places = self._open()
        free = self._candidates()
        if not places or not free:
            return
        given = [self._as_training(place) for place in places]
        within = replace(self.study, trainings=type(self.study.trainings)(free))
        found = nearest(within, given, THRESHOLD, watch)
        for number, scores in sorted(found.items(), key=lambda item: (-item[1][0][1], item[0])):
            self._settle(places[number], scores)

    def result(self) -> Iterator[GivenRow]:
        """The rows, each with its key, or refused where several trainings are as near."""
        for place, row in enumerate(self.rows):
            if place in self._doubts:
                yield replace(row, refused=(*row.refused, self._refusal(row, self._doubts[place])))
            elif place in self._keys:
                yield replace(row, key=self._keys[place], matched=row.key != self._keys[place])
            else:
                yield row

    def _open(self) -> list[int]:
        """The rows of which nothing is known yet, and that bear a title."""
        return [
            place
            for place, row in enumerate(self.rows)
            if place not in self._keys and place not in self._doubts and _title(row)
        ]

    def _candidates(self) -> list[Training]:
        """The trainings that no row is yet: those of the institution, archived ones left out."""
        return [
            row
            for row in self.study.trainings
            if not row.is_archived
            and row.key not in self._taken
            and (self.institution is None or row.institution == self.institution)
        ]

    def _share(self, places: Sequence[int], keys: Sequence[str]) -> None:
        """Namesakes: a row and a training alone are each other; else city and level must tell."""
        if len(places) == len(keys) == 1:
            self._take(places[0], keys[0], 100)
            return
        fitting = {place: [key for key in keys if self._fits(place, key)] for place in places}
        asked = Counter(key for found in fitting.values() for key in found)
        for place, found in fitting.items():
            if len(found) == 1 and asked[found[0]] == 1:
                self._take(place, found[0], 100)
            elif found:
                self._doubts[place] = tuple(found)

    def _fits(self, place: int, key: str) -> bool:
        training = self.study.trainings.get(key)
        told = self.rows[place].values
        return all(told.get(n) in (None, getattr(training, n)) for n in ("city", "level"))

    def _settle(self, place: int, scores: Sequence[tuple[str, int]]) -> None:
        free = [(key, score) for key, score in scores if key not in self._taken]
        if not free:
            return
        near = [key for key, score in free if score > free[0][1] - MARGIN]
        if len(near) == 1:
            self._take(place, *free[0])
        else:
            self._doubts[place] = tuple(near)

    def _take(self, place: int, key: str, score: int) -> None:
        row = self.rows[place]
        self._keys[place] = key
        self._taken.add(key)
        known = self.study.trainings.get(key).title
        self.matches.append(Match(row.spot, _title(row), key, score, known))

    def _as_training(self, place: int) -> Training:
        values = self.rows[place].values
        return Training(
            key=f"row {place}",
            title=_title(self.rows[place]),
            institution=self.institution,
            city=_text(values.get("city")),
            level=level if isinstance(level := values.get("level"), int) else None,
        )

    def _refusal(self, row: GivenRow, keys: Sequence[str]) -> Refusal:
        titles = tuple(f"{self.study.trainings.get(key).title} ({key})" for key in keys[:_NAMED])
        said = InvalidInput("match_ambiguous", names=titles, row=row.spot.row).message
        return Refusal("title", a1(row.spot.row, 1), _title(row)[:80], said)


def _title(row: GivenRow) -> str:
    value = row.values.get("title")
    return value.strip() if isinstance(value, str) else ""


def _text(value: Value) -> str | None:
    return value if isinstance(value, str) and value else None
