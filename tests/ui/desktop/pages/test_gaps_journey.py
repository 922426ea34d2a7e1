"""The meeting: thirty places at level 5 in Amiens, tried, kept, compared, adopted, undone."""

from __future__ import annotations

from fractions import Fraction

import pytest
from PySide6.QtCore import Qt

from planner.compute.gaps import gaps
from planner.compute.moves import AddSeats, ChangeYield, CloseTraining, OpenTraining
from planner.compute.scenarios import moves_of
from planner.figures.figure import Figure
from planner.findings import Place
from planner.tables.table import Table
from planner.vocab import MoveKind
from ui.actions.movefile import read_moves
from ui.actions.reading import DEFAULT_SCENARIO
from ui.desktop.pages.gaps import COMPARE, VIEWS, GapsPage
from ui.desktop.tray import Tray

FRONT = "gaps"

AMIENS = AddSeats("t060", 30)
KEY = "coloured.5.2017-2027"


@pytest.fixture
def page(shown):
    made = shown(GapsPage)
    made.scenario.setCurrentIndex(made.scenario.findData("coloration"))
    made.segment.setCurrentIndex(made.segment.findData(KEY))
    return made


def on_disk(session):
    """The study as its file has it."""
    return session.desk.document.store.load()


def settled(page, qtbot):
    """Wait until the lane has told what the moves change."""
    qtbot.waitUntil(lambda: not page.tray.is_busy and not page.session.jobs.waiting)


def add(page, qtbot, kind, **typed):
    """Fill the form of a kind of move with the keyboard's words and press Enter in it."""
    form = page.side.moves.form
    if not form.isVisible():
        page.on_try()
    form.kind.show_typed(kind)
    form.kind.committed.emit()
    for name, words in typed.items():
        form.inputs[name].show_typed(words)
    qtbot.keyClick(next(iter(form.inputs.values())), Qt.Key.Key_Return)
    settled(page, qtbot)


def told(page):
    return [[label.text() for label in card.effects] for card in page.side.moves.cards]


def test_thirty_places_in_amiens_show_whom_they_lift_and_whom_not(page, session, qtbot):
    page.on_try()
    form = page.side.moves.form
    assert form.kind.hasFocus()
    qtbot.keyClick(form.kind, Qt.Key.Key_Tab)
    training = form.inputs["training"]
    assert training.hasFocus()
    qtbot.keyClicks(training.lineEdit(), "dut informatique amiens")
    qtbot.keyClick(training, Qt.Key.Key_Tab)
    qtbot.keyClicks(form.inputs["low"], "30")
    qtbot.keyClick(form.inputs["low"], Qt.Key.Key_Return)
    settled(page, qtbot)
    assert page.tray.moves("coloration") == (AMIENS,)
    (effects,) = told(page)
    assert effects == [
        "Relève au niveau 5\u202f: Développement et tests (+300 personnes au plus défavorable).",
        "Sans effet au niveau 5\u202f: Conception, Mise en production et IA technicien.",
    ]
    page._on_family("developpement")
    shown = {line.key: line.figure for line in page.side.detail.figures.lines}
    assert shown["served"] == "au moins 300"
    assert page.side.tabs.tabText(1) == "Et si… (1)"


def test_a_trial_is_seen_in_the_bars_and_printed_and_never_written(page, session, qtbot):
    before = on_disk(session)
    add(page, qtbot, MoveKind.ADD, training="t060", low="30")
    figure = page.views.bars.drawing._figure
    codes = {getattr(mark.said, "code", "") for mark in figure.marks if hasattr(mark, "said")}
    assert "figure.gaps.before.unknown" in codes
    printed = page.printed()
    assert [type(part) for part in printed] == [Figure, Figure, Table]
    assert printed[0].key == figure.key
    assert session.texts.say(printed[2].title) == (
        "1 mouvement essayé\u202f: Coloration ou expertise IA"
    )
    assert on_disk(session) == before == session.study
    assert session.desk.document.store.undoable() is None


