"""The values of messages as JSON, and JSON whose equal values are equal text."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from typing import Any, NoReturn

from planner.errors import StudyFileError
from planner.messages import Interval, Message, Value

Json = dict[str, Any] | list[Any] | str | int | float | bool | None

_ENCODER = json.JSONEncoder(
    ensure_ascii=True, sort_keys=True, separators=(",", ":"), allow_nan=False
)


def canonical(value: Json) -> str:
    """The value as JSON in ASCII: names sorted, no spaces, no number that is not one."""
    return _ENCODER.encode(value)


def refuse(value: object) -> NoReturn:
    """Raise the :class:`StudyFileError` that says that ``value`` cannot be read."""
    raise StudyFileError("journal_unreadable", value=str(value)[:80])


def encode_value(value: Value) -> Json:
    """A message's value as JSON; what JSON does not know is an object of one named member."""
    match value:
        case None | bool() | int() | float():
            return value
        case str():
            return str(value)
        case Fraction():
            return {"fraction": [value.numerator, value.denominator]}
        case date():
            return {"date": value.isoformat()}
        case Interval():
            return {"interval": [encode_value(value.low), encode_value(value.high)]}
        case Message():
            values = {name: encode_value(part) for name, part in value.values}
            return {"message": {"code": value.code, "values": values}}
        case tuple():
            return [encode_value(part) for part in value]


def decode_value(value: Json) -> Value:
    """The message's value that JSON holds; :class:`StudyFileError` where it holds none."""
    if isinstance(value, list):
        return tuple(decode_value(part) for part in value)
    if not isinstance(value, dict):
        return value
    try:
        ((kind, body),) = value.items()
        return _decode_named(kind, body)
    except (ArithmeticError, AttributeError, KeyError, TypeError, ValueError):
        return refuse(value)


def _decode_named(kind: str, body: Any) -> Value:
    match kind:
        case "fraction":
            over, under = body
            return Fraction(over, under)
        case "date":
            return date.fromisoformat(body)
        case "interval":
            low, high = (decode_value(part) for part in body)
            if isinstance(low, Fraction) and isinstance(high, Fraction | None):
                return Interval(low, high)
        case "message":
            values = tuple((n, decode_value(part)) for n, part in sorted(body["values"].items()))
            if isinstance(body["code"], str):
                return Message(body["code"], values)
    return refuse(kind)
