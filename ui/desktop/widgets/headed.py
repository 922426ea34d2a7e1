"""Words of the vocabularies where they stand at the head of a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.words import word

if TYPE_CHECKING:
    from enum import StrEnum

    from planner.messages import Speaker


def headed(speaker: Speaker, said: StrEnum) -> str:
    """A word of a vocabulary with a capital: "à examiner" gives "À examiner"."""
    return capital(speaker.say(word(said)))


def capital(words: str) -> str:
    """The words with their first letter as a capital."""
    return words[:1].upper() + words[1:]
