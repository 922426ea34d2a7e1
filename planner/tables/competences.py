"""The competences of annex 2 with what AI does to them, as printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.fields import label_code
from planner.findings import Place
from planner.messages import message
from planner.tables.provenance import PROVENANCE, provenance
from planner.tables.table import Column, Format, Row, Table
from planner.tables.trainings import name_of
from planner.vocab import Attachment
from planner.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.study import Competence, Study


def _column(key: str, format: Format, width: int) -> Column:
    return Column(key, message(label_code("competences", key)), format, width=width)


_COLUMNS = (
    Column("key", message("column.key"), width=8),
    _column("sector", Format.TEXT, 34),
    _column("occupation", Format.TEXT, 40),
    _column("text", Format.TEXT, 70),
    _column("impact", Format.SAID, 16),
    _column("attachment", Format.SAID, 20),
    *PROVENANCE,
)


def competences_table(study: Study, chosen: Iterable[Competence] | None = None) -> Table:
    """Competence rows in printed order, all or the ``chosen``, and how far they are checked."""
    shown = tuple(study.competences if chosen is None else chosen)
    doubtful = sum(row.attachment is Attachment.AS_PRINTED for row in shown)
    notes = [message("note.provenance")]
    if doubtful:
        notes.insert(0, message("note.as_printed", n=doubtful))
    return Table(
        "competences",
        message("table.competences", n=len(shown)),
        _COLUMNS,
        tuple(_row(study, row) for row in shown),
        tuple(notes),
    )


def _row(study: Study, row: Competence) -> Row:
    occupation = name_of(study, "occupations", row.occupation)
    values = (
        row.key,
        name_of(study, "sectors", row.sector),
        occupation or message("table.competences.no_occupation"),
        row.text,
        word(row.impact),
        word(row.attachment),
        *provenance(row.source),
    )
    return Row(values, Place("competences", row.key))
