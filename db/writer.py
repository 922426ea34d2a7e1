"""Who writes: the name, machine and clock that stand in the journal and in the lock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

Clock = Callable[[], datetime]

_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Writer:
    """A person at a machine, with a clock whose times bear their offset."""

    author: str
    machine: str
    clock: Clock

    @classmethod
    def named(cls, author: str, machine: str, clock: Clock) -> Writer:
        """The writer with names that any file can hold, cut to 200 characters."""
        return cls(_writable(author), _writable(machine), clock)


def _writable(name: str) -> str:
    kept = "".join(sign for sign in name if sign.isprintable())
    return kept.strip()[:_LONGEST_NAME] or "?"
