"""Pictures of every page, light and dark: ``python -m ui.desktop.screenshots OUT``."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QThread
from PySide6.QtWidgets import QApplication

from planner.findings import Place
from ui.actions.desk import Desk
from ui.actions.files import create_document, first_study
from ui.actions.settings import Settings
from ui.actions.verbs import load_verbs
from ui.desktop.appearance import Appearance
from ui.desktop.jobs import Jobs
from ui.desktop.launch import FIRST, application_named
from ui.desktop.pages import PAGES
from ui.desktop.session import Session
from ui.desktop.window import Window

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QPixmap

    from ui.actions.document import Document
    from ui.desktop.page import Page

WIDTH, HEIGHT = 1440, 900
THEMES = ("light", "dark")
ON = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
_ROUNDS = 4  # of layouts that ask for others
#: The row whose detail is open in the picture of a page.
SHOWN = {"trainings": Place("trainings", "t002")}


def take(out: Path, language: str = "fr", pages: Sequence[type[Page]] = PAGES) -> Iterator[Path]:
    """Write a picture of each of ``pages`` in each theme into ``out`` and give its path."""
    out.mkdir(parents=True, exist_ok=True)
    for name, picture in pictures(language, pages):
        picture.save(str(out / name))
        yield out / name


def pictures(language: str, pages: Sequence[type[Page]]) -> Iterator[tuple[str, QPixmap]]:
    """A picture of each of ``pages`` in each theme, and the name of its file.

    The study is the shipped one in a file of its own, the clock stands still: equal code gives
    equal pictures. Where a page shows the detail of a row, that of :data:`SHOWN` is open.
    """
    load_verbs()
    known = QApplication.instance()
    application = known if isinstance(known, QApplication) else application_named(["cartoplan"])
    with TemporaryDirectory() as folder:
        document = create_document(Path(folder) / FIRST, first_study(), "", _clock)
        for theme in THEMES:
            settings = replace(Settings(), language=language, theme=theme)
            for key, picture in _pages(application, document, settings, pages):
                yield f"{key}-{theme}.png", picture
        document.close()


def _pages(
    application: QApplication,
    document: Document,
    settings: Settings,
    pages: Sequence[type[Page]],
) -> Iterator[tuple[str, QPixmap]]:
    """The pictures of one theme, and whose they are."""
    appearance = Appearance(application, settings)
    desk = Desk(document, appearance.texts, "", _clock, lambda: "0")
    session = Session(desk, Jobs(application), appearance.look, settings, parent=application)
    window = Window(session, appearance, PAGES)
    window.resize(WIDTH, HEIGHT)
    window.show()
    _count_findings(window)
    _end_of_lane(session.jobs)
    for page in pages:
        session.page_asked.emit(page.key)
        if page.key in SHOWN:
            session.place_asked.emit(SHOWN[page.key])
        _end_of_lane(session.jobs)
        for _ in range(_ROUNDS):
            QCoreApplication.sendPostedEvents()  # layouts that wait for the event loop
        yield page.key, window.grab()
    window.close()
    window.deleteLater()
    # It must be gone before the next theme: Qt would dress all its pages anew.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _count_findings(window: Window) -> None:
    """Let the lane count the findings."""
    findings = window.shell.job_bar.findings
    if findings is not None:
        findings.count()


def _end_of_lane(jobs: Jobs) -> None:
    """Wait for what pages have asked the lane for."""
    while jobs.waiting:
        QThread.msleep(5)
        QCoreApplication.sendPostedEvents()


def _clock() -> datetime:
    return ON


def main(arguments: Sequence[str]) -> int:
    """Take all pictures into the folder named first, in the language named second; tell each."""
    parser = ArgumentParser(prog="screenshots")
    parser.add_argument("folder", nargs="?", default="docs/images")
    parser.add_argument("language", nargs="?", default="fr", choices=("fr", "en"))
    told = parser.parse_args(arguments)
    for path in take(Path(told.folder), told.language):
        sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
