"""A mapping file in TOML: how an institution's own table is read, to be looked at and changed.

It is written with what is proposed, read strictly, and good for next year's table too.
"""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.errors import InvalidInput
from planner.exchange.columns import How, known_code
from planner.exchange.matching import NEW
from planner.exchange.tablemap import VERSION, TableMap
from planner.fields import field_of
from planner.messages import message
from ui.actions.parsing import parse
from ui.actions.rowedits import row_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planner.exchange.columns import Proposal
    from planner.study import Study
    from ui.actions.texts import Texts

LARGEST = 1_000_000  # bytes
_KEYS = frozenset({"version", "institution", "sheet", "heading", "columns", "values", "rows"})
_BARE = re.compile(r"[A-Za-z0-9_-]+")
#: The fields whose values a person may explain.
_FIELDS = ("trainings.title", "trainings.city", "trainings.level", "trainings.modalities")


def read_map(path: Path, study: Study, texts: Texts) -> TableMap:
    """What a mapping file says.

    Raises :class:`InvalidInput` in one sentence for a file that is too large, not TOML, of a later
    version, or that names a key, a column, an institution or a training that there is not;
    ``OSError`` as reading does.
    """
    with path.open("rb") as stream:
        content = stream.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise InvalidInput("map_too_large", path=str(path))
    try:
        told = tomllib.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        why = str(error)[:200] if isinstance(error, tomllib.TOMLDecodeError) else ""
        raise InvalidInput("map_not_toml", path=str(path), why=why) from error
    return map_from(told, study, texts)


def map_from(told: dict[str, Any], study: Study, texts: Texts) -> TableMap:
    """What a mapping says that was read already; refused as :func:`read_map` refuses it."""
    return _Told(told, study, texts).table_map()


def map_toml(table_map: TableMap, proposals: Sequence[Proposal], texts: Texts) -> str:
    """A mapping as a file that :func:`read_map` takes back; each column says why it is proposed."""
    lines = [f"# {line}" for line in texts.say("import.map.lead").split("\n")]
    lines += [
        f"version = {VERSION}",
        f"institution = {_toml(table_map.institution)}",
        f"sheet = {_toml(table_map.sheet)}",
        f"heading = {table_map.heading}",
        "",
        "[columns]",
        *_column_lines(table_map, proposals, texts),
    ]
    for name, values in table_map.values.items():
        lines += ["", f"[values.{_toml(name)}]"]
        lines += [f"{_toml(given)} = {_toml(taken)}" for given, taken in values.items()]
    lines += ["", "[rows]"]
    lines += [f"{row} = {_toml(key)}" for row, key in sorted(table_map.rows.items())]
    return "\n".join(lines) + "\n"


def _column_lines(
    table_map: TableMap, proposals: Sequence[Proposal], texts: Texts
) -> Iterator[str]:
    for each in proposals:
        why = texts.say(message(f"import.how.{each.how}", score=each.score))
        code = table_map.columns.get(each.name, each.code)
        yield f"{_toml(each.name)} = {_toml(code)}" + (f"  # {why}" if _is_said(each) else "")


def _is_said(each: Proposal) -> bool:
    return each.how is not How.CHOSEN


def _toml(text: str) -> str:
    """A text as TOML writes it; JSON's texts are TOML's, but for one sign."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


class _Told:
    """A mapping file, being checked."""

    def __init__(self, told: dict[str, Any], study: Study, texts: Texts) -> None:
        self._told = told
        self._study = study
        self._texts_of = texts

    def table_map(self) -> TableMap:
        """What it says, all of it checked."""
        for key in self._told:
            if key not in _KEYS:
                raise InvalidInput("map_key", value=key[:80], known=tuple(sorted(_KEYS)))
        version = self._told.get("version", VERSION)
        if not isinstance(version, int) or version > VERSION or version < 1:
            raise InvalidInput("map_version", value=str(version)[:80], known=VERSION)
        return TableMap(
            self._institution(),
            self._text("sheet"),
            self._heading(),
            self._columns(),
            {name: self._texts("values", name) for name in self._named("values", _FIELDS)},
            self._rows(),
        )

    def _institution(self) -> str:
        name = self._text("institution")
        field = field_of("trainings", "institution")
        return str(parse(self._study, self._texts_of, "trainings", field, name) or "")

    def _text(self, key: str) -> str:
        value = self._told.get(key, "")
        if not isinstance(value, str):
            raise InvalidInput("map_value", field=key, value=str(value)[:80])
        return value.strip()

    def _heading(self) -> int:
        value = self._told.get("heading", 0)
        if type(value) is not int or not 0 <= value <= 1_000:
            raise InvalidInput("map_value", field="heading", value=str(value)[:80])
        return value

    def _columns(self) -> dict[str, str]:
        told = self._texts("columns")
        seen: dict[str, str] = {}
        for name, code in told.items():
            if not known_code(self._study, code):
                raise InvalidInput("map_no_column", value=code[:80], heading=name[:80])
            if code and code in seen:
                raise InvalidInput(
                    "map_twice", value=code, heading=name[:80], other=seen[code][:80]
                )
            seen[code] = name
        return told

    def _named(self, key: str, known: Sequence[str]) -> list[str]:
        table = self._table(key)
        for name in table:
            if name not in known:
                raise InvalidInput("map_key", value=f"{key}.{name[:80]}", known=tuple(known))
        return list(table)

    def _rows(self) -> dict[int, str]:
        rows: dict[int, str] = {}
        for row, key in self._texts("rows").items():
            if not (row.isascii() and row.isdigit() and len(row) <= 7):
                raise InvalidInput("map_value", field="rows", value=row[:80])
            if key != NEW:
                row_of(self._study, "trainings", key)
            rows[int(row)] = key
        return rows

    def _texts(self, *path: str) -> dict[str, str]:
        """A table of texts."""
        table = self._table(*path)
        for value in table.values():
            if not isinstance(value, str):
                raise InvalidInput("map_value", field=".".join(path), value=str(value)[:80])
        return {str(name): value.strip() for name, value in table.items()}

    def _table(self, *path: str) -> dict[str, Any]:
        table = self._told
        for name in path:
            found = table.get(name, {})
            if not isinstance(found, dict):
                raise InvalidInput("map_value", field=".".join(path), value=str(found)[:80])
            table = found
        return table
