"""The roadmap as a table: who does what, from when to when, and how much it may slip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.fields import label_code
from planner.findings import Place
from planner.messages import message
from planner.tables.provenance import PROVENANCE, provenance
from planner.tables.table import Column, Format, Row, Table
from planner.words import word

if TYPE_CHECKING:
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
    *PROVENANCE,
)


def roadmap_table(study: Study, roadmap: Roadmap) -> Table:
    """The tasks of the managed actions with their planned dates, in the order of the tasks.

    Dates are unknown for tasks that cannot be placed in time; a task without deadline says so.
    """
    return Table(
        "roadmap",
        message("table.roadmap", n=len(roadmap.tasks)),
        _COLUMNS,
        tuple(_row(study, roadmap, task) for task in roadmap.tasks),
        (message("note.float_days"), message("note.finish_excluded"), message("note.provenance")),
    )


def _row(study: Study, roadmap: Roadmap, task: Task) -> Row:
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
        *provenance(task.source),
    )
    return Row(values, Place("tasks", task.key))


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
