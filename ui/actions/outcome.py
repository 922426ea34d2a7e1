"""What a verb gives back: sentences, tables, files written, and the same as plain data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.messages import Interval, Message

if TYPE_CHECKING:
    from pathlib import Path

    from planner.messages import Speaker, Value
    from planner.tables.table import Table

#: What JSON can carry.
Plain = None | bool | int | float | str | Sequence["Plain"] | Mapping[str, "Plain"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a verb; ``data`` is what ``--json`` prints, the tables where it is None."""

    said: tuple[Message, ...] = ()
    tables: tuple[Table, ...] = ()
    written: tuple[Path, ...] = ()
    data: Plain = None

    def plain(self, speaker: Speaker) -> Plain:
        """The result as plain data for a machine; texts in the speaker's language."""
        if self.data is not None:
            return self.data
        if self.written:
            return {"written": [str(path) for path in self.written]}
        if self.tables:
            return plain_table(self.tables[0], speaker)
        return {"said": [speaker.say(sentence) for sentence in self.said]}


def plain_table(table: Table, speaker: Speaker) -> Plain:
    """A table as a list of mappings, one a row, by column key."""
    keys = [column.key for column in table.columns]
    return [
        {key: plain(value, speaker) for key, value in zip(keys, row.values, strict=True)}
        for row in table.rows
    ]


def plain(value: Value, speaker: Speaker) -> Plain:
    """A value for a machine: unknown is null, an interval has ``low`` and ``high``."""
    match value:
        case Interval():
            return {"low": plain(value.low, speaker), "high": plain(value.high, speaker)}
        case Fraction():
            return int(value) if value.denominator == 1 else float(value)
        case date():
            return value.isoformat()
        case Message():
            return speaker.say(value)
        case tuple():
            return [plain(part, speaker) for part in value]
        case str():
            return str(value)
    return value
