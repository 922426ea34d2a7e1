"""From what a person types to a value of a field, in either language; the same at every door."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.errors import InvalidInput
from planner.fields import Field, Kind, label_code
from planner.messages import Interval
from planner.text import clean, same_name_key, search_key
from planner.words import word

if TYPE_CHECKING:
    from planner.messages import Value
    from planner.study import Study
    from ui.actions.texts import Texts

_SPACES = re.compile(r"[\s\u00a0\u202f\u2009']")
_PARTS = re.compile(r"\s*[;|\n]\s*")
#: Signs that part the words of a cell where nobody asked for semicolons.
_LOOSE_PARTS = re.compile(r"\s*[;|\n,/+&]\s*|\s+(?:et|and)\s+")
_LEVEL = re.compile(r"(?:niveau|level|cec|n)?([1-8])(?:\(.*\))?")
#: Levels by the years after the baccalauréat, as they are commonly written.
_AFTER_BAC = {"bac": 4, "bac+2": 5, "bac+3": 6, "bac+4": 6, "bac+5": 7, "bac+8": 8}
#: A number of places or hours, packed: 24; 20 to 30; at least 20.
_RANGE = re.compile(r"(?:de|entre|between|from)?(\d+)(?:à|a|et|to|and|-|–|—)(\d+)")
_AT_LEAST = re.compile(
    r"(?:aumoins|atleast|minimum|min|≥|>=)(\d+)|(\d+)(?:\+|etplus|ouplus|ormore)"
)
_UNKNOWN = frozenset({"?", "-", "–", "nc", "n.c.", "nd", "n.d.", "inconnu", "unknown"})
_TICKED = frozenset({"x", "✓", "✔", "☑", "oui", "yes", "1", "true", "vrai"})
_DAY_FIRST = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")


def parse(study: Study, texts: Texts, collection: str, field: Field, typed: str) -> Value:
    """The value that ``typed`` stands for; empty is unknown (None), or no text, or none chosen.

    Numbers may carry French or English separators, shares be written 0,25, 25 % or 1/4, days
    31/12/2026 or 2026-12-31, references by key or by name, several ones apart by ``;`` or ``|``,
    levels as 7 or bac+5, flags as a cross.
    Raises :class:`InvalidInput` naming the field, the value and what was expected.
    """
    words = clean(typed)
    if not words:
        return _empty(field)
    try:
        return _parsed(study, texts, field, words)
    except (ValueError, ArithmeticError) as error:
        if isinstance(error, InvalidInput):
            raise
        raise InvalidInput(
            "not_understood",
            field=label_code(collection, field.key),
            value=words[:80],
            kind=f"kind.{field.kind}",
        ) from error


def parse_amount(typed: str) -> Interval | None:
    """The amount that was typed: 24, 20 à 30, au moins 20; None where it is said to be unknown.

    Raises :class:`ValueError` where it is none of these, or where its bounds are crossed.
    """
    packed = _SPACES.sub("", clean(typed)).casefold()
    if not packed or packed in _UNKNOWN:
        return None
    if packed.isascii() and packed.isdigit():
        return Interval.exactly(int(packed))
    bounds = _RANGE.fullmatch(packed)
    if bounds and int(bounds[1]) <= int(bounds[2]):
        return Interval(Fraction(bounds[1]), Fraction(bounds[2]))
    least = _AT_LEAST.fullmatch(packed)
    if least:
        return Interval(Fraction(least[1] or least[2]), None)
    raise ValueError(typed)


def _empty(field: Field) -> Value:
    if field.kind is Kind.TEXT:
        return ""
    return () if field.kind in (Kind.CHOICES, Kind.REFERENCES) else None


def _parsed(study: Study, texts: Texts, field: Field, words: str) -> Value:
    match field.kind:
        case Kind.TEXT:
            return words
        case Kind.INTEGER:
            packed = _SPACES.sub("", words)
            return _level(packed) if field.unit == "cec" else int(packed)
        case Kind.REAL:
            return float(_SPACES.sub("", words).replace(",", "."))
        case Kind.FRACTION:
            return _share(words)
        case Kind.FLAG:
            return _flag(texts, words)
        case Kind.DAY:
            return _day(words)
        case Kind.CHOICE:
            return _word(texts, field, words)
        case Kind.CHOICES:
            return _choices(texts, field, words)
        case Kind.REFERENCE:
            return _reference(study, field, words)
        case Kind.REFERENCES:
            return tuple(dict.fromkeys(_reference(study, field, part) for part in _parts(words)))


def _parts(words: str) -> list[str]:
    return [part for part in _PARTS.split(words) if part]


def _level(packed: str) -> int:
    """A level by its number, with or without its words, or by the years after the bac."""
    folded = search_key(packed)
    known = _LEVEL.fullmatch(folded)
    if known:
        return int(known[1])
    return _AFTER_BAC[folded] if folded in _AFTER_BAC else int(packed)


def _choices(texts: Texts, field: Field, words: str) -> tuple[str, ...]:
    """The words of a vocabulary, apart by semicolons; else by commas, signs or an « et »."""
    try:
        return tuple(dict.fromkeys(_word(texts, field, part) for part in _parts(words)))
    except ValueError:
        parts = [part for part in _LOOSE_PARTS.split(words) if part]
        return tuple(dict.fromkeys(_near_word(texts, field, part) for part in parts))


def _near_word(texts: Texts, field: Field, words: str) -> str:
    """The word of a vocabulary, or the one alone whose name holds it: « initiale »."""
    try:
        return _word(texts, field, words)
    except ValueError:
        wanted = search_key(words)
        named = [k for k in field.vocabulary or () if wanted in _bare(texts.say(word(k)))]
        if len(named) != 1:
            raise
        return named[0]


def _bare(said: str) -> list[str]:
    return search_key(said).split()


def _share(words: str) -> Fraction:
    packed = _SPACES.sub("", words).replace(",", ".")
    if packed.endswith("%"):
        return Fraction(packed[:-1]) / 100
    return Fraction(packed)


def _flag(texts: Texts, words: str) -> bool:
    folded = same_name_key(words)
    if folded == same_name_key(texts.say("value.yes")) or folded in _TICKED:
        return True
    if folded in (same_name_key(texts.say("value.no")), "non", "no", "0", "false", "faux"):
        return False
    raise ValueError(words)


def _day(words: str) -> date:
    french = _DAY_FIRST.fullmatch(words)
    if french:
        return date(int(french[3]), int(french[2]), int(french[1]))
    return date.fromisoformat(words)


def _word(texts: Texts, field: Field, words: str) -> str:
    if field.vocabulary is None:
        raise ValueError(words)
    wanted = search_key(words)
    for known in field.vocabulary:
        if wanted in (search_key(known), search_key(texts.say(word(known)))):
            return known
    raise ValueError(words)


def _reference(study: Study, field: Field, words: str) -> str:
    rows = getattr(study, field.target)
    if rows.find(words) is not None:
        return words
    wanted = search_key(words)
    for row in rows:
        if wanted in (search_key(row_name(row)), search_key(getattr(row, "short_name", ""))):
            return str(row.key)
    raise InvalidInput("unknown_name", value=words[:80], target=f"collection.{field.target}")


def row_name(row: object) -> str:
    """What a person calls a row: its name or title, or its key where it has neither."""
    for attribute in ("name", "title", "text", "subject"):
        name = getattr(row, attribute, "")
        if name:
            return str(name)
    return str(getattr(row, "key", ""))
