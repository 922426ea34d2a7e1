"""The verbs of fiches: imported by register, searched, laid beside a draft."""

from __future__ import annotations

from datetime import date

import pytest

from planner.errors import InvalidInput, StudyFileError
from planner.vocab import Register
from planner.watch import Cancelled, Watch
from tests.db.fiches.build import fiche, flux, written
from ui.actions import fiches
from ui.actions.registry import VERBS


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """No test sees what the person at work has imported."""
    made = tmp_path / "fiches"
    monkeypatch.setattr(fiches, "fiches_folder", lambda: made)
    return made


def run(desk, verb, **given):
    return VERBS[verb].run(desk, **given)


@pytest.fixture
def rncp(tmp_path):
    text = flux(fiche(), fiche("RNCP10002", "Développeur de modèles", "NIV7"))
    return written(tmp_path / "rncp.xml", text)


@pytest.fixture
def rs(tmp_path):
    return written(tmp_path / "rs.xml", flux(fiche("RS1234", "Intégrer l’IA aux RH", "AUCUN")))


def test_before_any_import_the_way_to_one_is_told(desk):
    outcome = run(desk, "fiches.search", words=["IA"])
    assert desk.texts.say(outcome.said[0]).startswith("Aucune fiche n’a été importée")
    assert outcome.data == []


def test_both_registers_stand_beside_each_other(desk, rncp, rs):
    outcome = run(desk, "fiches.import", path=rncp)
    assert outcome.data == {"register": "rncp", "fiches": 2}
    run(desk, "fiches.import", path=rs)
    found = run(desk, "fiches.search", words=["ia"]).tables[0]
    assert set(found.column("number")) >= {"RNCP10001", "RS1234"}
    assert set(fiches.library().origins()) == {Register.RNCP, Register.RS}


def test_a_file_without_fiche_and_a_stop_leave_what_was_there(desk, rncp, tmp_path):
    run(desk, "fiches.import", path=rncp)
    with pytest.raises(StudyFileError):
        run(desk, "fiches.import", path=written(tmp_path / "vide.xml", flux()))
    watch = Watch()
    watch.cancel()
    with pytest.raises(Cancelled):
        run(desk, "fiches.import", path=rncp, watch=watch)
    assert fiches.library().origins()[Register.RNCP].fiches == 2


def test_fiches_that_end_in_the_horizon_of_the_plan(desk, rncp):
    run(desk, "fiches.import", path=rncp)
    assert len(run(desk, "fiches.expiring").tables[0].rows) == 0
    found = run(desk, "fiches.expiring", start="2029-01-01", end="2029-12-31").tables[0]
    assert found.column("expires_on") == (date(2029, 8, 31),) * 2
    with pytest.raises(InvalidInput):
        run(desk, "fiches.expiring", start="demain")


def test_a_copied_passage_is_told_with_its_fiche(desk, rncp):
    run(desk, "fiches.import", path=rncp)
    said = "Analyser les données afin de décider"
    values = ["certification=drh", f"text={said}"]
    run(desk, "rows.add", collection="attested_competences", values=values)
    outcome = run(desk, "certifications.near", certification="drh")
    assert outcome.data["copies"] == 1
    assert outcome.tables[0].rows[0].values[1] == said
    assert outcome.tables[1].rows[0].values[0] in ("RNCP10001", "RNCP10002")
    assert "R6113-8-1" in desk.texts.say(outcome.said[0])


def test_a_draft_without_text_has_nothing_to_compare(desk, rncp):
    run(desk, "fiches.import", path=rncp)
    outcome = run(desk, "certifications.near", certification="drh")
    assert desk.texts.say(outcome.said[0]).startswith("Le brouillon n’a encore aucun texte")


def test_the_number_of_results_is_bounded(desk):
    with pytest.raises(InvalidInput):
        run(desk, "fiches.search", words=["ia"], most=0)
