"""The verbs of the roadmap, and what they leave in the study file."""

from __future__ import annotations

from datetime import date

import pytest

from exports.paper import Paper
from planner.compute.roadmap import roadmap
from planner.edits import Batch, Drop
from planner.errors import CartoplanError, InvalidInput, UsageError
from planner.messages import message
from tests.exports.pdf_reading import page_words, reader
from ui.actions.exporting import export_roadmap
from ui.actions.history import undo
from ui.actions.roadmap import (
    add_filing,
    keep_plan,
    list_baselines,
    plan_back,
    replan,
    show_roadmap,
    show_slips,
)
from ui.actions.rowedits import change

TODAY = date(2026, 1, 5)


@pytest.fixture
def desk(lean_desk):
    return lean_desk


def test_planning_again_keeps_the_studys_dates_and_starts_today(desk):
    before = roadmap(desk.document.study).plan.finish
    replan(desk)
    study = desk.document.study
    (kept,) = study.baselines
    assert kept.name == "Étude 2019"
    assert kept.made_on == TODAY
    assert max(row.finish for row in study.baseline_dates) == before
    assert roadmap(study).start == TODAY
    undo(desk)
    assert not len(desk.document.study.baselines)
    assert roadmap(desk.document.study).plan.finish == before


def test_a_second_plan_takes_the_name_of_the_day_and_never_a_taken_one(desk):
    names = []
    for _ in range(3):
        keep_plan(desk)
    names = [row.name for row in desk.document.study.baselines]
    assert names[0] == "Étude 2019"
    assert len(set(names)) == 3
    rows = list_baselines(desk).plain(desk.texts)
    assert [row["name"] for row in rows] == names
    assert {row["tasks"] for row in rows} == {19}


def test_slips_are_told_against_the_plan_named_or_the_last_one(desk):
    with pytest.raises(InvalidInput):
        show_slips(desk)
    replan(desk)
    rows = show_slips(desk, "étude 2019").plain(desk.texts)
    moved = {row["slip_days"] for row in rows}
    assert moved == {(TODAY - date(2019, 7, 1)).days}
    with pytest.raises(InvalidInput):
        show_slips(desk, "autre")


def test_the_roadmap_tells_dates_floats_and_its_path(desk):
    told = show_roadmap(desk).plain(desk.texts)
    assert told["finish"] == "2021-04-21"
    assert told["critical_path"][-1] == "1.3-symposium"
    assert len(told["tasks"]) == 19
    assert told["baseline"] is None


def test_planning_backwards_needs_a_day_and_says_what_is_late(desk):
    with pytest.raises(UsageError):
        plan_back(desk)
    with pytest.raises(CartoplanError):
        plan_back(desk, by="bientôt")
    told = plan_back(desk, by="30/06/2026", task="1.5-depot").plain(desk.texts)
    assert told["goal"] == "1.5-depot"
    assert told["days_short"] > 0
    assert told["tasks"][0]["is_late"]
    assert told["tasks"][-1]["latest_finish"] == "2026-06-30"


def test_a_filing_that_nobody_planned_is_planned_backwards_without_being_added(desk):
    before = len(desk.document.study.tasks)
    told = plan_back(desk, by="2027-06-30", certification="drh").plain(desk.texts)
    assert len(told["tasks"]) == 4
    assert len(told["sentences"]) == 3
    assert len(desk.document.study.tasks) == before


def test_the_tasks_of_a_filing_are_added_as_one_step(desk):
    before = len(desk.document.study.tasks)
    keys = add_filing(desk, "drh", "2026-03-02").plain(desk.texts)["keys"]
    study = desk.document.study
    assert len(study.tasks) == before + 6
    assert study.tasks.get(keys[0]).not_before == date(2026, 3, 2)
    assert study.tasks.get(keys[3]).title.endswith("DRH")
    assert {study.tasks.get(key).action for key in keys} == {"1.5"}
    undo(desk)
    assert len(desk.document.study.tasks) == before


