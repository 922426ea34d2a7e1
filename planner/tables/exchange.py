"""The parts of a certification as tables that can come back: a table a collection, keys beside.

What a person reads stands first: the texts, and the names of the parts that a part hangs on. The
columns of keys after them are hidden; they tell rows and references apart where names do not.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from planner.compute.dossier import identity_fields
from planner.compute.extracts import PARTS, Extract, text_of
from planner.fields import FIELDS, Field, Kind, label_code
from planner.findings import Place
from planner.messages import message
from planner.tables.quality import row_name
from planner.tables.table import Column, Format, Row, Table
from planner.vocab import Register
from planner.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planner.messages import Message, Value
    from planner.study import Entity, Study

#: The codes of the hidden columns; a reference's is that of its field, followed by this ending.
KEY, RANK, REFERENCE = "key", "rank", ".key"
#: The identity sheet: what stands in its four columns.
IDENTITY_COLUMNS = ("field", "value", "field.key", "value.key")
#: Parts that only the RNCP asks for.
_RNCP_PARTS = frozenset({"blocks", "activities"})
_FIRST = frozenset({"kind", "block", "activity", "competence", "criterion"})
_WIDTHS = {"text": 60, "title": 50, "modality": 44, "indicator": 40, "evidence": 36, "reason": 40}


def exchange_tables(study: Study, taken: Extract) -> tuple[Table, ...]:
    """The identity of a certification, then its parts; the RS has no blocks and no activities.

    An unknown value is an empty text here, for a person to fill.
    """
    is_rs = taken.certification.register is Register.RS
    names = part_names(taken)
    return (
        _identity(study, taken),
        *(
            _part(study, taken, collection, names)
            for collection in PARTS
            if taken.parts[collection] or not (is_rs and collection in _RNCP_PARTS)
        ),
    )


def is_hidden(column: Column) -> bool:
    """True for the columns that a person need not see."""
    return column.key in (KEY, RANK) or column.key.endswith(REFERENCE)


def part_names(taken: Extract) -> Mapping[Place, str]:
    """What each part is called where others name it: a code that no other has, or its text."""
    found: dict[Place, str] = {}
    for collection in PARTS:
        rows = taken.parts[collection]
        codes = Counter(_code(row) for row in rows)
        for row in rows:
            place = Place(collection, row.key)
            code = _code(row)
            found[place] = code if code and codes[code] == 1 else text_of(place, row)
    return found


def asked_fields(collection: str) -> tuple[Field, ...]:
    """The fields of a part that its table shows: all but the certification that it belongs to.

    What a part stands under comes first, then its code, then what it says.
    """
    fields = (field for field in FIELDS[collection] if field.target != "certifications")
    return tuple(sorted(fields, key=lambda field: (field.key not in _FIRST, field.key != "code")))


def _code(row: Entity) -> str:
    return str(getattr(row, "code", ""))


def _part(study: Study, taken: Extract, collection: str, names: Mapping[Place, str]) -> Table:
    fields = tuple(_told_fields(taken, collection))
    references = [field for field in fields if field.target]
    columns = (
        *(_column(collection, field) for field in fields),
        *(Column(k, _raw(k), Format.SAID) for k in (KEY, RANK)),
        *(Column(f.key + REFERENCE, _raw(f.key + REFERENCE)) for f in references),
    )
    rows = tuple(
        Row(
            (
                *(shown_value(study, field, getattr(row, field.key), names) for field in fields),
                row.key,
                row.rank,
                *(_keys(getattr(row, field.key)) for field in references),
            ),
            Place(collection, row.key),
        )
        for row in taken.parts[collection]
    )
    return Table(collection, message(f"collection.{collection}"), columns, rows)


def _told_fields(taken: Extract, collection: str) -> Iterator[Field]:
    """The fields of a part's table; under the RS what hangs on no block tells of none."""
    is_rs = taken.certification.register is Register.RS
    for field in asked_fields(collection):
        needless = is_rs and field.target in _RNCP_PARTS
        if not needless or any(getattr(row, field.key) for row in taken.parts[collection]):
            yield field


def _column(collection: str, field: Field) -> Column:
    heading = message(label_code(collection, field.key))
    return Column(field.key, heading, Format.SAID, width=_WIDTHS.get(field.key, 18))


def _raw(code: str) -> Message:
    return message("name.as_written", name=code)


def _identity(study: Study, taken: Extract) -> Table:
    """A line a field that the register asks about, or that holds something."""
    columns = tuple(
        Column(key, heading, Format.SAID, width=width)
        for key, heading, width in zip(
            IDENTITY_COLUMNS,
            (
                message("column.field"),
                message("column.value"),
                _raw("field.key"),
                _raw("value.key"),
            ),
            (26, 80, 12, 12),
            strict=True,
        )
    )
    row = taken.certification
    asked = identity_fields(row.register)
    shown = [
        field
        for field in FIELDS["certifications"]
        if field.key in asked or getattr(row, field.key) not in (None, "", ())
    ]
    lines = [
        Row(
            (
                message(label_code("certifications", field.key)),
                shown_value(study, field, getattr(row, field.key), {}),
                field.key,
                _keys(getattr(row, field.key)) if field.target else "",
            ),
            Place("certifications", row.key, field.key),
        )
        for field in shown
    ]
    own = (
        Row((message("column.key"), row.key, KEY, "")),
        Row((message("dossier.rank"), row.rank, RANK, "")),
    )
    return Table("certifications", message("dossier.identity"), columns, (*lines, *own))


def shown_value(study: Study, field: Field, value: Value, names: Mapping[Place, str]) -> Value:
    """A value as a person types it: names for references, a line each; empty where unknown."""
    if value is None or value == ():
        return ""
    if field.target:
        keys = value if isinstance(value, tuple) else (value,)
        return "\n".join(_names(study, field.target, keys, names))
    if field.kind is Kind.CHOICES and isinstance(value, tuple):
        return tuple(map(word, value))  # type: ignore[arg-type]
    return word(value) if field.vocabulary is not None else value  # type: ignore[arg-type]


def _names(
    study: Study, target: str, keys: tuple[Value, ...], names: Mapping[Place, str]
) -> Iterator[str]:
    for key in keys:
        place = Place(target, str(key))
        said = names.get(place)
        yield " ".join((row_name(study, place) if said is None else said).split())


def _keys(value: Value) -> str:
    if isinstance(value, tuple):
        return ";".join(map(str, value))
    return "" if value is None else str(value)
