"""The plan of action of the shipped study: certifications, actions and their roadmap."""

from __future__ import annotations

from collections import Counter
from datetime import date

from db.samples.reading import read_sample
from planner.compute.schedule import TaskSpan, plan
from planner.vocab import CertificationStatus, Nature, Register, TaskKind

STUDY = read_sample()


def test_five_certifications_are_in_order_of_priority_and_a_sixth_has_none() -> None:
    assert [row.priority for row in STUDY.certifications] == [1, 2, 3, 4, 5, None]
    later = STUDY.certifications[-1]
    assert (later.key, later.comment.startswith("À moyen terme")) == ("dirigeants", True)


def test_certifications_are_ideas_whose_register_is_to_be_chosen() -> None:
    assert {row.status for row in STUDY.certifications} == {CertificationStatus.IDEA}
    assert {row.register for row in STUDY.certifications} == {Register.UNDECIDED}
    for row in STUDY.certifications[:5]:
        assert "Répertoire spécifique" in row.comment


def test_contents_are_the_elements_of_each_certification() -> None:
    assert Counter(row.certification for row in STUDY.certification_contents) == {
        "managers": 5,
        "drh": 4,
        "e-commerce": 4,
        "maintenance": 3,
        "pilotage-machine": 4,
        "dirigeants": 5,
    }


def test_only_the_trade_opco_is_tied_to_a_certification_by_name() -> None:
    assert STUDY.certifications.get("e-commerce").opcos == ("commerce",)
    assert len(STUDY.opcos) == 5


def test_seventeen_actions_of_which_two_are_managed() -> None:
    assert [row.key for row in STUDY.actions] == [
        *("1.1", "1.2", "1.3", "1.4", "1.5"),
        *("2.1", "2.2", "2.3", "2.4", "2.5", "2.6"),
        *("3.1", "3.2", "3.3", "3.4", "3.5", "3.6"),
    ]
    assert [row.key for row in STUDY.actions if row.is_managed] == ["1.3", "1.5"]
    assert all(row.contributors and row.objectives for row in STUDY.actions)


def test_tasks_are_those_of_managed_actions() -> None:
    managed = {row.key for row in STUDY.actions if row.is_managed}
    assert {task.action for task in STUDY.tasks} == managed
    assert all(task.owner for task in STUDY.tasks)


def test_published_milestones_end_with_their_printed_period() -> None:
    published = {
        task.key: task.due for task in STUDY.tasks if task.source.nature is Nature.PUBLISHED
    }
    assert published == {
        "1.3-tableau-de-bord": date(2020, 3, 31),
        "1.5-liste": date(2019, 10, 31),
        "1.5-prestataires": date(2019, 12, 31),
        "1.5-depot": date(2020, 6, 30),
    }


def test_a_task_lasts_and_is_assumed_and_a_milestone_is_a_date() -> None:
    for task in STUDY.tasks:
        assert (task.days == 0) == (task.due is not None) == (task.kind is TaskKind.MILESTONE)
        assert task.kind is TaskKind.MILESTONE or task.source.nature is Nature.ASSUMPTION


def test_the_first_wave_drafts_the_three_first_certifications() -> None:
    drafted = [task.certification for task in STUDY.tasks if task.certification is not None]
    assert drafted == [row.key for row in STUDY.certifications[:3]]


def test_the_roadmap_holds_its_dates_from_july_2019_to_the_first_symposium() -> None:
    spans = [TaskSpan(t.key, t.days, t.after, t.not_before, t.due) for t in STUDY.tasks]
    planned = plan(spans, date(2019, 7, 1))
    assert (planned.cycles, planned.unknown) == ((), ())
    assert planned.critical_path[-1] == "1.3-symposium"
    assert planned.finish.year == 2021
    assert min(span.float_days for span in planned.spans.values()) == 0
