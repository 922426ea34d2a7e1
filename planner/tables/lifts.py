"""What a move lifts, in people: who gains, who loses, and who stays as he was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.compute.gap_sentences import joined, people_span
from planner.compute.whatif import way_of
from planner.messages import message
from planner.tables.table import Column, Format, Row, Table
from planner.tables.whatif import direction, move_message, people_change, signed_points

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planner.compute.whatif import FamilyChange, SegmentChange, WhatIf
    from planner.messages import Message, Value
    from planner.study import Study

_ORDER = ("up", "down", "undetermined", "begins", "ends", "still")


_COLUMNS = (
    Column("number", message("table.scenarios.number"), Format.INTEGER, width=6),
    Column("move", message("table.scenarios.move"), Format.SAID, width=40),
    Column("alone", message("table.lifts.alone"), Format.SAID, width=48),
    Column("beside", message("table.lifts.beside"), Format.SAID, width=48),
)


@dataclass(frozen=True, slots=True)
class Lift:
    """Which way some families of a level go (``still``: no way), and the sentence for it."""

    way: str
    said: Message


def lifts(segments: Sequence[SegmentChange], way: int) -> tuple[Lift, ...]:
    """A sentence for each level and direction in which families go, then for those that stay.

    Only segments in which something moves are told of; ``way`` is as in ``way_of``.
    """
    told: list[Lift] = []
    for segment in segments:
        groups: dict[str, list[FamilyChange]] = {}
        for family in segment.families:
            groups.setdefault(direction(family, way) or "still", []).append(family)
        if groups.keys() - {"still"}:
            ordered = (code for code in _ORDER if code in groups)
            told += [Lift(code, _said(segment, code, groups[code])) for code in ordered]
    return tuple(told) or (Lift("still", message("lift.nothing")),)


def lifts_table(study: Study, made: WhatIf) -> Table:
    """Each move in words, with what it lifts by itself and beside the others."""
    rows = []
    for number, effect in enumerate(made.moves, 1):
        way = way_of((effect.move,))
        alone, beside = (_joined(lifts(part, way)) for part in (effect.alone, effect.beside))
        rows.append(Row((number, move_message(study, effect.move), alone, beside)))
    title = message("table.lifts", scenario=made.after.name, n=len(rows))
    return Table("lifts", title, _COLUMNS, tuple(rows), (message("note.lifts"),))


def shortfall_sentence(segment: SegmentChange) -> Message:
    """How many people no sharing can serve in a segment, before and after."""
    code = "lift.shortfall.same" if segment.shortfall_before == segment.shortfall_after else ""
    return message(
        code or "lift.shortfall",
        level=segment.level,
        before=_people(segment, after=False),
        after=_people(segment, after=True),
    )


def _said(segment: SegmentChange, code: str, families: Sequence[FamilyChange]) -> Message:
    if code in ("begins", "ends", "still"):
        named: tuple[Value, ...] = tuple(family.name for family in families)
    else:
        named = tuple(map(_named, families))
    return message(f"lift.{code}", level=segment.level, families=named)


def _named(family: FamilyChange) -> Message:
    """A family with the people that it gains or loses, or the points where those say nothing."""
    served, coverage = family.served, family.coverage
    is_open = not served.low and served.high is None
    if is_open and coverage is not None and coverage.low is not None and coverage.high is not None:
        ends = {"worst": signed_points(coverage.low), "best": signed_points(coverage.high)}
        return message("lift.family.points", family=family.name, **ends)
    return message("lift.family", family=family.name, people=people_change(served))


def _joined(told: Iterable[Lift]) -> Message:
    return joined([lift.said for lift in told])


def _people(segment: SegmentChange, *, after: bool) -> Message:
    return people_span(segment.shortfall_after if after else segment.shortfall_before)
