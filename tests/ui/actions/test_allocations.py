from __future__ import annotations

from fractions import Fraction

import pytest

from planner.compute.allocations import matrix
from planner.errors import EditRefused, InvalidInput
from ui.actions.allocations import (
    give_allocation,
    set_allocation,
    share_to_type,
    show_allocation,
    typed_share,
)
from ui.actions.history import undo

KEY = "experts-9-22"


@pytest.mark.parametrize(
    ("typed", "share"),
    [
        ("12,5", Fraction(1, 8)),
        ("12.5 %", Fraction(1, 8)),
        ("9/31", Fraction(9, 31)),
        (" 9 / 31 ", Fraction(9, 31)),
        ("100", Fraction(1)),
        ("0,25 %", Fraction(1, 400)),
        ("1 %", Fraction(1, 100)),
        ("0", Fraction(0)),
        ("", Fraction(0)),
    ],
)
def test_a_share_is_a_percentage_or_a_fraction(typed, share):
    assert typed_share(typed) == share


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("abc", "share_not_understood"),
        ("1/0", "share_not_understood"),
        ("nan", "share_not_understood"),
        ("120 %", "share_out_of_range"),
        ("7/3", "share_out_of_range"),
        ("-5", "share_out_of_range"),
        ("0,25", "share_ambiguous"),
        ("1", "share_ambiguous"),
    ],
)
def test_what_is_no_share_is_refused_by_a_sentence(desk, typed, code):
    with pytest.raises(InvalidInput) as refused:
        typed_share(typed)
    assert refused.value.message.code == f"error.{code}"
    assert desk.texts.say(refused.value.message)


@pytest.mark.parametrize("share", [Fraction(9, 31), Fraction(1, 8), Fraction(1, 3), Fraction(1)])
def test_what_stands_in_an_editor_is_read_back_exactly(share):
    assert typed_share(share_to_type(share)) == share


def test_a_cell_is_set_then_the_remainder_given_then_both_undone(desk):
    before = desk.document.study
    told = set_allocation(desk, KEY, "IA technicien", 5, "24 %")
    assert told.data["remainder"] == str(1 - Fraction(22, 31) - Fraction(24, 100))
    whole = give_allocation(desk, KEY, "pilotage", 6)
    assert whole.data["total"] == "1"
    assert matrix(desk.document.study, KEY).share("pilotage", 6) == Fraction(39, 775)
    undo(desk)
    undo(desk)
    assert desk.document.study == before


def test_showing_tells_the_sum_and_exact_shares(desk):
    outcome = show_allocation(desk, KEY)
    assert "100" in desk.texts.say(outcome.said[0])
    assert {"family": "ia-technicien", "level": 5, "share": "9/31"} in outcome.data["shares"]


def test_nothing_is_given_where_nothing_is_left_or_too_much_was(desk):
    with pytest.raises(EditRefused, match="allocation_whole"):
        give_allocation(desk, KEY, "pilotage", 6)
    set_allocation(desk, KEY, "pilotage", 6, "10 %")
    with pytest.raises(EditRefused, match="allocation_over"):
        give_allocation(desk, KEY, "pilotage", 6)


def test_unknown_rows_and_levels_are_refused(desk):
    with pytest.raises(InvalidInput):
        show_allocation(desk, "nowhere")
    with pytest.raises(InvalidInput, match="level_out_of_range"):
        set_allocation(desk, KEY, "pilotage", 9, "5 %")
    with pytest.raises(InvalidInput):
        set_allocation(desk, KEY, "", 5, "5 %")