def test_the_pdf_lies_on_a3_where_asked_and_holds_the_plan_backwards(desk, tmp_path):
    needs = tuple(Drop("scenarios", row.key) for row in desk.document.study.scenarios)
    desk.document.do(Batch(needs), message("step.removed", name="x", target="collection.scenarios"))
    replan(desk)
    wide = export_roadmap(desk, tmp_path / "a3.pdf", Paper.A3, "2027-06-30", "1.5-depot")
    data = wide.written[0].read_bytes()
    widths = {round(float(page.mediabox.width)) for page in reader(data).pages}
    assert 1191 in widths
    words = " ".join(page_words(data))
    assert "Rétroplanning" in words
    assert "Ce qui a bougé" in words
    plain = export_roadmap(desk, tmp_path / "a4.pdf").written[0].read_bytes()
    assert {round(float(page.mediabox.width)) for page in reader(plain).pages} == {595, 842}
    assert "Rétroplanning" not in " ".join(page_words(plain))


def test_a_decision_is_planned_backwards_from_the_last_day_to_file(desk):
    told = plan_back(desk, "2027-08-15", certification="drh", decided=True).plain(desk.texts)
    # the commission of July, 245 days before it, then 185 days of work across no summer
    assert told["by"] == "2026-11-28"
    assert told["tasks"][-1]["latest_finish"] == "2026-11-28"
    assert "sauf en août" in told["sentences"][1]


def test_goals_are_named_by_key_or_by_title(desk):
    by_title = plan_back(desk, "2027-06-30", task="trois certifications deposees")
    assert by_title.plain(desk.texts)["goal"] == "1.5-depot"
    known = desk.document.study.certifications.get("drh").title
    told = plan_back(desk, "2027-06-30", certification=known).plain(desk.texts)
    assert len(told["tasks"]) == 4


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"by": "2027-02-30"}, "error.not_a_day"),
        ({"by": "2027-06-30", "task": "zz"}, "error.unknown_name"),
        ({"by": "2027-06-30", "certification": "zz"}, "error.unknown_name"),
        ({"by": "2027-06-30", "task": "1.5-depot", "certification": "drh"},
         "error.backplan_two_goals"),
        ({"by": "2027-06-30", "decided": True}, "error.backplan_decided"),
    ],
)  # fmt: skip
def test_planning_backwards_says_what_it_cannot_take(desk, given, code):
    with pytest.raises(CartoplanError) as error:
        plan_back(desk, **given)
    assert error.value.message.code == code


def test_a_plan_asked_for_where_none_is_kept_says_how_to_keep_one(desk):
    for ask in (show_slips, show_roadmap):
        with pytest.raises(InvalidInput) as error:
            ask(desk, "autre")
        assert error.value.message.code == "error.no_baseline"


def test_a_circle_is_refused_with_its_names_and_nothing_is_written(desk):
    with pytest.raises(InvalidInput) as error:
        change(desk, "tasks", "1.5-groupes", {"after": ("1.5-liste",)})
    names = error.value.message["names"]
    assert names[0] == names[-1] == "Réunir les groupes interprofessionnels"
    assert len(names) == 4
    assert desk.document.study.tasks.get("1.5-groupes").after == ()


def test_a_task_beyond_the_calendar_is_named_by_its_title(desk):
    change(desk, "tasks", "1.3-etablissements", {"not_before": date(9999, 12, 30)})
    with pytest.raises(InvalidInput) as error:
        show_roadmap(desk)
    assert error.value.message["task"].startswith(("Réunir", "Définir", "Construire", "Mener"))


def test_the_goal_of_a_printed_plan_needs_its_day(desk, tmp_path):
    with pytest.raises(UsageError):
        export_roadmap(desk, tmp_path / "a.pdf", goal="1.5-depot")
    assert not (tmp_path / "a.pdf").exists()
