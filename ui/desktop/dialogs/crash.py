"""Unhandled errors: into a log that rotates and a report that can be copied; never in silence.

Qt goes on after an exception in a slot, a model or a thread and would tell it to a console that
nobody sees. The hooks of :class:`CrashKit` catch them all; the dialog opens in the main thread.
"""

from __future__ import annotations

import faulthandler
import logging
import platform
import sys
import threading
import traceback
from logging.handlers import RotatingFileHandler
from typing import TYPE_CHECKING, TextIO

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    Signal,
    Slot,
    qInstallMessageHandler,
)
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout

from ui.desktop.dialogs.about import installed_version
from ui.desktop.style import GAP, as_role

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from ui.actions.texts import Texts
    from ui.desktop.appearance import Appearance

LOG, FATAL = "cartoplan.log", "cartoplan-fatal.txt"
LOG_BYTES, LOG_FILES = 1_000_000, 3

_log = logging.getLogger(__name__)
_QT_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class CrashKit(QObject):
    """Catches what nobody caught.

    Signals:
        caught(str): a report, from whatever thread it came.
    """

    caught = Signal(str)

    def __init__(self, folder: Path, appearance: Appearance) -> None:
        """Log into ``folder``; reports are told in the language of ``appearance``."""
        super().__init__(appearance)
        self._appearance = appearance
        self._folder = folder
        self._fatal: TextIO | None = None
        self._handler: logging.Handler = logging.NullHandler()
        self.dialog: CrashDialog | None = None
        self.caught.connect(self._on_caught, Qt.ConnectionType.QueuedConnection)

    def install(self) -> str:
        """Set all hooks; gives the trace that a fatal crash left behind last time, or nothing."""
        self._old = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        sys.excepthook = self.on_exception
        threading.excepthook = self._on_thread
        sys.unraisablehook = self._on_unraisable
        qInstallMessageHandler(_on_qt_message)
        try:
            return self._open_logs()
        except OSError as error:
            _log.warning("no log can be kept in %s: %s", self._folder, error)
            return ""

    def uninstall(self) -> None:
        """Put the former hooks back and close the logs."""
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._old
        qInstallMessageHandler(None)
        logging.getLogger().removeHandler(self._handler)
        self._handler.close()
        if self._fatal is not None:
            faulthandler.disable()
            self._fatal.close()
            self._fatal = None

    def on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Log an exception and report it; a keyboard interrupt goes its usual way.

        Only words are handed on: the frames of a broken paint hold painters that Qt takes apart.
        """
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        report = "".join(traceback.format_exception(kind, error, trace))
        _log.critical("unhandled\n%s", report)
        self.caught.emit(report)

    def _on_thread(self, told: threading.ExceptHookArgs) -> None:
        if told.exc_value is not None:
            self.on_exception(told.exc_type, told.exc_value, told.exc_traceback)

    def _on_unraisable(self, told: sys.UnraisableHookArgs) -> None:
        if told.exc_value is not None:
            self.on_exception(told.exc_type, told.exc_value, told.exc_traceback)

    def _open_logs(self) -> str:
        self._folder.mkdir(parents=True, exist_ok=True)
        self._handler = RotatingFileHandler(
            self._folder / LOG, maxBytes=LOG_BYTES, backupCount=LOG_FILES, encoding="utf-8"
        )
        self._handler.setFormatter(
            logging.Formatter("%(asctime)s %(levelname)s %(name)s %(threadName)s: %(message)s")
        )
        logging.getLogger().addHandler(self._handler)
        fatal = self._folder / FATAL
        left = fatal.read_text(encoding="utf-8", errors="replace") if fatal.exists() else ""
        self._fatal = fatal.open("w", encoding="utf-8")
        faulthandler.enable(self._fatal)
        return left

    @Slot(str)
    def _on_caught(self, report: str) -> None:
        """Show the report; further ones join the dialog that is open."""
        if self.dialog is None:
            self.dialog = CrashDialog(self._appearance.texts, self._folder / LOG)
            self.dialog.finished.connect(self._on_finished)
            self.dialog.open()
        self.dialog.add(report)

    @Slot()
    def _on_finished(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
        self.dialog = None


class CrashDialog(QDialog):
    """Says that something went wrong, that the work is kept, and shows what to send."""

    def __init__(self, texts: Texts, log: Path) -> None:
        """An empty report; ``log`` is named in it."""
        super().__init__()
        self.setWindowTitle(texts.say("desktop.crash"))
        sentence = QLabel(texts.say("desktop.crash_words"), self)
        sentence.setWordWrap(True)
        where = QLabel(f"{texts.say('desktop.crash_log')} {log}", self)
        where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        as_role(where, "small")
        self.report = QPlainTextEdit(_circumstances(), self)
        self.report.setReadOnly(True)
        self.report.setTabChangesFocus(True)
        self.report.setAccessibleName(texts.say("desktop.crash_report"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, parent=self)
        self.copy = buttons.addButton(
            texts.say("desktop.crash_copy"), QDialogButtonBox.ButtonRole.ActionRole
        )
        self.copy.setToolTip(texts.say("desktop.crash_copy.help"))
        self.copy.clicked.connect(self._on_copy)
        buttons.rejected.connect(self.reject)
        box = QVBoxLayout(self)
        box.setContentsMargins(3 * GAP, 3 * GAP, 3 * GAP, 2 * GAP)
        box.setSpacing(GAP)
        for widget in (sentence, self.report, where, buttons):
            box.addWidget(widget)
        self.resize(720, 480)

    def add(self, report: str) -> None:
        """Append a report."""
        self.report.appendPlainText(report)

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())


def _circumstances() -> str:
    return (
        f"Cartoplan {installed_version()}, Python {platform.python_version()}, "
        f"PySide6 {pyside_version}, {platform.platform()}\n"
    )


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, words: str) -> None:
    logging.getLogger("qt").log(_QT_LEVELS.get(kind, logging.WARNING), "%s", words)
