from __future__ import annotations

import pytest

from planner.edits import Drop, Put
from planner.errors import EditRefused, InvalidInput, UsageError
from planner.messages import message
from planner.study import City
from planner.vocab import Nature
from ui.actions.document import Document
from ui.actions.fieldwords import change_typed
from ui.actions.pedigree import value_history
from ui.actions.registry import VERBS

ROOM = "trainings"
STEP = message("step.changed", name="x", target="collection.trainings")


def row(desk, key="t010"):
    return desk.document.study.trainings.get(key)


def change(desk, field, typed, key="t010"):
    change_typed(desk, ROOM, key, field, typed)


def revert(desk, field, step=0, key="t010"):
    return VERBS["revert"].run(desk, ROOM, key, field, step)


def told(desk, field, key="t010"):
    return [(step.before, step.after, step.kind) for step in value_history(desk, ROOM, key, field)]


def test_a_value_tells_its_own_steps_newest_first_and_no_others(desk):
    change(desk, "level", "6")
    change(desk, "hours", "300")
    change(desk, "level", "5")
    desk.document.undo()
    assert told(desk, "level") == [(5, 6, "undo"), (6, 5, "do"), (7, 6, "do")]
    assert told(desk, "hours") == [(None, 300, "do")]
    assert told(desk, "city") == []
    assert value_history(desk, ROOM, "t010", "level")[0].author == "Camille"


def test_a_part_of_the_source_has_a_history_too(desk):
    change(desk, "level", "6")
    assert told(desk, "source.nature") == [(Nature.PUBLISHED, Nature.DECLARED, "do")]


def test_a_row_that_was_added_tells_where_its_value_begins(desk):
    VERBS["trainings.add"].run(desk, ["title=Nouvelle", "level=5"])
    (step,) = value_history(desk, ROOM, "t-new1", "level")
    assert (step.is_new, step.after) == (True, 5)
    with pytest.raises(InvalidInput, match="revert_nothing"):
        revert(desk, "level", key="t-new1")


def test_the_pedigree_begins_with_the_source(desk):
    outcome = VERBS["pedigree"].run(desk, ROOM, "t010", "level")
    assert desk.texts.say(outcome.said[0]).endswith("publié, Annexe 3, ligne 4816")
    assert outcome.tables[0].rows == ()


def test_one_value_goes_back_and_the_others_stay(desk):
    change(desk, "level", "6")
    change(desk, "hours", "300")
    revert(desk, "level")
    assert (row(desk).level, row(desk).hours) == (7, 300)
    assert row(desk).source.nature is Nature.DECLARED
    desk.document.undo()
    assert row(desk).level == 6


def test_a_row_that_is_again_as_it_was_printed_is_published_again(desk):
    before = row(desk)
    change(desk, "level", "6")
    revert(desk, "level")
    assert row(desk) == before
    assert row(desk).source.nature is Nature.PUBLISHED


def test_any_earlier_step_can_be_gone_back_before(desk):
    for level in ("6", "5", "8"):
        change(desk, "level", level)
    first = value_history(desk, ROOM, "t010", "level")[-1].seq
    revert(desk, "level", first)
    assert row(desk).level == 7


def test_what_cannot_be_given_back_says_why_and_changes_nothing(desk):
    with pytest.raises(InvalidInput, match="revert_nothing"):
        revert(desk, "level")
    change(desk, "level", "6")
    number = value_history(desk, ROOM, "t010", "level")[0].seq
    with pytest.raises(InvalidInput, match="revert_no_step"):
        revert(desk, "hours", number)
    change(desk, "level", "7")
    with pytest.raises(InvalidInput, match="revert_same"):
        revert(desk, "level", number)
    with pytest.raises(UsageError, match="unknown_field_name"):
        revert(desk, "colour")


def test_a_value_that_can_no_longer_stand_is_refused_with_its_name(desk):
    city = City(key="cassel", name="Cassel", department="62", latitude=50.3, longitude=2.8)
    desk.document.do(Put("cities", city), STEP)
    change(desk, "city", "cassel")
    change(desk, "city", "lille")
    desk.document.do(Drop("cities", "cassel"), STEP)
    before = desk.document.study
    with pytest.raises(EditRefused, match="unknown_reference"):
        revert(desk, "city")
    assert desk.document.study == before


def test_without_a_file_a_value_has_no_history(desk):
    kept, desk.document = desk.document, Document(desk.document.study)
    assert value_history(desk, ROOM, "t010", "level") == ()
    desk.document = kept
