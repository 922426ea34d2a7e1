from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.edits import Batch, Drop, Put, Set, apply, single_edits
from planner.errors import EditRefused
from planner.fields import ENTITIES, FIELDS, field_of
from planner.study import (
    Assessment,
    AssessmentCriterion,
    AttestedCompetence,
    Block,
    Certification,
    Seats,
    Study,
)
from planner.vocab import Modality, SeatKind
from tests.build import FAMILIES, study, training

BASE = study(
    trainings=[training("t1", "a"), training("t2", "a", "b"), training("t3")],
    seats=[Seats(key="s1", training="t1", year=2026, kind=SeatKind.OPEN, low=10, high=20)],
)

keys = st.sampled_from(["t1", "t2", "t3", "t4"])
titles = st.text("éàx ", min_size=1, max_size=6).map(lambda t: f"T{t}".strip())
some_families = st.lists(st.sampled_from(FAMILIES), unique=True, max_size=3).map(tuple)
puts = st.builds(
    lambda key, title, families, level: Put(
        "trainings", training(key, *families, title=title, level=level)
    ),
    keys,
    titles,
    some_families,
    st.none() | st.integers(1, 8),
)
sets = st.builds(
    lambda key, title, families: Set("trainings", key, (("title", title), ("families", families))),
    keys,
    titles,
    some_families,
)
drops = st.builds(lambda key: Drop("trainings", key), keys)
edits = st.recursive(
    puts | sets | drops,
    lambda inner: st.lists(inner, max_size=4).map(lambda e: Batch(tuple(e))),
    max_leaves=6,
)


@given(edits)
def test_an_edit_then_its_inverse_gives_the_same_study(edit):
    try:
        applied = apply(BASE, edit)
    except EditRefused:
        return
    assert apply(applied.study, applied.inverse).study == BASE


@given(edits)
def test_the_inverse_of_the_inverse_does_the_edit_again(edit):
    try:
        applied = apply(BASE, edit)
    except EditRefused:
        return
    back = apply(applied.study, applied.inverse)
    assert apply(back.study, back.inverse).study == applied.study


@given(edits)
def test_an_edit_touches_every_row_that_differs_and_no_other_collection(edit):
    try:
        applied = apply(BASE, edit)
    except EditRefused:
        return
    for collection in ENTITIES:
        before = {r.key: r for r in getattr(BASE, collection)}
        after = {r.key: r for r in getattr(applied.study, collection)}
        changed = {k for k in before.keys() | after.keys() if before.get(k) != after.get(k)}
        assert {(collection, key) for key in changed} <= applied.touched.rows


def test_a_batch_with_one_bad_edit_changes_nothing():
    bad = Batch((Set("trainings", "t1", (("level", 6),)), Set("trainings", "t1", (("level", 9),))))
    with pytest.raises(EditRefused) as refused:
        apply(BASE, bad)
    assert refused.value.message.code == "error.too_large"
    assert BASE.trainings.get("t1").level == 5


def test_a_closed_training_takes_its_seats_along_and_undo_brings_both_back():
    applied = apply(BASE, Drop("trainings", "t1"))
    assert len(applied.study.seats) == 0
    assert applied.touched.has("seats")
    assert apply(applied.study, applied.inverse).study == BASE


