"""A figure that is made for all the room it has, wide and high, and never scrolls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QSizePolicy

from ui.desktop.style import grown
from ui.desktop.widgets.figure_drawing import LARGEST_SCALE, FigureDrawing
from ui.desktop.widgets.figure_view import FigureView

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from planner.figures.figure import Figure

#: Px under which a figure is not made smaller.
LEAST = QSize(280, 260)
#: Px that may change before the figure is made anew.
_TOLERANCE = 6


class RoomDrawing(FigureDrawing):
    """A drawing whose size is that of its room, not that of the figure.

    Signals:
        resized(): the room has changed.
    """

    resized = Signal()

    def hasHeightForWidth(self) -> bool:
        """The room is given, whatever the proportions."""
        return False

    def sizeHint(self) -> QSize:
        """The least room: the page gives what it has."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """The least room in which a figure is made."""
        return QSize(grown(LEAST.width()), grown(LEAST.height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell the new room."""
        super().resizeEvent(event)
        self.resized.emit()


class FilledFigure(FigureView):
    """Shows what a function makes for a width and a height in points, as the room changes."""

    drawing_kind = RoomDrawing
    _make: Callable[[float, float], Figure] | None = None
    _made_for = QSize(0, 0)

    def fill(self, make: Callable[[float, float], Figure]) -> None:
        """Show what ``make`` gives for the room at hand."""
        self._make = make
        self._made_for = QSize(0, 0)
        self._on_resized()

    def _connect(self) -> None:
        super()._connect()
        if isinstance(self.drawing, RoomDrawing):
            self.drawing.resized.connect(self._on_resized)

    @Slot()
    def _on_resized(self) -> None:
        """Make the figure anew where the room is another one."""
        room = self.drawing.size()
        change = room - self._made_for
        if self._make is None or max(abs(change.width()), abs(change.height())) <= _TOLERANCE:
            return
        self._made_for = room
        points = LARGEST_SCALE * self._look.scale
        least = self.drawing.minimumSizeHint()
        wide, high = max(room.width(), least.width()), max(room.height(), least.height())
        self.show_figure(self._make(wide / points, high / points))

    def _fit(self) -> None:
        """Drawing and twin both take the room that there is."""
        expanding = QSizePolicy.Policy.Expanding
        self.drawing.setSizePolicy(expanding, expanding)
        self.table.setMinimumHeight(0)
