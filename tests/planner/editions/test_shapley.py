from __future__ import annotations

from fractions import Fraction
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from planner.editions.shapley import mixes, shapley

CAUSES = "abcde"


def averaged(causes, value):
    """The oracle: walk through every order, and take the mean of what each cause changes."""
    orders = list(permutations(causes))
    parts = dict.fromkeys(causes, Fraction(0))
    for order in orders:
        come = frozenset()
        for cause in order:
            parts[cause] += value(come | {cause}) - value(come)
            come |= {cause}
    return {cause: part / len(orders) for cause, part in parts.items()}


@st.composite
def games(draw, most=5):
    causes = CAUSES[: draw(st.integers(0, most))]
    every = list(mixes(causes))
    numbers = draw(st.lists(st.integers(-999, 999), min_size=len(every), max_size=len(every)))
    return causes, {mix: Fraction(n, 7) for mix, n in zip(every, numbers, strict=True)}


@given(games(most=4))
def test_the_parts_are_the_mean_over_all_orders(game):
    causes, known = game
    assert shapley(causes, known.__getitem__) == averaged(causes, known.__getitem__)


@given(games())
def test_the_parts_add_up_to_the_change_exactly(game):
    causes, known = game
    parts = shapley(causes, known.__getitem__)
    assert sum(parts.values()) == known[frozenset(causes)] - known[frozenset()]


@given(games(), st.randoms())
def test_the_order_of_the_causes_is_no_matter(game, random):
    causes, known = game
    other = random.sample(causes, len(causes))
    assert shapley(other, known.__getitem__) == shapley(causes, known.__getitem__)


@given(games(), st.sampled_from(CAUSES))
def test_a_cause_that_never_changes_anything_has_no_part(game, idle):
    causes, known = game
    parts = shapley(causes, lambda mix: known[mix - {idle}])
    assert parts.get(idle, 0) == 0


def test_what_is_not_known_for_one_mix_leaves_every_part_unknown():
    known = {mix: Fraction(len(mix)) for mix in mixes("ab")} | {frozenset("a"): None}
    assert shapley("ab", known.__getitem__) == {"a": None, "b": None}


def test_two_causes_share_what_they_only_do_together():
    both = shapley("ab", lambda mix: Fraction(10 if len(mix) == 2 else 0))
    assert both == {"a": 5, "b": 5}
