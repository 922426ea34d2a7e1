"""A figure that is made for the room it has, so that its texts keep their size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize

from ui.desktop.widgets.figure_view import FigureView

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from planner.figures.figure import Figure

#: Px that a point of the figure takes where the room is known.
PX_A_POINT = 1.5
#: Px under which a figure is not made narrower.
LEAST = 400
#: Px of width that may change before the figure is made anew.
_TOLERANCE = 8


class FittedFigure(FigureView):
    """Shows what a function makes for a width in points; makes it anew when the room changes."""

    _make: Callable[[float], Figure] | None = None
    _made_for = 0
    _overflow = 0

    def fit(self, make: Callable[[float], Figure]) -> None:
        """Show what ``make`` gives for the room at hand; a wider figure makes the page scroll."""
        self._make = make
        self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make the figure anew for another width."""
        super().resizeEvent(event)
        if abs(self.width() - self._made_for) > _TOLERANCE:
            self._draw()

    def minimumSizeHint(self) -> QSize:
        """The least room, unless the figure is wider than the room that it was made for."""
        return QSize(max(LEAST, self._overflow), super().minimumSizeHint().height())

    def _draw(self) -> None:
        if self._make is None:
            return
        self._made_for = self.width()
        asked = max(self.width(), LEAST) / (PX_A_POINT * self._look.scale)
        figure = self._make(asked)
        self.show_figure(figure)
        wide = max(self.width(), LEAST)
        self.drawing.setMinimumHeight(self.drawing.heightForWidth(wide))
        overflows = figure.width > asked + 1
        self._overflow = self.drawing.minimumSizeHint().width() if overflows else 0
        self.updateGeometry()
