"""The calendar of a filing: how long France compétences takes, when its commission sits.

None of these delays is in the law, but for the monthly commission; they are assumptions of the
study, editable, read from ``delay.…`` and ``commission.…``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.study import Study

_DAY = timedelta(days=1)
_SUMMER = (7, 8)


@dataclass(frozen=True, slots=True)
class Delays:
    """Delays in calendar days; ``closed_month`` (1-12) is the month without commission.

    A delay that nobody gave is None: what needs it cannot be told.
    """

    shortest: int | None = None
    usual: int | None = None
    longest: int | None = None
    renewal: int | None = None
    habilitation: int | None = None
    summer: int | None = None
    closed_month: int | None = None


def delays(study: Study) -> Delays:
    """The delays that the study assumes."""

    def given(key: str) -> int | None:
        row = study.assumptions.find(key)
        return None if row is None or row.value is None else int(row.value)

    return Delays(
        shortest=given("delay.examination.low"),
        usual=given("delay.examination"),
        longest=given("delay.examination.high"),
        renewal=given("delay.renewal"),
        habilitation=given("delay.habilitation"),
        summer=given("delay.summer"),
        closed_month=given("commission.closed_month"),
    )


def last_sitting(by: date, rules: Delays) -> date:
    """The last day, ``by`` at the latest, on which a commission may have decided.

    The commission sits once a month, on no published day: its month's last day stands for it,
    unless ``by`` comes before; a day of the month without commission goes back to the month before.
    """
    if by.month != rules.closed_month:
        return by
    return by.replace(day=1) - _DAY


def last_filing(by: date, rules: Delays) -> date | None:
    """The last day to file for a decision by a day, with the longest examination assumed.

    None where the study assumes no delay.
    """
    longest = rules.longest if rules.longest is not None else rules.usual
    if longest is None:
        return None
    return last_sitting(by, rules) - timedelta(days=longest)


def renewal_filing(expires: date, rules: Delays) -> date | None:
    """The last day to file the renewal of what expires on a day; None where no delay is assumed."""
    return None if rules.renewal is None else expires - timedelta(days=rules.renewal)


def first_session(decided: date, rules: Delays) -> date | None:
    """When a first session may open after a decision, once training bodies are habilitated.

    None where no delay is assumed.
    """
    if rules.habilitation is None:
        return None
    return decided + timedelta(days=rules.habilitation)


def with_summers(days: int, finish: date, rules: Delays) -> date:
    """When work of ``days`` must start to finish on a day, summers that it crosses allowed for.

    Each July-August that the work touches costs ``rules.summer`` days, once. The start moves back
    until the days left between it and ``finish``, lost ones taken off, are enough.
    """
    lost = rules.summer or 0
    start = finish - timedelta(days=days)
    while True:
        needed = days + lost * _summers(start, finish)
        moved = finish - timedelta(days=needed)
        if moved >= start:
            return start
        start = moved


def _summers(start: date, finish: date) -> int:
    """How many July-Augusts have a day in [start, finish)."""
    return sum(
        start < date(year, _SUMMER[1] + 1, 1) and date(year, _SUMMER[0], 1) < finish
        for year in range(start.year, finish.year + 1)
    )


def decision_span(filed: date, rules: Delays) -> tuple[date, date] | None:
    """Between which days what is filed on a day is decided; None where no delay is assumed.

    A decision that would fall in the month without commission waits for the next one.
    """
    usual = rules.usual if rules.usual is not None else rules.longest
    if usual is None:
        return None
    days = (rules.shortest, usual, rules.longest)
    given = [filed + timedelta(days=length) for length in days if length is not None]
    return _next_sitting(min(given), rules), _next_sitting(max(given), rules)


def _next_sitting(day: date, rules: Delays) -> date:
    """The day itself, or the first of the month after where no commission sits in its own."""
    if day.month != rules.closed_month:
        return day
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
