from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog, QLabel, QWidget

from ui.desktop.dialogs.about import LICENCES, AboutDialog, installed_version, show_about
from ui.desktop.dialogs.files import ask_study, ask_target


@pytest.fixture
def parent(qtbot, appearance) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture(autouse=True)
def own_dialogs(qapp):
    """Qt's own dialogs, so that a test can answer them."""
    qapp.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    yield
    qapp.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs, False)


def answer_with(act):
    """Answer the next dialog as soon as it is shown."""

    def now() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None:
            QTimer.singleShot(20, now)
        else:
            act(dialog)

    QTimer.singleShot(0, now)


def test_a_chosen_target_carries_the_proposed_ending(parent, appearance, tmp_path):
    def choose(dialog: QFileDialog) -> None:
        assert dialog.windowTitle() == "Exporter"
        dialog.selectFile(str(tmp_path / "carte"))
        dialog.accept()

    answer_with(choose)
    proposed = tmp_path / "x.xlsx"
    assert ask_target(parent, appearance.texts, "Exporter", proposed) == tmp_path / "carte.xlsx"


def test_a_refused_dialog_gives_no_target(parent, appearance, tmp_path):
    answer_with(lambda dialog: dialog.reject())
    assert ask_target(parent, appearance.texts, "Exporter", tmp_path / "x.pdf") is None


def test_the_study_to_open_is_what_the_system_dialog_gives(
    parent, appearance, monkeypatch, tmp_path
):
    seen = []

    def chosen(*given):
        seen.append(given)
        return (str(tmp_path / "a.cartoplan"), "")

    monkeypatch.setattr(QFileDialog, "getOpenFileName", chosen)
    found = ask_study(parent, appearance.texts, tmp_path, ".cartoplan")
    assert found == tmp_path / "a.cartoplan"
    assert seen[0][2:] == (str(tmp_path), "Études Cartoplan (*.cartoplan)")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *given: ("", ""))
    assert ask_study(parent, appearance.texts, Path(), ".cartoplan") is None


def test_the_about_box_tells_version_and_licences(parent, qtbot, appearance):
    box = AboutDialog(appearance.texts, parent)
    qtbot.addWidget(box)
    said = " ".join(label.text() for label in box.findChildren(QLabel))
    assert installed_version() in said
    for what, licence in LICENCES:
        assert what in box.licences.toPlainText()
        assert licence in box.licences.toPlainText()


def test_the_about_box_closes(parent, appearance):
    def close(dialog) -> None:
        dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Close).click()

    answer_with(close)
    show_about(parent, appearance.texts)
    assert QApplication.activeModalWidget() is None
