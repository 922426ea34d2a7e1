"""The quality page: findings by kind and the ways to settle them, claims, identities."""

from __future__ import annotations

import ast
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from planner.changes import Touched
from planner.checks import run_checks
from planner.compute.claims import check_claims
from planner.compute.projections import recover
from planner.edits import Batch, Drop, Put, Set
from planner.findings import Place, Severity
from planner.messages import message
from planner.study import Seats
from planner.vocab import Attachment, SeatKind
from tests.house.tree import nodes
from ui.actions.texts import Texts
from ui.desktop.pages import PAGES
from ui.desktop.pages.quality import QualityPage
from ui.desktop.pages.quality_remedies import OF_TRAININGS, ON_PAGES
from ui.desktop.reckoned import Findings

STEP = message("verb.rows.set")


@pytest.fixture
def page(shown, settled):
    made = shown(QualityPage)
    settled()
    return made


@pytest.fixture
def settled(qtbot, session):
    """Wait until the checks of the study as it is are told."""

    def wait():
        qtbot.waitUntil(lambda: not Findings.of(session).is_stale, timeout=10_000)

    return wait


def lines(view):
    model = view.model()
    return [model.row_at(line) for line in range(model.rowCount())]


def kinds(page):
    """The kinds shown, with the numbers beside them."""
    model = page.findings.model
    indexes = [model.index(row, 0) for row in range(model.rowCount())]
    return {model.branch(i).key: int(model.branch(i).cells[1]) for i in indexes}


def choose(page, code, place=0):
    """Make a finding of a kind the current one, and give it."""
    view, model = page.findings.view, page.findings.model
    index = model.index(place, 0, model.find(code))
    view.make_current(model.branch(index).key)
    return model.branch(index).about


def on_disk(session):
    return session.desk.document.store.load()


def blind(session, count=1):
    """Take the levels of some trainings away, so that their print can give them back."""
    rows = [t for t in session.study.trainings if t.printed_level][:count]
    edits = tuple(Set("trainings", row.key, (("level", None),)) for row in rows)
    assert session.do(Batch(edits), STEP)
    return rows


def test_findings_stand_by_kind_with_their_number_and_what_they_mean(page, session):
    found = run_checks(session.study)
    assert kinds(page) == {code: sum(f.code == code for f in found) for code in kinds(page)}
    assert sum(kinds(page).values()) == len(found)
    assert page.summary == f"{len(found)} constats ouverts"
    branch = page.findings.model.branch(page.findings.model.find("need_unknown"))
    assert branch.help == session.say("findings.kind.need_unknown.help")


#: What makes a finding; its code is the first word among the arguments.
_MAKERS = ("finding", "_about", "_missing", "_paired")


def test_every_kind_of_finding_has_its_name_and_its_meaning_in_both_languages():
    codes = set()
    for _, call in nodes(ast.Call, within="planner/checks/"):
        if getattr(call.func, "id", "") in _MAKERS:
            words = [getattr(a, "value", None) for a in call.args]
            words = [word for word in words if isinstance(word, str)]
            codes |= set(words[:1])
    codes |= {"allocation_partial", "allocation_exceeds"}
    assert len(codes) > 35
    for texts in (Texts("fr"), Texts("en")):
        missing = [c for c in codes if not texts.knows(f"findings.kind.{c}.help")]
        assert missing == []


def test_while_the_checks_run_the_page_says_so(shown, session, settled):
    page = shown(QualityPage)
    if Findings.of(session).is_stale:
        assert not page.findings.loading.isHidden()
        assert page.summary == session.say("quality.checking")
    settled()
    assert page.findings.loading.isHidden()
    assert not page.findings.view.isHidden()


def test_a_change_keeps_the_old_findings_in_sight_until_the_new_ones_are_told(
    page, session, settled
):
    session.do(Set("trainings", "t001", (("families", ()),)), STEP)
    assert not page.findings.view.isHidden()
    assert session.say("quality.updating") in page.summary
    settled()
    assert session.say("quality.updating") not in page.summary
    assert kinds(page)["training_without_family"] == 2


def test_a_gravity_keeps_its_findings_only(page, session):
    page.findings.chips.buttons[Severity.INFO].click()
    expected = sum(one.severity is Severity.INFO for one in run_checks(session.study))
    assert sum(kinds(page).values()) == expected
    assert page.summary.startswith(f"{expected} constats ouverts sur ")
    page.findings.chips.buttons[Severity.INFO].click()
    assert sum(kinds(page).values()) > expected


def test_each_gravity_tells_how_many_it_has(page, session):
    for severity in Severity:
        count = sum(one.severity is severity for one in run_checks(session.study))
        assert page.findings.chips.buttons[severity].text().endswith(f" {count}")


def test_a_subject_keeps_the_findings_about_it(page, session):
    page.findings.subject.setCurrentIndex(page.findings.subject.findData("sectors"))
    about = [f for f in run_checks(session.study) if f.where and f.where.collection == "sectors"]
    assert sum(kinds(page).values()) == len(about)


