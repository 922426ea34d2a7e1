"""The verbs of the inventory: list, show, add, change, duplicate, archive, remove."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.checks.concerned import open_doubts
from planner.compute.selection import DOUBTFUL, Choice, Facet, State, Told, matching
from planner.edits import Set
from planner.messages import message
from planner.tables.trainings import SEARCHED, training_table, trainings_table
from ui.actions import rowedits
from ui.actions.desk import Desk
from ui.actions.outcome import Outcome
from ui.actions.registry import verb
from ui.actions.settings import read_settings, settings_path
from ui.actions.tableorder import found, ordered, with_columns
from ui.actions.views import SavedView, view_called

if TYPE_CHECKING:
    from collections.abc import Iterable

_ROOM = "trainings"


@verb("trainings.list")
def list_trainings(
    desk: Desk,
    family: str = "",
    level: int = 0,
    city: str = "",
    institution: str = "",
    modality: str = "",
    domain: str = "",
    places: Told | None = None,
    year: int = 0,
    doubtful: bool = False,
    search: str = "",
    archived: bool = False,
    view: str = "",
) -> Outcome:
    """The trainings that match every given filter, as a saved view shows them if one is named."""
    shown = view_called(read_settings(settings_path()).views, view) if view else SavedView("")
    told = f"{places}:{year}" if places and year else str(places or "")
    named = {
        Facet.FAMILY: _keys(desk, _ROOM, "families", family),
        Facet.LEVEL: (str(level),) if level else (),
        Facet.CITY: _keys(desk, _ROOM, "city", city),
        Facet.INSTITUTION: _keys(desk, _ROOM, "institution", institution),
        Facet.MODALITY: _keys(desk, _ROOM, "modalities", modality),
        Facet.DOMAIN: _keys(desk, "domain_hours", "domain", domain),
        Facet.SEATS: (told,) if told else (),
        Facet.DOUBT: (DOUBTFUL,) if doubtful else (),
    }
    asked = [(Choice(facet, key),) for facet, keys in named.items() for key in keys]
    keys = _matching(desk, [shown.choices, *asked], is_archived=archived)
    table = trainings_table(desk.document.study, keys)
    for words in (shown.search, search):
        table = found(table, words, SEARCHED, desk.texts)
    column, is_descending = shown.sorting
    table = ordered(table, column, desk.texts, is_descending=is_descending)
    return Outcome(tables=(with_columns(table, shown.columns),))


def _keys(desk: Desk, collection: str, field: str, typed: str) -> tuple[str, ...]:
    """The keys of what was named, by key or by name; none where nothing was."""
    value = rowedits.typed_values(desk, collection, [f"{field}={typed}"])[field]
    if value is None:
        return ()
    return tuple(map(str, value)) if isinstance(value, tuple) else (str(value),)


def _matching(
    desk: Desk, choices: Iterable[tuple[Choice, ...]], *, is_archived: bool
) -> tuple[str, ...]:
    """The keys of the trainings that fit every group of choices; the archived alone if asked."""
    study = desk.document.study
    parts = [*choices]
    is_doubt_asked = any(one.facet is Facet.DOUBT for part in parts for one in part)
    doubts = open_doubts(study) if is_doubt_asked else None
    kept: tuple[str, ...] | None = None
    state = (Choice(Facet.STATE, State.ARCHIVED),) if is_archived else ()
    for part in parts:
        kept = matching(study, (*part, *state), kept, doubts)
    return kept or ()


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
