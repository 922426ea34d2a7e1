"""The indicators of action 1.3 from one edition to the next, up to the study of today.

At each moment an indicator is what was told then: places and leavers of the last year that somebody
had told, hours on the domains made visible. What nobody had told then is unknown, never zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.compute.indicators import Amount, Indicator, Indicators, hours_total, indicators
from planner.messages import Interval
from planner.vocab import SeatKind

UNKNOWN = Interval(Fraction(0), None)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.compute.indicators import YearAmount
    from planner.study import Edition, Study


@dataclass(frozen=True, slots=True)
class Moment:
    """What was told when an edition was frozen; today where ``edition`` is empty."""

    edition: str
    name: str
    told: Indicators
    hours: Amount


@dataclass(frozen=True, slots=True)
class Step:
    """An indicator at a moment; ``year`` is what it tells of, None where the year is none's."""

    moment: Moment
    year: int | None
    amount: Amount


@dataclass(frozen=True, slots=True)
class Series:
    """An indicator at every moment, the oldest first; ``kind`` tells which places."""

    indicator: Indicator
    kind: SeatKind | None
    steps: tuple[Step, ...]

    @property
    def is_known(self) -> bool:
        """True where somebody had told it at some moment."""
        return any(step.amount.is_known for step in self.steps)


def moment(study: Study, edition: Edition | None = None) -> Moment:
    """What a study tells: that of an edition, or the study of today."""
    name, key = ("", "") if edition is None else (edition.name, edition.key)
    return Moment(key, name, indicators(study), hours_total(study))


def series(moments: Sequence[Moment]) -> tuple[Series, ...]:
    """Places of each kind, leavers and hours at these moments."""
    return (
        *(_seats(moments, kind) for kind in SeatKind),
        Series(Indicator.LEAVERS, None, tuple(_last(each, each.told.leavers) for each in moments)),
        Series(Indicator.HOURS, None, tuple(Step(each, None, each.hours) for each in moments)),
    )


def _seats(moments: Sequence[Moment], kind: SeatKind) -> Series:
    steps = tuple(_last(each, each.told.seats[kind]) for each in moments)
    return Series(Indicator.SEATS, kind, steps)


def _last(at: Moment, years: Sequence[YearAmount]) -> Step:
    """The last year that somebody had told; unknown where nobody had told any."""
    for one in reversed(years):
        if one.amount.is_known:
            return Step(at, one.year, one.amount)
    return Step(at, None, Amount(UNKNOWN, (), at.told.of))
