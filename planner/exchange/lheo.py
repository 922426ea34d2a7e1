"""What an LHEO file tells, and how our own fields stand in it.

LHEO 2.3 is the language in which French regions exchange their training offers (namespace
``http://lheo.gouv.fr/2.3``; décret 2015-742). Its levels 11-18 are the European ones, 2-8 those of
1969. What it has no place for stands in its ``extras``, one row of ours in each, so that a file of
ours comes back whole. A mandatory value that nobody knows bears the mark :data:`UNKNOWN`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from planner.fields import ENTITIES, FIELDS, Field, Kind
from planner.study import Source
from planner.vocab import Nature

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from planner.study import DomainHours, Entity, Seats, Training

NAMESPACE = "http://lheo.gouv.fr/2.3"
OLDER = "http://www.lheo.org/2.2"
OURS = "cartoplan"
#: The mark of a mandatory value that nobody knows, and of a text that LHEO has no room for whole.
UNKNOWN = f"{OURS}:unknown"
CUT = f"{OURS}:cut"
#: The collections whose rows travel, the training first, then what belongs to it.
CARRIED = ("trainings", "seats", "domain_hours")
LAYOUT = "1"

LEVEL_UNKNOWN = "0"
#: The levels of 1969 that are one European level; 8 (niveau I) is 7 or 8, the others are below.
_OLD_LEVELS = MappingProxyType({"4": 3, "5": 4, "6": 5, "7": 6})
_NO_LEVEL = frozenset({LEVEL_UNKNOWN, "1", "2", "3"})
_SOURCE = ("nature", "place", "line", "note")
_YES, _NO = "true", "false"
_DIGITS = 10


@dataclass(frozen=True, slots=True)
class Doubt:
    """What stands in a file and was not understood: the element and its value."""

    element: str
    value: str


@dataclass(frozen=True, slots=True)
class OwnRows:
    """The rows of ours that a training of a file carries, and the names of what they refer to.

    ``names`` are by collection and key, as they were where the file was written.
    """

    training: Training
    seats: tuple[Seats, ...] = ()
    hours: tuple[DomainHours, ...] = ()
    names: Mapping[tuple[str, str], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Offer:
    """A training as a file tells it: its place there, from 1, and what its elements say.

    A text is empty and a number None where the file says nothing, or nothing that is known.
    ``fault`` names the own field that could not be read: the training is then refused.
    """

    number: int
    title: str = ""
    institution: str = ""
    city: str = ""
    level: int | None = None
    duration: str = ""
    hours: int | None = None
    own: OwnRows | None = None
    doubts: tuple[Doubt, ...] = ()
    fault: str = ""


def level_code(level: int | None) -> str:
    """The code of a European level; 0 (not communicated) for none."""
    return LEVEL_UNKNOWN if level is None else str(10 + level)


def level_of(code: str) -> int | None:
    """The European level of a code, None for one that tells none; ``ValueError`` for a doubt.

    Code 8, the former level I, is the master's or the doctorate: it is told, not guessed.
    """
    if code in _NO_LEVEL or not code:
        return None
    if code in _OLD_LEVELS:
        return _OLD_LEVELS[code]
    if len(code) == 2 and code[0] == "1" and code[1] in "12345678":
        return int(code[1])
    raise ValueError(code)


def row_texts(collection: str, row: Entity) -> Iterator[tuple[str, str]]:
    """The fields of a row but its key, as (name, text): what is unknown or empty is left out.

    A field of several values comes several times; those of its source are ``source.<name>``.
    """
    yield "rank", str(row.rank)
    for declared in FIELDS[collection]:
        value = getattr(row, declared.key)
        several = declared.kind in (Kind.CHOICES, Kind.REFERENCES)
        for part in value if several else (value,):
            if part is not None and part != "":
                yield declared.key, _text(part)
    for name in _SOURCE:
        part = getattr(row.source, name)
        if part is not None and part != "":
            yield f"source.{name}", _text(part)


def row_of_texts(collection: str, key: str, texts: Iterable[tuple[str, str]]) -> Entity:
    """The row of :func:`row_texts`; ``ValueError`` names the field that cannot be read."""
    given: dict[str, list[str]] = {}
    for name, text in texts:
        given.setdefault(name, []).append(text)
    values: dict[str, Any] = {}
    for declared in FIELDS[collection]:
        values |= _read(declared, given.pop(declared.key, []))
    source, rank = _source(given), _whole("rank", given.pop("rank", ["0"])[0])
    if given:
        raise ValueError(next(iter(given)))
    make: Callable[..., Entity] = ENTITIES[collection]
    try:
        return make(key=key, rank=rank, source=source, **values)
    except TypeError as error:
        raise ValueError(collection) from error


def _text(value: object) -> str:
    if isinstance(value, bool):
        return _YES if value else _NO
    return str(value)


def _read(declared: Field, texts: Sequence[str]) -> dict[str, Any]:
    """The value of a field by its name; nothing where the entity's own default stands for it."""
    kind, name = declared.kind, declared.key
    if kind is Kind.REFERENCES:
        return {name: tuple(texts)}
    if kind is Kind.CHOICES:
        return {name: tuple(_word(declared, text) for text in texts)}
    if len(texts) > 1:
        raise ValueError(name)
    if not texts:
        if declared.required:
            raise ValueError(name)
        return {name: "" if kind is Kind.TEXT else None}
    text = texts[0]
    match kind:
        case Kind.INTEGER:
            return {name: _whole(name, text)}
        case Kind.FLAG:
            if text not in (_YES, _NO):
                raise ValueError(name)
            return {name: text == _YES}
        case Kind.CHOICE:
            return {name: _word(declared, text)}
        case Kind.TEXT | Kind.REFERENCE:
            return {name: text}
    raise ValueError(name)


def _word(declared: Field, text: str) -> object:
    assert declared.vocabulary is not None
    try:
        return declared.vocabulary(text)
    except ValueError:
        raise ValueError(declared.key) from None


def _whole(name: str, text: str) -> int:
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= _DIGITS):
        raise ValueError(name)
    return int(text)


def _source(given: dict[str, list[str]]) -> Source:
    parts = {name: given.pop(f"source.{name}", [""]) for name in _SOURCE}
    for name, texts in parts.items():
        if len(texts) != 1:
            raise ValueError(f"source.{name}")
    try:
        nature = Nature(parts["nature"][0])
    except ValueError:
        raise ValueError("source.nature") from None
    line = parts["line"][0]
    told = None if not line else _whole("source.line", line)
    return Source(nature, parts["place"][0], told, parts["note"][0])
