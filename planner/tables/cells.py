"""Cells in words: names for keys, words for vocabularies, None for what is not known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.compute.cells import is_blank
from planner.fields import Kind, field_of, label_code
from planner.messages import Message, message
from planner.vocab import Nature
from planner.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.messages import Value
    from planner.study import Study


def cell_label(collection: str, name: str) -> Message:
    """The label of a field, or of a part of the source such as ``source.place``."""
    code = f"field.{name}" if name.startswith("source.") else label_code(collection, name)
    return message(code)


def cell_labels(collection: str, names: Iterable[str]) -> tuple[Message, ...]:
    """The labels of several fields."""
    return tuple(cell_label(collection, name) for name in names)


def cell_said(study: Study, collection: str, name: str, value: Value) -> Value:
    """What stands in a field, as a table says it."""
    if is_blank(value):
        return None
    if name == "source.nature":
        return word(Nature(str(value)))
    if name.startswith("source."):
        return str(value)
    field = field_of(collection, name)
    if field.target:
        rows = getattr(study, field.target)
        parts = value if isinstance(value, tuple) else (value,)
        names = tuple(row_said(rows.find(part), str(part)) for part in parts)
        return names if isinstance(value, tuple) else names[0]
    if field.vocabulary is not None:
        if isinstance(value, tuple):
            return tuple(word(field.vocabulary(str(part))) for part in value)
        return word(field.vocabulary(str(value)))
    if field.kind is Kind.INTEGER and name in ("year", "line"):
        return str(value)
    if field.kind is Kind.FRACTION and field.high == 1:
        return message("cell.share", share=value)
    return message(f"level.{value}") if field.unit == "cec" else value


def row_said(row: object | None, key: str) -> str:
    """What a row is called: its short name, name, title, subject or text, else ``key``."""
    for attribute in ("short_name", "name", "title", "subject", "text"):
        name = getattr(row, attribute, "")
        if name:
            return str(name)
    return key
