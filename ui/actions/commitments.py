"""The verbs of what symposiums decide: list, add, change, hold against today, settle."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from planner.editions.commitments import Reconciliation, reconcile
from planner.edits import Set
from planner.errors import InvalidInput
from planner.messages import message
from planner.tables.commitments import (
    commitments_sentence,
    commitments_table,
    reconciliation_table,
)
from planner.text import clean
from planner.vocab import CommitmentStatus
from ui.actions import rowedits
from ui.actions.desk import Desk
from ui.actions.editions_compared import edition_named, study_of
from ui.actions.outcome import Outcome, Plain, plain_table
from ui.actions.reading import DEFAULT_SCENARIO
from ui.actions.registry import verb

if TYPE_CHECKING:
    from planner.study import Commitment, Edition, Study

_ROOM = "commitments"


@verb("commitments.list")
def list_commitments(desk: Desk, edition: str = "") -> Outcome:
    """What the symposiums decided, or that of one edition."""
    study = desk.document.study
    key = edition_named(study, edition).key if edition else ""
    rows = [row for row in study.commitments if key in ("", row.edition)]
    table = commitments_table(study, key)
    data: Plain = [
        {"key": row.place.key, **line}
        for row, line in zip(table.rows, _lines(plain_table(table, desk.texts)), strict=True)
        if row.place is not None
    ]
    return Outcome((commitments_sentence(rows),), (table,) if rows else (), data=data)


@verb("commitments.add", changes=True)
def add_commitment(
    desk: Desk,
    text: str,
    edition: str = "",
    who: str = "",
    due: str = "",
    family: str = "",
    level: int = 0,
    task: str = "",
) -> Outcome:
    """Write down what the symposium of an edition decided, the last one unless another is named."""
    study = desk.document.study
    row = edition_named(study, edition) if edition else last_edition(study)
    pairs = [f"text={text}", f"who={who}", f"due={due}", f"family={family}", f"task={task}"]
    pairs += [f"level={level}"] if level else []
    values = rowedits.typed_values(desk, _ROOM, pairs)
    added = rowedits.add(desk, _ROOM, {**values, "edition": row.key})
    return Outcome((message("done.added", key=added),), data={"key": added})


@verb("commitments.edit", changes=True)
def edit_commitment(desk: Desk, key: str, values: list[str]) -> Outcome:
    """Give new values to a commitment from ``field=value`` words; an empty value blanks it."""
    rowedits.change(desk, _ROOM, key, rowedits.typed_values(desk, _ROOM, values))
    return Outcome((message("done.changed", key=key),), data={"key": key})


@verb("commitments.drop", changes=True)
def drop_commitment(desk: Desk, key: str) -> Outcome:
    """Take a commitment away; ``undo`` brings it back."""
    rowedits.remove(desk, _ROOM, key)
    return Outcome((message("done.removed", key=key),), data={"key": key})


@verb("commitments.reconcile")
def reconcile_commitments(
    desk: Desk, edition: str = "", scenario: str = DEFAULT_SCENARIO
) -> Outcome:
    """Hold the commitments of an edition against today: evidence, and a proposal; nothing is set.

    ``commitments settle`` writes what a person decides.
    """
    study = desk.document.study
    row = edition_named(study, edition) if edition else last_edition(study)
    found = reconciled(desk, row, scenario)
    if not found:
        return Outcome((message("commitments.none_of", name=row.name),), data=[])
    data: Plain = [
        {
            "key": one.commitment.key,
            "text": one.commitment.text,
            "status": one.commitment.status.value,
            "proposed": one.proposed.value,
            "reason": desk.texts.say(one.reason),
            "evidence": [desk.texts.say(said) for said in one.evidence],
        }
        for one in found
    ]
    return Outcome(tables=(reconciliation_table(found),), data=data)


@verb("commitments.settle", changes=True)
def settle_commitment(
    desk: Desk, key: str, status: CommitmentStatus, reason: str, edition: str = ""
) -> Outcome:
    """Decide what became of a commitment, and why; ``edition`` is the one that reports it."""
    study = desk.document.study
    row: Commitment = rowedits.row_of(study, _ROOM, key)
    told = edition_named(study, edition).key if edition else None
    settle(desk, row, status, reason, told)
    word = f"commitment_status.{status}"
    return Outcome((message("done.settled", text=row.text, status=word),), data={"key": key})


def settle(
    desk: Desk,
    row: Commitment,
    status: CommitmentStatus,
    reason: str,
    edition: str | None = None,
) -> None:
    """Write what became of a commitment with its reason and the day; one step of the history.

    Raises:
        InvalidInput: no reason was given for a commitment that is no longer open.
    """
    words = clean(reason)
    if not words and status is not CommitmentStatus.OPEN:
        raise InvalidInput("settle_without_reason", text=row.text[:80])
    is_open = status is CommitmentStatus.OPEN
    values = (
        ("status", status),
        ("reason", words),
        ("reconciled_in", None if is_open else edition),
        ("reconciled_on", None if is_open else desk.today()),
    )
    label = message("step.settled", text=row.text[:80])
    desk.document.do(Set(_ROOM, row.key, values), label)


def reconciled(desk: Desk, edition: Edition, scenario: str) -> tuple[Reconciliation, ...]:
    """What can be said today of the commitments of an edition."""
    study = desk.document.study
    rows = [row for row in study.commitments if row.edition == edition.key]
    if not rows:
        return ()
    return reconcile(study_of(study, edition.key), study, rows, scenario, desk.today())


def last_edition(study: Study) -> Edition:
    """The edition that was frozen last, by its day, then its rank; InvalidInput where none is."""
    rows = sorted(study.editions, key=lambda row: (row.frozen_on or date.min, row.rank))
    if not rows:
        raise InvalidInput("no_edition")
    return rows[-1]


def _lines(made: Plain) -> list[dict[str, Plain]]:
    return made if isinstance(made, list) else []
