"""The study: one immutable value that holds everything a region knows.

Each collection is a :class:`~planner.rows.Rows` of frozen entities, addressed by stable keys and
ordered by ``(rank, key)``. References are keys; an absent value is None and means unknown.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from planner.rows import Rows
from planner.study.base import DECLARED, Entity, Source
from planner.study.baselines import Baseline, BaselineDate
from planner.study.economy import (
    Claim,
    Competence,
    Headcount,
    Occupation,
    ProjectionCell,
    Sector,
    SectorOccupation,
)
from planner.study.editions import Commitment, Edition, Report
from planner.study.exchange import ImportChoice, Mailing, Reply
from planner.study.inventory import (
    Bridge,
    City,
    Department,
    Domain,
    DomainHours,
    Fact,
    Family,
    Institution,
    Leavers,
    Outline,
    Seats,
    Training,
)
from planner.study.needs import (
    Allocation,
    AllocationShare,
    Assumption,
    NeedLine,
    Scenario,
    ScenarioMove,
)
from planner.study.notes import Acceptance, Comment, Lineage
from planner.study.plan import Action, Certification, CertificationContent, Opco, Task
from planner.study.referentials import (
    Activity,
    Assessment,
    AssessmentCriterion,
    AttestedCompetence,
    Block,
    CertificationVersion,
    Correspondence,
    Criterion,
    Evidence,
    Preparation,
    Promotion,
    RuleSet,
    StatusChange,
)

__all__ = [
    "DECLARED",
    "Acceptance",
    "Action",
    "Activity",
    "Allocation",
    "AllocationShare",
    "Assessment",
    "AssessmentCriterion",
    "Assumption",
    "AttestedCompetence",
    "Baseline",
    "BaselineDate",
    "Block",
    "Bridge",
    "Certification",
    "CertificationContent",
    "CertificationVersion",
    "City",
    "Claim",
    "Comment",
    "Commitment",
    "Competence",
    "Correspondence",
    "Criterion",
    "Department",
    "Domain",
    "DomainHours",
    "Edition",
    "Entity",
    "Evidence",
    "Fact",
    "Family",
    "Headcount",
    "ImportChoice",
    "Institution",
    "Leavers",
    "Lineage",
    "Mailing",
    "NeedLine",
    "Occupation",
    "Opco",
    "Outline",
    "Preparation",
    "ProjectionCell",
    "Promotion",
    "Reply",
    "Report",
    "RuleSet",
    "Scenario",
    "ScenarioMove",
    "Seats",
    "Sector",
    "SectorOccupation",
    "Source",
    "StatusChange",
    "Study",
    "Task",
    "Training",
]


@dataclass(frozen=True, slots=True)
class Study:
    """All that a region knows, as one value; see the entities for each collection."""

    facts: Rows[Fact] = field(default_factory=Rows)
    families: Rows[Family] = field(default_factory=Rows)
    domains: Rows[Domain] = field(default_factory=Rows)
    departments: Rows[Department] = field(default_factory=Rows)
    outlines: Rows[Outline] = field(default_factory=Rows)
    cities: Rows[City] = field(default_factory=Rows)
    institutions: Rows[Institution] = field(default_factory=Rows)
    trainings: Rows[Training] = field(default_factory=Rows)
    seats: Rows[Seats] = field(default_factory=Rows)
    domain_hours: Rows[DomainHours] = field(default_factory=Rows)
    leavers: Rows[Leavers] = field(default_factory=Rows)
    bridges: Rows[Bridge] = field(default_factory=Rows)
    sectors: Rows[Sector] = field(default_factory=Rows)
    headcounts: Rows[Headcount] = field(default_factory=Rows)
    sector_occupations: Rows[SectorOccupation] = field(default_factory=Rows)
    projections: Rows[ProjectionCell] = field(default_factory=Rows)
    occupations: Rows[Occupation] = field(default_factory=Rows)
    competences: Rows[Competence] = field(default_factory=Rows)
    claims: Rows[Claim] = field(default_factory=Rows)
    opcos: Rows[Opco] = field(default_factory=Rows)
    rule_sets: Rows[RuleSet] = field(default_factory=Rows)
    criteria: Rows[Criterion] = field(default_factory=Rows)
    certifications: Rows[Certification] = field(default_factory=Rows)
    certification_contents: Rows[CertificationContent] = field(default_factory=Rows)
    status_changes: Rows[StatusChange] = field(default_factory=Rows)
    blocks: Rows[Block] = field(default_factory=Rows)
    activities: Rows[Activity] = field(default_factory=Rows)
    attested_competences: Rows[AttestedCompetence] = field(default_factory=Rows)
    assessments: Rows[Assessment] = field(default_factory=Rows)
    assessment_criteria: Rows[AssessmentCriterion] = field(default_factory=Rows)
    correspondences: Rows[Correspondence] = field(default_factory=Rows)
    evidences: Rows[Evidence] = field(default_factory=Rows)
    promotions: Rows[Promotion] = field(default_factory=Rows)
    preparations: Rows[Preparation] = field(default_factory=Rows)
    certification_versions: Rows[CertificationVersion] = field(default_factory=Rows)
    actions: Rows[Action] = field(default_factory=Rows)
    tasks: Rows[Task] = field(default_factory=Rows)
    baselines: Rows[Baseline] = field(default_factory=Rows)
    baseline_dates: Rows[BaselineDate] = field(default_factory=Rows)
    allocations: Rows[Allocation] = field(default_factory=Rows)
    allocation_shares: Rows[AllocationShare] = field(default_factory=Rows)
    need_lines: Rows[NeedLine] = field(default_factory=Rows)
    scenarios: Rows[Scenario] = field(default_factory=Rows)
    assumptions: Rows[Assumption] = field(default_factory=Rows)
    scenario_moves: Rows[ScenarioMove] = field(default_factory=Rows)
    acceptances: Rows[Acceptance] = field(default_factory=Rows)
    comments: Rows[Comment] = field(default_factory=Rows)
    lineages: Rows[Lineage] = field(default_factory=Rows)
    editions: Rows[Edition] = field(default_factory=Rows)
    commitments: Rows[Commitment] = field(default_factory=Rows)
    reports: Rows[Report] = field(default_factory=Rows)
    mailings: Rows[Mailing] = field(default_factory=Rows)
    replies: Rows[Reply] = field(default_factory=Rows)
    import_choices: Rows[ImportChoice] = field(default_factory=Rows)
