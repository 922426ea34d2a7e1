"""What a field is: its type, unit, bounds, vocabulary or target."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

SHORT = 200
LINE = 1_000
LONG = 32_000  # a workbook cell holds at most 32 767 characters
LARGE = 4_000_000  # kept whole in the file, never shown in one cell
HUGE = 64_000_000  # a packed study of some hundred thousand trainings
GREATEST_DENOMINATOR = 10**9  # so that any fraction in bounds is two 64-bit integers


class Kind(StrEnum):
    """The type of a field's value."""

    TEXT = "text"
    INTEGER = "integer"
    REAL = "real"
    FRACTION = "fraction"
    FLAG = "flag"
    DAY = "day"
    CHOICE = "choice"
    CHOICES = "choices"
    REFERENCE = "reference"
    REFERENCES = "references"


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its type, unit, bounds, vocabulary or target, and whether it must be given.

    ``low`` and ``high`` bound numbers inclusively; for texts ``high`` is the greatest length.
    ``unique`` forbids two rows whose names differ only by case, spaces or composition.
    """

    key: str
    kind: Kind
    required: bool = False
    low: float | None = None
    high: float | None = None
    unit: str = ""
    vocabulary: type[StrEnum] | None = None
    target: str = ""
    unique: bool = False
    owned: bool = False


def text(key: str, high: int = SHORT, *, required: bool = False, unique: bool = False) -> Field:
    """A text of at most ``high`` characters."""
    return Field(key, Kind.TEXT, required=required, high=high, unique=unique)


def integer(key: str, low: int, high: int, unit: str = "", *, required: bool = False) -> Field:
    """A whole number within bounds."""
    return Field(key, Kind.INTEGER, required=required, low=low, high=high, unit=unit)


def choice(key: str, vocabulary: type[StrEnum]) -> Field:
    """One word of a vocabulary."""
    return Field(key, Kind.CHOICE, required=True, vocabulary=vocabulary)


def one(key: str, target: str, *, required: bool = False, owned: bool = False) -> Field:
    """The key of one row of another collection; ``owned`` rows go with it."""
    return Field(key, Kind.REFERENCE, required=required, target=target, owned=owned)


def many(key: str, target: str) -> Field:
    """Keys of rows of another collection."""
    return Field(key, Kind.REFERENCES, target=target)


def flag(key: str) -> Field:
    """True or false."""
    return Field(key, Kind.FLAG, required=True)


PEOPLE = 100_000_000
LEVEL = integer("level", 1, 8, "cec")
YEAR = integer("year", 1990, 2100, required=True)
