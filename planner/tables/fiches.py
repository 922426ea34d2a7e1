"""Published fiches, and what a draft shares with them."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from planner.messages import message
from planner.tables.table import Column, Format, Row, Table
from planner.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planner.compute.near_copies import SharedPassage
    from planner.fiches import Fiche

_FICHES = (
    Column("number", message("fiches.column.number"), width=12),
    Column("title", message("fiches.column.title"), width=50),
    Column("register", message("fiches.column.register"), Format.SAID, width=20),
    Column("level", message("fiches.column.level"), Format.INTEGER, width=8),
    Column("is_active", message("fiches.column.is_active"), Format.FLAG, width=8),
    Column("expires_on", message("fiches.column.expires_on"), Format.DATE, width=12),
    Column("certifiers", message("fiches.column.certifiers"), width=40),
)
_SHARED = (
    Column("fiche", message("fiches.column.number"), width=12),
    Column("passage", message("fiches.column.passage"), width=50),
    Column("beside", message("fiches.column.beside"), width=50),
    Column("alike", message("fiches.column.alike"), Format.PERCENT, width=12),
    Column("words", message("fiches.column.words"), Format.INTEGER, width=12),
    Column("is_copy", message("fiches.column.is_copy"), Format.FLAG, width=12),
)


def fiches_table(fiches: Sequence[Fiche], title: str = "fiches.table") -> Table:
    """Fiches in the order given; a level that none gives is unknown."""
    rows = tuple(
        Row(
            (
                fiche.number,
                fiche.title,
                word(fiche.register),
                fiche.level,
                fiche.is_active,
                fiche.expires_on,
                ", ".join(fiche.certifiers),
            )
        )
        for fiche in fiches
    )
    return Table("fiches", message(title, n=len(rows)), _FICHES, rows, (message("fiches.source"),))


def shared_table(passages: Iterable[SharedPassage]) -> Table:
    """The passages of a draft beside the nearest ones of fiches, the most alike first."""
    rows = tuple(
        Row(
            (
                each.fiche,
                each.passage,
                each.beside,
                Fraction(round(each.alike * 100), 100),
                each.words,
                each.is_copy,
            )
        )
        for each in passages
    )
    notes = (message("fiches.shared.note"), message("fiches.source"))
    return Table("shared", message("fiches.shared", n=len(rows)), _SHARED, rows, notes)
