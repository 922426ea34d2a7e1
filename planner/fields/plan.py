"""The fields of certifications, tasks and kept plans."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from planner import vocab as v
from planner.fields.kinds import LINE, LONG, Field, Kind, choice, flag, integer, many, one, text

if TYPE_CHECKING:
    from collections.abc import Mapping

FIELDS: Mapping[str, tuple[Field, ...]] = MappingProxyType(
    {
        "opcos": (text("name", required=True, unique=True), text("note", LINE)),
        "certifications": (
            text("title", 500, required=True),
            integer("priority", 1, 99),
            choice("register", v.Register),
            choice("status", v.CertificationStatus),
            text("audience", LINE),
            many("opcos", "opcos"),
            text("comment", LONG),
            integer("level", 1, 8, "cec"),
            text("aim", LONG),
            many("occupations", "occupations"),
            many("sectors", "sectors"),
            text("certifiers", LINE),
            text("partners", LINE),
            text("nsf"),
            text("formacodes"),
            text("romes"),
            text("nomenclatures"),
            Field("routes", Kind.CHOICES, vocabulary=v.AccessRoute),
            text("prerequisites", LINE),
            text("validity"),
            choice("filing", v.FilingScope),
            one("rule_set", "rule_sets"),
            integer("years_asked", 1, 5, "year"),
            text("number", 40),
            Field("filed_on", Kind.DAY),
            Field("decided_on", Kind.DAY),
            Field("expires_on", Kind.DAY),
        ),
        "certification_contents": (
            one("certification", "certifications", required=True, owned=True),
            text("text", LINE, required=True),
        ),
        "actions": (
            text("title", 500, required=True),
            flag("is_managed"),
            text("feasibility", LINE),
            text("contributors", LINE),
            text("objectives", LONG),
        ),
        "tasks": (
            one("action", "actions", required=True),
            text("title", 500, required=True),
            choice("kind", v.TaskKind),
            integer("days", 0, 10_000, "day", required=True),
            many("after", "tasks"),
            Field("not_before", Kind.DAY),
            Field("due", Kind.DAY),
            text("owner", LINE),
            one("certification", "certifications"),
            integer("days_low", 0, 10000, "day"),
            integer("days_high", 0, 10000, "day"),
            many("families", "families"),
            integer("level", 1, 8, "cec"),
        ),
        "baselines": (
            text("name", required=True, unique=True),
            Field("made_on", Kind.DAY),
            text("reason", LINE),
        ),
        "baseline_dates": (
            one("baseline", "baselines", required=True, owned=True),
            one("task", "tasks", required=True, owned=True),
            Field("start", Kind.DAY),
            Field("finish", Kind.DAY),
        ),
    }
)
