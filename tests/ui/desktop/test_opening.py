"""Opening a file that somebody holds, or that lies where others copy it."""

from __future__ import annotations

import json
import os
import platform
import shutil
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox

from db.lock import Holder, holder_of, lock_path
from db.processes import start_mark
from planner.edits import Set
from planner.messages import message
from tests.ui.desktop.pages.conftest import undressed  # noqa: F401 - a fixture
from ui.desktop.dialogs.locked import LockedDialog
from ui.desktop.opening import Opening

FRONT = "symposium"  # the quickest to make
GONE = Holder("Zoé", "poste-7", 4242, "", "2026-03-02T09:00:00+00:00", "left")
EDIT = Set("trainings", "t001", (("title", "Un autre titre"),))


@pytest.fixture
def held(study_file, tmp_path) -> Path:
    """A file whose lock another machine has left."""
    path = tmp_path / "tenu.cartoplan"
    shutil.copyfile(study_file, path)
    leave(path, GONE)
    return path


def leave(path: Path, holder: Holder) -> None:
    lock_path(path).write_text(json.dumps(asdict(holder)), encoding="utf-8")


@pytest.fixture
def opening(qtbot, session, window) -> Iterator[Opening]:
    yield Opening(session, window)
    for dialog in window.findChildren(LockedDialog):
        dialog.reject()


def asked(window) -> LockedDialog:
    """The question that stands before the window."""
    return window.findChildren(LockedDialog)[-1]


def press(qtbot, button) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_question_says_who_holds_the_file_and_removes_nothing_by_itself(
    qtbot, session, window, opening, held
):
    before = session.desk.document
    assert not session.open(held)
    dialog = asked(window)
    words = " ".join(dialog.session.texts.say(dialog.seen).split())
    assert "tenu par Zoé sur poste-7 (processus 4242) depuis le 2 mars 2026 à 09:00" in words
    assert not dialog.remove.isEnabled()
    press(qtbot, dialog.buttons.button(QDialogButtonBox.StandardButton.Cancel))
    assert session.desk.document is before
    assert holder_of(held) == GONE


def test_the_file_is_opened_to_be_read_while_somebody_holds_it(
    qtbot, session, window, opening, held
):
    session.open(held)
    press(qtbot, asked(window).read)
    assert session.desk.document.store.path == held
    assert session.desk.document.is_read_only
    assert "Zoé" in session.why_read_only
    assert holder_of(held) == GONE


def test_somebody_who_is_sure_takes_the_lock_back_and_works(qtbot, session, window, opening, held):
    session.open(held)
    dialog = asked(window)
    dialog.sure.click()
    press(qtbot, dialog.remove)
    assert not session.desk.document.is_read_only
    assert session.do(EDIT, message("step.changed", name="x", target="collection.trainings"))
    assert holder_of(held) != GONE


def test_a_file_that_is_read_can_be_written_once_its_holder_has_gone(session, opening, held):
    session.open(held)
    session.open(held, read_only=True)
    assert not session.open(held)
    lock_path(held).unlink()
    assert session.open(held)
    assert not session.desk.document.is_read_only
    assert session.why_read_only == ""


def test_a_lock_that_changed_hands_meanwhile_is_not_removed(qtbot, session, window, opening, held):
    session.open(held)
    dialog = asked(window)
    other = replace(GONE, author="Yann", token="new")
    leave(held, other)
    dialog.sure.click()
    with qtbot.waitSignal(session.refused):
        press(qtbot, dialog.remove)
    assert holder_of(held) == other


def test_nothing_is_to_be_decided_about_a_process_that_runs_here(session, window, opening, held):
    pid = os.getppid()

    leave(held, replace(GONE, machine=platform.node(), pid=pid, mark=start_mark(pid)))
    session.open(held)
    assert not asked(window).sure.isEnabled()


def test_a_synchronised_folder_is_told_once_and_stays_on_the_screen(
    session, window, opening, study_file, tmp_path
):
    path = tmp_path / "Nextcloud" / "a.cartoplan"
    path.parent.mkdir()
    shutil.copyfile(study_file, path)
    said = []
    session.warned.connect(said.append)
    assert session.open(path)
    session.opened.emit()
    assert len(said) == 1
    assert "(Nextcloud)" in said[0]
    bar = window.shell.message_bar
    assert bar.sentence.text() == said[0]
    assert not bar._timer.isActive()
