"""The fields of referentials and of the criteria they are held to."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from planner import vocab as v
from planner.fields.kinds import (
    LARGE,
    LINE,
    LONG,
    Field,
    Kind,
    choice,
    flag,
    integer,
    many,
    one,
    text,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

FIELDS: Mapping[str, tuple[Field, ...]] = MappingProxyType(
    {
        "rule_sets": (
            text("name", required=True, unique=True),
            choice("register", v.Register),
            Field("valid_from", Kind.DAY),
            Field("valid_to", Kind.DAY),
            text("article"),
            text("note", LONG),
        ),
        "criteria": (
            one("rule_set", "rule_sets", required=True, owned=True),
            text("number", 40, required=True),
            text("text", LINE, required=True),
            text("article"),
            text("evidence", LINE),
            text("checks", LINE),
            choice("applies_to", v.FilingScope),
        ),
        "status_changes": (
            one("certification", "certifications", required=True, owned=True),
            choice("status", v.CertificationStatus),
            Field("changed_on", Kind.DAY),
            text("reason", LINE),
            text("author"),
        ),
        "blocks": (
            one("certification", "certifications", required=True, owned=True),
            text("title", 500, required=True),
            text("code", 40),
            flag("is_optional"),
            text("prerequisites", LINE),
        ),
        "activities": (
            one("certification", "certifications", required=True, owned=True),
            one("block", "blocks", owned=True),
            text("code", 40),
            text("text", LINE, required=True),
        ),
        "attested_competences": (
            one("certification", "certifications", required=True, owned=True),
            one("block", "blocks", owned=True),
            one("activity", "activities"),
            text("code", 40),
            text("text", LINE, required=True),
            one("origin", "competences"),
            many("domains", "domains"),
        ),
        "assessments": (
            one("certification", "certifications", required=True, owned=True),
            one("block", "blocks", owned=True),
            text("modality", LINE, required=True),
            text("evidence", LINE),
            text("duration"),
            many("competences", "attested_competences"),
        ),
        "assessment_criteria": (
            one("competence", "attested_competences", required=True, owned=True),
            text("text", LINE, required=True),
            text("indicator", LINE),
        ),
        "correspondences": (
            one("certification", "certifications", required=True, owned=True),
            choice("kind", v.CorrespondenceKind),
            one("block", "blocks", owned=True),
            text("code", 40, required=True),
            text("title", 500),
            text("reason", LINE),
        ),
        "evidences": (
            one("certification", "certifications", required=True, owned=True),
            one("criterion", "criteria", required=True),
            choice("state", v.EvidenceState),
            text("text", LONG),
            text("documents", LINE),
        ),
        "promotions": (
            one("certification", "certifications", required=True, owned=True),
            integer("year", 1990, 2100, required=True),
            integer("enrolled", 0, 1000000, "person"),
            integer("certified", 0, 1000000, "person"),
            integer("respondents", 0, 1000000, "person"),
            integer("employed", 0, 1000000, "person"),
            integer("in_target_job", 0, 1000000, "person"),
        ),
        "preparations": (
            one("certification", "certifications", required=True, owned=True),
            one("block", "blocks", owned=True),
            one("training", "trainings", required=True),
            choice("state", v.LinkState),
            text("reason", LINE),
        ),
        "certification_versions": (
            one("certification", "certifications", required=True, owned=True),
            text("name", required=True),
            Field("frozen_on", Kind.DAY),
            text("author"),
            text("content", LARGE, required=True),
        ),
    }
)
