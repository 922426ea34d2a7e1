"""Keyboard and screen reader: every control is named and reached, and shows that it is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QListView,
    QScrollBar,
    QTabBar,
)

from tests.ui.desktop.legible import in_sight, settle
from ui.desktop.pages import PAGES
from ui.desktop.screenshots import SHOWN


@pytest.fixture
def pages(window):
    """Each page in turn, shown by one window with the detail of a row."""

    def turn():
        window.resize(1440, 900)
        for kind in PAGES:
            window.session.page_asked.emit(kind.key)
            if kind.key in SHOWN:
                window.session.place_asked.emit(SHOWN[kind.key])
            settle(window)
            assert window.shell.key == kind.key
            yield window.shell.pages[kind.key]

    return turn()


def controls(root):
    """The visible widgets that take the keyboard, but for the parts inside one of them."""
    return [
        widget
        for widget in in_sight(root)
        if widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not _is_a_part(widget)
    ]


def _is_a_part(widget):
    if isinstance(widget, QScrollBar | QHeaderView):
        return True
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QComboBox | QAbstractItemView | QTabBar | QLineEdit):
            return True
        parent = parent.parentWidget()
    return False


def spoken(widget):
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def told(widget):
    names, parent = [], widget
    while parent is not None and len(names) < 4:
        names.append(parent.objectName() or type(parent).__name__)
        parent = parent.parentWidget()
    return f"{type(widget).__name__} in {'/'.join(reversed(names))} {widget.toolTip()!r}"


def test_a_screen_reader_names_every_control_and_every_cell(pages, window):
    mute = []
    for page in pages:
        mute += [told(widget) for widget in controls(window) if not spoken(widget).strip()]
        mute += _mute_cells(page)
    assert mute == []


def _mute_cells(page):
    """The cells that are not spoken with their column."""
    mute = []
    for view in page.findChildren(QAbstractItemView):
        model = view.model()
        if not view.isVisible() or model is None or view.window() is not page.window():
            continue
        for line in range(min(model.rowCount(), 5)):
            for column in range(1 if isinstance(view, QListView) else model.columnCount()):
                index = model.index(line, column)
                words = index.data(Qt.ItemDataRole.AccessibleTextRole) or index.data()
                if not str(words or "").strip() and index.flags() & Qt.ItemFlag.ItemIsEnabled:
                    mute.append(f"{told(view)} {line},{column}")
    return mute


def test_the_keyboard_reaches_every_control_and_leaves_every_table(pages, window, qtbot):
    missing = [left for _ in pages for left in _out_of_reach(window, qtbot)]
    assert missing == []


def _out_of_reach(window, qtbot):
    """The controls of the page in front to which Tab does not come; it leaves every table."""
    wanted = {widget for widget in controls(window) if not _is_led_to_by_arrows(widget)}
    start = window.shell.title_bar.more
    start.setFocus()
    reached, now = set(), start
    for _ in range(3 * len(wanted) + 20):
        qtbot.keyClick(now, Qt.Key.Key_Tab)
        left, now = now, QApplication.focusWidget()
        assert now is not None
        if isinstance(left, QAbstractItemView):
            assert now is not left, f"Tab stays in {told(left)}"
        reached |= {now, now.parentWidget(), now.focusProxy()}
        if now is start:
            break
    return sorted(told(widget) for widget in wanted - reached if _is_still_there(widget))


def _is_led_to_by_arrows(widget):
    """Tab comes to the chosen one of a group only; its arrows lead to the others."""
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    return group is not None and group.exclusive() and not widget.isChecked()


def _is_still_there(widget):
    return widget.isVisible() and widget.isEnabled()


def test_the_focus_can_be_seen(pages, window):
    blind = [told for page in pages for told in _blind(page, window)]
    assert blind == []


def _blind(page, window):
    """Of one control of each sort, those that are drawn alike while they have the keyboard."""
    sorts = {(type(widget), widget.property("role")): widget for widget in controls(page)}
    blind = []
    for widget in sorts.values():
        if isinstance(widget, QAbstractScrollArea) and not _holds_something(widget):
            continue
        if widget.visibleRegion().isEmpty():
            continue  # Tab scrolls to it first
        place = widget.rect().translated(widget.mapTo(window, QPoint(0, 0)))
        window.setFocus()
        before = window.grab(place).toImage()
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        if not widget.hasFocus():
            continue  # it hands the keyboard on
        if window.grab(place).toImage() == before:
            blind.append(told(widget))
    return blind


def _holds_something(view):
    return not isinstance(view, QAbstractItemView) or view.model().rowCount() > 0


def test_the_window_begins_at_the_navigation(window):
    """Reading order: where to go, what can be done, then the page."""
    first = controls(window.shell.navigation)[0]
    assert first is window.shell.navigation.buttons[PAGES[0].key]
