"""The columns of an institution's workbook: one a thing that the institution is asked about."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.fields import Field, Kind, field_of
from planner.messages import Message, message
from planner.vocab import DomainScheme

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planner.study import Study

#: The layout that this programme writes; a file that tells a later one is not read.
LAYOUT = 1


class Part(StrEnum):
    """What a column holds: the key of the row, a field, a tick, places of a year, hours."""

    KEY = "key"
    FIELD = "field"
    TICK = "tick"
    SEATS = "seats"
    HOURS = "hours"


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: its code, what it holds, the field of a training behind it, and what about.

    ``about`` is the family of a tick, the year of places, the domain of hours.
    """

    code: str
    part: Part
    field: str = ""
    about: str = ""


KEY = SheetColumn("key", Part.KEY)
#: The fields of a training before its ticks, and those after its hours.
FIRST = ("title", "city", "level", "modalities", "duration", "months", "hours")
LAST = ("is_archived", "comment")
_PREFIXES = {"family": Part.TICK, "seats": Part.SEATS, "domain": Part.HOURS}
#: What a typed text of places or hours is checked against.
_AMOUNTS = {Part.SEATS: ("seats", "low"), Part.HOURS: ("domain_hours", "hours")}
_TICK = Field("families", Kind.FLAG)


def columns_for(
    study: Study, years: Iterable[int], also: Iterable[str] = ()
) -> tuple[SheetColumn, ...]:
    """The columns of a workbook in their order: fields, families, places, domains, remarks.

    Domains are the nine that action 1.3 makes visible, and those of ``also``.
    """
    domains = [row.key for row in study.domains if row.scheme is DomainScheme.VISIBILITY]
    domains += [key for key in dict.fromkeys(also) if key not in domains]
    codes = [
        *FIRST,
        *(f"family:{key}" for key in study.families.keys()),  # noqa: SIM118 - Rows, not a dict
        *(f"seats:{year}" for year in years),
        *(f"domain:{key}" for key in domains),
        *LAST,
    ]
    return (KEY, *(_column(code) for code in codes))


def column_of(study: Study, code: str) -> SheetColumn | None:
    """The column of a code; None where the study knows no such field, family, year or domain."""
    if code == KEY.code:
        return KEY
    if code in (*FIRST, *LAST):
        return _column(code)
    prefix, colon, about = code.partition(":")
    if not colon or prefix not in _PREFIXES:
        return None
    known = {
        "family": study.families.find(about) is not None,
        "domain": study.domains.find(about) is not None,
        "seats": about.isascii() and about.isdigit() and 1990 <= int(about) <= 2100,
    }
    return _column(code) if known[prefix] else None


def field_behind(column: SheetColumn) -> tuple[str, Field]:
    """The collection and the field that what is typed in a column is checked against."""
    if column.part is Part.TICK:
        return "trainings", _TICK
    collection, name = _AMOUNTS.get(column.part, ("trainings", column.field))
    return collection, field_of(collection, name)


def heading(study: Study, column: SheetColumn) -> Message:
    """What a column is called under the name of its group: families by their short names."""
    match column.part:
        case Part.TICK:
            family = study.families.find(column.about)
            return _as_written(column.about if family is None else family.short_name)
        case Part.HOURS:
            domain = study.domains.find(column.about)
            return _as_written(column.about if domain is None else domain.name)
        case Part.SEATS:
            return message("exchange.column.seats", year=column.about)
    return message(f"exchange.column.{column.code}")


def full_heading(study: Study, column: SheetColumn) -> Message:
    """What a column is called where its group is not seen: hours and families say so."""
    if column.part is Part.HOURS:
        return message("exchange.column.domain", name=heading(study, column))
    family = study.families.find(column.about) if column.part is Part.TICK else None
    if family is not None:
        return message("exchange.column.family", name=family.name)
    return heading(study, column)


def group(column: SheetColumn) -> str:
    """The group of columns that a column stands in: its text code ends with it."""
    if column.part in (Part.KEY, Part.FIELD):
        return "remarks" if column.code in LAST else "identity"
    return str(column.part)


def runs(columns: Sequence[SheetColumn]) -> tuple[tuple[str, int, int], ...]:
    """The groups of columns in a row: each with the places of its first and last one, from 0."""
    found: list[tuple[str, int, int]] = []
    for place, column in enumerate(columns):
        if found and found[-1][0] == group(column):
            found[-1] = (*found[-1][:2], place)
        else:
            found.append((group(column), place, place))
    return tuple(found)


def _column(code: str) -> SheetColumn:
    prefix, colon, about = code.partition(":")
    if not colon:
        return SheetColumn(code, Part.FIELD, code)
    part = _PREFIXES[prefix]
    return SheetColumn(code, part, "families" if part is Part.TICK else "", about)


def _as_written(name: str) -> Message:
    return message("name.as_written", name=name)
