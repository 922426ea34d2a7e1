"""What the journeys through a shared region are made of: rows, fields, who opens what."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent

from db.server.address import Address
from planner.edits import Set
from planner.messages import message
from ui.actions.desk import Desk
from ui.actions.door import local_time
from ui.actions.files import open_document
from ui.actions.verbs import load_verbs
from ui.desktop.appearance import Appearance
from ui.desktop.jobs import Jobs
from ui.desktop.pages import PAGES
from ui.desktop.session import Session
from ui.desktop.window import Window

LABEL = message("step.changed", name="x", target="collection.trainings")
SOON = 10_000  # ms: a test that waits as long has failed


def note(key: str, **values: object) -> Set:
    return Set("trainings", key, tuple(values.items()))


def box(page, name: str):
    page.detail.show_tab("identity")
    return page.detail.forms["identity"].boxes[name]


def type_in(qtbot, page, name: str, words: str):
    """Type over a field of the training in front, without leaving it."""
    control = box(page, name).control
    control.setFocus()
    control.selectAll()
    qtbot.keyClicks(control, words)
    return control


def row(session: Session, key: str = "t1"):
    return session.study.trainings.get(key)


@contextmanager
def seated(
    qtbot, login: str, address: Address, appearance: Appearance, settings, folder: Path, front: str
) -> Iterator[Window]:
    """A window of its own, with a lane, a desk and preferences, in which somebody works."""
    load_verbs()
    number = count(1)
    document = open_document(address.with_login(login), login, local_time)
    desk = Desk(
        document, appearance.texts, login, local_time, lambda: f"{folder.name}{next(number)}"
    )
    session = Session(desk, Jobs(), appearance.look, settings, folder / "preferences.toml")
    window = Window(session, appearance, sorted(PAGES, key=lambda page: page.key != front))
    try:
        window.show()
        yield window
    finally:
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def come_to(qtbot, window: Window) -> Window:
    """Have the keyboard in a window, as the person before it has."""
    with qtbot.waitActive(window):
        window.activateWindow()
    return window
