"""What one place costs, by family or by level, and openings written as moves."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from planner.compute.moves import OpenTraining
from planner.errors import InvalidInput
from planner.vocab import Modality, NeedKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from fractions import Fraction

    from planner.compute.gap_report import OpeningsReport


@dataclass(frozen=True, slots=True)
class Costs:
    """Costs of one place that somebody gave, all in one unit: a family's goes before a level's.

    What neither gives is the assumption ``opening.cost``.
    """

    families: Mapping[str, Fraction] = field(default_factory=dict)
    levels: Mapping[int, Fraction] = field(default_factory=dict)

    def of(self, family: str, level: int, otherwise: Fraction | None) -> Fraction | None:
        """The cost of a place for a family at a level; None where nobody gave one."""
        return self.families.get(family, self.levels.get(level, otherwise))

    def prices(
        self, families: Sequence[str], level: int, otherwise: Fraction | None
    ) -> dict[str, Fraction] | None:
        """The cost of each family; None where none is known: then all places cost the same.

        Raises:
            InvalidInput: some are known and some are not, so that they cannot be compared; or a
                cost below 0.
        """
        found = {family: self.of(family, level, otherwise) for family in families}
        known = {family: cost for family, cost in found.items() if cost is not None}
        for cost in known.values():
            if cost < 0:
                raise InvalidInput("opening_cost_negative", value=cost)
        missing = [family for family in families if family not in known]
        if known and missing:
            raise InvalidInput("opening_cost_missing", family=missing[0], level=level)
        return known or None


def opening_moves(
    report: OpeningsReport, named: Callable[[str, int], str], segment: str = ""
) -> tuple[OpenTraining, ...]:
    """The openings of a report as trainings to open, for one family each, called by ``named``.

    The worst end is taken, or the best one for a family whose need has no upper bound. Places are
    spread over the years and rounded up, so that the target is reached. ``segment`` is the key of
    the one segment that is wanted, empty for all.
    """
    return tuple(_openings(report, named, segment))


def _openings(
    report: OpeningsReport, named: Callable[[str, int], str], segment: str
) -> Iterator[OpenTraining]:
    for part in report.segments:
        if segment not in ("", part.key):
            continue
        modalities = (Modality.CONTINUING,) if part.kind is NeedKind.AWARENESS else ()
        for family in part.families:
            places = family.best if family.worst is None else family.worst
            yearly = math.ceil(places / (part.end - part.start))
            if yearly:
                name = named(family.name, part.level)
                yield OpenTraining(name, (family.family,), part.level, yearly, yearly, modalities)
