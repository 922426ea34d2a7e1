from __future__ import annotations

import pytest

from planner.errors import InvalidInput
from planner.findings import Place
from ui.actions.registry import VERBS
from ui.actions.searching import command_entries, search


def test_rows_of_the_study_and_commands_are_found_and_lead_to_their_places(desk):
    outcome = search(desk, ["robotique"])
    rows = outcome.tables[0].rows
    assert {row.place.collection for row in rows} >= {"trainings"}
    assert all(desk.document.study.trainings.find(r.place.key) for r in rows if r.place)
    commands = search(desk, ["classeur"]).tables[0].rows
    assert "export.workbook" in [row.values[3] for row in commands]
    assert all(row.place is None or isinstance(row.place, Place) for row in commands)


def test_nothing_found_is_said(desk):
    outcome = search(desk, ["xyzzyq"])
    assert "xyzzyq" in desk.texts.say(outcome.said[0])
    assert outcome.plain(desk.texts) == []


@pytest.mark.parametrize("most", [0, -1, 1001])
def test_a_senseless_number_of_results_is_refused(desk, most):
    with pytest.raises(InvalidInput):
        search(desk, ["a"], most)


def test_every_verb_can_be_found_by_its_name(desk):
    assert {entry.key for entry in command_entries(desk.texts)} == set(VERBS)
