"""The shipped study, with a row in each collection: what the constraints are tried on."""

from __future__ import annotations

from dataclasses import replace

from db.samples.reading import read_sample
from planner.study import (
    Acceptance,
    Activity,
    Assessment,
    AssessmentCriterion,
    AttestedCompetence,
    Baseline,
    BaselineDate,
    Block,
    Bridge,
    CertificationVersion,
    Comment,
    Commitment,
    Correspondence,
    DomainHours,
    Edition,
    Entity,
    Evidence,
    ImportChoice,
    Leavers,
    Lineage,
    Mailing,
    Preparation,
    Promotion,
    Reply,
    Report,
    ScenarioMove,
    Seats,
    StatusChange,
    Study,
)
from planner.vocab import (
    AccessRoute,
    ChoiceScope,
    CorrespondenceKind,
    LineageKind,
    Modality,
    MoveKind,
    ReportSection,
    SeatKind,
)


def filled() -> Study:
    """The shipped study, with a row in the collections of which it ships none."""
    sample = read_sample()
    first, second = (row.key for row in sample.trainings[:2])
    study = with_rows(
        sample,
        seats=Seats(key="s", training=first, year=2026, kind=SeatKind.OPEN, low=1, high=2),
        domain_hours=DomainHours(key="h", training=first, domain=sample.domains[0].key),
        leavers=Leavers(key="l", training=first, year=2026, occupation="Analyste", low=1, high=2),
        bridges=Bridge(key="b", start=first, goal=second),
        scenario_moves=ScenarioMove(
            key="m",
            scenario=sample.scenarios[0].key,
            kind=MoveKind.OPEN,
            name="Data",
            families=(sample.families[0].key,),
            modalities=(Modality.INITIAL,),
        ),
        acceptances=Acceptance(
            key="a", finding="f", about="trainings", row=first, field="", digest="d", reason="r"
        ),
        comments=Comment(key="c", about="trainings", row=first, text="À revoir"),
        lineages=Lineage(
            key="g", about="trainings", kind=LineageKind.MERGED, old=first, new=second
        ),
        **referential_rows(sample, first),
        **exchange_rows(sample.institutions[0].key),
    )
    return with_rows(
        study,
        baselines=Baseline(key="z2", name="Reprise"),
        editions=Edition(key="d2", name="2026", digest="0", content="-"),
    )


def exchange_rows(institution: str) -> dict[str, Entity]:
    """One row of each collection of editions and of exchange with institutions."""
    return {
        "editions": Edition(key="d", name="2019", digest="0", content="-"),
        "commitments": Commitment(key="c", edition="d", text="Ouvrir une licence"),
        "reports": Report(key="r", name="Symposium", sections=(ReportSection.OFFER,)),
        "mailings": Mailing(key="m", institution=institution, base="{}"),
        "replies": Reply(key="r", mailing="m", digest="0"),
        "import_choices": ImportChoice(key="i", scope=ChoiceScope.COLUMN, given="Intitulé"),
    }


def referential_rows(sample: Study, training: str) -> dict[str, Entity]:
    """One row of each collection that belongs to a certification or to a kept plan."""
    owner, criterion = sample.certifications[0].key, sample.criteria[0].key
    certification = replace(
        sample.certifications[0],
        occupations=(sample.occupations[0].key,),
        sectors=(sample.sectors[0].key,),
        routes=(AccessRoute.VAE,),
    )
    task = replace(sample.tasks[0], families=(sample.families[0].key,))
    domain = sample.domains[0].key
    return {
        "certifications": certification,
        "tasks": task,
        "status_changes": StatusChange(key="s", certification=owner, status=certification.status),
        "blocks": Block(key="b", certification=owner, title="Bloc"),
        "activities": Activity(key="a", certification=owner, block="b", text="Piloter"),
        "attested_competences": AttestedCompetence(
            key="c", certification=owner, block="b", text="Piloter", domains=(domain,)
        ),
        "assessments": Assessment(
            key="e", certification=owner, modality="Mise en situation", competences=("c",)
        ),
        "assessment_criteria": AssessmentCriterion(key="k", competence="c", text="Juste"),
        "correspondences": Correspondence(
            key="r", certification=owner, kind=CorrespondenceKind.TOTAL, code="RNCP1"
        ),
        "evidences": Evidence(key="v", certification=owner, criterion=criterion),
        "promotions": Promotion(key="p", certification=owner, year=2026),
        "preparations": Preparation(key="t", certification=owner, training=training),
        "certification_versions": CertificationVersion(
            key="n", certification=owner, name="1", content="{}"
        ),
        "baselines": Baseline(key="z", name="Départ"),
        "baseline_dates": BaselineDate(key="y", baseline="z", task=task.key),
    }


def with_rows(study: Study, **rows: Entity) -> Study:
    """The study with these rows put into their collections."""
    return replace(study, **{name: getattr(study, name).put(row) for name, row in rows.items()})
