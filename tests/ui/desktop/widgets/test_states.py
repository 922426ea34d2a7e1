"""What stands where there is nothing yet, where one waits, and where nothing can be changed."""

from __future__ import annotations

from threading import Event

import pytest

from planner.messages import message
from ui.actions.files import open_document
from ui.desktop.launch import who_has_it
from ui.desktop.widgets.job_bar import JobBar
from ui.desktop.widgets.waiting_state import WaitingState


@pytest.fixture
def waiting(qtbot, session):
    made = WaitingState(session, "trainings", "Lecture", "Les formations se préparent.")
    qtbot.addWidget(made)
    made.show()
    return made


def test_waiting_tells_how_far_the_lane_is(waiting, session, qtbot):
    go, seen = Event(), []
    waiting.progress.valueChanged.connect(seen.append)

    def work(watch):
        assert go.wait(10)
        for tenth in range(11):
            watch.step(tenth / 10)

    job = session.jobs.start("reading", work)
    assert waiting.progress.maximum() == 0  # nothing said yet: it only shows that it lives
    with qtbot.waitSignal(job.ended):
        go.set()
    assert waiting.progress.value() == 100
    assert waiting.progress.accessibleName() == "Lecture"


def test_a_quiet_job_is_nobodys_wait(waiting, session, qtbot):
    job = session.jobs.start("", lambda watch: watch.step(1.0), is_quiet=True)
    with qtbot.waitSignal(job.ended):
        pass
    assert waiting.progress.value() <= 0


def test_a_locked_file_says_who_has_it_and_what_can_be_done(qtbot, session, desk):
    path, clock = desk.document.store.path, desk.now
    desk.document.close()
    desk.document = open_document(path, "x", clock, read_only=True)
    refusal = message("error.file_locked", author="Zoé", machine="poste-3", path="p")
    session.why_read_only = session.texts.say(who_has_it(refusal))
    bar = JobBar(session)
    qtbot.addWidget(bar)
    bar.show()
    assert "lecture seule" in bar.state.text()
    assert "Zoé" in bar.state.text()
    assert "poste-3" in bar.state.text()
    assert bar.sign.isVisible()
    assert "copie" in bar.state.toolTip()
    assert bar.state.accessibleDescription() == bar.state.toolTip()


def test_a_file_that_can_be_changed_shows_no_sign(qtbot, session):
    bar = JobBar(session)
    qtbot.addWidget(bar)
    bar.show()
    assert not bar.sign.isVisible()
    assert bar.state.toolTip() == ""


def test_an_unreadable_lock_names_nobody(session):
    refusal = message("error.file_locked_unknown", path="p", lock="l")
    assert session.texts.say(who_has_it(refusal)) == "verrouillé par un autre programme"
