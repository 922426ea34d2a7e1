"""Why a coverage changed between two editions: five groups of causes, whose parts add up.

The change of each figure is shared among the groups of ``planner.editions.mixing`` by the Shapley
value: the mean, over all orders in which the groups could pass from the former edition to the
later one, of what each changes when it passes. All 32 mixed studies are computed by
``planner.compute.gaps``, in exact fractions; a group in which nothing changed has no part.

Both ends are shared, each by itself. The *worst* end takes the fewest places and the greatest
need, the *best* one the most places and the smallest need. An end is not known where a quantity
without bound enters it: places of a training that nobody gave (best end), a need whose high number
nobody gave (worst end). It stays unknown, and says why.

Where families or levels were split or merged, both editions are told for what they are together.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.compute.gap_memory import GapMemory
from planner.compute.gaps import gaps
from planner.editions.mixing import NOTHING, Group, Mix, Mixer
from planner.editions.shapley import mixes, shapley
from planner.errors import InvalidInput
from planner.messages import message
from planner.vocab import NeedKind
from planner.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from planner.compute.gap_report import FamilyGap, GapReport
    from planner.messages import Message
    from planner.study import Study

__all__ = ["Change", "Decomposition", "Group", "Line", "Measure", "Scope", "decompose"]


class Measure(StrEnum):
    """What is decomposed; its word is the text ``measure_changed.<value>``."""

    COVERAGE = "coverage"  # people served out of those needed, 0 to 1
    SHORTFALL = "shortfall"  # people whom no sharing of the places can serve


@dataclass(frozen=True, slots=True)
class Scope:
    """What a figure is about: a kind of need, some levels of it (none: all), some families of it.

    Several levels or families stand together where one edition splits what the other has as one.
    They are those of the later edition, or of the former where they are gone; ``names`` are the
    short names of the families.
    """

    kind: NeedKind
    levels: tuple[int, ...] = ()
    families: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """A stable name such as ``expert.7.ia-ingenieur``, ``expert.7`` or ``expert``."""
        parts = ("+".join(map(str, self.levels)), "+".join(self.families))
        return ".".join([self.kind.value, *(part for part in parts if part)])


@dataclass(frozen=True, slots=True)
class Change:
    """A figure before and after at one end, and the part of each group; None is unknown.

    ``why`` says what is not known, where something is. The parts add up to :attr:`total`.
    """

    before: Fraction | None
    after: Fraction | None
    parts: Mapping[Group, Fraction | None]
    why: Message | None = None

    @property
    def total(self) -> Fraction | None:
        """After minus before."""
        return None if self.before is None or self.after is None else self.after - self.before


@dataclass(frozen=True, slots=True)
class Line:
    """One figure of one scope: its change at the worst end and at the best end."""

    scope: Scope
    measure: Measure
    worst: Change
    best: Change


@dataclass(frozen=True, slots=True)
class Decomposition:
    """All figures of a scenario that both editions have.

    ``changed`` are the groups in which the editions differ; ``lines`` go by kind: first the whole
    kind, then each level as a whole, then its families; each scope has a line a measure.
    """

    scenario: str
    name: str
    changed: tuple[Group, ...]
    lines: tuple[Line, ...]

    def line(self, scope: str, measure: Measure) -> Line:
        """The line of a scope by its key; ``KeyError`` where there is none."""
        for line in self.lines:
            if line.scope.key == scope and line.measure is measure:
                return line
        raise KeyError(scope)


def common_scenarios(old: Study, new: Study) -> tuple[str, ...]:
    """The keys of the scenarios that both editions have, in the order of the later one."""
    return tuple(row.key for row in new.scenarios if old.scenarios.find(row.key) is not None)


def decompose(old: Study, new: Study, scenario: str, watch: Watch | None = None) -> Decomposition:
    """The change of each coverage and shortfall from ``old`` to ``new``, cause by cause.

    Raises:
        InvalidInput: a scenario that one of them lacks; as ``gaps`` for either of them.
        Cancelled: the watch was asked to stop.
    """
    known = common_scenarios(old, new)
    if scenario not in known:
        raise InvalidInput("edition_without_scenario", scenario=scenario[:80], known=known)
    mixer = Mixer(old, new, scenario)
    causes = mixer.changed()
    table = _Table(mixer, causes, watch or Watch())
    scopes = _scopes(mixer, old, new, table.cells())
    lines = (
        Line(scope, measure, *(_change(table, causes, scope, cells, measure, end) for end in _End))
        for scope, cells in scopes
        for measure in Measure
    )
    return Decomposition(scenario, new.scenarios.get(scenario).name, causes, tuple(lines))


class _End(StrEnum):
    WORST = "worst"
    BEST = "best"


#: A kind of need with the numbers of a link of levels and of a link of families.
_Cell = tuple["NeedKind", int, int]


@dataclass(frozen=True, slots=True)
class _Sum:
    """People needed and people not served of some cells at one end; None where it has no bound.

    ``is_asked`` tells that some need stands there, were it of nobody at this end.
    """

    need: Fraction | None = Fraction(0)
    missing: Fraction | None = Fraction(0)
    is_asked: bool = False

    def __add__(self, other: _Sum) -> _Sum:
        need, missing = _added(self.need, other.need), _added(self.missing, other.missing)
        return _Sum(need, missing, self.is_asked or other.is_asked)

    def figure(self, measure: Measure) -> Fraction | None:
        """The shortfall, or the coverage: where nobody is needed, all are covered."""
        if self.missing is None or self.need is None:
            return None
        if measure is Measure.SHORTFALL:
            return self.missing
        return 1 - self.missing / self.need if self.need else Fraction(1)


class _Table:
    """The sums of each cell for every mix of the groups that changed."""

    def __init__(self, mixer: Mixer, causes: Sequence[Group], watch: Watch) -> None:
        self._families = _numbers(mixer, "families")
        self._levels = _numbers(mixer, "levels")
        self._sums: dict[Mix, dict[tuple[_Cell, _End], _Sum]] = {}
        memory, every = GapMemory(), list(mixes(causes))
        for place, mix in enumerate(every):
            watch.step(place / len(every), "editions.stage")
            report = gaps(mixer.study(mix), mixer.scenario, memory)
            self._sums[mix] = self._read(report, later=Group.NOMENCLATURE in mix)
        self.last = frozenset(causes)

    def cells(self) -> set[_Cell]:
        """Every cell of any mix."""
        return {cell for sums in self._sums.values() for cell, _ in sums}

    def total(self, mix: Mix, cells: Iterable[_Cell], end: _End) -> _Sum:
        """The sum of some cells."""
        sums = self._sums[mix]
        return sum((sums.get((cell, end), _Sum()) for cell in cells), _Sum())

    def _read(self, report: GapReport, *, later: bool) -> dict[tuple[_Cell, _End], _Sum]:
        found: dict[tuple[_Cell, _End], _Sum] = defaultdict(_Sum)
        for segment in report.segments:
            for gap in segment.families:
                level = self._levels[later, str(segment.level)]
                cell = (segment.kind, level, self._families[later, gap.family])
                found[cell, _End.WORST] += _worst(gap)
                found[cell, _End.BEST] += _best(gap)
        return dict(found)


def _worst(gap: FamilyGap) -> _Sum:
    high = gap.need.high
    missing = None if high is None else high * (1 - gap.coverage.low)
    return _Sum(high, missing, is_asked=True)


def _best(gap: FamilyGap) -> _Sum:
    low, most = gap.need.low, gap.coverage.high
    missing = None if most is None else low * (1 - most)
    if low and gap.capacity.high is None:
        missing = None  # covered in full, for all that is known: no figure
    return _Sum(low, missing, is_asked=True)


def _numbers(mixer: Mixer, collection: str) -> dict[tuple[bool, str], int]:
    """The number of the link of each key of either edition."""
    among = getattr(mixer.translator, collection)
    found: dict[tuple[bool, str], int] = {}
    for number, link in enumerate(among):
        found |= {(False, key): number for key in link.old}
        found |= {(True, key): number for key in link.new}
    return found


def _scopes(
    mixer: Mixer, old: Study, new: Study, cells: Iterable[_Cell]
) -> Iterator[tuple[Scope, tuple[_Cell, ...]]]:
    """Each kind, level and family of the cells, with the cells that it is made of."""
    levels, families = (tuple(mixer.translator.levels), tuple(mixer.translator.families))
    kinds = list(NeedKind)
    ordered = sorted(cells, key=lambda cell: (kinds.index(cell[0]), *cell[1:]))
    for kind in dict.fromkeys(cell[0] for cell in ordered):
        mine = tuple(cell for cell in ordered if cell[0] is kind)
        yield Scope(kind), mine
        for number in dict.fromkeys(cell[1] for cell in mine):
            link = levels[number]
            at = tuple(sorted(int(key) for key in link.new or link.old))
            own = tuple(cell for cell in mine if cell[1] == number)
            yield Scope(kind, at), own
            for cell in own:
                there = families[cell[2]]
                keys, study = (there.new, new) if there.new else (there.old, old)
                names = tuple(study.families.get(key).short_name for key in keys)
                yield Scope(kind, at, keys, names), (cell,)


def _change(
    table: _Table,
    causes: Sequence[Group],
    scope: Scope,
    cells: tuple[_Cell, ...],
    measure: Measure,
    end: _End,
) -> Change:
    def figure(mix: Mix) -> Fraction | None:
        return table.total(mix, cells, end).figure(measure)

    before, after = (table.total(mix, cells, end) for mix in (NOTHING, table.last))
    why = _why(before, after, measure, end)
    if why is not None:
        then, now = (
            None if _says_nothing(one, measure) else one.figure(measure) for one in (before, after)
        )
        return Change(then, now, _unknown(causes), why)
    parts = {group: Fraction(0) for group in Group} | shapley(causes, figure)
    if None in parts.values():
        why = message(f"editions.why.mixed.{end}")
    return Change(before.figure(measure), after.figure(measure), parts, why)


def _unknown(causes: Iterable[Group]) -> dict[Group, Fraction | None]:
    """No part is known, but those of the groups in which nothing changed."""
    return {group: None if group in causes else Fraction(0) for group in Group}


def _says_nothing(one: _Sum, measure: Measure) -> bool:
    return measure is Measure.COVERAGE and not one.is_asked


def _why(before: _Sum, after: _Sum, measure: Measure, end: _End) -> Message | None:
    """Why the change is not known; None where it is."""
    gone = [_says_nothing(one, measure) for one in (before, after)]
    if any(gone):
        return message(f"editions.why.no_need.{'both' if all(gone) else _when(gone)}")
    open_ends = [one.missing is None for one in (before, after)]
    if any(open_ends):
        return message(f"editions.why.{end}.{'both' if all(open_ends) else _when(open_ends)}")
    return None


def _when(found: Sequence[bool]) -> str:
    return "then" if found[0] else "now"


def _added(first: Fraction | None, second: Fraction | None) -> Fraction | None:
    return None if first is None or second is None else first + second
