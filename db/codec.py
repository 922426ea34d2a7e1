"""Edits and messages as JSON, strict on reading: what was written comes back, or is refused."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from db.rowjson import (
    collection_of,
    declared,
    field_json,
    field_of_json,
    object_of,
    row_json,
    row_of,
    source_json,
    source_of,
    typed,
)
from db.values import Json, canonical, decode_value, encode_value, refuse
from planner.edits import Batch, Drop, Edit, Put, Set
from planner.errors import StudyFileError
from planner.fields import field_of
from planner.messages import Message
from planner.study import Source

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.messages import Value


def encode_edit(edit: Edit) -> str:
    """The edit as canonical JSON; equal edits give equal text."""
    return canonical(_edit_json(edit))


def decode_edit(text: str) -> Edit:
    """The edit that ``text`` holds; :class:`StudyFileError` where it is not one of ours."""
    return _edit(_parsed(text))


def encode_label(label: Message) -> str:
    """The message as canonical JSON."""
    return canonical(encode_value(label))


def decode_label(text: str) -> Message:
    """The message that ``text`` holds; :class:`StudyFileError` where it is not one."""
    label = decode_value(_parsed(text))
    return label if isinstance(label, Message) else refuse(text)


def _edit_json(edit: Edit) -> Json:
    match edit:
        case Put():
            row = row_json(edit.collection, edit.row)
            return {"put": {"collection": edit.collection, "row": row}}
        case Drop():
            return {"drop": {"collection": edit.collection, "key": edit.key}}
        case Set():
            values = [[n, _set_json(edit.collection, n, value)] for n, value in edit.values]
            return {"set": {"collection": edit.collection, "key": edit.key, "values": values}}
        case Batch():
            return {"batch": [_edit_json(part) for part in edit.edits]}


def _edit(value: Json) -> Edit:
    if not isinstance(value, dict) or len(value) != 1:
        return refuse(value)
    ((kind, body),) = value.items()
    match kind:
        case "put":
            given = object_of(body, frozenset({"collection", "row"}))
            collection = collection_of(given["collection"])
            return Put(collection, row_of(collection, given["row"]))
        case "drop":
            given = object_of(body, frozenset({"collection", "key"}))
            return Drop(collection_of(given["collection"]), typed(given["key"], str))
        case "set":
            given = object_of(body, frozenset({"collection", "key", "values"}))
            collection = collection_of(given["collection"])
            values = tuple(_pair(collection, pair) for pair in typed(given["values"], list))
            return Set(collection, typed(given["key"], str), values)
        case "batch":
            return Batch(tuple(_edit(part) for part in typed(body, list)))
    return refuse(kind)


def _pair(collection: str, pair: Json) -> tuple[str, Value]:
    if not isinstance(pair, list) or len(pair) != 2:
        return refuse(pair)
    name = typed(pair[0], str)
    if name == "rank":
        return name, typed(pair[1], int)
    if name == "source":
        return name, source_of(pair[1])  # type: ignore[return-value]  # a Set may change the source
    if name not in declared(collection):
        return refuse(name)
    return name, field_of_json(field_of(collection, name), pair[1])


def _set_json(collection: str, name: str, value: object) -> Json:
    if name == "rank":
        return typed(value, int)
    if isinstance(value, Source):
        return source_json(value)
    return field_json(field_of(collection, name), value)


def _parsed(text: str) -> Json:
    try:
        parsed: Json = json.loads(text, parse_constant=refuse, object_pairs_hook=_without_repeats)
    except (ValueError, RecursionError) as error:
        raise StudyFileError("journal_unreadable", value=text[:80]) from error
    return parsed


def _without_repeats(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    given = list(pairs)
    made = dict(given)
    return made if len(made) == len(given) else refuse(", ".join(name for name, _ in given))
