"""A window that many tests of a module read, and that none of them may change."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.conftest import NOON
from tests.ui.desktop.legible import Stretched
from ui.actions.desk import Desk
from ui.actions.files import open_document
from ui.actions.settings import Settings
from ui.actions.texts import Texts
from ui.actions.verbs import load_verbs
from ui.desktop.appearance import Appearance
from ui.desktop.jobs import Jobs
from ui.desktop.pages import PAGES
from ui.desktop.session import Session
from ui.desktop.window import Window


@contextmanager
def standing(
    application: QApplication,
    study_file: Path,
    folder: Path,
    *,
    stretches: bool = False,
    **settings: object,
) -> Iterator[Window]:
    """The real window over a copy of ``study_file`` in ``folder``, shown and active.

    Where it ``stretches``, all of its words are forty per cent longer than ours.

    Afterwards nothing of it is left, and the study must still be what it was.
    """
    load_verbs()
    application.setStyle("Fusion")
    path = folder / "etude.cartoplan"
    shutil.copyfile(study_file, path)
    given = Settings(**({"language": "fr", "theme": "light"} | settings))
    appearance, jobs, number = Appearance(application, given), Jobs(), count(1)
    document = open_document(path, "Camille", lambda: NOON)
    before = document.study
    desk = Desk(document, Texts("fr"), "Camille", lambda: NOON, lambda: f"new{next(number)}")
    desk.texts = Stretched(appearance.texts) if stretches else appearance.texts
    session = Session(desk, jobs, appearance.look, given, folder / "preferences.toml")
    window = Window(session, appearance, PAGES)
    window.show()
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    try:
        yield window
        assert session.study is before
    finally:
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        jobs.shutdown()
        desk.document.close()
        appearance.deleteLater()


def opens(window: Window, key: str) -> None:
    """Assert that a page comes to the front under its name, and can be drawn."""
    shell = window.shell
    assert shell.key == key
    assert shell.title_bar.title.text() == window.session.say(f"page.{key}")
    assert shell.pages[key].isVisible()
    assert not window.grab().isNull()
