"""A certification from elsewhere enters a study without taking what belongs to others."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from planner.compute.adoption import adopted, free_key, key_of, owner_of
from planner.compute.extracts import compared, extract, installed
from planner.edits import apply
from planner.study import Source
from planner.vocab import Nature
from tests.build import study
from tests.dossiers import RNCP, RS, filled
from tests.planner.compute.test_extracts import drafts


@given(drafts(), drafts())
def test_a_certification_adopted_under_another_name_leaves_the_first_as_it_is(one, other):
    taken = adopted(other, extract(one, "c"), "d")
    applied = apply(other, installed(other, taken)).study
    assert extract(applied, "c") == extract(other, "c")
    assert extract(applied, "d") == taken
    assert len(taken.places()) == len(extract(one, "c").places())
    again = adopted(applied, extract(one, "c"), "d")
    assert installed(applied, again).edits == ()


@given(drafts())
def test_one_adopted_where_it_stands_changes_nothing(drafted):
    assert adopted(drafted, extract(drafted, "c")) == extract(drafted, "c")
    assert compared(adopted(study(), extract(drafted, "c")), extract(drafted, "c")) == ()


def test_references_follow_the_keys():
    taken = adopted(filled(), extract(filled(), RNCP), RS)
    blocks = {row.key for row in taken.parts["blocks"]}
    own = {row.key for row in taken.parts["attested_competences"]}
    assert {row.block for row in taken.parts["attested_competences"]} <= blocks
    assert {key for row in taken.parts["assessments"] for key in row.competences} <= own
    assert {row.competence for row in taken.parts["assessment_criteria"]} <= own
    assert not own & {row.key for row in filled().attested_competences}


def test_a_free_key_is_kept_and_one_of_another_is_made_again_the_same():
    told = filled()
    assert free_key(told, "blocks", "new", RS) == "new"
    assert free_key(told, "blocks", "b1", RNCP) == "b1"
    assert free_key(told, "blocks", "b1", RS) == key_of("blocks", RS, "b1")
    assert owner_of(told, "assessment_criteria", next(iter(told.assessment_criteria))) == RNCP


def test_a_printed_row_said_otherwise_is_declared_and_one_said_as_before_is_printed():
    told = filled()
    printed = Source(Nature.PUBLISHED, "Action 1.5", 2408)
    row = replace(told.certifications.get(RNCP), source=printed)
    told = replace(told, certifications=told.certifications.put(row))
    coming = extract(filled(), RNCP)
    assert adopted(told, coming).certification.source == printed
    other = replace(coming, certification=replace(coming.certification, title="Autre"))
    changed = adopted(told, other).certification
    assert changed.source == replace(printed, nature=Nature.DECLARED)
