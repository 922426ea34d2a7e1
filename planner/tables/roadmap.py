"""The roadmap as a table: who does what, from when to when, and how much it may slip."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planner.compute.gap_sentences import family_name
from planner.fields import label_code
from planner.findings import Place
from planner.messages import message
from planner.tables.provenance import PROVENANCE, provenance
from planner.tables.table import Column, Format, Row, Table
from planner.words import word

if TYPE_CHECKING:
    from planner.compute.outlook import Outlook
    from planner.compute.roadmap import Roadmap
    from planner.compute.schedule import Planned
    from planner.messages import Value
    from planner.study import Study, Task


def _column(key: str, format: Format = Format.TEXT, unit: str = "", width: int = 14) -> Column:
    return Column(key, message(label_code("tasks", key)), format, unit, width=width)


def _date(key: str) -> Column:
    return Column(key, message(f"table.roadmap.{key}"), Format.DATE)


_COLUMNS = (
    Column("key", message("column.key"), width=18),
    _column("action", width=30),
    _column("title", width=50),
    _column("kind", Format.SAID, width=10),
    _column("days", Format.INTEGER, "day", 8),
    _date("start"),
    _date("finish"),
    _date("latest_finish"),
    _column("due", Format.DATE),
    Column(
        "float_days",
        message("table.roadmap.float_days"),
        Format.INTEGER,
        "day",
        message("note.float_days"),
    ),
    Column("is_critical", message("table.roadmap.is_critical"), Format.FLAG),
    _column("owner", width=34),
    _column("certification", width=34),
    _column("after", width=50),
    _column("not_before", Format.DATE),
    _column("days_low", Format.INTEGER, "day", 8),
    _column("days_high", Format.INTEGER, "day", 8),
    _column("families", width=30),
    _column("level", Format.INTEGER, width=8),
)
#: What an outlook adds.
_BESIDE = (
    _date("then"),
    Column("slip_days", message("table.roadmap.slip_days"), Format.INTEGER, "day"),
    _date("half"),
    _date("most"),
    Column("holds", message("table.roadmap.holds"), Format.PERCENT, "", message("note.chances")),
)
#: The fields of a task that are typed in the table of the page, around what is computed.
TYPED = (
    "title",
    "kind",
    "days_low",
    "days",
    "days_high",
    "after",
    "not_before",
    "due",
    "owner",
    "action",
    "certification",
    "families",
    "level",
)
_COMPUTED = ("start", "finish", "float_days", "holds")
_TYPED_WIDTHS = {
    "title": 34,
    "kind": 9,
    "days_low": 7,
    "days": 7,
    "days_high": 7,
    "after": 26,
    "start": 11,
    "finish": 11,
    "float_days": 8,
    "holds": 8,
    "not_before": 11,
    "due": 11,
    "owner": 22,
    "action": 22,
    "certification": 22,
    "families": 20,
    "level": 10,
}


def roadmap_table(study: Study, roadmap: Roadmap, beside: Outlook | None = None) -> Table:
    """The tasks of the managed actions with their planned dates, in the order of the tasks.

    Dates are unknown for tasks that cannot be placed in time; a task without deadline says so.
    With an outlook ``beside``, what has moved since the baseline and the draws stand at the end.
    """
    notes = (message("note.float_days"), message("note.finish_excluded"))
    added = () if beside is None else (message("note.chances"),)
    return Table(
        "roadmap",
        message("table.roadmap", n=len(roadmap.tasks)),
        (*_COLUMNS, *(() if beside is None else _BESIDE), *PROVENANCE),
        tuple(_row(study, roadmap, task, beside) for task in roadmap.tasks),
        (*notes, *added, message("note.provenance")),
    )


def tasks_table(study: Study, roadmap: Roadmap, beside: Outlook) -> Table:
    """The tasks as they are typed, with the dates that follow and the chance to hold.

    A blank ``due`` is no deadline, a blank ``after`` waits for nobody: neither is unknown.
    """
    whole = roadmap_table(study, roadmap, beside)
    places = {column.key: place for place, column in enumerate(whole.columns)}
    order = (*TYPED[:6], *_COMPUTED, *TYPED[6:])
    columns = tuple(replace(whole.columns[places[key]], width=_TYPED_WIDTHS[key]) for key in order)
    rows = tuple(
        Row(tuple(_typed(task, key, row.values[places[key]]) for key in order), row.place)
        for task, row in zip(roadmap.tasks, whole.rows, strict=True)
    )
    return Table("tasks", whole.title, columns, rows, whole.notes)


def _typed(task: Task, key: str, value: Value) -> Value:
    """A cell of the typed table: what is left blank on purpose is blank, not unknown."""
    if key == "level" and value is not None:
        return message(f"level.{value}")
    if key in ("not_before", "due", "days_low", "days_high", "level"):
        return "" if getattr(task, key) is None else value
    return "" if key == "holds" and task.due is None else value


def _row(study: Study, roadmap: Roadmap, task: Task, beside: Outlook | None) -> Row:
    span = None if roadmap.plan is None else roadmap.plan.spans.get(task.key)
    certification = study.certifications.find(task.certification or "")
    values = (
        task.key,
        study.actions.get(task.action).title,
        task.title,
        word(task.kind),
        task.days,
        *_dates(task, span),
        task.owner,
        "" if certification is None else certification.title,
        tuple(_title(study, key) for key in task.after),
        "" if task.not_before is None else task.not_before,
        task.days_low,
        task.days_high,
        tuple(family_name(study, key) for key in task.families),
        task.level,
        *(() if beside is None else _beside(task, beside)),
        *provenance(task.source),
    )
    return Row(values, Place("tasks", task.key))


def _beside(task: Task, beside: Outlook) -> tuple[Value, ...]:
    slip, chance = beside.slips.get(task.key), beside.chances.get(task.key)
    moved = (None, None) if slip is None else (slip.then, slip.days)
    if chance is None:
        return (*moved, None, None, None)
    return (*moved, chance.half, chance.most, chance.holds)


def _dates(task: Task, span: Planned | None) -> tuple[Value, ...]:
    due = task.due or message("table.roadmap.no_due")
    if span is None:
        return None, None, None, due, None, None
    return (
        span.earliest_start,
        span.earliest_finish,
        span.latest_finish,
        due,
        span.float_days,
        span.is_critical,
    )


def _title(study: Study, key: str) -> str:
    task = study.tasks.find(key)
    return key if task is None else task.title
