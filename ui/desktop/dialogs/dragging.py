"""A widget that is dragged: Qt walks its own loop until it is let go, as it does for dialogs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QDrag

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData, QPoint
    from PySide6.QtWidgets import QWidget


def drag(widget: QWidget, data: QMimeData, at: QPoint) -> None:
    """Drag a picture of ``widget``, held at a point of it, with ``data``; ends when it is let go.

    Whoever takes the data acts upon it.
    """
    dragged = QDrag(widget)
    dragged.setMimeData(data)
    dragged.setPixmap(widget.grab())
    dragged.setHotSpot(at)
    dragged.exec(Qt.DropAction.MoveAction)
