"""A file of moves in TOML, read strictly and written alike: one ``[[move]]`` table a move."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from planner.compute.moves import (
    AddSeats,
    ChangeNeed,
    ChangeShare,
    ChangeYield,
    CloseTraining,
    Move,
    OpenTraining,
)
from planner.errors import CartoplanError, InvalidInput
from planner.fields import Field, Kind, field_of
from planner.study import Study
from planner.vocab import Modality
from ui.actions.parsing import parse
from ui.actions.texts import Texts

LARGEST = 1_000_000  # bytes
GREATEST = 100_000_000  # people; a larger count is a slip
_RATIO = re.compile(r"(\d{1,10})/(\d{1,10})")

#: What each kind of move is told by: the keys it needs, then those it may leave out.
KEYS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "open": (("name", "families", "level", "low"), ("high", "modalities")),
    "close": (("training",), ()),
    "add": (("training", "seats"), ()),
    "need": (("line",), ("low", "central", "high")),
    "share": (("allocation", "family", "level", "share"), ()),
    "yield": (("assumption", "value"), ()),
}


def read_moves(path: Path, study: Study, texts: Texts) -> tuple[Move, ...]:
    """The moves of the file, in their order; rows are named by key or by name.

    Raises :class:`InvalidInput` for a file that is too large, not TOML or without moves, and for
    an unknown kind, key, name or value, with the move's number; ``OSError`` as reading does.
    """
    with path.open("rb") as stream:
        content = stream.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise InvalidInput("movefile_too_large", path=str(path), bound=LARGEST // 1_000_000)
    tables = _tables(path, content)
    return tuple(_numbered(number, table, study, texts) for number, table in enumerate(tables, 1))


def moves_toml(moves: Iterable[Move]) -> str:
    """The moves as a file that ``read_moves`` takes back as they are; rows are named by key."""
    return "\n".join(f"[[move]]\n{_lines(move)}" for move in moves)


def _lines(move: Move) -> str:
    kind, told = _pairs(move)
    given = {"kind": kind, **{key: value for key, value in told.items() if value is not None}}
    return "".join(f"{key} = {_toml(value)}\n" for key, value in given.items())


def _pairs(move: Move) -> tuple[str, dict[str, Any]]:
    match move:
        case OpenTraining():
            told = {"name": move.name, "families": move.families, "level": move.level}
            places = {"low": move.low, "high": move.high, "modalities": move.modalities or None}
            return "open", {**told, **places}
        case CloseTraining():
            return "close", {"training": move.training}
        case AddSeats():
            return "add", {"training": move.training, "seats": move.seats_per_year}
        case ChangeNeed():
            people = {"low": move.low, "central": move.central, "high": move.high}
            return "need", {"line": move.need_line, **people}
        case ChangeShare():
            where = {"allocation": move.allocation, "family": move.family, "level": move.level}
            return "share", {**where, "share": move.share}
        case ChangeYield():
            return "yield", {"assumption": move.assumption, "value": move.value}


def _toml(value: Any) -> str:
    """A value as TOML writes it; JSON's texts are TOML's, but for one sign."""
    if isinstance(value, Fraction):
        return f'"{value.numerator}/{value.denominator}"'
    if isinstance(value, tuple):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, str):
        return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007F")
    return str(value)


def _tables(path: Path, content: bytes) -> list[dict[str, Any]]:
    try:
        told = tomllib.loads(content.decode("utf-8-sig"), parse_float=Decimal)
    except (ValueError, ArithmeticError, RecursionError) as error:
        why = str(error)[:200] if isinstance(error, tomllib.TOMLDecodeError) else ""
        raise InvalidInput("movefile_not_toml", path=str(path), why=why) from error
    for key in told:
        if key != "move":
            raise InvalidInput("movefile_key", value=key[:80])
    tables = told.get("move")
    if not isinstance(tables, list) or not tables or not all(isinstance(t, dict) for t in tables):
        raise InvalidInput("movefile_empty", path=str(path))
    return tables


def _numbered(number: int, table: Mapping[str, Any], study: Study, texts: Texts) -> Move:
    try:
        return _move(_Told(table, study, texts))
    except CartoplanError as error:
        raise InvalidInput("whatif_move", number=number, why=error.message) from error


def _move(told: _Told) -> Move:
    match told.kind():
        case "open":
            return OpenTraining(
                told.text("name"),
                told.families(),
                told.whole("level"),
                told.whole("low"),
                told.whole_or_unknown("high"),
                told.modalities(),
            )
        case "close":
            return CloseTraining(told.row("training", "trainings"))
        case "add":
            return AddSeats(told.row("training", "trainings"), told.whole("seats"))
        case "need":
            people = (told.whole_or_unknown(key) for key in ("low", "central", "high"))
            return ChangeNeed(told.row("line", "need_lines"), *people)
        case "share":
            return ChangeShare(
                told.row("allocation", "allocations"),
                told.row("family", "families"),
                told.whole("level"),
                told.ratio("share"),
            )
    return ChangeYield(told.text("assumption"), told.ratio("value"))


class _Told:
    """One table of the file, asked for values of a type; what does not fit is refused."""

    def __init__(self, table: Mapping[str, Any], study: Study, texts: Texts) -> None:
        self._table, self._study, self._texts = table, study, texts

    def kind(self) -> str:
        """The kind of the move, its keys checked."""
        kind = self._table.get("kind")
        if not isinstance(kind, str) or kind not in KEYS:
            raise InvalidInput("movefile_kind", value=_short(kind), known=tuple(KEYS))
        needed, optional = KEYS[kind]
        for key in self._table:
            if key not in ("kind", *needed, *optional):
                known = (*needed, *optional)
                raise InvalidInput("movefile_unknown_key", value=key[:80], known=known)
        for key in needed:
            if key not in self._table:
                raise InvalidInput("movefile_missing_key", value=key)
        return kind

    def text(self, key: str) -> str:
        """A text."""
        return str(self._typed(key, str, "kind.text"))

    def whole(self, key: str) -> int:
        """A whole number."""
        number = self._typed(key, int, "kind.integer")
        if abs(number) > GREATEST:
            raise self._refused(key, "kind.integer")
        return int(number)

    def whole_or_unknown(self, key: str) -> int | None:
        """A whole number, or None where the table leaves it out: unknown, never zero."""
        return self.whole(key) if key in self._table else None

    def ratio(self, key: str) -> Fraction:
        """An exact share: a number such as 0.25, or a text such as "9/31"."""
        value = self._typed(key, (int, Decimal, str), "kind.fraction")
        if isinstance(value, str):
            found = _RATIO.fullmatch(value)
            if found is None or not int(found[2]):
                raise self._refused(key, "kind.fraction")
            return Fraction(int(found[1]), int(found[2]))
        number = Decimal(value)
        if not number.is_finite() or not -GREATEST < number < GREATEST or number.adjusted() < -9:
            raise self._refused(key, "kind.fraction")
        return Fraction(number)

    def row(self, key: str, target: str) -> str:
        """The key of the row of ``target`` that the text names, by key or by name."""
        return self._found(self.text(key), key, target)

    def families(self) -> tuple[str, ...]:
        """The keys of the families that a list names, or a text alone."""
        return tuple(
            self._found(name, "families", "families") for name in self._texts_of("families")
        )

    def modalities(self) -> tuple[Modality, ...]:
        """The modalities that a list names, or a text alone."""
        field = field_of("trainings", "modalities")
        named = (
            parse(self._study, self._texts, "trainings", field, part)
            for part in self._texts_of("modalities")
        )
        return tuple(
            Modality(str(word)) for words in named if isinstance(words, tuple) for word in words
        )

    def _found(self, name: str, key: str, target: str) -> str:
        field = Field(key, Kind.REFERENCE, target=target)
        found = parse(self._study, self._texts, target, field, name)
        if not isinstance(found, str):
            raise self._refused(key, "kind.text")
        return found

    def _texts_of(self, key: str) -> tuple[str, ...]:
        value = self._table.get(key, [])
        parts = [value] if isinstance(value, str) else value
        if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
            raise self._refused(key, "kind.references")
        return tuple(parts)

    def _typed(self, key: str, types: type | tuple[type, ...], kind: str) -> Any:
        value = self._table[key]
        if not isinstance(value, types) or isinstance(value, bool):
            raise self._refused(key, kind)
        return value

    def _refused(self, key: str, kind: str) -> InvalidInput:
        value = _short(self._table.get(key))
        return InvalidInput("movefile_value", key=key, value=value, kind=kind)


def _short(value: object) -> str:
    """What was written, cut; a number too long to be written is only named."""
    try:
        return str(value)[:80]
    except ValueError:
        return "…"
