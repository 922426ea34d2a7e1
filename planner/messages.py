"""What the domain says: a code and its values; the words are chosen at the edge."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Interval:
    """A quantity known between two bounds; ``high`` is None where nothing bounds it.

    An exact value has equal bounds. An unknown value is ``Interval(0, None)``: it is never zero.
    """

    low: Fraction
    high: Fraction | None

    @classmethod
    def exactly(cls, value: int | Fraction) -> Interval:
        """The interval that holds ``value`` alone."""
        return cls(Fraction(value), Fraction(value))

    @property
    def is_exact(self) -> bool:
        """True where both bounds are the same number."""
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence to be said later: a text code such as ``gap.tier`` and its named values."""

    code: str
    values: tuple[tuple[str, Value], ...] = ()

    def __getitem__(self, name: str) -> Value:
        """The value called ``name``; KeyError where the message has none."""
        return dict(self.values)[name]


#: What a table cell or a message may hold. None means unknown, never zero.
Value = str | int | float | bool | Fraction | date | Interval | Message | tuple["Value", ...] | None


def message(code: str, **values: Value) -> Message:
    """The message ``code`` with its values sorted by name, so that equal messages are equal."""
    return Message(code, tuple(sorted(values.items())))


class Speaker(Protocol):
    """Turns codes and values into words of one language; made in ``ui/actions/texts.py``."""

    @property
    def language(self) -> str:
        """The language's two-letter code, ``fr`` or ``en``."""

    def say(self, said: Message | str) -> str:
        """The sentence of a message or of a bare code; an unknown code is a ``KeyError``."""

    def show(self, value: Value) -> str:
        """A value as a person of that language writes it: numbers, dates, intervals, unknown."""
