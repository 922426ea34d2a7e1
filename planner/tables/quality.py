"""The findings about a study as a table, each with the row that it concerns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.fields import field_of, label_code
from planner.messages import message
from planner.tables.table import Column, Format, Row, Table
from planner.words import word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.compute.acceptances import Accepted
    from planner.findings import Finding, Place
    from planner.messages import Value
    from planner.study import Study

_COLUMNS = (
    Column("severity", message("column.severity"), Format.SAID, width=12),
    Column("finding", message("column.finding"), Format.SAID, width=90),
    Column("collection", message("column.collection"), Format.SAID, width=22),
    Column("row", message("column.row"), width=40),
    Column("field", message("column.field"), Format.SAID, width=20),
)
_NAMES = ("title", "name", "subject", "text")


def findings_table(study: Study, findings: Sequence[Finding]) -> Table:
    """The findings in their order, gravest first; each row opens the place that it concerns."""
    rows = tuple(
        Row((word(said.severity), said.said, *_where(study, said.where)), said.where)
        for said in findings
    )
    title = message("table.quality", n=len(rows))
    return Table("quality", title, _COLUMNS, rows, (message("note.findings"),))


def accepted_table(study: Study, settled: Sequence[Accepted]) -> Table:
    """The findings that somebody accepts, each with the reason, the author and the day."""
    rows = tuple(
        Row(
            (
                one.finding.said,
                one.acceptance.reason,
                one.acceptance.author,
                one.acceptance.accepted_on,
                *_where(study, one.finding.where),
            ),
            one.finding.where,
        )
        for one in settled
    )
    _, said, *where = _COLUMNS
    columns = (
        said,
        Column("reason", message(label_code("acceptances", "reason")), width=60),
        Column("author", message(label_code("acceptances", "author")), width=20),
        Column("on", message(label_code("acceptances", "accepted_on")), Format.DATE),
        *where,
    )
    return Table("accepted", message("table.accepted", n=len(rows)), columns, rows)


def _where(study: Study, place: Place | None) -> tuple[Value, ...]:
    """The collection, the row's name and the field; nothing where the whole study is meant."""
    if place is None:
        return message("table.quality.whole"), "", ""
    collection = message(f"collection.{place.collection}")
    return collection, row_name(study, place), _field(place)


def row_name(study: Study, place: Place) -> str:
    """What the row of a place is called: its title, name, subject or text; else its key."""
    row = getattr(study, place.collection).find(place.key)
    names = (getattr(row, name, "") for name in _NAMES)
    return str(next((name for name in names if name), place.key))


def _field(place: Place) -> Value:
    if not place.field:
        return ""
    return message(label_code(place.collection, field_of(place.collection, place.field).key))
