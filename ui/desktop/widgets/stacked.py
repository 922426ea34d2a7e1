"""How parts stand in a page: beside its panel, under each other in a tab or in the panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from ui.desktop.style import GAP
from ui.desktop.widgets.labels import label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLayout


def fill_page(page: QWidget, left: QWidget | QLayout, panel: QWidget) -> None:
    """Lay out ``left`` in ``page``, and ``panel`` on its right over the whole height."""
    line = QHBoxLayout(page)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(0)
    if isinstance(left, QWidget):
        line.addWidget(left, 1)
    else:
        line.addLayout(left, 1)
    line.addWidget(panel)


def fill_panel(room: QWidget, *parts: QWidget) -> None:
    """Lay ``parts`` out in ``room``, which stands in the panel of a page."""
    box = QVBoxLayout(room)
    box.setContentsMargins(GAP, GAP, GAP, 2 * GAP)
    box.setSpacing(GAP)
    for part in parts:
        box.addWidget(part)
    box.addStretch(1)


def fill_tab(room: QWidget, *above: QWidget | QLayout, whole: tuple[QWidget, ...]) -> None:
    """Lay out ``above`` in ``room``, a tab of a page; those of ``whole`` share what is left."""
    box = QVBoxLayout(room)
    box.setContentsMargins(2 * GAP, GAP, 2 * GAP, GAP)
    box.setSpacing(GAP)
    for part in above:
        if isinstance(part, QWidget):
            box.addWidget(part)
        else:
            box.addLayout(part)
    for part in whole:
        box.addWidget(part, 1)


def under(head: str, *parts: QWidget) -> QWidget:
    """``parts`` under the words ``head``; empty words leave no heading."""
    room = QWidget()
    box = QVBoxLayout(room)
    box.setContentsMargins(0, GAP, 0, 0)
    box.setSpacing(GAP // 2)
    for part in (label(head, "section", room), *parts) if head else parts:
        box.addWidget(part)
    return room


def split(parent: QWidget, *rooms: QWidget, sizes: tuple[int, ...]) -> QSplitter:
    """``rooms`` whose heights are dragged; at first they share the height as ``sizes``."""
    made = QSplitter(Qt.Orientation.Vertical, parent)
    made.setChildrenCollapsible(False)
    for room in rooms:
        made.addWidget(room)
    made.setSizes(sizes)
    return made
