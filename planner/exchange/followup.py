"""Who was sent what and when, who answered, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from planner.study import Institution, Mailing, Reply, Study


class Standing(StrEnum):
    """Where the exchange with an institution stands, those to act upon first."""

    LATE = "late"  # the day to answer by is over
    OPEN = "open"  # answered; rows were refused or cells left undecided
    WAITING = "waiting"
    UNSENT = "unsent"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Follow:
    """The exchange with one institution: its last mailing and the replies to it, newest last.

    ``trainings`` is how many trainings it has that are not archived.
    """

    institution: Institution
    standing: Standing
    mailing: Mailing | None
    replies: tuple[Reply, ...]
    trainings: int

    @property
    def reply(self) -> Reply | None:
        """The last reply, where there is one."""
        return self.replies[-1] if self.replies else None

    @property
    def is_reminded(self) -> bool:
        """True where a reminder is due: it was sent something and has not answered."""
        return self.standing in (Standing.LATE, Standing.WAITING)


def follow_up(study: Study, on: date, edition: str = "") -> tuple[Follow, ...]:
    """The exchange with each institution as it stands on a day, in the order of the study.

    The last mailing counts, of one edition where one is named; a reply without a mailing answers
    the last one that left before it.
    """
    trainings: dict[str | None, int] = {}
    for row in study.trainings:
        if not row.is_archived:
            trainings[row.institution] = trainings.get(row.institution, 0) + 1
    return tuple(
        _follow(study, institution, on, edition, trainings.get(institution.key, 0))
        for institution in study.institutions
    )


def _follow(
    study: Study, institution: Institution, on: date, edition: str, trainings: int
) -> Follow:
    sent = [
        row
        for row in study.mailings
        if row.institution == institution.key and edition in ("", row.edition)
    ]
    last = max(sent, key=lambda row: (_day(row.sent_on), row.rank), default=None)
    replies = tuple(_replies(study, institution, last))
    return Follow(institution, _standing(last, replies, on), last, replies, trainings)


def _replies(study: Study, institution: Institution, last: Mailing | None) -> list[Reply]:
    """The replies to a mailing, and those to none that came since it left."""
    since = _day(None if last is None else last.sent_on)
    found = [
        row
        for row in study.replies
        if row.institution == institution.key
        and (
            (last is not None and row.mailing == last.key)
            or (row.mailing is None and _day(row.received_on) >= since)
        )
    ]
    return sorted(found, key=lambda row: (_day(row.received_on), row.rank))


def _standing(last: Mailing | None, replies: tuple[Reply, ...], on: date) -> Standing:
    if replies:
        is_open = bool(replies[-1].refused or replies[-1].undecided)
        return Standing.OPEN if is_open else Standing.ANSWERED
    if last is None:
        return Standing.UNSENT
    return Standing.LATE if last.due_on is not None and last.due_on < on else Standing.WAITING


def _day(on: date | None) -> int:
    return 0 if on is None else on.toordinal()
