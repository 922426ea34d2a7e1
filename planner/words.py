"""The text codes of vocabulary words, collections and units."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from planner.messages import Message, message

if TYPE_CHECKING:
    from enum import StrEnum

#: Units that texts know besides those of the declared fields; others are shown as written.
CLAIM_UNITS = frozenset(
    {
        "people", "percent", "trainings", "sectors", "occupations", "families", "answers",
        "competences", "share", "seats_per_year", "per_seat", "day", "month",
    }
)  # fmt: skip


def word(said: StrEnum) -> Message:
    """A word of a closed vocabulary, such as ``seat_kind.open``."""
    return message(f"{vocabulary_code(type(said))}.{said}")


@cache
def vocabulary_code(vocabulary: type[StrEnum]) -> str:
    """The prefix of a vocabulary's words: ``seat_kind`` for ``SeatKind``."""
    return re.sub(r"(?<=.)([A-Z])", r"_\1", vocabulary.__name__).lower()


def unit(name: str) -> Message:
    """A unit in words; one that the texts do not know is shown as it is written."""
    known = name in CLAIM_UNITS
    return message(f"unit.{name}") if known else message("name.as_written", name=name)
