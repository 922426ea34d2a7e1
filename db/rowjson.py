"""Rows as JSON: one member for each declared field, of exactly the type that is declared.

What an older programme wrote is read too: a field that it did not know takes the entity's default.
"""

from __future__ import annotations

from dataclasses import MISSING, fields
from datetime import date
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from db.values import Json, refuse
from planner.fields import ENTITIES, FIELDS, Field, Kind
from planner.study import Entity, Source
from planner.vocab import Nature

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

_SOURCE = frozenset(field.name for field in fields(Source))
_NEVER_NONE = frozenset({Kind.TEXT, Kind.FLAG, Kind.CHOICE, Kind.CHOICES, Kind.REFERENCES})


def row_json(collection: str, row: Entity) -> Json:
    """A row as a JSON object: its key, rank and source, then each declared field."""
    told: dict[str, Json] = {
        "key": row.key,
        "rank": row.rank,
        "source": source_json(row.source),
    }
    for name, write in _writers(collection):
        value = getattr(row, name)
        told[name] = None if value is None else write(value)
    return told


@cache
def _writers(collection: str) -> tuple[tuple[str, Callable[[Any], Json]], ...]:
    """The declared fields of a collection, each with what makes JSON of a value that is known."""
    return tuple((field.key, _WRITERS[field.kind]) for field in FIELDS[collection])


def row_of(collection: str, value: Json) -> Entity:
    """The row that a JSON object holds; :class:`StudyFileError` names what is wrong.

    A field that is declared since the row was written may be missing where the entity has a
    default for it; a name that is not declared is refused.
    """
    given = _row_object(collection, value)
    make: Callable[..., Entity] = ENTITIES[collection]
    values = {f.key: field_of_json(f, given[f.key]) for f in FIELDS[collection] if f.key in given}
    return make(
        key=typed(given["key"], str),
        rank=typed(given["rank"], int),
        source=source_of(given["source"]),
        **values,
    )


def _row_object(collection: str, value: Json) -> dict[str, Any]:
    """The members of a row, which may lack those that have a default."""
    needed, known = _members(collection)
    if not isinstance(value, dict) or not needed <= value.keys() <= known:
        return refuse(value)
    return value


@cache
def _members(collection: str) -> tuple[frozenset[str], frozenset[str]]:
    """The names that a row must have, and those that it may have."""
    always = {"key", "rank", "source"}
    bare = {own.name for own in fields(ENTITIES[collection]) if own.default is MISSING}
    return frozenset(always | bare), frozenset(always | declared(collection))


def source_json(source: Source) -> Json:
    """A source as a JSON object."""
    return {
        "nature": str(source.nature),
        "place": source.place,
        "line": source.line,
        "note": source.note,
    }


def source_of(value: Json) -> Source:
    """The source that a JSON object holds."""
    given = object_of(value, _SOURCE)
    line = given["line"]
    return Source(
        nature=_word(Nature, given["nature"]),
        place=typed(given["place"], str),
        line=None if line is None else typed(line, int),
        note=typed(given["note"], str),
    )


def field_json(field: Field, value: Any) -> Json:
    """A field's value as JSON; ``TypeError`` where it has not the type that is declared."""
    return None if value is None else _WRITERS[field.kind](value)


def _ratio(value: Any) -> str:
    exact = Fraction(value)
    return f"{exact.numerator}/{exact.denominator}"


def _day_json(value: Any) -> str:
    return str(value.isoformat())


def _word_list(value: Any) -> list[str]:
    return [str(word) for word in value]


def _real(value: Any) -> float:
    return float(value) + 0.0  # no sign on zero: the file keeps none, equality sees none


def _as_it_is(value: Any) -> Json:
    return value  # type: ignore[no-any-return]  # a whole number or a flag


_WRITERS: dict[Kind, Callable[[Any], Json]] = {
    Kind.TEXT: str,
    Kind.CHOICE: str,
    Kind.REFERENCE: str,
    Kind.FRACTION: _ratio,
    Kind.DAY: _day_json,
    Kind.CHOICES: _word_list,
    Kind.REFERENCES: _word_list,
    Kind.REAL: _real,
    Kind.INTEGER: _as_it_is,
    Kind.FLAG: _as_it_is,
}


def field_of_json(field: Field, value: Json) -> Any:
    """The value of a field, of exactly the type that is declared."""
    if value is None:
        absent = field.required or field.kind in _NEVER_NONE
        return refuse(field.key) if absent else None
    match field.kind:
        case Kind.TEXT | Kind.REFERENCE:
            return typed(value, str)
        case Kind.INTEGER:
            return typed(value, int)
        case Kind.REAL:
            return typed(value, float)
        case Kind.FLAG:
            return typed(value, bool)
        case Kind.FRACTION:
            return _fraction(typed(value, str))
        case Kind.DAY:
            return _day(typed(value, str))
        case Kind.CHOICE:
            return _word(field.vocabulary, value)
        case Kind.CHOICES:
            return tuple(_word(field.vocabulary, word) for word in typed(value, list))
        case Kind.REFERENCES:
            return tuple(typed(word, str) for word in typed(value, list))


def _fraction(text: str) -> Fraction:
    try:
        over, under = text.split("/")
        return Fraction(int(over), int(under))
    except (ValueError, ZeroDivisionError):
        return refuse(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return refuse(text)


def _word(vocabulary: Any, value: Json) -> Any:
    try:
        return vocabulary(typed(value, str))
    except ValueError:
        return refuse(value)


def collection_of(value: Json) -> str:
    """The name of a collection, or a refusal."""
    name = typed(value, str)
    return name if name in ENTITIES else refuse(name)


@cache
def declared(collection: str) -> frozenset[str]:
    """The names of the declared fields of a collection."""
    return frozenset(field.key for field in FIELDS[collection])


def object_of(value: Json, names: frozenset[str]) -> dict[str, Any]:
    """The JSON object, which must have these names and no other."""
    if not isinstance(value, dict) or value.keys() != names:
        return refuse(value)
    return value


def typed(value: object, kind: type[T]) -> T:
    """The value where it is exactly of that type, or a refusal."""
    return value if type(value) is kind else refuse(value)
