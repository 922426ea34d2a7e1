"""Trainings that may be one and the same, a line a pair, with what agrees and what differs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.findings import Place
from planner.messages import Message, Value, message
from planner.tables.cells import cell_labels
from planner.tables.table import Column, Format, Row, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.compute.duplicates import Pair
    from planner.study import Study

_COLUMNS = (
    Column("score", message("table.duplicates.score"), Format.INTEGER, width=8),
    Column("first", message("table.duplicates.first"), width=40),
    Column("second", message("table.duplicates.second"), width=40),
    Column("agrees", message("table.duplicates.agrees"), width=26),
    Column("differs", message("table.duplicates.differs"), width=22),
    Column("unknown", message("table.duplicates.unknown"), width=18),
    Column("first_key", message("table.duplicates.first_key"), width=8),
    Column("second_key", message("table.duplicates.second_key"), width=8),
)


def duplicates_table(study: Study, pairs: Sequence[Pair], threshold: int) -> Table:
    """The pairs, the likeliest first; the score goes from 0 to 100."""
    rows = tuple(_row(study, pair) for pair in pairs)
    notes = (message("note.duplicates", threshold=threshold),)
    return Table("duplicates", message("table.duplicates", n=len(rows)), _COLUMNS, rows, notes)


def why(pair: Pair) -> tuple[Message, ...]:
    """Sentences on what agrees, what differs and what one of the two does not tell."""
    said = [message("duplicates.why.score", score=pair.score, title=pair.title)]
    for group in ("agrees", "differs", "unknown"):
        names = getattr(pair, group)
        if names:
            fields = cell_labels("trainings", names)
            said.append(message(f"duplicates.why.{group}", fields=fields))
    return tuple(said)


def _row(study: Study, pair: Pair) -> Row:
    agrees, differs, unknown = (
        cell_labels("trainings", names) for names in (pair.agrees, pair.differs, pair.unknown)
    )
    values: tuple[Value, ...] = (
        pair.score,
        study.trainings.get(pair.first).title,
        study.trainings.get(pair.second).title,
        agrees,
        differs,
        unknown,
        pair.first,
        pair.second,
    )
    return Row(values, Place("trainings", pair.first), (pair.first, pair.second))
