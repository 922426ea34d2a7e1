"""The projection tables with their recovered signs, and the identities that they obey."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.fields import label_code
from planner.findings import Place
from planner.messages import message
from planner.tables.provenance import PROVENANCE, provenance
from planner.tables.table import Column, Format, Row, Table
from planner.tables.trainings import name_of
from planner.words import word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.compute.projections import Identity, SectorProjection, SignedCell
    from planner.study import Study


def _column(key: str, format: Format = Format.TEXT, unit: str = "", width: int = 14) -> Column:
    return Column(key, message(label_code("projections", key)), format, unit, width=width)


_COLUMNS = (
    _column("sector", width=40),
    Column("counted", message(label_code("projections", "line")), Format.SAID, width=44),
    _column("year", Format.INTEGER, width=8),
    Column(
        "value", message("table.projections.value"), Format.INTEGER, "person", message("note.signs")
    ),
    Column("is_recovered", message("table.projections.is_recovered"), Format.FLAG),
    _column("printed", width=50),
    *PROVENANCE,
)


def projections_table(study: Study, projections: Sequence[SectorProjection]) -> Table:
    """Every cell with its sign, by sector, year and printed order."""
    rows = tuple(_row(study, table.sector, cell) for table in projections for cell in table.cells)
    notes = (message("note.signs"), message("note.provenance"))
    return Table(
        "projections", message("table.projections", n=len(projections)), _COLUMNS, rows, notes
    )


def identities_table(study: Study, projections: Sequence[SectorProjection]) -> Table:
    """Every identity of every sector and period, its two sides and whether it holds."""
    columns = (
        _column("sector", width=40),
        Column("identity", message("table.identities.identity"), Format.SAID, width=60),
        _column("year", Format.INTEGER, width=8),
        Column("left", message("table.identities.left"), Format.INTEGER, "person"),
        Column("right", message("table.identities.right"), Format.INTEGER, "person"),
        Column("holds", message("table.identities.holds"), Format.FLAG),
    )
    rows = tuple(
        _identity(study, table.sector, identity)
        for table in projections
        for identity in table.identities
    )
    return Table("identities", message("table.identities"), columns, rows, (message("note.signs"),))


def _row(study: Study, sector: str, cell: SignedCell) -> Row:
    printed = study.projections.get(cell.key)
    values = (
        name_of(study, "sectors", sector),
        word(cell.line),
        cell.year,
        cell.value,
        cell.is_recovered,
        printed.printed,
        *provenance(printed.source),
    )
    return Row(values, Place("projections", cell.key))


def _identity(study: Study, sector: str, identity: Identity) -> Row:
    values = (
        name_of(study, "sectors", sector),
        message(f"identity.{identity.name}"),
        identity.year,
        identity.left,
        identity.right,
        identity.holds,
    )
    return Row(values, Place("sectors", sector))
