from __future__ import annotations

import pytest

from planner.errors import InvalidInput, UsageError
from planner.vocab import Nature
from ui.actions import rowedits

ROOM = "trainings"


def row(desk, key="t001", room=ROOM):
    return getattr(desk.document.study, room).get(key)


def test_a_printed_row_that_is_changed_is_declared_and_keeps_the_place_of_its_print(desk):
    before = row(desk).source
    assert before.nature is Nature.PUBLISHED
    rowedits.change(desk, ROOM, "t001", {"hours": 400})
    after = row(desk).source
    assert after.nature is Nature.DECLARED
    assert (after.place, after.line) == (before.place, before.line)
    desk.document.undo()
    assert row(desk).source == before


def test_a_comment_an_archive_or_the_same_value_again_leave_the_nature_alone(desk):
    rowedits.change(desk, ROOM, "t001", {"comment": "à rappeler", "level": row(desk).level})
    assert row(desk).source.nature is Nature.PUBLISHED


def test_an_assumption_that_is_changed_remains_one(desk):
    rowedits.change(desk, "assumptions", "ceiling.7", {"value": 40})
    assert row(desk, "ceiling.7", "assumptions").source.nature is Nature.ASSUMPTION


def test_many_rows_are_changed_as_one_step(desk):
    keys = ["t001", "t002", "t003"]
    rowedits.change_many(desk, ROOM, keys, {"hours": 400})
    assert {row(desk, key).hours for key in keys} == {400}
    assert {row(desk, key).source.nature for key in keys} == {Nature.DECLARED}
    desk.document.undo()
    assert {row(desk, key).hours for key in keys} == {None}


def test_a_copy_stands_beside_its_original_under_a_fresh_key(desk):
    key = rowedits.duplicate(desk, ROOM, "t001")
    assert row(desk, key).title == row(desk).title
    assert row(desk, key).source.nature is Nature.DECLARED
    assert key not in ("t001", "")


def test_an_unknown_row_collection_or_word_is_named(desk):
    with pytest.raises(InvalidInput, match="no_such_row"):
        rowedits.change(desk, ROOM, "t999", {"hours": 1})
    with pytest.raises(UsageError, match="unknown_table"):
        rowedits.known("nowhere")
    with pytest.raises(UsageError, match="no_equals_sign"):
        rowedits.typed_values(desk, ROOM, ["hours"])
    with pytest.raises(InvalidInput, match="field_needed"):
        rowedits.new_row(desk, ROOM, {"hours": 1})
