"""The candidate certifications by priority, and the elements of their content."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from planner.fields import label_code
from planner.findings import Place
from planner.messages import message
from planner.tables.provenance import PROVENANCE, provenance
from planner.tables.table import Column, Format, Row, Table
from planner.tables.trainings import name_of
from planner.words import word

if TYPE_CHECKING:
    from planner.study import Certification, Study


def _column(key: str, format: Format = Format.TEXT, width: int = 14) -> Column:
    return Column(key, message(label_code("certifications", key)), format, width=width)


_COLUMNS = (
    Column("key", message("column.key"), width=14),
    _column("priority", Format.INTEGER, 8),
    _column("title", width=48),
    _column("register", Format.SAID, 20),
    _column("status", Format.SAID),
    _column("audience", width=34),
    _column("opcos", width=34),
    Column("contents", message("table.certifications.contents"), Format.INTEGER),
    _column("comment", width=34),
    *PROVENANCE,
)


def certifications_table(study: Study) -> Table:
    """The candidate certifications, first priority first, those without priority last."""
    counts = Counter(row.certification for row in study.certification_contents)
    ordered = sorted(study.certifications, key=_priority)
    return Table(
        "certifications",
        message("table.certifications", n=len(study.certifications)),
        _COLUMNS,
        tuple(_row(study, row, counts[row.key]) for row in ordered),
        (message("note.provenance"),),
    )


def certification_contents_table(study: Study) -> Table:
    """What each candidate certification would hold, in the order of the certifications."""
    columns = (
        Column(
            "certification",
            message(label_code("certification_contents", "certification")),
            width=40,
        ),
        Column("text", message(label_code("certification_contents", "text")), width=80),
        *PROVENANCE,
    )
    places = {
        row.key: place for place, row in enumerate(sorted(study.certifications, key=_priority))
    }
    ordered = sorted(study.certification_contents, key=lambda row: places[row.certification])
    rows = tuple(
        Row(
            (study.certifications.get(row.certification).title, row.text, *provenance(row.source)),
            Place("certification_contents", row.key),
        )
        for row in ordered
    )
    title = message("table.certification_contents", n=len(rows))
    return Table("certification_contents", title, columns, rows, (message("note.provenance"),))


def _priority(row: Certification) -> tuple[bool, int]:
    return row.priority is None, row.priority or 0


def _row(study: Study, row: Certification, contents: int) -> Row:
    values = (
        row.key,
        row.priority,
        row.title,
        word(row.register),
        word(row.status),
        row.audience,
        tuple(name_of(study, "opcos", key) for key in row.opcos),
        contents,
        row.comment,
        *provenance(row.source),
    )
    return Row(values, Place("certifications", row.key))
