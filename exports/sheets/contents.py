"""What the workbook shows: the sheets in their order, each made from tables of the planner."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from exports.sheets.gap_sheets import gap_sheets
from exports.sheets.plan import Bars, Leads, Part, Sheet, Target, sheet_of
from exports.sheets.remarks import remark_sheets
from planner.checks.run import run_checks
from planner.compute.acceptances import accepted
from planner.compute.claims import check_claims
from planner.compute.indicators import indicators
from planner.compute.inventory import Dimension, crosstab
from planner.compute.outlook import outlook
from planner.compute.roadmap import roadmap
from planner.compute.task_gaps import expiries
from planner.findings import Place
from planner.messages import message
from planner.tables.bridges import bridges_table
from planner.tables.certifications import certification_contents_table, certifications_table
from planner.tables.claims import claims_table
from planner.tables.competences import competences_table
from planner.tables.crosstabs import crosstab_table
from planner.tables.glossary import glossary_table
from planner.tables.indicators import domain_hours_table, indicators_table, occupations_table
from planner.tables.institutions import institutions_table
from planner.tables.overview import cities_table, levels_table
from planner.tables.plans import (
    baselines_table,
    chance_sentences,
    chances_table,
    expiries_table,
    slip_sentence,
    slips_table,
)
from planner.tables.quality import accepted_table, findings_table
from planner.tables.roadmap import roadmap_table
from planner.tables.trainings import trainings_table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from planner.study import Scenario, Study
    from planner.tables.table import Row, Table

TRAININGS = "trainings"


def planned_sheets(
    study: Study, scenarios: Sequence[Scenario], today: date | None = None
) -> tuple[Sheet, ...]:
    """All sheets but the first one; needs and gaps are told for each of ``scenarios``.

    With a day ``today``, the roadmap tells what has slipped and the chances to hold its dates.
    """
    return (
        _trainings(study),
        _crossed(study, "families_levels", Dimension.LEVEL, levels_table(study)),
        _crossed(study, "families_cities", Dimension.CITY, _most_first(cities_table(study))),
        sheet_of("institutions", Part(institutions_table(study), {"name": _first_training})),
        _indicators(study),
        *remark_sheets(study),
        *_bridges(study),
        *gap_sheets(study, scenarios),
        sheet_of("competences", Part(competences_table(study))),
        sheet_of("certifications", Part(certifications_table(study))),
        _contents(study),
        _roadmap(study, today),
        _quality(study),
        sheet_of("claims", Part(claims_table(study, check_claims(study)))),
        sheet_of("glossary", Part(glossary_table())),
    )


def _trainings(study: Study) -> Sheet:
    leads = _reference(study, "trainings", "institution", "institutions")
    return sheet_of(TRAININGS, Part(trainings_table(study), {"institution": leads}))


def _crossed(study: Study, code: str, across: Dimension, counts: Table) -> Sheet:
    """Families against another dimension, then the counts of that dimension with their chart."""
    crossed = crosstab_table(study, crosstab(study, Dimension.FAMILY, across))
    bars = Bars(
        labels="key",
        values="trainings",
        title=message(f"workbook.chart.{code}"),
        label_axis=counts.columns[0].heading,
        value_axis=message("measure.trainings"),
    )
    return sheet_of(
        code,
        Part(
            replace(crossed, key=code),
            links={"row": _to_trainings},
            heading_link=TRAININGS,
            totals=1,
        ),
        Part(counts, bars=(bars,)),
    )


def _most_first(counts: Table) -> Table:
    return replace(counts, rows=tuple(sorted(counts.rows, key=_trainings_of, reverse=True)))


def _trainings_of(row: Row) -> int:
    return len(row.trainings)


def _bridges(study: Study) -> tuple[Sheet, ...]:
    """The declared bridges, where there are any, each end leading to its training."""
    links = {end: _reference(study, "bridges", end, TRAININGS) for end in ("start", "goal")}
    table = bridges_table(study)
    return (sheet_of("bridges", Part(table, links)),) if table.rows else ()


def _contents(study: Study) -> Sheet:
    leads = _reference(study, "certification_contents", "certification", "certifications")
    table = certification_contents_table(study)
    return sheet_of("certification_contents", Part(table, {"certification": leads}))


def _roadmap(study: Study, today: date | None) -> Sheet:
    """The tasks and, where the day is known, what slipped, the chances and the renewals."""
    leads = _reference(study, "tasks", "certification", "certifications")
    placed = roadmap(study)
    if today is None:
        return sheet_of("roadmap", Part(roadmap_table(study, placed), {"certification": leads}))
    beside = outlook(study, placed, today)
    since = beside.baseline
    moved = () if since is None else (slips_table(since, tuple(beside.slips.values())),)
    ending = () if placed.plan is None else expiries(study, today, placed.plan.finish)
    others = (*moved, chances_table(placed, beside), baselines_table(study), expiries_table(ending))
    sentences = () if since is None else (slip_sentence(since, tuple(beside.slips.values())),)
    return sheet_of(
        "roadmap",
        Part(roadmap_table(study, placed, beside), {"certification": leads}),
        *(Part(table, is_home=False) for table in others if table.rows),
        sentences=(*sentences, *chance_sentences(placed, beside)),
    )


def _indicators(study: Study) -> Sheet:
    """What action 1.3 asks for: by year, by occupation of leavers, by domain."""
    told = indicators(study)
    by_year = indicators_table(study, told)
    others = (occupations_table(study, told), domain_hours_table(study, told))
    tables = (by_year, *(table for table in others if table.rows))
    return sheet_of("indicators", *(Part(table, is_home=False) for table in tables))


def _quality(study: Study) -> Sheet:
    """The open findings, then those that somebody accepts; each leads to the row that it is about.

    Only rows that the workbook shows are led to.
    """
    told = accepted(study, run_checks(study))
    leads = {"collection": _whole_row}
    parts = [Part(findings_table(study, told.open), leads, is_home=False)]
    if told.accepted:
        parts.append(Part(accepted_table(study, told.accepted), leads, is_home=False))
    return sheet_of("quality", *parts)


def _reference(study: Study, collection: str, field: str, target: str) -> Leads:
    """Leads from a row to the row that a field of its entity refers to."""

    def leads(row: Row) -> Target | None:
        entity = getattr(study, collection).find(row.place.key) if row.place else None
        key = getattr(entity, field, None)
        return None if key is None else Place(target, key)

    return leads


def _whole_row(row: Row) -> Target | None:
    return Place(row.place.collection, row.place.key) if row.place else None


def _first_training(row: Row) -> Target | None:
    return Place("trainings", row.trainings[0]) if row.trainings else None


def _to_trainings(row: Row) -> Target | None:
    return TRAININGS if row.trainings else None