def test_words_are_searched_without_accents_in_sentences_and_kinds(page, qtbot):
    qtbot.keyClicks(page.findings.search, "metallurgie")
    assert 0 < sum(kinds(page).values()) < 20
    page.findings.search.setText("egalites")
    assert set(kinds(page)) >= {"identity_broken"}


def test_where_nothing_answers_the_page_says_what_to_do(page, qtbot):
    qtbot.keyClicks(page.findings.search, "zzz")
    assert page.findings.view.isHidden()
    assert "filtre" in page.findings.empty.text()


def test_a_finding_about_a_training_leads_to_it(page, asked):
    said = choose(page, "training_without_family")
    page.findings.remedies.open.click()
    assert asked.places == [said.where]


def test_a_kind_leads_to_all_its_trainings(page, session, asked):
    page.findings.view.make_current("modalities_unknown")
    page.findings.remedies.open.click()
    ((keys, why),) = asked.selections
    assert len(keys) == 73
    assert not any(session.study.trainings.get(key).modalities for key in keys)
    assert "73" in why


def test_every_way_out_leads_to_a_page_that_shows_such_rows():
    shown = frozenset().union(*(kind.shows for kind in PAGES))
    assert shown >= ON_PAGES | OF_TRAININGS


def test_a_row_of_another_page_is_opened_there(page, asked):
    said = choose(page, "need_unknown")
    page.findings.remedies.open.click()
    assert asked.places == [said.where]


def test_enter_opens_a_kind_then_goes_where_the_finding_is_worked_on(page, qtbot, asked):
    view = page.findings.view
    view.make_current("need_unknown")
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert view.isExpanded(page.findings.model.find("need_unknown"))
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert asked.places[0].collection == "need_lines"


def test_the_field_that_is_meant_is_mended_on_the_spot(page, session, qtbot, settled):
    said = choose(page, "need_unknown")
    box = page.findings.remedies.form.boxes["central"]
    box.control.setFocus()
    qtbot.keyClicks(box.control, "1200")
    qtbot.keyClick(box.control, Qt.Key.Key_Return)
    settled()
    assert on_disk(session).need_lines.get(said.where.key).central == 1200
    assert kinds(page)["need_unknown"] == 1


def test_a_finding_is_accepted_with_a_reason_by_keyboard_and_opened_again(
    page, session, qtbot, settled
):
    total = sum(kinds(page).values())
    said = choose(page, "headcounts_differ")
    remedies = page.findings.remedies
    qtbot.keyClick(remedies.accept, Qt.Key.Key_Space)
    qtbot.keyClick(remedies.reason, Qt.Key.Key_Return)  # nothing was typed
    assert not len(on_disk(session).acceptances)
    qtbot.keyClicks(remedies.reason, "Le tableau 3 fait foi")
    qtbot.keyClick(remedies.reason, Qt.Key.Key_Return)
    (row,) = on_disk(session).acceptances
    assert (row.reason, row.author, row.row) == ("Le tableau 3 fait foi", "Camille", said.where.key)
    assert kinds(page)["accepted"] == 1
    assert kinds(page)["headcounts_differ"] == 10
    assert page.summary == f"{total - 1} constats ouverts · 1 accepté"

    choose(page, "accepted")
    assert "Le tableau 3 fait foi" in page.findings.detail.note.text()
    assert "Camille" in page.findings.detail.note.text()
    qtbot.keyClick(remedies.reopen, Qt.Key.Key_Space)
    assert not len(on_disk(session).acceptances)
    assert "accepted" not in kinds(page)
    settled()


def test_a_whole_kind_is_accepted_as_one_step(page, session, qtbot):
    page.findings.view.make_current("headcounts_differ")
    remedies = page.findings.remedies
    remedies.accept.click()
    qtbot.keyClicks(remedies.reason, "Deux publications")
    remedies.settle.click()
    assert len(on_disk(session).acceptances) == 11
    session.run_verb("undo")
    assert not len(on_disk(session).acceptances)


def test_escape_gives_up_accepting(page, session, qtbot):
    choose(page, "headcounts_differ")
    remedies = page.findings.remedies
    remedies.accept.click()
    qtbot.keyClicks(remedies.reason, "Plus tard")
    qtbot.keyClick(remedies.reason, Qt.Key.Key_Escape)
    assert remedies.reasoning.isHidden()
    assert not len(on_disk(session).acceptances)


def test_an_accepted_finding_whose_values_change_comes_back_with_its_former_reason(
    page, session, qtbot, settled
):
    said = choose(page, "training_without_family")
    remedies = page.findings.remedies
    remedies.accept.click()
    qtbot.keyClicks(remedies.reason, "Projet de recherche")
    remedies.settle.click()
    assert "training_without_family" not in kinds(page)
    session.do(Set("trainings", said.where.key, (("title", "Robotique de service"),)), STEP)
    settled()
    choose(page, "training_without_family")
    assert "Projet de recherche" in page.findings.detail.note.text()