def test_a_family_still_targeted_cannot_be_dropped_and_the_training_is_named():
    with pytest.raises(EditRefused) as refused:
        apply(BASE, Drop("families", "b"))
    assert refused.value.message.code == "error.still_used"
    assert refused.value.message["by"] == "t2"


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (Set("trainings", "t9", (("level", 5),)), "unknown_row"),
        (Set("trainings", "t1", (("colour", "red"),)), "unknown_field"),
        (Set("trainings", "t1", (("key", "t7"),)), "unknown_field"),
        (Set("nowhere", "t1", ()), "unknown_collection"),
        (Drop("trainings", "t9"), "unknown_row"),
        (Put("trainings", study().families[0]), "wrong_entity"),
        (Set("trainings", "t1", (("title", ""),)), "required"),
        (Set("trainings", "t1", (("title", None),)), "wrong_type"),
        (Set("trainings", "t1", (("title", 3),)), "wrong_type"),
        (Set("trainings", "t1", (("title", "x" * 501),)), "too_long"),
        (Set("trainings", "t1", (("title", " x"),)), "not_clean"),
        (Set("trainings", "t1", (("title", "e\u0301"),)), "not_clean"),
        (Set("trainings", "t1", (("title", "a\x07b"),)), "unwritable"),
        (Set("trainings", "t1", (("level", 0),)), "too_small"),
        (Set("trainings", "t1", (("level", True),)), "wrong_type"),
        (Set("trainings", "t1", (("modalities", Modality.INITIAL),)), "wrong_type"),
        (Set("trainings", "t1", (("level", 5.0),)), "wrong_type"),
        (Set("trainings", "t1", (("is_archived", 1),)), "wrong_type"),
        (Set("trainings", "t1", (("city", "paris"),)), "unknown_reference"),
        (Set("trainings", "t1", (("families", ("a", "z")),)), "unknown_reference"),
        (Set("trainings", "t1", (("families", ("a", "a")),)), "repeated_reference"),
        (Set("trainings", "t1", (("modalities", ("evening",)),)), "unknown_word"),
        (Set("seats", "s1", (("low", 30),)), "bounds_crossed"),
        (Set("seats", "s1", (("training", None),)), "required"),
        (Set("institutions", "iut", (("name", " ENS".strip().lower()),)), "twin"),
    ],
)
def test_what_cannot_stand_is_refused_by_name(edit, code):
    with pytest.raises(EditRefused) as refused:
        apply(BASE, edit)
    assert refused.value.message.code == f"error.{code}"


def test_a_row_cannot_have_an_empty_or_unwritable_key():
    for key in ("", " t", "a\x00", "k" * 121):
        with pytest.raises(EditRefused, match="bad_key"):
            apply(BASE, Put("trainings", training(key)))


def test_good_values_are_kept_as_given():
    values = (("modalities", (Modality.INITIAL,)), ("hours", 400), ("city", None))
    row = apply(BASE, Set("trainings", "t1", values)).study.trainings.get("t1")
    assert (row.modalities, row.hours, row.city) == ((Modality.INITIAL,), 400, None)


def test_single_edits_opens_batches_in_order():
    one, two, three = (Drop("trainings", f"t{n}") for n in (1, 2, 3))
    assert list(single_edits(Batch((one, Batch((two,)), three)))) == [one, two, three]


def test_every_collection_of_the_study_declares_exactly_its_fields():
    assert [f.name for f in fields(Study)] == list(ENTITIES) == list(FIELDS)
    for collection, entity in ENTITIES.items():
        own = {f.name for f in fields(entity)} - {"key", "rank", "source"}
        assert own == {f.key for f in FIELDS[collection]}
        for field in FIELDS[collection]:
            assert field.target == "" or field.target in ENTITIES
            assert field_of(collection, field.key) is field


def test_a_rank_change_moves_the_row():
    moved = apply(BASE, Put("trainings", replace(BASE.trainings.get("t1"), rank=9))).study
    assert [row.key for row in moved.trainings] == ["t2", "t3", "t1"]


def a_referential() -> Study:
    """A certification with a block whose competence hangs on both, and a criterion on that."""
    return study(
        certifications=[Certification(key="c", title="Piloter l’IA")],
        blocks=[Block(key="b", certification="c", title="Bloc")],
        attested_competences=[
            AttestedCompetence(key="k", certification="c", block="b", text="Piloter")
        ],
        assessments=[
            Assessment(key="e", certification="c", block="b", modality="Oral", competences=("k",))
        ],
        assessment_criteria=[AssessmentCriterion(key="x", competence="k", text="Juste")],
    )


@pytest.mark.parametrize(("collection", "key"), [("certifications", "c"), ("blocks", "b")])
def test_what_hangs_on_a_row_by_two_ways_goes_once_and_comes_back(collection, key):
    before = a_referential()
    applied = apply(before, Drop(collection, key))
    for name in ("blocks", "attested_competences", "assessments", "assessment_criteria"):
        assert len(getattr(applied.study, name)) == 0
    assert apply(applied.study, applied.inverse).study == before
