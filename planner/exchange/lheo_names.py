"""What the names of an LHEO file mean in a study: institutions, cities, families and domains."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from planner.drafts import Draft
from planner.exchange.lheo import Doubt
from planner.study import Institution
from planner.text import search_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from planner.exchange.lheo import Offer, OwnRows
    from planner.study import DomainHours, Study

_CEDEX = re.compile(r" cedex( \d+)?$")
_APART = re.compile(r"[-'’‐‑ ]+")
_PRINTED = re.compile(r" ; |\n")
_LONGEST_NAME = 200


def name_key(name: str) -> str:
    """What spellings of one name share: case, accents, hyphens, apostrophes, saint, cedex."""
    words = _APART.sub(" ", search_key(name))
    told = " ".join("saint" if word == "st" else word for word in words.split())
    return _CEDEX.sub("", told)


class Names:
    """Finds rows by their names; institutions that the study has not are made, once each."""

    def __init__(self, study: Study, new_key: Callable[[], str]) -> None:
        """``new_key`` gives a short random name, for new institutions."""
        #: The study with the new institutions in it, for checks.
        self.draft = Draft(study)
        self._study = study
        self._new_key = new_key
        self._made: dict[str, Institution] = {}
        self._keys = {
            "institutions": _index(
                (row.key, (row.name, *_PRINTED.split(row.printed_names)))
                for row in study.institutions
            ),
            "cities": _index((row.key, (row.name,)) for row in study.cities),
            "families": _index(
                (row.key, (row.name, row.short_name, row.printed_name)) for row in study.families
            ),
            "domains": _index((row.key, (row.name,)) for row in study.domains),
        }

    def institutions(self) -> Iterator[Institution]:
        """The institutions that were made."""
        yield from self._made.values()

    def institution(self, offer: Offer) -> str | None:
        """The key of the institution of a training; a new one where the study has none of it."""
        own = offer.own
        former = own.training.institution if own is not None else None
        called = own.names.get(("institutions", former or ""), "") if own is not None else ""
        name = offer.institution or called
        found = self._find("institutions", former, name)
        if found is not None or not name:
            return found
        known = name_key(name)
        if known not in self._made:
            self._make(known, name, former)
        return self._made[known].key

    def city(self, offer: Offer) -> tuple[str | None, list[Doubt]]:
        """The key of the city of a training, and a doubt where the study has no such city."""
        own = offer.own
        former = own.training.city if own is not None else None
        called = own.names.get(("cities", former or ""), "") if own is not None else ""
        name = offer.city or called
        found = self._find("cities", former, name)
        return found, [Doubt("ville", name or former or "")] if not found and (
            name or former
        ) else []

    def at_home(self, offer: Offer) -> tuple[OwnRows, list[Doubt]]:
        """Rows of ours with the families and domains of this study, and what it has not."""
        own = offer.own
        assert own is not None
        doubts: list[Doubt] = []
        families = [self._named("families", key, own, doubts) for key in own.training.families]
        kept = dict.fromkeys(key for key in families if key is not None)
        hours: list[DomainHours] = []
        for row in own.hours:
            domain = self._named("domains", row.domain, own, doubts)
            if domain is not None:
                hours.append(replace(row, domain=domain))
        training = replace(own.training, families=tuple(kept), city=None)
        return replace(own, training=training, hours=tuple(hours)), doubts

    def _named(self, collection: str, key: str, own: OwnRows, doubts: list[Doubt]) -> str | None:
        name = own.names.get((collection, key), "")
        found = self._find(collection, key, name)
        if found is None:
            doubts.append(Doubt(collection, name or key))
        return found

    def _find(self, collection: str, key: str | None, name: str) -> str | None:
        """The row of that key where it bears that name, else the one of that name.

        A key without a name, or whose name nobody bears, is believed where the study has it.
        """
        keys = self._keys[collection].get(name_key(name), ()) if name else ()
        if key in keys:
            return key
        if len(keys) == 1:
            return keys[0]
        is_known = key is not None and getattr(self._study, collection).find(key) is not None
        return key if is_known and (not name or collection in ("families", "domains")) else None

    def _make(self, known: str, name: str, former: str | None) -> None:
        is_free = former is not None and self.draft.find("institutions", former) is None
        key = former if is_free and former is not None else f"ins-{self._new_key()}"
        row = Institution(key=key, name=name[:_LONGEST_NAME].strip())
        self._made[known] = row
        self.draft.put("institutions", row)


def _index(rows: Iterable[tuple[str, Iterable[str]]]) -> dict[str, tuple[str, ...]]:
    """The keys of the rows that bear each name."""
    found: dict[str, dict[str, None]] = {}
    for key, names in rows:
        for name in filter(None, map(name_key, names)):
            found.setdefault(name, {})[key] = None
    return {name: tuple(keys) for name, keys in found.items()}
