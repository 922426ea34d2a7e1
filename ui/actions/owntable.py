"""An institution's own table under a mapping: how it is read, what a person says of it, and kept.

A mapping (:class:`~planner.exchange.tablemap.TableMap`) is a value: each thing that is said of a
table gives a new one, by which the file is held against the study again.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, BinaryIO

from planner.errors import InvalidInput
from planner.exchange.columns import (
    How,
    Proposal,
    example,
    filled_rows,
    known_code,
    layout_names,
    proposals,
)
from planner.exchange.form import form_tables
from planner.exchange.grids import Grid
from planner.exchange.layout import column_of, columns_for, full_heading
from planner.exchange.matching import NEW
from planner.exchange.replies import RowFate
from planner.exchange.tablemap import TableMap
from planner.study import ImportChoice
from planner.text import search_key
from planner.vocab import ChoiceScope
from ui.actions.fieldwords import Option
from ui.actions.incoming import chosen_columns, held_against, languages_of, own_table
from ui.actions.mailings import asked_years
from ui.actions.mapfile import map_toml, read_map

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from db.exchange.received import Received
    from ui.actions.desk import Desk
    from ui.actions.incoming import Incoming

#: Rows above a table among which the name of an institution is looked for.
_TOP = 12
_YEARS_BACK, _YEARS_ON = 2, 5  # years around the last asked one whose places may be told
_AMBIGUOUS = "error.match_ambiguous"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with the column that it is read as, and what stands first below it."""

    proposal: Proposal
    example: str


