"""The Excel workbook of a study: its map, its needs and gaps, its plan and its quality."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from openpyxl import Workbook

from exports.sheets.book import Book
from exports.sheets.contents import planned_sheets
from exports.sheets.pages import README, write_sheet
from exports.sheets.readme import Identity, write_readme
from exports.writing import write_atomically
from exports.xlsx_text import xlsx_text
from planner.errors import InvalidInput
from planner.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from pathlib import Path

    from exports.sheets.plan import Sheet
    from planner.messages import Speaker
    from planner.study import Scenario, Study

#: Shares of the work behind us once the tables are made, and once the sheets are filled.
_TABLES_MADE, _SHEETS_FILLED = 0.15, 0.7
_ROWS_PER_STEP = 100


def write_workbook(
    study: Study,
    path: Path,
    speaker: Speaker,
    *,
    on: date,
    fingerprint: str,
    edition: str | None = None,
    scenarios: Sequence[str] | None = None,
    watch: Watch | None = None,
) -> None:
    """Write the workbook of ``study`` to ``path``, whole or not at all.

    Equal arguments give equal bytes. Every cell holds a value: there is no formula in the file.

    Args:
        study: what to show.
        path: the file to create or replace (``.xlsx``).
        speaker: the language of the workbook.
        on: the day that the workbook bears.
        fingerprint: what tells the state of the study file, shown on the first sheet.
        edition: the name of the edition; the study's own where none is given.
        scenarios: keys of the scenarios whose needs and gaps are shown; all by default.
        watch: hears of the progress, and may stop the work.

    Raises:
        InvalidInput: the study has no scenario of that key.
        ExportError: the file cannot be written; the former one is whole.
        Cancelled: the watch asked to stop; nothing is written.
    """
    watch = watch or Watch()
    chosen = _scenarios(study, scenarios)
    watch.step(0.0, "workbook.step.tables")
    sheets = planned_sheets(study, chosen, on)
    identity = Identity(
        edition=edition or _fact(study, "edition"),
        on=on,
        fingerprint=fingerprint,
        scenarios=tuple(scenario.name for scenario in chosen),
    )
    book = _filled(study, speaker, identity, sheets, watch)
    watch.step(_SHEETS_FILLED, "workbook.step.saving")
    write_atomically(path, partial(book.save, on=on))


def _scenarios(study: Study, keys: Sequence[str] | None) -> tuple[Scenario, ...]:
    if keys is None:
        return tuple(study.scenarios)
    for key in keys:
        if study.scenarios.find(key) is None:
            known = tuple(study.scenarios.keys())
            raise InvalidInput("unknown_scenario", scenario=key, known=known)
    return tuple(study.scenarios.get(key) for key in keys)


def _filled(
    study: Study, speaker: Speaker, identity: Identity, sheets: Sequence[Sheet], watch: Watch
) -> Book:
    """The workbook with all its sheets; the first one is filled last, when losses are known."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    book = Book(workbook, speaker)
    first = book.add_sheet(README, f"workbook.sheet.{README}")
    pages = [(sheet, book.add_sheet(sheet.code, sheet.title_code)) for sheet in sheets]
    step = _row_steps(watch, sum(len(p.table.rows) for sheet in sheets for p in sheet.parts))
    for planned, page in pages:
        write_sheet(book, page, planned, step)
    write_readme(book, first, study, identity, sheets)
    book.tie_links()
    workbook.active = 0
    _set_properties(workbook, study, speaker)
    return book


def _row_steps(watch: Watch, total: int) -> Callable[[], None]:
    """What to call at each row: tells the progress from time to time."""
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        if done % _ROWS_PER_STEP == 0:
            share = _TABLES_MADE + (_SHEETS_FILLED - _TABLES_MADE) * done / total
            watch.step(share, "workbook.step.sheets")

    return step


def _set_properties(workbook: Workbook, study: Study, speaker: Speaker) -> None:
    properties = workbook.properties
    properties.title = xlsx_text(speaker.say("workbook.title")).text
    properties.subject = xlsx_text(_fact(study, "title")).text
    properties.creator = properties.lastModifiedBy = "Cartoplan"
    properties.language = speaker.language


def _fact(study: Study, key: str) -> str:
    fact = study.facts.find(key)
    return "" if fact is None else fact.text
