"""One segment between its two ends: the needs of a kind at a level, and the trainings for them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.compute.capacities import segment_offer
from planner.compute.ends import End, reach, served_at
from planner.messages import Interval

if TYPE_CHECKING:
    from planner.compute.capacities import Offer, SegmentOffer
    from planner.compute.ends import Bounded
    from planner.compute.needs import FamilyNeed, SegmentNeed


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment's needs and offer, and the two ends between which the truth lies.

    ``families`` are those that may need somebody; the worst end takes the fewest places and the
    greatest need, the best end the most places and the smallest need.
    """

    need: SegmentNeed
    families: tuple[FamilyNeed, ...]
    offer: SegmentOffer
    worst: End
    best: End

    def capacity(self, family: str) -> Interval:
        """People whom all the trainings that target ``family`` could serve."""
        low = reach(family, self.worst.capacities)
        return Interval(low or Fraction(0), reach(family, self.best.capacities))

    def trainings(self, family: str) -> tuple[str, ...]:
        """Keys of the trainings that target ``family``, sorted."""
        signed = self.offer.trainings.items()
        return tuple(sorted(key for sign, keys in signed if family in sign for key in keys))

    def competing(self, family: str) -> tuple[str, ...]:
        """Those of them that target another family of the segment too."""
        names = frozenset(need.family for need in self.families)
        signed = self.offer.trainings.items()
        shared = (keys for sign, keys in signed if family in sign and len(sign & names) > 1)
        return tuple(sorted(key for keys in shared for key in keys))

    def rivals(self, family: str) -> tuple[str, ...]:
        """The other families of the segment that a training of ``family`` targets as well."""
        shared = frozenset[str]().union(*(s for s in self.offer.trainings if family in s))
        names = (need.family for need in self.families)
        return tuple(name for name in names if name in shared and name != family)

    def served(self, family: FamilyNeed, coverage: Interval) -> Interval:
        """People of ``family`` served by the fair sharing: fewest to most.

        A greater need of one's own never lowers the people served, a greater need of the others
        never raises them; hence own and other needs are taken at opposite ends.
        """
        if all(need.people.low == need.people.high for need in self.families):
            need = family.people.low
            return Interval(coverage.low * need, (coverage.high or 0) * need)
        fewest = _served(self.worst, family.family, family.people.low)
        return Interval(
            fewest or Fraction(0), _served(self.best, family.family, family.people.high)
        )


def segment_of(on_offer: Offer, need: SegmentNeed) -> Segment:
    """The segment of a need; a family whose need is surely nobody takes no part."""
    families = tuple(family for family in need.families if family.people.high != 0)
    keys = [family.family for family in families]
    made = segment_offer(on_offer, need.kind, need.level, range(need.start, need.end), keys)
    fewest = {sign: places.low for sign, places in made.capacities.items()}
    most = {sign: places.high for sign, places in made.capacities.items()}
    greatest = {family.family: family.people.high for family in families}
    smallest = {family.family: family.people.low for family in families}
    return Segment(need, families, made, End(fewest, greatest), End(most, smallest))


def _served(end: End, family: str, own: Bounded) -> Bounded:
    """People of ``family`` served at an end where its own need is ``own``."""
    if own == 0:
        return own
    return served_at(End(end.capacities, {**end.needs, family: own}), family)
