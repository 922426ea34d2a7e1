"""Pictures of every page, light and dark: ``python -m ui.desktop.screenshots OUT``."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from db.samples.reading import read_sample
from ui.actions.desk import Desk
from ui.actions.document import Document
from ui.actions.settings import Settings
from ui.actions.verbs import load_verbs
from ui.desktop.appearance import Appearance
from ui.desktop.jobs import Jobs
from ui.desktop.launch import application_named
from ui.desktop.pages import PAGES
from ui.desktop.session import Session
from ui.desktop.window import Window

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WIDTH, HEIGHT = 1440, 900
THEMES = ("light", "dark")
ON = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


def take(out: Path, language: str = "fr") -> Iterator[Path]:
    """Write a picture of each page in each theme into ``out`` and give its path.

    The study is the shipped one, the clock stands still: equal code gives equal pictures.
    """
    load_verbs()
    out.mkdir(parents=True, exist_ok=True)
    known = QApplication.instance()
    application = known if isinstance(known, QApplication) else application_named(["cartoplan"])
    for theme in THEMES:
        settings = replace(Settings(), language=language, theme=theme)
        appearance = Appearance(application, settings)
        desk = Desk(Document(read_sample()), appearance.texts, "", lambda: ON, lambda: "0")
        session = Session(desk, Jobs(application), appearance.look, settings, parent=application)
        window = Window(session, appearance, PAGES)
        window.resize(WIDTH, HEIGHT)
        window.show()
        for page in PAGES:
            session.page_asked.emit(page.key)
            QCoreApplication.sendPostedEvents()  # layouts that wait for the event loop
            path = out / f"{page.key}-{theme}.png"
            window.grab().save(str(path))
            yield path
        window.close()
        window.deleteLater()


def main(arguments: Sequence[str]) -> int:
    """Take all pictures into the folder named first; tell each."""
    for path in take(Path(arguments[0]) if arguments else Path("docs/images")):
        sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
