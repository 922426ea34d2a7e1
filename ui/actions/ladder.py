"""The verbs of the ladder: which training can follow which, and the bridges that are declared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.compute.ladder import ladder
from planner.compute.ladder_ways import shortest_way, way_found, why_no_way
from planner.errors import InvalidInput, UsageError
from planner.fields import label_code
from planner.messages import message
from planner.tables.bridges import bridges_table
from planner.tables.ladder import (
    ladder_checks_table,
    ladder_families_table,
    ladder_groups_table,
    way_table,
)
from ui.actions import rowedits
from ui.actions.desk import Desk
from ui.actions.outcome import Outcome, Plain, plain_table
from ui.actions.registry import verb

if TYPE_CHECKING:
    from planner.messages import Value
    from planner.study import Training

_ROOM = "bridges"


@verb("bridges.list")
def list_bridges(desk: Desk) -> Outcome:
    """The declared bridges with the names of their trainings."""
    return Outcome(tables=(bridges_table(desk.document.study),))


@verb("bridges.add", changes=True)
def add_bridge(desk: Desk, start: str, goal: str, conditions: str = "") -> Outcome:
    """Declare a bridge from one training to another, each named by key or by title."""
    pairs = [f"start={start}", f"goal={goal}", f"conditions={conditions}"]
    values = rowedits.typed_values(desk, _ROOM, pairs)
    first, last = (_end(desk, values, end) for end in ("start", "goal"))
    if first.key == last.key:
        raise InvalidInput("bridge_to_itself", name=first.title)
    for row in desk.document.study.bridges:
        if (row.start, row.goal) == (first.key, last.key):
            raise InvalidInput("bridge_repeated", start=first.title, goal=last.title, key=row.key)
    key = rowedits.add(desk, _ROOM, values)
    said = message("ladder.bridge.added", start=first.title, goal=last.title)
    return Outcome(said=(said,), data={"key": key})


def _end(desk: Desk, values: dict[str, Value], end: str) -> Training:
    """The training at one end of a bridge; refused where none is named."""
    if values[end] is None:
        raise InvalidInput("field_needed", field=label_code(_ROOM, end))
    return desk.document.study.trainings.get(str(values[end]))


@verb("bridges.remove", changes=True)
def remove_bridge(desk: Desk, key: str) -> Outcome:
    """Remove a declared bridge; ``undo`` brings it back."""
    rowedits.remove(desk, _ROOM, key)
    return Outcome(said=(message("done.removed", key=key),), data={"key": key})


@verb("ladder")
def climb(
    desk: Desk,
    family: str = "",
    institution: str = "",
    domain: str = "",
    start: str = "",
    goal: str = "",
) -> Outcome:
    """The steps of a scope and its bridges, or the shortest way from one training to another."""
    scope = {
        "family": _key(desk, "allocation_shares", "family", family),
        "institution": _key(desk, "trainings", "institution", institution),
        "domain": _key(desk, "domain_hours", "domain", domain),
    }
    if bool(start) != bool(goal):
        raise UsageError("ladder_one_end")
    if start:
        return _way(desk, start, goal, scope)
    study = desk.document.study
    found = ladder(study, **scope)
    tables = (
        ladder_groups_table(study, found),
        ladder_families_table(study, found),
        ladder_checks_table(study, found),
        bridges_table(study, {step.bridge for step in found.bridges}),
    )
    data: dict[str, Plain] = {table.key: plain_table(table, desk.texts) for table in tables}
    data["steps"] = [
        {
            "start": step.start,
            "goal": step.goal,
            "families": list(step.families),
            "kind": str(step.kind),
        }
        for step in (*found.steps, *found.bridges)
    ]
    data["missing"] = list(found.missing)
    data["findings"] = [desk.texts.say(said) for said in found.findings]
    return Outcome(said=found.findings, tables=tables, data=data)


def _key(desk: Desk, collection: str, field: str, typed: str) -> str | None:
    """The key of what was named, by key or by name; None where nothing was."""
    named = rowedits.typed_values(desk, collection, [f"{field}={typed}"])[field]
    return None if named is None else str(named)


def _way(desk: Desk, start: str, goal: str, scope: dict[str, str | None]) -> Outcome:
    study = desk.document.study
    ends = [rowedits.row_of(study, "trainings", key) for key in (start, goal)]
    found = ladder(study, **scope)
    known = {*found.placed, *(end for step in found.bridges for end in (step.start, step.goal))}
    for end in ends:
        if end.key not in known:
            raise InvalidInput("ladder_unplaced", name=end.title)
    way = shortest_way(study, start, goal, **scope)
    names = {"start": ends[0].title, "goal": ends[1].title}
    if way is None:
        lacking = why_no_way(study, found, start, goal)
        none = (message("ladder.way.none", **names), lacking)
        return Outcome(said=none, data={"way": None, "lacking": desk.texts.say(lacking)})
    said = way_found(way, *names.values())
    data: dict[str, Plain] = {
        "way": list(way.trainings),
        "kinds": [str(step.kind) for step in way.steps],
    }
    return Outcome(said=(said,), tables=(way_table(study, way),), data=data)
