from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.samples.reading import read_sample
from planner.compute.allocations import matrix
from planner.tables.allocations import (
    exact_words,
    full_words,
    matrix_table,
    share_words,
    sum_message,
)
from tests.planner.needing import line, planned, spread
from ui.actions.texts import Texts

FRENCH = Texts("fr")


def plain(said):
    return FRENCH.say(said).replace("\u202f", " ")


@pytest.mark.parametrize(
    ("share", "short", "exact", "full"),
    [
        (Fraction(1, 8), "12,5 %", "12,5 %", "12,5 %"),
        (Fraction(1), "100 %", "100 %", "100 %"),
        (Fraction(9, 31), "≈ 29,03 %", "9/31", "9/31 (≈ 29,03 %)"),
        (Fraction(1, 3), "≈ 33,33 %", "1/3", "1/3 (≈ 33,33 %)"),
    ],
)
def test_a_percentage_that_rounds_says_so_and_its_fraction_is_at_hand(share, short, exact, full):
    assert (plain(share_words(share)), plain(exact_words(share)), plain(full_words(share))) == (
        short,
        exact,
        full,
    )


@given(st.fractions(0, 1, max_denominator=10_000))
def test_only_an_exact_percentage_goes_without_about(share):
    amount = share_words(share)["amount"]
    assert (share_words(share).code == "share.percent") is (amount / 100 == share)


def test_the_matrix_sums_families_levels_and_all_and_leaves_empty_cells_blank():
    study = read_sample()
    table = matrix_table(study, matrix(study, "experts-9-22"), as_fractions=True)
    names = [column.key for column in table.columns]
    assert names == ["family", "5", "6", "7", "8", "total"]
    technician = next(row for row in table.rows if row.place and row.place.key == "ia-technicien")
    assert plain(technician.values[1]) == "9/31"
    assert technician.values[2:5] == ("", "", "")
    assert table.rows[-1].place is None
    assert [plain(v) if v else v for v in table.rows[-1].values[1:]] == [
        "9/31", "", "22/31", "", "100 %",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (Fraction(1), "Tout le besoin est réparti"),
        (Fraction(19, 20), "Il reste 5 % à attribuer"),
    ],
)
def test_the_sum_is_told(share, said):
    study = planned([line("n", 1)], spread("n", {("a", 5): share}))
    assert said in plain(sum_message(matrix(study, "n")))


def test_an_excess_is_told_and_left_to_the_person():
    study = planned([line("n", 1)], spread("n", {("a", 5): 1, ("b", 5): Fraction(1, 10)}))
    assert "110 %, soit 10 % de trop" in plain(sum_message(matrix(study, "n")))
