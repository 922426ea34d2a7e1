"""Planner tables on paper: repeated headings, numbers on the right, short cells, short tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlab.platypus import CondPageBreak, LongTable, Spacer

from exports.pdf_styles import HEIGHT, LANDSCAPE_HEIGHT, STYLES, WIDTH, colour, right
from exports.pdf_text import paragraph, pdf_text
from exports.pdf_trial import is_trial
from planner.figures.palette import Ink
from planner.messages import Interval, Message
from planner.tables.table import Format

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.platypus.flowables import Flowable

    from exports.pdf_scribe import Scribe
    from planner.messages import Value
    from planner.tables.table import Column, Row, Table

#: reportlab lays a table out in a time that grows faster than its rows: longer ones are cut.
MOST_ROWS = 200
#: A cell taller than a page cannot be printed.
LONGEST_CELL = 600
#: Points that a title with headings takes, then a short row; rows that stay with their title.
_TITLE_ROOM, _ROW_ROOM, _WHOLE = 56.0, 17.0, 6
NUMBERS = {Format.INTEGER, Format.DECIMAL, Format.PERCENT, Format.INTERVAL}
_PLAIN = {"year", "line", "start", "end"}
_RULE = ("LINEBELOW", (0, 0), (-1, -1), 0.4, colour(Ink.GRID))
#: How cells look, but for the rules between them.
LOOK: tuple[Any, ...] = (
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
    ("BACKGROUND", (0, 0), (-1, 0), colour(Ink.PANEL)),
    ("LEFTPADDING", (0, 0), (-1, -1), 4),
    ("RIGHTPADDING", (0, 0), (-1, -1), 4),
    ("TOPPADDING", (0, 0), (-1, -1), 2),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
)


def pdf_table(
    table: Table,
    scribe: Scribe,
    width: float,
    *,
    columns: Sequence[str] | None = None,
    widths: Sequence[float] | None = None,
    notes: Sequence[Message] | None = None,
    title: Message | None = None,
) -> list[Flowable]:
    """The table ``width`` points wide, then its notes.

    Args:
        table: what to print.
        scribe: says it and lists what had to change.
        width: points that all columns share, in proportion to what they ask for.
        columns: keys of the columns to print, all by default; ``KeyError`` for one that is not.
        widths: proportions of these columns, where the table's own do not suit paper.
        notes: what stands below, the table's own notes by default.
        title: what stands above, never at the foot of a page without some of the rows.
    """
    chosen = _chosen(table, columns)
    shares = list(widths) if widths else [table.columns[n].width for n in chosen]
    points = [width * share / sum(shares) for share in shares]
    heads = [heading_cell(table.columns[n], scribe) for n in chosen]
    parts: list[Flowable] = []
    if title is not None:
        parts += [CondPageBreak(_TITLE_ROOM + _ROW_ROOM * min(len(table.rows), _WHOLE))]
        parts += [Spacer(1, 6), scribe.prose(title, STYLES.table_title)]
    for first in range(0, max(len(table.rows), 1), MOST_ROWS):
        rows = [_cells(row, table, chosen, scribe) for row in table.rows[first:][:MOST_ROWS]]
        parts.append(_printed([heads, *rows], points))
    parts.append(Spacer(1, 4))
    parts += [
        scribe.prose(note, STYLES.small) for note in (table.notes if notes is None else notes)
    ]
    return parts


def cell_words(column: Column, value: Value, scribe: Scribe) -> str:
    """A cell as a person reads it; unknown is said, never blank."""
    if value is None:
        return scribe.say("value.unknown")
    if column.format is Format.PERCENT and not isinstance(value, Message):
        return scribe.say("pdf.percent", share=value)
    if column.key in _PLAIN and isinstance(value, int):
        return scribe.say("pdf.plain", number=value)
    return scribe.speaker.show(value)


def _chosen(table: Table, keys: Sequence[str] | None) -> list[int]:
    places = {column.key: place for place, column in enumerate(table.columns)}
    return list(places.values()) if keys is None else [places[key] for key in keys]


def heading_cell(column: Column, scribe: Scribe) -> Flowable:
    """The heading of a column, above its values."""
    style = right(STYLES.heading) if column.format in NUMBERS else STYLES.heading
    return scribe.prose(column.heading, style)


def _cells(row: Row, table: Table, chosen: list[int], scribe: Scribe) -> list[Flowable]:
    return [_cell(table.columns[place], row.values[place], scribe) for place in chosen]


def _cell(column: Column, value: Value, scribe: Scribe) -> Flowable:
    style = STYLES.cell_muted if _is_unknown(value) else STYLES.cell
    if column.format in NUMBERS:
        style = right(style)
    words = pdf_text(cell_words(column, value, scribe), scribe.notices, LONGEST_CELL)
    return paragraph(words, style)


def _is_unknown(value: Value) -> bool:
    return value is None or (isinstance(value, Interval) and value.high is None and not value.low)


def _printed(lines: list[list[Flowable]], points: list[float]) -> WholeRows:
    return WholeRows(lines, colWidths=points, repeatRows=1, style=[*LOOK, _RULE], hAlign="LEFT")


class WholeRows(LongTable):
    """A table whose rows go over to the next page whole, but for those longer than a page."""

    def split(self, availWidth: float, availHeight: float) -> list[Any]:
        """The parts before and after the end of the page; none where nothing more fits here."""
        page = LANDSCAPE_HEIGHT if availWidth > WIDTH + 1 else HEIGHT
        self.splitInRow = int(availHeight > page - 1)
        return list(super().split(availWidth, availHeight))

    def draw(self) -> None:
        """Print the rows, but on a pass that nobody sees."""
        if not is_trial(self.canv):
            super().draw()
