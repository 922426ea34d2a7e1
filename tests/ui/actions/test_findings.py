"""The verbs of findings, competences and indicators at the desk; the study file tells the end."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.checks import run_checks
from planner.compute.acceptances import digest
from planner.compute.competences import progress
from planner.edits import Set
from planner.errors import InvalidInput
from planner.messages import message
from planner.vocab import Attachment
from ui.actions import findings
from ui.actions.competences import attach_competences, confirm_competences, list_competences
from ui.actions.indicators import show_indicators

STEP = message("verb.rows.set")


def on_disk(desk):
    return desk.document.store.load()


def first(desk, code):
    return next(one for one in run_checks(desk.document.study) if one.code == code)


def test_an_accepted_finding_is_kept_with_its_reason_author_and_day(desk):
    said = first(desk, "headcounts_differ")
    where = findings.place_words(said)
    before = len(findings.sifted(desk.document.study).open)
    findings.accept_finding(desk, said.code, where, " Les deux publications font foi ")
    (row,) = on_disk(desk).acceptances
    assert (row.reason, row.author) == ("Les deux publications font foi", "Camille")
    assert row.accepted_on == desk.today()
    assert row.digest == digest(said)
    told = findings.sifted(desk.document.study)
    assert (len(told.open), len(told.accepted)) == (before - 1, 1)
    listed = findings.list_findings(desk, accepted=True).plain(desk.texts)
    assert [one["accepted"]["reason"] for one in listed] == [row.reason]


def test_an_acceptance_needs_a_reason_and_an_open_finding(desk):
    said = first(desk, "headcounts_differ")
    where = findings.place_words(said)
    for reason, about, code in (
        ("  ", where, "error.reason_needed"),
        ("vu", "trainings/nobody", "error.no_such_finding"),
    ):
        with pytest.raises(InvalidInput) as refused:
            findings.accept_finding(desk, said.code, about, reason)
        assert refused.value.message.code == code
    assert on_disk(desk).acceptances == desk.document.study.acceptances
    assert not len(on_disk(desk).acceptances)


def test_an_acceptance_is_taken_back(desk):
    said = first(desk, "seats_unknown")
    findings.accept_finding(desk, said.code, "study", "Collecte en cours")
    findings.reopen_finding(desk, said.code, "study")
    assert not len(on_disk(desk).acceptances)
    with pytest.raises(InvalidInput) as refused:
        findings.reopen_finding(desk, said.code, "study")
    assert refused.value.message.code == "error.no_such_acceptance"


def test_a_finding_that_changed_comes_back_and_is_accepted_anew_in_the_same_row(desk):
    said = first(desk, "training_without_family")
    where = findings.place_words(said)
    findings.accept_finding(desk, said.code, where, "Projet de recherche")
    desk.document.do(Set("trainings", said.where.key, (("title", "Autre titre"),)), STEP)
    told = findings.sifted(desk.document.study)
    assert said.code in {one.code for one in told.open}
    findings.accept_finding(desk, said.code, where, "Toujours un projet")
    (row,) = on_disk(desk).acceptances
    assert row.reason == "Toujours un projet"


def test_a_certain_correction_is_looked_at_then_applied_then_undone(desk):
    row = next(t for t in desk.document.study.trainings if t.printed_level)
    level = row.level
    desk.document.do(Set("trainings", row.key, (("level", None),)), STEP)
    looked = findings.fix_finding(desk, "training_without_level", look_only=True)
    assert on_disk(desk).trainings.get(row.key).level is None
    assert looked.data["mended"] == 1
    findings.fix_finding(desk, "training_without_level", f"trainings/{row.key}")
    assert on_disk(desk).trainings.get(row.key).level == level
    desk.document.undo()
    assert on_disk(desk).trainings.get(row.key).level is None


def test_what_needs_a_person_is_not_mended(desk):
    with pytest.raises(InvalidInput) as refused:
        findings.fix_finding(desk, "competence_repeated")
    assert refused.value.message.code == "error.no_proposal"


def test_the_short_name_lists_the_open_findings(desk):
    assert findings.checks(desk) == findings.list_findings(desk)


def test_competences_are_attached_and_confirmed(desk):
    rows = [r for r in desk.document.study.competences if r.sector == "btp"]
    goal = next(
        o
        for o in desk.document.study.occupations
        if o.key != rows[0].occupation and o.sector == "btp"
    )
    attach_competences(desk, goal.key, [rows[0].key])
    confirm_competences(desk, [rows[1].key, rows[2].key])
    kept = on_disk(desk)
    assert kept.competences.get(rows[0].key).occupation == goal.key
    assert progress(kept).checked == 3
    assert kept.competences.get(rows[1].key) == replace(rows[1], attachment=Attachment.CHECKED)
    told = list_competences(desk, in_sector="BTP", to_check=True).plain(desk.texts)
    assert (told["checked"], told["to_check"], len(told["rows"])) == (3, 544, len(rows) - 3)


def test_the_indicators_say_who_has_not_answered(desk):
    told = show_indicators(desk).plain(desk.texts)
    assert told["told"] == {"seats": 0, "leavers": 0, "hours": 0}
    assert len(told["missing"]["leavers"]) == told["of"] == 80
    assert len(told["domain_hours_indicator"]) == 9
