"""Numbers to points: linear scales with round ticks."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

_STEPS = (1, 2, 5, 10)


@dataclass(frozen=True, slots=True)
class LinearScale:
    """Maps ``low``..``high`` to points ``start``..``stop``; it may run backwards.

    A domain without extent maps everything to ``start``.
    """

    low: float
    high: float
    start: float
    stop: float

    def at(self, number: float | Fraction) -> float:
        """The point of a number, beyond the ends too."""
        if self.high == self.low:
            return self.start
        return self.start + (float(number) - self.low) / (self.high - self.low) * (
            self.stop - self.start
        )

    def clamped(self, number: float | Fraction) -> float:
        """The point of a number, held between the ends of the scale."""
        return self.at(min(max(float(number), self.low), self.high))

    def ticks(self, count: int = 5) -> tuple[Fraction, ...]:
        """Round numbers inside the domain, about ``count`` of them."""
        return nice_ticks(self.low, self.high, count)


def nice_ticks(low: float, high: float, count: int = 5) -> tuple[Fraction, ...]:
    """Multiples of 1, 2 or 5 times a power of ten from ``low`` to ``high``, about ``count``.

    Exact, so that labels never read 0.30000000000000004. One tick where low equals high.
    """
    if high <= low:
        return (Fraction(low).limit_denominator(1_000_000),)
    step = nice_step(high - low, count)
    first, last = math.ceil(Fraction(low) / step), math.floor(Fraction(high) / step)
    return tuple(step * place for place in range(first, last + 1))


def nice_top(high: float, count: int = 5) -> Fraction:
    """The first round tick at or above ``high``; 1 where nothing is above zero."""
    if high <= 0:
        return Fraction(1)
    step = nice_step(high, count)
    return step * math.ceil(Fraction(high) / step)


def nice_step(extent: float, count: int = 5) -> Fraction:
    """The distance of about ``count`` ticks over ``extent``: 1, 2 or 5 times a power of ten."""
    rough = Fraction(extent) / max(count, 1)
    power = Fraction(10) ** math.floor(math.log10(rough))
    return next(step * power for step in _STEPS if step * power >= rough * Fraction(999, 1000))
