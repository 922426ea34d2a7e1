"""The inventory in counts: the whole, then by level, city and family."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from planner.compute.inventory import UNKNOWN, Dimension, crosstab, label, live, overview
from planner.findings import Place
from planner.messages import message
from planner.tables.crosstabs import COLLECTIONS
from planner.tables.table import Column, Format, Row, Table
from planner.words import word

if TYPE_CHECKING:
    from planner.messages import Value
    from planner.study import Study


def overview_table(study: Study) -> Table:
    """What the inventory holds, a count a line, beside the number that the study prints."""
    counts = overview(study)
    described = counts.trainings_described
    lines: tuple[tuple[str, Value, Value], ...] = (
        ("trainings_declared", counts.trainings_declared, counts.trainings_published),
        ("trainings_described", described, counts.trainings_published),
        ("family_answers", counts.family_answers_recorded, counts.family_answers_published),
        ("known_seats", counts.trainings_with_known_seats, None),
        ("known_hours", counts.hours_known, None),
        ("known_domain_hours", counts.domain_hours_known, None),
        ("without_family", counts.trainings_without_family, None),
    )
    columns = (
        Column("count", message("table.overview.count"), Format.SAID, width=52),
        Column("number", message("table.overview.number"), Format.INTEGER),
        Column("published", message("table.overview.published"), width=14),
    )
    nothing = message("table.overview.not_printed")
    rows = tuple(
        Row((message(f"count.{code}"), number, nothing if printed is None else printed))
        for code, number, printed in lines
    )
    notes = (message("note.computed_from", n=described),)
    return Table("overview", message("table.overview"), columns, rows, notes)


def levels_table(study: Study) -> Table:
    """Described trainings by level, with their share and the institutions that hold them."""
    return _counts(study, Dimension.LEVEL, "levels")


def cities_table(study: Study) -> Table:
    """Described trainings by city, with their share and the institutions that hold them."""
    return _counts(study, Dimension.CITY, "cities")


def families_table(study: Study) -> Table:
    """Described trainings by job family; one training may stand in several of them."""
    return _counts(study, Dimension.FAMILY, "families")


def modalities_table(study: Study) -> Table:
    """Described trainings by modality; one training may stand in several of them."""
    return _counts(study, Dimension.MODALITY, "modalities")


def _counts(study: Study, dimension: Dimension, topic: str) -> Table:
    described = len(live(study))
    crossed = crosstab(study, dimension, Dimension.INSTITUTION)
    columns = (
        Column("key", word(dimension), Format.SAID, width=44),
        Column("trainings", message("measure.trainings"), Format.INTEGER, scale=True),
        Column("share", message("column.share"), Format.PERCENT),
        Column("institutions", message("collection.institutions"), Format.INTEGER),
    )
    rows = tuple(
        _count(
            study,
            dimension,
            key,
            crossed.row_total(key).trainings,
            described,
            crossed.row_total(key).institutions,
        )
        for key in crossed.rows
    )
    notes = [message("note.computed_from", n=described)]
    if dimension in (Dimension.FAMILY, Dimension.MODALITY):
        notes.append(message("note.several"))
    return Table(topic, message(f"table.{topic}"), columns, rows, tuple(notes))


def _count(
    study: Study,
    dimension: Dimension,
    key: str,
    trainings: tuple[str, ...],
    described: int,
    institutions: int,
) -> Row:
    collection = COLLECTIONS.get(dimension)
    place = None if collection is None or key == UNKNOWN else Place(collection, key)
    share = Fraction(len(trainings), described) if described else None
    named = label(study, dimension, key)
    return Row((named, len(trainings), share, institutions), place, trainings)
