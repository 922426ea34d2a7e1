"""Kept scenarios: moves written down as rows, and the study as a scenario sees it.

A scenario that keeps moves is looked at through them: :func:`through` is the one place that says
so, and ``needs``, ``gaps`` and ``openings`` all begin with it. The study it gives keeps no moves of
that scenario any more, so looking twice changes nothing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from planner.compute.moves import (
    AddSeats,
    ChangeNeed,
    ChangeShare,
    ChangeYield,
    CloseTraining,
    Move,
    OpenTraining,
    check_contradictions,
    overlay,
)
from planner.edits import Batch, Drop, Edit, Put, Set, apply
from planner.errors import InvalidInput
from planner.rows import Rows
from planner.study import Scenario, ScenarioMove, Source
from planner.text import clean
from planner.vocab import MoveKind, Nature

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from planner.study import Study

#: Which fields of a row each kind of move is told by, those that may be unknown left out.
_NEEDED: dict[MoveKind, tuple[str, ...]] = {
    MoveKind.OPEN: ("level", "low"),
    MoveKind.CLOSE: ("training",),
    MoveKind.ADD: ("training", "low"),
    MoveKind.NEED: ("need_line",),
    MoveKind.SHARE: ("allocation", "family", "level", "value"),
    MoveKind.YIELD: ("assumption", "value"),
}


def move_of(row: ScenarioMove) -> Move:
    """The move that a row stands for; InvalidInput where it lacks a field of its kind."""
    for field in _NEEDED[row.kind]:
        if getattr(row, field) is None:
            raise InvalidInput(
                "scenario_move_incomplete",
                scenario=row.scenario,
                field=f"field.scenario_moves.{field}",
            )
    given: Any = row  # every field that its kind needs is there
    match row.kind:
        case MoveKind.OPEN:
            return OpenTraining(
                row.name, row.families, given.level, given.low, row.high, row.modalities
            )
        case MoveKind.CLOSE:
            return CloseTraining(given.training)
        case MoveKind.ADD:
            return AddSeats(given.training, given.low)
        case MoveKind.NEED:
            return ChangeNeed(given.need_line, row.low, row.central, row.high)
        case MoveKind.SHARE:
            return ChangeShare(given.allocation, given.family, given.level, given.value)
        case MoveKind.YIELD:
            return ChangeYield(given.assumption, given.value)


def row_of(move: Move, *, key: str, rank: int, scenario: str) -> ScenarioMove:
    """The row that keeps a move in a scenario: an assumption of our own."""
    kind, told = _told(move)
    source = Source(Nature.ASSUMPTION)
    return ScenarioMove(key=key, rank=rank, source=source, scenario=scenario, kind=kind, **told)


def _told(move: Move) -> tuple[MoveKind, dict[str, Any]]:
    match move:
        case OpenTraining():
            return MoveKind.OPEN, {
                "name": clean(move.name),
                "families": move.families,
                "modalities": move.modalities,
                "level": move.level,
                "low": move.low,
                "high": move.high,
            }
        case CloseTraining():
            return MoveKind.CLOSE, {"training": move.training}
        case AddSeats():
            return MoveKind.ADD, {"training": move.training, "low": move.seats_per_year}
        case ChangeNeed():
            people = {"low": move.low, "central": move.central, "high": move.high}
            return MoveKind.NEED, {"need_line": move.need_line, **people}
        case ChangeShare():
            where = {"allocation": move.allocation, "family": move.family, "level": move.level}
            return MoveKind.SHARE, {**where, "value": move.share}
        case ChangeYield():
            return MoveKind.YIELD, {"assumption": move.assumption, "value": move.value}


def moves_of(study: Study, scenario: str) -> tuple[Move, ...]:
    """The moves that a scenario keeps, in their order; raises what ``move_of`` does."""
    return tuple(move_of(row) for row in _rows_of(study, scenario))


def bare(study: Study, scenario: str) -> Study:
    """The study with that scenario as it was before any move: its kept moves are left out."""
    left = [row for row in study.scenario_moves if row.scenario != scenario]
    if len(left) == len(study.scenario_moves):
        return study
    return replace(study, scenario_moves=Rows(left))


def through(study: Study, scenario: str) -> Study:
    """The study as a scenario sees it: its moves made, and none left to be made.

    Raises:
        InvalidInput: a kept move that lacks a field or no longer stands, or two that set the
            same number; as ``as_edit`` and ``check_contradictions``.
    """
    seen = bare(study, scenario)
    if seen is study:
        return study
    return apply(seen, _overlay(seen, scenario, moves_of(study, scenario))).study


def is_kept(study: Study, scenario: str) -> bool:
    """True for a scenario that keeps moves: what one wonders, not what one plans with."""
    return any(row.scenario == scenario for row in study.scenario_moves)


def keep(
    study: Study,
    scenario: str,
    name: str,
    moves: Sequence[Move],
    new_key: Callable[[], str],
    comment: str = "",
) -> tuple[str, Batch]:
    """The key of a new scenario and the edits that write it: the needs of another, and moves.

    Raises:
        InvalidInput: an unknown scenario, no move at all, moves that cannot stand or that set
            the same number.
    """
    _check(study, scenario, moves)
    base = study.scenarios.get(scenario)
    rank = max(row.rank for row in study.scenarios) + 1
    kept = Scenario(
        key=f"sce-{new_key()}",
        rank=rank,
        source=Source(Nature.ASSUMPTION),
        name=clean(name),
        need_lines=base.need_lines,
        seat_kind=base.seat_kind,
        comment=clean(comment) or base.comment,
    )
    return kept.key, Batch((Put("scenarios", kept), *_puts(study, kept.key, moves, new_key)))


def rename(scenario: str, name: str) -> Set:
    """The edit that gives a scenario another name."""
    return Set("scenarios", scenario, (("name", clean(name)),))


def change_moves(
    study: Study, scenario: str, moves: Sequence[Move], new_key: Callable[[], str]
) -> Batch:
    """The edits that let ``moves`` stand for those that a scenario keeps; none may be left.

    Rows of moves that stay are left alone. Raises as ``keep``, but for the empty list.
    """
    if moves:
        _check(study, scenario, moves)
    left = list(moves)
    gone: list[Edit] = []
    for row in _rows_of(study, scenario):
        move = move_of(row)
        if move in left:
            left.remove(move)
        else:
            gone.append(Drop("scenario_moves", row.key))
    return Batch((*gone, *_puts(study, scenario, left, new_key)))


def adopt(study: Study, scenario: str, moves: Sequence[Move]) -> Batch:
    """The edits that make ``moves`` true: their rows in the study, and no longer in the scenario.

    A kept move that is not among them stays kept. Raises as ``keep``.
    """
    _check(study, scenario, moves)
    left = list(moves)
    gone: list[Edit] = []
    for row in _rows_of(study, scenario):
        move = move_of(row)
        if move in left:
            left.remove(move)
            gone.append(Drop("scenario_moves", row.key))
    return Batch((*gone, *_overlay(bare(study, scenario), scenario, moves).edits))


def _rows_of(study: Study, scenario: str) -> tuple[ScenarioMove, ...]:
    return tuple(row for row in study.scenario_moves if row.scenario == scenario)


def _overlay(study: Study, scenario: str, moves: Sequence[Move]) -> Batch:
    check_contradictions(moves)
    return overlay(study, scenario, moves)


def _check(study: Study, scenario: str, moves: Sequence[Move]) -> None:
    """Nothing, where the moves stand together on the study without those that it keeps."""
    if not moves:
        raise InvalidInput("scenario_without_moves")
    _overlay(bare(study, scenario), scenario, moves)


def _puts(
    study: Study, scenario: str, moves: Iterable[Move], new_key: Callable[[], str]
) -> Iterable[Put]:
    last = max((row.rank for row in study.scenario_moves), default=0)
    for rank, move in enumerate(moves, last + 1):
        row = row_of(move, key=f"mov-{new_key()}", rank=rank, scenario=scenario)
        yield Put("scenario_moves", row)
