"""The families and levels of one edition said in those of the other.

What was renamed only changes its name. Where a family or a level was split or merged, a training
or a share stands where the other edition put that very training or share; where the other edition
does not tell, a training targets all the families that its own became (and has the lowest of the
levels), and a share is cut in equal parts. What has no counterpart at all is lost: it exists in
its own nomenclature only.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.editions.identity import LEVELS, links

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from planner.editions.identity import Link, Links
    from planner.study import Assumption, Study, Training

#: A share's place: a family and a level.
Spot = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Translator:
    """Says the rows of one edition in the other's families and levels.

    ``forward`` tells that it goes from the former edition to the later one.
    """

    families: Links
    levels: Links
    forward: bool

    def family(self, key: str) -> tuple[str, ...]:
        """The families of the other edition that a family is, or became."""
        return self._there(self.families, key)

    def level(self, level: int) -> tuple[int, ...]:
        """The same of a level."""
        return tuple(sorted(int(key) for key in self._there(self.levels, str(level))))

    def training(self, row: Training, twin: Training | None) -> Training:
        """A training said in the other nomenclature; ``twin`` is how the other edition has it."""
        families = dict.fromkeys(
            there for key in row.families for there in self._targets(key, twin)
        )
        return replace(row, families=tuple(families), level=self._level(row.level, twin))

    def shares(
        self, given: Mapping[Spot, Fraction], twin: Mapping[Spot, Fraction]
    ) -> dict[Spot, Fraction]:
        """Shares of an allocation said in the other nomenclature; ``twin`` are the other's own."""
        said: dict[Spot, Fraction] = defaultdict(Fraction)
        for (family, level), share in given.items():
            spots = [(there, at) for there in self.family(family) for at in self.level(level)]
            for spot, part in _parts(spots, twin).items():
                said[spot] += share * part
        return dict(said)

    def assumption(self, row: Assumption) -> tuple[Assumption, ...]:
        """An assumption; a ceiling of a level (``ceiling.<level>``) goes to what it became."""
        room, _, level = row.key.partition(".")
        if room != "ceiling" or not level.isdigit():
            return (row,)
        return tuple(replace(row, key=f"ceiling.{there}") for there in self.level(int(level)))

    def _targets(self, family: str, twin: Training | None) -> tuple[str, ...]:
        there = self.family(family)
        if len(there) > 1 and twin is not None:
            told = tuple(key for key in twin.families if key in there)
            return told or there
        return there

    def _level(self, level: int | None, twin: Training | None) -> int | None:
        if level is None:
            return None
        there = self.level(level)
        if twin is not None and twin.level in there:
            return twin.level
        return there[0] if there else None

    def _there(self, among: Links, key: str) -> tuple[str, ...]:
        return among.new_of(key) if self.forward else among.old_of(key)


def translator(old: Study, new: Study, *, forward: bool) -> Translator:
    """From the former edition's nomenclature to the later one's, or back."""
    return Translator(links(old, new, "families"), links(old, new, LEVELS), forward)


def is_recast(old: Study, new: Study) -> bool:
    """True where families or levels were created, dropped, split or merged.

    New keys and new names alone change no figure.
    """
    return any(not link.is_pair for link in _all(old, new))


def _all(old: Study, new: Study) -> Iterable[Link]:
    return (*links(old, new, "families"), *links(old, new, LEVELS))


def _parts(spots: Iterable[Spot], twin: Mapping[Spot, Fraction]) -> dict[Spot, Fraction]:
    """How a share is cut over the spots: as the other edition does, else in equal parts."""
    places = list(spots)
    told = {spot: twin.get(spot, Fraction(0)) for spot in places}
    total = sum(told.values(), Fraction(0))
    if total:
        return {spot: part / total for spot, part in told.items()}
    return dict.fromkeys(places, Fraction(1, len(places))) if places else {}
