"""From what a person types to a move: the fields of each kind, what may be chosen, the move."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from planner.compute.capacities import YIELD_KEYS
from planner.compute.moves import as_edit
from planner.compute.scenarios import bare, move_of
from planner.errors import InvalidInput
from planner.fields import Field, Kind, field_of
from planner.study import ScenarioMove
from planner.text import search_key
from planner.vocab import MoveKind
from ui.actions.fieldwords import Option, options
from ui.actions.parsing import parse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.compute.moves import Move
    from planner.study import Study, Training
    from ui.actions.texts import Texts

_ROWS = "scenario_moves"
#: The fields that tell each kind of move, those that must be filled first; then the others.
FORMS: Mapping[MoveKind, tuple[tuple[str, ...], tuple[str, ...]]] = {
    MoveKind.ADD: (("training", "low"), ()),
    MoveKind.OPEN: (("name", "families", "level", "low"), ("high", "modalities")),
    MoveKind.CLOSE: (("training",), ()),
    MoveKind.NEED: (("need_line",), ("low", "central", "high")),
    MoveKind.SHARE: (("allocation", "family", "level", "value"), ()),
    MoveKind.YIELD: (("assumption", "value"), ()),
}


def form_fields(kind: MoveKind) -> tuple[Field, ...]:
    """The fields that a form of this kind of move asks for, in order."""
    needed, optional = FORMS[kind]
    return tuple(
        replace(field_of(_ROWS, name), required=name in needed) for name in (*needed, *optional)
    )


def label_code(kind: MoveKind, name: str) -> str:
    """The text code of a field's label in the form of a kind."""
    return f"tray.{kind}.{name}"


def form_options(study: Study, texts: Texts, field: Field) -> tuple[Option, ...]:
    """What may be chosen: trainings that are not archived with place and house; the yields."""
    if field.key == "training":
        open_ones = (row for row in study.trainings if not row.is_archived)
        return tuple(Option(row.key, _training(study, texts, row)) for row in open_ones)
    found = options(study, texts, field)
    if field.key == "assumption":
        return tuple(option for option in found if option.typed in YIELD_KEYS)
    return found


def typed_move(
    study: Study, texts: Texts, scenario: str, kind: MoveKind, typed: Mapping[str, str]
) -> Move:
    """The move that the typed fields stand for.

    Raises:
        InvalidInput: a field that is empty and must not be, or not understood; a move that
            cannot stand on the study.
    """
    values: dict[str, Any] = {}
    for field in form_fields(kind):
        words = _completed(study, texts, field, typed.get(field.key, ""))
        value = parse(study, texts, _ROWS, field, words)
        if field.required and value in (None, "", ()):
            raise InvalidInput("move_field_missing", field=label_code(kind, field.key))
        values[field.key] = value
    if "modalities" in values:
        vocabulary: Any = field_of(_ROWS, "modalities").vocabulary
        values["modalities"] = tuple(map(vocabulary, values["modalities"]))
    move = move_of(ScenarioMove(key="typed", scenario=scenario, kind=kind, **values))
    as_edit(bare(study, scenario), move, scenario)
    return move


def _completed(study: Study, texts: Texts, field: Field, typed: str) -> str:
    """What stands for the one option that holds all the words typed; the words else."""
    if field.kind is not Kind.REFERENCE or not typed.strip():
        return typed
    found = form_options(study, texts, field)
    if typed in {option.typed for option in found}:
        return typed
    wanted = search_key(typed).split()
    meant = [o for o in found if all(word in search_key(o.words) for word in wanted)]
    return meant[0].typed if len(meant) == 1 else typed


def _training(study: Study, texts: Texts, row: Training) -> str:
    """A training as a list names it: title, institution, city, level, so that namesakes differ."""
    institution = study.institutions.find(row.institution or "")
    city = study.cities.find(row.city or "")
    level = texts.say(f"level.short.{row.level}") if row.level else ""
    house = row.printed_institution if institution is None else institution.name
    return " · ".join(filter(None, (row.title, house, city.name if city else "", level)))
