"""Whether values may enter the study: the declared fields applied to rows and references."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING

from planner.drafts import Draft
from planner.errors import EditRefused
from planner.fields import FIELDS, GREATEST_DENOMINATOR, LINE, LONG, Field, Kind, label_code
from planner.text import clean, unwritable
from planner.vocab import Nature

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planner.messages import Value
    from planner.study import Entity, Source, Study

LONGEST_KEY = 120
RANK_BOUND = 2_000_000_000  # what a database keeps in four bytes

#: Pairs of fields of one row whose first value may not exceed the second.
ORDERED: Mapping[str, tuple[tuple[str, str], ...]] = MappingProxyType(
    {
        "seats": (("low", "high"),),
        "leavers": (("low", "high"),),
        "claims": (("low", "high"),),
        "need_lines": (("low", "central"), ("central", "high"), ("low", "high"), ("start", "end")),
    }
)

_ABSENT: dict[Kind, object] = {Kind.TEXT: "", Kind.CHOICES: (), Kind.REFERENCES: ()}

_TYPES: dict[Kind, tuple[type, ...]] = {
    Kind.TEXT: (str,),
    Kind.INTEGER: (int,),
    Kind.REAL: (int, float),
    Kind.FRACTION: (int, Fraction),
    Kind.FLAG: (bool,),
    Kind.DAY: (date,),
    Kind.CHOICE: (str,),
    Kind.REFERENCE: (str,),
    Kind.CHOICES: (tuple,),
    Kind.REFERENCES: (tuple,),
}


def check_row(study: Study | Draft, collection: str, row: Entity) -> None:
    """Raise :class:`EditRefused` at the first value of ``row`` that the study cannot take."""
    draft = study if isinstance(study, Draft) else Draft(study)
    _check_identity(collection, row)
    for field in FIELDS[collection]:
        _check_value(draft, collection, field, getattr(row, field.key), row.key)
    _check_order(collection, row)


def check_value(study: Study, collection: str, field: Field, value: object, key: str) -> None:
    """Raise :class:`EditRefused` where ``value`` cannot stand in ``field`` of the row ``key``."""
    _check_value(Draft(study), collection, field, value, key)


def _check_value(draft: Draft, collection: str, field: Field, value: object, key: str) -> None:
    for code, values in _faults(draft, collection, field, value, key):
        raise EditRefused(code, field=label_code(collection, field.key), key=key, **values)


def _check_identity(collection: str, row: Entity) -> None:
    if not row.key or len(row.key) > LONGEST_KEY or not _is_clean(row.key):
        raise EditRefused("bad_key", collection=f"collection.{collection}", key=row.key)
    if type(row.rank) is not int or abs(row.rank) > RANK_BOUND:
        raise EditRefused("bad_rank", collection=f"collection.{collection}", key=row.key)
    if not isinstance(row.source.nature, Nature):
        raise EditRefused("bad_nature", collection=f"collection.{collection}", key=row.key)
    if not _is_source(row.source):
        raise EditRefused("bad_source", collection=f"collection.{collection}", key=row.key)


def _is_clean(text: str) -> bool:
    return unwritable(text) is None and text == clean(text)


def _is_source(source: Source) -> bool:
    line = source.line
    return (
        (line is None or (type(line) is int and 0 <= line <= RANK_BOUND))
        and max(len(source.place) - LINE, len(source.note) - LONG) <= 0
        and _is_clean(source.place)
        and _is_clean(source.note)
    )


def _check_order(collection: str, row: Entity) -> None:
    """Bounds that two fields of one row owe to each other."""
    for low, high in ORDERED.get(collection, ()):
        first, last = getattr(row, low), getattr(row, high)
        if first is not None and last is not None and first > last:
            raise EditRefused(
                "bounds_crossed",
                key=row.key,
                low=label_code(collection, low),
                high=label_code(collection, high),
            )


_Fault = tuple[str, dict[str, "Value"]]


def _faults(
    study: Draft, collection: str, field: Field, value: object, key: str
) -> Iterator[_Fault]:
    if _is_absent(field, value):
        if field.required and value not in ((),):
            yield "required", {}
        return
    if not _has_type(field, value):
        yield "wrong_type", {"value": str(value)[:80], "kind": f"kind.{field.kind}"}
        return
    yield from _bound_faults(field, value)
    if field.kind is Kind.TEXT:
        yield from _text_faults(value)
    if field.vocabulary is not None:
        yield from _choice_faults(field, value)
    if field.target:
        yield from _reference_faults(study, field, value)
    if field.unique:
        yield from _twin_faults(study, collection, field, str(value), key)


def _is_absent(field: Field, value: object) -> bool:
    """An empty text, no values, or None elsewhere: None is not a text, "" is not a number."""
    absent = _ABSENT.get(field.kind)
    return value is None if absent is None else type(value) is type(absent) and value == absent


def _has_type(field: Field, value: object) -> bool:
    if isinstance(value, bool):
        return field.kind is Kind.FLAG
    if isinstance(value, datetime):
        return False  # a moment is a date to Python; a day is not a moment
    if field.kind is Kind.CHOICE and field.vocabulary is not None:
        return isinstance(value, field.vocabulary)
    return isinstance(value, _TYPES[field.kind])


def _bound_faults(field: Field, value: object) -> Iterator[_Fault]:
    size = len(value) if isinstance(value, str) and field.kind is Kind.TEXT else value
    if not isinstance(size, int | float | Fraction):
        return
    if size != size or (field.low is not None and size < field.low):
        yield "too_small", {"value": str(value)[:80], "bound": field.low}
    elif field.high is not None and size > field.high:
        code = "too_long" if field.kind is Kind.TEXT else "too_large"
        yield code, {"value": str(value)[:80], "bound": field.high}
    elif isinstance(size, Fraction) and size.denominator > GREATEST_DENOMINATOR:
        yield "too_fine", {"value": str(value)[:80], "bound": GREATEST_DENOMINATOR}


def _text_faults(value: object) -> Iterator[_Fault]:
    if not isinstance(value, str):
        return
    sign = unwritable(value)
    if sign is not None:
        yield "unwritable", {"sign": f"U+{ord(sign):04X}"}
    elif value != clean(value):
        yield "not_clean", {"value": value[:80]}


def _choice_faults(field: Field, value: object) -> Iterator[_Fault]:
    known = {str(word) for word in field.vocabulary or ()}
    words = _each(value)
    for word in words:
        if word not in known:
            yield "unknown_word", {"value": word}
    if len(set(words)) != len(words):
        yield "repeated_word", {"value": ", ".join(words)[:80]}


def _reference_faults(study: Draft, field: Field, value: object) -> Iterator[_Fault]:
    words = _each(value)
    for word in words:
        if study.find(field.target, word) is None:
            yield "unknown_reference", {"value": word, "target": f"collection.{field.target}"}
    if len(set(words)) != len(words):
        yield "repeated_reference", {"value": ", ".join(words)[:80]}


def _each(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, tuple) else (str(value),)


def _twin_faults(
    study: Draft, collection: str, field: Field, value: str, key: str
) -> Iterator[_Fault]:
    other = study.twin(collection, field.key, value, key)
    if other is not None:
        yield "twin", {"value": value[:80], "other": other}
