"""What every row has: a stable key, a rank that orders it, and its source."""

from __future__ import annotations

from dataclasses import dataclass

from planner.vocab import Nature


@dataclass(frozen=True, slots=True)
class Source:
    """Where a row comes from: its nature, the place in the study, the line of the text layer."""

    nature: Nature
    place: str = ""
    line: int | None = None
    note: str = ""


DECLARED = Source(Nature.DECLARED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """What every row has: a stable key, a rank that orders it, and its source."""

    key: str
    rank: int = 0
    source: Source = DECLARED
