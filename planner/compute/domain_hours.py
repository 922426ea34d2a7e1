"""The hours that a training gives to the domains of a list, beside its hours in all."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.messages import message
from planner.words import word

if TYPE_CHECKING:
    from planner.messages import Message
    from planner.study import DomainHours, Study
    from planner.vocab import DomainScheme


@dataclass(frozen=True, slots=True)
class HoursTold:
    """Hours on the domains of one list: their sum, and how many domains have none counted.

    ``whole`` are the hours of the training in all, None where they are not known.
    """

    scheme: DomainScheme | None
    hours: int
    uncounted: int
    whole: int | None

    @property
    def exceeds(self) -> bool:
        """True where the domains hold more hours than the training."""
        return self.whole is not None and self.hours > self.whole

    @property
    def sentences(self) -> tuple[Message, ...]:
        """The sum beside the hours of the training, then how many domains have none counted."""
        scheme = None if self.scheme is None else word(self.scheme)
        code = "hours.sum.exceed" if self.exceeds else "hours.sum.within"
        said = message(code, scheme=scheme, hours=self.hours, whole=self.whole)
        if self.whole is None:
            said = message("hours.sum.alone", scheme=scheme, hours=self.hours)
        left = message("hours.sum.uncounted", n=self.uncounted)
        return (said, left) if self.uncounted else (said,)


def hours_told(study: Study, training: str) -> tuple[HoursTold, ...]:
    """The sums for the training of that key, a list of domains each; none where it told none."""
    row = study.trainings.get(training)
    told: dict[DomainScheme | None, list[DomainHours]] = defaultdict(list)
    for hours in study.domain_hours:
        if hours.training == training:
            domain = study.domains.find(hours.domain)
            told[None if domain is None else domain.scheme].append(hours)
    return tuple(
        HoursTold(
            scheme,
            sum(hours.hours or 0 for hours in rows),
            sum(hours.hours is None for hours in rows),
            row.hours,
        )
        for scheme, rows in told.items()
    )
