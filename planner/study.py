"""The study: one immutable value that holds everything a region knows.

Each collection is a :class:`~planner.rows.Rows` of frozen entities, addressed by stable keys and
ordered by ``(rank, key)``. References are keys; an absent value is None and means unknown.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from planner.rows import Rows
from planner.vocab import (
    Attachment,
    CertificationStatus,
    Comparison,
    Confidence,
    DomainScheme,
    Impact,
    Modality,
    Nature,
    NeedKind,
    Outlook,
    ProjectionLine,
    Register,
    SeatKind,
    TaskKind,
)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a row comes from: its nature, the place in the study, the line of the text layer."""

    nature: Nature
    place: str = ""
    line: int | None = None
    note: str = ""


DECLARED = Source(Nature.DECLARED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """What every row has: a stable key, a rank that orders it, and its source."""

    key: str
    rank: int = 0
    source: Source = DECLARED


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(Entity):
    """A thing told about the study itself: its title, its edition, a published total.

    Known keys: ``title``, ``region``, ``edition``, ``field``, ``published_on``,
    ``trainings_declared``, ``family_answers_published``.
    """

    text: str
    number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Family(Entity):
    """A job family (famille de métiers) that trainings prepare for."""

    name: str
    short_name: str
    examples: str = ""
    printed_name: str = ""
    is_ai_specific: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain(Entity):
    """A domain of AI, of the nine made visible by action 1.3 or of the eleven of table 1."""

    scheme: DomainScheme
    name: str
    examples: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Department(Entity):
    """A French département; the key is its official code."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class City(Entity):
    """A city with the WGS 84 coordinates of its centre, in decimal degrees."""

    name: str
    department: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Institution(Entity):
    """A training institution (établissement); ``printed_names`` are the study's spellings."""

    name: str
    printed_names: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Training(Entity):
    """A training of the inventory.

    ``is_described`` is False for a training that the study declares without describing it.
    ``level`` is the European (CEC) level 1-8; ``months`` is the duration parsed where the printed
    text leaves no doubt. Empty ``families`` or ``modalities`` mean that none is recorded.
    """

    title: str
    institution: str | None = None
    printed_institution: str = ""
    city: str | None = None
    level: int | None = None
    printed_level: str = ""
    duration: str = ""
    months: int | None = None
    hours: int | None = None
    families: tuple[str, ...] = ()
    modalities: tuple[Modality, ...] = ()
    is_described: bool = True
    is_archived: bool = False
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seats(Entity):
    """Places of a training in one year: between ``low`` and ``high`` (None: no upper bound)."""

    training: str
    year: int
    kind: SeatKind
    low: int
    high: int | None
    confidence: Confidence = Confidence.MEDIUM


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainHours(Entity):
    """Hours that a training gives to one AI domain; None where it gives some, uncounted."""

    training: str
    domain: str
    hours: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sector(Entity):
    """A sector of the regional economy; ``impact`` of AI from 1 (low) to 4 (deep).

    ``is_analysed`` tells the ten sectors of part 2.3 from the others of table 3;
    ``weight_percent`` is the share of the regional economy as printed.
    """

    name: str
    impact: int
    is_analysed: bool = False
    weight_percent: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Headcount(Entity):
    """People employed in a sector according to one publication."""

    sector: str
    people: int
    publication: str
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorOccupation(Entity):
    """An occupation named in a sector's summary, with what is expected of it."""

    sector: str
    name: str
    outlook: Outlook


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectionCell(Entity):
    """A cell of a sector's projection table as printed: digits and sign, which may be misplaced.

    ``magnitude`` is the printed number without its sign, in people; ``has_minus`` whether a minus
    stands in the cell's own column of the text layer. ``year`` ends the period (2017, 2022, 2027).
    """

    sector: str
    line: ProjectionLine
    year: int
    magnitude: int
    has_minus: bool
    printed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Occupation(Entity):
    """An occupation of a sector whose competences were examined in annex 2."""

    sector: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Competence(Entity):
    """A competence row of annex 2, under the occupation it was printed under."""

    sector: str
    occupation: str | None
    text: str
    impact: Impact
    attachment: Attachment


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Entity):
    """A figure published in the running text: ``subject`` says of what, in our words.

    ``measure`` names the computation that can check it (see ``planner.compute.claims``), or is
    empty where the rows do not allow one. ``unit`` is ``people``, ``percent``, ``trainings``, …
    """

    subject: str
    comparison: Comparison
    low: int
    high: int
    unit: str
    measure: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opco(Entity):
    """A skills operator (OPCO) called upon by the plan."""

    name: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certification(Entity):
    """A candidate certification; ``priority`` 1 comes first, None where none was given."""

    title: str
    priority: int | None = None
    register: Register = Register.UNDECIDED
    status: CertificationStatus = CertificationStatus.IDEA
    audience: str = ""
    opcos: tuple[str, ...] = ()
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificationContent(Entity):
    """One element of a candidate certification's content."""

    certification: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Action(Entity):
    """An action of the plan; only managed ones have tasks."""

    title: str
    is_managed: bool = False
    feasibility: str = ""
    contributors: str = ""
    objectives: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Entity):
    """A task or milestone of an action's roadmap, in calendar days.

    ``after`` are the keys of tasks that must be finished first; ``due`` a published deadline.
    """

    action: str
    title: str
    kind: TaskKind
    days: int
    after: tuple[str, ...] = ()
    not_before: date | None = None
    due: date | None = None
    owner: str = ""
    certification: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocation(Entity):
    """A named way to spread a need line over families and levels: always an assumption."""

    name: str
    author: str = ""
    decided_on: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AllocationShare(Entity):
    """The share (0 to 1) of an allocation that falls on one family at one level."""

    allocation: str
    family: str
    level: int
    share: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedLine(Entity):
    """People needed from ``start`` to the year before ``end``; None bounds mean unknown."""

    name: str
    kind: NeedKind
    sector: str | None
    start: int
    end: int
    low: int | None
    central: int | None
    high: int | None
    allocation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario(Entity):
    """The need lines that are looked at together; lines that overlap are never in one scenario."""

    name: str
    need_lines: tuple[str, ...]
    seat_kind: SeatKind = SeatKind.OPEN
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption(Entity):
    """A number that the computation takes on trust; None where nobody has given one.

    Known keys: ``yield.completion``, ``yield.stays``, ``yield.reaches`` (shares 0-1),
    ``ceiling.<level>`` (places a year of a training whose places are unknown),
    ``small.cell`` (trainings up to which a cell is marked fragile), ``opening.cost`` (per place).
    """

    name: str
    value: Fraction | None
    unit: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Study:
    """All that a region knows, as one value; see the entities for each collection."""

    facts: Rows[Fact] = field(default_factory=Rows)
    families: Rows[Family] = field(default_factory=Rows)
    domains: Rows[Domain] = field(default_factory=Rows)
    departments: Rows[Department] = field(default_factory=Rows)
    cities: Rows[City] = field(default_factory=Rows)
    institutions: Rows[Institution] = field(default_factory=Rows)
    trainings: Rows[Training] = field(default_factory=Rows)
    seats: Rows[Seats] = field(default_factory=Rows)
    domain_hours: Rows[DomainHours] = field(default_factory=Rows)
    sectors: Rows[Sector] = field(default_factory=Rows)
    headcounts: Rows[Headcount] = field(default_factory=Rows)
    sector_occupations: Rows[SectorOccupation] = field(default_factory=Rows)
    projections: Rows[ProjectionCell] = field(default_factory=Rows)
    occupations: Rows[Occupation] = field(default_factory=Rows)
    competences: Rows[Competence] = field(default_factory=Rows)
    claims: Rows[Claim] = field(default_factory=Rows)
    opcos: Rows[Opco] = field(default_factory=Rows)
    certifications: Rows[Certification] = field(default_factory=Rows)
    certification_contents: Rows[CertificationContent] = field(default_factory=Rows)
    actions: Rows[Action] = field(default_factory=Rows)
    tasks: Rows[Task] = field(default_factory=Rows)
    allocations: Rows[Allocation] = field(default_factory=Rows)
    allocation_shares: Rows[AllocationShare] = field(default_factory=Rows)
    need_lines: Rows[NeedLine] = field(default_factory=Rows)
    scenarios: Rows[Scenario] = field(default_factory=Rows)
    assumptions: Rows[Assumption] = field(default_factory=Rows)
