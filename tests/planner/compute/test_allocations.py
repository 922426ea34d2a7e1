"""The matrix of an allocation: exact sums, the remainder in one cell, undo to an equal study."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.samples.reading import read_sample
from planner.compute.allocations import give_remainder, matrix, set_share
from planner.compute.needs import needs
from planner.edits import Put, apply
from planner.errors import EditRefused
from planner.vocab import Nature
from tests.build import training
from tests.planner.needing import line, planned, spread

CELLS = st.tuples(st.sampled_from("abc"), st.integers(5, 8))
SHARES = st.fractions(0, 1, max_denominator=60)
SPREADS = st.dictionaries(CELLS, SHARES, max_size=8)


def made(shares):
    rows = spread("n", shares) or spread("n", {("a", 5): 0})
    return planned([line("n", 1000)], rows)


@given(SPREADS)
def test_the_sum_is_exact_whatever_way_it_is_taken(shares):
    found = matrix(made(shares), "n")
    whole = sum(shares.values(), Fraction(0))
    assert found.total == whole
    assert found.remainder == 1 - whole
    assert sum(map(found.of_family, found.families)) == whole
    assert sum(map(found.of_level, found.levels)) == whole


@given(SPREADS, CELLS, SHARES)
def test_a_cell_takes_what_it_is_given_and_no_other_moves(shares, cell, share):
    study = made(shares)
    after = apply(study, set_share(study, "n", cell, share, "new")).study
    before, now = matrix(study, "n"), matrix(after, "n")
    assert now.share(*cell) == share
    others = {*before.cells, *now.cells} - {cell}
    assert {c: before.share(*c) for c in others} == {c: now.share(*c) for c in others}


@given(SPREADS, CELLS)
def test_the_remainder_makes_the_sum_one_or_is_refused(shares, cell):
    study = made(shares)
    left = matrix(study, "n").remainder
    if left <= 0:
        with pytest.raises(EditRefused):
            give_remainder(study, "n", cell, "new")
        return
    after = apply(study, give_remainder(study, "n", cell, "new")).study
    assert matrix(after, "n").total == 1
    assert matrix(after, "n").share(*cell) == matrix(study, "n").share(*cell) + left
    assert needs(after, "s").unallocated == ()


@given(SPREADS, CELLS, SHARES)
def test_undoing_gives_back_an_equal_study(shares, cell, share):
    study = made(shares)
    edits = [set_share(study, "n", cell, share, "new")]
    if matrix(study, "n").remainder > 0:
        edits.append(give_remainder(study, "n", cell, "new"))
    for edit in edits:
        applied = apply(study, edit)
        assert apply(applied.study, applied.inverse).study == study


def test_two_rows_of_one_cell_are_added_and_become_one_when_it_is_typed():
    study = made({("a", 5): Fraction(1, 4)})
    twin = spread("n", {("a", 5): Fraction(1, 2)})[0]
    study = apply(study, Put("allocation_shares", replace(twin, key="twin"))).study
    assert matrix(study, "n").share("a", 5) == Fraction(3, 4)
    after = apply(study, set_share(study, "n", ("a", 5), Fraction(1, 3), "new")).study
    assert [row.share for row in after.allocation_shares] == [Fraction(1, 3)]


def test_a_share_that_was_counted_becomes_an_assumption_and_loses_its_count():
    study = read_sample()
    edit = set_share(study, "reponses-famille-niveau", ("pilotage", 7), Fraction(1, 10), "new")
    row = apply(study, edit).study.allocation_shares.get("reponses-famille-niveau.pilotage.7")
    assert (row.share, row.source.nature, row.source.note) == (
        Fraction(1, 10),
        Nature.ASSUMPTION,
        "",
    )
    assert row.source.place == "Annexe 3"


def test_typing_the_share_that_stands_there_changes_nothing():
    study = read_sample()
    cell = ("ia-technicien", 5)
    edit = set_share(study, "experts-9-22", cell, Fraction(9, 31), "new")
    assert apply(study, edit).study == study


def test_every_level_of_a_training_or_a_share_is_shown():
    study = planned([line("n", 1)], spread("n", {("a", 4): 1}), trainings=[training(level=3)])
    assert matrix(study, "n").levels == (3, 4, 5, 6, 7, 8)
    assert matrix(study, "n", levels=()).levels == (3, 4)


def test_the_shipped_allocations_spread_the_whole_need():
    study = read_sample()
    assert {row.key: matrix(study, row.key).total for row in study.allocations} == {
        "experts-9-22": 1,
        "reponses-famille-niveau": 1,
        "sensibilisation-tiers": 1,
    }


def test_an_unknown_allocation_is_a_key_error():
    with pytest.raises(KeyError):
        matrix(made({}), "nowhere")
