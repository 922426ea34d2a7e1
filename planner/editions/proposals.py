"""Lineages that the tool proposes: rows that are gone, and the new ones that look like them.

Trainings are compared as near-duplicates are (``planner.compute.duplicates``): title, institution,
level, city. Families, domains and institutions are compared by the letters of their names, words
sorted. Whoever is at work declares; nothing is declared by itself.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from planner.compute.duplicates import THRESHOLD, near_duplicates
from planner.editions.identity import links, live_links
from planner.errors import InvalidInput
from planner.rows import Rows
from planner.study import Lineage, Study
from planner.text import search_key
from planner.vocab import LineageKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from planner.editions.identity import Links
    from planner.study import Training

#: The collections whose rows may be renamed, split and merged, levels aside.
NAMED = ("families", "domains", "institutions")
_THEN, _NOW = "then:", "now:"


@dataclass(frozen=True, slots=True)
class Proposal:
    """That a row that is gone may live on as a new one; ``score`` is from 0 to 100."""

    about: str
    kind: LineageKind
    old: str
    new: str
    score: int


def propose(old: Study, new: Study) -> tuple[Proposal, ...]:
    """The lineages that may be declared between two editions, the likeliest first.

    A row that looks like several new ones was split, several that look like one were merged.
    """
    found = [*_told("trainings", _like_trainings(old, new))]
    for collection in NAMED:
        found += _told(collection, _like_names(old, new, collection))
    return tuple(sorted(found, key=lambda one: (-one.score, one.about, one.old, one.new)))


def declared(
    study: Study, about: str, kind: LineageKind, old: str, new: str, *, key: str,
    today: date, author: str, reason: str = "",
) -> Lineage:  # fmt: skip
    """The lineage to put into the study of today, last.

    Raises:
        InvalidInput: it is declared already, or leads from a row to itself.
    """
    if old == new:
        raise InvalidInput("lineage_itself", key=old[:80])
    for row in study.lineages:
        if (row.about, row.old, row.new) == (about, old, new):
            raise InvalidInput("lineage_known", old=old[:80], new=new[:80])
    rank = max((row.rank for row in study.lineages), default=0) + 1
    return Lineage(
        key=key,
        rank=rank,
        about=about,
        kind=kind,
        old=old,
        new=new,
        decided_on=today,
        author=author,
        reason=reason,
    )


def _told(about: str, pairs: Iterable[tuple[str, str, int]]) -> Iterator[Proposal]:
    """The pairs with the kind of lineage that their number makes of them."""
    known = list(pairs)
    heirs, parents = Counter(old for old, _, _ in known), Counter(new for _, new, _ in known)
    for old, new, score in known:
        kind = LineageKind.RENAMED
        if parents[new] > 1:
            kind = LineageKind.MERGED
        elif heirs[old] > 1:
            kind = LineageKind.SPLIT
        yield Proposal(about, kind, old, new, score)


def _apart(among: Links) -> tuple[list[str], list[str]]:
    """The rows that are gone, and the created ones."""
    gone = [key for link in among if not link.new for key in link.old]
    return gone, [key for link in among if not link.old for key in link.new]


def _like_trainings(old: Study, new: Study) -> Iterator[tuple[str, str, int]]:
    gone, created = _apart(live_links(old, new))
    if not gone or not created:
        return
    schools = links(old, new, "institutions")
    cities = links(old, new, "cities")

    def said_now(row: Training) -> Training:
        school, city = schools.new_of(row.institution or ""), cities.new_of(row.city or "")
        return replace(
            row,
            key=f"{_THEN}{row.key}",
            institution=school[0] if school else row.institution,
            city=city[0] if city else row.city,
        )

    before = (said_now(old.trainings.get(key)) for key in gone)
    after = (replace(row, key=f"{_NOW}{row.key}") for row in map(new.trainings.get, created))
    both = Study(institutions=new.institutions, trainings=Rows([*before, *after]))
    for pair in near_duplicates(both, THRESHOLD):
        ends = sorted((pair.first, pair.second), key=lambda key: key.startswith(_NOW))
        if ends[0].startswith(_THEN) and ends[1].startswith(_NOW):
            yield ends[0].removeprefix(_THEN), ends[1].removeprefix(_NOW), pair.score


def _like_names(old: Study, new: Study, collection: str) -> Iterator[tuple[str, str, int]]:
    gone, created = _apart(links(old, new, collection))
    names = {key: search_key(getattr(new, collection).get(key).name) for key in created}
    for key in gone:
        was = search_key(getattr(old, collection).get(key).name)
        for other, now in names.items():
            score = round(fuzz.token_sort_ratio(was, now))
            if score >= THRESHOLD:
                yield key, other, score
