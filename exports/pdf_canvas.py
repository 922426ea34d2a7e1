"""Figures on a PDF page: the canvas of ``planner.figures.canvas`` over reportlab's."""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING

from reportlab.lib.colors import Color, HexColor

from exports.pdf_fonts import REGULAR, SEMIBOLD, text_width
from exports.pdf_text import Notices, pdf_words
from planner.figures.figure import Anchor, Circle, Paint, Path, Rect, Text
from planner.figures.palette import LIGHT, Ink, Palette

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportlab.pdfgen.canvas import Canvas
    from reportlab.pdfgen.pathobject import PDFPathObject

#: Points between the strokes of a hatch, and their width.
HATCH_STEP = 3.2
HATCH_WIDTH = 0.5
DOTS = (0.1, 2.2)

_Box = tuple[float, float, float, float]


@cache
def _colour_of(shade: str) -> Color:
    return HexColor(shade)


class Unseen:
    """The canvas of a pass that nobody sees: only what texts had to change is noticed."""

    def __init__(self, notices: Notices) -> None:
        """Tell ``notices`` what the texts had to change."""
        self._notices = notices

    def rect(self, mark: Rect) -> None:
        """Leave a rectangle undrawn."""

    def circle(self, mark: Circle) -> None:
        """Leave a circle undrawn."""

    def path(self, mark: Path) -> None:
        """Leave segments or a polygon undrawn."""

    def text(self, mark: Text, words: str) -> None:
        """Notice what a line of text had to change."""
        pdf_words(words, self._notices)

    def text_width(self, words: str, size: float, *, bold: bool) -> float:
        """How many points the words take on one line."""
        return text_width(words, size, bold=bold)


class PdfCanvas:
    """Draws marks on a reportlab canvas; (x, y) of the page is the figure's top left corner."""

    def __init__(
        self, page: Canvas, x: float, y: float, notices: Notices, palette: Palette = LIGHT
    ) -> None:
        """Draw on ``page`` from its point (x, y), in points from the bottom left of the sheet."""
        self._page = page
        self._x = x
        self._y = y
        self._notices = notices
        self._palette = palette

    def rect(self, mark: Rect) -> None:
        """Draw a rectangle."""
        left, bottom = self._point(mark.x, mark.y + mark.h)

        def outline(path: PDFPathObject) -> None:
            if mark.radius:
                path.roundRect(left, bottom, mark.w, mark.h, min(mark.radius, mark.h / 2))
            else:
                path.rect(left, bottom, mark.w, mark.h)

        self._shape(outline, mark.paint, (left, bottom, left + mark.w, bottom + mark.h))

    def circle(self, mark: Circle) -> None:
        """Draw a circle."""
        x, y = self._point(mark.x, mark.y)
        box = (x - mark.r, y - mark.r, x + mark.r, y + mark.r)
        self._shape(lambda path: path.circle(x, y, mark.r), mark.paint, box)

    def path(self, mark: Path) -> None:
        """Draw segments or a polygon."""
        points = [self._point(x, y) for x, y in mark.points]
        if len(points) < 2:
            return

        def outline(path: PDFPathObject) -> None:
            path.moveTo(*points[0])
            for point in points[1:]:
                path.lineTo(*point)
            if mark.closed:
                path.close()

        xs, ys = [x for x, _ in points], [y for _, y in points]
        self._shape(outline, mark.paint, (min(xs), min(ys), max(xs), max(ys)))

    def text(self, mark: Text, words: str) -> None:
        """Draw a line of text, already said and fitted."""
        if not words:
            return
        x, y = self._point(mark.x, mark.y)
        page = self._page
        page.setFont(SEMIBOLD if mark.bold else REGULAR, mark.size)
        page.setFillColor(self._colour(mark.ink or Ink.TEXT))
        draw = {
            Anchor.START: page.drawString,
            Anchor.MIDDLE: page.drawCentredString,
            Anchor.END: page.drawRightString,
        }[mark.anchor]
        draw(x, y, pdf_words(words, self._notices).replace("\n", " "))

    def text_width(self, words: str, size: float, *, bold: bool) -> float:
        """How many points the words take on one line."""
        return text_width(words, size, bold=bold)

    def _point(self, x: float, y: float) -> tuple[float, float]:
        return self._x + x, self._y - y

    def _colour(self, ink: Ink) -> Color:
        return _colour_of(self._palette[ink])

    def _shape(self, outline: Callable[[PDFPathObject], None], paint: Paint, box: _Box) -> None:
        """Fill, hatch, then stroke the same outline."""
        page = self._page
        page.saveState()
        path = page.beginPath()
        outline(path)
        if paint.fill is not None:
            page.setFillColor(self._colour(paint.fill))
            page.drawPath(path, stroke=0, fill=1)
        if paint.hatch:
            self._hatch(outline, paint, box)
        if paint.stroke is not None:
            self._pen(paint)
            page.drawPath(path, stroke=1, fill=0)
        page.restoreState()

    def _pen(self, paint: Paint) -> None:
        page = self._page
        page.setStrokeColor(self._colour(paint.stroke or Ink.TEXT))
        page.setLineWidth(paint.width)
        page.setLineJoin(1)
        if paint.dotted:
            page.setLineCap(1)
            page.setDash(*DOTS)

    def _hatch(self, outline: Callable[[PDFPathObject], None], paint: Paint, box: _Box) -> None:
        """Fine rising strokes inside the outline, on a grid of the page so that shapes agree."""
        page = self._page
        left, bottom, right, top = box
        page.saveState()
        inside = page.beginPath()
        outline(inside)
        page.clipPath(inside, stroke=0, fill=0)
        page.setStrokeColor(self._colour(paint.stroke or Ink.MUTED))
        page.setLineWidth(HATCH_WIDTH)
        first = math.ceil((left - top) / HATCH_STEP)
        last = math.floor((right - bottom) / HATCH_STEP)
        for step in range(first, last + 1):
            start = step * HATCH_STEP
            page.line(start + bottom, bottom, start + top, top)
        page.restoreState()
