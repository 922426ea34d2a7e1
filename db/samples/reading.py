"""Reads a study shipped as text: one CSV file for each collection of the study.

The header of a file gives the fields of its entity, then the four columns of its source. The last
four columns are always the source's, so that an entity may have a ``line`` or a ``note`` of its
own. What a cell may hold follows from the type of its field; an empty cell means None, "" or ().
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date
from fractions import Fraction
from functools import cache
from importlib.resources import files
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, get_args, get_origin, get_type_hints

from planner.errors import StudyFileError
from planner.rows import Rows
from planner.study import Entity, Source, Study

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

SHIPPED = "hauts-de-france-2019"
SOURCE_COLUMNS = ("nature", "place", "line", "note")

_FLAGS = {"yes": True, "no": False}

Parse = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class _Layout:
    """How the cells of a collection are read: a parser for each column of its entity."""

    entity: Callable[..., Entity]
    parsers: Mapping[str, Parse]
    required: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of a file: its name and how its cells are read."""

    name: str
    parse: Parse


def read_sample(name: str = SHIPPED) -> Study:
    """The study shipped under ``name``; ``StudyFileError`` where its text cannot be read.

    It is read once and cannot change: whoever asks again gets the same study.
    """
    folder: Any = files("db.samples") / name
    if not folder.is_dir():
        raise StudyFileError("sample_missing", name=name)
    return _study_in(folder)


@cache
def _study_in(folder: Traversable) -> Study:
    """The study that the files of a folder hold."""
    collections = {table: _rows(folder / f"{table}.csv", table) for table in _layouts()}
    make: Callable[..., Study] = Study
    return make(**collections)


def _rows(file: Traversable, table: str) -> Rows[Entity]:
    """The rows of one file, each key once."""
    if not file.is_file():
        raise StudyFileError("sample_missing", name=file.name)
    entities = list(_entities(file, _layouts()[table]))
    try:
        return Rows(entities)
    except ValueError as repeated:
        raise StudyFileError("sample_key", file=file.name, value=str(repeated)) from repeated


def _entities(file: Traversable, layout: _Layout) -> Iterator[Entity]:
    """The entities of a file, in the order of its lines."""
    lines = _lines(file)
    _, header = next(lines, (1, []))
    columns = _columns(header, layout, file.name)
    for line, cells in lines:
        if len(cells) != len(columns):
            raise _unreadable(file.name, line, "", ",".join(cells))
        values = [
            _value(column, cell, file.name, line)
            for column, cell in zip(columns, cells, strict=True)
        ]
        yield _entity(layout, columns, values)


def _lines(file: Traversable) -> Iterator[tuple[int, list[str]]]:
    """The records of a file, each with the number of its last line."""
    try:
        text = io.StringIO(file.read_text(encoding="utf-8"), newline="")
        lines = csv.reader(text, strict=True)
        yield from ((lines.line_num, cells) for cells in lines)
    except (UnicodeDecodeError, csv.Error) as error:
        raise _unreadable(file.name, 0, "", str(error)) from error


def _columns(header: list[str], layout: _Layout, file: str) -> list[_Column]:
    """The columns that a header announces; each must be known, none that is needed may miss."""
    own, source = header[: -len(SOURCE_COLUMNS)], header[-len(SOURCE_COLUMNS) :]
    if tuple(source) != SOURCE_COLUMNS:
        raise _unreadable(file, 1, ",".join(SOURCE_COLUMNS), ",".join(source))
    for name in sorted(set(own) - layout.parsers.keys()) + sorted(layout.required - set(own)):
        raise _unreadable(file, 1, name, ",".join(own))
    parsers = _source_parsers()
    return [
        *(_Column(name, layout.parsers[name]) for name in own),
        *(_Column(name, parsers[name]) for name in source),
    ]


def _value(column: _Column, cell: str, file: str, line: int) -> object:
    """What a cell holds, as the type of its field wants it."""
    try:
        return column.parse(cell)
    except (KeyError, ValueError, ZeroDivisionError) as error:
        raise _unreadable(file, line, column.name, cell) from error


def _entity(layout: _Layout, columns: list[_Column], values: list[object]) -> Entity:
    """The entity of a line: its own values, then the four of its source."""
    named = list(zip((column.name for column in columns), values, strict=True))
    make: Callable[..., Source] = Source
    source = make(**dict(named[-len(SOURCE_COLUMNS) :]))
    return layout.entity(source=source, **dict(named[: -len(SOURCE_COLUMNS)]))


def _unreadable(file: str, line: int, column: str, value: str) -> StudyFileError:
    return StudyFileError("sample_cell", file=file, line=line, column=column, value=value)


@cache
def _layouts() -> dict[str, _Layout]:
    """The layout of each collection of the study, by the name of the collection."""
    return {name: _layout(get_args(rows)[0]) for name, rows in get_type_hints(Study).items()}


def _layout(entity: type[Entity]) -> _Layout:
    """How the fields of an entity are read; its source is read apart."""
    hints = {name: hint for name, hint in get_type_hints(entity).items() if name != "source"}
    needed = (field.name for field in fields(entity) if field.default is MISSING)
    parsers = {name: _parser(hint) for name, hint in hints.items()}
    return _Layout(entity, parsers, frozenset(needed) | {"key", "rank"})


@cache
def _source_parsers() -> dict[str, Parse]:
    """How the four columns of a source are read."""
    return {name: _parser(hint) for name, hint in get_type_hints(Source).items()}


def _parser(hint: object) -> Parse:
    """How a cell is read for a field of this type."""
    if get_origin(hint) is UnionType:
        (kind,) = (part for part in get_args(hint) if part is not NoneType)
        return _optional(_parser(kind))
    if get_origin(hint) is tuple:
        return _several(_parser(get_args(hint)[0]))
    if hint is bool:
        return _FLAGS.__getitem__
    if hint is date:
        return date.fromisoformat
    if isinstance(hint, type) and issubclass(hint, str | int | float | Fraction):
        return hint
    raise TypeError(hint)


def _optional(parse: Parse) -> Parse:
    """A parser for which an empty cell is None."""
    return lambda cell: parse(cell) if cell else None


def _several(parse: Parse) -> Parse:
    """A parser of values joined by bars; an empty cell holds none."""
    return lambda cell: tuple(parse(part) for part in cell.split("|")) if cell else ()
