"""Which need lines may count the same people, who uses a line, and what a scenario may take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.edits import Set
from planner.errors import EditRefused
from planner.vocab import NeedKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.edits import Edit
    from planner.study import NeedLine, Scenario, Study

_NESTED = frozenset({NeedKind.EXPERT, NeedKind.COLOURED})


@dataclass(frozen=True, slots=True)
class Uses:
    """The scenarios that count a need line, and those one of whose moves changes it."""

    counted: tuple[Scenario, ...]
    moved: tuple[Scenario, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all of them, each once."""
        return tuple(dict.fromkeys(row.name for row in (*self.counted, *self.moved)))


def overlap(first: NeedLine, second: NeedLine) -> bool:
    """True where two need lines of one kind may count the same people.

    They do when their periods meet and one's sector holds the other's; the region holds all.
    """
    return first.kind is second.kind and _meet(first, second)


def nest(first: NeedLine, second: NeedLine) -> bool:
    """True where one of two need lines counts people that are part of the other's.

    Experts are among the people recruited with an AI colouring or expertise.
    """
    return {first.kind, second.kind} == _NESTED and _meet(first, second)


def overlapping(line: NeedLine, others: Iterable[NeedLine]) -> tuple[NeedLine, ...]:
    """Those of ``others`` that count people of ``line`` a second time."""
    return tuple(other for other in others if other.key != line.key and overlap(line, other))


def nesting(line: NeedLine, others: Iterable[NeedLine]) -> tuple[NeedLine, ...]:
    """Those of ``others`` that hold people of ``line``, or are held by it."""
    return tuple(other for other in others if other.key != line.key and nest(line, other))


def uses(study: Study, line: str) -> Uses:
    """Who uses the need line called ``line``."""
    movers = {move.scenario for move in study.scenario_moves if move.need_line == line}
    return Uses(
        tuple(row for row in study.scenarios if line in row.need_lines),
        tuple(row for row in study.scenarios if row.key in movers),
    )


def lines_of(study: Study, scenario: Scenario) -> tuple[NeedLine, ...]:
    """The need lines of a scenario, in the order of the study."""
    return tuple(line for line in study.need_lines if line.key in scenario.need_lines)


def choose_line(study: Study, scenario: str, line: str, *, is_chosen: bool) -> Edit:
    """The edit that takes a need line into a scenario, or out of it.

    The lines stay in the order of the study. Raises :class:`EditRefused` naming the first line of
    the scenario that counts the same people; ``KeyError`` where the scenario or line is unknown.
    """
    row, wanted = study.scenarios.get(scenario), study.need_lines.get(line)
    if is_chosen:
        for other in overlapping(wanted, lines_of(study, row)):
            raise EditRefused("overlapping_needs", first=other.name, second=wanted.name)
    keys = {*row.need_lines, line} if is_chosen else {*row.need_lines} - {line}
    kept = tuple(one.key for one in study.need_lines if one.key in keys)
    return Set("scenarios", scenario, (("need_lines", kept),))


def _meet(first: NeedLine, second: NeedLine) -> bool:
    shares_years = first.start < second.end and second.start < first.end
    shares_sector = first.sector == second.sector or None in (first.sector, second.sector)
    return shares_years and shares_sector
