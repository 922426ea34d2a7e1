"""Why cells have their sign, checked against the nine shipped tables and by hand."""

from __future__ import annotations

import pytest

from db.samples.reading import read_sample
from planner.compute.projections import recover
from planner.compute.signs import SignOrigin, explain

STUDY = read_sample()
TABLES = {table.sector: table for table in recover(STUDY)}
EVERY = [(table, cell) for table in TABLES.values() for cell in table.cells]


def reason(sector, line, year):
    return explain(STUDY, TABLES[sector], f"{sector}.{line}.{year}")


def test_a_lost_minus_is_explained_by_both_equalities_of_its_period():
    told = reason("transport-logistique-commerce", "impact", 2022)
    assert told.origin is SignOrigin.RECOVERED
    total, impact = told.equations
    assert (total.left, total.right) == (358_610, (362_260, 45_160, -48_810))
    assert (impact.left, impact.right) == (-48_810, (-3_900, -20_020, -24_890))
    assert (total.flipped_left, sum(total.flipped)) == (358_610, 456_230)
    assert (impact.flipped_left, sum(impact.flipped)) == (48_810, -48_810)


def test_every_restored_sign_is_wanted_by_an_equality_that_the_other_sign_breaks():
    restored = [
        explain(STUDY, table, cell.key)
        for table, cell in EVERY
        if cell.is_recovered and cell.line != "reduced"
    ]
    assert len(restored) == 54
    for told in restored:
        assert told.origin is SignOrigin.RECOVERED
        assert any(one.holds and one.flipped_left != sum(one.flipped) for one in told.equations)


def test_equalities_are_those_of_the_identities_and_hold_with_them():
    for table, cell in EVERY:
        found = {(one.name, one.year): one for one in table.identities}
        for equation in explain(STUDY, table, cell.key).equations:
            identity = found[equation.name, equation.year]
            assert (equation.left, sum(equation.right)) == (identity.left, identity.right)
            assert equation.holds is identity.holds


def test_jobs_are_positive_and_activity_lost_negative_by_what_they_count():
    sector = "transport-logistique-commerce"
    assert reason(sector, "total", 2017).origin is SignOrigin.POSITIVE
    assert reason(sector, "reduced", 2027).origin is SignOrigin.NEGATIVE
    assert reason(sector, "natural", 2022).origin is SignOrigin.CONFIRMED


def test_the_two_equalities_that_fail_are_told_as_failing():
    broken = [
        (equation.name.value, equation.left, sum(equation.right))
        for equation in reason("agroalimentaire", "ai_alone", 2027).equations
        if not equation.holds
    ]
    assert broken == [("impact", -7_110, -7_100), ("ai_parts", -4_480, -4_470)]


def test_a_cell_that_the_table_does_not_have_is_a_key_error():
    with pytest.raises(KeyError):
        explain(STUDY, TABLES["btp"], "nowhere")
