"""The page of certifications: a small RS and a small RNCP are drafted with the keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QLabel, QPlainTextEdit

from db.store import open_store
from planner.compute.referential import tree
from planner.findings import Place
from planner.vocab import CertificationStatus, EvidenceState, Register
from tests.db.fiches.build import fiche, flux, written
from ui.actions import fiches
from ui.actions.registry import VERBS
from ui.desktop.pages.certification_board import STEPS
from ui.desktop.pages.certifications import CertificationsPage

ENTER = Qt.Key.Key_Return
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """No test sees the fiches that the person at work has imported."""
    made = tmp_path / "fiches"
    monkeypatch.setattr(fiches, "fiches_folder", lambda: made)
    return made


@pytest.fixture
def page(shown):
    made = shown(CertificationsPage)
    made.choose("managers")
    return made


def front(page, name):
    """Bring a tab to the front."""
    tab = page.tabs_by_name[name]
    page.bring(name)
    return tab


def verb(session, name, **given):
    return VERBS[name].run(session.desk, **given)


def become(session, register, key="managers"):
    verb(session, "certifications.set", key=key, values=[f"register={register}"])


def editor(tab):
    """The editor that is open over a line of the tree."""
    return next(e for e in tab.tree.findChildren(QPlainTextEdit) if e.isVisible())


def write(tab, words):
    """Type into the open editor and keep it with Enter; keys of a test have no accents."""
    box = editor(tab)
    box.selectAll()
    box.insertPlainText(words)
    QTest.keyClick(box, ENTER)


def press(tab, key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(tab.tree, key, modifiers)


def outline(session, key="managers"):
    """The lines of the referential as (depth, collection, text), as the study has them."""

    def told(branch, depth):
        yield depth, branch.place.collection, branch.text
        for child in branch.branches:
            yield from told(child, depth + 1)

    found = told(tree(session.study, key), 0)
    return [line for line in found if line[0]]


def on_disk(session):
    """What the study file holds, read by another connection."""
    path, clock = session.desk.document.store.path, session.desk.now
    with open_store(path, author="x", machine="x", clock=clock, read_only=True) as store:
        return store.load()


def test_a_small_rncp_is_drafted_with_the_keyboard_and_stands_in_the_file(page, session):
    become(session, "rncp")
    tab = front(page, "referential")
    tab.on_sibling()  # the tree is empty: a block, the usual first part
    write(tab, "Piloter un projet d’IA")
    press(tab, Qt.Key.Key_N, CONTROL | SHIFT)
    write(tab, "Cadrage du projet")
    press(tab, Qt.Key.Key_N, CONTROL | SHIFT)
    write(tab, "Analyser le besoin afin de cadrer le projet")
    press(tab, Qt.Key.Key_N, CONTROL)
    write(tab, "Choisir les outils pour tenir le délai")
    press(tab, Qt.Key.Key_N, CONTROL | SHIFT)
    write(tab, "Le choix est motivé")
    press(tab, Qt.Key.Key_5, CONTROL)
    write(tab, "Étude de cas")
    wanted = [
        (1, "blocks", "Piloter un projet d’IA"),
        (2, "activities", "Cadrage du projet"),
        (3, "attested_competences", "Analyser le besoin afin de cadrer le projet"),
        (3, "attested_competences", "Choisir les outils pour tenir le délai"),
        (4, "assessment_criteria", "Le choix est motivé"),
        (2, "assessments", "Étude de cas"),
    ]
    assert outline(session) == wanted
    assert len(on_disk(session).attested_competences) == 2
    tab.renumber.click()
    codes = [row.code for row in on_disk(session).attested_competences]
    assert codes == ["C1.1", "C1.2"]


def test_a_small_specific_register_has_competences_alone(page, session):
    become(session, "rs")
    tab = front(page, "referential")
    assert not tab.kind_buttons["blocks"].isVisible()
    assert not tab.kind_buttons["activities"].isVisible()
    tab.on_sibling()
    write(tab, "Repérer les tâches afin de les confier à l’IA")
    press(tab, Qt.Key.Key_N, CONTROL)
    write(tab, "Expliquer l’IA à son équipe pour l’associer")
    press(tab, Qt.Key.Key_2, CONTROL)  # an activity: the register has none
    assert outline(session) == [
        (1, "attested_competences", "Repérer les tâches afin de les confier à l’IA"),
        (1, "attested_competences", "Expliquer l’IA à son équipe pour l’associer"),
    ]
    boxes = page.tabs_by_name["identity"]
    front(page, "identity")
    assert not boxes.forms["what"].boxes["level"].isVisible()
    assert not boxes.forms["codes"].boxes["romes"].isVisible()


@pytest.fixture
def drafted(page, session):
    """A draft of three competences from the contents of the study, the tree in front."""
    become(session, "rncp")
    tab = front(page, "referential")
    tab.on_seed()
    return tab


def texts(session, key="managers"):
    return [text for _, _, text in outline(session, key)]


def test_the_empty_tree_tells_the_contents_of_the_study_and_begins_with_them(page, session):
    become(session, "rs")
    page.tabs_by_name["board"].opened.emit("managers")
    tab = page.front
    said = next(w for w in tab.empty.findChildren(QLabel) if "Analyser les tâches" in w.text())
    assert said.text().count("•") == 5
    assert tab.empty.button.hasFocus()
    QTest.keyClick(tab.empty.button, Qt.Key.Key_Space)
    assert len(texts(session)) == 5
    assert tab.tree.isVisible()


def test_a_certification_without_contents_begins_with_a_part_of_ones_own(page, session):
    verb(session, "rows.add", collection="certifications", values=["title=Robots"])
    page.choose(session.study.certifications[-1].key)
    tab = front(page, "referential")
    tab.empty.button.click()
    write(tab, "Superviser un robot")
    assert texts(session, page.current) == ["Superviser un robot"]


def test_a_draft_begins_with_the_contents_that_the_study_prints(drafted, session):
    contents = [
        r.text for r in session.study.certification_contents if r.certification == "managers"
    ]
    assert texts(session) == contents
    assert not drafted.empty.isVisible()


def test_enter_edits_in_place_and_escape_leaves_the_text(drafted, session):
    before = texts(session)
    drafted.tree.setFocus()
    press(drafted, ENTER)
    write(drafted, "Conduire une équipe avec l’IA")
    assert texts(session)[0] == "Conduire une équipe avec l’IA"
    press(drafted, ENTER)
    box = editor(drafted)
    box.insertPlainText("rien de tel")
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert texts(session)[0] == "Conduire une équipe avec l’IA"
    session.run_verb("undo")
    assert texts(session) == before


def test_a_new_part_left_empty_is_not_kept(drafted, session):
    before = outline(session)
    press(drafted, Qt.Key.Key_N, CONTROL)
    QTest.keyClick(editor(drafted), ENTER)
    assert outline(session) == before
    assert not drafted.tree.parts.find("draft").isValid()
    assert drafted.tree.current_place() is not None


def test_delete_takes_a_part_with_what_hangs_on_it_and_undo_brings_all_back(drafted, session):
    press(drafted, Qt.Key.Key_N, CONTROL | SHIFT)
    write(drafted, "Un critère")
    before = outline(session)
    drafted.tree.make_current(drafted.tree.parts.branch(drafted.tree.parts.index(0, 0)).key)
    press(drafted, Qt.Key.Key_Delete)
    assert len(outline(session)) == len(before) - 2
    assert len(on_disk(session).assessment_criteria) == 0
    session.run_verb("undo")
    assert outline(session) == before


def test_parts_are_moved_among_siblings_and_levels_with_alt(drafted, session):
    first, second, *_ = texts(session)
    press(drafted, Qt.Key.Key_Down, ALT)
    assert texts(session)[:2] == [second, first]
    assert drafted.tree.parts.branch(drafted.tree.currentIndex()).cells[0] == first
    drafted.on_kind("blocks")
    write(drafted, "Un bloc")
    place = next(
        p for p in _places(session) if session.study.attested_competences.get(p.key).text == first
    )
    drafted.show_place(place)
    press(drafted, Qt.Key.Key_Right, ALT)
    assert (2, "attested_competences", first) in outline(session)
    press(drafted, Qt.Key.Key_Left, ALT)
    assert (1, "attested_competences", first) in outline(session)


def _places(session):
    return [Place("attested_competences", r.key) for r in session.study.attested_competences]


def test_a_move_without_sense_is_said_and_nothing_changes(drafted, session, qtbot):
    before = outline(session)
    with qtbot.waitSignal(session.refused):
        press(drafted, Qt.Key.Key_Up, ALT)
    with qtbot.waitSignal(session.refused):
        press(drafted, Qt.Key.Key_Left, ALT)
    assert outline(session) == before


def test_a_part_that_is_let_go_on_another_hangs_there(drafted, session):
    drafted.on_kind("blocks")
    write(drafted, "Un bloc")
    block = Place("blocks", session.study.blocks[0].key)
    places = _places(session)[:2]
    drafted.on_dropped(places, block, None)
    held = [row.block for row in session.study.attested_competences]
    assert held[:2] == [block.key, block.key]
    drafted.on_dropped(places[:1], places[1], True)
    first = next(text for depth, _, text in outline(session) if depth == 2)
    assert first == session.study.attested_competences.get(places[1].key).text


def test_dragging_carries_the_parts_and_takes_no_other(drafted):
    model = drafted.tree.parts
    index = model.index(0, 0)
    assert model.flags(index) & Qt.ItemFlag.ItemIsDragEnabled
    data = model.mimeData([index])
    assert bytes(data.data(model.mimeTypes()[0]).data()).decode() == model.branch(index).key
    assert drafted.tree.dragDropMode() is QAbstractItemView.DragDropMode.DragDrop


def test_the_form_under_the_tree_writes_the_chosen_part(drafted, session):
    key = session.study.attested_competences[0].key
    drafted.show_place(Place("attested_competences", key))
    box = drafted.form.forms["attested_competences"].boxes["code"].control
    box.setFocus()
    QTest.keyClicks(box, "C9")
    QTest.keyClick(box, ENTER)
    assert session.study.attested_competences.get(key).code == "C9"
    verb(
        session,
        "rows.add",
        collection="assessment_criteria",
        values=[f"competence={key}", "text=Vu"],
    )
    assert drafted.form.criteria.model.rowCount() == 1


def test_an_assessment_offers_the_competences_of_its_own_certification(drafted, session):
    verb(session, "certifications.seed", key="drh")
    drafted.on_kind("assessments")
    write(drafted, "Oral")
    place = Place("assessments", session.study.assessments[0].key)
    drafted.show_place(place)
    control = drafted.form.forms["assessments"].boxes["competences"].control
    assert control.count() == 5
    own = tuple(r.key for r in session.study.attested_competences if r.certification == "managers")
    assert session.study.assessments[0].competences == own  # nothing assessed them yet
    control.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert session.study.assessments[0].competences == own[1:]
    drafted.on_kind("assessments")
    write(drafted, "Étude de cas")
    assert session.study.assessments[1].competences == own[:1]


def test_findings_stand_beside_the_parts_and_lead_to_them(page, drafted, session):
    panel = page.criteria
    branch = panel.tree.branches.branch(panel.tree.branches.find(_criterion(session, "3°")))
    assert branch.children
    said = branch.children[0].about
    panel.tree.setExpanded(panel.tree.branches.find(branch.key), True)
    index = panel.tree.branches.find(branch.children[0].key)
    panel.tree.setCurrentIndex(index)
    front(page, "versions")
    QTest.keyClick(panel.tree, ENTER)
    assert page.front is drafted
    assert drafted.tree.current_place().key == said.where.key
    assert drafted.tree.parts.branch(drafted.tree.currentIndex()).help


def _criterion(session, number, rules="rncp-2025"):
    rows = session.study.criteria
    return next(row.key for row in rows if (row.rule_set, row.number) == (rules, number))


def test_evidence_is_written_beside_its_criterion_and_no_verdict_is_given(page, session):
    become(session, "rs")
    front(page, "identity")
    panel = page.criteria
    panel.tree.make_current(_criterion(session, "3°", "rs-2025"))
    assert "R6113-11" in panel.editor.title.text()
    assert panel.editor.expected.isVisible()
    box = panel.editor.argument
    box.setFocus()
    box.insertPlainText("Procédure de contrôle annuelle")
    panel.editor.state.setFocus()  # leaving the text keeps it
    (row,) = session.study.evidences
    assert (row.text, row.state) == ("Procédure de contrôle annuelle", EvidenceState.DRAFTED)
    panel.editor.state.show_typed("ready")
    panel.editor.state.committed.emit()
    assert on_disk(session).evidences[0].state is EvidenceState.READY
    assert "1 prêts" in panel.said.text()
    assert "conforme" not in panel.said.text().casefold()


def test_a_status_is_changed_with_the_keyboard_dated_and_undone(page, session):
    board = front(page, "board")
    board.board.make_current("managers")
    board.board.take_focus()
    QTest.keyClick(board.board.cards["managers"], Qt.Key.Key_Down, ALT)
    assert board.reason.hasFocus()
    board.on_change()
    assert board.refusal.isVisible()  # no reason yet
    QTest.keyClicks(board.reason, "Groupe de travail")
    QTest.keyClick(board.reason, ENTER)
    saved = on_disk(session)
    assert saved.certifications.get("managers").status is CertificationStatus.FRAMING
    (told,) = saved.status_changes
    assert (told.changed_on, told.reason) == (session.desk.today(), "Groupe de travail")
    assert board.history.lines[0].words.startswith("Cadrage")
    session.run_verb("undo")
    assert session.study.certifications.get("managers").status is CertificationStatus.IDEA
    assert len(session.study.status_changes) == 0


def test_a_card_let_go_on_a_status_asks_for_the_reason(page, session):
    board = front(page, "board")
    board.board.lanes["review"].parentWidget().dropped.emit("drh", "review")
    assert (page.current, board.status.typed()) == ("drh", "review")
    assert board.reason.hasFocus()
    assert session.study.certifications.get("drh").status is CertificationStatus.IDEA
    QTest.keyClicks(board.reason, "Texte relu")
    QTest.keyClick(board.reason, ENTER)
    assert on_disk(session).certifications.get("drh").status is CertificationStatus.REVIEW
    assert [frame.card.key for frame in board.board.lanes["review"].cards] == ["drh"]
    assert board.board.cards["drh"].hasFocus()


def test_the_board_shows_every_certification_by_status_and_priority_and_opens_one(page, session):
    board = front(page, "board").board
    assert list(board.lanes) == [str(s) for held in STEPS.values() for s in held]
    assert set(board.lanes) == {str(status) for status in CertificationStatus}
    assert [frame.card.key for frame in board.lanes["idea"].cards] == [
        "managers",
        "drh",
        "e-commerce",
        "maintenance",
        "pilotage-machine",
        "dirigeants",
    ]
    assert [frame.card.rank for frame in board.cards.values()] == ["1", "2", "3", "4", "5", ""]
    board.take_focus()
    for _ in range(3):
        QTest.keyClick(board.cards[board.current_key], Qt.Key.Key_Down)
    assert page.current == "maintenance"
    QTest.keyClick(board.cards["maintenance"], ENTER)
    assert page.front is page.tabs_by_name["referential"]
    assert page.current == "maintenance"


def test_the_questionnaire_tells_its_rule_and_keeps_the_register(page, session):
    tab = front(page, "identity")
    for question, answer in zip(tab.questions.boxes, (False, True, False, True), strict=True):
        tab.questions.boxes[question][not answer].click()
    assert "L6113-6" in tab.questions.rule.text()
    tab.questions.keep.click()
    assert session.study.certifications.get("managers").register is Register.RS
    assert "R6113-11" in str(page.criteria.said.text()) or "spécifique" in page.criteria.said.text()


def test_the_cap_of_three_years_is_told_beside_the_duration(page, session):
    become(session, "rs")
    tab = front(page, "identity")
    assert "5\u00a0ans" in tab.duration.text().replace(" ", "\u00a0")
    values = ["certification=managers", "year=2024", "certified=8"]
    verb(session, "rows.add", collection="promotions", values=values)
    verb(session, "certifications.set", key="managers", values=["years_asked=5"])
    assert "3 ans" in tab.duration.text()
    assert "2024" in tab.duration.text()
    assert "dépasse" in tab.duration.text()


def test_target_occupations_are_added_and_taken_away(page, session):
    tab = front(page, "identity")
    row = session.study.occupations[0]
    tab.occupations.box.show_typed(row.key)
    tab.occupations.box.committed.emit()
    assert session.study.certifications.get("managers").occupations == (row.key,)
    assert tab.occupations.lines.keys == (row.key,)
    tab.occupations.lines.setCurrentRow(0)
    QTest.keyClick(tab.occupations.lines, Qt.Key.Key_Delete)
    assert session.study.certifications.get("managers").occupations == ()


def test_affected_competences_are_picked_into_the_draft_with_their_origin(page, session):
    occupation = session.study.occupations[0].key
    verb(session, "certifications.set", key="managers", values=[f"occupations={occupation}"])
    tab = front(page, "gap")
    assert tab.said.text().startswith("0 compétence touchée sur 2")
    tab.tree.setFocus()
    tab.tree.make_current(f"o/{session.study.occupations[0].sector}/{occupation}")
    QTest.keyClick(tab.tree, ENTER, CONTROL)
    drawn = on_disk(session).attested_competences
    assert [session.study.competences.get(row.origin).occupation for row in drawn] == [
        occupation
    ] * 2
    assert tab.said.text().startswith("2 compétences touchées sur 2")
    assert not tab.pick.isEnabled()
    session.run_verb("undo")
    assert len(session.study.attested_competences) == 0
    assert tab.pick.isEnabled()


def test_sectors_are_ranked_by_people_and_lead_to_their_competences(page, session):
    tab = front(page, "gap")
    first = tab.sectors_model.row_at(0)
    assert first.place.key == "sante-social-services"
    tab.sectors.activated_at.emit(first.place)
    assert [tab.tree.branches.branch(tab.tree.branches.index(0, 0)).key] == [
        "s/sante-social-services"
    ]
    assert tab.tree.branches.rowCount() == 1
    tab.sectors.activated_at.emit(first.place)
    assert tab.tree.branches.rowCount() > 1


def test_a_proposed_training_is_confirmed_with_its_reason_then_refused(page, session):
    page.choose("maintenance")
    tab = front(page, "trainings")
    place = tab.model.row_at(0).place
    tab.view.select(place.key)
    tab.confirm.click()
    (link,) = on_disk(session).preparations
    assert (link.training, link.state) == (place.key, "confirmed")
    assert "maintenance" in link.reason
    tab.view.select(link.key)
    tab.view.setFocus()
    QTest.keyClick(tab.view, Qt.Key.Key_X, ALT)
    assert session.study.preparations.get(link.key).state == "refused"


def test_a_text_is_frozen_compared_word_by_word_and_put_back(page, session, drafted):
    tab = front(page, "versions")
    QTest.keyClicks(tab.name, "V1")
    QTest.keyClick(tab.name, ENTER)
    assert tab.lines.count() == 1
    assert "Aucune différence" in tab.browser.toPlainText()
    first = session.study.attested_competences[0]
    before = texts(session)
    values = ["text=Intégrer l’IA avec soin dans les pratiques de management"]
    verb(session, "rows.set", collection="attested_competences", key=first.key, values=values)
    verb(session, "certifications.status", key="managers", status="review", reason="Relecture")
    assert "avec soin" in tab.browser.toPlainText()
    html = tab.browser.toHtml()
    assert "underline" in html
    assert " [ajouté\u202f: avec soin] dans" in tab.browser.accessibleDescription()
    tab.restore.click()
    assert texts(session) == before
    assert on_disk(session).certifications.get("managers").status is CertificationStatus.REVIEW
    session.run_verb("undo")
    assert texts(session)[0].startswith("Intégrer l’IA avec soin")


def test_all_four_fates_are_shown_word_by_word(page, session, drafted):
    tab = front(page, "versions")
    tab.freeze.click()
    front(page, "referential")
    first, second, third, *_ = [r.key for r in session.study.attested_competences]
    drafted.show_place(Place("attested_competences", first))
    press(drafted, ENTER)
    write(drafted, "Intégrer l’IA dans le management")
    drafted.show_place(Place("attested_competences", second))
    press(drafted, Qt.Key.Key_Delete)
    drafted.show_place(Place("attested_competences", third))
    press(drafted, Qt.Key.Key_Down, ALT)
    press(drafted, Qt.Key.Key_N, CONTROL)
    write(drafted, "Rendre compte")
    front(page, "versions")
    said = tab.browser.accessibleDescription().split("\n")
    fates = [line.split(".")[0] for line in said]
    assert set(fates) == {"Changée", "Déplacée", "Ajoutée", "Retirée"}
    assert "[retiré\u202f: les pratiques de]" in said[fates.index("Changée")]
    assert "[ajouté\u202f: le]" in said[fates.index("Changée")]
    assert "[ajouté\u202f: Rendre compte]" in said[fates.index("Ajoutée")]
    assert "[retiré\u202f: Expérimenter de nouveaux processus]" in said[fates.index("Retirée")]
    html = tab.browser.toHtml()
    assert "underline" in html
    assert "line-through" in html


def test_the_reading_view_tells_the_referentials_as_the_register_wants_them(page, session, drafted):
    tab = front(page, "reading")
    assert "Acculturer les collaborateurs" in tab.browser.toPlainText()
    keys = [[column.key for column in table.columns] for table in tab.tables()]
    assert "activity" in keys[1]
    become(session, "rs")
    keys = [[column.key for column in table.columns] for table in tab.tables()]
    assert "activity" not in keys[1]
    assert page.is_printable
    assert len(page.printed()) == len(tab.tables())


def test_opinions_are_added_edited_and_taken_away(page, session):
    tab = front(page, "opinions").comments
    tab.text.setFocus()
    tab.text.insertPlainText("La branche est d’accord")
    QTest.keyClick(tab.text, ENTER, CONTROL)
    (row,) = session.study.comments
    assert (row.about, row.row, row.author) == ("certifications", "managers", "Camille")
    assert list(tab.lines) == [row.key]
    VERBS["comments.remove"].run(session.desk, key=row.key)
    assert tab.lines == {}
    assert tab.none.isVisible()


def test_a_place_of_any_part_is_found_on_its_tab(page, session, drafted):
    verb(session, "certifications.seed", key="drh")
    row = next(r for r in session.study.attested_competences if r.certification == "drh")
    page.show_place(Place("attested_competences", row.key, "text"))
    assert (page.current, page.front) == ("drh", drafted)
    assert drafted.tree.current_place().key == row.key
    page.show_place(Place("certifications", "managers", "aim"))
    assert page.front is page.tabs_by_name["identity"]
    assert page.tabs_by_name["identity"].forms["what"].boxes["aim"].control.hasFocus()


def test_a_certification_is_added_and_the_empty_state_offers_it(page, session):
    page.add_action.trigger()
    box = page.draft.boxes["title"].control
    QTest.keyClicks(box, "Superviser des robots")
    QTest.keyClick(box, ENTER)
    key = session.study.certifications[-1].key
    assert session.study.certifications.get(key).title == "Superviser des robots"
    assert page.current == key
    for row in list(session.study.certifications):
        for task in [t for t in session.study.tasks if t.certification == row.key]:
            verb(session, "rows.set", collection="tasks", key=task.key, values=["certification="])
        verb(session, "rows.remove", collection="certifications", key=row.key)
    assert page.empty.isVisible()
    assert not page.tabs.isVisible()


def test_a_click_chooses_a_line(drafted):
    index = drafted.tree.parts.index(2, 0)
    rect = drafted.tree.visualRect(index)
    at = QPoint(rect.left() + 20, rect.center().y())
    QTest.mouseClick(drafted.tree.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert drafted.form.place == drafted.tree.parts.place(index)


def test_fiches_are_imported_in_the_lane_and_laid_beside_the_draft(page, session, qtbot, tmp_path):
    tab = front(page, "fiches")
    assert tab.empty.isVisible()
    said = "Analyser les données afin de décider"
    values = ["certification=managers", f"text={said}"]
    verb(session, "rows.add", collection="attested_competences", values=values)
    path = written(tmp_path / "rncp.xml", flux(fiche(), fiche("RNCP10002", "Développeur")))
    with qtbot.waitSignal(tab.import_file(path).ended):
        pass
    assert not tab.empty.isVisible()
    assert "2 fiches" in tab.origin.text()
    with qtbot.waitSignal(tab.on_near().ended):
        pass
    assert "R6113-8-1" in tab.told.text()
    assert tab.views["shared"].model().row_at(0).values[1] == said
    tab.search.setText("developpeur")
    QTest.keyClick(tab.search, ENTER)
    assert tab.views["found"].model().row_at(0).values[0] == "RNCP10002"
    assert tab.tables.number == list(tab.views).index("found")


def test_a_file_that_is_no_list_of_fiches_is_refused_in_one_sentence(
    page, session, qtbot, tmp_path
):
    tab = front(page, "fiches")
    path = written(tmp_path / "autre.xml", "<AUTRE/>")
    with qtbot.waitSignal(session.refused) as told, qtbot.waitSignal(tab.import_file(path).ended):
        pass
    assert "n’est pas une liste de fiches" in told.args[0]
    assert tab.empty.isVisible()


def test_nothing_can_be_written_in_a_study_that_is_only_read(page, session, drafted, monkeypatch):
    before = outline(session)
    monkeypatch.setattr(type(page.pen), "lock", property(lambda _pen: "lecture seule"))
    drafted.show_certification("managers")
    assert not any(button.isEnabled() for button in drafted.kind_buttons.values())
    index = drafted.tree.parts.index(0, 0)
    assert not drafted.tree.parts.flags(index) & Qt.ItemFlag.ItemIsEditable
    press(drafted, Qt.Key.Key_Delete)
    press(drafted, Qt.Key.Key_N, CONTROL)
    press(drafted, Qt.Key.Key_Down, ALT)
    assert outline(session) == before
    board = front(page, "board")
    assert not board.keep.isEnabled()
