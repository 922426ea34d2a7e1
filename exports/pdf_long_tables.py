"""Tables of long texts on paper: cells of several paragraphs, which go on over the next pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlab.platypus import CondPageBreak, LongTable, Spacer

from exports.pdf_styles import HEIGHT, LANDSCAPE_HEIGHT, STYLES, WIDTH, colour, right
from exports.pdf_tables import LOOK, NUMBERS, cell_words, heading_cell
from exports.pdf_text import paragraph, pdf_text
from planner.figures.palette import Ink
from planner.tables.referential import runs

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus.flowables import Flowable

    from exports.pdf_scribe import Scribe
    from planner.messages import Value
    from planner.tables.table import Column, Table

#: Signs of one paragraph: reportlab takes a time that grows with the square of the length.
LONGEST_PARAGRAPH = 1500
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
    return [paragraph(pdf_text(part, scribe.notices), style) for part in _parts(words)]


def _parts(words: str) -> Iterator[str]:
    for line in words.split("\n"):
        rest = line.strip()
        while len(rest) > LONGEST_PARAGRAPH:
            end = rest.rfind(" ", LONGEST_PARAGRAPH // 2, LONGEST_PARAGRAPH)
            end = LONGEST_PARAGRAPH if end < 0 else end
            yield rest[:end]
            rest = rest[end:].lstrip()
        if rest:
            yield rest


def _printed(
    table: Table, scribe: Scribe, points: list[float], merged: Collection[str]
) -> LongTable:
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
    return _Rows(lines, colWidths=points, repeatRows=1, style=style, hAlign="LEFT")


class _Rows(LongTable):
    """A table whose rows go over to the next page whole, but for those longer than a page."""

    def split(self, availWidth: float, availHeight: float) -> list[Any]:
        """The parts before and after the end of the page; none where nothing more fits here."""
        page = LANDSCAPE_HEIGHT if availWidth > WIDTH + 1 else HEIGHT
        self.splitInRow = int(availHeight > page - 1)
        return list(super().split(availWidth, availHeight))


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
