"""A fuzzer that follows coverage: what reaches a new step of the readers is kept and mutated on.

A step is a line of ``db/exchange`` and the line before it, seen by ``sys.settrace``. The same seed
gives the same inputs.
"""

from __future__ import annotations

import faulthandler
import random
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, FrameType

import db.exchange
from tests.reliability.mutations import VALUES, changed

_ROOM = str(Path(db.exchange.__file__).parent)
_LONGEST = 60_000
Step = tuple[CodeType, int, int]


class Steps:
    """The steps taken while it is entered; a new set each time."""

    def __init__(self) -> None:
        self.taken: set[Step] = set()
        self._before = None

    def __enter__(self) -> set[Step]:
        self.taken = set()
        self._before = sys.gettrace()  # that of coverage, where it measures
        sys.settrace(self._call)
        return self.taken

    def __exit__(self, *_: object) -> None:
        sys.settrace(self._before)

    def _call(self, frame: FrameType, event: str, told: object) -> Callable | None:
        if not frame.f_code.co_filename.startswith(_ROOM):
            return None
        taken, code, before = self.taken, frame.f_code, 0

        def line(frame: FrameType, event: str, told: object) -> Callable:
            nonlocal before
            taken.add((code, before, frame.f_lineno))
            before = frame.f_lineno
            return line

        return line


@dataclass(slots=True)
class Hunt:
    """Inputs for one reader: those that were given, and those that went further."""

    read: Callable[[bytes], None]
    corpus: list[bytes]
    chance: random.Random
    steps: set[Step] = field(default_factory=set)
    tried: int = 0

    def go(self, count: int) -> None:
        """Try so many inputs; what the reader raises goes through."""
        for data in list(self.corpus):
            self._try(data)
        while self.tried < count:
            self._try(self._next())

    def _try(self, data: bytes) -> None:
        faulthandler.dump_traceback_later(5, exit=True)
        try:
            with Steps() as taken:
                self.read(data)
        finally:
            faulthandler.cancel_dump_traceback_later()
        self.tried += 1
        if not taken <= self.steps:
            self.steps |= taken
            self.corpus.append(data)

    def _next(self) -> bytes:
        chance = self.chance
        data = chance.choice(self.corpus)
        for _ in range(chance.randint(1, 4)):
            data = changed(data, chance) if chance.random() < 0.6 else self._cut(data, VALUES)
        return data[:_LONGEST]

    def _cut(self, data: bytes, values: Sequence[bytes]) -> bytes:
        """The bytes with a slice taken away, doubled, or of another input."""
        chance, size = self.chance, len(data)
        first = chance.randrange(size + 1)
        last = min(size, first + chance.choice((0, 1, 1, 4, 30)))
        other = chance.choice(self.corpus)
        place = chance.randrange(len(other) + 1)
        new = chance.choice((b"", data[first:last] * 2, chance.choice(values), other[place:][:40]))
        return data[:first] + new + data[last:]
