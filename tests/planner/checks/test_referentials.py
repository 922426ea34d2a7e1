"""What a machine can see in a referential being drafted."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from db.samples.reading import read_sample
from planner.checks import referentials
from planner.checks.referentials import drafted_referentials, referential_findings
from planner.compute.competence_writing import CONCERNS
from planner.study import (
    Activity,
    Assessment,
    AssessmentCriterion,
    AttestedCompetence,
    Block,
    Certification,
    Correspondence,
    Preparation,
    Promotion,
)
from planner.vocab import (
    AccessRoute,
    CertificationStatus,
    CorrespondenceKind,
    LinkState,
    Register,
)
from tests.build import study, training
from ui.actions.texts import Texts

GOOD = "Évaluer les risques professionnels d’un usage accessible de l’IA afin de le rendre sobre"


def drafted(register=Register.RNCP, **changes):
    """A file that our checks have nothing to say about, but for what ``changes`` spoils."""
    rncp = register is Register.RNCP
    certification = Certification(
        key="c",
        title="Piloter l’IA",
        register=register,
        status=CertificationStatus.DRAFTING,
        aim="Piloter des projets dans les transitions numérique et écologique",
        certifiers="Branche",
        occupations=("o",),
        level=6 if rncp else None,
        routes=(AccessRoute.VAE,) if rncp else (),
    )
    block = "b" if rncp else None
    rows = {
        "certifications": [certification],
        "blocks": [Block(key="b", certification="c", title="Piloter")] if rncp else [],
        "activities": (
            [Activity(key="a", certification="c", block="b", text="Pilotage écologique")]
            if rncp
            else []
        ),
        "attested_competences": [
            AttestedCompetence(
                key="k",
                certification="c",
                block=block,
                activity="a" if rncp else None,
                text=GOOD,
                origin="x",
            )
        ],
        "assessments": [
            Assessment(
                key="e",
                certification="c",
                block=block,
                modality="Mise en situation, aménagée en cas de handicap, sobriété numérique",
                competences=("k",),
            )
        ],
        "assessment_criteria": [AssessmentCriterion(key="x", competence="k", text="Juste")],
        "promotions": [
            Promotion(key=str(year), certification="c", year=year, certified=8)
            for year in (2025, 2026)
        ],
        "trainings": [training()],
        "preparations": [
            Preparation(key="p", certification="c", training="t1", state=LinkState.CONFIRMED)
        ],
    }
    return study(**(rows | changes))


def codes(found):
    return {said.code for said in found}


@pytest.mark.parametrize("register", [Register.RNCP, Register.RS])
def test_a_file_with_all_its_parts_leaves_our_checks_silent(register):
    assert referential_findings(drafted(register), "c") == ()


def spoil(**fields):
    return {"certifications": [replace(drafted().certifications.get("c"), **fields)]}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"assessment_criteria": []}, "competence_without_criterion"),
        ({"assessments": []}, "competence_without_assessment"),
        ({"assessments": []}, "block_without_assessment"),
        (
            {"blocks": [Block(key=k, certification="c", title=k) for k in "bd"]},
            "block_without_competence",
        ),
        (
            {
                "activities": [
                    Activity(key=k, certification="c", block="b", text=k) for k in ("a", "z")
                ]
            },
            "activity_without_competence",
        ),
        ({"promotions": []}, "promotions_missing"),
        (
            {"promotions": [Promotion(key="p", certification="c", year=2025, certified=3)]},
            "promotions_one_year",
        ),
        ({"promotions": [Promotion(key="p", certification="c", year=2025)]}, "promotions_missing"),
        ({"preparations": []}, "no_training"),
        (
            {
                "correspondences": [
                    Correspondence(
                        key="r", certification="c", kind=CorrespondenceKind.TOTAL, code="RNCP1"
                    )
                ]
            },
            "correspondence_unexplained",
        ),
        (spoil(aim=""), "no_aim"),
        (spoil(level=None), "no_level"),
        (spoil(routes=()), "no_vae"),
        (spoil(occupations=()), "no_occupation"),
        (spoil(certifiers=""), "no_certifier"),
        (spoil(register=Register.UNDECIDED), "register_undecided"),
        (spoil(register=Register.RS), "rs_has_rncp_parts"),
        ({"blocks": [], "activities": []}, "no_block"),
    ],
)
def test_each_lack_is_told(changes, code):
    before = codes(referential_findings(drafted(), "c"))
    after = codes(referential_findings(drafted(**changes), "c"))
    assert code not in before
    assert code in after


def worded(text):
    return drafted(
        attested_competences=[
            AttestedCompetence(
                key="k", certification="c", block="b", activity="a", text=text, origin="x"
            )
        ]
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Connaître les bases de l’IA pour en parler", "programme_rewritten"),
        ("Module 1 : l’apprentissage", "programme_rewritten"),
        ("La maîtrise des outils afin de produire", "competence_not_a_verb"),
        ("Analyser les données de production", "competence_without_aim"),
    ],
)
def test_a_wording_that_an_instructor_would_question_is_told(text, code):
    assert code in codes(referential_findings(worded(text), "c"))


@pytest.mark.parametrize("concern", ["transitions", "safety", "disability"])
def test_a_concern_that_no_text_speaks_of_is_told(concern):
    bare = drafted(
        attested_competences=[
            AttestedCompetence(key="k", certification="c", block="b", activity="a", text="Trier")
        ],
        activities=[Activity(key="a", certification="c", block="b", text="Tri")],
        assessments=[
            Assessment(key="e", certification="c", block="b", modality="Oral", competences=("k",))
        ],
    )
    assert concern in codes(referential_findings(bare, "c"))


def test_a_certification_that_is_only_an_idea_is_left_in_peace():
    sample = read_sample()
    assert not list(drafted_referentials(sample))
    begun = sample.certifications.put(
        replace(sample.certifications[0], status=CertificationStatus.DRAFTING)
    )
    assert "no_competence" in codes(drafted_referentials(replace(sample, certifications=begun)))


def test_every_finding_of_a_bare_file_has_its_sentence_in_both_languages():
    for register in Register:
        bare = study(certifications=[Certification(key="c", title="IA", register=register)])
        for language in ("fr", "en"):
            for said in referential_findings(bare, "c"):
                assert "IA" in Texts(language).say(said.said) or said.code == "register_undecided"


def test_every_check_that_a_shipped_criterion_names_exists():
    source = Path(referentials.__file__).read_text(encoding="utf-8")
    known = set(re.findall(r'finding\(\s*"(\w+)"', source)) | set(CONCERNS)
    named = {code for row in read_sample().criteria for code in row.checks.split()}
    assert named
    assert named <= known
