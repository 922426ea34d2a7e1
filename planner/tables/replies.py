"""Exchanges as tables: the follow-up, the rows of a reply, its cells, what was refused."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from planner.exchange.copies import RANK
from planner.exchange.layout import Part, column_of, full_heading
from planner.exchange.replies import RowFate
from planner.exchange.taking import Decisions, Side
from planner.exchange.three_way import Fate
from planner.fields import FIELDS
from planner.findings import Place
from planner.messages import Message, message
from planner.tables.cells import cell_label, cell_said
from planner.tables.table import Column, Format, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.exchange.followup import Follow
    from planner.exchange.replies import Cell, Comparison, ReplyRow
    from planner.messages import Value
    from planner.study import Study


def follow_table(follows: Iterable[Follow]) -> Table:
    """Who was sent what and when, who answered, what is missing: a line an institution."""
    columns = (
        Column("institution", message("exchange.follow.institution"), width=32),
        Column("standing", message("exchange.follow.standing"), Format.SAID, width=11),
        Column("sent_on", message("exchange.follow.sent_on"), Format.DATE, width=12),
        Column("due_on", message("exchange.follow.due_on"), Format.DATE, width=12),
        Column("received_on", message("exchange.follow.received_on"), Format.DATE, width=12),
        Column("trainings", message("exchange.follow.trainings"), Format.INTEGER, width=10),
        Column("taken", message("exchange.follow.taken"), Format.INTEGER, width=10),
        Column("refused", message("exchange.follow.refused"), Format.INTEGER, width=10),
        Column("undecided", message("exchange.follow.undecided"), Format.INTEGER, width=10),
        Column("edition", message("exchange.follow.edition"), width=10),
    )
    rows = tuple(_follow_row(follow) for follow in follows)
    return Table("follow", message("exchange.follow.title", n=len(rows)), columns, rows)


def _follow_row(follow: Follow) -> Row:
    mailing, reply = follow.mailing, follow.reply
    values: tuple[Value, ...] = (
        follow.institution.name,
        message(f"exchange.standing.{follow.standing}"),
        "" if mailing is None else mailing.sent_on,
        "" if mailing is None else mailing.due_on or "",
        "" if reply is None else reply.received_on,
        follow.trainings,
        "" if reply is None else sum(each.taken for each in follow.replies),
        "" if reply is None else reply.refused,
        "" if reply is None else reply.undecided,
        "" if mailing is None else mailing.edition,
    )
    return Row(values, Place("institutions", follow.institution.key))


def rows_table(comparison: Comparison, decisions: Decisions, *fates: RowFate) -> Table:
    """The rows of a reply and what becomes of them; those of some fates alone where given.

    Refused rows of a file that is of no single institution go back to nobody: they are left aside.
    """
    room = _room(comparison)
    refused = "refused" if comparison.institution is not None else "left_aside"
    columns = (
        Column("fate", message("exchange.rows.fate"), Format.SAID, width=16),
        Column("title", message(f"{room}.rows.title"), width=46),
        Column("what", message("exchange.rows.what"), Format.SAID, width=30),
        Column("where", message(f"{room}.rows.where"), Format.SAID, width=22),
        Column("name", message("exchange.rows.name"), width=14),
    )
    rows = tuple(_reply_row(row, decisions, refused) for row in comparison.of(*(fates or RowFate)))
    return Table("reply", message(f"{room}.rows.heading", n=len(rows)), columns, rows)


def _room(comparison: Comparison) -> str:
    """Whose words are said: those of copies of the region, or those of replies."""
    return "exchange" if comparison.copy is None else "copies"


def _reply_row(row: ReplyRow, decisions: Decisions, refused: str) -> Row:
    spot = row.spot
    where: Value = message("exchange.spot", sheet=spot.sheet, row=spot.row) if spot.sheet else ""
    if row.collection:
        where = message(f"collection.{row.collection}")
    said = message(f"exchange.fate.{row.fate}")
    place = Place("replies", row.name)  # by which the line is known again
    return Row((said, row.title, row_said(row, decisions, refused), where, row.name), place)


def row_said(row: ReplyRow, decisions: Decisions, refused: str = "refused") -> Value:
    """What will be done with a row, in words; ``refused`` ends the code of one that is refused."""
    choice = decisions.choice(row)
    if choice is not None:
        return message(f"exchange.choice.{choice}")
    if row.fate is RowFate.REFUSED and row.collection:
        return row.refused[0].said
    if row.fate is RowFate.REFUSED:
        return message(f"exchange.what.{refused}", n=len(row.refused))
    sides = [decisions.side(row, cell) for cell in row.cells if cell.is_open]
    left = sum(side is None for side in sides)
    if left:
        return message("exchange.what.open", n=left)
    taken = sum(side is Side.THEIRS for side in sides)
    return message("exchange.what.taken", n=taken) if taken else message("exchange.what.nothing")


def cells_table(
    study: Study,
    row: ReplyRow,
    decisions: Decisions,
    *,
    is_whole: bool = True,
    copy: Study | None = None,
) -> Table:
    """The cells of a row in their three states, those to decide upon first.

    Without ``is_whole`` those that nobody changed are left out. Where the row is one of a copy,
    what only that ``copy`` has is named after it.
    """
    if copy is not None:
        study = _named(study, copy, row.collection)
    room = "copies" if row.collection else "exchange"
    heading, fate, value = _OWN_WIDTHS if row.collection else _WIDTHS
    columns = (
        Column("column", message("exchange.cells.column"), Format.SAID, width=heading),
        Column("fate", message("exchange.cells.fate"), Format.SAID, width=fate),
        Column("base", message(f"{room}.cells.base"), Format.SAID, width=value),
        Column("ours", message("exchange.cells.ours"), Format.SAID, width=value),
        Column("theirs", message(f"{room}.cells.theirs"), Format.SAID, width=value),
        Column("side", message("exchange.cells.side"), Format.SAID, width=10),
        Column("code", message("exchange.cells.code"), width=16),
    )
    order = {fate: place for place, fate in enumerate(_ORDER)}
    told = [cell for cell in row.cells if is_whole or cell.fate is not Fate.UNCHANGED]
    cells = sorted(told, key=lambda cell: order[cell.fate])
    rows = tuple(
        Row(_cell_values(study, row, cell, decisions), Place("replies", cell.code))
        for cell in cells
    )
    return Table("cells", message("exchange.cells.title", title=row.title), columns, rows)


#: Widths of the cell's name, its fate and its values: fields of any row, as those of a copy are,
#: have shorter names and longer values than the columns of an exchange.
_WIDTHS, _OWN_WIDTHS = (38, 14, 19), (22, 19, 24)

_ORDER = (Fate.CONFLICT, Fate.THEIRS, Fate.SAME, Fate.OURS, Fate.UNCHANGED)


def _cell_values(
    study: Study, row: ReplyRow, cell: Cell, decisions: Decisions
) -> tuple[Value, ...]:
    side = decisions.side(row, cell)
    return (
        _heading(study, row, cell.code),
        message(f"{'copies' if row.collection else 'exchange'}.cell.{cell.fate}"),
        *_three_states(study, row, cell),
        _side_said(row, side) if _is_decided_upon(row, cell) else "",
        cell.code,
    )


def _is_decided_upon(row: ReplyRow, cell: Cell) -> bool:
    return cell.is_open and not (row.collection and row.fate is RowFate.REFUSED)


def _side_said(row: ReplyRow, side: Side | None) -> Message:
    if row.collection and side is Side.THEIRS:
        return message("copies.side.theirs")
    return message(f"exchange.side.{side or 'open'}")


def _three_states(study: Study, row: ReplyRow, cell: Cell) -> tuple[Value, ...]:
    """What stood in a cell, what stands there and what came; nothing where the row is not."""
    values = (cell.base, cell.ours, cell.theirs)
    if not row.collection:
        return tuple(value_said(study, cell.code, value) for value in values)
    if row.fate is RowFate.ABSENT:
        there = (True, True, False)
    else:
        is_old = any(each.base is not None for each in row.cells)
        is_ours = any(each.ours is not None for each in row.cells)
        there = (is_old, is_ours, True)
    return tuple(
        own_value_said(study, row.collection, cell.code, value) if is_there else ""
        for value, is_there in zip(values, there, strict=True)
    )


def _heading(study: Study, row: ReplyRow, code: str) -> Message:
    if not row.collection:
        return cell_heading(study, code)
    return message("copies.cell.rank") if code == RANK else cell_label(row.collection, code)


def own_value_said(study: Study, collection: str, code: str, value: Value) -> Value:
    """What stands in a field of a row of any collection, in words."""
    return value if code == RANK else cell_said(study, collection, code, value)


def _named(study: Study, copy: Study, collection: str) -> Study:
    """The study, with what rows of a collection may refer to that only a copy of it has."""
    more: dict[str, Any] = {}
    for name in {field.target for field in FIELDS[collection] if field.target}:
        ours, theirs = getattr(study, name), getattr(copy, name)
        more[name] = ours.put_many([row for row in theirs if ours.find(row.key) is None])
    return replace(study, **more)


def cell_heading(study: Study, code: str) -> Message:
    """What the column of a cell is called."""
    column = column_of(study, code)
    named = message("name.as_written", name=code)
    return named if column is None else full_heading(study, column)


def value_said(study: Study, code: str, value: Value) -> Value:
    """What stands in a cell, in words: names for keys, a cross for a tick."""
    column = column_of(study, code)
    if column is None:
        return value
    if column.part is Part.TICK:
        return message("exchange.ticked" if value else "exchange.not_ticked")
    if column.part is Part.HOURS and value is True:
        return message("exchange.uncounted")
    if column.part is Part.FIELD:
        return cell_said(study, "trainings", column.field, value)
    return value


def refusals_table(study: Study, comparison: Comparison) -> Table:
    """The cells that were refused: sheet, cell, value, and why with the remedy."""
    columns = (
        Column("sheet", message("import.column.sheet"), width=18),
        Column("cell", message("exchange.refused.cell"), width=8),
        Column("column", message("import.column.column"), Format.SAID, width=22),
        Column("value", message("import.column.value"), width=24),
        Column("said", message("import.column.said"), Format.SAID, width=70),
    )
    rows = tuple(
        Row((row.spot.sheet, cell.cell, cell_heading(study, cell.code), cell.value, cell.said))
        for row in comparison.of(RowFate.REFUSED)
        for cell in row.refused
    )
    return Table("refused", message("exchange.refused.title", n=len(rows)), columns, rows)
