"""The fields of what the map is made of."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from planner import vocab as v
from planner.fields.kinds import (
    LEVEL,
    LINE,
    LONG,
    PEOPLE,
    YEAR,
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
        "facts": (text("text", LINE, required=True), integer("number", 0, PEOPLE)),
        "families": (
            text("name", required=True, unique=True),
            text("short_name", 40, required=True),
            text("examples", LINE),
            text("printed_name"),
            flag("is_ai_specific"),
        ),
        "domains": (
            choice("scheme", v.DomainScheme),
            text("name", required=True),
            text("examples", LINE),
        ),
        "departments": (text("name", required=True, unique=True),),
        "outlines": (
            one("department", "departments", required=True, owned=True),
            text("points", LONG, required=True),
        ),
        "cities": (
            text("name", required=True, unique=True),
            one("department", "departments", required=True),
            Field("latitude", Kind.REAL, required=True, low=-90, high=90, unit="degree"),
            Field("longitude", Kind.REAL, required=True, low=-180, high=180, unit="degree"),
        ),
        "institutions": (
            text("name", required=True, unique=True),
            text("printed_names", LINE),
            text("note", LINE),
        ),
        "trainings": (
            text("title", 500, required=True),
            one("institution", "institutions"),
            one("city", "cities"),
            LEVEL,
            text("duration"),
            integer("months", 0, 120, "month"),
            integer("hours", 0, 20_000, "hour"),
            many("families", "families"),
            Field("modalities", Kind.CHOICES, vocabulary=v.Modality),
            text("comment", LONG),
            flag("is_described"),
            flag("is_archived"),
            text("printed_institution"),
            text("printed_level"),
        ),
        "seats": (
            one("training", "trainings", required=True, owned=True),
            YEAR,
            choice("kind", v.SeatKind),
            integer("low", 0, 100_000, "seat", required=True),
            integer("high", 0, 100_000, "seat"),
            choice("confidence", v.Confidence),
        ),
        "domain_hours": (
            one("training", "trainings", required=True, owned=True),
            one("domain", "domains", required=True),
            integer("hours", 0, 20_000, "hour"),
        ),
        "leavers": (
            one("training", "trainings", required=True, owned=True),
            YEAR,
            text("occupation", required=True),
            integer("low", 0, 100_000, "person", required=True),
            integer("high", 0, 100_000, "person"),
            one("family", "families"),
            choice("confidence", v.Confidence),
        ),
        "bridges": (
            one("start", "trainings", required=True, owned=True),
            one("goal", "trainings", required=True),
            text("conditions", LONG),
        ),
    }
)
