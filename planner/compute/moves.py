"""Moves: what one may wonder about a study, each turned into edits that stand.

A move is a value over a study, never a copy of it. The same batch of edits makes an overlay (by
``planner.edits.apply``) and an adoption (done on the document). What it writes is an assumption.
Its new rows take their key from what the move says, so that equal moves give equal keys.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from hashlib import sha256
from typing import TYPE_CHECKING, Any, TypeVar

from planner.compute.capacities import YIELD_KEYS
from planner.edits import Batch, Edit, Put, Set, apply
from planner.errors import EditRefused, InvalidInput
from planner.study import AllocationShare, Entity, Seats, Source, Training
from planner.text import clean
from planner.vocab import Confidence, Nature

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planner.messages import Value
    from planner.rows import Rows
    from planner.study import Study
    from planner.vocab import Modality, SeatKind

LEVELS = range(1, 9)
E = TypeVar("E", bound=Entity)


@dataclass(frozen=True, slots=True)
class OpenTraining:
    """A new training at a CEC level with ``low`` to ``high`` places a year (None: no bound)."""

    name: str
    families: tuple[str, ...]
    level: int
    low: int
    high: int | None
    modalities: tuple[Modality, ...] = ()


@dataclass(frozen=True, slots=True)
class CloseTraining:
    """A training, by key, taken off the map: archived, not lost."""

    training: str


@dataclass(frozen=True, slots=True)
class AddSeats:
    """More places a year for a training, by key.

    A year with known places gets them on top. In a year without, the training has at least these
    places and its upper bound stays unknown: the ceiling of its level still bounds the whole.
    """

    training: str
    seats_per_year: int


@dataclass(frozen=True, slots=True)
class ChangeNeed:
    """Other numbers of people for a need line, by key; None is unknown."""

    need_line: str
    low: int | None
    central: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class ChangeShare:
    """Another share (0 to 1) of an allocation for a family at a level.

    The other shares stay as they are: what is then left, or in excess, is told as unallocated.
    """

    allocation: str
    family: str
    level: int
    share: Fraction


@dataclass(frozen=True, slots=True)
class ChangeYield:
    """Another value (above 0, at most 1) for one of the assumptions ``yield.…``."""

    assumption: str
    value: Fraction


Move = OpenTraining | CloseTraining | AddSeats | ChangeNeed | ChangeShare | ChangeYield


def as_edit(study: Study, move: Move, scenario: str) -> Batch:
    """The edits of a move; places are given for every year of the scenario's need lines.

    Raises:
        InvalidInput: an unknown scenario, training, need line, allocation, family or yield; a
            negative number; a level outside 1-8; a share outside 0-1; or a value that the study
            cannot take. The values name it.
    """
    batch = Batch(tuple(_edits(study, move, scenario)))
    try:
        apply(study, batch)
    except EditRefused as error:
        raise InvalidInput("whatif_refused", why=error.message) from error
    return batch


def overlay(study: Study, scenario: str, moves: Iterable[Move]) -> Batch:
    """All moves as one batch, the same whatever their order; raises what ``as_edit`` does."""
    edits: list[Edit] = []
    for move in sorted(moves, key=repr):
        edit = as_edit(study, move, scenario)
        edits.append(edit)
        study = apply(study, edit).study
    return Batch(tuple(edits))


def check_contradictions(moves: Iterable[Move]) -> None:
    """Nothing, where no two moves set the same number.

    Raises:
        InvalidInput: two moves that set the same need, share or yield, by their numbers from 1.
    """
    first: dict[tuple[object, ...], int] = {}
    for number, move in enumerate(moves, 1):
        target = set_by(move)
        if target and first.setdefault(target, number) != number:
            raise InvalidInput("whatif_contradiction", first=first[target], second=number)


def set_by(move: Move) -> tuple[object, ...]:
    """The number that a move sets, where it sets one; empty for a move that adds to others."""
    match move:
        case ChangeNeed():
            return "need", move.need_line
        case ChangeShare():
            return "share", move.allocation, move.family, move.level
        case ChangeYield():
            return "yield", move.assumption
    return ()


def _edits(study: Study, move: Move, scenario: str) -> Iterator[Edit]:
    years, kind = _years_and_kind(study, scenario)
    match move:
        case OpenTraining():
            yield from _opened(study, move, years, kind)
        case CloseTraining():
            _known(study.trainings, "trainings", move.training)
            yield Set("trainings", move.training, (("is_archived", True),))
        case AddSeats():
            yield from _more_seats(study, move, years, kind)
        case ChangeNeed():
            yield _need(study, move)
        case ChangeShare():
            yield from _shares(study, move)
        case ChangeYield():
            yield _yield(study, move)


def _years_and_kind(study: Study, scenario: str) -> tuple[range, SeatKind]:
    """From the first year of the scenario's lines to the last one, and the places it counts."""
    chosen = study.scenarios.find(scenario)
    if chosen is None:
        known = tuple(study.scenarios.keys())
        raise InvalidInput("unknown_scenario", scenario=scenario, known=known)
    lines = [line for line in study.need_lines if line.key in chosen.need_lines]
    first = min((line.start for line in lines), default=0)
    return range(first, max((line.end for line in lines), default=first)), chosen.seat_kind


