"""The institutions, with what each of them offers."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from planner.compute.inventory import live
from planner.fields import label_code
from planner.findings import Place
from planner.messages import message
from planner.tables.provenance import PROVENANCE, provenance
from planner.tables.table import Column, Format, Row, Table
from planner.tables.trainings import family_names, name_of

if TYPE_CHECKING:
    from planner.study import Institution, Study, Training

_COLUMNS = (
    Column("key", message("column.key"), width=16),
    Column("name", message(label_code("institutions", "name")), width=34),
    Column("trainings", message("measure.trainings"), Format.INTEGER, scale=True),
    Column("cities", message("collection.cities"), width=24),
    Column("levels", message("column.levels"), width=14),
    Column("families", message("collection.families"), width=50),
    Column("printed_names", message(label_code("institutions", "printed_names")), width=34),
    Column("note", message(label_code("institutions", "note")), width=34),
    *PROVENANCE,
)


def institutions_table(study: Study) -> Table:
    """Each institution with its described trainings, their cities, levels and target families."""
    trainings = live(study)
    held: dict[str | None, list[Training]] = defaultdict(list)
    for row in trainings:
        held[row.institution].append(row)
    return Table(
        "institutions",
        message("table.institutions", n=len(study.institutions)),
        _COLUMNS,
        tuple(_row(study, row, held[row.key]) for row in study.institutions),
        (message("note.computed_from", n=len(trainings)), message("note.provenance")),
    )


def _row(study: Study, institution: Institution, held: list[Training]) -> Row:
    cities = dict.fromkeys(row.city for row in held)
    levels = sorted({row.level for row in held if row.level is not None})
    targeted = {key for row in held for key in row.families}
    families = family_names(study, [row.key for row in study.families if row.key in targeted])
    values = (
        institution.key,
        institution.name,
        len(held),
        tuple(name_of(study, "cities", city) for city in cities),
        tuple(levels),
        families or (),
        institution.printed_names,
        institution.note,
        *provenance(institution.source),
    )
    return Row(values, Place("institutions", institution.key), tuple(row.key for row in held))
