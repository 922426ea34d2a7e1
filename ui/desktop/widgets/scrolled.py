"""What is longer than its place, scrolled there and not with the whole page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ui.desktop.style import GAP


def scrolled(inside: QWidget, parent: QWidget, *, goes_aside: bool = False) -> QScrollArea:
    """``inside`` in an area that scrolls down, and aside only where ``goes_aside``."""
    area = QScrollArea(parent)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    if not goes_aside:
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    contents = QWidget(area)
    contents.setObjectName("contents")
    box = QVBoxLayout(contents)
    box.setContentsMargins(0, GAP, GAP, GAP)
    box.addWidget(inside)
    box.addStretch(1)
    area.setWidget(contents)
    return area
