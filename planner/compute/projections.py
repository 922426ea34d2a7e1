"""Projection tables with their lost signs recovered, by the identities that the tables obey.

The text layer of the study lost minus signs or moved them to another column. For a period that
ends in year p, with the total T0 of the year before, four identities hold exactly:

* ``total = T0 + natural + impact``
* ``impact = ai_alone + ai_with_others + others``
* ``ai = ai_alone + ai_with_others``
* ``ai = created + reduced``, where ``reduced`` is the human activity lost, a negative number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

from planner.vocab import ProjectionLine as Line

if TYPE_CHECKING:
    from planner.rows import Rows
    from planner.study import ProjectionCell, Study


class IdentityName(StrEnum):
    """The identities of a projection table."""

    TOTAL = "total"
    IMPACT = "impact"
    AI_PARTS = "ai_parts"
    AI_BALANCE = "ai_balance"


@dataclass(frozen=True, slots=True)
class Identity:
    """One identity in one period: its two sides in people.

    ``holds`` is None, and the sides too, where a cell that it needs is missing. Where no signs
    make all identities of the period hold, the sides are those of the signs that break the fewest
    identities and then differ the least from the print.
    """

    name: IdentityName
    year: int
    holds: bool | None
    left: int | None
    right: int | None


@dataclass(frozen=True, slots=True)
class SignedCell:
    """A cell with its sign: ``value`` in people, None where the sign cannot be told.

    ``key`` is that of the printed cell; ``is_recovered`` tells that the text layer of the print
    has another sign.
    """

    key: str
    line: Line
    year: int
    value: int | None
    is_recovered: bool


@dataclass(frozen=True, slots=True)
class SectorProjection:
    """The projection table of a sector, cells by year and printed order."""

    sector: str
    cells: tuple[SignedCell, ...]
    identities: tuple[Identity, ...]

    def value(self, line: Line, year: int) -> int | None:
        """The signed number of a cell in people; None where it is missing or not told."""
        found = (cell.value for cell in self.cells if cell.line is line and cell.year == year)
        return next(found, None)

    @property
    def recovered(self) -> tuple[SignedCell, ...]:
        """The cells whose sign was recovered."""
        return tuple(cell for cell in self.cells if cell.is_recovered)

    @property
    def untold(self) -> tuple[SignedCell, ...]:
        """The cells whose sign cannot be told: several signs fit, or nothing vouches for one."""
        return tuple(cell for cell in self.cells if cell.value is None)


#: Which lines each identity needs; the total also needs the total of the year before.
IDENTITY_LINES: Mapping[IdentityName, frozenset[Line]] = {
    IdentityName.TOTAL: frozenset({Line.TOTAL, Line.NATURAL, Line.IMPACT}),
    IdentityName.IMPACT: frozenset({Line.IMPACT, Line.AI_ALONE, Line.AI_WITH_OTHERS, Line.OTHERS}),
    IdentityName.AI_PARTS: frozenset({Line.AI, Line.AI_ALONE, Line.AI_WITH_OTHERS}),
    IdentityName.AI_BALANCE: frozenset({Line.AI, Line.CREATED, Line.REDUCED}),
}
_SIGNED = (Line.NATURAL, Line.IMPACT, Line.AI_ALONE, Line.AI_WITH_OTHERS, Line.OTHERS, Line.AI)

_Values = dict[Line, int]
_Printed = Mapping[Line, "ProjectionCell"]


def recover(study: Study) -> tuple[SectorProjection, ...]:
    """The projection of each sector that has one, in the order of the sectors.

    Signs are those that make every identity hold; among several such assignments, those that
    differ least from the print. Where none makes them all hold, those that break the fewest.
    Totals, people recruited or made aware and activity created are positive, activity lost is
    negative, by what they count. A sign is told where the best assignments agree on it and either
    an identity that holds vouches for it, or a minus is printed in the cell's own column. Any
    other sign is not told, and the value is None: a sign is never guessed.
    """
    return _recovered(tuple(study.sectors.keys()), study.projections)


@lru_cache(maxsize=2)  # the checks, the tables and the pages ask for the same study in turn
def _recovered(
    sectors: tuple[str, ...], projections: Rows[ProjectionCell]
) -> tuple[SectorProjection, ...]:
    tables: dict[str, list[ProjectionCell]] = defaultdict(list)
    for cell in projections:
        tables[cell.sector].append(cell)
    return tuple(_sector(sector, tables[sector]) for sector in sectors if sector in tables)


def _sector(sector: str, cells: list[ProjectionCell]) -> SectorProjection:
    by_year: dict[int, dict[Line, ProjectionCell]] = defaultdict(dict)
    for cell in cells:
        by_year[cell.year].setdefault(cell.line, cell)
    signed: list[SignedCell] = []
    identities: list[Identity] = []
    before: int | None = None
    for year, printed in sorted(by_year.items()):
        period = _Period(printed, before)
        signed.extend(period.cells())
        if printed.keys() - {Line.TOTAL}:
            identities.extend(period.identities(year))
        before = printed[Line.TOTAL].magnitude if Line.TOTAL in printed else None
    return SectorProjection(sector, tuple(signed), tuple(identities))


class _Period:
    """The signs of one period: the assignments that break the fewest identities."""

    def __init__(self, printed: _Printed, before: int | None) -> None:
        self._printed = printed
        self._before = before
        self._checked = [
            name
            for name, lines in IDENTITY_LINES.items()
            if lines <= printed.keys() and (name is not IdentityName.TOTAL or before is not None)
        ]
        ranked = [(self._rank(values), values) for values in self._assignments()]
        best = min(rank for rank, _ in ranked)
        self._best = [values for rank, values in ranked if rank == best]

    def cells(self) -> Iterator[SignedCell]:
        """The cells with their sign, in printed order."""
        for line in Line:
            if line in self._printed:
                yield self._signed(line, self._printed[line])

    def identities(self, year: int) -> Iterator[Identity]:
        """The four identities, under the first of the best assignments."""
        for name in IdentityName:
            if name in self._checked:
                left, right = self._sides(name, self._best[0])
                yield Identity(name, year, left == right, left, right)
            else:
                yield Identity(name, year, None, None, None)

    def _signed(self, line: Line, cell: ProjectionCell) -> SignedCell:
        values = {values[line] for values in self._best}
        is_told = line not in _SIGNED or cell.magnitude == 0 or self._is_vouched(line, cell)
        value = values.pop() if is_told and len(values) == 1 else None
        is_recovered = value not in (None, 0) and value != _as_printed(cell)
        return SignedCell(cell.key, line, cell.year, value, is_recovered)

    def _is_vouched(self, line: Line, cell: ProjectionCell) -> bool:
        """True where an identity that holds, or a printed minus, vouches for the sign."""
        if cell.has_minus and all(values[line] < 0 for values in self._best):
            return True
        mine = [name for name in self._checked if line in IDENTITY_LINES[name]]
        return any(
            all(left == right for left, right in (self._sides(name, v) for v in self._best))
            for name in mine
        )

    def _assignments(self) -> Iterator[_Values]:
        """All ways to sign the cells; the magnitude of 0 has one sign only."""
        fixed = {line: _by_definition(line, cell) for line, cell in self._printed.items()}
        free = [line for line in _SIGNED if line in fixed and fixed[line] != 0]
        for signs in product((1, -1), repeat=len(free)):
            yield fixed | {line: sign * fixed[line] for line, sign in zip(free, signs, strict=True)}

    def _rank(self, values: _Values) -> tuple[int, int]:
        """How many identities break, then how many signs differ from the print."""
        sides = (self._sides(name, values) for name in self._checked)
        differing = (values[line] != _as_printed(self._printed[line]) for line in values)
        return sum(left != right for left, right in sides), sum(differing)

    def _sides(self, name: IdentityName, values: _Values) -> tuple[int, int]:
        """The two sides of an identity that can be checked."""
        match name:
            case IdentityName.TOTAL:
                right = (self._before or 0) + values[Line.NATURAL] + values[Line.IMPACT]
                return values[Line.TOTAL], right
            case IdentityName.IMPACT:
                parts = (Line.AI_ALONE, Line.AI_WITH_OTHERS, Line.OTHERS)
                return values[Line.IMPACT], sum(values[line] for line in parts)
            case IdentityName.AI_PARTS:
                return values[Line.AI], values[Line.AI_ALONE] + values[Line.AI_WITH_OTHERS]
            case IdentityName.AI_BALANCE:
                return values[Line.AI], values[Line.CREATED] + values[Line.REDUCED]


def _by_definition(line: Line, cell: ProjectionCell) -> int:
    return -cell.magnitude if line is Line.REDUCED else cell.magnitude


def _as_printed(cell: ProjectionCell) -> int:
    return -cell.magnitude if cell.has_minus else cell.magnitude
