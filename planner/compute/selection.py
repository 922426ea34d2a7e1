"""Which trainings are looked at: choices that combine, as values."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.compute.inventory import UNKNOWN, Dimension, label
from planner.messages import Message, message
from planner.vocab import Modality

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from planner.study import Study, Training


class Facet(StrEnum):
    """What trainings can be chosen by."""

    FAMILY = "family"
    LEVEL = "level"
    CITY = "city"
    INSTITUTION = "institution"
    MODALITY = "modality"
    STATE = "state"


class State(StrEnum):
    """Whether a training is described, only declared, or taken out of the map."""

    DESCRIBED = "described"
    UNDESCRIBED = "undescribed"
    ARCHIVED = "archived"


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of one facet; the key is ``UNKNOWN`` for the trainings that lack the value."""

    facet: Facet
    key: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How many trainings are shown, and of how many.

    ``shown`` and ``described`` count described trainings that are not archived, ``declared``
    adds the undescribed ones; ``archived`` counts the archived ones among those shown.
    """

    shown: int
    described: int
    declared: int
    archived: int


@dataclass(frozen=True, slots=True)
class Census:
    """Which trainings of a study are described and not archived, and which are archived."""

    described: frozenset[str]
    archived: frozenset[str]
    declared: int

    def counts(self, shown: Collection[str]) -> Counts:
        """The counts where the trainings whose keys are ``shown`` are."""
        return Counts(
            shown=len(self.described.intersection(shown)),
            described=len(self.described),
            declared=self.declared,
            archived=len(self.archived.intersection(shown)),
        )


_KEYS: Mapping[Facet, Callable[[Training], Iterable[str]]] = {
    Facet.FAMILY: lambda row: row.families or (UNKNOWN,),
    Facet.LEVEL: lambda row: (UNKNOWN,) if row.level is None else (str(row.level),),
    Facet.CITY: lambda row: (row.city or UNKNOWN,),
    Facet.INSTITUTION: lambda row: (row.institution or UNKNOWN,),
    Facet.MODALITY: lambda row: row.modalities or (UNKNOWN,),
    Facet.STATE: lambda row: (state(row),),
}


def state(training: Training) -> State:
    """Whether a training is archived, else described or not."""
    if training.is_archived:
        return State.ARCHIVED
    return State.DESCRIBED if training.is_described else State.UNDESCRIBED


def matching(
    study: Study, choices: Iterable[Choice], keys: Collection[str] | None = None
) -> tuple[str, ...]:
    """The keys of the trainings that have one of the chosen values of every chosen facet.

    Archived trainings stand only where their state was chosen. ``keys`` keeps only those among
    them, None keeps all.
    """
    wanted: dict[Facet, set[str]] = defaultdict(set)
    for choice in choices:
        wanted[choice.facet].add(choice.key)
    shows_archived = State.ARCHIVED in wanted.get(Facet.STATE, ())
    asked = [(_KEYS[facet], values) for facet, values in wanted.items()]
    among = None if keys is None else frozenset(keys)
    return tuple(
        row.key
        for row in study.trainings
        if (shows_archived or not row.is_archived)
        and (among is None or row.key in among)
        and all(not values.isdisjoint(of(row)) for of, values in asked)
    )


def tally(study: Study, facet: Facet) -> dict[str, int]:
    """How many trainings each value of a facet has, in the order of the study; none is left out.

    Archived trainings count only among the states. ``UNKNOWN`` stands last, only where a training
    lacks the value.
    """
    counts = dict.fromkeys(_known(study, facet), 0)
    for row in study.trainings:
        if row.is_archived and facet is not Facet.STATE:
            continue
        for key in _KEYS[facet](row):
            counts[str(key)] = counts.get(str(key), 0) + 1
    unknown = counts.pop(UNKNOWN, 0)
    return counts | ({UNKNOWN: unknown} if unknown else {})


def census(study: Study) -> Census:
    """Who is who among the trainings of a study, to count any of them at once."""
    archived = frozenset(row.key for row in study.trainings if row.is_archived)
    described = frozenset(
        row.key for row in study.trainings if row.is_described and not row.is_archived
    )
    return Census(described, archived, len(study.trainings) - len(archived))


def choice_label(study: Study, choice: Choice) -> Message:
    """How a chosen value is called: "IA technicien", "niveau 5", "archivées"."""
    if choice.facet is Facet.STATE:
        return message(f"trainings.state.{choice.key}")
    return label(study, Dimension(str(choice.facet)), choice.key, short=True)


def _known(study: Study, facet: Facet) -> Iterable[str]:
    match facet:
        case Facet.FAMILY:
            return study.families.keys()
        case Facet.LEVEL:
            return map(str, sorted({r.level for r in study.trainings if r.level is not None}))
        case Facet.CITY:
            return study.cities.keys()
        case Facet.INSTITUTION:
            return study.institutions.keys()
        case Facet.MODALITY:
            return map(str, Modality)
        case Facet.STATE:
            return map(str, State)
