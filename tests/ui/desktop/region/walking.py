"""Walks every control of the pages, as somebody whose rights end somewhere.

What a person may not do is closed beforehand, with the reason. A control that is open and that
only the guard of the document refuses is found by working it; one that is closed without a reason
by looking at it with rights and without.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import shiboken6
from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QEvent, QObject, Qt, QThread
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QHeaderView,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QTabBar,
    QToolButton,
    QWidget,
)

from planner.errors import NotYours
from ui.actions.document import Document
from ui.desktop.window import Window

_is_there = shiboken6.isValid


@dataclass(slots=True)
class Walk:
    """What was worked, and under which names the guard of the document had to refuse it."""

    window: Window
    current: str = ""
    worked: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)

    def watch(self, monkeypatch) -> None:
        """Note what makes the guard refuse; no dialog waits for an answer."""
        applied = Document._applied

        def noted(document, edit):
            try:
                return applied(document, edit)
            except NotYours:
                self.refused.add(self.current)
                raise

        monkeypatch.setattr(Document, "_applied", noted)
        monkeypatch.setattr(QDialog, "exec", lambda dialog: 0)
        monkeypatch.setattr(QMenu, "exec", lambda menu, *at: None)
        monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *given: ([], ""))
        for name in ("getOpenFileName", "getSaveFileName", "getExistingDirectory"):
            monkeypatch.setattr(QFileDialog, name, lambda *given: ("", ""))

    def stops(self, key: str) -> Iterator[tuple[str, QWidget]]:
        """The tabs of a page one after the other, the first line of each view chosen."""
        self.window.shell.show_page(key)
        page, seen = self.window.shell.pages[key], set()
        waiting = [(key, lambda: None)]
        while waiting:
            name, go = waiting.pop(0)
            go()
            self._choose_lines(page)
            yield name, page
            for bar in _seen(page, QTabBar):
                if bar in seen:
                    continue
                seen.add(bar)
                for number in range(bar.count()):
                    go = partial(bar.setCurrentIndex, number)
                    waiting.append((f"{name}/{bar.tabText(number)}", go))

    def work(self, key: str) -> None:
        """Work all of a page, and what each control brings with it."""
        for name, page in self.stops(key):
            known = -1
            while known != len(self.worked):
                known = len(self.worked)
                self._choose_lines(page)
                self._controls(key, name, page)

    def settle(self) -> None:
        """Let the lane and what was posted come to their end."""
        QCoreApplication.processEvents()
        for _ in range(400):
            if not self.window.session.jobs.waiting:
                break
            QThread.msleep(5)
            QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def _choose_lines(self, within: QWidget) -> None:
        for view in _seen(within, QAbstractItemView):
            model = view.model() if _is_there(view) else None
            if model is not None and model.rowCount() and not view.currentIndex().isValid():
                view.setCurrentIndex(model.index(0, 0))
        self.settle()

    def _controls(self, key: str, name: str, within: QWidget) -> None:
        for control in controls(within):
            if _is_there(control) and _is_there(within):
                self._work(key, f"{name}: {named(control)}", control)

    def _work(self, key: str, name: str, control: Any) -> None:
        if name in self.worked or not is_open(control):
            return
        self.worked.add(name)
        self.current = name
        before = set(QApplication.topLevelWidgets())
        _act_of(control)(control)
        self.settle()
        for opened in set(QApplication.topLevelWidgets()) - before:
            if _is_there(opened) and opened.isVisible():
                self._controls(key, f"{name} >", opened)
            if _is_there(opened):
                opened.close()
        if self.window.shell.key != key:
            self.window.shell.show_page(key)
            self.settle()


def controls(within: QWidget) -> list[Any]:
    """What can be worked in a widget and is seen, its actions too; not the parts Qt makes."""
    found: list[Any] = []
    for kind in _ACTS:
        found += _seen(within, kind) if issubclass(kind, QWidget) else ()
    for widget in (within, *within.findChildren(QWidget)):
        found += widget.actions()
    return [
        one for one in dict.fromkeys(found) if not isinstance(one.parent(), QComboBox | QTabBar)
    ]


def is_open(control: Any) -> bool:
    """True where a control can be worked just now."""
    if isinstance(control, QWidget) and not control.isVisible():
        return False
    if isinstance(control, QLineEdit | QPlainTextEdit) and control.isReadOnly():
        return False
    return bool(control.isEnabled())


def told(control: Any) -> str:
    """What a control tells of itself, to the eye and to a screen reader."""
    spoken = control.accessibleDescription() if isinstance(control, QWidget) else ""
    return f"{control.toolTip()} {spoken}"


def named(control: Any) -> str:
    """The name of a control, for the test that fails."""
    spoken = control.accessibleName() if isinstance(control, QWidget) else ""
    words = getattr(control, "text", lambda: "")()
    return str(spoken or words or control.objectName() or type(control).__name__)


def _seen(within: QWidget, kind: type) -> list[Any]:
    found = within.findChildren(kind) if _is_there(within) else []
    return [one for one in found if one.isVisible() and not isinstance(one, QHeaderView)]


def _press(button: QAbstractButton) -> None:
    """Click; the actions of a menu that would wait are triggered one after the other."""
    menu = button.menu() if isinstance(button, QToolButton | QPushButton) else None
    if menu is None:
        button.click()
        return
    menu.aboutToShow.emit()
    for action in menu.actions():
        if _is_there(action) and action.isEnabled():
            action.trigger()


def _choose(box: QComboBox) -> None:
    if box.count() > 1:
        number = (box.currentIndex() + 1) % box.count()
        box.setCurrentIndex(number)
        box.activated.emit(number)
        if hasattr(box, "committed"):
            box.committed.emit()


def _write(line: QLineEdit) -> None:
    """Type something and leave, then type what stood there."""
    for words in ("7", line.text()):
        if _is_there(line):
            line.setText(words)
            line.returnPressed.emit()
            line.editingFinished.emit()


def _write_long(text: QPlainTextEdit) -> None:
    text.setPlainText("7")
    if hasattr(text, "committed"):
        text.committed.emit()


def _edit(view: QAbstractItemView) -> None:
    """Give a value to each cell of the first line that says it can be typed in."""
    model = view.model()
    if view.editTriggers() == view.EditTrigger.NoEditTriggers or model is None:
        return
    for column in range(model.columnCount() if isinstance(model, QAbstractTableModel) else 1):
        index = model.index(0, column)
        if index.isValid() and model.flags(index) & Qt.ItemFlag.ItemIsEditable:
            model.setData(index, "7")


#: How each kind of control is worked.
_ACTS: dict[type[QObject], Callable[[Any], None]] = {
    QAbstractButton: _press,
    QComboBox: _choose,
    QLineEdit: _write,
    QPlainTextEdit: _write_long,
    QAbstractItemView: _edit,
    QAction: QAction.trigger,
}


def _act_of(control: Any) -> Callable[[Any], None]:
    return next(act for kind, act in _ACTS.items() if isinstance(control, kind))
