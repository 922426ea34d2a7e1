from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from tests.ui.desktop.launched import run_window
from ui.actions.settings import Settings
from ui.actions.texts import Texts
from ui.desktop import launch
from ui.desktop.appearance import Appearance
from ui.desktop.dialogs.crash import CrashDialog
from ui.desktop.jobs import Jobs
from ui.desktop.session import Session


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


@pytest.fixture(scope="module")
def started(tmp_path_factory) -> tuple[Path, CompletedProcess[str]]:
    """A start of its own by somebody new, closed again, and the modules it had loaded by then."""
    home = tmp_path_factory.mktemp("home")
    act = f"open({str(home / 'loaded')!r}, 'w').write(' '.join(sys.modules))"
    return home, run_window(home, act)


def test_the_window_opens_and_closes_without_a_word(started):
    home, ran = started
    assert (ran.returncode, ran.stdout) == (0, "")
    assert "Traceback" not in ran.stderr
    assert list(home.rglob(launch.FIRST))


def test_the_library_of_pdf_pages_is_loaded_only_when_a_document_is_opened(started):
    loaded = (started[0] / "loaded").read_text(encoding="utf-8").split()
    assert "ui.desktop.pages" in loaded
    assert "pypdfium2" not in loaded


@pytest.fixture
def nothing_stays(qapp) -> Iterator[None]:
    """What a start makes ends with its test; a window left over would be dressed in each other."""
    yield
    for made in (*qapp.topLevelWidgets(), *qapp.children()):
        if isinstance(made, Broken | CrashDialog | Session | Jobs | Appearance):
            made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


class Broken(launch.Window):
    """A window in which a slot breaks, and that is closed a little later."""

    outlived = False
    loop: QEventLoop

    def show(self) -> None:
        super().show()
        QTimer.singleShot(0, lambda: 1 / 0)
        QTimer.singleShot(300, self, self.end)

    def end(self) -> None:
        Broken.outlived = self.isVisible()
        (report,) = (w for w in QApplication.topLevelWidgets() if isinstance(w, CrashDialog))
        report.reject()
        Broken.loop.exit(0 if self.close() else 1)


def test_an_error_in_a_slot_is_logged_and_the_window_goes_on(
    home, qapp, monkeypatch, nothing_stays
):
    """As ``run`` does it, in this process; ``tests/reliability/test_slots.py`` breaks much more."""
    monkeypatch.setattr(Broken, "loop", QEventLoop(), raising=False)
    monkeypatch.setattr(launch, "Window", Broken)
    monkeypatch.setattr(launch, "application_named", lambda arguments: qapp)
    monkeypatch.setattr(launch, "settings_path", lambda: home / "preferences.toml")
    monkeypatch.setattr(QApplication, "exec", lambda *_: Broken.loop.exec())
    assert launch.run(None, Texts("fr")) == 0
    assert Broken.outlived
    (log,) = home.rglob("cartoplan.log")
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")
