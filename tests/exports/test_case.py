"""A certification as a CASE package, and back."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given

from db.exchange.case import read_case
from exports.case import ITEM_TYPES, case_package
from planner.compute.extracts import compared, extract, installed
from planner.edits import apply
from planner.study import Certification
from planner.vocab import CertificationStatus
from tests.build import study
from tests.planner.compute.test_extracts import drafts

AT = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


@given(drafts())
def test_a_package_that_comes_back_is_the_same_certification(tmp_path_factory, drafted):
    path = tmp_path_factory.mktemp("case") / "a.json"
    taken = extract(drafted, "c")
    path.write_bytes(case_package(taken, AT))
    back = read_case(path)
    assert compared(taken, back) == ()
    assert compared(back, taken) == ()
    assert apply(study(), installed(study(), back)).study.certifications.get("c")


def package(drafted):
    return json.loads(case_package(extract(drafted, "c"), AT))


@given(drafts())
def test_every_item_hangs_on_one_item_or_on_the_document(drafted):
    told = package(drafted)
    known = {item["identifier"] for item in told["CFItems"]} | {told["CFDocument"]["identifier"]}
    links = [
        (a["originNodeURI"]["identifier"], a["destinationNodeURI"]["identifier"])
        for a in told["CFAssociations"]
    ]
    assert sorted(child for child, _ in links) == sorted(i["identifier"] for i in told["CFItems"])
    assert {parent for _, parent in links} <= known
    assert {item["CFItemType"] for item in told["CFItems"]} <= set(ITEM_TYPES.values())


@given(drafts())
def test_what_the_specification_requires_is_there(drafted):
    told = package(drafted)
    named = {"identifier", "uri", "lastChangeDateTime"}
    assert named | {"creator", "title"} <= set(told["CFDocument"])
    for item in told["CFItems"]:
        assert item["fullStatement"]
        assert named | {"CFDocumentURI"} <= set(item)
    for association in told["CFAssociations"]:
        assert association["associationType"] == "isChildOf"


@given(drafts())
def test_the_same_certification_at_the_same_moment_gives_the_same_bytes(drafted):
    taken = extract(drafted, "c")
    assert case_package(taken, AT) == case_package(taken, AT)


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (CertificationStatus.DRAFTING, "Draft"),
        (CertificationStatus.REGISTERED, "Adopted"),
        (CertificationStatus.ABANDONED, "Deprecated"),
    ],
)
def test_the_status_is_told_in_the_words_of_the_specification(status, said):
    drafted = study(certifications=[Certification(key="c", title="IA", status=status)])
    assert package(drafted)["CFDocument"]["adoptionStatus"] == said
