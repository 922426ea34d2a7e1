"""What symposiums decided, and what can be said of it today, as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.compute.gap_sentences import family_name
from planner.fields import label_code
from planner.findings import Place
from planner.messages import message
from planner.tables.quality import row_name
from planner.tables.table import Column, Format, Row, Table
from planner.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planner.editions.commitments import Reconciliation
    from planner.messages import Message
    from planner.study import Commitment, Study


def _column(key: str, shape: Format = Format.TEXT, width: int = 20) -> Column:
    return Column(key, message(label_code("commitments", key)), shape, width=width)


#: The fields that the table shows, in its order.
COMMITMENT_FIELDS = ("text", "status", "who", "due", "family", "level", "task", "reason")
_LIST = (
    _column("text", width=46),
    _column("status", Format.SAID, 14),
    _column("who"),
    _column("due", Format.DATE, 13),
    _column("family", width=18),
    _column("level", Format.SAID, 12),
    _column("task", width=26),
    _column("reason", width=40),
    _column("edition", width=16),
)
_RECONCILED = (
    _column("text", width=46),
    _column("who"),
    _column("due", Format.DATE, 13),
    _column("status", Format.SAID, 14),
    Column("proposed", message("table.commitments.proposed"), Format.SAID, width=14),
    Column("why", message("table.commitments.why"), Format.SAID, width=50),
    Column("evidence", message("table.commitments.evidence"), Format.SAID, width=80),
)
_EVIDENCE = (
    _column("text", width=46),
    _column("status", Format.SAID, 14),
    Column("evidence", message("table.commitments.evidence"), Format.SAID, width=80),
)


def commitments_table(study: Study, edition: str = "") -> Table:
    """The commitments of an edition, of all where none is named, in their order."""
    rows = tuple(
        Row(
            (
                row.text,
                word(row.status),
                row.who,
                row.due or "",
                "" if row.family is None else family_name(study, row.family),
                "" if row.level is None else message(f"level.short.{row.level}"),
                _named(study, "tasks", row.task),
                row.reason,
                _named(study, "editions", row.edition),
            ),
            Place("commitments", row.key),
        )
        for row in study.commitments
        if edition in ("", row.edition)
    )
    return Table("commitments", message("table.commitments", n=len(rows)), _LIST, rows)


def reconciliation_table(found: Sequence[Reconciliation]) -> Table:
    """Each commitment with what is proposed, why, and what speaks for and against it."""
    rows = tuple(
        Row(
            (
                one.commitment.text,
                one.commitment.who,
                one.commitment.due or "",
                word(one.commitment.status),
                word(one.proposed),
                one.reason,
                evidence_said(one),
            ),
            Place("commitments", one.commitment.key),
        )
        for one in found
    )
    notes = (message("note.commitments.proposed"),)
    title = message("table.commitments.reconciled", n=len(rows))
    return Table("reconciliation", title, _RECONCILED, rows, notes)


def evidence_table(found: Sequence[Reconciliation], *, repeats: bool = True) -> Table:
    """What both editions say of each commitment, a line a fact, nothing proposed.

    The commitment and its status stand on each of its lines, or on the first where not ``repeats``.
    """
    rows = tuple(
        Row(
            (one.commitment.text, word(one.commitment.status), said)
            if repeats or not place
            else ("", "", said),
            Place("commitments", one.commitment.key),
        )
        for one in found
        for place, said in enumerate(one.evidence or (message("evidence.none"),))
    )
    return Table("evidence", message("table.evidence", n=len(found)), _EVIDENCE, rows)


def commitments_sentence(rows: Iterable[Commitment]) -> Message:
    """How many commitments there are, and what became of them."""
    known = list(rows)
    counts: dict[str, int] = {}
    for row in known:
        counts[row.status.value] = counts.get(row.status.value, 0) + 1
    parts = tuple(message(f"commitments.count.{code}", n=n) for code, n in counts.items())
    if not known:
        return message("commitments.none")
    return message("commitments.sentence", n=len(known), parts=parts)


def evidence_said(one: Reconciliation) -> Message:
    """All that speaks for or against a commitment, sentence after sentence."""
    if not one.evidence:
        return message("evidence.none")
    first, *others = one.evidence
    for said in others:
        first = message("evidence.then", first=first, then=said)
    return first


def _named(study: Study, collection: str, key: str | None) -> str:
    """What is named; blank, not unknown, where nothing is."""
    return "" if key is None else row_name(study, Place(collection, key))
