"""The fields of what the study says of sectors, occupations and competences."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from planner import vocab as v
from planner.fields.kinds import LINE, PEOPLE, YEAR, Field, choice, flag, integer, one, text

if TYPE_CHECKING:
    from collections.abc import Mapping

FIELDS: Mapping[str, tuple[Field, ...]] = MappingProxyType(
    {
        "sectors": (
            text("name", required=True, unique=True),
            integer("impact", 1, 4, required=True),
            flag("is_analysed"),
            integer("weight_percent", 0, 100, "percent"),
        ),
        "headcounts": (
            one("sector", "sectors", required=True, owned=True),
            integer("people", 0, PEOPLE, "person", required=True),
            text("publication", required=True),
            integer("year", 1990, 2100),
        ),
        "sector_occupations": (
            one("sector", "sectors", required=True, owned=True),
            text("name", required=True),
            choice("outlook", v.Outlook),
        ),
        "projections": (
            one("sector", "sectors", required=True, owned=True),
            choice("line", v.ProjectionLine),
            YEAR,
            integer("magnitude", 0, PEOPLE, "person", required=True),
            flag("has_minus"),
            text("printed", LINE),
        ),
        "occupations": (
            one("sector", "sectors", required=True),
            text("name", 300, required=True),
        ),
        "competences": (
            one("sector", "sectors", required=True),
            one("occupation", "occupations"),
            text("text", LINE, required=True),
            choice("impact", v.Impact),
            choice("attachment", v.Attachment),
        ),
        "claims": (
            text("subject", LINE, required=True),
            choice("comparison", v.Comparison),
            integer("low", 0, PEOPLE, required=True),
            integer("high", 0, PEOPLE, required=True),
            text("unit", 40, required=True),
            text("measure", 60),
        ),
    }
)
