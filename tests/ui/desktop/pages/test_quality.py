from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from planner.changes import Touched
from planner.checks import run_checks
from planner.compute.claims import check_claims
from planner.compute.projections import recover
from planner.edits import Batch, Drop, Set
from planner.findings import Severity
from planner.messages import message
from ui.desktop.pages.quality import QualityPage

STEP = message("verb.rows.set")


@pytest.fixture
def page(shown):
    return shown(QualityPage)


def lines(view):
    model = view.model()
    return [model.row_at(line) for line in range(model.rowCount())]


def choose(page, code):
    """Make the finding of a code the current one."""
    tab = page.findings
    said = next(one for one in tab._shown if one.code == code)
    line = next(n for n, row in enumerate(lines(tab.view)) if row.values[1] == said.said)
    tab.view.setCurrentIndex(tab.model.index(line, 0))
    return said


def test_all_findings_stand_gravest_first(page, session):
    findings = run_checks(session.study)
    shown = [row.values[1] for row in lines(page.findings.view)]
    assert shown == [one.said for one in findings]
    assert page.summary == f"{len(findings)} constats sur {len(findings)}"


def test_a_gravity_keeps_its_findings_only(page, session):
    page.findings.chips.buttons[Severity.INFO].click()
    expected = [one.said for one in run_checks(session.study) if one.severity is Severity.INFO]
    assert [row.values[1] for row in lines(page.findings.view)] == expected
    page.findings.chips.buttons[Severity.INFO].click()
    assert len(lines(page.findings.view)) > len(expected)


def test_each_gravity_tells_how_many_it_has(page, session):
    for severity in Severity:
        count = sum(one.severity is severity for one in run_checks(session.study))
        assert page.findings.chips.buttons[severity].text().endswith(f" {count}")


def test_a_subject_keeps_the_findings_about_it(page):
    place = page.findings.subject.findData("sectors")
    page.findings.subject.setCurrentIndex(place)
    assert {row.place.collection for row in lines(page.findings.view)} == {"sectors"}


def test_words_are_searched_without_accents(page, qtbot):
    qtbot.keyClicks(page.findings.search, "metallurgie")
    found = lines(page.findings.view)
    assert found
    assert page.summary.startswith(f"{len(found)} constats sur ")
    assert len(found) < page.findings.model.total


def test_where_nothing_answers_the_page_says_what_to_do(page, qtbot):
    qtbot.keyClicks(page.findings.search, "zzz")
    assert page.findings.view.isHidden()
    assert "filtre" in page.findings.empty.text()
    assert page.findings.detail.open.isHidden()
    page.findings.search.clear()
    assert not page.findings.view.isHidden()


def test_a_finding_about_a_training_opens_it(page, asked, qtbot):
    said = choose(page, "training_without_family")
    assert page.findings.detail.sentence.text() == page.session.texts.say(said.said)
    qtbot.mouseClick(page.findings.detail.open, Qt.MouseButton.LeftButton)
    assert asked.places == [said.where]


def test_enter_on_a_finding_opens_it_too(page, asked, qtbot):
    said = choose(page, "training_without_family")
    page.findings.view.setFocus()
    qtbot.keyClick(page.findings.view, Qt.Key.Key_Return)
    assert asked.places == [said.where]


def test_a_finding_about_many_trainings_shows_them_all(page, asked, qtbot):
    choose(page, "modalities_unknown")
    qtbot.mouseClick(page.findings.detail.open, Qt.MouseButton.LeftButton)
    keys, why = asked.selections[0]
    study = page.session.study
    assert len(keys) == 73
    assert not any(study.trainings.get(key).modalities for key in keys)
    assert "73" in why


def test_a_finding_about_another_row_shows_the_row_and_the_field_that_is_meant(page):
    said = choose(page, "need_unknown")
    detail = page.findings.detail
    assert detail.open.isHidden()
    shown = {label: marked for label, _, marked in detail._pairs(said.where, row(page, said))}
    label = page.session.say("field.need_lines.central")
    assert [name for name, marked in shown.items() if marked] == [label]
    assert page.session.say("value.unknown") in detail.sheet.words.text()


def row(page, said):
    return getattr(page.session.study, said.where.collection).get(said.where.key)


def test_names_that_look_like_markup_are_shown_as_they_are(page, session):
    said = choose(page, "need_unknown")
    session.do(Set("need_lines", said.where.key, (("name", "<b>x</b> & y"),)), STEP)
    choose(page, "need_unknown")
    assert "&lt;b&gt;x&lt;/b&gt; &amp; y" in page.findings.detail.sheet.words.text()


def test_a_mended_row_loses_its_finding_and_the_chosen_one_stays(page, session):
    said = choose(page, "training_without_family")
    before = page.findings.model.total
    chosen = choose(page, "need_unknown")
    change = Set("trainings", said.where.key, (("families", ("pilotage",)),))
    session.do(change, STEP)
    assert page.findings.model.total == before - 3  # 277 answers at last: total and claim agree
    assert page.findings._current() == chosen


def test_claims_are_filtered_by_verdict_and_told_with_their_computation(page, session):
    page.tabs.setCurrentIndex(1)
    checks = check_claims(session.study)
    assert len(lines(page.claims.view)) == len(checks)
    page.claims.chips.buttons["differs"].click()
    differing = [one for one in checks if one.agrees is False]
    assert [line.place.key for line in lines(page.claims.view)] == [
        one.claim.key for one in differing
    ]
    assert page.summary == f"{len(differing)} chiffres sur {len(checks)}"
    assert page.claims.detail.heading.text() == differing[0].claim.subject
    assert page.claims.detail.sentence.text() == session.texts.say(differing[0].basis)


def test_identities_stand_above_the_cells_of_the_chosen_sector(page, session):
    page.tabs.setCurrentIndex(2)
    tables = recover(session.study)
    identities = [one for table in tables for one in table.identities]
    held = sum(one.holds is True for one in identities)
    assert len(lines(page.projections.view)) == len(identities)
    assert page.summary == f"{held} identités vérifiées sur {len(identities)}"
    assert page.projections.view.select(tables[-1].sector)
    assert len(lines(page.projections.cells_view)) == len(tables[-1].cells)


def test_without_projections_the_tab_says_so(page, session):
    gone = tuple(Drop("projections", key) for key in (row.key for row in session.study.projections))
    session.do(Batch(gone), STEP)
    assert page.projections.parts.isHidden()
    assert not page.projections.empty.isHidden()


def test_projections_are_recovered_anew_only_when_they_were_touched(page, monkeypatch):
    shown = []
    monkeypatch.setattr(page.projections, "show_projections", lambda *a: shown.append(a))
    page.refresh(Touched(frozenset({("trainings", "x")})))
    assert shown == []
    page.refresh(Touched(frozenset({("projections", "x")})))
    assert len(shown) == 1
