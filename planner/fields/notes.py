"""The fields of what people say about rows."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from planner import vocab as v
from planner.fields.kinds import LINE, LONG, Field, Kind, choice, text

if TYPE_CHECKING:
    from collections.abc import Mapping

FIELDS: Mapping[str, tuple[Field, ...]] = MappingProxyType(
    {
        "acceptances": (
            text("finding", 80, required=True),
            text("about", 40),
            text("row", 120),
            text("field", 40),
            text("digest", 64, required=True),
            text("reason", LINE, required=True),
            text("author"),
            Field("accepted_on", Kind.DAY),
        ),
        "comments": (
            text("about", 40, required=True),
            text("row", 120, required=True),
            text("text", LONG, required=True),
            text("author"),
            Field("written_on", Kind.DAY),
        ),
        "lineages": (
            text("about", 40, required=True),
            choice("kind", v.LineageKind),
            text("old", 120, required=True),
            text("new", 120, required=True),
            Field("decided_on", Kind.DAY),
            text("author"),
            text("reason", LINE),
        ),
    }
)
