"""Which affected competences certifications address, and which nobody does, by sector."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.fields import label_code
from planner.findings import Place
from planner.messages import message
from planner.tables.table import Column, Format, Row, Table
from planner.tables.trainings import name_of
from planner.words import word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.compute.competence_gaps import AffectedCompetence, CompetenceCoverage, SectorGap
    from planner.study import Study


def _label(key: str, width: int, format: Format = Format.TEXT) -> Column:
    return Column(key, message(label_code("competences", key)), format, width=width)


_AFFECTED = (
    _label("sector", 30),
    _label("occupation", 34),
    _label("text", 60),
    _label("impact", 16, Format.SAID),
    Column("addressed_by", message("competence_gaps.addressed_by"), Format.SAID, width=40),
)
_SECTORS = (
    Column("sector", message("competence_gaps.sector"), width=40),
    Column("people", message("competence_gaps.people"), Format.INTERVAL),
    Column("affected", message("competence_gaps.affected"), Format.INTEGER),
    Column("unaddressed", message("competence_gaps.unaddressed"), Format.INTEGER),
)


def coverage_table(study: Study, found: CompetenceCoverage) -> Table:
    """The affected competences of the occupations that a certification targets, in printed order.

    The last column tells the attested competences that address each, or that none does.
    """
    rows = tuple(_affected(study, each) for each in found.competences)
    code = "competence_gaps.covered" if found.has_targets else "competence_gaps.no_target"
    title = message(code, n=found.addressed, of=len(rows))
    return Table("competence_coverage", title, _AFFECTED, rows)


def sector_gaps_table(study: Study, gaps: Sequence[SectorGap]) -> Table:
    """The affected competences that no certification addresses, a line a sector."""
    rows = tuple(
        Row(
            (
                study.sectors.get(gap.sector).name,
                gap.people,
                gap.affected,
                len(gap.unaddressed),
            ),
            Place("sectors", gap.sector),
        )
        for gap in gaps
    )
    n = sum(len(gap.unaddressed) for gap in gaps)
    title = message("competence_gaps.title", n=n, of=sum(gap.affected for gap in gaps))
    notes = (message("competence_gaps.people.note"),)
    return Table("competence_gaps", title, _SECTORS, rows, notes)


def _affected(study: Study, each: AffectedCompetence) -> Row:
    row = each.row
    by = tuple(study.attested_competences.get(key).text for key in each.addressed_by)
    values = (
        name_of(study, "sectors", row.sector),
        name_of(study, "occupations", row.occupation),
        row.text,
        word(row.impact),
        by or message("competence_gaps.nobody"),
    )
    return Row(values, Place("competences", row.key))
