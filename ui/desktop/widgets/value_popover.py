"""The pedigree of a value in a small window beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ui.desktop.style import GAP, as_role, grown
from ui.desktop.widgets.value_history import ValueHistory

if TYPE_CHECKING:
    from ui.desktop.session import Session

_WIDTH, _HEIGHT = 340, 280  # px


class ValuePopover(QFrame):
    """Closes with Escape, or when one clicks elsewhere."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        """A pedigree of nothing yet; see :meth:`show_value`."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        as_role(self, "card")
        self.history = ValueHistory(session, self)
        self.history.setObjectName("contents")
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self.history)
        box = QVBoxLayout(self)
        box.setContentsMargins(2 * GAP, GAP, GAP, GAP)
        box.addWidget(area)
        self.resize(grown(_WIDTH), grown(_HEIGHT))

    def show_value(self, collection: str, key: str, field: str, beside: QRect) -> None:
        """Show the pedigree of a field below ``beside``, in global px, and take the keyboard."""
        self.history.show_value(collection, key, field)
        self.setAccessibleName(self.history.accessibleName())
        self.move(_inside(self, beside))
        self.show()
        first = self.history.buttons[0] if self.history.buttons else self
        first.setFocus(Qt.FocusReason.PopupFocusReason)


def _inside(popover: QWidget, beside: QRect) -> QPoint:
    """Below ``beside``, or above it where there is no room; never outside the screen."""
    room = popover.screen().availableGeometry()
    left = min(beside.left(), room.right() - popover.width())
    top = beside.bottom() + 2
    if top + popover.height() > room.bottom():
        top = max(beside.top() - popover.height() - 2, room.top())
    return QPoint(max(left, room.left()), top)
