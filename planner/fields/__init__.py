"""The fields of every collection, declared once.

They drive forms, table columns, workbook columns, import checks, the constraints of the study file
and the glossary. The words are in the texts: ``field.<collection>.<key>`` is the label and
``help.<collection>.<key>`` the help line.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from planner import study as s
from planner.fields import economy, editions, exchange, inventory, needs, notes, plan, referentials
from planner.fields.kinds import (
    GREATEST_DENOMINATOR,
    HUGE,
    LARGE,
    LINE,
    LONG,
    SHORT,
    Field,
    Kind,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "ENTITIES",
    "FIELDS",
    "GREATEST_DENOMINATOR",
    "HUGE",
    "LARGE",
    "LINE",
    "LONG",
    "SHORT",
    "Field",
    "Kind",
    "field_of",
    "help_code",
    "label_code",
]

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
        "rule_sets": s.RuleSet,
        "criteria": s.Criterion,
        "certifications": s.Certification,
        "certification_contents": s.CertificationContent,
        "status_changes": s.StatusChange,
        "blocks": s.Block,
        "activities": s.Activity,
        "attested_competences": s.AttestedCompetence,
        "assessments": s.Assessment,
        "assessment_criteria": s.AssessmentCriterion,
        "correspondences": s.Correspondence,
        "evidences": s.Evidence,
        "promotions": s.Promotion,
        "preparations": s.Preparation,
        "certification_versions": s.CertificationVersion,
        "actions": s.Action,
        "tasks": s.Task,
        "baselines": s.Baseline,
        "baseline_dates": s.BaselineDate,
        "allocations": s.Allocation,
        "allocation_shares": s.AllocationShare,
        "need_lines": s.NeedLine,
        "scenarios": s.Scenario,
        "assumptions": s.Assumption,
        "scenario_moves": s.ScenarioMove,
        "acceptances": s.Acceptance,
        "comments": s.Comment,
        "lineages": s.Lineage,
        "editions": s.Edition,
        "commitments": s.Commitment,
        "reports": s.Report,
        "mailings": s.Mailing,
        "replies": s.Reply,
        "import_choices": s.ImportChoice,
    }
)

_DECLARED = {
    **inventory.FIELDS,
    **economy.FIELDS,
    **plan.FIELDS,
    **referentials.FIELDS,
    **needs.FIELDS,
    **notes.FIELDS,
    **editions.FIELDS,
    **exchange.FIELDS,
}

#: The declared fields of each collection, in the order of the entities.
FIELDS: Mapping[str, tuple[Field, ...]] = MappingProxyType(
    {collection: _DECLARED[collection] for collection in ENTITIES}
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
