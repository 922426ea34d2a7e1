"""Headings, quiet words and prose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from ui.desktop.style import as_role, grown

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

#: Px: about 80 signs of prose at the body size.
PROSE_WIDTH = 600


def label(words: str, role: str = "", parent: QWidget | None = None) -> QLabel:
    """Words in one of the roles of the style sheet: title, section, strong, muted, small, key."""
    made = QLabel(words, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        as_role(made, role)
    return made


def prose(words: str, role: str = "", parent: QWidget | None = None) -> QLabel:
    """Sentences: wrapped, not wider than 80 signs, to be selected with the mouse."""
    made = label(words, role, parent)
    made.setWordWrap(True)
    made.setMaximumWidth(grown(PROSE_WIDTH))
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made
