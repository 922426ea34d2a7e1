"""How tests drive the tabs of a page, and read what they say."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from ui.desktop.inputs import LineInput


def front(page, code):
    """The tab of ``code``, brought to the front."""
    page.tabs.setCurrentWidget(page.kinds[code])
    return page.kinds[code]


def type_into(qtbot, view, words):
    """Type over the current cell and press Enter; the editor where it stayed open."""
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_F2)
    line = view.viewport().findChildren(LineInput)[-1]
    line.selectAll()
    line.insert(words)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    if line in view.viewport().findChildren(LineInput) and line.isVisible():
        return line
    return None


def plain(words):
    """Words with plain spaces."""
    return words.replace("\u202f", " ").replace("\xa0", " ")


def text_of(widget):
    """All labels of a widget, in one line."""
    return plain(" ".join(label.text() for label in widget.findChildren(QLabel)))
