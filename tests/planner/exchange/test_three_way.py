"""The merge of a cell: five fates, the same whoever of the two looks."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.exchange.three_way import Fate, alike, fate, fate_unsent
from planner.messages import Interval

SPACED = ["a\u00a0b", "a b"]
PLACES = [Interval(Fraction(0), None), Interval(Fraction(2), Fraction(3)), Interval.exactly(2)]
LISTS = [(), ("x",), ("x", "y"), ("y", "x")]
VALUES = st.sampled_from([None, "", "a", "b", 0, 1, True, False, *SPACED, *PLACES, *LISTS])
SWAPPED = {Fate.THEIRS: Fate.OURS, Fate.OURS: Fate.THEIRS}


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "expected"),
    [
        (1, 1, 1, Fate.UNCHANGED),
        (1, 1, 2, Fate.THEIRS),
        (1, 2, 1, Fate.OURS),
        (1, 2, 2, Fate.SAME),
        (1, 2, 3, Fate.CONFLICT),
        (1, None, None, Fate.SAME),
        (None, None, 4, Fate.THEIRS),
        (None, 3, None, Fate.OURS),
        (5, 6, None, Fate.CONFLICT),
        (1, 1, True, Fate.THEIRS),
    ],
)
def test_each_fate_by_hand(base, ours, theirs, expected):
    assert fate(base, ours, theirs) is expected


@given(VALUES, VALUES, VALUES)
def test_the_merge_treats_both_sides_alike(base, ours, theirs):
    found = fate(base, ours, theirs)
    assert fate(base, theirs, ours) is SWAPPED.get(found, found)


@given(VALUES, VALUES, VALUES)
def test_what_one_side_left_alone_is_never_a_conflict(base, ours, theirs):
    assert fate(base, ours, base) in (Fate.UNCHANGED, Fate.OURS)
    assert fate(base, base, theirs) in (Fate.UNCHANGED, Fate.THEIRS)
    assert fate(base, ours, ours) in (Fate.UNCHANGED, Fate.SAME)


@given(VALUES, VALUES)
def test_a_cell_that_nobody_sent_never_replaces_what_is_known(ours, theirs):
    if fate_unsent(ours, theirs) is Fate.THEIRS:
        assert ours in (None, "", ()) or ours is False


def test_spaces_of_another_kind_are_no_change():
    assert alike("prix\u00a0: 3", "prix : 3")
    assert alike("e\u0301te\u0301", "été")
    assert alike(("a", "b"), ("b", "a"))
    assert not alike("a b", "ab")
    assert not alike(1, True)
    assert not alike(None, "")
