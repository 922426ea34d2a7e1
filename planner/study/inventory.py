"""What the map is made of: the trainings and everything that tells about them."""

from __future__ import annotations

from dataclasses import dataclass

from planner.study.base import Entity
from planner.vocab import Confidence, DomainScheme, Modality, SeatKind


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
class Outline(Entity):
    """One closed ring of a département's border, to draw it.

    ``points`` are ``longitude,latitude`` pairs in decimal degrees (WGS 84) parted by spaces; read
    them with :func:`planner.compute.outlines.rings`.
    """

    department: str
    points: str


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
class Leavers(Entity):
    """People who left a training in one year for one occupation: ``low`` to ``high`` of them.

    ``occupation`` is what they do, in the institution's words; ``family`` the job family it
    belongs to, where that is known. No upper bound (None) means that it is unknown.
    """

    training: str
    year: int
    occupation: str
    low: int
    high: int | None = None
    family: str | None = None
    confidence: Confidence = Confidence.MEDIUM


@dataclass(frozen=True, slots=True, kw_only=True)
class Bridge(Entity):
    """A declared way (passerelle) from one training to another, with its conditions."""

    start: str
    goal: str
    conditions: str = ""
