"""The fiches of both registers in one folder."""

from __future__ import annotations

from datetime import date

import pytest

from db.fiches.library import FicheLibrary
from planner.errors import StudyFileError
from planner.vocab import Register
from tests.db.fiches.build import fiche, flux, written


@pytest.fixture
def filled(tmp_path):
    library = FicheLibrary(tmp_path / "fiches")
    rncp = written(
        tmp_path / "a.xml", flux(fiche(), fiche("RNCP10002", "Chef de projet IA embarquée"))
    )
    rs = written(tmp_path / "b.xml", flux(fiche("RS1234", "Mener un projet IA", "AUCUN")))
    library.take(rncp, "2026-01-05")
    library.take(rs, "2026-01-05")
    return library


def test_an_empty_library_finds_nothing(tmp_path):
    library = FicheLibrary(tmp_path / "none")
    assert (library.origins(), library.search("ia"), library.like("projet")) == ({}, (), ())
    assert library.get("RNCP1") is None


def test_each_register_keeps_its_own_origin(filled, tmp_path):
    assert {name: each.fiches for name, each in filled.origins().items()} == {
        Register.RNCP: 2,
        Register.RS: 1,
    }
    filled.take(written(tmp_path / "c.xml", flux(fiche("RS9", "Autre"))), "2026-02-01")
    assert filled.get("RS1234") is None
    assert filled.get("RNCP10001") is not None


def test_results_of_both_registers_come_in_turn(filled):
    found = [each.number for each in filled.search("projet ia")]
    assert set(found) == {"RNCP10001", "RNCP10002", "RS1234"}
    assert found[1] == "RS1234"
    assert len(filled.like("un projet en équipe", 1)) == 1


def test_ends_are_told_in_order_of_day(filled):
    found = filled.expiring(date(2029, 8, 31), date(2029, 8, 31))
    assert [each.number for each in found] == ["RNCP10001", "RNCP10002", "RS1234"]


def test_a_list_without_fiche_is_refused_and_nothing_is_lost(filled, tmp_path):
    with pytest.raises(StudyFileError) as refused:
        filled.take(written(tmp_path / "vide.xml", flux()), "2026-02-01")
    assert refused.value.message.code == "error.fiches_none"
    assert filled.origins()[Register.RNCP].fiches == 2
