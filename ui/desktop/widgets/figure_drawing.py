"""The drawing of a figure: scaled to its room, answering pointer and keyboard."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from planner.figures.canvas import draw
from planner.figures.figure import Figure, Text
from planner.figures.palette import Ink
from planner.messages import Message
from ui.desktop.canvas import SMALLEST, ScreenCanvas, touchable

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QPaintEvent

    from ui.actions.texts import Texts
    from ui.desktop.style import Look

#: Px a point at most, so that a wide page does not blow a small figure up.
LARGEST_SCALE = 1.6
_STEPS = {
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
}


class FigureDrawing(QWidget):
    """Draws a figure in its proportions; arrows walk through its hits, Enter means a click.

    Signals:
        hit(str): the hit key that was clicked or entered.
    """

    hit = Signal(str)

    def __init__(self, texts: Texts, look: Look, parent: QWidget | None = None) -> None:
        """An empty drawing."""
        super().__init__(parent)
        self._texts, self._look = texts, look
        self._figure: Figure | None = None
        self._touch: list[tuple[str, bool, QPainterPath]] = []
        self._touch_scale = 0.0
        self.describe: Callable[[str], str] | None = None
        self.current = ""
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_figure(self, figure: Figure) -> None:
        """Draw ``figure``; the current hit is kept where the new figure has it."""
        self._figure = figure
        self._touch_scale = 0.0
        if self.current not in self.hits:
            self.current = ""
        self.setAccessibleName(self._texts.say(figure.sentence))
        self.updateGeometry()
        self.update()

    @property
    def hits(self) -> tuple[str, ...]:
        """The hit keys of the figure in the order in which they are drawn."""
        marks = self._figure.marks if self._figure is not None else ()
        return tuple(dict.fromkeys(mark.hit for mark in marks if mark.hit))

    @property
    def scale(self) -> float:
        """Px a point, so that the figure fits its room and its texts stay legible."""
        if self._figure is None:
            return 1.0
        fitting = min(self.width() / self._figure.width, self._largest_scale())
        return max(fitting, self._least_scale())

    def hasHeightForWidth(self) -> bool:
        """The height follows the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height that keeps the proportions at ``width``."""
        if self._figure is None:
            return 0
        scale = max(min(width / self._figure.width, self._largest_scale()), self._least_scale())
        return math.ceil(self._figure.height * scale)

    def sizeHint(self) -> QSize:
        """The figure at its largest scale."""
        if self._figure is None:
            return QSize(0, 0)
        scale = max(self._largest_scale(), self._least_scale())
        return QSize(math.ceil(self._figure.width * scale), math.ceil(self._figure.height * scale))

    def minimumSizeHint(self) -> QSize:
        """The figure at the scale at which its smallest text is just legible."""
        if self._figure is None:
            return QSize(0, 0)
        scale = self._least_scale()
        return QSize(math.ceil(self._figure.width * scale), math.ceil(self._figure.height * scale))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the figure, and a ring around the hit under the pointer or the keyboard."""
        if self._figure is None:
            return
        painter = QPainter(self)
        draw(self._figure, ScreenCanvas(painter, self._look, self.scale), self._texts)
        if self.current:
            self._ring(painter)
        painter.end()

    def hit_at(self, point: QPointF) -> str:
        """The hit key of the topmost mark at ``point`` (px); empty where there is none."""
        inside = point / self.scale
        for key, _, path in reversed(self._touched()):
            if path.contains(inside):
                return key
        return ""

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Ring what the pointer is on."""
        self._go(self.hit_at(event.position()))
        hand = Qt.CursorShape.PointingHandCursor if self.current else Qt.CursorShape.ArrowCursor
        self.setCursor(hand)

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is pointed at any more."""
        self._go("")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a hit is told."""
        key = self.hit_at(event.position())
        if key and event.button() is Qt.MouseButton.LeftButton:
            self._go(key)
            self.hit.emit(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk through the hits, Enter or Space mean a click."""
        key = Qt.Key(event.key())
        if key in _STEPS and self.hits:
            self._walk(_STEPS[key])
        elif self.current and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.hit.emit(self.current)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin at the first hit when the keyboard comes in."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self._go(self.current or next(iter(self.hits), ""))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """No ring without the keyboard."""
        super().focusOutEvent(event)
        self._go("")

    def event(self, event: QEvent) -> bool:
        """Say what a hit is, beside the pointer."""
        if event.type() is QEvent.Type.ToolTip and self.describe is not None:
            self._tip(event)  # type: ignore[arg-type]
            return True
        return super().event(event)

    def _tip(self, event: QHelpEvent) -> None:
        key = self.hit_at(QPointF(event.pos()))
        words = self.describe(key) if key and self.describe is not None else ""
        QToolTip.showText(event.globalPos(), words, self)

    def _walk(self, step: int) -> None:
        hits = self.hits
        place = hits.index(self.current) + step if self.current in hits else 0
        self._go(hits[place % len(hits)])

    def _go(self, key: str) -> None:
        if key == self.current:
            return
        self.current = key
        if key and self.describe is not None:
            self.setAccessibleDescription(self.describe(key))
        self.update()

    def _largest_scale(self) -> float:
        return LARGEST_SCALE * self._look.scale

    def _least_scale(self) -> float:
        marks = self._figure.marks if self._figure is not None else ()
        sizes = [mark.size for mark in marks if isinstance(mark, Text)]
        return SMALLEST * self._look.scale / min(sizes) if sizes else 1.0

    def _touched(self) -> list[tuple[str, bool, QPainterPath]]:
        """The hits with their shapes, as (key, is a text, path in points), drawn order."""
        if self._figure is not None and self._touch_scale != self.scale:
            self._touch_scale = self.scale
            self._touch = [
                (
                    mark.hit,
                    isinstance(mark, Text),
                    touchable(mark, self._words(mark), self._look, self.scale),
                )
                for mark in self._figure.marks
                if mark.hit
            ]
        return self._touch

    def _words(self, mark: object) -> str:
        if not isinstance(mark, Text):
            return ""
        return self._texts.say(mark.said) if isinstance(mark.said, Message) else mark.said

    def _ring(self, painter: QPainter) -> None:
        """Outline the shapes of the current hit, underline its texts."""
        scale = self.scale
        painter.setPen(QPen(self._look.color(Ink.ACCENT), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for key, is_text, path in self._touched():
            if key != self.current:
                continue
            box = path.boundingRect()
            box = QRectF(box.topLeft() * scale, box.size() * scale)
            if is_text:
                painter.drawLine(box.bottomLeft(), box.bottomRight())
            else:
                painter.drawRoundedRect(box.adjusted(-1, -1, 1, 1), 2, 2)
