"""What was said and decided of a received file before it is taken, kept beside the preferences.

A draft is kept by the fingerprint of the file, so that it is found again wherever the file lies
and however it is called. Nothing of it enters the study before the file is taken.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from planner.errors import CartoplanError
from planner.exchange.tablemap import TableMap
from planner.exchange.taking import Decisions, RowChoice, Side
from planner.study import ImportChoice
from planner.vocab import ChoiceScope
from ui.actions.mapfile import map_from
from ui.actions.settings import drafts_folder

if TYPE_CHECKING:
    from pathlib import Path

    from ui.actions.desk import Desk

VERSION = 1
LARGEST = 8_000_000  # bytes of a draft that is read
MOST = 200  # drafts that are kept; the oldest are forgotten
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Draft:
    """Whose a file is said to be, how it is read, what was decided about its rows and cells.

    The institution stands here alone: that of ``table_map`` is empty.
    """

    institution: str = ""
    table_map: TableMap = field(default_factory=TableMap)
    choices: tuple[ImportChoice, ...] = ()
    decisions: Decisions = field(default_factory=Decisions)

    def whole_map(self) -> TableMap:
        """The mapping with the institution."""
        return replace(self.table_map, institution=self.institution)

    def under(self, table_map: TableMap) -> Draft:
        """The draft with another mapping, and its institution where it names one."""
        owner = table_map.institution or self.institution
        return replace(self, institution=owner, table_map=replace(table_map, institution=""))


def keep_draft(digest: str, draft: Draft) -> None:
    """Keep a draft, whole or not at all; ``OSError`` where it cannot be written."""
    path = _path(digest)
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".tmp")
    text = json.dumps(_plain(draft), ensure_ascii=False, separators=(",", ":"))
    fresh.write_bytes(text.encode("utf-8", "replace"))
    fresh.replace(path)
    known = sorted(path.parent.glob("*.json"), key=lambda each: each.stat().st_mtime)
    for old in known[:-MOST]:
        old.unlink(missing_ok=True)


def forget_draft(digest: str) -> None:
    """Forget a draft: its file was taken or put aside; ``OSError`` where it cannot be removed."""
    _path(digest).unlink(missing_ok=True)


def kept_draft(desk: Desk, digest: str) -> Draft | None:
    """What was kept of a file; None where nothing was, or where it cannot be understood.

    What the study of today no longer knows, an institution or a column, is left out.
    """
    try:
        with _path(digest).open("rb") as stream:
            content = stream.read(LARGEST + 1)
        told = json.loads(content) if len(content) <= LARGEST else {}
        return _draft(desk, told) if told["version"] == VERSION else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _path(digest: str) -> Path:
    if not _DIGEST.fullmatch(digest):
        raise ValueError(digest)
    return drafts_folder() / f"{digest}.json"


def _plain(draft: Draft) -> dict[str, Any]:
    told, decisions = draft.table_map, draft.decisions
    return {
        "version": VERSION,
        "institution": draft.institution,
        "map": {
            "sheet": told.sheet,
            "heading": told.heading,
            "columns": dict(told.columns),
            "values": {name: dict(values) for name, values in told.values.items()},
            "rows": {str(row): key for row, key in told.rows.items()},
        },
        "choices": [[str(c.scope), c.field, c.given, c.taken] for c in draft.choices],
        "cells": [[row, code, str(side)] for (row, code), side in decisions.cells.items()],
        "rows": {row: str(choice) for row, choice in decisions.rows.items()},
    }


def _draft(desk: Desk, told: dict[str, Any]) -> Draft:
    study = desk.document.study
    owner = str(told["institution"])
    owner = owner if study.institutions.find(owner) is not None else ""
    try:
        table_map = map_from(told["map"], study, desk.texts)
    except CartoplanError:
        table_map = TableMap()
    choices = tuple(
        ImportChoice(
            key=f"imp-{desk.new_key()}",
            institution=owner or None,
            scope=ChoiceScope(scope),
            field=str(name),
            given=str(given),
            taken=str(taken),
        )
        for scope, name, given, taken in told["choices"]
    )
    cells = {(str(row), str(code)): Side(side) for row, code, side in told["cells"]}
    rows = {str(row): RowChoice(choice) for row, choice in told["rows"].items()}
    return Draft(owner, table_map, choices, Decisions(cells, rows))
