"""Reads a referential back from a workbook, ours or one that a person typed in the same layout.

Sheets and columns are known by their headings in either language, in any order; what has no sheet
or no column stays as the study has it. A row that cannot be read is told with its sheet, row,
column, value and reason, and the part that it was stays as it is: the reader decides nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from db.exchange.bounds import REFERENTIAL
from db.exchange.received import receive
from db.exchange.referential_sheets import (
    IDENTITY,
    VALUE,
    VALUE_KEY,
    Record,
    SheetTable,
    SheetWords,
)
from planner.compute.adoption import adopted, free_key, key_of
from planner.compute.extracts import PARTS, Extract, extract, text_of
from planner.errors import CartoplanError, InvalidInput, StudyFileError
from planner.exchange.grids import CellKind, SheetCell
from planner.exchange.tidy import typed
from planner.fields import ENTITIES, Field, Kind, field_of, label_code
from planner.findings import Place
from planner.messages import Message, message
from planner.study import Certification, Entity
from planner.tables.exchange import KEY, RANK, REFERENCE, asked_fields, shown_value
from planner.tables.referential import coded
from planner.text import search_key
from planner.validation import check_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from planner.messages import Speaker, Value
    from planner.study import Study

#: Reads what was typed in a field of a collection; raises :class:`InvalidInput` as parsing does.
Parse = Callable[[str, Field, str], "Value"]


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """A line that was not read: where it stands, what stands there, and why with the remedy.

    ``row`` is counted from 1; ``column`` and ``value`` are empty where the whole line is meant.
    """

    sheet: str
    row: int
    column: str
    value: str
    said: Message


@dataclass(frozen=True, slots=True)
class ReadReferential:
    """What a workbook tells: the certification, the lines refused, what was left unread."""

    taken: Extract
    refused: tuple[RefusedLine, ...]
    ignored: tuple[Message, ...]


def read_referential(
    path: Path, study: Study, speakers: Sequence[Speaker], parse: Parse, key: str | None = None
) -> ReadReferential:
    """The certification that a workbook tells, to enter a study.

    Args:
        path: the workbook.
        study: the one that it is to enter; what the workbook does not tell is taken from it.
        speakers: the languages in which headings are known.
        parse: reads what was typed, in the way of the house.
        key: the certification that it is, whatever key the workbook bears; its own by default.

    Raises:
        StudyFileError: the file cannot be read, or no sheet of it is one of a referential.
    """
    words = SheetWords(speakers)
    sheets, ignored = words.sheets(receive(path, bounds=REFERENTIAL).grids)
    if not sheets:
        raise StudyFileError("referential_no_sheet", path=str(path))
    owner = key or _told_key(sheets.get(IDENTITY))
    if not owner:
        raise StudyFileError("referential_no_title", path=str(path))
    reading = _Reading(study, owner, parse, words.unknown_words())
    taken = reading.extract(sheets)
    if not taken.certification.title:
        raise StudyFileError("referential_no_title", path=str(path))
    return ReadReferential(adopted(study, taken), tuple(reading.refused), ignored)


def _told_key(table: SheetTable | None) -> str:
    """The key that an identity sheet bears, else one made from its title, else none."""
    told = {} if table is None else {r.text(KEY): r.text(VALUE).strip() for r in table.records}
    title = search_key(told.get("title", ""))
    return told.get(KEY, "") or (key_of(IDENTITY, title) if title else "")


class _Reading:
    """One workbook being read: the parts met so far, by key and by name, and what was refused."""

    def __init__(self, study: Study, owner: str, parse: Parse, unknown: frozenset[str]) -> None:
        self.refused: list[RefusedLine] = []
        self._study = study
        self._owner = owner
        self._parse = parse
        self._unknown = unknown
        known = study.certifications.find(owner) is not None
        self._there = extract(study, owner) if known else None
        self._keys: dict[tuple[str, str], str] = {}
        self._named: dict[tuple[str, str], list[str]] = defaultdict(list)

    def extract(self, sheets: Mapping[str, SheetTable]) -> Extract:
        """The certification with its parts, those that no sheet tells as the study has them."""
        certification = self._certification(sheets.get(IDENTITY))
        parts: dict[str, tuple[Entity, ...]] = {}
        for collection in PARTS:
            table = sheets.get(collection)
            rows = self._base(collection) if table is None else tuple(self._rows(table))
            parts[collection] = tuple(sorted(rows, key=lambda row: (row.rank, row.key)))
            for row in rows:
                self._name(collection, row.key, row)
        return Extract(certification, MappingProxyType(parts))

    def _base(self, collection: str) -> tuple[Entity, ...]:
        return () if self._there is None else self._there.parts[collection]

    def _certification(self, table: SheetTable | None) -> Certification:
        there = self._there
        row = Certification(key=self._owner, title="") if there is None else there.certification
        values: dict[str, Any] = {}
        for record in () if table is None else table.records:
            name = record.text(KEY)
            if name == RANK:
                values["rank"] = _whole(record.cell(VALUE), row.rank)
            elif name != KEY:
                field = field_of(IDENTITY, name)
                told = self._told(table, record, field, VALUE, record.text(VALUE_KEY))
                values |= {} if told is _REFUSED else {name: told}
        return replace(row, **values)

    def _rows(self, table: SheetTable) -> Iterator[Entity]:
        collection = table.collection
        base = {row.key: row for row in self._base(collection)}
        lacking = table.lacking()
        for key in lacking:
            label = message(label_code(collection, key))
            said = InvalidInput("column_missing", column=label).message
            self.refused.append(RefusedLine(table.name, table.row, "", "", said))
        if lacking:
            yield from base.values()
            return
        seen: set[str] = set()
        last: tuple[int, str] | None = None
        for record in table.records:
            key = self._key(table, record, seen)
            rank = _whole(record.cell(RANK), None)
            if rank is None or (last is not None and (rank, key) <= last):
                rank = 1 if last is None else last[0] + 1
            row = self._row(table, record, key, rank, base.get(key))
            if row is not None:
                last = (row.rank, row.key)
                yield row

    def _key(self, table: SheetTable, record: Record, seen: set[str]) -> str:
        """The key of a line: the hidden one, unless a line above has it, else one of its words."""
        collection, told = table.collection, record.text(KEY)
        key = free_key(self._study, collection, told, self._owner) if told else ""
        if not key or key in seen:
            needed = [field for field in asked_fields(collection) if field.required]
            words = "\n".join(search_key(record.text(field.key)) for field in needed)
            number = 0
            while not key or key in seen:
                key = key_of(collection, self._owner, words, str(number))
                number += 1
        seen.add(key)
        self._keys.setdefault((collection, told or key), key)
        return key

    def _row(
        self, table: SheetTable, record: Record, key: str, rank: int, base: Entity | None
    ) -> Entity | None:
        """The line as a part; where it is refused, what the study has of it, if anything."""
        collection, before = table.collection, len(self.refused)
        given: dict[str, Any] = {"key": key, "rank": rank}
        if collection != "assessment_criteria":
            given["certification"] = self._owner
        for column in record.torn[:1]:
            said = InvalidInput("cells_merged").message
            self._refuse(table, record, column, said)
        for field in () if record.torn else asked_fields(collection):
            if field.key in table.headings:
                hidden = record.text(field.key + REFERENCE)
                given[field.key] = self._told(table, record, field, field.key, hidden)
            elif base is not None:
                given[field.key] = getattr(base, field.key)
        if len(self.refused) > before:
            return base
        make: Callable[..., Entity] = ENTITIES[collection]
        return make(**_blanks(collection) | given)

    def _told(
        self, table: SheetTable | None, record: Record, field: Field, column: str, hidden: str
    ) -> Any:
        """The value of a field on a line; what cannot be read is refused, with its reason."""
        assert table is not None
        try:
            return self._value(table.collection, field, record.cell(column), hidden)
        except CartoplanError as error:
            self._refuse(table, record, column, error.message, field.key)
            return _REFUSED

    def _refuse(
        self, table: SheetTable, record: Record, column: str, said: Message, key: str = ""
    ) -> None:
        value = record.cell(column).value
        shown = "" if value is None else " ".join(str(value).split())[:80]
        heading = table.headings.get(key or column, column)
        self.refused.append(RefusedLine(table.name, record.row, heading, shown, said))

    def _value(self, collection: str, field: Field, cell: SheetCell, hidden: str) -> Value:
        if field.target in PARTS:
            return self._parts(field, _typed(field, cell), hidden)
        words = _typed(field, cell)
        if isinstance(words, str):
            if field.kind is not Kind.TEXT and search_key(words) in self._unknown:
                words = ""
            if field.target and hidden and self._is_same(field, words, hidden):
                keys = tuple(hidden.split(";"))
                value: Value = keys if field.kind is Kind.REFERENCES else keys[0]
            else:
                value = self._parse(collection, field, words)
        else:
            value = words
        if value in (None, "") and field.required:
            value = _default(collection, field)
        check_value(self._study, collection, field, value, self._owner)
        return value

    def _is_same(self, field: Field, typed: str, hidden: str) -> bool:
        """Whether the hidden keys are what the names beside them still say."""
        keys = tuple(hidden.split(";"))
        rows = getattr(self._study, field.target)
        if any(rows.find(key) is None for key in keys):
            return False
        shown = shown_value(self._study, field, keys, {})
        return search_key(str(shown)) == search_key(typed)

    def _parts(self, field: Field, typed: Value, hidden: str) -> Value:
        """The parts of this certification that a cell names, by code, text or hidden key."""
        words = str(typed).strip()
        told = [self._keys.get((field.target, key), key) for key in hidden.split(";") if key]
        if field.kind is Kind.REFERENCE:
            if not words and field.required:
                raise InvalidInput("cell_needed")
            return self._one(field, words, told[0] if told else "") if words else None
        names = self._split(field, words)
        if len(told) != len(names):
            return tuple(dict.fromkeys(self._one(field, name, "") for name in names))
        pairs = zip(names, told, strict=True)
        return tuple(dict.fromkeys(self._one(field, name, key) for name, key in pairs))

    def _split(self, field: Field, words: str) -> list[str]:
        """The names of a cell: one a line, or apart by semicolons where a line names no part."""
        found: list[str] = []
        for line in filter(None, map(str.strip, words.split("\n"))):
            is_name = (field.target, search_key(line)) in self._named
            found += [line] if is_name else [part.strip() for part in line.split(";")]
        return [name for name in found if name]

    def _one(self, field: Field, name: str, hidden: str) -> str:
        """The part of that name; its hidden key decides between several, or where none has it."""
        named = self._named.get((field.target, search_key(name)), [])
        if len(named) == 1:
            return named[0]
        known = hidden in self._named.get((field.target, ""), ())
        if known and (not named or hidden in named):
            return hidden
        code = "part_ambiguous" if named else "part_unknown"
        raise InvalidInput(code, value=name[:80], target=f"collection.{field.target}")

    def _name(self, collection: str, key: str, row: Entity) -> None:
        """Let others name a part by its key, its code, its text, or both."""
        code, text = str(getattr(row, "code", "")), text_of(Place(collection, key), row)
        self._keys.setdefault((collection, key), key)
        names = {search_key(each) for each in (key, code, text, coded(code, text)) if each}
        for name in (*names, ""):
            self._named[collection, name].append(key)


#: Stands for a value that was refused.
_REFUSED = object()


def _typed(field: Field, cell: SheetCell) -> Value:
    """What was typed, as text; a day and a flag as they are, where the field wants one.

    The text of a referential is filed as it stands: what a formula makes of it is not taken.
    """
    if cell.formula:
        raise InvalidInput("cell_formula")
    return typed(cell, field)


def _whole(cell: SheetCell, default: Any) -> Any:
    """A rank as it stands in a cell."""
    value = cell.value
    is_whole = cell.kind is CellKind.NUMBER and value == int(value)  # type: ignore[arg-type]
    return int(value) if is_whole else default  # type: ignore[arg-type]


def _default(collection: str, field: Field) -> Value:
    """What a required field holds where nothing is said; refused where it must be said."""
    for own in fields(ENTITIES[collection]):
        if own.name == field.key and own.default is not MISSING:
            return own.default  # type: ignore[no-any-return]
    raise InvalidInput("cell_needed")


def _blanks(collection: str) -> dict[str, Any]:
    """Empty values for the fields that have neither a default nor a column."""
    empty = {Kind.TEXT: "", Kind.REFERENCES: (), Kind.CHOICES: ()}
    own = {field.name for field in fields(ENTITIES[collection]) if field.default is MISSING}
    return {
        field.key: empty.get(field.kind)
        for field in asked_fields(collection)
        if field.key in own and not field.required
    }
