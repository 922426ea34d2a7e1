"""The fields of every collection, declared once.

They drive forms, table columns, workbook columns, import checks, the constraints of the study file
and the glossary. The words are in the texts: ``field.<collection>.<key>`` is the label and
``help.<collection>.<key>`` the help line.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from planner import study as s
from planner import vocab as v

if TYPE_CHECKING:
    from collections.abc import Mapping

SHORT = 200
LINE = 1_000
LONG = 32_000  # a workbook cell holds at most 32 767 characters
GREATEST_DENOMINATOR = 10**9  # so that any fraction in bounds is two 64-bit integers


class Kind(StrEnum):
    """The type of a field's value."""

    TEXT = "text"
    INTEGER = "integer"
    REAL = "real"
    FRACTION = "fraction"
    FLAG = "flag"
    DAY = "day"
    CHOICE = "choice"
    CHOICES = "choices"
    REFERENCE = "reference"
    REFERENCES = "references"


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its type, unit, bounds, vocabulary or target, and whether it must be given.

    ``low`` and ``high`` bound numbers inclusively; for texts ``high`` is the greatest length.
    ``unique`` forbids two rows whose names differ only by case, spaces or composition.
    """

    key: str
    kind: Kind
    required: bool = False
    low: float | None = None
    high: float | None = None
    unit: str = ""
    vocabulary: type[StrEnum] | None = None
    target: str = ""
    unique: bool = False
    owned: bool = False


def _text(key: str, high: int = SHORT, *, required: bool = False, unique: bool = False) -> Field:
    return Field(key, Kind.TEXT, required=required, high=high, unique=unique)


def _integer(key: str, low: int, high: int, unit: str = "", *, required: bool = False) -> Field:
    return Field(key, Kind.INTEGER, required=required, low=low, high=high, unit=unit)


def _choice(key: str, vocabulary: type[StrEnum]) -> Field:
    return Field(key, Kind.CHOICE, required=True, vocabulary=vocabulary)


def _one(key: str, target: str, *, required: bool = False, owned: bool = False) -> Field:
    return Field(key, Kind.REFERENCE, required=required, target=target, owned=owned)


def _many(key: str, target: str) -> Field:
    return Field(key, Kind.REFERENCES, target=target)


def _flag(key: str) -> Field:
    return Field(key, Kind.FLAG, required=True)


_PEOPLE = 100_000_000
_LEVEL = _integer("level", 1, 8, "cec")
_YEAR = _integer("year", 1990, 2100, required=True)

FIELDS: Mapping[str, tuple[Field, ...]] = MappingProxyType(
    {
        "facts": (_text("text", LINE, required=True), _integer("number", 0, _PEOPLE)),
        "families": (
            _text("name", required=True, unique=True),
            _text("short_name", 40, required=True),
            _text("examples", LINE),
            _text("printed_name"),
            _flag("is_ai_specific"),
        ),
        "domains": (
            _choice("scheme", v.DomainScheme),
            _text("name", required=True),
            _text("examples", LINE),
        ),
        "departments": (_text("name", required=True, unique=True),),
        "outlines": (
            _one("department", "departments", required=True, owned=True),
            _text("points", LONG, required=True),
        ),
        "cities": (
            _text("name", required=True, unique=True),
            _one("department", "departments", required=True),
            Field("latitude", Kind.REAL, required=True, low=-90, high=90, unit="degree"),
            Field("longitude", Kind.REAL, required=True, low=-180, high=180, unit="degree"),
        ),
        "institutions": (
            _text("name", required=True, unique=True),
            _text("printed_names", LINE),
            _text("note", LINE),
        ),
        "trainings": (
            _text("title", 500, required=True),
            _one("institution", "institutions"),
            _one("city", "cities"),
            _LEVEL,
            _text("duration"),
            _integer("months", 0, 120, "month"),
            _integer("hours", 0, 20_000, "hour"),
            _many("families", "families"),
            Field("modalities", Kind.CHOICES, vocabulary=v.Modality),
            _text("comment", LONG),
            _flag("is_described"),
            _flag("is_archived"),
            _text("printed_institution"),
            _text("printed_level"),
        ),
        "seats": (
            _one("training", "trainings", required=True, owned=True),
            _YEAR,
            _choice("kind", v.SeatKind),
            _integer("low", 0, 100_000, "seat", required=True),
            _integer("high", 0, 100_000, "seat"),
            _choice("confidence", v.Confidence),
        ),
        "domain_hours": (
            _one("training", "trainings", required=True, owned=True),
            _one("domain", "domains", required=True),
            _integer("hours", 0, 20_000, "hour"),
        ),
        "leavers": (
            _one("training", "trainings", required=True, owned=True),
            _YEAR,
            _text("occupation", required=True),
            _integer("low", 0, 100_000, "person", required=True),
            _integer("high", 0, 100_000, "person"),
            _one("family", "families"),
            _choice("confidence", v.Confidence),
        ),
        "bridges": (
            _one("start", "trainings", required=True, owned=True),
            _one("goal", "trainings", required=True),
            _text("conditions", LONG),
        ),
        "sectors": (
            _text("name", required=True, unique=True),
            _integer("impact", 1, 4, required=True),
            _flag("is_analysed"),
            _integer("weight_percent", 0, 100, "percent"),
        ),
        "headcounts": (
            _one("sector", "sectors", required=True, owned=True),
            _integer("people", 0, _PEOPLE, "person", required=True),
            _text("publication", required=True),
            _integer("year", 1990, 2100),
        ),
        "sector_occupations": (
            _one("sector", "sectors", required=True, owned=True),
            _text("name", required=True),
            _choice("outlook", v.Outlook),
        ),
        "projections": (
            _one("sector", "sectors", required=True, owned=True),
            _choice("line", v.ProjectionLine),
            _YEAR,
            _integer("magnitude", 0, _PEOPLE, "person", required=True),
            _flag("has_minus"),
            _text("printed", LINE),
        ),
        "occupations": (
            _one("sector", "sectors", required=True),
            _text("name", 300, required=True),
        ),
        "competences": (
            _one("sector", "sectors", required=True),
            _one("occupation", "occupations"),
            _text("text", LINE, required=True),
            _choice("impact", v.Impact),
            _choice("attachment", v.Attachment),
        ),
        "claims": (
            _text("subject", LINE, required=True),
            _choice("comparison", v.Comparison),
            _integer("low", 0, _PEOPLE, required=True),
            _integer("high", 0, _PEOPLE, required=True),
            _text("unit", 40, required=True),
            _text("measure", 60),
        ),
        "opcos": (_text("name", required=True, unique=True), _text("note", LINE)),
        "certifications": (
            _text("title", 500, required=True),
            _integer("priority", 1, 99),
            _choice("register", v.Register),
            _choice("status", v.CertificationStatus),
            _text("audience", LINE),
            _many("opcos", "opcos"),
            _text("comment", LONG),
        ),
        "certification_contents": (
            _one("certification", "certifications", required=True, owned=True),
            _text("text", LINE, required=True),
        ),
        "actions": (
            _text("title", 500, required=True),
            _flag("is_managed"),
            _text("feasibility", LINE),
            _text("contributors", LINE),
            _text("objectives", LONG),
        ),
        "tasks": (
            _one("action", "actions", required=True),
            _text("title", 500, required=True),
            _choice("kind", v.TaskKind),
            _integer("days", 0, 10_000, "day", required=True),
            _many("after", "tasks"),
            Field("not_before", Kind.DAY),
            Field("due", Kind.DAY),
            _text("owner", LINE),
            _one("certification", "certifications"),
        ),
        "allocations": (
            _text("name", required=True, unique=True),
            _text("author"),
            Field("decided_on", Kind.DAY),
            _text("reason", LONG),
        ),
        "allocation_shares": (
            _one("allocation", "allocations", required=True, owned=True),
            _one("family", "families", required=True),
            _integer("level", 1, 8, "cec", required=True),
            Field("share", Kind.FRACTION, required=True, low=0, high=1),
        ),
        "need_lines": (
            _text("name", LINE, required=True),
            _choice("kind", v.NeedKind),
            _one("sector", "sectors"),
            _integer("start", 1990, 2100, required=True),
            _integer("end", 1990, 2100, required=True),
            _integer("low", 0, _PEOPLE, "person"),
            _integer("central", 0, _PEOPLE, "person"),
            _integer("high", 0, _PEOPLE, "person"),
            _one("allocation", "allocations"),
        ),
        "scenarios": (
            _text("name", required=True, unique=True),
            _many("need_lines", "need_lines"),
            _choice("seat_kind", v.SeatKind),
            _text("comment", LONG),
        ),
        "assumptions": (
            _text("name", LINE, required=True),
            Field("value", Kind.FRACTION, low=0, high=_PEOPLE),
            _text("unit", 40),
            _text("reason", LONG),
        ),
        "scenario_moves": (
            _one("scenario", "scenarios", required=True, owned=True),
            _choice("kind", v.MoveKind),
            _text("name", 500),
            _one("training", "trainings"),
            _many("families", "families"),
            Field("modalities", Kind.CHOICES, vocabulary=v.Modality),
            _LEVEL,
            _one("need_line", "need_lines"),
            _one("allocation", "allocations"),
            _one("family", "families"),
            _one("assumption", "assumptions"),
            _integer("low", 0, _PEOPLE),
            _integer("central", 0, _PEOPLE),
            _integer("high", 0, _PEOPLE),
            Field("value", Kind.FRACTION, low=0, high=1),
        ),
        "acceptances": (
            _text("finding", 80, required=True),
            _text("about", 40),
            _text("row", 120),
            _text("field", 40),
            _text("digest", 64, required=True),
            _text("reason", LINE, required=True),
            _text("author"),
            Field("accepted_on", Kind.DAY),
        ),
        "comments": (
            _text("about", 40, required=True),
            _text("row", 120, required=True),
            _text("text", LONG, required=True),
            _text("author"),
            Field("written_on", Kind.DAY),
        ),
        "lineages": (
            _text("about", 40, required=True),
            _choice("kind", v.LineageKind),
            _text("old", 120, required=True),
            _text("new", 120, required=True),
            Field("decided_on", Kind.DAY),
            _text("author"),
            _text("reason", LINE),
        ),
    }
)

#: The entity class of each collection, in the order in which references can be resolved.
ENTITIES: Mapping[str, type[s.Entity]] = MappingProxyType(
    {
        "facts": s.Fact,
        "families": s.Family,
        "domains": s.Domain,
        "departments": s.Department,
        "outlines": s.Outline,
        "cities": s.City,
        "institutions": s.Institution,
        "trainings": s.Training,
        "seats": s.Seats,
        "domain_hours": s.DomainHours,
        "leavers": s.Leavers,
        "bridges": s.Bridge,
        "sectors": s.Sector,
        "headcounts": s.Headcount,
        "sector_occupations": s.SectorOccupation,
        "projections": s.ProjectionCell,
        "occupations": s.Occupation,
        "competences": s.Competence,
        "claims": s.Claim,
        "opcos": s.Opco,
        "certifications": s.Certification,
        "certification_contents": s.CertificationContent,
        "actions": s.Action,
        "tasks": s.Task,
        "allocations": s.Allocation,
        "allocation_shares": s.AllocationShare,
        "need_lines": s.NeedLine,
        "scenarios": s.Scenario,
        "assumptions": s.Assumption,
        "scenario_moves": s.ScenarioMove,
        "acceptances": s.Acceptance,
        "comments": s.Comment,
        "lineages": s.Lineage,
    }
)


def field_of(collection: str, key: str) -> Field:
    """The declared field; ``KeyError`` where the collection or the field is unknown."""
    for declared in FIELDS[collection]:
        if declared.key == key:
            return declared
    raise KeyError(f"{collection}.{key}")


def label_code(collection: str, key: str) -> str:
    """The text code of a field's label, as it heads a column or stands beside a control."""
    return f"field.{collection}.{key}"


def help_code(collection: str, key: str) -> str:
    """The text code of a field's help line."""
    return f"help.{collection}.{key}"
