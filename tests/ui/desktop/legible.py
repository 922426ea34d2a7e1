"""What is cut: texts of the widgets in sight that are wider or higher than their room."""

from __future__ import annotations

import math
import re

from PySide6.QtCore import QCoreApplication, QEvent, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QHeaderView,
    QLabel,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
    QToolButton,
    QWidget,
)

from ui.desktop.style import BODY, SMALL, grown

#: Px that rounding may take.
SLACK = 2
#: Around the words of a heading and of a tab, in px at 100 %.
HEADING, TAB = 2 * 7, 2 * 5


class Stretched:
    """The words of a language, each forty per cent longer; figures stay."""

    def __init__(self, texts):
        self._texts = texts

    def __getattr__(self, name):
        return getattr(self._texts, name)

    def say(self, said):
        return stretched(self._texts.say(said))


def stretched(sentence):
    return re.sub(r"[^\W\d_]+", _longer, sentence)


def _longer(found):
    word = found[0]
    return word + "n" * math.ceil(0.4 * len(word))


def settle(window):
    """Let layouts that wait for the event loop have their way."""
    for _ in range(4):
        QCoreApplication.sendPostedEvents(None, 0)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)


def cut(root):
    """Every visible widget under ``root`` whose words are cut, told with the room they lack."""
    found = [f"{_path(widget)}: {said}" for widget in in_sight(root) for said in _cut(widget)]
    return sorted(set(found))


def cut_on_all_tabs(window):
    """What is cut in the window, whichever tab of the page in front is seen."""
    found = set(cut(window))
    for bar in window.shell.stack.currentWidget().findChildren(QTabBar):
        for place in range(bar.count() if bar.isVisible() else 0):
            bar.setCurrentIndex(place)
            settle(window)
            found |= set(cut(window))
    return sorted(found)


def in_sight(root):
    """The visible widgets under ``root``; nothing under a hidden one is visible."""
    nearest = root.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    for widget in nearest:
        if widget.isVisible():
            yield widget
            yield from in_sight(widget)


def _cut(widget):
    if isinstance(widget, QLabel):
        return _label(widget)
    if isinstance(widget, QAbstractButton) and _says(widget):
        return _least(widget, widget.text())
    if isinstance(widget, QTabBar):
        return _tabs(widget)
    if isinstance(widget, QHeaderView) and widget.orientation() is Qt.Orientation.Horizontal:
        return _headings(widget)
    if isinstance(widget, QComboBox) and not widget.isEditable():
        return _choice(widget)
    return []


def _says(button):
    if not button.text():
        return False
    alone = Qt.ToolButtonStyle.ToolButtonIconOnly
    return not (
        isinstance(button, QToolButton)
        and button.toolButtonStyle() is alone
        and not button.icon().isNull()
    )


def _least(widget, words):
    hint, size = widget.sizeHint(), widget.size()
    if size.width() + SLACK < hint.width() or size.height() + SLACK < hint.height():
        return [f"{words!r} has {size.toTuple()} and needs {hint.toTuple()}"]
    return []


def _label(label):
    words = label.text()
    if not words or not label.pixmap().isNull():
        return []
    metrics, room = label.fontMetrics(), label.contentsRect()
    if not label.wordWrap():
        wide = max(metrics.horizontalAdvance(line) for line in words.split("\n"))
        if wide > room.width() + SLACK:
            return [f"{words!r} is {wide} wide in {room.width()}"]
        return []
    if "<p" in words:
        needed = label.heightForWidth(label.width())
        return [f"{words[:30]!r} lacks height"] * (needed > label.height() + SLACK)
    flags = Qt.TextFlag.TextWordWrap
    needed = metrics.boundingRect(QRect(0, 0, room.width(), 100_000), flags, words)
    longest = max(metrics.horizontalAdvance(word) for word in words.split())
    if longest > room.width() + SLACK:
        return [f"a word of {words!r} is {longest} wide in {room.width()}"]
    if needed.height() > room.height() + metrics.descent() + SLACK:
        return [f"{words!r} is {needed.height()} high in {room.height()}"]
    return []


def _tabs(bar):
    found = []
    is_narrow = bar.parentWidget().property("role") == "narrow"
    for place in range(bar.count()):
        font = bar.window().session.look.font(
            SMALL if is_narrow else BODY, bold=place == bar.currentIndex()
        )
        metrics = QFontMetrics(font)
        wide = metrics.horizontalAdvance(bar.tabText(place)) + grown(TAB)
        spot = bar.tabRect(place)
        if wide > spot.width() + SLACK:
            found.append(f"tab {bar.tabText(place)!r} is {wide} wide in {spot.width()}")
        elif spot.right() > bar.width() + SLACK and not bar.usesScrollButtons():
            found.append(f"tab {bar.tabText(place)!r} stands outside its bar")
    return found


def _headings(header):
    look = header.window().session.look
    metrics = QFontMetrics(look.font(SMALL, bold=True))
    found, model = [], header.model()
    for place in range(header.count()):
        if header.isSectionHidden(place) or model is None:
            continue
        words = str(model.headerData(place, Qt.Orientation.Horizontal) or "")
        wide = metrics.horizontalAdvance(words) + grown(HEADING)
        if words and wide > header.sectionSize(place) + SLACK:
            found.append(f"heading {words!r} is {wide} wide in {header.sectionSize(place)}")
    return found


def _choice(box):
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    part = QStyle.SubControl.SC_ComboBoxEditField
    room = box.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, box)
    wide = box.fontMetrics().horizontalAdvance(box.currentText())
    return [f"{box.currentText()!r} is {wide} wide in {room.width()}"] * (
        wide > room.width() + SLACK
    )


def _path(widget):
    names = []
    while widget is not None and len(names) < 4:
        names.append(widget.objectName() or type(widget).__name__)
        widget = widget.parentWidget()
    return "/".join(reversed(names))
