"""Leavers as tables: row by row, and by occupation, family or year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.compute.inventory import UNKNOWN
from planner.compute.leavers import LeaversBy, leaver_groups, leavers_of, people_who_left
from planner.fields import label_code
from planner.findings import Place
from planner.messages import message
from planner.tables.provenance import PROVENANCE, provenance
from planner.tables.table import Column, Format, Row, Table
from planner.tables.trainings import name_of
from planner.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.compute.leavers import LeaverGroup
    from planner.messages import Value
    from planner.study import Leavers, Study

_TOLD = message("note.leavers_told")
_PEOPLE = Column("people", message("collection.leavers"), Format.INTERVAL, "person")
_TRAININGS = Column("trainings", message("measure.trainings"), Format.INTEGER, width=10)


def _label(field: str) -> str:
    return label_code("leavers", field)


_COLUMNS = (
    Column("key", message("column.key"), width=8),
    Column("training", message(_label("training")), width=40),
    Column("institution", message(label_code("trainings", "institution")), width=24),
    Column("year", message(_label("year")), Format.INTEGER, width=8),
    Column("occupation", message(_label("occupation")), width=34),
    _PEOPLE,
    Column("family", message(_label("family")), width=24),
    Column("confidence", message(_label("confidence")), Format.SAID, width=12),
    *PROVENANCE,
)


def leaver_rows_table(study: Study) -> Table:
    """Each row of leavers with its training, in the order of the study; archived ones left out."""
    rows = tuple(_row(study, row) for row in leavers_of(study))
    title = message("table.leavers", n=len(rows))
    return Table("leavers", title, _COLUMNS, rows, (message("note.provenance"),))


def leavers_table(study: Study, by: LeaversBy) -> Table:
    """Leavers by ``by`` and year with their totals as intervals; the last row adds all.

    A year that a line tells nothing of is unknown. By year, there is one column of people.
    """
    groups = leaver_groups(study, by)
    years = (
        () if by is LeaversBy.YEAR else sorted({year for group in groups for year in group.years})
    )
    rows = [_group_row(group, years, by) for group in groups]
    if groups:
        rows.append(_total_row(leavers_of(study), years))
    columns = (
        Column("group", message(_label(str(by))), width=34),
        *(_year_column(year) for year in years),
        _PEOPLE,
        _TRAININGS,
    )
    title = message(f"table.leavers_by.{by}")
    return Table(f"leavers_by_{by}", title, columns, tuple(rows), (_TOLD,))


def _year_column(year: int) -> Column:
    return Column(
        f"year_{year}", message("column.year_alone", year=year), Format.INTERVAL, "person"
    )


def _row(study: Study, row: Leavers) -> Row:
    training = study.trainings.get(row.training)
    values: tuple[Value, ...] = (
        row.key,
        training.title,
        name_of(study, "institutions", training.institution),
        row.year,
        row.occupation,
        people_who_left((row,)).people,
        name_of(study, "families", row.family),
        word(row.confidence),
        *provenance(row.source),
    )
    return Row(values, Place("leavers", row.key), (row.training,))


def _group_row(group: LeaverGroup, years: Iterable[int], by: LeaversBy) -> Row:
    cells = [group.years.get(year) for year in years]
    people: list[Value] = [None if cell is None else cell.people for cell in cells]
    name = None if by is LeaversBy.FAMILY and group.key == UNKNOWN else group.name
    return Row(
        (name, *people, group.total.people, len(group.total.trainings)), None, group.total.trainings
    )


def _total_row(rows: tuple[Leavers, ...], years: Iterable[int]) -> Row:
    sums = [people_who_left(row for row in rows if row.year == year) for year in years]
    whole = people_who_left(rows)
    people = [cell.people for cell in (*sums, whole)]
    values: tuple[Value, ...] = (message("column.total"), *people, len(whole.trainings))
    return Row(values, None, whole.trainings)
