"""A certification taken out, compared and put back."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from planner.compute.extracts import (
    Fate,
    Run,
    compared,
    extract,
    installed,
    word_changes,
)
from planner.edits import Drop, Set, apply
from planner.study import (
    Activity,
    Assessment,
    AssessmentCriterion,
    AttestedCompetence,
    Block,
    Certification,
)
from tests.build import study

blocks = st.sampled_from([None, "b0", "b1"])


@st.composite
def drafts(draw):
    """A study with one drafted certification beside another that must not be touched."""
    keys = draw(st.lists(st.integers(0, 5), unique=True, max_size=5))
    said = st.sampled_from(["Analyser", "Décider", "Former les équipes"])
    competences = [
        AttestedCompetence(
            key=f"k{n}", rank=n, certification="c", block=draw(blocks), text=draw(said)
        )
        for n in keys
    ]
    return study(
        certifications=[
            Certification(key="c", title=draw(said)),
            Certification(key="d", title="Autre"),
        ],
        blocks=[Block(key=k, certification="c", title=draw(said)) for k in ("b0", "b1")],
        activities=[Activity(key="a", certification="c", block=draw(blocks), text="Agir")],
        attested_competences=[
            *competences,
            AttestedCompetence(key="other", certification="d", text="Rester"),
        ],
        assessments=[
            Assessment(
                key="e",
                certification="c",
                modality=draw(said),
                competences=tuple(row.key for row in competences),
            )
        ],
        assessment_criteria=[
            AssessmentCriterion(key=f"x{row.key}", competence=row.key, text="Juste")
            for row in competences
        ],
    )


@given(drafts(), drafts())
def test_an_extract_put_into_another_state_makes_it_the_same_again(one, other):
    applied = apply(other, installed(other, extract(one, "c")))
    assert extract(applied.study, "c") == extract(one, "c")
    assert extract(applied.study, "d") == extract(other, "d")
    assert apply(applied.study, applied.inverse).study == other


@given(drafts())
def test_an_extract_put_back_where_it_was_taken_changes_nothing(drafted):
    assert installed(drafted, extract(drafted, "c")).edits == ()


@given(drafts())
def test_an_extract_can_be_put_where_the_certification_is_not(drafted):
    bare = study()
    applied = apply(bare, installed(bare, extract(drafted, "c")))
    assert extract(applied.study, "c") == extract(drafted, "c")


@given(drafts(), drafts())
def test_what_is_the_same_is_not_told_and_what_differs_is(one, other):
    before, after = extract(one, "c"), extract(other, "c")
    assert compared(before, before) == ()
    told = {change.place for change in compared(before, after)}
    old, new = before.places(), after.places()
    differ = {place for place in {*old, *new} if old.get(place) != new.get(place)}
    assert {place for place in told if place.collection != "certifications"} == differ


def drafted():
    return study(
        certifications=[Certification(key="c", title="IA")],
        blocks=[Block(key=k, certification="c", title=k) for k in ("b0", "b1")],
        attested_competences=[
            AttestedCompetence(key="k", certification="c", block="b0", text="Analyser les données")
        ],
    )


def fates(edit):
    before = drafted()
    after = apply(before, edit).study
    return [
        (change.place.key, change.fate)
        for change in compared(extract(before, "c"), extract(after, "c"))
    ]


def test_another_block_is_a_move_and_other_words_are_a_change():
    assert fates(Set("attested_competences", "k", (("block", "b1"),))) == [("k", Fate.MOVED)]
    assert fates(Set("attested_competences", "k", (("rank", 9),))) == [("k", Fate.MOVED)]
    both = Set("attested_competences", "k", (("block", "b1"), ("text", "Trier les données")))
    assert fates(both) == [("k", Fate.CHANGED)]


def test_a_block_that_goes_takes_its_competence_along():
    assert fates(Drop("blocks", "b0")) == [("b0", Fate.REMOVED), ("k", Fate.REMOVED)]


def test_the_certification_itself_is_told_first():
    assert fates(Set("certifications", "c", (("title", "IA sobre"),))) == [("c", Fate.CHANGED)]


def test_a_source_alone_is_no_change():
    before = drafted()
    row = before.blocks.get("b0")
    noted = replace(
        before, blocks=before.blocks.put(replace(row, source=replace(row.source, note="x")))
    )
    assert compared(extract(before, "c"), extract(noted, "c")) == ()


def test_words_tell_what_came_and_what_went():
    before, after = drafted(), drafted()
    after = apply(
        after, Set("attested_competences", "k", (("text", "Analyser ces données"),))
    ).study
    (change,) = compared(extract(before, "c"), extract(after, "c"))
    assert change.words() == (
        (Run.SAME, "Analyser "),
        (Run.REMOVED, "les"),
        (Run.ADDED, "ces"),
        (Run.SAME, " données"),
    )


@given(st.text("ab é’.\n"), st.text("ab é’.\n"))
def test_the_runs_of_words_make_both_texts_again(one, other):
    runs = word_changes(one, other)
    assert "".join(words for run, words in runs if run is not Run.ADDED) == one
    assert "".join(words for run, words in runs if run is not Run.REMOVED) == other
