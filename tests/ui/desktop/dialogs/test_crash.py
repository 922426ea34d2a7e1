from __future__ import annotations

import faulthandler
import logging
import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Signal, Slot, qWarning
from PySide6.QtGui import QGuiApplication

from ui.desktop.dialogs.crash import FATAL, LOG, CrashKit


class Clumsy(QObject):
    pressed = Signal()

    @Slot()
    def on_pressed(self) -> None:
        raise ZeroDivisionError("in a slot")


@pytest.fixture
def kit(appearance, tmp_path) -> Iterator[CrashKit]:
    was_enabled = faulthandler.is_enabled()
    made = CrashKit(tmp_path / "logs", appearance)
    assert made.install() == ""
    yield made
    if made.dialog is not None:
        made.dialog.reject()
    made.uninstall()
    if was_enabled:
        faulthandler.enable(sys.__stderr__)


def logged(tmp_path) -> str:
    return (tmp_path / "logs" / LOG).read_text(encoding="utf-8")


def opened(kit, qtbot):
    qtbot.waitUntil(lambda: kit.dialog is not None and kit.dialog.isVisible())
    return kit.dialog


def test_an_exception_in_a_slot_reaches_dialog_and_log(kit, qtbot, tmp_path):
    clumsy = Clumsy()
    clumsy.pressed.connect(clumsy.on_pressed)
    clumsy.pressed.emit()
    report = opened(kit, qtbot).report.toPlainText()
    assert "ZeroDivisionError: in a slot" in report
    assert "Python 3" in report
    assert "ZeroDivisionError: in a slot" in logged(tmp_path)


def test_an_exception_in_a_thread_reaches_dialog_and_log(kit, qtbot, tmp_path):
    thread = threading.Thread(target=lambda: [][1])
    thread.start()
    thread.join()
    assert "IndexError" in opened(kit, qtbot).report.toPlainText()
    assert "IndexError" in logged(tmp_path)


def test_an_exception_that_nobody_can_raise_reaches_dialog_and_log(kit, qtbot, tmp_path):
    class Stubborn:
        def __del__(self):
            raise KeyError("in a finaliser")

    Stubborn()
    assert "in a finaliser" in opened(kit, qtbot).report.toPlainText()


def test_a_second_report_joins_the_dialog_that_is_open(kit, qtbot):
    for words in ("first", "second"):
        error = ValueError(words)
        sys.excepthook(ValueError, error, None)
    dialog = opened(kit, qtbot)
    qtbot.waitUntil(lambda: "second" in dialog.report.toPlainText())
    assert "first" in dialog.report.toPlainText()
    dialog.reject()
    assert kit.dialog is None


def test_the_report_can_be_copied(kit, qtbot):
    sys.excepthook(ValueError, ValueError("to be sent"), None)
    opened(kit, qtbot).copy.click()
    assert "to be sent" in QGuiApplication.clipboard().text()


@pytest.mark.qt_log_ignore("a word from Qt")
def test_what_qt_complains_of_is_logged(kit, qtbot, tmp_path):
    qWarning("a word from Qt")
    assert "a word from Qt" in logged(tmp_path)
    assert kit.dialog is None


def test_a_keyboard_interrupt_goes_its_usual_way(kit, capsys):
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert "KeyboardInterrupt" in capsys.readouterr().err
    assert kit.dialog is None


def test_the_trace_of_a_fatal_crash_is_given_at_the_next_start(appearance, tmp_path):
    folder = tmp_path / "logs"
    folder.mkdir()
    (folder / FATAL).write_text("Fatal Python error: Segmentation fault")
    kit = CrashKit(folder, appearance)
    assert "Segmentation fault" in kit.install()
    kit.uninstall()
    assert kit.install() == ""
    kit.uninstall()


def test_the_former_hooks_come_back(appearance, tmp_path):
    before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    handlers = list(logging.getLogger().handlers)
    kit = CrashKit(tmp_path, appearance)
    kit.install()
    assert sys.excepthook == kit.on_exception
    kit.uninstall()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before
    assert logging.getLogger().handlers == handlers


def test_a_folder_that_cannot_be_written_stops_nothing(appearance, tmp_path, caplog):
    (tmp_path / "file").write_text("")
    kit = CrashKit(tmp_path / "file" / "logs", appearance)
    assert kit.install() == ""
    kit.uninstall()
    assert "no log can be kept" in caplog.text
