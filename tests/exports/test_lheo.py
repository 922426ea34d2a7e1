"""The inventory as LHEO: in its order, within its lengths, unknown values told as such."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from defusedxml.ElementTree import fromstring

from db.samples.reading import read_sample
from exports.lheo import Written, write_lheo
from planner.errors import ExportError
from planner.study import Certification, Domain, DomainHours, Preparation, Seats
from planner.vocab import (
    CertificationStatus,
    Confidence,
    DomainScheme,
    LinkState,
    Modality,
    Register,
    SeatKind,
)
from planner.watch import Cancelled, Watch
from tests.build import study, training
from tests.exports.lheo_shape import NAMESPACE, faults
from ui.actions.texts import Texts

AT = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)
FRENCH = Texts("fr")


def written(given, path, **options):
    told = write_lheo(given, path, FRENCH, at=AT, **options)
    return fromstring(path.read_bytes()), told


def found(root, path):
    return root.findall("/".join(f"{NAMESPACE}{name}" for name in path.split("/")))


def texts(root, path):
    return [each.text for each in found(root, path)]


def test_the_shipped_inventory_is_an_lheo_file(tmp_path):
    root, told = written(read_sample(), tmp_path / "a.xml")
    assert list(faults(root)) == []
    assert told == Written(len(found(root, "offres/formation")), 0)
    assert told.trainings == 81


def test_the_table_of_the_standard_bites(tmp_path):
    root, _ = written(study(trainings=[training()]), tmp_path / "a.xml")
    formation = found(root, "offres/formation")[0]
    formation.insert(0, formation[3])
    formation[0].text = "x" * 3001
    told = " ".join(faults(root))
    assert "out of order" in told
    assert "resultats-attendus" in told


def test_a_training_of_which_little_is_known_uses_the_codes_of_the_unknown(tmp_path):
    bare = training(level=None, city=None, institution=None)
    root, _ = written(study(trainings=[bare]), tmp_path / "a.xml")
    formation = found(root, "offres/formation")[0]
    assert list(faults(root)) == []
    assert texts(formation, "code-niveau-sortie") == ["0"]
    assert texts(formation, "action/session/periode/debut") == ["00000000"]
    assert texts(formation, "action/session/periode/fin") == ["99999999"]
    assert found(formation, "action/lieu-de-formation") == []
    assert texts(formation, "organisme-formation-responsable/nom-organisme") == ["Non communiqué"]
    for path in ("certifiante", "objectif-formation", "action/modalites-enseignement"):
        assert [each.get("info") for each in found(formation, path)] == ["cartoplan:unknown"]


def test_what_is_known_stands_in_the_elements_of_the_standard(tmp_path):
    row = training(
        "t1", "a", "b", level=7, duration="2 ans", hours=900, modalities=(Modality.APPRENTICESHIP,)
    )
    domain = Domain(key="d", scheme=DomainScheme.VISIBILITY, name="Apprentissage automatique")
    given = study(
        trainings=[row],
        domains=[domain],
        domain_hours=[DomainHours(key="h", training="t1", domain="d", hours=40)],
    )
    root, _ = written(given, tmp_path / "a.xml")
    formation = found(root, "offres/formation")[0]
    assert list(faults(root)) == []
    assert formation.get("numero") == "t1"
    assert texts(formation, "intitule-formation") == ["Formation t1"]
    assert "Famille a et Famille b" in texts(formation, "objectif-formation")[0]
    assert "Apprentissage automatique" in texts(formation, "contenu-formation")[0]
    assert texts(formation, "code-niveau-sortie") == ["17"]
    assert texts(formation, "action/lieu-de-formation/coordonnees/adresse/ville") == ["Lille"]
    assert texts(formation, "action/lieu-de-formation/coordonnees/adresse/departement") == ["59"]
    assert texts(formation, "action/duree-indicative") == ["2 ans"]
    assert texts(formation, "action/nombre-heures-total") == ["900"]
    assert texts(formation, "organisme-formation-responsable/nom-organisme") == ["ENS"]


def test_a_text_that_is_too_long_is_shortened_told_and_kept_whole_beside(tmp_path):
    title = "Très long intitulé " * 25
    row = training(title=title.strip(), duration="semaines " * 20)
    root, told = written(study(trainings=[row]), tmp_path / "a.xml")
    formation = found(root, "offres/formation")[0]
    assert list(faults(root)) == []
    assert told.cut == 2
    (short,) = found(formation, "intitule-formation")
    assert short.get("info") == "cartoplan:cut"
    assert len(short.text) == 255
    assert short.text.endswith("…")
    assert title.strip() in texts(formation, "extras/extras/extra")


def test_registered_certifications_that_are_confirmed_are_named(tmp_path):
    rows = {
        "yes": (CertificationStatus.REGISTERED, LinkState.CONFIRMED, "RNCP37137"),
        "proposed": (CertificationStatus.REGISTERED, LinkState.PROPOSED, "RNCP1"),
        "drafted": (CertificationStatus.DRAFTING, LinkState.CONFIRMED, "RNCP2"),
    }
    given = study(
        trainings=[training()],
        certifications=[
            Certification(
                key=key,
                title=f"Titre {key}",
                register=Register.RNCP,
                status=status,
                number=number,
                nsf="326p 326t 114",
                formacodes="31028 1",
                romes="M1405",
            )
            for key, (status, _, number) in rows.items()
        ],
        preparations=[
            Preparation(key=key, certification=key, training="t1", state=state)
            for key, (_, state, _) in rows.items()
        ],
    )
    root, _ = written(given, tmp_path / "a.xml")
    formation = found(root, "offres/formation")[0]
    assert list(faults(root)) == []
    assert texts(formation, "certification/code-RNCP") == ["RNCP37137"]
    assert texts(formation, "certifiante") == ["1"]
    assert texts(formation, "resultats-attendus") == ["Titre yes"]
    assert texts(formation, "domaine-formation/code-NSF") == ["326", "114"]
    assert texts(formation, "domaine-formation/code-FORMACODE") == ["31028"]


def test_places_and_hours_stand_in_our_own_fields_as_intervals(tmp_path):
    seats = Seats(
        key="s",
        training="t1",
        year=2026,
        kind=SeatKind.FUNDED,
        low=24,
        high=None,
        confidence=Confidence.LOW,
    )
    root, _ = written(study(trainings=[training()], seats=[seats]), tmp_path / "a.xml")
    boxes = found(root, "offres/formation/extras/extras")
    (box,) = [each for each in boxes if each.get("info") == "cartoplan:seats"]
    told = {each.get("info"): each.text for each in found(box, "extra")}
    assert told["cartoplan:low"] == "24"
    assert "cartoplan:high" not in told
    assert told["cartoplan:kind"] == "funded"
    assert told["cartoplan:confidence"] == "low"


def test_without_our_own_fields_nothing_of_ours_is_left(tmp_path):
    commented = training(comment="Remarque interne")
    root, _ = written(study(trainings=[commented]), tmp_path / "a.xml", with_own=False)
    assert list(faults(root)) == []
    assert list(root.iter(f"{NAMESPACE}extras")) == []
    assert "Remarque interne" not in (tmp_path / "a.xml").read_text("utf-8")


def test_archived_trainings_stay_at_home(tmp_path):
    given = study(trainings=[training("t1"), training("t2", is_archived=True)])
    root, told = written(given, tmp_path / "a.xml")
    assert [each.get("numero") for each in found(root, "offres/formation")] == ["t1"]
    assert told.trainings == 1


def test_signs_of_xml_in_texts_are_texts(tmp_path):
    title = "</intitule-formation> & « <b> » ]]> \" 'x'"
    root, _ = written(study(trainings=[training(title=title)]), tmp_path / "a.xml")
    assert texts(root, "offres/formation/intitule-formation") == [title]


def test_the_same_study_gives_the_same_bytes(tmp_path):
    given = read_sample()
    first, second = tmp_path / "a.xml", tmp_path / "b.xml"
    written(given, first)
    written(given, second)
    assert first.read_bytes() == second.read_bytes()


def test_a_study_without_training_is_refused_and_the_former_file_stays(tmp_path):
    path = tmp_path / "a.xml"
    path.write_text("former")
    with pytest.raises(ExportError) as caught:
        written(study(trainings=[training(is_archived=True)]), path)
    assert caught.value.message.code == "error.lheo_empty"
    assert path.read_text() == "former"


def test_writing_stops_when_asked(tmp_path):
    path, watch = tmp_path / "a.xml", Watch()
    watch.cancel()
    with pytest.raises(Cancelled):
        written(read_sample(), path, watch=watch)
    assert not path.exists()


def test_a_name_longer_than_a_town_may_be_is_shortened(tmp_path):
    given = study(trainings=[training()])
    long = replace(given.cities.get("lille"), name="L" * 80)
    root, told = written(replace(given, cities=given.cities.put(long)), tmp_path / "a.xml")
    assert list(faults(root)) == []
    assert told.cut == 1
