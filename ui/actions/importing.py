"""The verb that takes an institution's own table: columns mapped, rows matched, then a reply."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from planner.exchange.tablemap import TableMap
from planner.messages import message
from planner.tables.headings import headings_table
from planner.tables.told import told_table
from planner.watch import Watch
from ui.actions import rowedits
from ui.actions.desk import Desk
from ui.actions.exchange import decided, received_outcome, write_back
from ui.actions.incoming import receive_file, take, taking
from ui.actions.mapfile import read_map
from ui.actions.outcome import Outcome, plain_table
from ui.actions.owntable import guessed_owner, held_by_map, proposed, write_map
from ui.actions.registry import verb

if TYPE_CHECKING:
    from db.exchange.received import Received


@verb("import", changes=True)
def import_table(
    desk: Desk,
    file: Path,
    map: Path | None = None,
    institution: str = "",
    decide: list[str] | None = None,
    back: Path | None = None,
    dry_run: bool = False,
    watch: Watch | None = None,
) -> Outcome:
    """Take an institution's own table, or the one of a former year, as a reply is taken.

    ``map`` says what its columns are: where there is no such file yet, it is written with what is
    proposed, and nothing is taken. ``decide`` and ``back`` are those of ``exchange receive``.
    """
    received = receive_file(file, watch)
    is_told = map is not None and map.exists()
    told = read_map(map, desk.document.study, desk.texts) if map and is_told else TableMap()
    owner = _named(desk, institution) or told.institution
    if map is not None and not is_told:
        owner = owner or guessed_owner(desk, received)
        return propose(desk, received, replace(told, institution=owner), map)
    table_map = replace(told, institution=owner)
    incoming = held_by_map(desk, received, table_map)
    decisions = decided(incoming.comparison, decide or ())
    found = proposed(desk, received, table_map)
    made = (taking if dry_run else take)(desk, incoming, decisions)
    returned = write_back(desk, incoming, back) if back is not None and not dry_run else None
    outcome = received_outcome(desk, incoming, decisions, made, returned, written=not dry_run)
    tables = [headings_table(desk.document.study, found)] if found else []
    tables += [*outcome.tables, *([told_table(incoming.told)] if incoming.told else [])]
    return replace(outcome, tables=tuple(tables))


def propose(desk: Desk, received: Received, table_map: TableMap, path: Path) -> Outcome:
    """Write the mapping that is proposed for a table to ``path``; nothing is taken."""
    found = write_map(desk, received, table_map, path)
    table = headings_table(desk.document.study, found)
    said = (table.title, message("import.map.written", path=str(path)))
    plain = {"written": [str(path)], "headings": plain_table(table, desk.texts)}
    return Outcome(said, (table,), (path,), plain)


def _named(desk: Desk, institution: str) -> str:
    """The key of an institution named by key or by name."""
    if not institution:
        return ""
    told = rowedits.typed_values(desk, "trainings", [f"institution={institution}"])
    return str(told["institution"])
