"""The parts of a certification as a tree."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.compute.referential import referential, tree
from planner.study import (
    Activity,
    Assessment,
    AssessmentCriterion,
    AttestedCompetence,
    Block,
    Certification,
)
from tests.build import study

blocks = st.sampled_from([None, "b1", "b2"])
activities = st.sampled_from([None, "a0", "a1", "a2"])


@st.composite
def drafts(draw):
    """A certification whose parts hang where they like."""
    return study(
        certifications=[Certification(key="c", title="IA"), Certification(key="d", title="Autre")],
        blocks=[Block(key=k, certification="c", title=k) for k in ("b1", "b2")],
        activities=[
            Activity(key=f"a{n}", certification="c", block=draw(blocks), text="Agir")
            for n in range(3)
        ],
        attested_competences=[
            AttestedCompetence(
                key=f"k{n}",
                certification="c",
                block=draw(blocks),
                activity=draw(activities),
                text="Agir",
            )
            for n in range(draw(st.integers(0, 4)))
        ],
        assessments=[
            Assessment(key=f"e{n}", certification="c", block=draw(blocks), modality="Oral")
            for n in range(2)
        ],
    )


@given(drafts())
def test_each_part_stands_in_the_tree_exactly_once(drafted):
    found = Counter(branch.place for branch in tree(drafted, "c").walk())
    assert set(found.values()) == {1}
    parts = referential(drafted, "c")
    rows = parts.blocks + parts.activities + parts.competences + parts.assessments
    assert sorted(place.key for place in found) == sorted(["c", *(row.key for row in rows)])


@given(drafts())
def test_a_competence_stands_under_its_activity_wherever_that_stands(drafted):
    for branch in tree(drafted, "c").walk():
        for under in branch.branches:
            if under.place.collection != "attested_competences":
                continue
            row = drafted.attested_competences.get(under.place.key)
            if branch.place.collection == "activities":
                assert row.activity == branch.place.key
            else:
                assert row.activity is None


def test_the_parts_of_another_certification_stay_out():
    drafted = study(
        certifications=[Certification(key="c", title="IA"), Certification(key="d", title="Autre")],
        attested_competences=[
            AttestedCompetence(key="k", certification="c", text="Agir"),
            AttestedCompetence(key="l", certification="d", text="Agir"),
        ],
        assessment_criteria=[
            AssessmentCriterion(key="x", competence="k", text="Juste"),
            AssessmentCriterion(key="y", competence="l", text="Juste"),
        ],
    )
    assert [b.place.key for b in tree(drafted, "c").walk()] == ["c", "k", "x"]
    assert referential(drafted, "c").judged == {"k"}


def test_a_certification_that_is_not_there_is_a_key_error():
    with pytest.raises(KeyError):
        referential(study(), "nobody")