def test_a_trial_that_is_kept_becomes_rows_of_the_file_and_the_base_stays(page, session, qtbot):
    base = gaps(session.study, "coloration")
    add(page, qtbot, MoveKind.ADD, training="t060", low="30")
    keeping = page.side.moves.keeping
    qtbot.mouseClick(keeping.keep, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(keeping.name, "Amiens, trente places")
    qtbot.keyClick(keeping.name, Qt.Key.Key_Return)
    settled(page, qtbot)
    kept = on_disk(session)
    (row,) = kept.scenario_moves
    assert (row.kind, row.training, row.low) == (MoveKind.ADD, "t060", 30)
    assert kept.scenarios.get(row.scenario).name == "Amiens, trente places"
    assert kept.seats == () or len(kept.seats) == 0
    assert gaps(kept, "coloration").segments == base.segments
    assert page.scenario.currentData() == row.scenario
    assert not page.tray.is_changed("coloration")
    assert page.tray.moves(row.scenario) == (AMIENS,)
    assert "gardés par ce scénario" in keeping.state.text()
    session.run_verb("undo")
    assert len(on_disk(session).scenarios) == 3
    assert len(on_disk(session).scenario_moves) == 0


def test_adopting_is_one_step_in_the_file_and_one_undo(page, session, qtbot):
    before = on_disk(session)
    add(page, qtbot, MoveKind.ADD, training="t060", low="30")
    add(page, qtbot, MoveKind.CLOSE, training="t064")
    wanted = page._report.segments
    qtbot.mouseClick(page.side.moves.keeping.adopt, Qt.MouseButton.LeftButton)
    settled(page, qtbot)
    after = on_disk(session)
    assert {(row.training, row.low) for row in after.seats} == {("t060", 30)}
    assert after.trainings.get("t064").is_archived
    assert gaps(after, "coloration").segments == wanted
    assert page.tray.moves("coloration") == ()
    assert page.side.moves.cards == []
    session.run_verb("undo")
    assert on_disk(session) == before


def test_kept_moves_are_changed_saved_renamed_and_removed(page, session, qtbot):
    add(page, qtbot, MoveKind.ADD, training="t060", low="30")
    keeping = page.side.moves.keeping
    keeping.keep.click()
    keeping.name.setText("Essai A")
    keeping.take.click()
    settled(page, qtbot)
    key = page.scenario.currentData()
    assert not keeping.update_kept.isVisibleTo(keeping)
    add(page, qtbot, MoveKind.CLOSE, training="t064")
    assert moves_of(on_disk(session), key) == (AMIENS,)
    assert keeping.back.isVisibleTo(keeping)
    keeping.update_kept.click()
    settled(page, qtbot)
    assert moves_of(on_disk(session), key) == (AMIENS, CloseTraining("t064"))
    keeping.rename.click()
    keeping.name.setText("Essai B")
    qtbot.keyClick(keeping.name, Qt.Key.Key_Return)
    assert on_disk(session).scenarios.get(key).name == "Essai B"
    assert page.scenario.currentText() == "Essai B"
    keeping.remove.click()
    assert on_disk(session).scenarios.find(key) is None
    assert len(on_disk(session).scenario_moves) == 0


def test_a_name_that_is_taken_is_refused_and_nothing_is_kept(page, session, qtbot):
    said = []
    session.refused.connect(said.append)
    add(page, qtbot, MoveKind.ADD, training="t060", low="30")
    keeping = page.side.moves.keeping
    keeping.keep.click()
    qtbot.keyClick(keeping.name, Qt.Key.Key_Return)
    keeping.name.setText("experts de l’ia")
    qtbot.keyClick(keeping.name, Qt.Key.Key_Return)
    assert len(said) == 2
    assert len(on_disk(session).scenarios) == 3
    assert keeping.naming.isVisibleTo(keeping)
    qtbot.keyClick(keeping.name, Qt.Key.Key_Escape)
    assert keeping.naming.isHidden()


def test_every_kind_of_move_is_added_by_its_form(page, session, qtbot):
    add(page, qtbot, MoveKind.OPEN, name="BTS IA", families="ia-technicien", level="5", low="24")
    line = next(row.key for row in session.study.need_lines if row.kind == "coloured")
    add(page, qtbot, MoveKind.NEED, need_line=line, low="10", central="12", high="20")
    share = next(iter(session.study.allocation_shares))
    add(
        page,
        qtbot,
        MoveKind.SHARE,
        allocation=share.allocation,
        family=share.family,
        level=str(share.level),
        value="1/3",
    )
    add(page, qtbot, MoveKind.YIELD, assumption="yield.stays", value="80 %")
    kinds = [type(move).__name__ for move in page.tray.moves("coloration")]
    assert kinds == ["OpenTraining", "ChangeNeed", "ChangeShare", "ChangeYield"]
    opened = page.tray.moves("coloration")[0]
    assert opened == OpenTraining("BTS IA", ("ia-technicien",), 5, 24, None)
    assert page.tray.moves("coloration")[3] == ChangeYield("yield.stays", Fraction(4, 5))
    assert len(page.side.moves.cards) == 4
    assert all(told(page))


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        (MoveKind.ADD, {"low": "30"}, "«\u202fFormation\u202f»"),
        (MoveKind.ADD, {"training": "t060", "low": "beaucoup"}, "beaucoup"),
        (MoveKind.ADD, {"training": "t060", "low": "-3"}, "négatif"),
        (MoveKind.CLOSE, {"training": "rien de tel"}, "rien de tel"),
        (MoveKind.YIELD, {"assumption": "yield.stays", "value": "150 %"}, "1,5"),
    ],
)
def test_a_move_that_cannot_stand_is_refused_in_place(page, qtbot, kind, typed, said):
    add(page, qtbot, kind, **typed)
    form = page.side.moves.form
    assert page.tray.moves("coloration") == ()
    assert form.refusal.isVisible()
    assert said in form.refusal.text()


