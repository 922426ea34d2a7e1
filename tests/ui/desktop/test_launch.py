from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.desktop.launched import run_window
from ui.actions.settings import Settings
from ui.desktop import launch


@pytest.fixture
def home(monkeypatch, tmp_path) -> Path:
    """A person without preferences or files."""
    monkeypatch.setattr(launch, "data_folder", lambda: tmp_path / "data")
    return tmp_path


def names(document) -> str:
    name = document.store.path.name
    document.close()
    return name


def test_the_first_start_makes_a_study_file_of_ones_own(home):
    document, refusal = launch.first_document(None, Settings())
    assert refusal is None
    assert len(document.study.trainings) == 81
    assert not document.is_read_only
    assert names(document) == launch.FIRST
    document, refusal = launch.first_document(None, Settings())
    assert refusal is None
    assert names(document) == launch.FIRST


def test_the_last_file_is_opened_again(home, study_file, tmp_path):
    last = tmp_path / "derniere.cartoplan"
    last.write_bytes(study_file.read_bytes())
    recent = (str(tmp_path / "gone.cartoplan"), str(last))
    document, refusal = launch.first_document(None, Settings(recent=recent))
    assert refusal is None
    assert names(document) == "derniere.cartoplan"


def test_the_file_asked_for_comes_before_the_last(home, study_file, tmp_path):
    for name in ("a.cartoplan", "b.cartoplan"):
        (tmp_path / name).write_bytes(study_file.read_bytes())
    settings = Settings(recent=(str(tmp_path / "a.cartoplan"),))
    document, refusal = launch.first_document(tmp_path / "b.cartoplan", settings)
    assert refusal is None
    assert names(document) == "b.cartoplan"


def test_a_file_that_cannot_be_opened_leaves_the_shipped_study_and_the_reason(home, tmp_path):
    stranger = tmp_path / "lettre.cartoplan"
    stranger.write_text("Bonjour")
    document, refusal = launch.first_document(stranger, Settings())
    assert refusal is not None
    assert document.store is None
    assert len(document.study.trainings) == 81
    assert stranger.read_text() == "Bonjour"


def test_the_window_opens_and_closes_without_a_word(tmp_path):
    ran = run_window(tmp_path, "pass")
    assert (ran.returncode, ran.stdout) == (0, "")
    assert "Traceback" not in ran.stderr
    assert list(tmp_path.rglob(launch.FIRST))


def test_an_error_in_a_slot_is_logged_and_the_window_goes_on(tmp_path):
    act = (  # the report's dialog is closed too, whenever it comes
        "QTimer.singleShot(0, lambda: 1 / 0); again = QTimer(self); "
        "again.timeout.connect(launch.QApplication.closeAllWindows); again.start(120)"
    )
    ran = run_window(tmp_path, act)
    assert ran.returncode == 0, ran.stderr
    logs = [path.read_text(encoding="utf-8") for path in tmp_path.rglob("cartoplan.log")]
    assert len(logs) == 1
    assert "ZeroDivisionError" in logs[0]
