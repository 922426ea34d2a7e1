"""Journeys over the tabs of comparison and commitments; what counts is the study file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt

from planner.editions.comparison import EditionFate
from planner.editions.decomposition import Measure
from planner.edits import Batch, Drop, Put, Set
from planner.findings import Place
from planner.messages import message
from planner.study import Commitment, Training
from planner.vocab import CommitmentStatus
from tests.planner.figures.editions import OLD
from tests.ui.actions.test_editions_compared import freeze
from tests.ui.desktop.pages.symposium_page import BarePage
from ui.actions.files import open_document
from ui.actions.history import undo
from ui.desktop.dialogs.lineages import LineagesDialog
from ui.desktop.inputs import LineInput

STEP = message("verb.rows.set")
OPENED = Training(
    key="neuve", rank=999, title="Bachelor Technicien IA", level=5, families=("ia-technicien",)
)
COMMITMENT = Commitment(
    key="c1", edition="ed-2024", text="Ouvrir à Lille", who="Région", due=date(2025, 6, 30),
    family="ia-technicien", level=5,
)  # fmt: skip


@pytest.fixture
def file(desk):
    """The study as it stands on the disk."""
    path = desk.document.store.path

    def read():
        document = open_document(path, "Relecture", desk.now, read_only=True)
        study = document.study
        document.close()
        return study

    return read


@pytest.fixture
def held(session, desk):
    """A session whose file froze an edition, then changed a training, a need and a name."""
    for row in tuple(desk.document.study.editions):
        desk.document.do(Drop("editions", row.key), STEP)
    freeze(desk, "2024", None, date(2024, 5, 1))
    edits = (
        Put("trainings", OPENED),
        Set("need_lines", "experts", (("high", 6000),)),
        Set("institutions", "simplon", (("name", "Simplon Nord"),)),
    )
    desk.document.do(Batch(edits), STEP)
    return session


@pytest.fixture
def page(held, shown, qtbot):
    made = shown(BarePage)
    qtbot.waitUntil(lambda: made.comparison.made is not None, timeout=20_000)
    return made


def cells(model):
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_since_the_last_edition_each_change_is_told_and_opens_its_row(page, asked):
    tab = page.comparison
    told = {line[2]: line[1] for line in cells(tab.changes.model)}
    assert told["Bachelor Technicien IA"] == "création"
    assert told["Simplon Nord"] == "renommage"
    assert told["Recrutements d’experts de l’IA"] == "modification"
    tab.changes.view.select("neuve")
    tab.changes.view.activated.emit(tab.changes.view.currentIndex())
    assert asked.places[-1].key == "neuve"
    assert "1 nouvelle" in tab.told_panel.sentences.text()


def test_a_part_of_the_figure_shows_its_rows_alone_until_all_are_wanted(page):
    changes = page.comparison.changes
    before = changes.model.rowCount()
    changes.figure.hit.emit("fate:trainings:created")
    assert (changes.room, changes.fate) == ("trainings", EditionFate.CREATED)
    assert changes.model.rowCount() == 1
    changes.all_link.click()
    assert changes.model.rowCount() == before


def test_the_values_of_the_chosen_row_are_shown_before_and_after(page):
    changes = page.comparison.changes
    changes.view.select("experts")
    ((_, field, before, after),) = cells(changes.fields_model)
    assert (field, before, after) == ("Besoin haut", "5\u202f000", "6\u202f000")
    changes.view.select("neuve")
    assert not changes.fields.isVisible()


def test_the_shortfall_is_decomposed_for_the_need_that_is_chosen(page):
    tab = page.comparison
    tab.parts.bring(1)
    causes = tab.causes
    causes.scope.show_typed("expert.5.ia-technicien")
    causes.measure.show_typed(Measure.SHORTFALL)
    causes.measure.committed.emit()
    line = causes.line()
    assert line.measure is Measure.SHORTFALL
    total = line.worst.total
    assert total is not None
    assert total > 0
    assert sum(line.worst.parts.values()) == total
    assert causes.figure.figure.key == "waterfall.expert.5.ia-technicien.shortfall"
    assert "révision des besoins" in causes.sentence.text()
    assert len(tab.printed()) == 3


def test_where_nothing_broke_the_tab_says_that_figures_compare(page):
    tab = page.comparison
    assert tab.breaks_model.rowCount() == 0
    assert not tab.no_breaks.isHidden()
    assert tab.breaks.isHidden()


def test_a_change_of_an_assumption_comes_as_a_break(page, held, qtbot):
    tab = page.comparison
    tab.parts.bring(1)
    held.do(Set("assumptions", "ceiling.5", (("value", 30),)), STEP)
    qtbot.waitUntil(lambda: tab.breaks_model.rowCount() == 1, timeout=20_000)
    tab.causes.scope.show_typed("expert.5.ia-technicien")
    tab.causes.scope.committed.emit()
    assert tab.causes.breaks.isVisible()
    tab.causes.scope.show_typed("expert.7.ia-ingenieur")
    tab.causes.scope.committed.emit()
    assert not tab.causes.breaks.isVisible()


def test_an_edition_is_not_compared_with_itself(page):
    page.comparison.compare("ed-2024", "ed-2024")
    assert page.comparison.state.text() == "Choisissez deux éditions différentes."
    assert page.comparison.printed() == ()


def test_without_an_edition_the_tab_offers_to_freeze_one(session, desk, shown, qtbot, file):
    for row in tuple(desk.document.study.editions):
        desk.document.do(Drop("editions", row.key), STEP)
    page = shown(BarePage)
    assert page.comparison.empty.isVisible()
    page.comparison.empty.button.click()
    qtbot.waitUntil(lambda: len(session.today.editions) == 1, timeout=20_000)
    (row,) = file().editions
    assert row.name == "2026"
    assert not page.comparison.empty.isVisible()
    qtbot.waitUntil(lambda: page.comparison.made is not None, timeout=20_000)


def test_lineages_are_ticked_then_declared_as_one_step(page, held, desk, qtbot, file):
    tab = page.comparison
    row = desk.document.study.trainings.get("t040")
    used = [
        (name, owned.key)
        for name in ("seats", "domain_hours", "leavers", "preparations")
        for owned in getattr(desk.document.study, name)
        if owned.training == "t040"
    ]
    edits = [Drop(name, key) for name, key in used]
    edits += [Drop("trainings", "t040"), Put("trainings", replace(row, key="t940"))]
    held.do(Batch(tuple(edits)), STEP)
    qtbot.waitUntil(
        lambda: any(line[2] == row.title for line in cells(tab.changes.model)), timeout=20_000
    )
    tab.lineages.click()
    (dialog,) = tab.findChildren(LineagesDialog)
    assert not dialog.declare.isEnabled()
    assert row.title in dialog.list.item(0).text()
    dialog.all_button.click()
    dialog.reason.setText("Nouvelle fiche")
    dialog.declare.click()
    (line,) = file().lineages
    assert (line.old, line.new, line.reason) == ("t040", "t940", "Nouvelle fiche")
    qtbot.waitUntil(
        lambda: all(line[2] != row.title for line in cells(tab.changes.model)), timeout=20_000
    )
    undo(desk)
    assert not len(file().lineages)


@pytest.fixture
def holding(held, desk, shown, qtbot):
    """A page with a commitment, its evidence reckoned."""
    desk.document.do(Put("commitments", COMMITMENT), STEP)
    made = shown(BarePage)
    made.tabs.setCurrentIndex(1)
    qtbot.waitUntil(lambda: bool(made.commitments.found.value), timeout=20_000)
    return made


@pytest.fixture
def engaged(holding):
    return holding.commitments


def test_evidence_is_told_and_the_proposal_decides_nothing(engaged, file):
    assert engaged.chosen_key() == "c1"
    assert "Bachelor Technicien IA" in engaged.evidence.sentences.text()
    assert engaged.evidence.lines.lines[0].figure == "Tenu"
    assert file().commitments.get("c1").status is CommitmentStatus.OPEN


def test_a_decision_needs_a_reason_and_is_written_with_its_day(engaged, desk, file):
    engaged.status.show_typed("done")
    engaged.settle_button.click()
    assert "une décision a une raison" in engaged.refusal.text()
    assert file().commitments.get("c1").status is CommitmentStatus.OPEN
    engaged.take_button.click()
    assert engaged.reason.text() == "Une formation a ouvert pour cette famille."
    engaged.settle_button.click()
    row = file().commitments.get("c1")
    assert (row.status, row.reconciled_on) == (CommitmentStatus.DONE, desk.today())
    assert engaged.sentence.text() == "1 engagement\u202f: 1 tenu."
    undo(desk)
    assert file().commitments.get("c1").status is CommitmentStatus.OPEN


def test_who_is_typed_in_place_and_the_status_is_not(engaged, qtbot, file):
    engaged.view.select_cell("c1", "who")
    engaged.view.setFocus()
    qtbot.keyClick(engaged.view, Qt.Key.Key_F2)
    line = engaged.view.viewport().findChildren(LineInput)[-1]
    line.selectAll()
    line.insert("OPCO Atlas")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert file().commitments.get("c1").who == "OPCO Atlas"
    status = engaged.model.index(0, engaged.model.column_of("status"))
    assert not status.flags() & Qt.ItemFlag.ItemIsEditable


def test_a_commitment_is_drafted_for_the_last_edition_copied_and_removed(engaged, desk, file):
    engaged.add()
    engaged.draft.boxes["text"].control.setText("Parler plus fort")
    engaged.draft.add_button.click()
    (key,) = (row.key for row in file().commitments if row.text == "Parler plus fort")
    assert engaged.chosen_key() == key
    assert file().commitments.get(key).edition == "ed-2024"
    engaged.duplicate()
    assert len(file().commitments) == 3
    engaged.remove()
    assert len(file().commitments) == 2


def test_commitments_of_one_edition_are_shown_alone(engaged, desk, qtbot):
    freeze(desk, "2021", OLD, date(2021, 5, 1))
    engaged.edition.show_typed("ed-2021")
    engaged.edition.committed.emit()
    assert engaged.model.rowCount() == 0
    engaged.show_place(Place("commitments", "c1"))
    assert engaged.chosen_key() == "c1"
    assert len(engaged.printed()) == 2


def test_without_commitments_the_tab_says_what_will_be_here(page):
    page.tabs.setCurrentIndex(1)
    tab = page.commitments
    assert tab.empty.isVisible()
    tab.empty.button.click()
    assert tab.draft_frame.isVisible()
