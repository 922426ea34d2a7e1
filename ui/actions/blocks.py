"""Blocks of cells between our tables and a spreadsheet: written as text, read, checked, pasted.

A block is pasted whole or not at all: every cell is parsed as if it were typed, and where one is
refused nothing is written.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO

from planner.compute.bulk import BulkEdit, corrected, of_edits
from planner.compute.cells import is_blank
from planner.edits import Set
from planner.errors import CartoplanError, InvalidInput
from planner.fields import Field, field_of
from planner.messages import Message, Value, message
from planner.tables.cells import cell_label, row_said
from planner.tables.table import Column, Format, Row, Table
from planner.text import clean, search_key
from planner.validation import check_value
from planner.words import word
from ui.actions.desk import Desk
from ui.actions.parsing import parse, row_name

MOST_CELLS = 20_000
#: How many refused cells the sentence names before it counts the others.
_NAMED = 2

Block = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Target:
    """Where a block goes: the rows from the first one down, the columns from the first across.

    ``shown`` gives what stands in the cells that are no fields, by (row, column): pasted as they
    were copied, they are passed over; pasted otherwise, they are refused.
    """

    collection: str
    keys: Sequence[str]
    columns: Sequence[str]
    fields: frozenset[str]
    shown: dict[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class RefusedCell:
    """A cell that cannot be pasted: its line in the block, where it would go, and why not."""

    line: int
    key: str
    column: str
    value: str
    why: Message


@dataclass(frozen=True, slots=True)
class Paste:
    """What a block would change, or the cells for which it is refused."""

    made: BulkEdit
    refused: tuple[RefusedCell, ...]


def write_block(cells: Sequence[Sequence[str]]) -> str:
    """Cells as a spreadsheet takes them: tabs and line ends, with quotes where a cell needs it."""
    out = StringIO()
    csv.writer(out, delimiter="\t", lineterminator="\n").writerows(cells)
    return out.getvalue()


def read_block(text: str) -> Block:
    """The cells of a text copied from a spreadsheet, or of one value.

    Quoted cells may hold tabs and line ends. Raises :class:`InvalidInput` where there is nothing
    or more than :data:`MOST_CELLS` cells.
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    if not plain:
        raise InvalidInput("block_empty")
    if plain.count("\t") + plain.count("\n") > 4 * MOST_CELLS:
        raise InvalidInput("block_too_large", most=MOST_CELLS)
    rows = _rows(plain.removesuffix("\n"))
    if sum(map(len, rows)) > MOST_CELLS:
        raise InvalidInput("block_too_large", most=MOST_CELLS)
    return tuple(tuple(row) or ("",) for row in rows)


def _rows(text: str) -> list[list[str]]:
    """Rows of cells; where quotes do not pair, they are signs like others."""
    if '"' in text:
        try:
            return list(csv.reader(StringIO(text, newline=""), delimiter="\t", strict=True))
        except csv.Error:
            pass
    return [line.split("\t") for line in text.split("\n")]


def spread(block: Block, lines: int, columns: int) -> Block:
    """A single value repeated over a selection; any other block as it is."""
    if len(block) == 1 and len(block[0]) == 1:
        return tuple((block[0][0],) * columns for _ in range(lines))
    return block


def copied(desk: Desk, collection: str, key: str, name: str) -> str:
    """A field as a person writes it in a spreadsheet, so that pasting it gives the same value."""
    study, field = desk.document.study, field_of(collection, name)
    value: Value = getattr(getattr(study, collection).get(key), name)
    if is_blank(value):
        return ""
    if isinstance(value, bool):
        return desk.texts.say("value.yes" if value else "value.no")
    parts = value if isinstance(value, tuple) else (value,)
    if field.target:
        names = _names(desk, field)
        return "; ".join(names.get(str(part), str(part)) for part in parts)
    if field.vocabulary is not None:
        return "; ".join(desk.texts.say(word(field.vocabulary(str(part)))) for part in parts)
    return str(value)


