"""Whether the window and the pictures of printed pages can be made with what is installed."""

from __future__ import annotations

import os
import sys
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtGui import QFontDatabase, QImage, QImageReader
from PySide6.QtWidgets import QApplication

from ui.actions.door import desk_for
from ui.actions.files import shipped_document
from ui.actions.settings import Settings
from ui.actions.texts import LANGUAGES
from ui.actions.verbs import load_verbs
from ui.desktop.appearance import Appearance
from ui.desktop.jobs import Jobs
from ui.desktop.launch import application_named
from ui.desktop.pages import PAGES
from ui.desktop.pdf_pages import pages_of
from ui.desktop.platform import missing_library
from ui.desktop.session import Session
from ui.desktop.window import Window

if TYPE_CHECKING:
    from collections.abc import Iterator

FAMILY = "IBM Plex Sans"
#: The kinds of pictures that Qt must be able to read.
PICTURES = ("png", "svg")


def lacking() -> tuple[str, ...]:
    """What the window lacks, by name; nothing where it was built and shown with every page."""
    if missing := missing_library(sys.platform, os.environ):
        return (missing,)
    if sys.platform.startswith("linux") and not has_screen(os.environ):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = application_named(["cartoplan"])
    return tuple(_lacking(application))


def has_screen(environment: os._Environ[str]) -> bool:
    """True where the environment names a display or a way to do without one."""
    return any(map(environment.get, ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")))


def has_ink(data: bytes) -> bool:
    """True where the first page of a PDF is more than white paper."""
    picture = pages_of(data).picture(0, 200)
    white = picture.copy()
    white.fill(0xFFFFFFFF)
    return bool(picture != white)


def _lacking(application: QApplication) -> Iterator[str]:
    known = {bytes(name.data()).decode() for name in QImageReader.supportedImageFormats()}
    yield from (f"pictures: {name}" for name in PICTURES if name not in known)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for language in LANGUAGES:
        if language != "en" and not QTranslator().load(f"qtbase_{language}", folder):
            yield f"Qt's words: {language}"
    appearance = Appearance(application, Settings(theme="light"))
    if FAMILY not in QFontDatabase.families():
        yield f"typeface: {FAMILY}"
    for icon in _icons():
        if _is_blank(appearance.look.icon(icon).pixmap(24, 24).toImage()):
            yield f"icon: {icon}"
    yield from _pages(appearance)


def _icons() -> list[str]:
    folder = Path(str(files("ui.desktop"))) / "icons"
    return sorted(path.stem for path in folder.glob("*.svg"))


def _is_blank(picture: QImage) -> bool:
    blank = picture.copy()
    blank.fill(0)
    return picture.isNull() or bool(picture == blank)


def _pages(appearance: Appearance) -> Iterator[str]:
    """Show each page once on the shipped study, which is changed by nobody."""
    load_verbs()
    session = Session(
        desk_for(shipped_document(), appearance.texts), Jobs(), appearance.look, Settings()
    )
    window = Window(session, appearance, PAGES)
    window.show()
    for page in PAGES:
        window.shell.show_page(page.key)
        if window.shell.key != page.key:
            yield f"page: {page.key}"
    window.close()
    window.deleteLater()
