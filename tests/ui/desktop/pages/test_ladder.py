"""The page of the ladder: scopes, dots, bridges by keyboard, ways, and what lacks."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from planner.compute.ladder import Scope, ladder
from planner.edits import Batch, Drop, Put, Set
from planner.findings import Place
from planner.messages import message
from planner.study import Bridge, DomainHours
from ui.desktop.pages.ladder import LadderPage

STEP = message("verb.rows.set")


@pytest.fixture
def page(shown):
    return shown(LadderPage)


@pytest.fixture
def unique(session):
    """Two trainings of level 5 and 7 with titles of their own, no step between them."""
    study = session.study
    titles = [row.title for row in study.trainings]
    found = ladder(study)
    alone = [key for key in found.placed if titles.count(study.trainings.get(key).title) == 1]
    start = next(key for key in alone if study.trainings.get(key).level == 5)
    goal = next(key for key in alone if study.trainings.get(key).level == 7)
    return study.trainings.get(start), study.trainings.get(goal)


def figure(page):
    return page.figure.drawing._figure


def hits(page):
    return {mark.hit for mark in figure(page).marks if mark.hit}


def type_into(box, words):
    """What a person does: come into a box, type over what stands there, and leave it."""
    line = box.lineEdit()
    line.setFocus()
    line.selectAll()
    for sign in words:
        if sign.isascii():
            QTest.keyClicks(line, sign)
        else:  # keys of a test have no accents
            line.insert(sign)
    QTest.keyClick(line, Qt.Key.Key_Return)


def test_it_opens_on_all_trainings_and_counts_them(page, session):
    found = ladder(session.study)
    assert page.summary == "79 formations placées, 815 passages déduits, passerelles\u202f: 0"
    assert {f"training:{key}" for key in found.placed} <= hits(page)
    assert all(empty.isHidden() for empty in page.empties.values())


def test_a_family_is_looked_at_by_institution_or_by_city(page):
    assert page.scope.rows.isHidden() or not page.scope.rows.isVisible()
    type_into(page.scope.boxes["family"], "IA ingénieur")
    assert page.scope.scope == Scope(family="ia-ingenieur")
    assert page.scope.rows.isVisible()
    assert not any(hit.startswith("group:ia-") for hit in hits(page))
    page.scope.rows.setCurrentIndex(1)
    page.scope.rows.activated.emit(1)
    assert "group:lille" in hits(page)


def test_words_that_are_no_family_go_back_to_all(page):
    type_into(page.scope.boxes["family"], "rien de tel")
    assert page.scope.scope.is_whole
    assert page.scope.boxes["family"].currentText() == "toutes"


def test_a_dot_tells_what_leads_to_a_training_and_what_follows(page, session):
    found = ladder(session.study)
    key = next(k for k in found.placed if found.before(k) and found.after(k))
    page.figure.hit.emit(f"training:{key}")
    assert page.tabs.currentWidget() is page.training
    assert page.training.title.text() == session.study.trainings.get(key).title
    assert page.training.before.keys == tuple(step.start for step in found.before(key))
    assert page.training.after.keys == tuple(step.goal for step in found.after(key))
    assert "passage déduit" in page.training.after.item(0).text()


def test_a_dead_end_says_so_and_opens_its_row(page, session, asked):
    key = ladder(session.study).dead_ends[0]
    page.figure.hit.emit(f"training:{key}")
    assert page.training.remark.text().startswith("Sans suite")
    page.training.open.click()
    assert asked.places == [Place("trainings", key)]


def test_a_bridge_is_declared_by_keyboard_and_stands_in_the_study(page, session, unique):
    start, goal = unique
    page.declare_action.trigger()
    assert page.tabs.currentWidget() is page.bridges
    type_into(page.bridges.start, start.title)
    type_into(page.bridges.goal, goal.title)
    page.bridges.conditions.setFocus()
    QTest.keyClicks(page.bridges.conditions, "Sur dossier")
    QTest.keyClick(page.bridges.add, Qt.Key.Key_Space)
    bridge = session.study.bridges[0]
    assert (bridge.start, bridge.goal) == (start.key, goal.key)
    assert bridge.conditions == "Sur dossier"
    assert page.bridges.lines.keys == (bridge.key,)
    assert f"bridge:{bridge.key}" in hits(page)
    assert page.bridges.start.typed() == ""
    session.run_verb("undo")
    assert len(session.study.bridges) == 0
    assert page.bridges.lines.keys == ()
    assert not any(hit.startswith("bridge:") for hit in hits(page))


def test_a_bridge_is_removed_by_delete_and_undo_brings_it_back(page, session, unique):
    start, goal = unique
    session.run_verb("bridges.add", start=start.key, goal=goal.key)
    page.tabs.setCurrentWidget(page.bridges)
    page.bridges.lines.setCurrentRow(0)
    QTest.keyClick(page.bridges.lines, Qt.Key.Key_Delete)
    assert len(session.study.bridges) == 0
    session.run_verb("undo")
    assert session.study.bridges[0].goal == goal.key


def test_a_bridge_that_cannot_stand_is_refused_beside_the_form(page, session, unique):
    start, _ = unique
    page.bridges.start.show_typed(start.key)
    page.bridges.goal.show_typed(start.key)
    page.bridges.add.click()
    assert "aux deux bouts" in page.bridges.refusal.text()
    assert page.bridges.start.typed() == start.key
    page.bridges.goal.show_typed("")
    page.bridges.add.click()
    assert page.bridges.refusal.text()
    assert len(session.study.bridges) == 0


def test_the_shortest_way_uses_a_declared_bridge_and_tells_it(page, session, unique):
    start, goal = unique
    page.find_action.trigger()
    type_into(page.way.start, start.title)
    type_into(page.way.goal, goal.title)
    former = page.way.lines.keys
    session.run_verb("bridges.add", start=start.key, goal=goal.key, conditions="Sur titre")
    assert page.way.lines.keys == (start.key, goal.key) != former
    assert "dont 1 passerelle déclarée" in page.way.said.text()
    assert page.way.lines.item(1).text().endswith("passerelle déclarée · Sur titre")
    bare = len(figure(page).marks)
    page.way.clear.click()
    assert len(figure(page).marks) < bare
    assert page.way.lines.keys == ()


def test_where_there_is_no_way_what_is_missing_is_told(page, session):
    found = ladder(session.study)
    high, low = found.rungs[-1].trainings[0], found.rungs[0].trainings[0]
    page.way.start.show_typed(high)
    page.way.goal.show_typed(low)
    page.way.seek.click()
    assert page.way.said.text().startswith("Aucun chemin ne mène")
    assert "passerelle déclarée peut y mener" in page.way.said.text()


def test_an_end_that_is_no_training_is_asked_for(page):
    page.way.start.show_typed("")
    page.way.seek.click()
    assert page.way.said.text() == "Choisissez dans la liste la formation de départ."


def test_what_lacks_is_listed_and_opens_its_row(page, session, asked):
    found = ladder(session.study)
    lines = page.lacking.lines
    assert lines["dead_ends"].keys == found.dead_ends
    assert lines["without_entrance"].keys == found.without_entrance
    assert lines["unplaced"].keys == found.unplaced
    page.tabs.setCurrentWidget(page.lacking)
    lines["unplaced"].setCurrentRow(0)
    QTest.keyClick(lines["unplaced"], Qt.Key.Key_Return)
    assert asked.places == [Place("trainings", found.unplaced[0])]


def test_a_family_that_lacks_a_rung_shows_its_ladder(page):
    lines = page.lacking.lines["missing"]
    lines.chosen.emit("ia-technicien")
    assert page.scope.scope.family == "ia-technicien"
    assert "doctorat" in page.lacking.whole.text().lower()


def test_a_bridge_named_by_a_finding_is_shown(page, session):
    session.do(Put("bridges", Bridge(key="b-1", start="t001", goal="t001")), STEP)
    session.do(Put("bridges", Bridge(key="b-2", start="t001", goal="t050")), STEP)
    page.show_place(Place("bridges", "b-2"))
    assert page.tabs.currentWidget() is page.bridges
    assert page.bridges.lines.current_key == "b-2"


def test_an_archived_training_leaves_the_ladder_and_the_choices(page, session):
    session.do(Set("trainings", "t001", (("is_archived", True),)), STEP)
    assert "training:t001" not in hits(page)
    assert page.way.start.findData("t001") < 0


def test_a_domain_without_hours_says_where_they_are_typed(page, session, asked):
    domain = session.study.domains[0].key
    page.scope.choose(Scope(domain=domain))
    assert page.empties["domain"].isVisible()
    assert not page.panel.isVisible()
    page.empties["domain"].button.click()
    assert asked.pages == ["trainings"]
    hours = DomainHours(key="h", training="t001", domain=domain, hours=12)
    session.do(Put("domain_hours", hours), STEP)
    assert not page.empties["domain"].isVisible()
    assert "training:t001" in hits(page)


def test_choices_that_no_training_fits_can_be_widened(page, session):
    held = {row.institution for row in session.study.trainings if "direction" in row.families}
    keys = [row.key for row in session.study.institutions]
    absent = next(key for key in keys if key not in held)
    page.scope.choose(Scope(family="direction", institution=absent))
    nobody = page.empties["scope"]
    assert nobody.isVisible()
    nobody.button.click()
    assert page.scope.scope.is_whole
    assert page.room.isVisible()


def test_a_study_without_training_says_what_will_stand_here(page, session):
    drops = tuple(Drop("trainings", row.key) for row in session.study.trainings)
    session.do(Batch(drops), STEP)
    assert page.empties["trainings"].isVisible()


def test_the_twin_leads_to_a_family_and_to_the_row_of_an_institution(page, session, asked):
    page.figure.place_activated.emit(Place("families", "conception"))
    assert page.scope.scope.family == "conception"
    page.figure.place_activated.emit(Place("institutions", "epsi"))
    assert asked.places == [Place("institutions", "epsi")]


def test_every_dot_and_arrow_is_described(page, session):
    session.run_verb("bridges.add", start="t001", goal="t050")
    key = session.study.bridges[0].key
    assert "→" in page.figure.drawing.describe(f"bridge:{key}")
    said = page.figure.drawing.describe("training:t001")
    assert session.study.trainings.get("t001").title in said
    assert page.figure.drawing.describe("group:conception")


def test_the_ladder_the_way_and_the_bridges_are_printed(page, session, unique):
    assert [part.key for part in page.printed()] == ["ladder"]
    start, goal = unique
    session.run_verb("bridges.add", start=start.key, goal=goal.key)
    page.way.asked.emit(start.key, goal.key)
    assert [part.key for part in page.printed()] == ["ladder", "way", "bridges"]
    page.scope.choose(Scope(domain=session.study.domains[0].key))
    assert page.printed() == ()


def test_too_many_trainings_ask_for_a_narrower_scope(page, session, monkeypatch):
    monkeypatch.setattr("ui.desktop.pages.ladder.MOST", 20)
    page.scope.choose(Scope())
    assert page.empties["large"].isVisible()
    assert not page.room.isVisible()
    page.scope.choose(Scope(family="ia-technicien"))
    assert page.room.isVisible()
    found = ladder(session.study, family="ia-technicien")
    assert page.way.start.count() - 1 == len(found.placed) + len(found.unplaced)
