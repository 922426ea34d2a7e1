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
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from planner.study import Study, Training


class Facet(StrEnum):
    """What trainings can be chosen by."""

    FAMILY = "family"
    LEVEL = "level"
    CITY = "city"
    INSTITUTION = "institution"
    MODALITY = "modality"
    DOMAIN = "domain"
    SEATS = "seats"
    STATE = "state"
    DOUBT = "doubt"


class State(StrEnum):
    """Whether a training is described, only declared, or taken out of the map."""

    DESCRIBED = "described"
    UNDESCRIBED = "undescribed"
    ARCHIVED = "archived"


class Told(StrEnum):
    """Whether places are known: a bounded number was told, in some year or in a given one."""

    KNOWN = "known"
    UNKNOWN = "unknown"


#: The only value of :attr:`Facet.DOUBT`.
DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of one facet; the key is ``UNKNOWN`` for the trainings that lack the value.

    Keys of places are ``known`` and ``unknown``, in any year, and ``known:2026`` for one year.
    """

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


#: What a training has of a facet that its own fields tell.
_OWN: Mapping[Facet, Callable[[Training], Iterable[str]]] = {
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
    study: Study,
    choices: Iterable[Choice],
    keys: Collection[str] | None = None,
    doubtful: Collection[str] | None = None,
) -> tuple[str, ...]:
    """The keys of the trainings that have one of the chosen values of every chosen facet.

    Archived trainings stand only where their state was chosen. ``keys`` keeps only those among
    them, None keeps all. ``doubtful`` are the trainings that open findings name; where they are
    not known yet, the choice of doubtful ones keeps all.
    """
    wanted: dict[Facet, set[str]] = defaultdict(set)
    for choice in choices:
        if choice.facet is not Facet.DOUBT or doubtful is not None:
            wanted[choice.facet].add(choice.key)
    shows_archived = State.ARCHIVED in wanted.get(Facet.STATE, ())
    asked = [(_told(study, facet, doubtful or ()), values) for facet, values in wanted.items()]
    among = None if keys is None else frozenset(keys)
    return tuple(
        row.key
        for row in study.trainings
        if (shows_archived or not row.is_archived)
        and (among is None or row.key in among)
        and all(not values.isdisjoint(of(row)) for of, values in asked)
    )


def tally(
    study: Study, facet: Facet, doubtful: Collection[str] | None = None
) -> Mapping[str, int | None]:
    """How many trainings each value of a facet has, in the order of the study; none is left out.

    Archived trainings count only among the states. ``UNKNOWN`` stands last, only where a training
    lacks the value. Doubtful trainings that are not known yet count None.
    """
    if facet is Facet.DOUBT and doubtful is None:
        return {DOUBTFUL: None}
    counts = dict.fromkeys(_known(study, facet), 0)
    of = _told(study, facet, doubtful or ())
    for row in study.trainings:
        if row.is_archived and facet is not Facet.STATE:
            continue
        for key in of(row):
            counts[str(key)] = counts.get(str(key), 0) + 1
    if facet is Facet.SEATS:
        return counts
    unknown = counts.pop(UNKNOWN, 0)
    return counts | ({UNKNOWN: unknown} if unknown else {})


def _told(
    study: Study, facet: Facet, doubtful: Collection[str]
) -> Callable[[Training], Iterable[str]]:
    """What gives the keys that a training has of a facet; other collections are read once."""
    if facet is Facet.DOMAIN:
        domains = _domains(study)
        return lambda row: domains.get(row.key, (UNKNOWN,))
    if facet is Facet.SEATS:
        years, known = _seat_years(study), _known_years(study)
        return lambda row: _seat_keys(years, known.get(row.key, frozenset()))
    if facet is Facet.DOUBT:
        return lambda row: (DOUBTFUL,) if row.key in doubtful else ()
    return _OWN[facet]


def _domains(study: Study) -> Mapping[str, Collection[str]]:
    """The domains of each training that has hours on some, counted or not."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in study.domain_hours:
        found[row.training].add(row.domain)
    return found


def _known_years(study: Study) -> Mapping[str, frozenset[int]]:
    """The years in which each training has told a bounded number of places, of whatever kind."""
    found: dict[str, set[int]] = defaultdict(set)
    for row in study.seats:
        if row.high is not None:
            found[row.training].add(row.year)
    return {key: frozenset(years) for key, years in found.items()}


def _seat_years(study: Study) -> tuple[int, ...]:
    return tuple(sorted({row.year for row in study.seats}))


def _seat_keys(years: Iterable[int], known: Collection[int]) -> Iterator[str]:
    yield Told.KNOWN if known else Told.UNKNOWN
    for year in years:
        yield f"{Told.KNOWN if year in known else Told.UNKNOWN}:{year}"


def census(study: Study) -> Census:
    """Who is who among the trainings of a study, to count any of them at once."""
    archived = frozenset(row.key for row in study.trainings if row.is_archived)
    described = frozenset(
        row.key for row in study.trainings if row.is_described and not row.is_archived
    )
    return Census(described, archived, len(study.trainings) - len(archived))


def choosable(study: Study, choices: Iterable[Choice]) -> tuple[Choice, ...]:
    """The choices that mean something in a study: names that it does not hold are left out."""
    return tuple(choice for choice in choices if _means(study, choice))


def _means(study: Study, choice: Choice) -> bool:
    match choice.facet:
        case Facet.LEVEL:
            return choice.key == UNKNOWN or choice.key in map(str, range(1, 9))
        case Facet.SEATS:
            told, _, year = choice.key.partition(":")
            return told in set(Told) and (not year or year.isdecimal())
    return choice.key in _known(study, choice.facet) or (
        choice.key == UNKNOWN and choice.facet not in (Facet.STATE, Facet.DOUBT)
    )


def choice_label(study: Study, choice: Choice) -> Message:
    """How a chosen value is called: "IA technicien", "niveau 5", "archivées"."""
    if choice.facet in (Facet.STATE, Facet.DOUBT):
        return message(f"trainings.{choice.facet}.{choice.key}")
    if choice.facet is Facet.SEATS:
        told, _, year = choice.key.partition(":")
        code = f"trainings.seats.{told}"
        return message(f"{code}.year", year=int(year)) if year else message(code)
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
        case Facet.DOMAIN:
            return study.domains.keys()
        case Facet.SEATS:
            told = [f":{year}" for year in _seat_years(study)]
            return [f"{word}{year}" for year in ("", *told) for word in Told]
        case Facet.STATE:
            return map(str, State)
        case Facet.DOUBT:
            return (DOUBTFUL,)
