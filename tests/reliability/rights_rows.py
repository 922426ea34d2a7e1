"""A region with a row of one's own, of another and of nobody in every table that has such rows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Table

from db.constraints import LINKS
from db.rows import LINK_ROWS, ROWS, table_of
from planner.fields import ENTITIES
from planner.rights import BY_INSTITUTION, BY_SUBJECT, BY_TRAINING, OWNED
from planner.rows import Rows
from planner.study import Entity, Study
from planner.vocab import Modality
from tests.build import training
from tests.reliability.filled_study import filled

WHOSE = ("mine", "others", "nobodys")


@dataclass(frozen=True, slots=True)
class Sample:
    """A row of a table: its columns, and the row of the study whose rights hold for it."""

    table: Table
    whose: str
    collection: str
    owner: Entity
    identity: dict[str, Any]


def institutions(study: Study) -> dict[str, str | None]:
    """Whose rows are mine, another's and nobody's."""
    mine, others = (row.key for row in study.institutions[:2])
    return {"mine": mine, "others": others, "nobodys": None}


def region_study() -> Study:
    """The shipped study with a row in every collection, and three of each that has an owner."""
    study = filled()
    for whose, institution in institutions(study).items():
        family = study.families[0].key
        row = training(whose, family, institution=institution, city=None)
        study = _with(study, "trainings", replace(row, modalities=(Modality.INITIAL,)))
    for collection in sorted(OWNED - {"trainings"}):
        model = getattr(study, collection)[0]
        for whose, institution in institutions(study).items():
            if row := _of(collection, model, whose, institution):
                study = _with(study, collection, row)
    return study


def _of(collection: str, model: Any, whose: str, institution: str | None) -> Any:
    """The model as a row of somebody; None where each row must be somebody's."""
    if collection in BY_TRAINING:
        return replace(model, key=f"{whose}-", training=whose)
    if collection in BY_SUBJECT:
        return replace(model, key=f"{whose}-", about="trainings", row=whose)
    if institution is None and collection == "mailings":
        return None
    return replace(model, key=f"{whose}-", institution=institution)


def _with(study: Study, collection: str, row: Any) -> Study:
    rows = [*getattr(study, collection), row]
    if collection == "import_choices":
        rows = [replace(each, given=each.key) for each in rows]
    return replace(study, **{collection: Rows(rows)})


def samples(study: Study) -> tuple[Sample, ...]:
    """A row of each table of the study, or three where rows have owners."""
    found = []
    for collection in ENTITIES:
        table = table_of(ROWS[collection])
        for whose, row in _rows(study, collection):
            found.append(Sample(table, whose, collection, row, {"key": row.key}))
    for link in LINKS.values():
        table = table_of(LINK_ROWS[link.table])
        rows = _rows(study, link.collection, link.field)
        for whose, row in rows:
            identity = {link.owner: row.key, "position": 0}
            found.append(Sample(table, whose, link.collection, row, identity))
    return tuple(found)


def _rows(study: Study, collection: str, field: str | None = None) -> list[tuple[str, Entity]]:
    rows = getattr(study, collection)
    if collection in OWNED:
        keys = {whose: whose if collection == "trainings" else f"{whose}-" for whose in WHOSE}
        return [(whose, row) for whose, key in keys.items() if (row := rows.find(key))]
    if field is None:
        return [("nobodys", rows[0])]
    return [("nobodys", next(row for row in rows if getattr(row, field)))]


def moves(study: Study) -> tuple[tuple[str, str, str, str, str], ...]:
    """Each way in which a row goes to another owner: collection, from, to, column, new value."""
    found = []
    of = institutions(study)
    for collection in sorted(OWNED):
        if collection in BY_INSTITUTION:
            column, names = "institution", {w: k for w, k in of.items() if k}
        else:
            column = "row" if collection in BY_SUBJECT else "training"
            names = {whose: whose for whose in WHOSE}
        for start in WHOSE:
            if not _has(study, collection, start):
                continue
            for end, value in names.items():
                if end != start and value is not None:
                    found.append((collection, start, end, column, value))
    return tuple(found)


def _has(study: Study, collection: str, whose: str) -> bool:
    key = whose if collection == "trainings" else f"{whose}-"
    return getattr(study, collection).find(key) is not None
