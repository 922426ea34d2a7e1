"""The verb of the ladder: which training can follow which, from bac+2 to the doctorate."""

from __future__ import annotations

from planner.compute.ladder import ladder, shortest_way
from planner.errors import InvalidInput, UsageError
from planner.messages import message
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


@verb("ladder")
def climb(
    desk: Desk,
    family: str = "",
    institution: str = "",
    domain: str = "",
    start: str = "",
    goal: str = "",
) -> Outcome:
    """The inferred steps of a scope, or the shortest way from one training up to another."""
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
    )
    data: dict[str, Plain] = {table.key: plain_table(table, desk.texts) for table in tables}
    data["steps"] = [
        {"start": step.start, "goal": step.goal, "families": list(step.families)}
        for step in found.steps
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
    way = shortest_way(study, start, goal, **scope)
    names = {"start": ends[0].title, "goal": ends[1].title}
    for end in ends:
        if end.key not in ladder(study, **scope).placed:
            raise InvalidInput("ladder_unplaced", name=end.title)
    if way is None:
        return Outcome(said=(message("ladder.way.none", **names),), data={"way": None})
    said = message("ladder.way.found", n=len(way) - 1, **names)
    return Outcome(said=(said,), tables=(way_table(study, way),), data={"way": list(way)})
