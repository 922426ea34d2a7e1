"""A study with two filled certifications to make documents of: an RNCP one and an RS one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from planner.study import (
    Activity,
    Assessment,
    AssessmentCriterion,
    AttestedCompetence,
    Block,
    Certification,
    Comment,
    Competence,
    Correspondence,
    Criterion,
    Evidence,
    Occupation,
    Opco,
    Preparation,
    Promotion,
    RuleSet,
    Sector,
    StatusChange,
)
from planner.vocab import (
    AccessRoute,
    Attachment,
    CertificationStatus,
    CorrespondenceKind,
    EvidenceState,
    Impact,
    LinkState,
    Register,
)
from tests.build import study, training

if TYPE_CHECKING:
    from planner.study import Study

RNCP, RS = "chef", "rh"
AIM = (
    "Les entreprises de la région confient à des chefs de projet le choix et la mise en service "
    "d’outils d’intelligence artificielle.\nLa certification atteste qu’ils savent cadrer un "
    "besoin, conduire une expérimentation et en mesurer l’utilité, dans le respect des personnes."
)
COMPETENCES = (
    (
        "k1",
        "b1",
        "a1",
        "C1.1",
        "Analyser un processus de travail afin d’y situer l’utilité de "
        "l’intelligence artificielle, en associant les personnes concernées, y compris en "
        "situation de handicap.",
    ),
    (
        "k2",
        "b1",
        "a1",
        "C1.2",
        "Formaliser un cas d’usage pour le soumettre à la décision, en "
        "chiffrant ses coûts, ses gains et son empreinte écologique.",
    ),
    (
        "k3",
        "b1",
        "a2",
        "C1.3",
        "Évaluer les risques pour la santé et la sécurité au travail en vue "
        "de prévenir leurs effets.",
    ),
    ("k4", "b2", "a3", "C2.1", "Piloter une expérimentation pour décider de sa généralisation."),
    ("k5", "b2", "a3", "C2.2", "Mesurer l’utilité d’un outil afin d’en rendre compte aux équipes."),
)


def filled() -> Study:
    """An RNCP certification of two blocks and an RS one, with everything that files tell."""
    return study(
        sectors=[Sector(key="ind", name="Industrie", impact=3)],
        occupations=[Occupation(key="o1", sector="ind", name="Chef de projet")],
        competences=[
            _affected("n1", "Analyser les processus", Impact.AUGMENTATION),
            _affected("n2", "Suivre les indicateurs", Impact.REPLACEMENT),
            _affected("n3", "Animer une réunion", Impact.NOT_AFFECTED),
        ],
        opcos=[Opco(key="2i", name="OPCO 2i")],
        trainings=[training("t1", title="Licence chef de projet"), training("t2")],
        certifications=[_rncp(), _rs()],
        rule_sets=[RuleSet(key="r", name="RNCP, dépôts 2025", register=Register.RNCP)],
        criteria=[
            _criterion(
                "1°", "Le métier visé correspond aux emplois occupés.", "promotions_one_year"
            ),
            _criterion(
                "3°", "Les trois référentiels sont de qualité.", "competence_without_criterion"
            ),
            _criterion("6°", "La VAE est possible.", "no_vae"),
        ],
        **_referentials(),
        **_around(),
    )


def _affected(key: str, text: str, impact: Impact) -> Competence:
    return Competence(
        key=key,
        sector="ind",
        occupation="o1",
        text=text,
        impact=impact,
        attachment=Attachment.AS_PRINTED,
    )


def _criterion(number: str, text: str, checks: str) -> Criterion:
    return Criterion(key=f"r.{number}", rule_set="r", number=number, text=text, checks=checks)


def _rncp() -> Certification:
    return Certification(
        key=RNCP,
        rank=1,
        title="Chef de projet en intelligence artificielle",
        priority=1,
        register=Register.RNCP,
        status=CertificationStatus.DRAFTING,
        level=6,
        aim=AIM,
        audience="Chefs de projet",
        occupations=("o1",),
        sectors=("ind",),
        opcos=("2i",),
        certifiers="CPNE de la métallurgie",
        nsf="326",
        formacodes="31028 31094",
        romes="M1805",
        nomenclatures="Formacode V14, ROME 4.60",
        routes=(AccessRoute.CONTINUING, AccessRoute.VAE),
        years_asked=3,
        filed_on=date(2026, 11, 2),
    )


def _rs() -> Certification:
    return Certification(
        key=RS,
        rank=2,
        title="Intégrer l’intelligence artificielle dans les pratiques RH",
        register=Register.RS,
        status=CertificationStatus.FRAMING,
        validity="3 ans",
        audience="Responsables des ressources humaines",
    )


def _referentials() -> dict[str, list[object]]:
    blocks = [
        Block(key="b1", rank=1, certification=RNCP, code="BC01", title="Cadrer un projet d’IA"),
        Block(
            key="b2",
            rank=2,
            certification=RNCP,
            code="BC02",
            title="Conduire l’expérimentation",
            prerequisites="Avoir validé le bloc BC01",
        ),
    ]
    activities = [
        Activity(
            key="a1", rank=1, certification=RNCP, block="b1", code="A1", text="Étude du besoin"
        ),
        Activity(key="a2", rank=2, certification=RNCP, block="b1", code="A2", text="Prévention"),
        Activity(
            key="a3", rank=3, certification=RNCP, block="b2", code="A3", text="Expérimentation"
        ),
        Activity(key="a4", rank=4, certification=RNCP, block="b2", code="A4", text="Transmission"),
    ]
    own = [
        AttestedCompetence(
            key=key,
            rank=rank,
            certification=RNCP,
            block=block,
            activity=activity,
            code=code,
            text=text,
            origin="n1" if key == "k1" else None,
        )
        for rank, (key, block, activity, code, text) in enumerate(COMPETENCES, 1)
    ]
    other = [
        AttestedCompetence(
            key="s1", rank=8, certification=RS, text="Choisir un outil pour recruter"
        ),
        AttestedCompetence(key="s2", rank=9, certification=RS, text="Informer les salariés"),
    ]
    return {
        "blocks": blocks,
        "activities": activities,
        "attested_competences": [*own, *other],
        "assessments": [
            Assessment(
                key="e1",
                rank=1,
                certification=RNCP,
                block="b1",
                competences=("k1", "k2", "k3"),
                modality="Étude de cas présentée à un jury",
                evidence="Dossier de 20 pages",
                duration="45 minutes",
            ),
            Assessment(
                key="e2",
                rank=2,
                certification=RNCP,
                block="b2",
                competences=("k4", "k5"),
                modality="Mise en situation",
            ),
            Assessment(key="e3", rank=3, certification=RS, competences=("s1",), modality="QCM"),
        ],
        "assessment_criteria": [
            _judged("k1", "Le processus est décrit en entier", "aucune étape ne manque"),
            _judged("k1", "Les personnes concernées sont entendues"),
            _judged("k2", "Les coûts et les gains sont chiffrés"),
            _judged("k4", "La décision est argumentée"),
            _judged("s1", "Le choix est justifié"),
        ],
    }


def _judged(competence: str, text: str, indicator: str = "") -> AssessmentCriterion:
    key = f"x-{competence}-{len(text)}"
    return AssessmentCriterion(key=key, competence=competence, text=text, indicator=indicator)


def _around() -> dict[str, list[object]]:
    return {
        "correspondences": [
            Correspondence(
                key="c1",
                certification=RNCP,
                kind=CorrespondenceKind.BLOCK,
                block="b1",
                code="RNCP40514BC02",
                title="Concevoir une solution d’IA",
            ),
        ],
        "evidences": [
            Evidence(
                key="v1",
                certification=RNCP,
                criterion="r.1°",
                state=EvidenceState.READY,
                text="Tableau des promotions 2024 et 2025",
                documents="promotions.xlsx",
            ),
        ],
        "promotions": [
            Promotion(
                key="p1",
                certification=RNCP,
                year=2025,
                enrolled=24,
                certified=20,
                respondents=16,
                employed=12,
            ),
        ],
        "preparations": [
            Preparation(
                key="y1",
                certification=RNCP,
                training="t1",
                state=LinkState.CONFIRMED,
                reason="Même métier visé",
            ),
            Preparation(key="y2", certification=RNCP, training="t2", state=LinkState.REFUSED),
        ],
        "status_changes": [
            StatusChange(
                key="h1",
                certification=RNCP,
                status=CertificationStatus.FRAMING,
                changed_on=date(2026, 3, 2),
                reason="Demande de la branche",
            ),
            StatusChange(key="h2", certification=RNCP, status=CertificationStatus.DRAFTING),
        ],
        "comments": [
            Comment(
                key="m1",
                about="certifications",
                row=RNCP,
                author="R. Dupont",
                text="Le bloc 2 paraît trop court",
                written_on=date(2026, 5, 4),
            ),
            Comment(key="m2", about="trainings", row="t1", text="Autre sujet"),
        ],
    }