def test_two_moves_that_set_one_number_tell_so_and_the_figures_stay(page, qtbot):
    before = page._report
    page.tray.set_moves(
        "coloration",
        [ChangeYield("yield.stays", Fraction(1, 2)), ChangeYield("yield.stays", Fraction(1, 3))],
    )
    settled(page, qtbot)
    assert "1 et 2" in page.side.moves.state.text()
    assert page._report is before
    qtbot.mouseClick(page.side.moves.cards[1].remove, Qt.MouseButton.LeftButton)
    settled(page, qtbot)
    assert page.side.moves.state.isHidden()
    assert page._report is not before


def test_moves_are_computed_in_the_lane_and_can_be_stopped(page, session, qtbot):
    started = []
    session.jobs.started.connect(started.append)
    page.tray.set_moves("coloration", [AMIENS])
    assert page.tray.is_busy
    (job,) = started
    assert not job.is_quiet
    job.cancel()
    settled(page, qtbot)
    moves = page.side.moves
    if page.tray.answer("coloration") is None:
        assert "arrêté" in moves.state.text()
        moves.again.click()
        settled(page, qtbot)
    assert page.tray.answer("coloration").moves == (AMIENS,)


def test_a_trial_outlives_the_page_the_language_and_the_theme(window, session, qtbot):
    session.page_asked.emit("gaps")
    page = window.shell.pages["gaps"]
    page.scenario.setCurrentIndex(page.scenario.findData("coloration"))
    page.tray.set_moves("coloration", [AMIENS])
    settled(page, qtbot)
    before = on_disk(session)
    session.page_asked.emit("dashboard")
    window._on_language("en")
    window._on_theme("dark")
    session.page_asked.emit("gaps")
    again = window.shell.pages["gaps"]
    assert again is not page
    qtbot.waitUntil(again.isVisible)
    assert again.scenario.currentData() == "coloration"
    assert again.tray is page.tray is Tray.of(session)
    settled(again, qtbot)
    assert len(again.side.moves.cards) == 1
    assert again._report is not again._base.report
    assert on_disk(session) == before


def test_another_study_on_the_desk_empties_the_tray(page, session):
    page.tray.set_moves("coloration", [AMIENS])
    session.opened.emit()
    assert page.tray.moves("coloration") == ()


