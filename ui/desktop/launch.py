"""From nothing to a window: builds every object once and hands each what it needs."""

from __future__ import annotations

import logging
import os
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication

from db.server.address import Address
from planner.errors import CartoplanError
from planner.messages import message
from ui.actions.door import author_name, desk_for, local_time
from ui.actions.files import (
    SUFFIX,
    create_document,
    first_study,
    open_document,
    shipped_document,
)
from ui.actions.locks import LOCKED
from ui.actions.rescue import open_as_is
from ui.actions.settings import data_folder, read_settings, settings_path
from ui.actions.verbs import load_verbs
from ui.desktop.appearance import Appearance
from ui.desktop.backup_clock import BackupClock
from ui.desktop.dialogs.crash import CrashKit
from ui.desktop.jobs import Jobs
from ui.desktop.memory import Memory
from ui.desktop.opening import Opening
from ui.desktop.pages import PAGES
from ui.desktop.platform import missing_library
from ui.desktop.session import Session
from ui.desktop.window import Window

if TYPE_CHECKING:
    from planner.messages import Message
    from ui.actions.document import Document
    from ui.actions.settings import Settings
    from ui.actions.texts import Texts

#: The study file that is made for a person who has none yet.
FIRST = f"hauts-de-france{SUFFIX}"

_log = logging.getLogger(__name__)


def run(file: Path | Address | None, texts: Texts) -> int:
    """Open the window on ``file``, else on the last file, and give the exit status."""
    missing = missing_library(sys.platform, os.environ)
    if missing:
        sys.stdout.write(texts.say(message("desktop.library_missing", name=missing)) + "\n")
        return 0
    load_verbs()
    settings = replace(read_settings(settings_path()), language=texts.language)
    application = application_named(["cartoplan"])
    appearance = Appearance(application, settings)
    kit = CrashKit(data_folder() / "logs", appearance)
    left = kit.install()
    document, refusal = first_document(file, settings)
    session = Session(
        desk_for(document, appearance.texts),
        Jobs(application),
        appearance.look,
        settings,
        settings_path(),
        Memory(QSettings("cartoplan", "cartoplan")),
        application,
    )
    if refusal is not None and document.is_read_only:
        session.why_read_only = appearance.texts.say(who_has_it(refusal))
    window = Window(session, appearance, PAGES)
    window.show()
    window.offer_tour()
    BackupClock(session)
    opening = Opening(session, window)
    _tell(session, refusal, left)
    if refusal is not None and refusal.code in LOCKED:
        opening.ask(Path(str(refusal["path"])))
    if isinstance(file, Address) and refusal is not None:
        QTimer.singleShot(0, window, partial(window.ask_region, file))
    status = application.exec()
    kit.uninstall()
    return status


def application_named(arguments: list[str]) -> QApplication:
    """The application, in a style that looks alike on every system."""
    application = QApplication(arguments)
    application.setApplicationName("Cartoplan")
    application.setDesktopFileName("cartoplan")
    application.setStyle("Fusion")
    return application


def first_document(
    file: Path | Address | None, settings: Settings
) -> tuple[Document, Message | None]:
    """The document to begin with, and why it is not the one that was wanted.

    The file or region asked for, else the last one, else the person's first study file, which is
    made of the shipped study. A file that somebody else is writing is opened for reading; where
    nothing can be opened, the shipped study without a file.
    """
    author, now = author_name(), local_time
    known = [path for path in map(Path, settings.recent) if path.exists()]
    own = data_folder() / FIRST
    wanted = file or (known[0] if known else own)
    try:
        if wanted == own and not own.exists():
            own.parent.mkdir(parents=True, exist_ok=True)
            return create_document(own, first_study(), author, now), None
        return open_as_is(wanted, author, now), None
    except CartoplanError as error:
        return _to_be_read(wanted, error.message), error.message


def _to_be_read(path: Path | Address, refusal: Message) -> Document:
    """The file for reading where it is only locked, the shipped study otherwise."""
    if refusal.code in LOCKED:
        try:
            return open_document(path, author_name(), local_time, read_only=True)
        except CartoplanError:
            _log.info("the locked file %s cannot be read either", path)
    return shipped_document()


def who_has_it(refusal: Message) -> Message:
    """In a few words why a file can only be read: who has it open, where that is known."""
    known = dict(refusal.values)
    if "author" not in known:
        return message("desktop.locked_by_somebody")
    return message("desktop.locked_by", author=known["author"], machine=known["machine"])


def _tell(session: Session, refusal: Message | None, left: str) -> None:
    """Say what the start met: a file that could not be opened, a crash of last time."""
    if left:
        _log.error("trace of a crash of last time:\n%s", left)
        session.refused.emit(session.say("desktop.crashed_last_time"))
    if refusal is not None:
        session.refused.emit(session.texts.say(refusal))