def test_a_correction_is_looked_at_then_applied_and_undone_in_one_step(
    page, session, qtbot, settled
):
    (row,) = blind(session)
    settled()
    choose(page, "training_without_level")
    remedies = page.findings.remedies
    qtbot.keyClick(remedies.one, Qt.Key.Key_Space)
    assert not remedies.preview.isHidden()
    assert "inconnu" in remedies.lines.words.text()
    assert on_disk(session).trainings.get(row.key).level is None
    qtbot.keyClick(remedies.apply, Qt.Key.Key_Space)
    assert on_disk(session).trainings.get(row.key).level == row.level
    settled()
    assert "training_without_level" not in kinds(page)
    session.run_verb("undo")
    assert on_disk(session).trainings.get(row.key).level is None


def test_a_correction_is_applied_to_the_whole_kind_at_once(page, session, settled):
    rows = blind(session, 3)
    settled()
    choose(page, "training_without_level")
    remedies = page.findings.remedies
    assert "3" in remedies.many.text()
    remedies.many.click()
    remedies.apply.click()
    kept = on_disk(session)
    assert [kept.trainings.get(row.key).level for row in rows] == [row.level for row in rows]
    settled()
    session.run_verb("undo")
    assert [on_disk(session).trainings.get(row.key).level for row in rows] == [None] * 3
    settled()


def test_a_row_said_twice_is_removed_by_its_correction(page, session, settled):
    twin = Seats(key="s1", training="t001", year=2026, kind=SeatKind.OPEN, low=9, high=9)
    edits = (Put("seats", twin), Put("seats", replace(twin, key="s2", rank=1)))
    session.do(Batch(edits), STEP)
    settled()
    choose(page, "seats_repeated")
    page.findings.remedies.one.click()
    page.findings.remedies.apply.click()
    assert [row.key for row in on_disk(session).seats] == ["s1"]
    settled()


def test_what_needs_a_person_offers_no_correction(page):
    choose(page, "competence_repeated")
    assert page.findings.remedies.one.isHidden()
    assert page.findings.remedies.many.isHidden()


def test_doubtful_competences_lead_to_their_tab(page):
    said = choose(page, "competences_to_check")
    page.findings.remedies.open.click()
    assert page.tabs.currentWidget() is page.competences
    assert page.competences.view.current_key() == said.where.key


def test_names_that_look_like_markup_are_shown_as_they_are(page, session, settled):
    said = choose(page, "need_unknown")
    session.do(Set("need_lines", said.where.key, (("name", "<b>x</b> & y"),)), STEP)
    settled()
    page.findings.search.setText("& y")
    choose(page, "need_unknown")
    assert "&lt;b&gt;x&lt;/b&gt; &amp; y" in page.findings.detail.sheet.words.text()


def test_a_mended_row_loses_its_finding_and_the_chosen_one_stays(page, session, settled):
    said = choose(page, "training_without_family")
    chosen = choose(page, "need_unknown")
    before = sum(kinds(page).values())
    change = Set("trainings", said.where.key, (("families", ("pilotage",)),))
    session.do(change, STEP)
    settled()
    assert sum(kinds(page).values()) == before - 3  # 277 answers at last: total and claim agree
    assert [b.about for b in page.findings.view.chosen()] == [chosen]


def test_tab_leaves_the_tree(page, qtbot):
    page.findings.view.setFocus()
    qtbot.keyClick(page.findings.view, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is not page.findings.view


def test_claims_are_filtered_by_verdict_and_told_with_their_computation(page, session):
    page.tabs.setCurrentWidget(page.claims)
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


def test_a_claim_that_is_asked_for_comes_to_the_front(page, session):
    key = list(session.study.claims.keys())[-1]
    page.show_place(Place("claims", key))
    assert page.tabs.currentWidget() is page.claims
    assert page.claims.view.current_key() == key


def test_identities_stand_above_the_cells_of_the_chosen_sector(page, session):
    page.tabs.setCurrentWidget(page.projections)
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


def test_a_repeated_competence_that_was_checked_may_go(page, session, settled):
    said = choose(page, "competence_repeated")
    other = dict(said.said.values)["other"]
    impact = session.study.competences.get(other).impact
    values = (("attachment", Attachment.CHECKED), ("impact", impact))
    session.do(Batch(tuple(Set("competences", k, values) for k in (other, said.where.key))), STEP)
    settled()
    page.findings.search.setText(session.study.competences.get(said.where.key).text)
    remedies = page.findings.remedies
    page.findings.view.make_current("competence_repeated")
    remedies.many.click() if not remedies.many.isHidden() else remedies.one.click()
    remedies.apply.click()
    assert on_disk(session).competences.find(said.where.key) is None
    settled()


def test_what_the_tab_in_front_shows_can_be_printed(page):
    keys = []
    for place in range(page.tabs.count()):
        page.tabs.setCurrentIndex(place)
        keys += [table.key for table in page.printed()]
    assert keys[0] == "quality"
    assert len(keys) == len(set(keys)) == 4
