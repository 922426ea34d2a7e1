"""The fields of editions, commitments and reports."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from planner import vocab as v
from planner.fields.kinds import HUGE, LEVEL, LINE, LONG, Field, Kind, choice, one, text

if TYPE_CHECKING:
    from collections.abc import Mapping

FIELDS: Mapping[str, tuple[Field, ...]] = MappingProxyType(
    {
        "editions": (
            text("name", required=True, unique=True),
            Field("frozen_on", Kind.DAY),
            text("author"),
            text("note", LONG),
            text("digest", 64, required=True),
            text("content", HUGE, required=True),
        ),
        "commitments": (
            one("edition", "editions", required=True),
            text("text", LINE, required=True),
            text("who"),
            Field("due", Kind.DAY),
            one("family", "families"),
            LEVEL,
            one("task", "tasks"),
            choice("status", v.CommitmentStatus),
            text("reason", LINE),
            one("reconciled_in", "editions"),
            Field("reconciled_on", Kind.DAY),
        ),
        "reports": (
            text("name", required=True),
            one("edition", "editions"),
            one("previous", "editions"),
            choice("audience", v.Audience),
            Field("sections", Kind.CHOICES, vocabulary=v.ReportSection),
            text("note", LONG),
        ),
    }
)
