"""What a person does to need lines and scenarios beyond typing: remove, duplicate, choose."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from planner.compute.overlaps import choose_line, uses
from planner.edits import Batch, Put
from planner.errors import EditRefused
from planner.messages import message
from planner.study import DECLARED
from planner.text import same_name_key
from ui.actions import rowedits

if TYPE_CHECKING:
    from planner.edits import Edit
    from ui.actions.desk import Desk


def remove_line(desk: Desk, key: str) -> None:
    """Remove a need line; refused, naming the scenarios, where one uses it."""
    row = rowedits.row_of(desk.document.study, "need_lines", key)
    names = uses(desk.document.study, key).names
    if names:
        raise EditRefused("need_line_used", name=row.name, scenarios=names, n=len(names))
    rowedits.remove(desk, "need_lines", key)


def remove_allocation(desk: Desk, key: str) -> None:
    """Remove an allocation with its shares; refused, naming a need line, where one is spread so."""
    row = rowedits.row_of(desk.document.study, "allocations", key)
    lines = [line.name for line in desk.document.study.need_lines if line.allocation == key]
    if lines:
        raise EditRefused("allocation_used", name=row.name, first=lines[0], n=len(lines))
    rowedits.remove(desk, "allocations", key)


def duplicate_named(desk: Desk, collection: str, key: str, name: str) -> str:
    """Add a copy of an allocation or a scenario, with the rows that belong to it alone.

    It is called ``name``, numbered where that is taken. Gives the key of the copy; one step.
    """
    study = desk.document.study
    row = rowedits.row_of(study, collection, key)
    taken = {same_name_key(other.name) for other in getattr(study, collection)}
    free = name
    for number in count(2):
        if same_name_key(free) not in taken:
            break
        free = f"{name} {number}"
    fresh = desk.new_key()
    copy = replace(row, key=f"{collection[:3]}-{fresh}", name=free, source=DECLARED)
    owned, owner = _OWNED[collection]
    parts: list[Edit] = [Put(collection, copy)]
    for part in getattr(study, owned):
        if getattr(part, owner) == key:
            own = {owner: copy.key, "key": f"{owned[:3]}-{desk.new_key()}"}
            parts.append(Put(owned, replace(part, **own)))
    label = message("step.duplicated", name=row.name[:80], target=f"collection.{collection}")
    desk.document.do(Batch(tuple(parts)), label)
    return str(copy.key)


def choose(desk: Desk, scenario: str, line: str, *, is_chosen: bool) -> None:
    """Take a need line into a scenario or out of it; refused where people would count twice."""
    study = desk.document.study
    row = rowedits.row_of(study, "scenarios", scenario)
    rowedits.row_of(study, "need_lines", line)
    edit = choose_line(study, scenario, line, is_chosen=is_chosen)
    label = message("step.changed", name=row.name[:80], target="collection.scenarios")
    desk.document.do(edit, label)


#: The rows that belong to an allocation or a scenario alone, and the field that says to which.
_OWNED = {
    "allocations": ("allocation_shares", "allocation"),
    "scenarios": ("scenario_moves", "scenario"),
}