def _names(desk: Desk, field: Field) -> dict[str, str]:
    """The name of each row that a field may point to, where the name tells it from the others."""
    rows = getattr(desk.document.study, field.target)
    said = {row.key: row_said(row, row.key) for row in rows}
    known = Counter(
        found
        for row in rows
        for found in {search_key(row_name(row)), search_key(said[row.key]), search_key(row.key)}
    )
    apart = (";", "|", "\n")
    return {
        key: name if known[search_key(name)] == 1 and not any(s in name for s in apart) else key
        for key, name in said.items()
    }


def plan_paste(desk: Desk, target: Target, block: Block) -> Paste:
    """What pasting ``block`` at ``target`` would change; nothing is written.

    Raises :class:`InvalidInput` where the block is larger than what is left of the table.
    """
    _check_room(target, block)
    refused: list[RefusedCell] = []
    edits: list[Set] = []
    rows = getattr(desk.document.study, target.collection)
    for line, (key, cells) in enumerate(zip(target.keys, block, strict=False), start=1):
        values: dict[str, Value] = {}
        for name, typed in zip(target.columns, cells, strict=False):
            try:
                values |= _parsed(desk, target, key, name, typed)
            except CartoplanError as error:
                refused.append(RefusedCell(line, key, name, typed, error.message))
        change = corrected(target.collection, rows.get(key), values)
        if change is not None:
            edits.append(change)
    keys = target.keys[: len(block)]
    made = of_edits(desk.document.study, target.collection, keys, () if refused else edits)
    return Paste(made, tuple(refused))


def paste(desk: Desk, made: BulkEdit) -> None:
    """Write a planned paste as one step of the history; nothing where nothing changes."""
    if made.changes:
        cells = [change for change in made.changes if not change.field.startswith("source.")]
        desk.document.do(made.edit, message("step.pasted", n=len(cells)))


def refusal(target: Target, refused: Sequence[RefusedCell]) -> Message:
    """Why nothing was pasted, in one sentence: the first cells by name, the others counted."""
    told = [
        message(
            "block.refused_cell",
            line=cell.line,
            column=column_label(target.collection, cell.column),
            value=cell.value[:40],
            why=cell.why,
        )
        for cell in refused[:_NAMED]
    ]
    others = len(refused) - len(told)
    if others:
        told.append(message("block.refused_others", n=others))
    said, *more = told
    for cell in more:
        said = message("block.then", first=said, then=cell)
    return message("block.refused", n=len(refused), cells=said)


def refused_table(desk: Desk, target: Target, refused: Sequence[RefusedCell]) -> Table:
    """All cells for which a block was refused, with the reason and the remedy of each."""
    columns = (
        Column("line", message("column.block_line"), Format.INTEGER, width=8),
        Column("row", message("column.changed_row"), width=30),
        Column("column", message("column.field"), Format.SAID, width=18),
        Column("value", message("column.value"), width=18),
        Column("why", message("column.why"), Format.SAID, width=60),
    )
    rows = getattr(desk.document.study, target.collection)
    lines = tuple(
        Row(
            (
                cell.line,
                row_said(rows.find(cell.key), cell.key),
                column_label(target.collection, cell.column),
                cell.value,
                cell.why,
            )
        )
        for cell in refused
    )
    return Table("refused", message("table.refused", n=len(lines)), columns, lines)


def column_label(collection: str, name: str) -> Message:
    """The heading of a column of a collection's table, whether it is a field or not."""
    try:
        field_of(collection, name)
    except KeyError:
        return message("block.other_column")
    return cell_label(collection, name)


def _check_room(target: Target, block: Block) -> None:
    lines, columns = len(block), max(map(len, block))
    if lines > len(target.keys):
        raise InvalidInput("block_too_long", n=lines, left=len(target.keys))
    if columns > len(target.columns):
        raise InvalidInput("block_too_wide", n=columns, left=len(target.columns))


def _parsed(desk: Desk, target: Target, key: str, name: str, typed: str) -> dict[str, Value]:
    """The value that a cell gives its row; none for a cell that only shows what it showed."""
    if name not in target.fields:
        if clean(typed) != clean(target.shown.get((key, name), "")):
            raise InvalidInput("block_not_a_field")
        return {}
    study, field = desk.document.study, field_of(target.collection, name)
    value = parse(study, desk.texts, target.collection, field, typed)
    check_value(study, target.collection, field, value, key)
    return {name: value}
