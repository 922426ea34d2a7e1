"""The codes of words and units."""

from __future__ import annotations

from planner.messages import message
from planner.vocab import SeatKind
from planner.words import unit, vocabulary_code, word


def test_words_are_coded_by_the_name_of_their_vocabulary():
    assert vocabulary_code(SeatKind) == "seat_kind"
    assert word(SeatKind.OPEN) == message("seat_kind.open")


def test_a_unit_that_nobody_knows_is_shown_as_it_is_written():
    assert unit("people") == message("unit.people")
    assert unit("lessons") == message("name.as_written", name="lessons")
