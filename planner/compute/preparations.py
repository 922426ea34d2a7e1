"""Which trainings may prepare for a certification, with the reasons; people confirm or refuse.

A certification names no job family: its families are those of the tasks of its roadmap, whose gap
it helps to close. Its domains are those of the competences that it attests. The words that its
title or public and a training's title share count where few titles hold them. All of it only
proposes.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.text import search_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.study import Study, Training

#: Points of each reason: ours; a level alone proposes nothing.
DOMAIN, FAMILY, WORD, LEVEL = 3, 3, 2, 1
_LEAST = 5  # letters of a word that tells something
_RARE = 0.05  # share of the titles that hold a word, at most
#: Words of any title, which tell nothing of what is taught.
_COMMON = frozenset(
    {"parcours", "formation", "formations", "diplome", "licence", "master", "titre"}
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A training that may prepare for a certification: what both share, and how much that is."""

    training: str
    points: int
    domains: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    level: int | None = None


def proposed_trainings(study: Study, certification: str) -> tuple[Proposal, ...]:
    """The trainings that may prepare for a certification and that nobody has judged, best first.

    Archived trainings are left out, and those that a preparation of the certification names.
    Raises ``KeyError`` where the study has no such certification.
    """
    row = study.certifications.get(certification)
    judged = {p.training for p in study.preparations if p.certification == certification}
    open_ones = [t for t in study.trainings if not t.is_archived and t.key not in judged]
    target = _Target(study, certification)
    words = _rare_words(study.trainings) & _words(f"{row.title} {row.audience}")
    found = (_proposal(target, training, words, row.level) for training in open_ones)
    return tuple(
        sorted(
            (each for each in found if each.points > LEVEL),
            key=lambda each: (-each.points, each.training),
        )
    )


class _Target:
    """What a certification is about, as far as trainings say the same."""

    def __init__(self, study: Study, certification: str) -> None:
        own = [c for c in study.attested_competences if c.certification == certification]
        self.domains = {domain for competence in own for domain in competence.domains}
        tasks = [task for task in study.tasks if task.certification == certification]
        self.families = {family for task in tasks for family in task.families}
        self.taught: dict[str, set[str]] = {}
        for hours in study.domain_hours:
            self.taught.setdefault(hours.training, set()).add(hours.domain)


def _proposal(target: _Target, training: Training, words: set[str], level: int | None) -> Proposal:
    domains = tuple(sorted(target.domains & target.taught.get(training.key, set())))
    families = tuple(key for key in training.families if key in target.families)
    shared = tuple(sorted(words & _words(training.title)))
    same = level if level is not None and level == training.level else None
    points = DOMAIN * len(domains) + FAMILY * len(families) + WORD * len(shared)
    return Proposal(
        training.key, points + LEVEL * (same is not None), domains, families, shared, same
    )


def _rare_words(trainings: Iterable[Training]) -> set[str]:
    titles = [_words(training.title) for training in trainings]
    counts = Counter(word for title in titles for word in title)
    most = max(len(titles) * _RARE, 2)
    return {word for word, count in counts.items() if count <= most}


def _words(text: str) -> set[str]:
    found = re.findall(r"\w+", search_key(text))
    return {word for word in found if len(word) >= _LEAST} - _COMMON
