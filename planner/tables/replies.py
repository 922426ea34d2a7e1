"""Exchanges as tables: the follow-up, the rows of a reply, its cells, what was refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.exchange.layout import Part, column_of, full_heading
from planner.exchange.replies import RowFate
from planner.exchange.taking import Decisions, Side
from planner.exchange.three_way import Fate
from planner.findings import Place
from planner.messages import Message, message
from planner.tables.cells import cell_said
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
    refused = "refused" if comparison.institution is not None else "left_aside"
    columns = (
        Column("fate", message("exchange.rows.fate"), Format.SAID, width=16),
        Column("title", message("exchange.rows.title"), width=46),
        Column("what", message("exchange.rows.what"), Format.SAID, width=30),
        Column("where", message("exchange.rows.where"), Format.SAID, width=22),
        Column("name", message("exchange.rows.name"), width=14),
    )
    rows = tuple(_reply_row(row, decisions, refused) for row in comparison.of(*(fates or RowFate)))
    return Table("reply", message("exchange.rows.heading", n=len(rows)), columns, rows)


def _reply_row(row: ReplyRow, decisions: Decisions, refused: str) -> Row:
    spot = row.spot
    where = message("exchange.spot", sheet=spot.sheet, row=spot.row) if spot.sheet else ""
    said = message(f"exchange.fate.{row.fate}")
    place = Place("replies", row.name)  # by which the line is known again
    return Row((said, row.title, row_said(row, decisions, refused), where, row.name), place)


def row_said(row: ReplyRow, decisions: Decisions, refused: str = "refused") -> Value:
    """What will be done with a row, in words; ``refused`` ends the code of one that is refused."""
    choice = decisions.choice(row)
    if choice is not None:
        return message(f"exchange.choice.{choice}")
    if row.fate is RowFate.REFUSED:
        return message(f"exchange.what.{refused}", n=len(row.refused))
    sides = [decisions.side(row, cell) for cell in row.cells if cell.is_open]
    left = sum(side is None for side in sides)
    if left:
        return message("exchange.what.open", n=left)
    taken = sum(side is Side.THEIRS for side in sides)
    return message("exchange.what.taken", n=taken) if taken else message("exchange.what.nothing")


def cells_table(
    study: Study, row: ReplyRow, decisions: Decisions, *, is_whole: bool = True
) -> Table:
    """The cells of a row in their three states, those to decide upon first.

    Without ``is_whole`` those that nobody changed are left out.
    """
    columns = (
        Column("column", message("exchange.cells.column"), Format.SAID, width=38),
        Column("fate", message("exchange.cells.fate"), Format.SAID, width=14),
        Column("base", message("exchange.cells.base"), Format.SAID, width=19),
        Column("ours", message("exchange.cells.ours"), Format.SAID, width=19),
        Column("theirs", message("exchange.cells.theirs"), Format.SAID, width=19),
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


_ORDER = (Fate.CONFLICT, Fate.THEIRS, Fate.SAME, Fate.OURS, Fate.UNCHANGED)


def _cell_values(
    study: Study, row: ReplyRow, cell: Cell, decisions: Decisions
) -> tuple[Value, ...]:
    side = decisions.side(row, cell)
    return (
        cell_heading(study, cell.code),
        message(f"exchange.cell.{cell.fate}"),
        value_said(study, cell.code, cell.base),
        value_said(study, cell.code, cell.ours),
        value_said(study, cell.code, cell.theirs),
        message(f"exchange.side.{side or 'open'}") if cell.is_open else "",
        cell.code,
    )


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
