"""Projections and identities as tables."""

from __future__ import annotations

from planner.compute.projections import recover
from planner.messages import message
from planner.tables.projections import identities_table, projections_table
from tests.planner.compute.test_projections import TRUE, Line, table


def test_projections_show_signed_numbers_and_which_were_recovered():
    study_ = table(TRUE, minuses=(Line.IMPACT,))
    made = projections_table(study_, recover(study_))
    told = dict(zip(made.column("counted"), made.column("value"), strict=True))
    assert told[message("projection_line.reduced")] == -33
    recovered = dict(zip(made.column("counted"), made.column("is_recovered"), strict=True))
    assert recovered[message("projection_line.reduced")] is True
    assert recovered[message("projection_line.impact")] is False


def test_identities_show_their_sides():
    study_ = table(TRUE | {Line.TOTAL: 931})
    made = identities_table(study_, recover(study_))
    assert made.column("holds") == (False, True, True, True)
    assert made.column("left")[0] == 931
