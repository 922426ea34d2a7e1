"""Fixtures of the window; after each test no lane runs and no window is left open."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget

from tests import tries
from ui.actions.settings import Settings
from ui.desktop.appearance import Appearance
from ui.desktop.jobs import Jobs
from ui.desktop.pages import PAGES
from ui.desktop.session import Session
from ui.desktop.window import Window


def spare_painting(widget: QWidget) -> None:
    """Where not every example is tried, what a journey goes through is not painted, a fifth of it.

    Pages are painted for ``test_screenshots``, ``test_legible`` and by ``grab``; ``make
    test-painted``, which CI runs too, and ``make coverage`` paint all that journeys go through.
    """
    widget.setUpdatesEnabled(tries.ALL)


@pytest.fixture
def appearance(qapp: QApplication, settings: Settings) -> Iterator[Appearance]:
    qapp.setStyle("Fusion")
    made = Appearance(qapp, settings)
    yield made
    made.deleteLater()


@pytest.fixture(autouse=True)
def drafts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Where what was decided on received files is kept: a folder of each test its own."""
    folder = tmp_path / "received drafts"
    monkeypatch.setattr("ui.actions.drafts.drafts_folder", lambda: folder)
    return folder


@pytest.fixture
def jobs(qapp) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.shutdown()
    assert not made.is_running
    assert made.waiting == []


@pytest.fixture
def session(desk, appearance, jobs, settings, tmp_path) -> Iterator[Session]:
    desk.texts = appearance.texts
    made = Session(desk, jobs, appearance.look, settings, tmp_path / "preferences.toml")
    yield made
    made.close()


@pytest.fixture
def window(request, qtbot, session, appearance) -> Window:
    """The real window, the page of the test in front: the module's ``FRONT``, or its parameter."""
    given = request.node.callspec.params if hasattr(request.node, "callspec") else {}
    front = given.get("page", getattr(request.module, "FRONT", PAGES[0].key))
    pages = sorted(PAGES, key=lambda page: page.key != front)
    made = Window(session, appearance, pages)
    qtbot.addWidget(made)
    spare_painting(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


@pytest.fixture(autouse=True)
def nothing_is_left_open(qapp) -> Iterator[None]:
    """No window may outlive its test."""
    yield
    left = [type(widget).__name__ for widget in qapp.topLevelWidgets() if widget.isVisible()]
    for widget in qapp.topLevelWidgets():
        widget.close()
    # Without an event loop nothing is deleted later; what piles up slows each style sheet down.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert left == []