def test_openings_for_a_target_enter_the_tray_with_one_click_and_reach_it(page, session, qtbot):
    before = on_disk(session)
    page.scenario.setCurrentIndex(page.scenario.findData(DEFAULT_SCENARIO))
    page.side.tabs.setCurrentIndex(1)
    qtbot.mouseClick(page.side.moves.openings_button, Qt.MouseButton.LeftButton)
    form = page.side.moves.openings
    qtbot.keyClicks(form.target, "80")
    form.costs["ia-technicien"].setText("7 500,50")
    qtbot.mouseClick(form.insert, Qt.MouseButton.LeftButton)
    settled(page, qtbot)
    (move,) = page.tray.moves(DEFAULT_SCENARIO)
    assert move.families == ("ia-technicien",)
    assert move.name == "Ouverture IA technicien, niveau 5"
    assert page._report.segments[0].families[0].coverage.low >= Fraction(4, 5)
    assert on_disk(session) == before


@pytest.mark.parametrize(
    ("target", "cost"), [("0", ""), ("140", ""), ("cent", ""), ("100", "cher"), ("100", "-2")]
)
def test_a_target_or_a_cost_that_makes_no_sense_is_refused_in_place(page, target, cost):
    page.side.tabs.setCurrentIndex(1)
    page.side.moves.openings_button.click()
    form = page.side.moves.openings
    form.target.setText(target)
    form.level.setText(cost)
    form.insert.click()
    assert form.refusal.text()
    assert page.tray.moves("coloration") == ()


def test_scenarios_are_compared_side_by_side_with_the_trial_among_them(page, session, qtbot):
    add(page, qtbot, MoveKind.ADD, training="t060", low="30")
    page.view.setCurrentIndex(VIEWS.index(COMPARE))
    settled(page, qtbot)
    compare = page.compare
    assert [side.name for side in compare.compared.sides] == [
        "Coloration ou expertise IA",
        "Essai en cours",
    ]
    assert compare.figure.drawing._figure.key == f"scenarios.{KEY}"
    assert compare.model.rowCount() == 2
    assert [type(part) for part in page.printed()] == [Figure, Table]
    assert len(on_disk(session).scenarios) == 3
    compare.boxes["experts"].click()
    compare.boxes["sensibilisation"].click()
    settled(page, qtbot)
    assert len(compare.compared.sides) == 4
    for box in list(compare.boxes.values())[1:]:
        box.click()
    settled(page, qtbot)
    assert compare.compared is None
    assert "au moins deux" in compare.state.text()


def test_the_moves_are_written_out_as_what_if_reads_them(
    page, session, qtbot, tmp_path, monkeypatch
):
    out = tmp_path / "mouvements.toml"
    monkeypatch.setattr("ui.desktop.pages.scenario_keeping.ask_target", lambda *_: out)
    add(page, qtbot, MoveKind.ADD, training="t060", low="30")
    page.side.moves.keeping.export.click()
    assert read_moves(out, session.study, session.texts) == (AMIENS,)


@pytest.mark.parametrize("view", VIEWS)
def test_each_view_has_its_figure_and_its_families_lead_to_the_detail(page, qtbot, view):
    page.view.setCurrentIndex(VIEWS.index(view))
    settled(page, qtbot)
    shown = [
        part for part in (page.views.bars, page.views.rules, page.views.flow) if part.isVisible()
    ]
    assert len(shown) == (0 if view == COMPARE else 1)
    for part in shown:
        assert part.drawing.describe("family:conception")
        part.hit.emit("family:conception")
        name = page.session.study.families.get("conception").name
        assert page.panel.title.text() == name
    page._on_family("developpement")
    assert page.side.detail.isVisible()


def test_a_kept_move_leads_to_its_scenario(page, session, qtbot):
    add(page, qtbot, MoveKind.ADD, training="t060", low="30")
    keeping = page.side.moves.keeping
    keeping.keep.click()
    keeping.name.setText("Essai A")
    keeping.take.click()
    settled(page, qtbot)
    (row,) = session.study.scenario_moves
    page.scenario.setCurrentIndex(0)
    page.show_place(Place("scenario_moves", row.key))
    assert page.scenario.currentData() == row.scenario
