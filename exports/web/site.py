"""What the page for students shows, gathered once: trainings in their order, facets, steps."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from exports.web.markup import tag
from planner.compute.inventory import declared
from planner.compute.ladder import ladder
from planner.compute.onward import onward
from planner.messages import message
from planner.text import search_key
from planner.vocab import Modality
from planner.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exports.web.markup import Markup
    from planner.messages import Message, Speaker, Value
    from planner.study import DomainHours, Seats, Study, Training

#: The key of what nobody has told, in addresses of the page.
UNKNOWN = "-"
_LAST = 9  # after the levels


class Facet(StrEnum):
    """By what trainings are looked for; the names stand in addresses of the page."""

    LEVEL = "level"
    FAMILY = "family"
    CITY = "city"
    MODALITY = "modality"
    DOMAIN = "domain"


@dataclass(frozen=True, slots=True)
class Option:
    """A value that a facet may have: its key, its name, how many trainings have it."""

    key: str
    label: str
    n: int


class Site:
    """A study as students see it: the described trainings that are not archived.

    Comments, leavers and persons take no part in it. ``rows`` go from the lowest level to the
    highest, unknown ones last, then by title; ``places`` tell where each stands.
    """

    def __init__(self, study: Study, speaker: Speaker) -> None:
        """Gather what the page of ``study`` shows, in the words of ``speaker``."""
        self.study = study
        self.speaker = speaker
        told = [row for row in declared(study) if row.is_described]
        self.rows: tuple[Training, ...] = tuple(
            sorted(told, key=lambda r: (r.level or _LAST, search_key(r.title), r.key))
        )
        self.places = {row.key: place for place, row in enumerate(self.rows)}
        self.ladder = ladder(study)
        self.onward = onward(study, self.ladder)
        self.seats: dict[str, list[Seats]] = defaultdict(list)
        for seats in study.seats:
            self.seats[seats.training].append(seats)
        self.hours: dict[str, list[DomainHours]] = defaultdict(list)
        for hours in study.domain_hours:
            self.hours[hours.training].append(hours)

    def say(self, code: str, **values: Value) -> str:
        """A sentence with its values."""
        return self.speaker.say(message(code, **values))

    def word(self, said: Message | str) -> str:
        """A sentence of the house, its first letter a capital."""
        words = self.speaker.say(said)
        return words[:1].upper() + words[1:]

    def printed(self, name: str, said: str, **attributes: str | bool | None) -> Markup:
        """An element that holds a text of the study, which is French."""
        lang = None if self.speaker.language == "fr" else "fr"
        return tag(name, said, lang=lang, **attributes)

    def institution(self, row: Training) -> str:
        """The name of the institution of a training; empty where nobody has told it."""
        found = self.study.institutions.find(row.institution or "")
        return row.printed_institution if found is None else found.name

    def city(self, row: Training) -> str:
        """The name of the city of a training; empty where nobody has told it."""
        found = self.study.cities.find(row.city or "")
        return "" if found is None else found.name

    def level(self, level: int | None) -> str:
        """A level as students say it: bac+5."""
        if level is None:
            return self.say("web.level_unknown")
        return self.speaker.say(message(f"figure.ladder.level.{level}"))

    def domains(self, row: Training) -> tuple[str, ...]:
        """The names of the domains that a training gives hours to."""
        found = (self.study.domains.find(each.domain) for each in self.hours[row.key])
        return tuple(dict.fromkeys(domain.name for domain in found if domain is not None))

    def values(self, row: Training, facet: Facet) -> tuple[str, ...]:
        """The keys that a training has in a facet; :data:`UNKNOWN` where nobody has told any."""
        match facet:
            case Facet.LEVEL:
                held: Sequence[str] = () if row.level is None else (str(row.level),)
            case Facet.FAMILY:
                held = row.families
            case Facet.CITY:
                held = () if row.city is None else (row.city,)
            case Facet.MODALITY:
                held = tuple(map(str, row.modalities))
            case Facet.DOMAIN:
                held = tuple(dict.fromkeys(each.domain for each in self.hours[row.key]))
        return tuple(held) or (UNKNOWN,)

    def options(self, facet: Facet) -> tuple[Option, ...]:
        """The values that trainings have in a facet, in the order of the study; unknown last."""
        counts = Counter(key for row in self.rows for key in self.values(row, facet))
        told = [
            Option(key, label, counts[key]) for key, label in self._labels(facet) if counts[key]
        ]
        if counts[UNKNOWN]:
            told.append(Option(UNKNOWN, self.say("web.unknown"), counts[UNKNOWN]))
        return tuple(told)

    def _labels(self, facet: Facet) -> Iterator[tuple[str, str]]:
        study = self.study
        match facet:
            case Facet.LEVEL:
                yield from ((str(level), self.level(level)) for level in range(1, _LAST))
            case Facet.FAMILY:
                yield from ((row.key, row.name) for row in study.families)
            case Facet.CITY:
                names = ((row.key, row.name) for row in study.cities)
                yield from sorted(names, key=lambda pair: search_key(pair[1]))
            case Facet.MODALITY:
                yield from ((str(each), self.word(word(each))) for each in Modality)
            case Facet.DOMAIN:
                yield from ((row.key, row.name) for row in study.domains)