@dataclass(frozen=True, slots=True)
class OwnTable:
    """How a table is read: its sheet, the row of its headings, each of them.

    ``row`` is 0 where no row of headings was found. ``sheets`` are the names of all sheets that
    hold anything, ``rows`` those that may be the headings of this one, with their words.
    """

    sheets: tuple[str, ...]
    sheet: str
    row: int
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    headings: tuple[Heading, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table of which a person may say which training it is.

    ``key`` is the training that it is taken for, ``NEW``, or empty where nobody can tell;
    ``score`` how alike the titles are, out of 100; ``is_said`` where a person said so.
    """

    row: int
    title: str
    key: str
    score: int = 0
    is_said: bool = False


@dataclass(frozen=True, slots=True)
class Lines:
    """How the rows were matched: how many by key and by title, and those to look at."""

    by_key: int
    by_title: int
    near: int
    new: int
    unclear: int
    lines: tuple[Line, ...]


def is_ours(desk: Desk, received: Received) -> bool:
    """Whether a file is a workbook of ours, which needs no mapping."""
    return bool(form_tables(desk.document.study, received.grids))


def seen_under(desk: Desk, received: Received, table_map: TableMap) -> OwnTable:
    """How a table is read under a mapping; where no headings are known, what they may be.

    Raises :class:`InvalidInput` where no sheet of the file holds anything.
    """
    grids = [grid for grid in received.grids if next(grid.filled(), None) is not None]
    if not grids:
        raise InvalidInput("table_empty", path=received.name)
    sheets = tuple(grid.name for grid in grids)
    try:
        grid, row, found = _read(desk, received, table_map)
    except InvalidInput:
        wanted = search_key(table_map.sheet)
        grid = next((g for g in grids if search_key(g.name) == wanted), grids[0])
        return OwnTable(sheets, grid.name, 0, filled_rows(grid))
    headings = tuple(Heading(each, example(grid, row, each.place)) for each in found)
    return OwnTable(sheets, grid.name, row, filled_rows(grid), headings)


def held_by_map(desk: Desk, received: Received, table_map: TableMap) -> Incoming:
    """A file held against the study as a mapping says; what it says is remembered when taken.

    Raises as :func:`~ui.actions.incoming.held_against` does.
    """
    choices = () if is_ours(desk, received) else tuple(_choices(desk, received, table_map))
    return held_against(desk, received, table_map.institution, choices, table_map)


def proposed(desk: Desk, received: Received, table_map: TableMap) -> tuple[Proposal, ...]:
    """What each heading of an own table is read as; nothing for a workbook of ours."""
    return () if is_ours(desk, received) else _read(desk, received, table_map)[2]


def with_sheet(table_map: TableMap, sheet: str) -> TableMap:
    """The mapping for another sheet: what was said of the columns and rows of one is not kept."""
    return replace(table_map, sheet=sheet, heading=0, columns={}, rows={})


def with_heading(own: OwnTable, table_map: TableMap, row: int) -> TableMap:
    """The mapping with the headings in another row."""
    return replace(table_map, sheet=own.sheet, heading=row)


def with_column(desk: Desk, own: OwnTable, table_map: TableMap, name: str, code: str) -> TableMap:
    """The mapping with a heading read as the column of a code, "" to leave it out.

    A column that was only proposed to another heading goes over; one that was said is refused
    (:class:`InvalidInput`).
    """
    if not known_code(desk.document.study, code):
        raise InvalidInput("column_unknown", value=code[:80])
    named = {each.proposal.name for each in own.headings}
    column = column_of(desk.document.study, code) if code else None
    for other, taken in table_map.columns.items():
        if column is not None and taken == code and other != name and other in named:
            called = full_heading(desk.document.study, column)
            raise InvalidInput("map_twice", value=called, heading=name[:80], other=other[:80])
    columns = {**table_map.columns, name: code}
    return replace(table_map, sheet=own.sheet, heading=own.row, columns=columns)


def with_value(table_map: TableMap, field: str, given: str, taken: str) -> TableMap:
    """The mapping with what a value of a field stands for, "" to leave it out."""
    values = {**table_map.values.get(field, {}), given: taken}
    return replace(table_map, values={**table_map.values, field: values})


def with_line(desk: Desk, own: OwnTable, table_map: TableMap, row: int, key: str) -> TableMap:
    """The mapping with the training that a row is, ``NEW``, or "" to find out.

    Raises :class:`InvalidInput` where there is none or another row was said to be that training.
    """
    if key not in ("", NEW) and desk.document.study.trainings.find(key) is None:
        raise InvalidInput("training_unknown", value=key[:80])
    rows = {number: told for number, told in table_map.rows.items() if number != row}
    for other, told in rows.items():
        if key not in ("", NEW) and told == key:
            raise InvalidInput("row_twice", row=row, other=other, key=key)
    if key:
        rows[row] = key
    return replace(table_map, sheet=own.sheet, heading=own.row, rows=rows)


def write_map(
    desk: Desk, received: Received, table_map: TableMap, path: Path
) -> tuple[Proposal, ...]:
    """Write a mapping, with what is proposed where nothing was said, to ``path``; give the latter.

    Raises :class:`InvalidInput` where the file is one of ours, or no sheet of it is a table.
    """
    from exports.writing import write_atomically

    if is_ours(desk, received):
        raise InvalidInput("map_not_needed", path=received.name)
    grid, row, found = _read(desk, received, table_map)
    told = replace(table_map, sheet=grid.name, heading=row)
    data = map_toml(told, found, desk.texts).encode()

    def write(stream: BinaryIO) -> None:
        stream.write(data)

    write_atomically(path, write)
    return found


def resumed_map(desk: Desk, received: Received, path: Path) -> TableMap:
    """The mapping that was written to ``path``, where this table can be read by it.

    Raises :class:`InvalidInput` where it cannot be, as :func:`~ui.actions.mapfile.read_map` does,
    and ``OSError`` as reading does.
    """
    told = read_map(path, desk.document.study, desk.texts)
    _read(desk, received, told)
    return told


def guessed_owner(desk: Desk, received: Received) -> str:
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


def column_options(desk: Desk, also: Iterable[str] = ()) -> tuple[Option, ...]:
    """The columns that a heading may be read as, in their order, those of the codes ``also``."""
    study, last = desk.document.study, asked_years(desk.today())[-1]
    known = list(columns_for(study, range(last - _YEARS_BACK, last + _YEARS_ON)))
    codes = {column.code for column in known}
    added = [column_of(study, code) for code in dict.fromkeys(also) if code not in codes]
    known += [column for column in added if column is not None]
    return tuple(Option(c.code, desk.texts.say(full_heading(study, c))) for c in known)


def training_options(desk: Desk, institution: str) -> tuple[Option, ...]:
    """The trainings that a row of an institution's table may be, archived ones left out."""
    return tuple(
        Option(row.key, f"{row.title} ({row.key})")
        for row in desk.document.study.trainings
        if row.institution == institution and not row.is_archived
    )


def lines_of(incoming: Incoming, table_map: TableMap) -> Lines:
    """How the rows of a table were matched, those to look at first: unclear, near, said, new."""
    scores = {match.spot.row: match.score for match in incoming.matches}
    counts: Counter[str] = Counter()
    found: list[tuple[int, Line]] = []
    for row in incoming.comparison.rows:
        if row.given is None or row.fate is RowFate.ABSENT:
            continue
        number = row.spot.row
        is_said, score = number in table_map.rows, scores.get(number, 0)
        is_unclear = any(refusal.said.code == _AMBIGUOUS for refusal in row.refused)
        kind = _kind(row.key, score, is_unclear=is_unclear, is_matched=row.given.matched)
        counts[kind] += 1
        if is_said or kind in ("unclear", "near", "new"):
            order = ("unclear", "near", "new").index(kind) if not is_said else 1
            key = "" if is_unclear else row.key or NEW
            title = str(row.given.values.get("title") or row.title)
            found.append((order, Line(number, title, key, score, is_said)))
    found.sort(key=lambda each: (each[0], each[1].row))
    lines = tuple(line for _, line in found)
    return Lines(
        by_key=counts["key"],
        by_title=counts["title"],
        near=counts["near"],
        new=counts["new"],
        unclear=counts["unclear"],
        lines=lines,
    )


def _kind(key: str, score: int, *, is_unclear: bool, is_matched: bool) -> str:
    if is_unclear:
        return "unclear"
    if not key:
        return "new"
    if 0 < score < 100:
        return "near"
    return "title" if is_matched else "key"


def _read(
    desk: Desk, received: Received, table_map: TableMap
) -> tuple[Grid, int, tuple[Proposal, ...]]:
    """The sheet that is the table, the row of its headings, and what each of them is read as."""
    study, owner = desk.document.study, table_map.institution
    names = layout_names(study, languages_of(desk), (), owner)
    grid, row = own_table(received, names, table_map)
    chosen = chosen_columns(study, owner, (), table_map)
    return grid, row, proposals(grid, row, names, chosen)


def _choices(desk: Desk, received: Received, table_map: TableMap) -> Iterator[ImportChoice]:
    """What the mapping says and nobody would have proposed, to be remembered.

    A heading that was chosen before and gives its column up to another is left out from now on.
    """
    bare = _read(desk, received, replace(table_map, columns={}))[2]
    plain = {each.name: each for each in bare}
    for name, code in table_map.columns.items():
        former = plain.get(name)
        if former is not None and (former.code != code or not code):
            yield _choice(desk, table_map, ChoiceScope.COLUMN, "", name, code)
    for each in _read(desk, received, table_map)[2]:
        if each.how is How.TWICE and plain[each.name].how is How.CHOSEN and plain[each.name].code:
            yield _choice(desk, table_map, ChoiceScope.COLUMN, "", each.name, "")
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
