"""A field as a person meets it: what may be chosen, what stands there as typed, what it says."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from planner.errors import CartoplanError
from planner.fields import LINE, LONG, Field, Kind, field_of
from planner.messages import Message, message
from planner.text import search_key
from planner.vocab import Nature
from planner.words import word
from ui.actions import rowedits
from ui.actions.parsing import parse, row_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.messages import Value
    from planner.study import Source, Study
    from planner.tables.table import Table
    from ui.actions.desk import Desk
    from ui.actions.texts import Texts

#: The four fields of a row's source, which every collection has; texts ``field.source.<key>``.
SOURCE: Mapping[str, Field] = MappingProxyType(
    {
        field.key: field
        for field in (
            Field("nature", Kind.CHOICE, required=True, vocabulary=Nature),
            Field("place", Kind.TEXT, high=LINE),
            Field("line", Kind.INTEGER, low=0, high=2_000_000_000),
            Field("note", Kind.TEXT, high=LONG),
        )
    }
)
#: Whole numbers with at most so many possible values are chosen from a list, like words.
FEW = 12


@dataclass(frozen=True, slots=True)
class Option:
    """Something that may be chosen: what is typed for it, its words, and more about it."""

    typed: str
    words: str
    help: str = ""


def declared_field(collection: str, key: str) -> Field:
    """The field ``key`` of a collection or, for ``source.nature`` and the like, of its source."""
    room, _, name = key.rpartition(".")
    return SOURCE[name] if room == "source" else field_of(collection, key)


def options(study: Study, texts: Texts, field: Field) -> tuple[Option, ...]:
    """What may be chosen for a field, in the order of the study; none where it is typed freely."""
    if field.target:
        rows = getattr(study, field.target)
        names = Counter(map(row_name, rows))
        return tuple(
            Option(row.key, _row_words(texts, row, names[row_name(row)]), _row_help(row))
            for row in rows
        )
    if field.vocabulary is not None:
        return tuple(Option(known, texts.say(word(known))) for known in field.vocabulary)
    if field.kind is Kind.INTEGER and field.low is not None and field.high is not None:
        numbers = range(int(field.low), int(field.high) + 1)
        if len(numbers) <= FEW:
            return tuple(Option(str(n), _number_words(texts, field, n)) for n in numbers)
    return ()


def proposals(study: Study, collection: str, name: str) -> tuple[str, ...]:
    """Words to complete what is typed freely into a field: occupations already named, by name."""
    if (collection, name) != ("leavers", "occupation"):
        return ()
    named = [row.occupation for row in study.leavers]
    named += [row.name for row in study.occupations]
    named += [row.name for row in study.sector_occupations]
    distinct = {search_key(words): words for words in reversed(named)}
    return tuple(distinct[key] for key in sorted(distinct))


def typed_text(texts: Texts, field: Field, value: Value) -> str:
    """The value as a person would type it, so that ``parse`` gives it back; empty for unknown."""
    if value is None:
        return ""
    if field.kind is Kind.FLAG:
        return texts.say("value.yes" if value else "value.no")
    if isinstance(value, tuple):
        return ";".join(str(part) for part in value)
    return value.isoformat() if isinstance(value, date) else str(value)


def shown(study: Study, texts: Texts, field: Field, value: Value) -> str:
    """The value in words: names for references, words for vocabularies, unknown where it is."""
    if value is None or value == () or (value == "" and field.kind is Kind.TEXT):
        return texts.say("value.unknown")
    parts = value if isinstance(value, tuple) else (value,)
    if field.target:
        rows = getattr(study, field.target)
        return texts.show(tuple(_named(texts, rows.find(part), str(part)) for part in parts))
    if field.vocabulary is not None:
        return texts.show(tuple(word(field.vocabulary(str(part))) for part in parts))
    if field.key in ("year", "line"):
        return str(value)
    return texts.show(value)


def with_short_headings(table: Table, texts: Texts) -> Table:
    """The table headed by ``short.<table>.<column>`` where the texts know it, as rooms are small.

    The full label becomes the note of the column, said in its tooltip.
    """
    columns = tuple(
        replace(column, heading=message(code), note=column.note or column.heading, unit="")
        if texts.knows(code := f"short.{table.key}.{column.key}")
        else column
        for column in table.columns
    )
    return replace(table, columns=columns)


def value_of(row: object, key: str) -> Value:
    """The value of a field of a row, or of its source for ``source.place`` and the like."""
    for name in key.split("."):
        row = getattr(row, name)
    return row  # type: ignore[return-value]


def change_typed(desk: Desk, collection: str, key: str, name: str, typed: str) -> None:
    """Give a field of a row, or of its source, what was typed; one step of the history.

    Raises a :class:`~planner.errors.CartoplanError` naming what cannot stand; nothing changes.
    """
    study = desk.document.study
    field = declared_field(collection, name)
    room = "source" if name.startswith("source.") else collection
    value = parse(study, desk.texts, room, field, typed)
    row = rowedits.row_of(study, collection, key)
    if value == value_of(row, name):
        return
    values: dict[str, Value] = {name: value}
    if room == "source":
        source: Source = replace(row.source, **{field.key: value})
        values = {"source": source}  # type: ignore[dict-item]
    rowedits.change(desk, collection, key, values)


def stands(desk: Desk, collection: str, key: str, name: str, typed: str) -> bool:
    """True where a field of a row holds what was typed, however it was written."""
    study, field = desk.document.study, declared_field(collection, name)
    room = "source" if name.startswith("source.") else collection
    try:
        value = parse(study, desk.texts, room, field, typed)
    except CartoplanError:
        return False
    row = getattr(study, collection).find(key)
    return row is not None and value == value_of(row, name)


def label_of(collection: str, key: str) -> Message:
    """The label of a field, or of a field of the source."""
    return message(f"field.{key}" if key.startswith("source.") else f"field.{collection}.{key}")


def _number_words(texts: Texts, field: Field, number: int) -> str:
    code = f"level.{number}"
    return texts.say(code) if field.unit == "cec" and texts.knows(code) else str(number)


def _row_words(texts: Texts, row: object, namesakes: int = 1) -> str:
    """A row's name, with the list it belongs to where two lists hold the same name."""
    scheme = getattr(row, "scheme", None)
    if scheme is None or namesakes < 2:
        return row_name(row)
    code = word(scheme).code
    return (
        f"{row_name(row)} ({texts.say(f'short.{code}' if texts.knows(f'short.{code}') else code)})"
    )


def _row_help(row: object) -> str:
    return str(getattr(row, "examples", "") or "")


def _named(texts: Texts, row: object | None, key: str) -> str:
    if row is None:
        return key
    short = getattr(row, "short_name", "")
    return str(short) if short else _row_words(texts, row)
