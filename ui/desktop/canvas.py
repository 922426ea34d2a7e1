"""Figures on the screen: the canvas of ``planner.figures.canvas`` over Qt's painter."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from planner.figures.figure import Anchor, Circle, Mark, Paint, Path, Rect, Text
from planner.figures.palette import Ink

if TYPE_CHECKING:
    from ui.desktop.style import Look

#: Points between the strokes of a hatch, their width, and the dots of a dotted line; as on paper.
HATCH_STEP, HATCH_WIDTH = 3.2, 0.5
DOTS = (0.1, 2.2)

#: No text is drawn smaller, in px at 100 %.
SMALLEST = 11.0


class ScreenCanvas:
    """Draws marks with a painter; a point of the figure is ``scale`` px."""

    def __init__(self, painter: QPainter, look: Look, scale: float) -> None:
        """Draw with ``painter`` in the colours and fonts of ``look``."""
        self._painter = painter
        self._look = look
        self._scale = scale
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def rect(self, mark: Rect) -> None:
        """Draw a rectangle."""
        self._shape(outline(mark), mark.paint)

    def circle(self, mark: Circle) -> None:
        """Draw a circle."""
        self._shape(outline(mark), mark.paint)

    def path(self, mark: Path) -> None:
        """Draw segments or a polygon."""
        self._shape(outline(mark), mark.paint)

    def text(self, mark: Text, words: str) -> None:
        """Draw a line of text, already said and fitted."""
        painter = self._painter
        font = figure_font(self._look, mark.size, self._scale, bold=mark.bold)
        width = QFontMetricsF(font).horizontalAdvance(words)
        shift = {Anchor.START: 0.0, Anchor.MIDDLE: width / 2, Anchor.END: width}[mark.anchor]
        painter.setFont(font)
        painter.setPen(self._look.color(mark.ink or Ink.TEXT))
        painter.drawText(QPointF(mark.x * self._scale - shift, mark.y * self._scale), words)

    def text_width(self, words: str, size: float, *, bold: bool) -> float:
        """How many points the words take on one line."""
        font = figure_font(self._look, size, self._scale, bold=bold)
        return QFontMetricsF(font).horizontalAdvance(words) / self._scale

    def _shape(self, path: QPainterPath, paint: Paint) -> None:
        """Fill, hatch, then stroke the same outline."""
        painter = self._painter
        painter.save()
        painter.scale(self._scale, self._scale)
        if paint.fill is not None:
            painter.fillPath(path, self._look.color(paint.fill))
        if paint.hatch:
            self._hatch(path, paint)
        if paint.stroke is not None:
            painter.strokePath(path, self._pen(paint))
        painter.restore()

    def _pen(self, paint: Paint) -> QPen:
        pen = QPen(self._look.color(paint.stroke or Ink.TEXT), paint.width)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if paint.dotted:
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            width = max(paint.width, 0.01)  # Qt counts dashes in widths of the pen
            pen.setDashPattern([part / width for part in DOTS])
        return pen

    def _hatch(self, path: QPainterPath, paint: Paint) -> None:
        """Fine rising strokes inside the outline, on one grid so that shapes agree."""
        painter, box = self._painter, path.boundingRect()
        painter.save()
        painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
        painter.setPen(QPen(self._look.color(paint.stroke or Ink.MUTED), HATCH_WIDTH))
        first = math.ceil((box.left() + box.top()) / HATCH_STEP)
        last = math.floor((box.right() + box.bottom()) / HATCH_STEP)
        for step in range(first, last + 1):
            start = step * HATCH_STEP
            painter.drawLine(
                QLineF(start - box.top(), box.top(), start - box.bottom(), box.bottom())
            )
        painter.restore()


def figure_font(look: Look, size: float, scale: float, *, bold: bool) -> QFont:
    """The font of a figure's text of ``size`` points; never under the smallest size."""
    font = QFont(look.family)
    font.setPixelSize(max(round(size * scale), round(SMALLEST)))
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return font


def outline(mark: Rect | Circle | Path) -> QPainterPath:
    """The outline of a shape, in points."""
    path = QPainterPath()
    match mark:
        case Rect():
            box = QRectF(mark.x, mark.y, mark.w, mark.h)
            radius = min(mark.radius, mark.h / 2)
            path.addRoundedRect(box, radius, radius)
        case Circle():
            path.addEllipse(QPointF(mark.x, mark.y), mark.r, mark.r)
        case Path():
            path.addPolygon(QPolygonF([QPointF(x, y) for x, y in mark.points]))
            if mark.closed:
                path.closeSubpath()
    return path


def touchable(mark: Mark, words: str, look: Look, scale: float) -> QPainterPath:
    """Where a pointer touches the mark, in points; lines and texts get some room around."""
    if isinstance(mark, Text):
        font = figure_font(look, mark.size, scale, bold=mark.bold)
        width = QFontMetricsF(font).horizontalAdvance(words) / scale
        shift = {Anchor.START: 0.0, Anchor.MIDDLE: width / 2, Anchor.END: width}[mark.anchor]
        path = QPainterPath()
        path.addRect(mark.x - shift, mark.y - mark.size, width, mark.size * 1.3)
        return path
    path = outline(mark)
    if isinstance(mark, Path) and not mark.closed:
        path.addRect(path.boundingRect().adjusted(-2, -2, 2, 2))
    return path
