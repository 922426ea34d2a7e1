"""A sheet a training as annex 3 of the study gives it: two to a page where they fit."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportlab.platypus import KeepTogether

from exports.pdf_styles import STYLES, WIDTH
from exports.pdf_tables import pdf_table
from planner.messages import message
from planner.tables.trainings import training_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlab.platypus.flowables import Flowable

    from exports.pdf_scribe import Scribe
    from exports.report.parts import Sheets
    from exports.report.subject import Reported
    from planner.study import Study, Training
    from planner.tables.table import Table

#: What every sheet says of itself elsewhere: its title is its heading.
_SAID_ABOVE = frozenset({"title", "is_described", "is_archived", "comment"})
_COLUMNS, _WIDTHS = ("field", "value", "nature"), (30, 74, 14)


def training_sheets(told: Reported, part: Sheets, scribe: Scribe) -> Iterator[Flowable]:
    """The sheets one after the other, none parted between pages where it fits on one."""
    for training in part.trainings:
        title = scribe.heading(message("name.as_written", name=training.title), 1)
        key = scribe.prose(message("report.training.key", key=training.key), STYLES.small)
        table = sheet_table(told.study, training)
        printed = pdf_table(table, scribe, WIDTH, columns=_COLUMNS, widths=_WIDTHS, notes=())
        yield KeepTogether([title, key, *printed])


def sheet_table(study: Study, training: Training) -> Table:
    """What is known of a training, without what its heading says and what is blank."""
    table = training_table(study, training)
    kept = [
        row
        for row in table.rows
        if row.place is not None
        and row.place.field not in _SAID_ABOVE
        and (row.place.field or row.place.collection != "trainings")
    ]
    if training.comment:
        kept += [row for row in table.rows if row.place and row.place.field == "comment"]
    return replace(table, rows=tuple(kept))
