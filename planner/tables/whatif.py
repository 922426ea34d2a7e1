"""A what-if in sentences, one a move, and as tables: families and shortfalls before and after."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from planner.compute.gap_sentences import family_name, rounded, rounded_span, training_name
from planner.compute.whatif import (
    AddSeats,
    Change,
    ChangeNeed,
    ChangeShare,
    ChangeYield,
    CloseTraining,
    OpenTraining,
    Sign,
    way_of,
)
from planner.findings import Place
from planner.messages import Interval, message
from planner.tables.gaps import informative
from planner.tables.table import Column, Format, Row, Table
from planner.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planner.compute.whatif import FamilyChange, Move, SegmentChange, WhatIf
    from planner.messages import Message, Value
    from planner.study import Study

#: How many families a sentence names before it counts the others.
_NAMED = 3

_NO_NEED = message("whatif.no_need")


def _column(key: str, shape: Format, unit: str = "", width: int = 14) -> Column:
    return Column(key, message(f"table.whatif.{key}"), shape, unit, width=width)


_WHERE = (
    _column("kind", Format.SAID, width=20),
    _column("level", Format.SAID),
    _column("period", Format.SAID),
)
_FAMILIES = (
    *_WHERE,
    _column("family", Format.TEXT, width=22),
    _column("before", Format.PERCENT),
    _column("after", Format.PERCENT),
    _column("worst", Format.DECIMAL),
    _column("best", Format.DECIMAL),
    _column("verdict", Format.SAID),
    _column("served_before", Format.INTERVAL, "person", 16),
    _column("served_after", Format.INTERVAL, "person", 16),
)
_SHORTFALLS = (
    *_WHERE,
    _column("missing_before", Format.INTERVAL, "person", 16),
    _column("missing_after", Format.INTERVAL, "person", 16),
    _column("verdict", Format.SAID),
)


def families_table(study: Study, made: WhatIf) -> Table:
    """Each family before and after all moves; differences in points at the worst and best end."""
    rows = tuple(
        Row((*_where(segment), *_family(family)), _place(study, family.family))
        for segment in made.segments
        for family in segment.families
    )
    notes = (message("note.whatif.points"), message("note.gaps.rounded"))
    return Table(
        "whatif", message("table.whatif", scenario=made.after.name), _FAMILIES, rows, notes
    )


def shortfalls_table(made: WhatIf) -> Table:
    """The people whom no sharing can serve in each segment, before and after all moves."""
    rows = tuple(
        Row(
            (
                *_where(segment),
                rounded_span(segment.shortfall_before),
                rounded_span(segment.shortfall_after),
                word(segment.shortfall.sign),
            )
        )
        for segment in made.segments
    )
    title = message("table.whatif_shortfalls", scenario=made.after.name)
    return Table("whatif_shortfalls", title, _SHORTFALLS, rows, (message("note.gaps.rounded"),))


def sentences(study: Study, made: WhatIf) -> tuple[Message, ...]:
    """What each move lifts, alone and beside the others; then what is newly unallocated."""
    moves = (_sentence(study, made, place) for place in range(len(made.moves)))
    left = (
        note
        for note in made.after.notes
        if note.code in ("gap.note.unallocated", "gap.note.overallocated")
        and note not in made.before.notes
    )
    return (*moves, *left)


def _sentence(study: Study, made: WhatIf, place: int) -> Message:
    effect = made.moves[place]
    told: dict[str, Value] = {"number": place + 1, "move": move_message(study, effect.move)}
    way = way_of((effect.move,))
    alone, beside = _effect(effect.alone, way), _effect(effect.beside, way)
    if alone == beside:
        return message("whatif.said", **told, effect=alone)
    return message("whatif.said.both", **told, effect=alone, beside=beside)


def move_message(study: Study, move: Move) -> Message:
    """A move in words, with the names of the study; a KeyError where it lacks one of its rows."""
    match move:
        case OpenTraining():
            places = Interval(
                Fraction(move.low), None if move.high is None else Fraction(move.high)
            )
            return message("whatif.open", name=move.name, level=move.level, places=places)
        case CloseTraining():
            return message("whatif.close", training=training_name(study, move.training))
        case AddSeats():
            training = training_name(study, move.training)
            return message("whatif.add", n=move.seats_per_year, training=training)
        case ChangeNeed():
            return _need(study, move)
        case ChangeShare():
            return message(
                "whatif.share",
                share=move.share,
                family=family_name(study, move.family),
                level=move.level,
                allocation=study.allocations.get(move.allocation).name,
            )
        case ChangeYield():
            name = study.assumptions.get(move.assumption).name
            return message("whatif.yield", name=name, value=move.value)


def _need(study: Study, move: ChangeNeed) -> Message:
    line = study.need_lines.get(move.need_line).name
    if move.low is None and move.high is None:
        return message("whatif.need.unknown", line=line)
    high = None if move.high is None else Fraction(move.high)
    return message("whatif.need", line=line, people=Interval(Fraction(move.low or 0), high))


def _effect(segments: Iterable[SegmentChange], way: int) -> Message:
    """Whose coverage goes up, whose down, whose nobody can tell, and whose need comes or goes."""
    groups: dict[str, list[Message]] = {}
    for segment in segments:
        for family in segment.families:
            code = direction(family, way)
            if code:
                groups.setdefault(code, []).append(_named(segment, family))
    said = [_group(code, groups[code]) for code in _ORDER if code in groups]
    if not said:
        return message("whatif.nothing")
    first, *others = said
    for other in others:
        first = message("whatif.then", first=first, then=other)
    return first


_ORDER = ("up", "down", "undetermined", "begins", "ends")


def direction(family: FamilyChange, way: int) -> str:
    """Which way a family goes: a sign, ``begins`` or ``ends`` for its need, empty for no change.

    Where the ends of its coverage stay, the people served decide; ``way`` as in ``way_of``.
    """
    if family.coverage_before is None:
        return "begins"
    if family.coverage is None:
        return "ends"
    sign = family.coverage.sign
    if sign is Sign.SAME:
        sign = family.served.leaning(way)
    return "" if sign is Sign.SAME else sign.value


def _group(code: str, families: Sequence[Message]) -> Message:
    named = families[:_NAMED]
    others = len(families) - len(named)
    names = (*named, message("whatif.others", n=others)) if others else tuple(named)
    return message(f"whatif.group.{code}", families=names)


def _named(segment: SegmentChange, family: FamilyChange) -> Message:
    told: dict[str, Value] = {"family": family.name, "level": segment.level}
    coverage = family.coverage
    if coverage is None or coverage.low is None or coverage.high is None:
        return message("whatif.family", **told)
    if coverage == Change(Fraction(0), Fraction(0)):
        return message("whatif.family.people", **told, people=people_change(family.served))
    if coverage.low == coverage.high:
        return message("whatif.family.even", **told, points=signed_points(coverage.low))
    ends = {"worst": signed_points(coverage.low), "best": signed_points(coverage.high)}
    return message("whatif.family.ends", **told, **ends)


def people_change(served: Change) -> Message:
    """So many people more or fewer over the period, from one end to the other."""
    if served.low is None:
        return message("whatif.people.unknown")
    if served.high is None:
        return message("whatif.people.open", people=_people(served.low))
    low, high = sorted((rounded_change(served.low), rounded_change(served.high)))
    if low == high:
        return _people(Fraction(low))
    return message("whatif.people.ends", low=_count(low), n=abs(high), high=_count(high))


def rounded_change(people: Fraction) -> int:
    """The nearest whole number, halves away from zero."""
    return rounded(people) if people >= 0 else -rounded(-people)


def _people(change: Fraction) -> Message:
    count = rounded_change(change)
    return message("whatif.people.minus" if count < 0 else "whatif.people.plus", n=abs(count))


def _count(people: int) -> Message:
    return message("whatif.count.minus" if people < 0 else "whatif.count.plus", n=abs(people))


def signed_points(share: Fraction) -> Message:
    """A difference of shares as points with their sign."""
    return message("whatif.minus" if share < 0 else "whatif.plus", n=abs(points(share)))


def points(share: Fraction) -> Fraction:
    """A difference of shares in points, to the nearest tenth."""
    return Fraction(rounded(share * 1000), 10)


def _where(segment: SegmentChange) -> tuple[Value, ...]:
    period = message("gap.period", start=segment.start, end=segment.end)
    return word(segment.kind), message(f"level.short.{segment.level}"), period


def _family(family: FamilyChange) -> tuple[Value, ...]:
    coverage = family.coverage
    return (
        family.name,
        _coverage(family.coverage_before),
        _coverage(family.coverage_after),
        *_points(coverage),
        _verdict(coverage),
        *_served(family),
    )


def _coverage(coverage: Interval | None) -> Value:
    return _NO_NEED if coverage is None else informative(coverage)


def _points(coverage: Change | None) -> tuple[Value, Value]:
    if coverage is None:
        return _NO_NEED, _NO_NEED
    low, high = coverage.low, coverage.high
    return None if low is None else points(low), None if high is None else points(high)


def _verdict(coverage: Change | None) -> Message:
    return word(Sign.UNDETERMINED if coverage is None else coverage.sign)


def _served(family: FamilyChange) -> tuple[Value, Value]:
    """Rounded; nothing is known of people served while the coverage may be anything."""
    pairs = (
        (family.coverage_before, family.served_before),
        (family.coverage_after, family.served_after),
    )
    before, after = (
        None if coverage is not None and informative(coverage) is None else rounded_span(served)
        for coverage, served in pairs
    )
    return before, after


def _place(study: Study, family: str) -> Place | None:
    return Place("families", family) if study.families.find(family) else None
