"""What the gaps rest on: need lines, allocations and assumptions, as tables."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from planner.compute.gap_sentences import family_name
from planner.compute.needs import shares_by_allocation
from planner.fields import label_code
from planner.findings import Place
from planner.messages import message
from planner.tables.provenance import PROVENANCE, SOURCED, provenance, sourced
from planner.tables.table import Column, Format, Row, Table
from planner.words import unit, word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from planner.messages import Message, Value
    from planner.study import Allocation, AllocationShare, NeedLine, Study


def _field(
    collection: str, key: str, shape: Format = Format.TEXT, unit: str = "", width: int = 14
) -> Column:
    return Column(key, message(label_code(collection, key)), shape, unit, width=width)


_NEEDS = (
    _field("need_lines", "name", width=48),
    _field("need_lines", "kind", Format.SAID, width=20),
    _field("need_lines", "sector", width=30),
    _field("need_lines", "start", Format.INTEGER, width=8),
    _field("need_lines", "end", Format.INTEGER, width=8),
    _field("need_lines", "low", Format.INTEGER, "person"),
    _field("need_lines", "central", Format.INTEGER, "person"),
    _field("need_lines", "high", Format.INTEGER, "person"),
    _field("need_lines", "allocation", width=34),
    Column("allocated", message("table.needs.allocated"), Format.PERCENT),
    Column("scenarios", message("table.needs.scenarios"), width=24),
    *PROVENANCE,
)
_ASSUMPTIONS = (
    _field("assumptions", "name", width=48),
    _field("assumptions", "value", Format.DECIMAL),
    _field("assumptions", "unit", Format.SAID, width=18),
    _field("assumptions", "reason", width=60),
)
_ALLOCATIONS = (
    _field("allocation_shares", "allocation", width=40),
    _field("allocation_shares", "family", width=22),
    _field("allocation_shares", "level", Format.SAID, width=16),
    _field("allocation_shares", "share", Format.PERCENT),
    _field("allocations", "author", width=18),
    _field("allocations", "decided_on", Format.DATE),
    _field("allocations", "reason", width=60),
    *PROVENANCE,
)


def needs_table(study: Study) -> Table:
    """The need lines: people from low to high, how they are spread, and who counts them."""
    shares = shares_by_allocation(study)
    rows = tuple(
        Row((*_line(study, line, shares), *provenance(line.source)), Place("need_lines", line.key))
        for line in study.need_lines
    )
    notes = (message("note.needs"), message("note.provenance"))
    return Table("needs", message("table.needs", n=len(rows)), _NEEDS, rows, notes)


def lines_table(study: Study) -> Table:
    """The need lines as they are typed: their fields alone, kinds in few words, no sector blank."""
    fields = ("name", "kind", "sector", "start", "end", "low", "central", "high", "allocation")
    columns = tuple(column for column in _NEEDS if column.key in fields)
    rows = tuple(
        Row(
            (row.values[0], message(f"short.need_kind.{line.kind}"), *row.values[2 : len(fields)]),
            row.place,
        )
        for row, line in zip(needs_table(study).rows, study.need_lines, strict=True)
    )
    title = message("table.needs", n=len(rows))
    return Table("need_lines", title, columns, rows, (message("note.needs"),))


def scenario_lines_table(study: Study) -> Table:
    """The scenarios: their name, how many need lines they count, the places they count."""
    columns = (
        _field("scenarios", "name", width=34),
        Column("lines", message("table.scenario_lines.lines"), Format.INTEGER),
        _field("scenarios", "seat_kind", Format.SAID),
        _field("scenarios", "comment", width=60),
    )
    rows = tuple(
        Row(
            (row.name, len(row.need_lines), word(row.seat_kind), row.comment),
            Place("scenarios", row.key),
        )
        for row in study.scenarios
    )
    title = message("table.scenario_lines", n=len(rows))
    return Table("scenario_lines", title, columns, rows, (message("note.needs"),))


def assumptions_table(study: Study, *, is_sourced: bool = False) -> Table:
    """The numbers that are taken on trust; one that nobody has given is unknown.

    With ``is_sourced`` the place and line of the source and its remark are told in one column.
    """
    rows = tuple(
        Row(
            (
                *(row.name, row.value, unit(row.unit), row.reason),
                *(sourced(row.source) if is_sourced else provenance(row.source)),
            ),
            Place("assumptions", row.key),
        )
        for row in study.assumptions
    )
    notes = (message("note.assumptions"),)
    columns = (*_ASSUMPTIONS, *(SOURCED if is_sourced else PROVENANCE))
    return Table("assumptions", message("table.assumptions", n=len(rows)), columns, rows, notes)


def allocations_table(study: Study) -> Table:
    """How need lines are spread over families and levels, with what the shares leave over."""
    shares = shares_by_allocation(study)
    rows = tuple(
        row
        for allocation in study.allocations
        for row in _shares(study, allocation, shares.get(allocation.key, ()))
    )
    title = message("table.allocations", n=len(study.allocations))
    return Table("allocations", title, _ALLOCATIONS, rows, (message("note.allocations"),))


def line_words(study: Study, line: NeedLine) -> Message:
    """A need line in few words: its sector, or its name for the whole region, and its years."""
    sector = study.sectors.find(line.sector or "")
    name = line.name if sector is None else sector.name
    return message("needs.line", name=name, start=line.start, end=line.end)


def bounds_words(line: NeedLine) -> Message:
    """The numbers of a line: one, an interval with its central number, or what is not known."""
    low, central, high = line.low, line.central, line.high
    if low is None and high is None:
        if central is None:
            return message("value.unknown")
        return message("needs.bounds.central", central=central)
    if low is not None and low == high:
        return message("figure.amount", amount=low)
    said = message("needs.bounds", low=low, high=high)
    return said if central is None else message("needs.bounds.both", span=said, central=central)


def line_in_list(study: Study, line: NeedLine) -> Message:
    """A need line where several kinds stand in one list: its kind, then as :func:`line_words`."""
    kind = message(f"short.need_kind.{line.kind}")
    return message("needs.line.in_list", kind=kind, line=line_words(study, line))


def _line(
    study: Study, line: NeedLine, shares: Mapping[str, Sequence[AllocationShare]]
) -> tuple[Value, ...]:
    sector = study.sectors.find(line.sector or "")
    allocation = study.allocations.find(line.allocation or "")
    given = (share.share for share in shares.get(line.allocation or "", ()))
    return (
        line.name,
        word(line.kind),
        message("table.needs.region") if sector is None else sector.name,
        line.start,
        line.end,
        line.low,
        line.central,
        line.high,
        "" if allocation is None else allocation.name,
        sum(given, Fraction(0)),
        tuple(row.name for row in study.scenarios if line.key in row.need_lines),
    )


def _shares(
    study: Study, allocation: Allocation, shares: Sequence[AllocationShare]
) -> Iterator[Row]:
    reasons = (allocation.author, allocation.decided_on, allocation.reason)
    for share in shares:
        level = message(f"level.short.{share.level}")
        name = family_name(study, share.family)
        yield Row(
            (allocation.name, name, level, share.share, *reasons, *provenance(share.source)),
            Place("allocation_shares", share.key),
        )
    left = 1 - sum((share.share for share in shares), Fraction(0))
    if left:
        code = "table.allocations.left" if left > 0 else "table.allocations.excess"
        values = (allocation.name, message(code), "", left, *reasons)
        place = Place("allocations", allocation.key)
        yield Row((*values, *provenance(allocation.source)), place)