def _opened(study: Study, move: OpenTraining, years: range, kind: SeatKind) -> Iterator[Put]:
    if not move.families:
        raise InvalidInput("whatif_no_family", name=move.name[:80])
    for family in move.families:
        _known(study.families, "families", family)
    _check_level(move.level)
    _check_counts(move.low, move.high)
    training = Training(
        key=_free(study.trainings, move),
        rank=_last(study.trainings),
        source=Source(Nature.ASSUMPTION),
        title=clean(move.name),
        level=move.level,
        families=move.families,
        modalities=move.modalities,
    )
    yield Put("trainings", training)
    for year in years:
        yield _seats(study, move, training.key, year, kind, (move.low, move.high))


def _more_seats(study: Study, move: AddSeats, years: range, kind: SeatKind) -> Iterator[Edit]:
    _known(study.trainings, "trainings", move.training)
    _check_counts(move.seats_per_year)
    more = move.seats_per_year
    known = [s for s in study.seats if s.training == move.training and s.kind is kind]
    for row in known:
        if more and row.year in years:
            high = None if row.high is None else row.high + more
            values = (("low", row.low + more), ("high", high), _assumed(row))
            yield Set("seats", row.key, values)
    for year in sorted(set(years) - {row.year for row in known}):
        if more:
            yield _seats(study, move, move.training, year, kind, (more, None))


def _seats(
    study: Study,
    move: Move,
    training: str,
    year: int,
    kind: SeatKind,
    bounds: tuple[int, int | None],
) -> Put:
    row = Seats(
        key=_free(study.seats, move, f"-{year}"),
        rank=_last(study.seats),
        source=Source(Nature.ASSUMPTION),
        training=training,
        year=year,
        kind=kind,
        low=bounds[0],
        high=bounds[1],
        confidence=Confidence.LOW,
    )
    return Put("seats", row)


def _need(study: Study, move: ChangeNeed) -> Set:
    row = _known(study.need_lines, "need_lines", move.need_line)
    _check_counts(move.low, move.central, move.high)
    people = (("low", move.low), ("central", move.central), ("high", move.high))
    return Set("need_lines", row.key, (*people, _assumed(row)))


def _shares(study: Study, move: ChangeShare) -> Iterator[Edit]:
    _known(study.allocations, "allocations", move.allocation)
    _known(study.families, "families", move.family)
    _check_level(move.level)
    if not 0 <= move.share <= 1:
        raise InvalidInput("whatif_share", value=move.share)
    target = (move.allocation, move.family, move.level)
    rows = [r for r in study.allocation_shares if (r.allocation, r.family, r.level) == target]
    for place, row in enumerate(rows):
        share = Fraction(0) if place else move.share
        yield Set("allocation_shares", row.key, (("share", share), _assumed(row)))
    if not rows:
        added = AllocationShare(
            key=_free(study.allocation_shares, move),
            rank=_last(study.allocation_shares),
            source=Source(Nature.ASSUMPTION),
            allocation=move.allocation,
            family=move.family,
            level=move.level,
            share=move.share,
        )
        yield Put("allocation_shares", added)


def _yield(study: Study, move: ChangeYield) -> Set:
    if move.assumption not in YIELD_KEYS:
        raise InvalidInput("whatif_yield", value=move.assumption[:80], known=YIELD_KEYS)
    row = _known(study.assumptions, "assumptions", move.assumption)
    if not 0 < move.value <= 1:
        raise InvalidInput("yield_out_of_range", assumption=row.name, value=move.value)
    return Set("assumptions", row.key, (("value", move.value), _assumed(row)))


def _known(rows: Rows[E], collection: str, key: str) -> E:
    row = rows.find(key)
    if row is None:
        raise InvalidInput("whatif_unknown", value=key[:80], target=f"collection.{collection}")
    return row


def _check_level(level: int) -> None:
    if level not in LEVELS:
        raise InvalidInput("whatif_level", value=level)


def _check_counts(*counts: int | None) -> None:
    for count in counts:
        if count is not None and count < 0:
            raise InvalidInput("whatif_negative", value=count)


def _assumed(row: Entity) -> tuple[str, Value]:
    """The source of a changed row: ours from now on; where its print stood is kept."""
    source: Any = replace(row.source, nature=Nature.ASSUMPTION)
    return "source", source


def _free(rows: Rows[Entity], move: Move, suffix: str = "") -> str:
    """The key of a row that a move adds: the next one where equal moves came before."""
    stem = f"whatif-{sha256(repr(move).encode(errors='replace')).hexdigest()[:8]}"
    key, number = stem + suffix, 1
    while rows.find(key) is not None:
        number += 1
        key = f"{stem}.{number}{suffix}"
    return key


def _last(rows: Rows[Entity]) -> int:
    return max((row.rank for row in rows), default=0) + 1
