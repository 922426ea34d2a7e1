"""CASE packages of other tools, and files that are none."""

from __future__ import annotations

import json

import pytest

from db.exchange import json_file
from db.exchange.case import read_case
from planner.errors import StudyFileError


def item(key, text, kind="", code=""):
    return {
        "identifier": key,
        "uri": f"urn:{key}",
        "fullStatement": text,
        "lastChangeDateTime": "2026-11-22T10:00:00Z",
        **({"CFItemType": kind} if kind else {}),
        **({"humanCodingScheme": code} if code else {}),
    }


def child(key, parent, number):
    return {
        "identifier": f"{key}-{parent}",
        "associationType": "isChildOf",
        "originNodeURI": {"identifier": key},
        "destinationNodeURI": {"identifier": parent},
        "sequenceNumber": number,
    }


FOREIGN = {
    "CFDocument": {"identifier": "doc", "title": "CQP IA", "creator": "CPNE"},
    "CFItems": [
        item("k2", "Décider"),
        item("k1", "Analyser", code="C1"),
        item("b", "Piloter", "Bloc de compétences"),
        item("a", "Pilotage"),
    ],
    "CFAssociations": [
        child("b", "doc", 1),
        child("a", "b", 1),
        child("k1", "a", 1),
        child("k2", "a", 2),
        {"associationType": "isRelatedTo"},
    ],
    "CFRubrics": [
        {
            "identifier": "r",
            "CFRubricCriteria": [
                {"identifier": "x", "description": "Juste", "CFItemURI": {"identifier": "k1"}},
                {"identifier": "y", "description": "Nulle part"},
            ],
        }
    ],
}


def written(tmp_path, value):
    path = tmp_path / "a.json"
    path.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return path


@pytest.mark.parametrize("wrap", [lambda told: told, lambda told: {"CFPackage": told}])
def test_a_package_of_another_tool_is_understood_by_types_and_places(tmp_path, wrap):
    taken = read_case(written(tmp_path, wrap(FOREIGN)))
    assert (taken.certification.title, taken.certification.certifiers) == ("CQP IA", "CPNE")
    (block,), (activity,) = taken.parts["blocks"], taken.parts["activities"]
    assert (block.title, activity.text, activity.block) == ("Piloter", "Pilotage", block.key)
    first, second = taken.parts["attested_competences"]
    assert (first.text, first.code, second.text) == ("Analyser", "C1", "Décider")
    assert {row.activity for row in (first, second)} == {activity.key}
    assert {row.block for row in (first, second)} == {block.key}
    (criterion,) = taken.parts["assessment_criteria"]
    assert (criterion.competence, criterion.text) == (first.key, "Juste")


def test_reading_twice_gives_the_same_keys(tmp_path):
    path = written(tmp_path, FOREIGN)
    assert read_case(path) == read_case(path)


def spoilt(**parts):
    return {**FOREIGN, **parts}


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("", "json_damaged"),
        ("{", "json_damaged"),
        ('{"a": NaN}', "json_damaged"),
        ("[" * 200_000, "json_damaged"),
        ("[1]", "json_no_object"),
        ({"bpmn": 1}, "case_not_case"),
        (spoilt(CFDocument=[]), "case_not_case"),
        (spoilt(CFDocument={"identifier": "doc", "title": " "}), "case_not_case"),
        (spoilt(CFItems="no"), "case_not_case"),
        (spoilt(CFItems=[7]), "case_not_case"),
        (spoilt(CFItems=[item("k", "")]), "case_not_case"),
        (spoilt(CFAssociations=[child("a", "b", 1), child("b", "a", 1)]), "case_not_case"),
        (spoilt(CFItems=[item(str(n), "x") for n in range(20_001)]), "case_not_case"),
        (
            spoilt(CFDocument={"extensions": {"cartoplan": {"key": "c", "rank": "first"}}}),
            "case_not_case",
        ),
    ],
)
def test_what_is_no_package_is_refused_in_one_sentence(tmp_path, value, code):
    with pytest.raises(StudyFileError) as caught:
        read_case(written(tmp_path, value))
    assert caught.value.message.code == f"error.{code}"
    assert caught.value.message["path"].endswith("a.json")


def test_a_missing_or_enormous_file_is_refused(tmp_path, monkeypatch):
    with pytest.raises(StudyFileError) as caught:
        read_case(tmp_path / "nothing.json")
    assert caught.value.message.code == "error.json_unreadable"
    monkeypatch.setattr(json_file, "LARGEST", 10)
    with pytest.raises(StudyFileError) as caught:
        read_case(written(tmp_path, FOREIGN))
    assert caught.value.message.code == "error.json_too_large"


def test_bytes_that_are_not_utf_8_are_refused(tmp_path):
    path = tmp_path / "a.json"
    path.write_bytes('{"CFDocument": "é"}'.encode("utf-16"))
    with pytest.raises(StudyFileError) as caught:
        read_case(path)
    assert caught.value.message.code == "error.json_damaged"
