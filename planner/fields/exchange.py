"""The fields of mailings, replies and remembered choices."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from planner import vocab as v
from planner.fields.kinds import LARGE, LINE, LONG, Field, Kind, choice, integer, one, text

if TYPE_CHECKING:
    from collections.abc import Mapping

_ROWS = 10_000_000

FIELDS: Mapping[str, tuple[Field, ...]] = MappingProxyType(
    {
        "mailings": (
            one("institution", "institutions", required=True),
            text("edition"),
            Field("sent_on", Kind.DAY),
            Field("due_on", Kind.DAY),
            text("file_name"),
            text("author"),
            text("base", LARGE, required=True),
            text("note", LONG),
        ),
        "replies": (
            one("institution", "institutions"),
            one("mailing", "mailings"),
            text("file_name"),
            text("digest", 64, required=True),
            Field("received_on", Kind.DAY),
            text("author"),
            integer("taken", 0, _ROWS, required=True),
            integer("refused", 0, _ROWS, required=True),
            integer("undecided", 0, _ROWS, required=True),
            text("note", LONG),
        ),
        "import_choices": (
            one("institution", "institutions", owned=True),
            choice("scope", v.ChoiceScope),
            text("field", 80),
            text("given", LINE, required=True),
            text("taken", LINE),
        ),
    }
)
