"""From the state of the study to the rows behind it, through the whole window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QScrollArea, QTabBar, QWidget

from planner.compute.gaps import gaps
from planner.compute.inventory import Dimension, crosstab
from ui.actions.settings import Settings

PAGES = ("dashboard", "crosstabs", "gaps", "quality")


def test_from_the_worst_gap_to_the_trainings_behind_it(window, session, qtbot):
    shell = window.shell
    session.page_asked.emit("dashboard")
    card = shell.pages["dashboard"].worst[2]
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    assert shell.key == "gaps"
    page = shell.pages["gaps"]
    assert page.scenario.currentData() == "sensibilisation"
    family = session.study.families.get(card.worst.family.family)
    assert page.panel.title.text() == family.name
    qtbot.mouseClick(page.detail.own, Qt.MouseButton.LeftButton)
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


def test_from_a_finding_to_its_training(window, session, qtbot):
    session.page_asked.emit("quality")
    tab = window.shell.pages["quality"].findings
    tab.subject.setCurrentIndex(tab.subject.findData("trainings"))
    key = tab.view.current_key()
    qtbot.mouseClick(tab.detail.open, Qt.MouseButton.LeftButton)
    assert window.shell.key == "trainings"
    assert window.shell.pages["trainings"].view.current_key() == key


def shown_keys(page):
    lines = range(page.model.rowCount())
    return {page.model.row_at(line).place.key for line in lines}


LOOKS = [("fr", "light"), ("en", "dark")]


@pytest.fixture(params=LOOKS, ids=["-".join(look) for look in LOOKS])
def settings(request) -> Settings:
    language, theme = request.param
    return Settings(language=language, theme=theme)


@pytest.mark.parametrize("key", PAGES)
def test_what_the_keyboard_reaches_says_what_it_is(window, session, key):
    session.page_asked.emit(key)
    page = window.shell.pages[key]
    assert page.isVisible()
    assert page.accessibleName() == session.say(f"page.{key}")
    reached = [
        child
        for child in page.findChildren(QWidget)
        if child.isVisible() and child.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert reached
    assert [child for child in reached if not name(child)] == []


@pytest.mark.parametrize("key", PAGES)
def test_every_button_tells_what_it_does(window, session, key):
    session.page_asked.emit(key)
    buttons = window.shell.pages[key].findChildren(QAbstractButton)
    shown = [one for one in buttons if one.isVisible() and not one.objectName().startswith("qt_")]
    assert [one.text() for one in shown if not one.toolTip()] == []


def name(widget):
    """What a screen reader says of a control: its name, its words, or those of what it holds."""
    words = getattr(widget, "text", None)
    return widget.accessibleName() or (words() if callable(words) else "") or inner(widget)


def inner(widget):
    """The parts that Qt makes inside its own controls are told by the control."""
    parent = widget.parentWidget()
    return isinstance(widget, QTabBar | QScrollArea) or isinstance(parent, QComboBox | QTabBar)
