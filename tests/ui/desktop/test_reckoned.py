"""Results made in the lane: shared, made anew after a change, the last one asked for wins."""

from __future__ import annotations

from threading import Event

from planner.checks import run_checks
from planner.compute.acceptances import accepted
from planner.edits import Set
from planner.messages import message
from ui.actions.findings import acceptance
from ui.desktop.reckoned import Findings, Reckoned

STEP = message("verb.rows.set")


def test_all_who_ask_share_one_result(session, qtbot):
    first = Findings.of(session)
    assert Findings.of(session) is first
    qtbot.waitUntil(lambda: not first.is_stale)
    assert first.checked.findings == run_checks(session.study)


def test_findings_follow_a_change(session, qtbot):
    found = Findings.of(session)
    qtbot.waitUntil(lambda: not found.is_stale)
    before = found.checked
    session.do(Set("trainings", "t001", (("families", ()),)), STEP)
    assert found.is_stale
    assert found.checked is before
    qtbot.waitUntil(lambda: not found.is_stale)
    assert found.checked.findings == run_checks(session.study) != before.findings


def test_accepting_is_told_at_once_without_checking_again(session, qtbot):
    found = Findings.of(session)
    qtbot.waitUntil(lambda: not found.is_stale)
    said = found.checked.findings[0]
    before = found.checked.findings
    session.do(*acceptance(session.desk, [said], "Vu"))
    assert not found.is_stale
    assert found.checked.findings is before
    assert found.checked.sifted == accepted(session.study, before)
    assert session.jobs.waiting == []


def test_undoing_a_change_of_rows_checks_again(session, qtbot):
    found = Findings.of(session)
    qtbot.waitUntil(lambda: not found.is_stale)
    session.do(Set("trainings", "t001", (("families", ()),)), STEP)
    qtbot.waitUntil(lambda: not found.is_stale)
    session.run_verb("undo")
    qtbot.waitUntil(lambda: not found.is_stale)
    assert found.checked.findings == run_checks(session.study)


def test_the_result_of_an_older_reckoning_is_left(session, qtbot):
    reached, go_on, made = Event(), Event(), []

    def reckon(study):
        made.append(len(made))
        if len(made) == 1:
            reached.set()
            go_on.wait(5)
        return made[-1]

    told = Reckoned(session, reckon, session)
    values = []
    told.told.connect(lambda: values.append(told.value))
    told.now()
    assert reached.wait(5)
    told.now()
    go_on.set()
    qtbot.waitUntil(lambda: told.value is not None)
    assert values == [1]
    assert not told.is_stale


def test_a_closed_lane_is_asked_for_nothing(session, qtbot):
    told = Reckoned(session, lambda study: 1, session)
    session.jobs.shutdown()
    told.now()
    assert told.value is None
