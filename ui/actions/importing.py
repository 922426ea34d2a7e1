"""The verb that takes an institution's own table: columns mapped, rows matched, then a reply."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from planner.errors import InvalidInput
from planner.exchange.columns import layout_names, proposals
from planner.exchange.form import form_mark
from planner.exchange.tablemap import TableMap
from planner.messages import message
from planner.study import ImportChoice
from planner.tables.headings import headings_table
from planner.tables.told import told_table
from planner.text import search_key
from planner.vocab import ChoiceScope
from planner.watch import Watch
from ui.actions import rowedits
from ui.actions.desk import Desk
from ui.actions.exchange import decided, received_outcome, write_back
from ui.actions.incoming import (
    held_against,
    languages_of,
    own_table,
    receive_file,
    take,
    taking,
)
from ui.actions.mapfile import map_toml, read_map
from ui.actions.outcome import Outcome, plain_table
from ui.actions.registry import verb

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.exchange.received import Received
    from planner.exchange.columns import Proposal

#: Rows above a table among which the name of an institution is looked for.
_TOP = 12


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
        owner = owner or _guessed(desk, received)
        return propose(desk, received, replace(told, institution=owner), map)
    table_map = replace(told, institution=owner)
    choices = tuple(_choices(desk, received, table_map))
    incoming = held_against(desk, received, owner, choices, table_map)
    decisions = decided(incoming.comparison, decide or ())
    found = _proposals(desk, received, table_map)
    made = (taking if dry_run else take)(desk, incoming, decisions)
    returned = write_back(desk, incoming, back) if back is not None and not dry_run else None
    outcome = received_outcome(desk, incoming, decisions, made, returned, written=not dry_run)
    tables = [headings_table(desk.document.study, found)] if found else []
    tables += [*outcome.tables, *([told_table(incoming.told)] if incoming.told else [])]
    return replace(outcome, tables=tuple(tables))


def propose(desk: Desk, received: Received, table_map: TableMap, path: Path) -> Outcome:
    """Write the mapping that is proposed for a table to ``path``; nothing is taken.

    Raises :class:`InvalidInput` where the file is one of ours, or no sheet of it is a table.
    """
    from exports.writing import write_atomically

    found = _proposals(desk, received, table_map)
    if not found:
        raise InvalidInput("map_not_needed", path=received.name)
    names = layout_names(desk.document.study, languages_of(desk), (), table_map.institution)
    grid, row = own_table(received, names, table_map)
    told = replace(table_map, sheet=grid.name, heading=row)
    data = map_toml(told, found, desk.texts).encode()

    def write(stream: BinaryIO) -> None:
        stream.write(data)

    write_atomically(path, write)
    table = headings_table(desk.document.study, found)
    said = (table.title, message("import.map.written", path=str(path)))
    plain = {"written": [str(path)], "headings": plain_table(table, desk.texts)}
    return Outcome(said, (table,), (path,), plain)


def _proposals(desk: Desk, received: Received, table_map: TableMap) -> tuple[Proposal, ...]:
    """What each heading of an own table is thought to be; nothing for a workbook of ours."""
    if form_mark(received.grids) is not None:
        return ()
    study = desk.document.study
    names = layout_names(study, languages_of(desk), (), table_map.institution)
    grid, row = own_table(received, names, table_map)
    return proposals(grid, row, names, table_map.columns)


def _choices(desk: Desk, received: Received, table_map: TableMap) -> Iterator[ImportChoice]:
    """What the mapping says and nobody would have proposed, to be remembered."""
    plain = {p.name: p for p in _proposals(desk, received, replace(table_map, columns={}))}
    for name, code in table_map.columns.items():
        proposed = plain.get(name)
        if proposed is not None and (proposed.code != code or not code):
            yield _choice(desk, table_map, ChoiceScope.COLUMN, "", name, code)
    for field, values in table_map.values.items():
        for given, taken in values.items():
            yield _choice(desk, table_map, ChoiceScope.VALUE, field, given, taken)


def _choice(
    desk: Desk, table_map: TableMap, scope: ChoiceScope, field: str, given: str, taken: str
) -> ImportChoice:
    return ImportChoice(
        key=f"imp-{desk.new_key()}",
        institution=table_map.institution or None,
        scope=scope,
        field=field,
        given=given,
        taken=taken,
    )


def _named(desk: Desk, institution: str) -> str:
    """The key of an institution named by key or by name."""
    if not institution:
        return ""
    told = rowedits.typed_values(desk, "trainings", [f"institution={institution}"])
    return str(told["institution"])


def _guessed(desk: Desk, received: Received) -> str:
    """The institution alone that the name of the file or the top of a sheet names: a proposal."""
    texts = [search_key(received.name.replace("_", " "))]
    texts += [search_key(grid.name) for grid in received.grids]
    texts += [
        search_key(cell.value)
        for grid in received.grids
        for row in grid.rows[:_TOP]
        for cell in row
        if isinstance(cell.value, str)
    ]
    found = [
        row.key
        for row in desk.document.study.institutions
        if any(search_key(row.name) in text for text in texts)
    ]
    return found[0] if len(found) == 1 else ""
