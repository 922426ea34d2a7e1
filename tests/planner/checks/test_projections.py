"""Checks of the projection tables."""

from __future__ import annotations

from dataclasses import replace

from planner.checks import projections as checks
from planner.findings import Place, Severity
from planner.messages import message
from planner.rows import Rows
from planner.study import Sector
from tests.planner.compute.test_projections import TRUE, Line, table


def test_a_broken_identity_is_found_with_its_two_sides():
    (said,) = checks.broken_identities(table(TRUE | {Line.TOTAL: 931}))
    assert said.where == Place("projections", "s.total.2022", "magnitude")
    assert (said.said["left"], said.said["right"]) in ((931, 930), (931, 870))
    assert said.said["identity"] == message("identity.total")


def test_identities_that_hold_or_stay_open_are_no_finding():
    assert list(checks.broken_identities(table(TRUE))) == []
    assert list(checks.broken_identities(table(TRUE, before=None))) == []


def test_recovered_signs_are_counted_by_sector_for_information():
    (said,) = checks.recovered_signs(table(TRUE))
    assert said.severity is Severity.INFO
    assert said.said["n"] == sum(number < 0 for number in TRUE.values())
    printed = [line for line, number in TRUE.items() if number < 0]
    assert list(checks.recovered_signs(table(TRUE, minuses=printed))) == []


def test_a_sign_that_cannot_be_told_is_found_cell_by_cell():
    (said,) = checks.untold_signs(table(TRUE | {Line.TOTAL: 931}))
    assert said.where == Place("projections", "s.natural.2022", "has_minus")
    assert said.said["line"] == message("projection_line.natural")
    assert list(checks.untold_signs(table(TRUE))) == []


def test_an_analysed_sector_without_projection_is_found_and_others_are_not():
    sectors = [
        Sector(key="s", name="S", impact=3, is_analysed=True),
        Sector(key="digital", name="Numérique", impact=4, is_analysed=True),
        Sector(key="farming", name="Agriculture", impact=1),
    ]
    (said,) = checks.missing_projections(replace(table(TRUE), sectors=Rows(sectors)))
    assert said.where == Place("sectors", "digital")
