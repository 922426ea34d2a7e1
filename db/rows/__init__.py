"""The tables of the study file, one SQLModel class for each collection and each link."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import cast

from sqlalchemy import Table
from sqlmodel import SQLModel

from db.rows import economy, editions, exchange, inventory, links, notes, plan, referentials
from db.rows.base import METADATA, LinkRow, Row
from db.rows.exact import bind_exactly
from db.rows.records import JournalContentRow, JournalMarkRow, JournalRow

__all__ = [
    "CONTENTS",
    "JOURNAL",
    "LINK_ROWS",
    "MARKS",
    "METADATA",
    "ROWS",
    "LinkRow",
    "Row",
    "table_of",
]

#: The row class of each collection, in the order in which references can be resolved.
ROWS: Mapping[str, type[Row]] = MappingProxyType(
    {
        "facts": inventory.FactRow,
        "families": inventory.FamilyRow,
        "domains": inventory.DomainRow,
        "departments": inventory.DepartmentRow,
        "outlines": inventory.OutlineRow,
        "cities": inventory.CityRow,
        "institutions": inventory.InstitutionRow,
        "trainings": inventory.TrainingRow,
        "seats": inventory.SeatsRow,
        "domain_hours": inventory.DomainHoursRow,
        "leavers": inventory.LeaversRow,
        "bridges": inventory.BridgeRow,
        "sectors": economy.SectorRow,
        "headcounts": economy.HeadcountRow,
        "sector_occupations": economy.SectorOccupationRow,
        "projections": economy.ProjectionRow,
        "occupations": economy.OccupationRow,
        "competences": economy.CompetenceRow,
        "claims": economy.ClaimRow,
        "opcos": plan.OpcoRow,
        "rule_sets": referentials.RuleSetRow,
        "criteria": referentials.CriterionRow,
        "certifications": plan.CertificationRow,
        "certification_contents": plan.CertificationContentRow,
        "status_changes": referentials.StatusChangeRow,
        "blocks": referentials.BlockRow,
        "activities": referentials.ActivityRow,
        "attested_competences": referentials.AttestedCompetenceRow,
        "assessments": referentials.AssessmentRow,
        "assessment_criteria": referentials.AssessmentCriterionRow,
        "correspondences": referentials.CorrespondenceRow,
        "evidences": referentials.EvidenceRow,
        "promotions": referentials.PromotionRow,
        "preparations": referentials.PreparationRow,
        "certification_versions": referentials.CertificationVersionRow,
        "actions": plan.ActionRow,
        "tasks": plan.TaskRow,
        "baselines": referentials.BaselineRow,
        "baseline_dates": referentials.BaselineDateRow,
        "allocations": plan.AllocationRow,
        "allocation_shares": plan.AllocationShareRow,
        "need_lines": plan.NeedLineRow,
        "scenarios": plan.ScenarioRow,
        "assumptions": plan.AssumptionRow,
        "scenario_moves": plan.ScenarioMoveRow,
        "acceptances": notes.AcceptanceRow,
        "comments": notes.CommentRow,
        "lineages": notes.LineageRow,
        "editions": editions.EditionRow,
        "commitments": editions.CommitmentRow,
        "reports": editions.ReportRow,
        "mailings": exchange.MailingRow,
        "replies": exchange.ReplyRow,
        "import_choices": exchange.ImportChoiceRow,
    }
)

#: The row class of each link table, by the name of the table.
LINK_ROWS: Mapping[str, type[LinkRow]] = MappingProxyType(
    {
        "training_families": links.TrainingFamilyRow,
        "training_modalities": links.TrainingModalityRow,
        "certification_opcos": links.CertificationOpcoRow,
        "task_predecessors": links.TaskPredecessorRow,
        "scenario_need_lines": links.ScenarioNeedLineRow,
        "scenario_move_families": links.ScenarioMoveFamilyRow,
        "scenario_move_modalities": links.ScenarioMoveModalityRow,
        "certification_occupations": links.CertificationOccupationRow,
        "certification_sectors": links.CertificationSectorRow,
        "certification_routes": links.CertificationRouteRow,
        "task_families": links.TaskFamilyRow,
        "competence_domains": links.AttestedCompetenceDomainRow,
        "assessed_competences": links.AssessmentCompetenceRow,
        "report_sections": links.ReportSectionRow,
    }
)


def table_of(row: type[SQLModel]) -> Table:
    """The table behind a row class."""
    return cast("Table", row.__table__)  # type: ignore[attr-defined]  # made by table=True


JOURNAL = table_of(JournalRow)
MARKS = table_of(JournalMarkRow)
CONTENTS = table_of(JournalContentRow)

bind_exactly(METADATA)
