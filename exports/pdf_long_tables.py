"""Tables of long texts on paper: cells of several paragraphs, which go on over the next pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlab.platypus import CondPageBreak, Spacer

from exports.pdf_styles import STYLES, colour, right
from exports.pdf_tables import LOOK, NUMBERS, WholeRows, cell_words, heading_cell
from exports.pdf_text import paragraph, parted, pdf_text
from planner.figures.palette import Ink
from planner.tables.referential import runs

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus.flowables import Flowable

    from exports.pdf_scribe import Scribe
    from planner.messages import Value
    from planner.tables.table import Column, Table

#: Points that a title, the headings and the first lines of a table take.
_OPENING = 110.0
#: Columns whose lines are parts of one thing rather than several things.
_PLAIN_LINES = frozenset({"modality"})
_LEFT, _RIGHT = ("LEFTPADDING", (0, 0), (-1, -1), 5), ("RIGHTPADDING", (0, 0), (-1, -1), 5)


def long_table(
    table: Table,
    scribe: Scribe,
    width: float,
    *,
    merged: Collection[str] = (),
    has_title: bool = True,
) -> list[Flowable]:
    """The table ``width`` points wide, then its notes; nothing of it is cut.

    Headings stand on each page. A tuple in a cell is told a paragraph each. In the columns
    ``merged`` a value that stands below its equal is not said again.
    """
    shares = [column.width for column in table.columns]
    points = [width * share / sum(shares) for share in shares]
    parts: list[Flowable] = []
    if has_title:
        parts += [CondPageBreak(_OPENING), Spacer(1, 6)]
        parts.append(scribe.prose(table.title, STYLES.table_title))
    if table.rows:
        parts.append(_printed(table, scribe, points, merged))
        parts.append(Spacer(1, 4))
    for note in table.notes:
        parts += prose(scribe.speaker.say(note), scribe, STYLES.small)
    return parts


def prose(words: str, scribe: Scribe, style: ParagraphStyle = STYLES.body) -> list[Flowable]:
    """A text of any length, a paragraph a line; a very long line is parted between words."""
    return [paragraph(pdf_text(part, scribe.notices), style) for part in parted(words)]


def _printed(
    table: Table, scribe: Scribe, points: list[float], merged: Collection[str]
) -> WholeRows:
    said_again, look = _runs(table, merged)
    lines: list[list[Any]] = [[heading_cell(column, scribe) for column in table.columns]]
    for number, row in enumerate(table.rows):
        cells = zip(table.columns, row.values, strict=True)
        lines.append(
            [
                [] if (number, place) in said_again else _cell(column, value, scribe)
                for place, (column, value) in enumerate(cells)
            ]
        )
    style = [*LOOK, _LEFT, _RIGHT, *look]
    return WholeRows(lines, colWidths=points, repeatRows=1, style=style, hAlign="LEFT")


def _runs(table: Table, merged: Collection[str]) -> tuple[set[tuple[int, int]], list[Any]]:
    """The cells that say nothing again, and the rules below all others."""
    again: set[tuple[int, int]] = set()
    look: list[Any] = [("LINEBELOW", (0, 0), (-1, 0), 0.4, colour(Ink.GRID))]
    for place, column in enumerate(table.columns):
        every = runs(table, column.key) if column.key in merged else _alone(len(table.rows))
        for first, last in every:
            again |= {(row, place) for row in range(first + 1, last + 1)}
            cell = (place, last + 1)
            look.append(("LINEBELOW", cell, cell, 0.4, colour(Ink.GRID)))
    return again, look


def _alone(rows: int) -> Iterator[tuple[int, int]]:
    return ((row, row) for row in range(rows))


def _cell(column: Column, value: Value, scribe: Scribe) -> list[Flowable]:
    style = STYLES.cell_muted if value is None else STYLES.cell
    if column.format in NUMBERS:
        style = right(style)
    parts = value if isinstance(value, tuple) else (value,)
    mark = "• " if len(parts) > 1 and column.key not in _PLAIN_LINES else ""
    words = "\n".join(mark + cell_words(column, part, scribe) for part in parts)
    return prose(words, scribe, style)
