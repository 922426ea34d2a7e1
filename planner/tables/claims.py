"""Published claims beside the figures that the rows give."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.compute.claims import told
from planner.fields import label_code
from planner.findings import Place
from planner.messages import message
from planner.tables.provenance import PROVENANCE, provenance
from planner.tables.table import Column, Format, Row, Table
from planner.words import unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.compute.claims import ClaimCheck
    from planner.messages import Message
    from planner.study import Study

_COLUMNS = (
    Column("key", message("column.key"), width=22),
    Column("subject", message(label_code("claims", "subject")), width=60),
    Column("published", message("table.claims.published"), Format.SAID, width=26),
    Column("computed", message("table.claims.computed"), Format.DECIMAL, width=14),
    Column("unit", message(label_code("claims", "unit")), Format.SAID),
    Column("verdict", message("table.claims.verdict"), Format.SAID, width=16),
    Column("basis", message("table.claims.basis"), Format.SAID, width=60),
    *PROVENANCE,
)


def claims_table(study: Study, checks: Sequence[ClaimCheck]) -> Table:
    """The claims in their order: as printed, as computed, whether they agree, and from what."""
    rows = tuple(_row(check) for check in checks)
    notes = (message("note.claims"), message("note.provenance"))
    return Table("claims", message("table.claims", n=len(study.claims)), _COLUMNS, rows, notes)


def verdict(check: ClaimCheck) -> Message:
    """Whether the rows agree with a claim, contradict it, or cannot tell."""
    words = {True: "verdict.agrees", False: "verdict.differs", None: "verdict.not_checked"}
    return message(words[check.agrees])


def _row(check: ClaimCheck) -> Row:
    claim = check.claim
    values = (
        claim.key,
        claim.subject,
        told(claim),
        check.computed,
        unit(claim.unit),
        verdict(check),
        check.basis,
        *provenance(claim.source),
    )
    return Row(values, Place("claims", claim.key))
