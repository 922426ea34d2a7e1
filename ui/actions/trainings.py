"""The verbs of the inventory: list, show, add, change, duplicate, archive, remove."""

from __future__ import annotations

from planner.edits import Set
from planner.messages import message
from planner.tables.trainings import training_table, trainings_table
from planner.text import search_key
from ui.actions import rowedits
from ui.actions.desk import Desk
from ui.actions.outcome import Outcome
from ui.actions.registry import verb

_ROOM = "trainings"


@verb("trainings.list")
def list_trainings(
    desk: Desk,
    family: str = "",
    level: int = 0,
    city: str = "",
    institution: str = "",
    search: str = "",
    archived: bool = False,
) -> Outcome:
    """The trainings that match every given filter; filters take keys or names."""
    study = desk.document.study
    wanted = {
        name: rowedits.typed_values(desk, _ROOM, [f"{name}={typed}"])[name]
        for name, typed in (("city", city), ("institution", institution))
        if typed
    }
    families = rowedits.typed_values(desk, _ROOM, [f"families={family}"])["families"]
    keys = tuple(
        t.key
        for t in study.trainings
        if t.is_archived == archived
        and (not level or t.level == level)
        and all(getattr(t, name) == value for name, value in wanted.items())
        and set(families or ()) <= set(t.families)  # type: ignore[arg-type]
        and search_key(search) in search_key(t.title)
    )
    return Outcome(tables=(trainings_table(study, keys),))


@verb("trainings.show")
def show_training(desk: Desk, key: str) -> Outcome:
    """All that is known of one training, with the source of each value."""
    study = desk.document.study
    return Outcome(tables=(training_table(study, rowedits.row_of(study, _ROOM, key)),))


@verb("trainings.add", changes=True, in_window=True, shortcut="Ctrl+N")
def add_training(desk: Desk, values: list[str]) -> Outcome:
    """Add a training from ``field=value`` words; ``title`` is needed."""
    key = rowedits.add(desk, _ROOM, rowedits.typed_values(desk, _ROOM, values))
    return Outcome(said=(message("done.added", key=key),), data={"key": key})


@verb("trainings.set", changes=True)
def set_training(desk: Desk, key: str, values: list[str]) -> Outcome:
    """Give new values to a training from ``field=value`` words; an empty value is unknown."""
    rowedits.change(desk, _ROOM, key, rowedits.typed_values(desk, _ROOM, values))
    return Outcome(said=(message("done.changed", key=key),), data={"key": key})


@verb("trainings.duplicate", changes=True, in_window=True, shortcut="Ctrl+D")
def duplicate_training(desk: Desk, key: str) -> Outcome:
    """Add a copy of a training under a fresh key."""
    copy = rowedits.duplicate(desk, _ROOM, key)
    return Outcome(said=(message("done.added", key=copy),), data={"key": copy})


@verb("trainings.archive", changes=True, in_window=True, shortcut="Ctrl+Backspace")
def archive_training(desk: Desk, key: str) -> Outcome:
    """Take a training out of the map without losing it."""
    return _archive(desk, key, "archived", value=True)


@verb("trainings.restore", changes=True, in_window=True)
def restore_training(desk: Desk, key: str) -> Outcome:
    """Put an archived training back on the map."""
    return _archive(desk, key, "restored", value=False)


def _archive(desk: Desk, key: str, what: str, *, value: bool) -> Outcome:
    row = rowedits.row_of(desk.document.study, _ROOM, key)
    label = message(f"step.{what}", name=row.title[:80], target=f"collection.{_ROOM}")
    desk.document.do(Set(_ROOM, key, (("is_archived", value),)), label)
    return Outcome(said=(message(f"done.{what}", key=key),), data={"key": key})


@verb("trainings.remove", changes=True)
def remove_training(desk: Desk, key: str) -> Outcome:
    """Remove a training with its places and hours; ``undo`` brings them back."""
    rowedits.remove(desk, _ROOM, key)
    return Outcome(said=(message("done.removed", key=key),), data={"key": key})
