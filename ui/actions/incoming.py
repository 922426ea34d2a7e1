"""A file that came from an institution: read, held against the study, decided upon and taken."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from planner.edits import Batch, Put
from planner.errors import InvalidInput
from planner.exchange.columns import best_sheet, layout_names, proposals
from planner.exchange.form import copy_differs, form_mark, form_tables
from planner.exchange.given import Columns, given_table, shown
from planner.exchange.layout import KEY, LAYOUT, Part, column_of
from planner.exchange.matching import matched
from planner.exchange.replies import GivenRow, Refusal, Reply, RowFate, compare
from planner.exchange.sent import base_of
from planner.exchange.tablemap import TableMap
from planner.exchange.taking import Decisions, Provenance, Taken, taken
from planner.messages import Message, message
from planner.study import ImportChoice
from planner.text import clean, search_key
from planner.vocab import ChoiceScope
from ui.actions import rowedits
from ui.actions.exchange_cells import UNKNOWN_VALUES, cell_reader, field_name, known_values
from ui.actions.texts import LANGUAGES, Texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from db.exchange.received import Received
    from planner.edits import Edit
    from planner.exchange.columns import Names
    from planner.exchange.form import FormMark, FormTable
    from planner.exchange.given import GivenTable, ReadCell, Told
    from planner.exchange.grids import Grid
    from planner.exchange.layout import SheetColumn
    from planner.exchange.matching import Match
    from planner.exchange.replies import Comparison
    from planner.messages import Value
    from planner.study import Mailing, Study
    from planner.watch import Watch
    from ui.actions.desk import Desk

#: What a heading that is added to the remarks is taken for.
REMARKS = "comment"


@dataclass(frozen=True, slots=True)
class Unknown:
    """A heading or a value that the study does not know, how often it stands in the file.

    ``taken`` is what it is taken for now: nothing where nobody said (``is_decided`` is False) or
    where it is left out.
    """

    scope: ChoiceScope
    field: str
    given: str
    count: int
    taken: str = ""
    is_decided: bool = False


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file held against the study: nothing is written yet.

    ``notes`` are what there is to know before deciding; ``told`` what was read although it may
    surprise; ``choices`` what a person said about unknown headings and values, to be remembered;
    ``matches`` the rows that were found by their titles.
    """

    received: Received
    institution: str
    mailing: str | None
    reply: Reply
    comparison: Comparison
    notes: tuple[Message, ...] = ()
    told: tuple[Told, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    choices: tuple[ImportChoice, ...] = ()
    matches: tuple[Match, ...] = ()


def receive_file(path: Path, watch: Watch | None = None) -> Received:
    """The sheets of a file that came; its reader is loaded only when it is asked for."""
    from db.exchange.received import receive

    return receive(path, watch)


def held_against(
    desk: Desk,
    received: Received,
    institution: str = "",
    choices: Sequence[ImportChoice] = (),
    table_map: TableMap | None = None,
) -> Incoming:
    """A received file against the study of today.

    ``institution`` is whose table it is, where the file itself does not tell. ``choices`` are
    what a person said about headings and values, beside what is remembered; ``table_map`` says
    which sheet is the table, where its headings stand and which trainings its rows are.

    Raises:
        InvalidInput: nobody can tell whose table it is, or no sheet of it is one.
    """
    study = desk.document.study
    mark = form_mark(received.grids)
    mailing = _mailing(study, received, mark)
    owner = institution or _owner(study, mark, mailing)
    if not owner:
        raise InvalidInput("reply_of_nobody", path=received.name)
    rowedits.row_of(study, "institutions", owner)
    reading = _Reading(desk, received, owner, choices, table_map or TableMap())
    rows = reading.rows()
    base = None if mailing is None else base_of(mailing.base)
    expected = () if mark is None or base is None else tuple(k for k in mark.keys if k in base)
    reply = Reply(owner, rows, base, expected)
    return Incoming(
        received,
        owner,
        None if mailing is None else mailing.key,
        reply,
        compare(study, reply),
        tuple(_notes(desk, received, mark, mailing, base)),
        tuple(reading.told),
        tuple(reading.unknown(rows)),
        tuple(choices),
        reading.matches,
    )


def decided_choice(desk: Desk, incoming: Incoming, unknown: Unknown, taken: str) -> ImportChoice:
    """What a person says an unknown heading or value stands for; nothing leaves it out.

    Raises :class:`InvalidInput` where no column is called so.
    """
    if unknown.scope is ChoiceScope.COLUMN and taken:
        column = column_of(desk.document.study, taken)
        if column is None or column.part is Part.KEY:
            raise InvalidInput("no_such_column", value=taken)
    return ImportChoice(
        key=f"imp-{desk.new_key()}",
        institution=incoming.institution,
        scope=unknown.scope,
        field=unknown.field,
        given=unknown.given,
        taken=taken,
    )


def taking(desk: Desk, incoming: Incoming, decisions: Decisions) -> Taken:
    """What taking a file would do under some decisions: the edits, and how many cells and rows."""
    name = incoming.received.name
    note = desk.texts.say(message("exchange.provenance", file=name, on=desk.today()))
    provenance = Provenance(clean(name)[:200], clean(note))
    study = desk.document.study
    return taken(study, incoming.comparison, decisions, provenance, desk.new_key)


def take(desk: Desk, incoming: Incoming, decisions: Decisions) -> Taken:
    """Take a file into the study with its reply and what was chosen, as one step of the history."""
    made = taking(desk, incoming, decisions)
    study = desk.document.study
    edits: list[Edit] = list(made.edit.edits)
    edits += _remembered(study, incoming.choices)
    edits.append(Put("replies", _reply_row(desk, incoming, made)))
    name = study.institutions.get(incoming.institution).name
    label = message("step.reply_taken", institution=name[:80], n=made.rows)
    desk.document.do(Batch(tuple(edits)), label)
    return made


def _reply_row(desk: Desk, incoming: Incoming, made: Taken) -> Any:
    """The reply as it is kept; the same file taken again stands for itself."""
    study = desk.document.study
    values: dict[str, Value] = {
        "institution": incoming.institution,
        "mailing": incoming.mailing,
        "file_name": clean(incoming.received.name)[:200],
        "digest": incoming.received.digest,
        "received_on": desk.today(),
        "author": desk.author,
        "taken": made.rows,
        "refused": incoming.comparison.counts()[RowFate.REFUSED],
        "undecided": made.open,
    }
    row: Any = rowedits.new_row(desk, "replies", values)
    former = next((r for r in study.replies if r.digest == incoming.received.digest), None)
    if former is None:
        return row
    return replace(row, key=former.key, rank=former.rank, taken=former.taken + made.rows)


def _remembered(study: Study, choices: Iterable[ImportChoice]) -> Iterator[Edit]:
    """What was chosen, to be proposed again; a new choice stands for the former one."""
    former = {_about(row): row for row in study.import_choices}
    rank = max((row.rank for row in study.import_choices), default=0)
    for number, choice in enumerate(choices, 1):
        known = former.get(_about(choice))
        if known is None:
            yield Put("import_choices", replace(choice, rank=rank + number))
        elif known.taken != choice.taken:
            yield Put("import_choices", replace(known, taken=choice.taken))


def _about(choice: ImportChoice) -> tuple[str | None, ChoiceScope, str, str]:
    return choice.institution, choice.scope, choice.field, search_key(choice.given)


def _mailing(study: Study, received: Received, mark: FormMark | None) -> Mailing | None:
    """The mailing that a file answers; a file of a later layout is refused."""
    if mark is None:
        return None
    if mark.layout > LAYOUT:
        raise InvalidInput("reply_too_new", path=received.name)
    return study.mailings.find(mark.file_id)


def _owner(study: Study, mark: FormMark | None, mailing: Mailing | None) -> str:
    """Whose table it is: what the mailing says, else the hidden sheet where we know of that one."""
    if mailing is not None:
        return mailing.institution
    told = "" if mark is None else mark.institution
    return told if study.institutions.find(told) is not None else ""


def _notes(
    desk: Desk,
    received: Received,
    mark: FormMark | None,
    mailing: Mailing | None,
    base: Mapping[str, Mapping[str, Value]] | None,
) -> Iterator[Message]:
    """What there is to know of a file before anything is decided."""
    study = desk.document.study
    for row in study.replies:
        if row.digest == received.digest:
            yield message("exchange.note.again", on=row.received_on)
    if mark is None:
        yield message("exchange.note.own_table")
    elif mailing is None:
        yield message("exchange.note.unknown_mailing")
    elif base is not None and copy_differs(mark, base):
        yield message("exchange.note.copy_differs")
    if mailing is not None:
        later = [m for m in study.mailings if m.institution == mailing.institution]
        if any((m.sent_on or desk.today()) > (mailing.sent_on or desk.today()) for m in later):
            yield message("exchange.note.older_mailing", on=mailing.sent_on)


def languages_of(desk: Desk) -> list[Texts]:
    """The language of the desk, then the others of the house."""
    return [desk.texts, *(Texts(each) for each in LANGUAGES if each != desk.texts.language)]


def own_table(received: Received, names: Names, table_map: TableMap) -> tuple[Grid, int]:
    """The sheet that is an institution's own table, and the row of its headings.

    Where the file has one sheet alone, it is meant whatever the mapping calls it: a text is called
    by its file, and that of the next year otherwise.

    Raises :class:`InvalidInput` where there is none, or none as the mapping says.
    """
    wanted, row = search_key(table_map.sheet), table_map.heading
    grids = [grid for grid in received.grids if wanted in ("", search_key(grid.name))]
    if not grids and len(received.grids) == 1:
        grids = list(received.grids)
    if not grids and received.grids:
        raise InvalidInput("map_no_sheet", path=received.name, sheet=table_map.sheet)
    found = (grids[0], row) if wanted and row and grids else best_sheet(grids, names)
    if found is None:
        raise InvalidInput("reply_no_table", path=received.name)
    grid, heading = found[0], row or found[1]
    if heading > len(grid.rows):
        raise InvalidInput("map_no_row", row=heading, sheet=grid.name, n=len(grid.rows))
    return grid, heading


def chosen_columns(
    study: Study, owner: str, choices: Iterable[ImportChoice], table_map: TableMap
) -> dict[str, str]:
    """The columns that a person gave to headings by name, "" where one is left out.

    What is said now goes before what is remembered: a heading that was a column gives it up to
    the one that is now.
    """
    now = {c.given: c.taken for c in _of_columns(choices, owner)} | dict(table_map.columns)
    taken = set(now.values()) - {""}
    former = {c.given: c.taken for c in _of_columns(study.import_choices, owner)}
    return {name: code for name, code in former.items() if code not in taken} | now


def _of_columns(choices: Iterable[ImportChoice], owner: str) -> list[ImportChoice]:
    """The choices about headings: those for everybody, then those for the institution."""
    told = [c for c in choices if c.scope is ChoiceScope.COLUMN and c.institution in (None, owner)]
    return sorted(told, key=lambda choice: choice.institution is not None)


class _Reading:
    """The rows of a file, and the headings and values that the study does not know."""

    def __init__(
        self,
        desk: Desk,
        received: Received,
        owner: str,
        choices: Sequence[ImportChoice],
        table_map: TableMap,
    ) -> None:
        self.told: list[Told] = []
        self.matches: tuple[Match, ...] = ()
        self._study = desk.document.study
        self._received = received
        self._owner = owner
        self._map = table_map
        self._languages = languages_of(desk)
        self._columns = chosen_columns(self._study, owner, choices, table_map)
        self._known = known_values((*self._study.import_choices, *choices), owner)
        former = _of_columns(self._study.import_choices, owner)
        self._meant = {
            search_key(c.given): c.taken for c in (*former, *_of_columns(choices, owner))
        }
        self._headings: list[Unknown] = []
        self._read: ReadCell = cell_reader(self._study, self._languages, self._known)

    def rows(self) -> tuple[GivenRow, ...]:
        """The rows of our sheets, or those of the one sheet that is a table.

        Where no row bears a key, as in a table of their own, titles tell which training each is.
        """
        tables = form_tables(self._study, self._received.grids)
        found = [row for table in tables for row in self._form_rows(table)]
        if any(row.key for row in found):
            return tuple(found)
        own = found if tables else self._own_rows()
        known = matched(self._study, own, self._owner, self._map.rows)
        self.matches = known.matches
        self.told += (match.told() for match in known.matches if match.score < 100)
        return known.rows

    def _form_rows(self, table: FormTable) -> tuple[GivenRow, ...]:
        at = dict(table.columns.at)
        remarks: dict[int, str] = {}
        for place, said in table.added.items():
            code, is_decided = self._column_choice(said)
            self._headings.append(Unknown(ChoiceScope.COLUMN, "", said, 1, code, is_decided))
            column = column_of(self._study, code) if code else None
            if code == REMARKS:
                remarks[place] = said
            elif column is not None and column not in at.values():
                at[place] = column
        columns = replace(table.columns, at=at)
        found = self._given(given_table(table.grid, columns, self._read))
        return tuple(_with_remarks(row, table, remarks) for row in found)

    def _own_rows(self) -> tuple[GivenRow, ...]:
        """The rows of a table that we did not write, its columns known by their headings."""
        names = layout_names(self._study, self._languages, (), self._owner)
        grid, row = own_table(self._received, names, self._map)
        at: dict[int, SheetColumn] = {}
        for each in proposals(grid, row, names, self._columns):
            column = column_of(self._study, each.code) if each.code else None
            if column is not None:
                at[each.place] = column
            else:
                code, is_decided = self._column_choice(each.name)
                unknown = Unknown(ChoiceScope.COLUMN, "", each.name, 1, code, is_decided)
                self._headings.append(unknown)
        if not any(column.code == "title" for column in at.values()):
            raise InvalidInput("table_no_title", path=self._received.name)
        return self._given(given_table(grid, Columns(row, at), self._read))

    def _given(self, table: GivenTable) -> tuple[GivenRow, ...]:
        self.told += table.told
        return tuple(_as_typed(row) for row in table.rows if _says_anything(row))

    def _column_choice(self, heading: str) -> tuple[str, bool]:
        """What a person said that a heading is, and whether anybody said so."""
        said = search_key(heading)
        return self._meant.get(said, ""), said in self._meant

    def unknown(self, rows: Iterable[GivenRow]) -> Iterator[Unknown]:
        """The headings and values that the study does not know, each once, as they come."""
        yield from dict.fromkeys(self._headings)
        found: Counter[tuple[str, str]] = Counter()
        for row in rows:
            for refusal in row.refused:
                column = column_of(self._study, refusal.code)
                if column is not None and refusal.said.code in UNKNOWN_VALUES:
                    found[field_name(column), refusal.value] += 1
        for (name, value), count in found.items():
            yield Unknown(ChoiceScope.VALUE, name, value, count)
        for (name, given), code in self._known.items():
            yield Unknown(ChoiceScope.VALUE, name, given, 0, code, is_decided=True)


def _says_anything(row: GivenRow) -> bool:
    """Whether a row tells of a training: one emptied by hand holds its hidden key alone."""
    said = (row.typed[code] for code in row.typed if code not in (KEY.code, "is_archived"))
    return any(map(str.strip, said))


def _as_typed(row: GivenRow) -> GivenRow:
    """The row, its refusals saying what stands in the cell: spaces were taken out to read it."""
    refused = tuple(replace(each, said=_spaced(each)) for each in row.refused)
    return replace(row, refused=refused) if refused else row


def _spaced(refusal: Refusal) -> Message:
    said = dict(refusal.said.values)
    told = said.get("value")
    if isinstance(told, str) and "".join(told.split()) == "".join(refusal.value.split()):
        said["value"] = refusal.value
    return message(refusal.said.code, **said)


def _with_remarks(row: GivenRow, table: FormTable, remarks: Mapping[int, str]) -> GivenRow:
    """The row with what stands in added columns at the end of its remarks."""
    added = [
        f"{heading}\u202f: {said}"
        for place, heading in remarks.items()
        if (said := shown(table.grid.cell(row.spot.row, place)).strip())
    ]
    if not added:
        return row
    told = str(row.values.get(REMARKS) or "")
    lines = [told, *(line for line in added if line not in told)]
    return replace(row, values={**row.values, REMARKS: clean("\n".join(filter(None, lines)))})
