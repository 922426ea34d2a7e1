"""What a draft shares with fiches that exist: literal copies are refused unexamined (R6113-8-1).

Two measures, both told: the longest run of words that a passage of the draft shares with the
fiche, and how alike both passages are (rapidfuzz's normalised indel similarity of their words).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from planner.text import search_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planner.fiches import Fiche

#: Alike from here on (0 to 1), and words in a row that are no chance any more: ours, to be judged.
ALIKE = 0.85
RUN = 12
_LEAST_WORDS = 4  # a shorter passage says too little to be a copy
_PARTS = re.compile(r"[\n;•]+|(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True)
class SharedPassage:
    """A passage of the draft beside the nearest one of a fiche.

    ``alike`` from 0 to 1; ``run`` the longest run of words in common, as the fiche writes it in
    search form, and ``words`` how many they are.
    """

    passage: str
    fiche: str
    beside: str
    alike: float
    run: str
    words: int

    @property
    def is_copy(self) -> bool:
        """True where an instructor would take one for the copy of the other."""
        return self.alike >= ALIKE or self.words >= RUN


def shared_passages(passages: Iterable[str], fiches: Sequence[Fiche]) -> tuple[SharedPassage, ...]:
    """For each passage of a draft, what comes nearest among the fiches, the most alike first.

    Passages of fewer than four words are left out.
    """
    beside = [
        (fiche.number, part, _words(part))
        for fiche in fiches
        for text in fiche.passages()
        for part in _PARTS.split(text)
        if len(_words(part).split()) >= _LEAST_WORDS
    ]
    known = [words for _, _, words in beside]
    found = []
    for passage in passages:
        words = _words(passage)
        if len(words.split()) < _LEAST_WORDS:
            continue
        best = process.extractOne(words, known, scorer=fuzz.ratio)
        if best is not None:
            number, part, said = beside[best[2]]
            found.append(_shared(passage, words, number, part.strip(), said))
    return tuple(sorted(found, key=lambda each: (-each.alike, -each.words, each.passage)))


def _shared(passage: str, words: str, number: str, part: str, said: str) -> SharedPassage:
    mine, theirs = words.split(), said.split()
    run = SequenceMatcher(None, mine, theirs, autojunk=False).find_longest_match()
    alike = fuzz.ratio(words, said) / 100
    return SharedPassage(
        passage, number, part, alike, " ".join(mine[run.a : run.a + run.size]), run.size
    )


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", search_key(text)))
