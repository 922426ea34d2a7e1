"""A promise of the catalogue: how often it is tried, and how far a run got.

A test says which promise it proves with ``@pytest.mark.promise("T1", asked=1000, quick=6,
unit="kills")``, tries it ``figure.count`` times and tells ``figure.reached(count)``. ``make test``
tries it ``quick`` times, ``make reliability`` as often as asked.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field

FULL = os.environ.get("CARTOPLAN_RELIABILITY") == "full"

#: Where a test's figure travels from the process that ran it to the one that prints the table.
PROPERTY = "promise"


@dataclass(slots=True)
class Figure:
    """What one test of the catalogue is asked, and what it reached."""

    key: str
    asked: int
    count: int
    unit: str
    told: list[int] = field(default_factory=list)

    def reached(self, number: int) -> None:
        """Tell how many were tried and held; the last number told is the figure."""
        self.told.append(number)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: a promise, the test that tried it, and how it went."""

    key: str
    test: str
    reached: int
    asked: int
    unit: str
    seconds: float
    outcome: str

    @property
    def held(self) -> bool:
        """True where the test passed and got as far as it was asked."""
        return self.outcome == "passed" and self.reached >= self.asked

    @property
    def order(self) -> tuple[int, str]:
        """T2 before T10, the tests of one promise by name."""
        return int(self.key.removeprefix("T")), self.test
