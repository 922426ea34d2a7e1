"""The bare lower bound of a report: paragraphs and tables of given words, by reportlab alone."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate

from benchmarks.figures import peak_megabytes, seconds
from exports.pdf_fonts import REGULAR, register_fonts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from reportlab.platypus.flowables import Flowable

#: A sentence, or the rows of a table.
Piece = str | list[list[str]]


def bare_report(words: Path, path: Path) -> tuple[int, float, float]:
    """Pages, seconds and MB of the words kept in a file, laid out once at ``path``."""
    pieces: list[Piece] = json.loads(words.read_text("utf-8"))
    register_fonts()
    best = seconds(lambda: _lay_out(pieces, path))
    return pages_of(path), best, peak_megabytes()


def pages_of(path: Path) -> int:
    """How many pages a PDF written by reportlab has."""
    return len(re.findall(rb"/Type /Page\b", path.read_bytes()))


def _lay_out(pieces: Sequence[Piece], path: Path) -> None:
    style = getSampleStyleSheet()["BodyText"].clone("bare", fontName=REGULAR, fontSize=8.5)
    story: list[Flowable] = []
    for piece in pieces:
        if isinstance(piece, str):
            story.append(Paragraph(piece, style))
        else:
            lines = [[Paragraph(cell, style) for cell in row] for row in piece]
            story.append(LongTable(lines, repeatRows=1))
    SimpleDocTemplate(str(path)).build(story)
