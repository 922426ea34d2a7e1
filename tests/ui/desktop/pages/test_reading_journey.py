"""From the state of the study to the rows behind it, through the whole window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QScrollArea, QTabBar, QWidget

from planner.compute.gaps import gaps
from planner.compute.inventory import Dimension, crosstab
from ui.actions.settings import Settings
from ui.desktop.reckoned import Reckoned

PAGES = ("dashboard", "crosstabs", "gaps", "quality")


@pytest.fixture
def show(window, session, qtbot):
    """Show a page of the window, and wait until the lane has told what it shows."""

    def ask(key):
        session.page_asked.emit(key)
        page = window.shell.pages[key]
        results = [*session.findChildren(Reckoned), *page.findChildren(Reckoned)]
        qtbot.waitUntil(lambda: not any(one.is_stale for one in results), timeout=10_000)
        return page

    return ask


def test_from_the_worst_gap_to_the_trainings_behind_it(window, session, qtbot, show):
    shell = window.shell
    show("dashboard")
    card = shell.pages["dashboard"].worst[2]
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    assert shell.key == "gaps"
    page = shell.pages["gaps"]
    assert page.scenario.currentData() == "sensibilisation"
    family = session.study.families.get(card.worst.family.family)
    assert page.panel.title.text() == family.name
    qtbot.mouseClick(page.side.detail.own, Qt.MouseButton.LeftButton)
    assert shell.key == "trainings"
    report = gaps(session.study, "sensibilisation")
    keys = next(g.trainings for g in report.segments[0].families if g.family == family.key)
    assert shown_keys(shell.pages["trainings"]) == set(keys)


def test_from_a_cell_to_its_trainings(window, session):
    session.page_asked.emit("crosstabs")
    window.shell.pages["crosstabs"].figure.hit.emit("cell:ia-ingenieur:8")
    crossed = crosstab(session.study, Dimension.FAMILY, Dimension.LEVEL)
    assert window.shell.key == "trainings"
    keys = crossed.cell("ia-ingenieur", "8").trainings
    assert shown_keys(window.shell.pages["trainings"]) == set(keys)


def test_from_a_finding_to_its_training(window, session, qtbot, show):
    tab = show("quality").findings
    kind = tab.model.find("training_without_family")
    tab.view.make_current(tab.model.branch(tab.model.index(0, 0, kind)).key)
    (branch,) = tab.view.chosen()
    qtbot.mouseClick(tab.remedies.open, Qt.MouseButton.LeftButton)
    assert window.shell.key == "trainings"
    assert window.shell.pages["trainings"].view.current_key() == branch.about.where.key


def shown_keys(page):
    lines = range(page.model.rowCount())
    return {page.model.row_at(line).place.key for line in lines}


LOOKS = [("fr", "light"), ("en", "dark")]


@pytest.fixture(params=LOOKS, ids=["-".join(look) for look in LOOKS])
def settings(request) -> Settings:
    language, theme = request.param
    return Settings(language=language, theme=theme)


def test_what_the_keyboard_reaches_says_what_it_is(session, show):
    for key in PAGES:
        page = show(key)
        assert page.isVisible(), key
        assert page.accessibleName() == session.say(f"page.{key}")
        reached = [
            child
            for child in page.findChildren(QWidget)
            if child.isVisible() and child.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]
        assert reached, key
        assert (key, [child for child in reached if not name(child)]) == (key, [])


def test_every_button_tells_what_it_does(show):
    for key in PAGES:
        buttons = [one for one in show(key).findChildren(QAbstractButton) if one.isVisible()]
        shown = [one for one in buttons if not one.objectName().startswith("qt_")]
        assert (key, [one.text() for one in shown if not one.toolTip()]) == (key, [])


def name(widget):
    """What a screen reader says of a control: its name, its words, or those of what it holds."""
    words = getattr(widget, "text", None)
    return widget.accessibleName() or (words() if callable(words) else "") or inner(widget)


def inner(widget):
    """The parts that Qt makes inside its own controls are told by the control."""
    parent = widget.parentWidget()
    return isinstance(widget, QTabBar | QScrollArea) or isinstance(parent, QComboBox | QTabBar)
