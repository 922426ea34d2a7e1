"""The fields of need lines, their allocations, scenarios and assumptions."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from planner import vocab as v
from planner.fields.kinds import (
    LEVEL,
    LINE,
    LONG,
    PEOPLE,
    Field,
    Kind,
    choice,
    integer,
    many,
    one,
    text,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

FIELDS: Mapping[str, tuple[Field, ...]] = MappingProxyType(
    {
        "allocations": (
            text("name", required=True, unique=True),
            text("author"),
            Field("decided_on", Kind.DAY),
            text("reason", LONG),
        ),
        "allocation_shares": (
            one("allocation", "allocations", required=True, owned=True),
            one("family", "families", required=True),
            integer("level", 1, 8, "cec", required=True),
            Field("share", Kind.FRACTION, required=True, low=0, high=1),
        ),
        "need_lines": (
            text("name", LINE, required=True),
            choice("kind", v.NeedKind),
            one("sector", "sectors"),
            integer("start", 1990, 2100, required=True),
            integer("end", 1990, 2100, required=True),
            integer("low", 0, PEOPLE, "person"),
            integer("central", 0, PEOPLE, "person"),
            integer("high", 0, PEOPLE, "person"),
            one("allocation", "allocations"),
        ),
        "scenarios": (
            text("name", required=True, unique=True),
            many("need_lines", "need_lines"),
            choice("seat_kind", v.SeatKind),
            text("comment", LONG),
        ),
        "assumptions": (
            text("name", LINE, required=True),
            Field("value", Kind.FRACTION, low=0, high=PEOPLE),
            text("unit", 40),
            text("reason", LONG),
        ),
        "scenario_moves": (
            one("scenario", "scenarios", required=True, owned=True),
            choice("kind", v.MoveKind),
            text("name", 500),
            one("training", "trainings"),
            many("families", "families"),
            Field("modalities", Kind.CHOICES, vocabulary=v.Modality),
            LEVEL,
            one("need_line", "need_lines"),
            one("allocation", "allocations"),
            one("family", "families"),
            one("assumption", "assumptions"),
            integer("low", 0, PEOPLE),
            integer("central", 0, PEOPLE),
            integer("high", 0, PEOPLE),
            Field("value", Kind.FRACTION, low=0, high=1),
        ),
    }
)
