"""The ladder of trainings: which can follow which, and where a rung is missing.

Design: coverage.md, "Structural coverage". A step from A to B is inferred where B is of the next
level above A's that the scope holds and both target a family in common; it is declared where the
study holds a bridge from A to B, which may skip a level, change family, or lead elsewhere.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from planner.compute.inventory import UNKNOWN, declared
from planner.messages import message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from planner.messages import Message
    from planner.study import Bridge, Study, Training

#: The way from bac+2 to the doctorate, as European levels.
WAY = (5, 6, 7, 8)


@dataclass(frozen=True, slots=True)
class Scope:
    """Which trainings are looked at; None leaves that side open."""

    family: str | None = None
    institution: str | None = None
    domain: str | None = None

    @property
    def is_whole(self) -> bool:
        """True where nothing is left out."""
        return self == Scope()


@dataclass(frozen=True, slots=True)
class Rung:
    """The placed trainings of a level, in the order of the study."""

    level: int
    trainings: tuple[str, ...]


class StepKind(StrEnum):
    """What a step rests on; its word is the text ``step_kind.<value>``."""

    INFERRED = "inferred"
    DECLARED = "declared"


@dataclass(frozen=True, slots=True)
class Step:
    """A step from one training to another, and the families that they share.

    ``bridge`` is the key of the bridge that declares it, empty where it is inferred.
    """

    start: str
    goal: str
    families: tuple[str, ...]
    bridge: str = ""

    @property
    def kind(self) -> StepKind:
        """What the step rests on."""
        return StepKind.DECLARED if self.bridge else StepKind.INFERRED


@dataclass(frozen=True, slots=True)
class FamilyRungs:
    """How many placed trainings target a family at each level, and which levels of the way lack."""

    family: str
    counts: tuple[tuple[int, int], ...]
    missing: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Ladder:
    """The ladder of a scope.

    ``rungs`` go from the lowest level to the highest and hold every placed training: described,
    of a known level, with a family. ``steps`` are inferred; ``bridges`` are declared, and one of
    their ends at least is of the scope. ``dead_ends`` have no step up and no bridge that leads on,
    though the scope holds a higher level; ``without_entrance`` no step from below and no bridge
    that leads to them, though it holds a lower one; a bridge downwards counts for neither.
    ``missing`` are the levels of :data:`WAY` that no training of the scope holds. ``unplaced`` are
    the trainings whose level or families nobody has given: no step is inferred for them.
    """

    scope: Scope
    rungs: tuple[Rung, ...]
    steps: tuple[Step, ...]
    bridges: tuple[Step, ...]
    dead_ends: tuple[str, ...]
    without_entrance: tuple[str, ...]
    missing: tuple[int, ...]
    families: tuple[FamilyRungs, ...]
    unplaced: tuple[str, ...]
    findings: tuple[Message, ...]

    def before(self, key: str) -> tuple[Step, ...]:
        """The steps and bridges that lead to a training, declared ones first."""
        return tuple(step for step in (*self.bridges, *self.steps) if step.goal == key)

    def after(self, key: str) -> tuple[Step, ...]:
        """The steps and bridges that lead on from a training, declared ones first."""
        return tuple(step for step in (*self.bridges, *self.steps) if step.start == key)

    @property
    def placed(self) -> tuple[str, ...]:
        """The keys of all placed trainings, from the lowest level to the highest."""
        return tuple(key for rung in self.rungs for key in rung.trainings)


@dataclass(frozen=True, slots=True)
class Group:
    """The placed trainings of one institution at one level; UNKNOWN where none is known."""

    level: int
    institution: str
    trainings: tuple[str, ...]


def ladder(
    study: Study,
    *,
    family: str | None = None,
    institution: str | None = None,
    domain: str | None = None,
) -> Ladder:
    """The ladder of the trainings of a family, an institution, an AI domain, of several, or all.

    A level is skipped only where no training of the scope holds it, placed or not: a training
    whose families are unknown might be the step that is looked for.
    """
    scope = Scope(family, institution, domain)
    rows = _in_scope(study, scope)
    placed = [row for row in rows if row.is_described and row.level is not None and row.families]
    levels = sorted({row.level for row in rows if row.level is not None})
    steps = tuple(_steps(study, placed, levels))
    bridges = tuple(_bridges(study, {row.key for row in rows}))
    onward = (*steps, *(step for step in bridges if not _goes_down(study, step)))
    up, down = {step.start for step in onward}, {step.goal for step in onward}
    held = {row.key: row for row in placed}
    rungs = tuple(_rungs(placed))
    bottom, top = (levels[0], levels[-1]) if levels else (0, 0)
    ordered = [held[key] for rung in rungs for key in rung.trainings]
    found = Ladder(
        scope=scope,
        rungs=rungs,
        steps=steps,
        bridges=bridges,
        dead_ends=tuple(r.key for r in ordered if r.key not in up and _level(r) < top),
        without_entrance=tuple(r.key for r in ordered if r.key not in down and _level(r) > bottom),
        missing=tuple(level for level in WAY if level not in levels),
        families=tuple(_family_rungs(study, scope, placed)),
        unplaced=tuple(row.key for row in rows if row.key not in held),
        findings=(),
    )
    return replace(found, findings=tuple(_findings(study, found)))


def size_of(study: Study, scope: Scope) -> int:
    """How many trainings a scope holds, without looking for their steps."""
    return len(_in_scope(study, scope))


def groups(study: Study, found: Ladder) -> tuple[Group, ...]:
    """The placed trainings by level, lowest first, and institution in the order of the study."""
    order = {key: place for place, key in enumerate(study.institutions.keys())}
    last = len(order)
    told: list[Group] = []
    for rung in found.rungs:
        held: dict[str, list[str]] = defaultdict(list)
        for key in rung.trainings:
            held[study.trainings.get(key).institution or UNKNOWN].append(key)
        keys = sorted(held, key=lambda key: order.get(key, last))
        told += [Group(rung.level, key, tuple(held[key])) for key in keys]
    return tuple(told)


def _in_scope(study: Study, scope: Scope) -> list[Training]:
    taught = {row.training for row in study.domain_hours if row.domain == scope.domain}
    return [
        row
        for row in declared(study)
        if (scope.family is None or scope.family in row.families)
        and (scope.institution is None or row.institution == scope.institution)
        and (scope.domain is None or row.key in taught)
    ]


def _level(row: Training) -> int:
    return row.level or 0


def _rungs(placed: Sequence[Training]) -> Iterator[Rung]:
    by_level = _by_level(placed)
    for level in sorted(by_level):
        yield Rung(level, tuple(row.key for row in by_level[level]))


def _by_level(placed: Iterable[Training]) -> Mapping[int, list[Training]]:
    held: dict[int, list[Training]] = defaultdict(list)
    for row in placed:
        held[_level(row)].append(row)
    return held


def _steps(study: Study, placed: Sequence[Training], levels: Sequence[int]) -> Iterator[Step]:
    """Every pair of neighbouring levels, joined where families are shared."""
    order = {key: place for place, key in enumerate(study.families.keys())}
    by_level = _by_level(placed)
    known: dict[tuple[tuple[str, ...], tuple[str, ...]], tuple[str, ...]] = {}
    for low, high in pairwise(levels):
        for start in by_level.get(low, ()):
            for goal in by_level.get(high, ()):
                both = start.families, goal.families
                if both not in known:  # many trainings target the same families
                    known[both] = _shared(order, start, goal)
                if known[both]:
                    yield Step(start.key, goal.key, known[both])


def _bridges(study: Study, keys: AbstractSet[str]) -> Iterator[Step]:
    """The declared bridges between two trainings that are not archived, one of them of ``keys``."""
    order = {key: place for place, key in enumerate(study.families.keys())}
    for bridge in study.bridges:
        ends = _ends(study, bridge)
        if ends is not None and (bridge.start in keys or bridge.goal in keys):
            yield Step(bridge.start, bridge.goal, _shared(order, *ends), bridge.key)


def _ends(study: Study, bridge: Bridge) -> tuple[Training, Training] | None:
    """Both trainings of a bridge; None where one is archived or both are the same."""
    start, goal = study.trainings.find(bridge.start), study.trainings.find(bridge.goal)
    if start is None or goal is None or bridge.start == bridge.goal:
        return None
    return None if start.is_archived or goal.is_archived else (start, goal)


def _goes_down(study: Study, step: Step) -> bool:
    """True where a step leads to a lower level; an unknown level is not lower."""
    start, goal = study.trainings.get(step.start).level, study.trainings.get(step.goal).level
    return start is not None and goal is not None and goal < start


def _shared(order: Mapping[str, int], start: Training, goal: Training) -> tuple[str, ...]:
    """The families that both target, in the order of the study."""
    both = set(start.families) & set(goal.families)
    return tuple(sorted(both, key=lambda key: (order.get(key, len(order)), key)))


def _family_rungs(study: Study, scope: Scope, placed: Sequence[Training]) -> Iterator[FamilyRungs]:
    """Each family that the scope looks at; all of them where it names none."""
    counts: dict[str, Counter[int]] = defaultdict(Counter)
    for row in placed:
        for key in row.families:
            counts[key][_level(row)] += 1
    for family in study.families:
        if scope.family in (None, family.key):
            held = counts[family.key]
            missing = tuple(level for level in WAY if not held[level])
            yield FamilyRungs(family.key, tuple(sorted((+held).items())), missing)


def _findings(study: Study, found: Ladder) -> Iterator[Message]:
    """What the ladder says, the most telling first; nothing is said of what does not lack."""
    placed = found.placed
    if not placed:
        yield message("ladder.finding.empty", n=len(found.unplaced))
        return
    yield message(
        "ladder.finding.steps",
        n=len(placed),
        low=found.rungs[0].level,
        high=found.rungs[-1].level,
        steps=len(found.steps),
    )
    if found.bridges:
        yield message("ladder.finding.bridges", n=len(found.bridges))
    if found.missing:
        yield message("ladder.finding.missing", n=len(found.missing), levels=found.missing)
    if found.dead_ends:
        yield message("ladder.finding.dead_ends", n=len(found.dead_ends), of=len(placed))
    if found.without_entrance:
        n = len(found.without_entrance)
        yield message("ladder.finding.without_entrance", n=n, of=len(placed))
    if found.scope.family is None:
        yield from _family_findings(study, found)
    if found.unplaced:
        yield message("ladder.finding.unplaced", n=len(found.unplaced))


def _family_findings(study: Study, found: Ladder) -> Iterator[Message]:
    """How many families lack a rung, and which rungs those proper to AI lack."""
    lacking = [row for row in found.families if row.missing]
    if not lacking:
        return
    yield message("ladder.finding.families", n=len(lacking), of=len(found.families))
    for row in lacking:
        family = study.families.get(row.family)
        if family.is_ai_specific:
            yield message(
                "ladder.finding.family",
                n=len(row.missing),
                name=family.short_name,
                levels=row.missing,
            )
