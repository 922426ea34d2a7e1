"""Values that no field may take: as the domain would be given them, and as a table would.

The one list for every door and every database: what one refuses, all refuse.
"""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from typing import Any

from planner.fields import FIELDS, GREATEST_DENOMINATOR, Field, Kind
from planner.validation import LONGEST_KEY, RANK_BOUND

#: A collection or its table, a field or its column, and a value that it may never hold.
Case = tuple[str, str, Any]

#: Links hold their values in tables of their own, which have their own tests.
LISTS = (Kind.CHOICES, Kind.REFERENCES)


def bad_values(field: Field) -> list[Any]:
    """Values that the domain may not let into a field."""
    wrong = _wrong(field)
    if not field.required:
        return wrong
    absent: Any = "" if field.kind is Kind.TEXT else None
    return wrong if field.kind in LISTS else [*wrong, absent]


def _wrong(field: Field) -> list[Any]:
    low, high = field.low or 0, field.high or 0
    match field.kind:
        case Kind.TEXT:
            long = "x" * (int(high) + 1)
            return [long, None, b"bytes", 7, "a\0b", " a", "e\u0301", "\ud800", "\ufffe"]
        case Kind.INTEGER:
            return [int(low) - 1, int(high) + 1, "many", "3", 1.5, True, 2**63]
        case Kind.REAL:
            return [low - 0.001, high + 0.001, "x", True, float("nan"), float("inf")]
        case Kind.FRACTION:
            fine = Fraction(1, GREATEST_DENOMINATOR + 1)
            return [Fraction(low) - 1, Fraction(high) + 1, fine, "1/2", 0.5, True]
        case Kind.FLAG:
            return [2, 1, None, "yes"]
        case Kind.DAY:
            return ["2026-13-01", "2026-01-01", 20260101, datetime(2026, 1, 1, 10)]
        case Kind.CHOICE:
            return ["zzz", 1, *(str(word) for word in (field.vocabulary or ()))]
        case Kind.REFERENCE:
            return ["nobody", 1, ("nobody",)]
        case Kind.CHOICES:
            word = next(iter(field.vocabulary or ()))
            return [("zzz",), (word, word), [word], word, None]
        case Kind.REFERENCES:
            return [("nobody",), ("nobody", "nobody"), ["nobody"], "nobody", None]


def bad_columns(field: Field) -> list[tuple[str, Any]]:
    """Columns of a field with values that no table may keep."""
    key, low, high = field.key, field.low, field.high
    match field.kind:
        case Kind.TEXT:
            bad = [(key, "x" * (int(high or 0) + 1)), (key, None), (key, b"bytes"), (key, "a\0b")]
            return [*bad, (key, "")] if field.required else bad
        case Kind.INTEGER:
            bad = [(key, low - 1), (key, high + 1), (key, "many"), (key, 1.5)]  # type: ignore[operator]
            return [*bad, (key, None)] if field.required else bad
        case Kind.REAL:
            return [(key, low - 0.001), (key, high + 0.001), (key, "x"), (key, None)]  # type: ignore[operator]
        case Kind.FRACTION:
            under = f"{key}_denominator"
            bad = [(f"{key}_numerator", -1), (f"{key}_numerator", 10**18), (under, 0), (under, -1)]
            return [*bad, (under, GREATEST_DENOMINATOR + 1), (under, None), (under, "x")]
        case Kind.FLAG:
            return [(key, 2), (key, None), (key, "yes")]
        case Kind.DAY:
            moment = "2026-01-01T10"
            return [(key, "2026-13-01"), (key, "12/01/2026"), (key, 20260101), (key, moment)]
        case Kind.CHOICE:
            return [(key, "zzz"), (key, ""), (key, None), (key, 1)]
        case Kind.REFERENCE:
            return [(key, "nobody"), (key, ""), *([(key, None)] if field.required else [])]
    return []


#: What the domain may take by no door.
VALUES: tuple[Case, ...] = tuple(
    (collection, field.key, value)
    for collection, declared in FIELDS.items()
    for field in declared
    for value in bad_values(field)
)

#: What no table may take, whatever the database.
COLUMNS: tuple[Case, ...] = tuple(
    (collection, column, value)
    for collection, declared in FIELDS.items()
    for field in declared
    for column, value in bad_columns(field)
)

#: What no row of any table may bear.
IDENTITY: tuple[tuple[str, Any], ...] = (
    ("key", "x" * (LONGEST_KEY + 1)),
    ("key", ""),
    ("rank", RANK_BOUND + 1),
    ("rank", "first"),
    ("source_nature", "guessed"),
    ("source_line", -1),
    ("source_place", "x" * 1001),
    ("version", 0),
)
