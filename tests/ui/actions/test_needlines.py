from __future__ import annotations

import pytest

from planner.edits import Put
from planner.errors import EditRefused
from planner.messages import message
from planner.study import ScenarioMove
from planner.vocab import MoveKind
from ui.actions import rowedits
from ui.actions.history import undo
from ui.actions.needlines import choose, duplicate_named, remove_allocation, remove_line
from ui.actions.projections import projections

STEP = message("verb.rows.set")


def test_a_line_that_a_scenario_counts_stays_and_the_scenario_is_named(desk):
    before = desk.document.study
    with pytest.raises(EditRefused) as refused:
        remove_line(desk, "experts")
    assert "Experts de l’IA" in desk.texts.say(refused.value.message)
    assert desk.document.study == before


def test_a_line_that_nobody_counts_is_removed(desk):
    copy = rowedits.duplicate(desk, "need_lines", "experts")
    remove_line(desk, copy)
    assert desk.document.study.need_lines.find(copy) is None


def test_an_allocation_that_spreads_a_need_stays(desk):
    with pytest.raises(EditRefused, match="allocation_used"):
        remove_allocation(desk, "reponses-famille-niveau")
    copy = duplicate_named(desk, "allocations", "experts-9-22", "Essai")
    remove_allocation(desk, copy)
    assert all(row.allocation != copy for row in desk.document.study.allocation_shares)


def test_a_copy_of_an_allocation_has_the_same_shares_under_keys_of_their_own(desk):
    before = desk.document.study
    copy = duplicate_named(desk, "allocations", "experts-9-22", "Essai")
    rows = [row for row in desk.document.study.allocation_shares if row.allocation == copy]
    assert {(row.family, row.level, str(row.share)) for row in rows} == {
        ("ia-technicien", 5, "9/31"),
        ("ia-ingenieur", 7, "22/31"),
    }
    undo(desk)
    assert desk.document.study == before


def test_a_copy_of_a_scenario_takes_its_moves_and_a_name_that_is_free(desk):
    move = ScenarioMove(key="m", scenario="experts", kind=MoveKind.NEED, need_line="experts", low=1)
    desk.document.do(Put("scenario_moves", move), STEP)
    first = duplicate_named(desk, "scenarios", "experts", "Essai")
    second = duplicate_named(desk, "scenarios", "experts", "Essai")
    study = desk.document.study
    assert [study.scenarios.get(key).name for key in (first, second)] == ["Essai", "Essai 2"]
    assert sum(row.scenario == first for row in study.scenario_moves) == 1


def test_an_overlapping_line_is_refused_and_another_taken(desk):
    copy = rowedits.duplicate(desk, "need_lines", "experts")
    with pytest.raises(EditRefused, match="overlapping_needs"):
        choose(desk, "experts", copy, is_chosen=True)
    choose(desk, "experts", "experts", is_chosen=False)
    choose(desk, "experts", copy, is_chosen=True)
    assert desk.document.study.scenarios.get("experts").need_lines == (copy,)


def test_projections_show_all_sectors_or_explain_one(desk):
    every = projections(desk)
    assert [len(table.rows) for table in every.tables] == [11, 72]
    one = projections(desk, "btp")
    said = [desk.texts.say(sentence) for sentence in one.said]
    assert sum("n’a pas de signe moins" in sentence for sentence in said) == 4
    missing = projections(desk, "numerique-communication")
    assert "besoin est inconnu" in desk.texts.say(missing.said[0])
