"""An edition looked at in the window: named above every page, written by nothing, and left."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget

from db.editions import opened
from planner.edits import Set
from planner.messages import message
from tests.ui.desktop.small_desk import desk, small_file  # noqa: F401 - fixtures
from tests.ui.desktop.standing import opens
from ui.actions.files import open_document
from ui.desktop.edition_jobs import freeze_in_lane, open_in_lane
from ui.desktop.menu import Menu
from ui.desktop.pen import Pen
from ui.desktop.widgets.edition_bar import EditionBar

FRONT = "symposium"  # the quickest to make
RENAME = Set("trainings", "t001", (("title", "Un autre titre"),))
LABEL = message("step.changed", name="Un autre titre", target="collection.trainings")


def frozen(session):
    """The session with the study frozen as 2026, then changed."""
    session.run_verb("edition.freeze", name="2026")
    session.do(RENAME, LABEL)
    return session


def test_the_window_says_which_edition_is_seen_and_leads_back(window, qtbot):
    session = frozen(window.session)
    bar = window.shell.edition_bar
    assert not bar.isVisible()
    assert session.open_edition("2026")
    assert bar.isVisible()
    assert "2026" in bar.sentence.text()
    assert "2026" in window.windowTitle()
    assert "etude.cartoplan" in window.windowTitle()
    assert "2026" in window.shell.job_bar.state.text()
    assert session.study.trainings.get("t001").title != "Un autre titre"
    bar.button.click()
    assert not bar.isVisible()
    assert session.study.trainings.get("t001").title == "Un autre titre"
    assert "2026" not in window.windowTitle()


@pytest.fixture
def in_english(session, appearance):
    session.settings = replace(session.settings, language="en")
    appearance.apply(session.settings)
    session.desk.texts, session.look = appearance.texts, appearance.look


@pytest.fixture
def whole(session, study_file, tmp_path):
    """The shipped study, which has something to show on each page."""
    path = tmp_path / "entière.cartoplan"
    shutil.copyfile(study_file, path)
    assert session.open(path)


def test_every_page_can_be_shown_in_an_edition(in_english, whole, window, qtbot):
    """In English and light, which ``test_accessible`` and ``test_legible`` do not open."""
    session = frozen(window.session)
    session.open_edition("2026")
    for page in window._pages:
        window.shell.show_page(page.key)
        opens(window, page.key)
    qtbot.waitUntil(lambda: session.jobs.waiting == [], timeout=60_000)


def test_nothing_is_written_to_an_edition(session, qtbot):
    frozen(session).open_edition("2026")
    before = session.study
    with qtbot.waitSignal(session.refused) as told:
        assert not session.do(Set("trainings", "t002", (("title", "Encore"),)), LABEL)
    assert "2026" in told.args[0]
    assert session.run_verb("undo") is None
    assert session.step_name() == ""
    assert "2026" in Pen(session).lock
    assert session.study is before
    path = session.desk.document.today.store.path
    reader = open_document(path, "Léa", session.desk.now, read_only=True)
    reader.close()
    assert reader.study == session.today


def test_today_is_known_while_an_edition_is_looked_at(session):
    today = frozen(session).study
    session.open_edition("2026")
    assert session.edition.name == "2026"
    assert session.today is today
    assert session.folder == session.desk.document.today.store.path.parent
    session.leave_edition()
    assert session.edition is None
    assert session.study is today


def test_work_goes_on_where_it_was_left(session):
    frozen(session)
    saved, session.why_read_only = session.saved_at, "essai"
    session.open_edition("2026")
    session.leave_edition()
    assert session.saved_at == saved
    assert session.why_read_only == "essai"
    assert session.step_name() == session.texts.say(LABEL)
    session.run_verb("undo")
    assert session.study.trainings.get("t001").title != "Un autre titre"


def test_an_edition_that_is_not_there_is_told(session, qtbot):
    with qtbot.waitSignal(session.refused):
        assert not session.open_edition("1999")
    assert session.edition is None


def test_opening_the_file_again_leaves_the_edition(session):
    frozen(session).open_edition("2026")
    assert session.open(session.desk.document.today.store.path)
    assert session.edition is None


def test_another_file_takes_the_place_of_an_edition(session, tmp_path):
    path = session.desk.document.store.path
    frozen(session).open_edition("2026")
    other = tmp_path / "autre.cartoplan"
    session.run_verb("new", path=other)
    assert session.open(other)
    assert session.edition is None
    open_document(path, "Léa", session.desk.now).close()  # its lock is free


def test_an_edition_read_in_the_lane_does_not_cover_what_was_opened_meanwhile(
    session, qtbot, tmp_path
):
    frozen(session)
    other = tmp_path / "autre.cartoplan"
    session.run_verb("new", path=other)
    job = open_in_lane(session, "2026")
    with qtbot.waitSignal(job.ended):
        assert session.open(other)
    assert session.edition is None


def test_a_name_taken_while_the_study_is_frozen_keeps_one_edition(session, qtbot):
    job = freeze_in_lane(session, "2026")
    frozen(session)
    with qtbot.waitSignal(session.refused) as told:
        pass
    assert "2026" in told.args[0]
    assert [row.name for row in session.today.editions] == ["2026"]
    assert job not in session.jobs.waiting


def test_freezing_is_stopped_and_leaves_nothing(session, qtbot):
    job = freeze_in_lane(session, "2026")
    job.cancel()
    with qtbot.waitSignal(job.cancelled):
        pass
    assert len(session.today.editions) == 0


def test_what_is_frozen_is_the_study_as_it_was_asked_for(session, qtbot):
    job, before = freeze_in_lane(session, "2026"), session.study
    steps = []
    job.stepped.connect(lambda done, stage: steps.append((done, stage)))
    with qtbot.waitSignal(job.ended):
        assert session.do(RENAME, LABEL)
    (row,) = session.today.editions
    assert opened(row).trainings == before.trainings
    assert session.study.trainings.get("t001").title == "Un autre titre"
    assert "editions.step.freezing" in {stage for _, stage in steps}


def test_the_menu_lists_the_editions_and_ticks_the_one_seen(session, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    menu = Menu(session, window)
    menu.aboutToShow.emit()
    assert not menu.editions.isEnabled()
    frozen(session)
    menu.aboutToShow.emit()
    today, edition = menu.editions.actions()
    assert menu.editions.isEnabled()
    assert today.isChecked()
    assert "2026" in edition.text()
    edition.trigger()
    assert session.edition is None  # it is read in the lane
    qtbot.waitUntil(lambda: session.edition is not None, timeout=20_000)
    assert session.edition.name == "2026"
    menu.aboutToShow.emit()
    today, edition = menu.editions.actions()
    assert edition.isChecked()
    today.trigger()
    assert session.edition is None


def test_the_bar_is_read_and_reached_by_keyboard(session, qtbot):
    bar = EditionBar(session)
    qtbot.addWidget(bar)
    frozen(session).open_edition("2026")
    assert bar.sentence.accessibleName() == bar.sentence.text()
    assert bar.button.toolTip()
    bar.button.setFocus()
    qtbot.keyClick(bar.button, " ")
    assert session.edition is None
