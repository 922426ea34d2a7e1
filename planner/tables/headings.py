"""The headings of a table that came, with the column that each is thought to be, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.exchange.columns import How
from planner.exchange.grids import column_letters
from planner.exchange.layout import column_of, full_heading
from planner.messages import message
from planner.tables.table import Column, Format, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.exchange.columns import Proposal
    from planner.messages import Message
    from planner.study import Study


def headings_table(study: Study, proposals: Iterable[Proposal]) -> Table:
    """A line a heading: its column on the sheet, the column that it is thought to be, and why."""
    columns = (
        Column("place", message("import.column.place"), width=8),
        Column("heading", message("import.column.heading"), width=34),
        Column("taken", message("import.column.taken"), Format.SAID, width=34),
        Column("how", message("import.column.how"), Format.SAID, width=40),
    )
    rows = tuple(
        Row((column_letters(p.place), p.heading, _taken(study, p), why_said(p))) for p in proposals
    )
    return Table("headings", message("import.headings", n=len(rows)), columns, rows)


def _taken(study: Study, proposal: Proposal) -> Message:
    column = column_of(study, proposal.code) if proposal.code else None
    return message("import.left_out") if column is None else full_heading(study, column)


def why_said(proposal: Proposal) -> Message:
    """Why a heading is read as it is, in words."""
    is_left = proposal.how is How.CHOSEN and not proposal.code
    how = "left" if is_left else str(proposal.how)
    return message(f"import.how.{how}", score=proposal.score)
