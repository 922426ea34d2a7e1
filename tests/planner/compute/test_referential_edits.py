"""Parts of a referential hung, moved, numbered and taken away."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.compute.referential import tree
from planner.compute.referential_edits import (
    KINDS,
    Outline,
    added,
    kinds_under,
    landing,
    moved,
    relevelled,
    removed,
    renumbered,
    stepped,
    unassessed,
)
from planner.edits import apply
from planner.findings import Place
from planner.study import (
    Activity,
    Assessment,
    AssessmentCriterion,
    AttestedCompetence,
    Block,
    Certification,
)
from planner.vocab import Register
from tests.build import study

C = Place("certifications", "c")


def block(key):
    return Place("blocks", key)


def activity(key):
    return Place("activities", key)


def competence(key):
    return Place("attested_competences", key)


def drafted(register=Register.RNCP):
    """Two blocks; the first with two activities of a competence each, the second with one."""
    return study(
        certifications=[Certification(key="c", title="IA", register=register)],
        blocks=[Block(key=k, rank=1, certification="c", title=k) for k in ("b1", "b2")],
        activities=[
            Activity(key=k, rank=n, certification="c", block="b1", text=k)
            for n, k in enumerate(("a1", "a2"))
        ],
        attested_competences=[
            AttestedCompetence(key="k1", certification="c", block="b1", activity="a1", text="un"),
            AttestedCompetence(key="k2", certification="c", block="b1", activity="a2", text="deux"),
            AttestedCompetence(key="k3", certification="c", block="b2", text="trois"),
        ],
        assessments=[
            Assessment(
                key="e", certification="c", block="b2", modality="Oral", competences=("k1", "k3")
            )
        ],
        assessment_criteria=[
            AssessmentCriterion(key="q1", competence="k1", text="exact"),
            AssessmentCriterion(key="q2", competence="k1", text="clair"),
        ],
    )


def after(before, edit):
    return apply(before, edit).study


def under(found, place):
    return [branch.place for branch in Outline(found, "c").branch(place).branches]


def test_the_specific_register_holds_competences_and_assessments_alone():
    assert kinds_under(Register.RS, "certifications") == ("attested_competences", "assessments")
    assert kinds_under(Register.RNCP, "certifications")[0] == "blocks"
    assert kinds_under(Register.RS, "attested_competences") == ("assessment_criteria",)


def test_a_part_is_hung_after_the_sibling_that_is_named():
    row = Block(key="new", certification="c", title="Entre deux")
    found = after(drafted(), added(drafted(), "c", row, "blocks", C, after="b1"))
    assert under(found, C) == [block("b1"), block("new"), block("b2")]


def test_a_competence_hung_on_an_activity_takes_its_block():
    row = AttestedCompetence(key="new", certification="c", text="quatre")
    found = after(drafted(), added(drafted(), "c", row, "attested_competences", activity("a2")))
    made = found.attested_competences.get("new")
    assert (made.activity, made.block) == ("a2", "b1")
    assert under(found, activity("a2")) == [competence("k2"), competence("new")]


def test_a_removed_activity_goes_with_its_competences_and_the_assessment_forgets_them():
    before = drafted()
    found = after(before, removed(before, "c", [activity("a1")]))
    assert "k1" not in set(found.attested_competences.keys())
    assert len(found.assessment_criteria) == 0
    assert found.assessments.get("e").competences == ("k3",)


def test_a_part_removed_with_what_holds_it_is_removed_once():
    before = drafted()
    made = removed(before, "c", [competence("k1"), block("b1"), block("b2"), C])
    found = after(before, made)
    assert under(found, C) == []
    assert found.certifications.find("c") is not None


def test_an_activity_takes_its_competences_into_another_block():
    before = drafted()
    found = after(before, moved(before, "c", activity("a1"), block("b2")))
    assert found.attested_competences.get("k1").block == "b2"
    assert under(found, block("b2"))[0] == activity("a1")


@pytest.mark.parametrize(
    ("place", "holder"),
    [
        (block("b1"), block("b2")),
        (competence("k1"), Place("assessments", "e")),
        (Place("assessment_criteria", "q1"), activity("a1")),
        (competence("stranger"), C),
    ],
)
def test_a_part_does_not_hang_where_it_makes_no_sense(place, holder):
    assert moved(drafted(), "c", place, holder) is None


def test_the_specific_register_takes_no_activity_into_a_block():
    assert moved(drafted(Register.RS), "c", activity("a1"), block("b2")) is None


def test_a_part_steps_among_its_siblings_and_stops_at_the_ends():
    before = drafted()
    found = after(before, stepped(before, "c", block("b2"), -1))
    assert under(found, C) == [block("b2"), block("b1")]
    assert stepped(before, "c", block("b1"), -1) is None
    assert stepped(before, "c", C, 1) is None


def test_a_competence_goes_up_from_its_activity_to_the_certification_and_down_again():
    found = drafted()
    found = after(found, relevelled(found, "c", competence("k1"), -1))
    assert found.attested_competences.get("k1").activity is None
    found = after(found, relevelled(found, "c", competence("k1"), -1))
    assert found.attested_competences.get("k1").block is None
    assert relevelled(found, "c", competence("k1"), -1) is None
    found = after(found, relevelled(found, "c", competence("k1"), 1))
    assert found.attested_competences.get("k1").block == "b2"


def test_a_criterion_has_one_level_only():
    criterion = Place("assessment_criteria", "q1")
    assert relevelled(drafted(), "c", criterion, -1) is None
    assert relevelled(drafted(), "c", criterion, 1) is None


def test_codes_follow_the_reading_order():
    before = drafted()
    found = after(before, renumbered(before, "c"))
    assert [row.code for row in found.blocks] == ["BC01", "BC02"]
    assert [row.code for row in found.activities] == ["A1", "A2"]
    assert [row.code for row in found.attested_competences] == ["C1.1", "C1.2", "C2.1"]
    assert renumbered(found, "c").edits == ()


def test_competences_without_block_are_numbered_on_their_own():
    rows = [AttestedCompetence(key=k, certification="c", text=k) for k in ("k1", "k2")]
    before = replace(
        study(certifications=[Certification(key="c", title="IA")], attested_competences=rows)
    )
    found = after(before, renumbered(before, "c"))
    assert [row.code for row in found.attested_competences] == ["C1", "C2"]


def test_the_nearest_part_that_can_hold_a_kind_is_found():
    outline = Outline(drafted(), "c")
    assert outline.spot_for("attested_competences", competence("k1")) == activity("a1")
    assert outline.spot_for("assessments", competence("k1")) == block("b1")
    assert outline.spot_for("blocks", competence("k1")) == C
    assert outline.spot_for("assessment_criteria", block("b1")) is None


steps = st.tuples(
    st.sampled_from(["step", "level", "add", "remove"]),
    st.integers(0, 40),
    st.sampled_from([-1, 1]),
    st.sampled_from(KINDS),
)


def _row(kind, key):
    if kind == "assessment_criteria":
        return AssessmentCriterion(key=key, competence="k1", text=key)
    given_of = {"blocks": ("title", Block), "activities": ("text", Activity)}
    given_of |= {"attested_competences": ("text", AttestedCompetence)}
    given_of |= {"assessments": ("modality", Assessment)}
    name, entity = given_of[kind]
    return entity(key=key, certification="c", **{name: key})


@given(st.lists(steps, max_size=12))
def test_any_editing_can_be_undone_and_loses_no_part(asked):
    found = drafted()
    for number, (what, at, by, kind) in enumerate(asked):
        places = [branch.place for branch in tree(found, "c").walk()]
        place = places[at % len(places)]
        count = len(places)
        if what == "add":
            spot = Outline(found, "c").spot_for(kind, place)
            edit = spot and added(found, "c", _row(kind, f"n{number}"), kind, spot)
            count += edit is not None
        elif what == "remove":
            edit = removed(found, "c", [place])
            is_root = place == C
            count -= 0 if is_root else len(list(Outline(found, "c").branch(place).walk()))
        else:
            edit = (stepped if what == "step" else relevelled)(found, "c", place, by)
        if edit is None:
            continue
        applied = apply(found, edit)
        assert apply(applied.study, applied.inverse).study == found
        found = applied.study
        assert sum(1 for _ in tree(found, "c").walk()) == count


def test_a_part_let_go_on_another_hangs_there_or_beside_it():
    outline = Outline(drafted(), "c")
    kind = "attested_competences"
    assert landing(outline, kind, activity("a2")) == (activity("a2"), "")
    assert landing(outline, kind, competence("k1"), below=False) == (activity("a1"), "k1")
    assert landing(outline, kind, competence("k1"), below=True) == (activity("a1"), "")
    assert landing(outline, "blocks", block("b1"), below=True) == (C, "b2")
    assert landing(outline, "activities", competence("k3")) == (block("b2"), "")
    assert landing(outline, "assessment_criteria", block("b1")) is None


def test_a_new_modality_has_the_competences_of_its_holder_that_none_assesses():
    study = drafted()
    assert unassessed(study, "c", C) == ("k2",)
    assert unassessed(study, "c", block("b1")) == ("k2",)
    assert unassessed(study, "c", block("b2")) == ()
    free = apply(study, removed(study, "c", [Place("assessments", "e")])).study
    assert unassessed(free, "c", C) == ("k1", "k2", "k3")
    assert unassessed(free, "c", block("b2")) == ("k3",)
