"""Round ticks and exact scales."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.figures.scale import LinearScale, nice_step, nice_ticks, nice_top


def test_a_scale_maps_both_ends_and_may_run_backwards():
    scale = LinearScale(0, 50, 100, 0)
    assert (scale.at(0), scale.at(50), scale.at(Fraction(25))) == (100, 0, 50)
    assert scale.clamped(99) == 0
    assert scale.at(60) == -20


def test_a_domain_without_extent_maps_to_the_start():
    assert LinearScale(3, 3, 10, 90).at(7) == 10


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [(0, 47, [0, 10, 20, 30, 40]), (0, 0.7, [0, 0.2, 0.4, 0.6]), (-3, 3, [-2, 0, 2]), (4, 4, [4])],
)
def test_ticks_are_round_and_exact(low, high, ticks):
    assert [float(tick) for tick in nice_ticks(low, high)] == ticks


def test_the_scale_gives_its_own_ticks():
    assert LinearScale(0, 100, 0, 1).ticks(4) == (0, 50, 100)


def test_the_top_is_the_first_tick_at_or_above():
    assert nice_top(1451.6) == 1500
    assert nice_top(100) == 100
    assert nice_top(0) == 1


@given(st.floats(1e-6, 1e12), st.integers(1, 10))
def test_there_are_never_many_more_ticks_than_asked_for(high, count):
    ticks = nice_ticks(0, high, count)
    assert 1 <= len(ticks) <= count + 2
    assert all(0 <= tick <= high for tick in ticks)
    leading = str(nice_step(high, count).numerator).rstrip("0")
    assert leading in {"1", "2", "5"}
