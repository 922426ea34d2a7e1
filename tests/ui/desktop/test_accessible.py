"""Keyboard and screen reader: every control is named and reached, and shows that it is.

The words are forty per cent longer than ours, and none of them is cut.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
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
    QWidget,
)

from tests.ui.desktop.legible import cut_on_all_tabs, in_sight, settle, stretched
from tests.ui.desktop.standing import opens, standing
from ui.actions.registry import VERBS
from ui.actions.texts import Texts
from ui.desktop.commands import code_of
from ui.desktop.forms import Fields
from ui.desktop.pages import PAGES
from ui.desktop.screenshots import SHOWN


@dataclass
class Found:
    """What a walk over all pages, each with the detail of a row, found wanting."""

    mute: list[str] = field(default_factory=list)
    out_of_reach: list[str] = field(default_factory=list)
    blind: list[str] = field(default_factory=list)
    nameless: list[str] = field(default_factory=list)
    not_offered: list[str] = field(default_factory=list)
    cut: list[str] = field(default_factory=list)
    begins_at: str = ""


@pytest.fixture(scope="module")
def found(qapp, study_file, tmp_path_factory):
    """One walk for all tests: a window of all pages takes seconds to build."""
    found = Found()
    folder = tmp_path_factory.mktemp("walk")
    with standing(qapp, study_file, folder, stretches=True) as window:
        found.begins_at = controls(window.shell.navigation)[0].accessibleName()
        for kind in PAGES:
            window.resize(1440, 900)
            window.session.page_asked.emit(kind.key)
            if kind.key in SHOWN:
                window.session.place_asked.emit(SHOWN[kind.key])
            settle(window)
            opens(window, kind.key)
            page = window.shell.pages[kind.key]
            found.mute += [told(each) for each in controls(window) if not spoken(each).strip()]
            found.mute += _mute_cells(page)
            found.blind += _blind(page, window)
            found.out_of_reach += _out_of_reach(window)
            found.cut += _cut(window)
        _make_all(window)
        found.nameless = _nameless(window)
        found.not_offered = _not_offered(window)
    return found


def _cut(window):
    """What is cut on the page in front where the window is smaller."""
    window.resize(1280, 800)
    settle(window)
    return [f"{window.shell.key}: {each}" for each in cut_on_all_tabs(window)]


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


def test_a_screen_reader_names_every_control_and_every_cell(found):
    assert found.mute == []


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


def test_the_keyboard_reaches_every_control_and_leaves_every_table(found):
    assert found.out_of_reach == []


def _out_of_reach(window):
    """The controls of the page in front to which Tab does not come; tables that it stays in."""
    wanted = {widget for widget in controls(window) if not _is_led_to_by_arrows(widget)}
    start = window.shell.title_bar.more
    start.setFocus()
    reached, now = set(), start
    for _ in range(3 * len(wanted) + 20):
        QTest.keyClick(now, Qt.Key.Key_Tab)
        left, now = now, QApplication.focusWidget()
        assert now is not None
        if isinstance(left, QAbstractItemView) and now is left:
            return [f"Tab stays in {told(left)}"]
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


def test_the_focus_can_be_seen(found):
    assert found.blind == []


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


def test_no_words_are_cut_where_they_are_longer(found):
    assert not found.cut, "\n".join(found.cut)


def test_the_window_begins_at_the_navigation(found):
    """Reading order: where to go, what can be done, then the page."""
    assert found.begins_at == stretched(Texts("fr").say(f"page.{PAGES[0].key}"))


def test_every_control_has_a_name_and_says_what_it_does(found):
    assert found.nameless == []


def _make_all(window):
    """Make what pages make only when somebody looks at it."""
    for page in window.shell.pages.values():
        for late in filter(None, (getattr(page, name, None) for name in ("kinds", "tabs_by_name"))):
            assert len(list(late.values())) > 1  # asked for, they are made
        for form in page.findChildren(Fields):
            assert form.boxes


def _nameless(window):
    """The controls that have no name, or show an icon without a tip."""
    return [
        f"{type(control).__name__} {_name(control)!r} in {_page_of(control)}"
        for kind in (QAbstractButton, QLineEdit, QComboBox, QAbstractItemView)
        for control in window.findChildren(kind)
        if _is_ours(control) and not _is_unused(control) and not _is_told(control)
    ]


def _is_ours(control: QWidget) -> bool:
    """Not a part that Qt makes inside a control of its own."""
    parent = control.parentWidget()
    while parent is not None:
        if isinstance(parent, QComboBox | QAbstractItemView | QTabBar | QLineEdit):
            return False
        parent = parent.parentWidget()
    return True


def _name(control: QWidget) -> str:
    return control.accessibleName() or getattr(control, "text", str)()


def _is_told(control: QWidget) -> bool:
    """It has a name; where it shows an icon alone, a tip too."""
    shows_words = not isinstance(control, QAbstractButton) or bool(control.text())
    return bool(_name(control)) and (shows_words or bool(control.toolTip()))


def _is_unused(control: QWidget) -> bool:
    """A hidden part that nothing was put into so far."""
    return not control.isVisible() and not _name(control)


def _page_of(control: QWidget) -> str:
    while control is not None and not control.objectName().startswith("page-"):
        control = control.parentWidget()
    return control.objectName() if control is not None else "shell"


def test_every_verb_of_the_window_is_offered_by_the_menu_a_page_or_the_search(found):
    """A verb that claims to be in the window and that nothing leads to is a false promise."""
    assert found.not_offered == []


def _not_offered(window):
    shell = window.shell
    offered = {entry.key for page in shell._kinds for entry in shell.commands.entries(page)}
    owners = (window.menu, *shell.pages.values())
    offered |= {code_of(action) for owner in owners for action in owner.actions()}
    return [v.key for v in VERBS.values() if v.in_window and v.label not in offered]
