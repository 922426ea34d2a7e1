"""A planner table in a terminal, or as tab-separated lines where the output is not one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TextIO

from planner.tables.table import Format

if TYPE_CHECKING:
    from planner.messages import Value
    from planner.tables.table import Column, Table
    from ui.actions.texts import Texts

_BREAKS = re.compile(r"[\t\r\n]+")
_RIGHT = (Format.INTEGER, Format.DECIMAL, Format.PERCENT, Format.INTERVAL)


def cell_text(column: Column, value: Value, texts: Texts) -> str:
    """A cell as a person reads it; unknown is said, never blank."""
    if column.format is Format.PERCENT:
        return texts.percent(value)
    if column.format is Format.INTEGER and column.key in ("year", "start", "end", "line", "seq"):
        return texts.show(value) if value is None else str(value)
    return texts.show(value)


def print_table(table: Table, texts: Texts, stream: TextIO) -> None:
    """Write the table: framed for a person at a terminal, tab-separated for a pipe."""
    if stream.isatty():
        _print_framed(table, texts, stream)
        return
    stream.write("\t".join(texts.say(column.heading) for column in table.columns) + "\n")
    for row in table.rows:
        cells = zip(table.columns, row.values, strict=True)
        stream.write("\t".join(_flat(cell_text(c, v, texts)) for c, v in cells) + "\n")


def _flat(text: str) -> str:
    return _BREAKS.sub(" ", text)


def _print_framed(table: Table, texts: Texts, stream: TextIO) -> None:
    from rich.console import Console
    from rich.table import Table as Framed
    from rich.text import Text

    framed = Framed(title=texts.say(table.title), title_justify="left", header_style="bold")
    for column in table.columns:
        right = column.format in _RIGHT
        framed.add_column(texts.say(column.heading), justify="right" if right else "left")
    for row in table.rows:
        cells = zip(table.columns, row.values, strict=True)
        framed.add_row(*(Text(cell_text(c, v, texts)) for c, v in cells))
    console = Console(file=stream)
    console.print(framed)
    for note in table.notes:
        console.print(Text(texts.say(note), style="dim"))
