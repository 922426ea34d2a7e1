"""Studies that take some groups of rows from a later edition and the others from a former one.

Five groups, and why each row is where it is:

- **perimeter**: which trainings there are, at which level, for which families, how followed. A
  training that one edition alone has comes and goes *with its places*: without them, opening it
  would open an unknown number of places, and the figure would say nothing. So does one that was
  split or merged, as its places cannot be parted.
- **places**: the places of the trainings that both editions have, and the kind of places (open,
  funded, filled) that the scenario counts.
- **needs**: the need lines that the scenario uses, their people and years. A line that one
  edition alone has comes with its allocation, for the same reason.
- **assumptions**: which allocation a line of both editions uses, the shares, the yields, the
  ceilings.
- **nomenclature**: the families and the levels in which all of it is said
  (``planner.editions.nomenclature``). The domains of AI bear on no coverage.

Moves that the scenario keeps are made first, in each edition. Rows are named anew, so that every
reference of a mixed study finds its row: those of both editions by the later key, the others
behind ``then:`` or ``now:``. Cities and institutions bear on no coverage and are left out.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from planner.compute.scenarios import through
from planner.editions.identity import links, live_links
from planner.editions.nomenclature import is_recast, translator
from planner.editions.shapley import mixes
from planner.rows import Rows
from planner.study import AllocationShare, Study

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from fractions import Fraction

    from planner.editions.identity import Links
    from planner.editions.nomenclature import Spot, Translator
    from planner.study import Allocation, Assumption, Family, NeedLine, Scenario, Seats, Training

T = TypeVar("T")


class Group(StrEnum):
    """What a coverage may have changed by; its word is the text ``group.<value>``."""

    PERIMETER = "perimeter"
    PLACES = "places"
    NEEDS = "needs"
    ASSUMPTIONS = "assumptions"
    NOMENCLATURE = "nomenclature"


Mix = frozenset[Group]
#: Everything from the former edition, and everything from the later one.
NOTHING: Mix = frozenset()
EVERYTHING: Mix = frozenset(Group)


#: What else bears on what a group tells: shares of a family that is new are seen in the later
#: nomenclature alone, the allocation of a line that is counted since with the later needs alone.
_SEEN_THROUGH: dict[Group, tuple[Group, ...]] = {
    Group.PERIMETER: (Group.NOMENCLATURE,),
    Group.PLACES: (Group.PERIMETER, Group.NEEDS),
    Group.NEEDS: (Group.ASSUMPTIONS,),
    Group.ASSUMPTIONS: (Group.NEEDS, Group.NOMENCLATURE),
}


class Mixer:
    """Makes the mixed studies of two editions for one scenario that both have.

    Raises:
        KeyError: an edition lacks the scenario. InvalidInput: as ``through``.
    """

    def __init__(self, old: Study, new: Study, scenario: str) -> None:
        """Nothing is mixed yet."""
        self._sides = (through(old, scenario), through(new, scenario))
        then, now = self._sides
        self.scenario = scenario
        self.trainings = live_links(then, now)
        self._lines = links(then, now, "need_lines")
        self._allocations = links(then, now, "allocations")
        self._translators = tuple(translator(then, now, forward=way) for way in (True, False))
        self._made: dict[tuple[object, ...], object] = {}

    @property
    def translator(self) -> Translator:
        """From the former nomenclature to the later one."""
        return self._translators[0]

    def changed(self) -> tuple[Group, ...]:
        """The groups in which the editions differ, in the order of :class:`Group`."""
        told: dict[Group, Callable[[Mix], object]] = {
            Group.PERIMETER: self._told_trainings,
            Group.PLACES: self._told_places,
            Group.NEEDS: self._told_needs,
            Group.ASSUMPTIONS: self._told_assumptions,
        }
        found = {group for group, tell in told.items() if _differs(group, tell)}
        if is_recast(*self._sides):
            found.add(Group.NOMENCLATURE)
        return tuple(group for group in Group if group in found)

    def study(self, mix: Mix) -> Study:
        """The study with the groups of ``mix`` from the later edition, the others as before."""
        return Study(
            families=self._families(mix),
            sectors=self._sides[Group.NEEDS in mix].sectors,
            trainings=self._trainings(mix),
            seats=self._seats(mix),
            allocations=self._allocation_rows(mix),
            allocation_shares=self._shares(mix),
            need_lines=self._needs(mix),
            scenarios=self._scenario(mix),
            assumptions=self._assumed(mix),
        )

    def _families(self, mix: Mix) -> Rows[Family]:
        return self._sides[Group.NOMENCLATURE in mix].families

    def _told_trainings(self, mix: Mix) -> object:
        """What of the trainings bears on a figure: names, cities and comments do not."""
        return {
            row.key: (row.level, frozenset(row.families), frozenset(row.modalities))
            for row in self._trainings(mix)
        }

    def _told_places(self, mix: Mix) -> object:
        places = ((r.training, r.year, r.kind, r.low, r.high or -1) for r in self._seats(mix))
        return self._scenario_row(mix).seat_kind, sorted(places)

    def _told_needs(self, mix: Mix) -> object:
        return {
            row.key: (row.kind, row.sector, row.start, row.end, row.low, row.central, row.high)
            for row in self._needs(mix)
        }

    def _told_assumptions(self, mix: Mix) -> object:
        used = {row.key: row.allocation for row in self._needs(mix)}
        shares = {row.key: row.share for row in self._shares(mix) if row.share}
        return used, shares, {row.key: row.value for row in self._assumed(mix)}

    def _trainings(self, mix: Mix) -> Rows[Training]:
        groups = (Group.PERIMETER, Group.NOMENCLATURE)
        return self._kept("trainings", mix, groups, lambda: Rows(self._training_rows(mix)))

    def _training_rows(self, mix: Mix) -> Iterator[Training]:
        side, spoken = Group.PERIMETER in mix, Group.NOMENCLATURE in mix
        for link in self.trainings:
            for key in link.new if side else link.old:
                row = self._sides[side].trainings.get(key)
                if side is not spoken:
                    twin = (link.old if side else link.new)[0] if link.is_pair else ""
                    other = self._sides[spoken].trainings.find(twin)
                    row = self._translators[side].training(row, other)
                name = _name(self.trainings, key, later=side)
                yield replace(row, key=name, institution=None, city=None)

    def _seats(self, mix: Mix) -> Rows[Seats]:
        groups = (Group.PERIMETER, Group.PLACES)
        return self._kept("seats", mix, groups, lambda: Rows(self._seat_rows(mix)))

    def _seat_rows(self, mix: Mix) -> Iterator[Seats]:
        perimeter = Group.PERIMETER in mix
        for later in (False, True):
            for row in self._sides[later].seats:
                index = self.trainings.by_new if later else self.trainings.by_old
                link = index.get(row.training)
                if link is None:
                    continue
                if later is (Group.PLACES in mix if link.is_pair else perimeter):
                    name = _name(self.trainings, row.training, later=later)
                    yield replace(row, key=f"{_when(later=later)}:{row.key}", training=name)

    def _needs(self, mix: Mix) -> Rows[NeedLine]:
        groups = (Group.NEEDS, Group.ASSUMPTIONS)
        return self._kept("needs", mix, groups, lambda: Rows(self._line_rows(mix)))

    def _line_rows(self, mix: Mix) -> Iterator[NeedLine]:
        side, assumed = Group.NEEDS in mix, Group.ASSUMPTIONS in mix
        wanted = self._sides[side].scenarios.get(self.scenario).need_lines
        for row in self._sides[side].need_lines:
            if row.key not in wanted:
                continue
            link = (self._lines.by_new if side else self._lines.by_old)[row.key]
            teller, allocation = side, row.allocation
            if link.is_pair and assumed is not side:
                twin = (link.new if assumed else link.old)[0]
                teller, allocation = assumed, self._sides[assumed].need_lines.get(twin).allocation
            if allocation is not None:
                allocation = _name(self._allocations, allocation, later=teller)
            yield replace(row, key=_name(self._lines, row.key, later=side), allocation=allocation)

    def _scenario(self, mix: Mix) -> Rows[Scenario]:
        groups = (Group.NEEDS, Group.PLACES)
        return self._kept("scenario", mix, groups, lambda: Rows([self._scenario_row(mix)]))

    def _scenario_row(self, mix: Mix) -> Scenario:
        needed = self._sides[Group.NEEDS in mix].scenarios.get(self.scenario)
        counted = self._sides[Group.PLACES in mix].scenarios.get(self.scenario)
        later = Group.NEEDS in mix
        lines = tuple(_name(self._lines, key, later=later) for key in needed.need_lines)
        return replace(needed, need_lines=tuple(sorted(lines)), seat_kind=counted.seat_kind)

    def _allocation_rows(self, mix: Mix) -> Rows[Allocation]:
        def rows() -> Iterator[Allocation]:
            for later, key in self._spread(mix):
                name = _name(self._allocations, key, later=later)
                yield replace(self._sides[later].allocations.get(key), key=name)

        return self._kept("allocations", mix, (Group.ASSUMPTIONS,), lambda: Rows(rows()))

    def _shares(self, mix: Mix) -> Rows[AllocationShare]:
        groups = (Group.ASSUMPTIONS, Group.NOMENCLATURE)
        return self._kept("shares", mix, groups, lambda: Rows(self._share_rows(mix)))

    def _share_rows(self, mix: Mix) -> Iterator[AllocationShare]:
        spoken = Group.NOMENCLATURE in mix
        for later, key in self._spread(mix):
            shares = self._spots(key, later=later)
            if later is not spoken:
                link = (self._allocations.by_new if later else self._allocations.by_old)[key]
                twin = (link.old if later else link.new)[0] if link.is_pair else ""
                other = self._spots(twin, later=spoken)
                shares = self._translators[later].shares(shares, other)
            name = _name(self._allocations, key, later=later)
            for (family, level), share in sorted(shares.items()):
                yield AllocationShare(
                    key=f"{name}.{family}.{level}",
                    allocation=name,
                    family=family,
                    level=level,
                    share=share,
                )

    def _spread(self, mix: Mix) -> Iterator[tuple[bool, str]]:
        """The allocations of a mix, each with the edition that tells it; nobody's are lost."""
        assumed = Group.ASSUMPTIONS in mix
        for link in self._allocations:
            if link.is_pair:
                yield assumed, (link.new if assumed else link.old)[0]
            else:
                yield from ((False, key) for key in link.old)
                yield from ((True, key) for key in link.new)

    def _spots(self, allocation: str, *, later: bool) -> dict[Spot, Fraction]:
        return self._by_allocation(later=later).get(allocation, {})

    def _by_allocation(self, *, later: bool) -> dict[str, dict[Spot, Fraction]]:
        def made() -> dict[str, dict[Spot, Fraction]]:
            found: dict[str, dict[Spot, Fraction]] = defaultdict(dict)
            for row in self._sides[later].allocation_shares:
                spots, spot = found[row.allocation], (row.family, row.level)
                spots[spot] = spots.get(spot, 0) + row.share
            return dict(found)

        return self._kept(f"spots.{later}", NOTHING, (), made)

    def _assumed(self, mix: Mix) -> Rows[Assumption]:
        groups = (Group.ASSUMPTIONS, Group.NOMENCLATURE)
        return self._kept("assumed", mix, groups, lambda: self._assumption_rows(mix))

    def _assumption_rows(self, mix: Mix) -> Rows[Assumption]:
        """Yields and ceilings alone; of levels made one, the highest ceiling is kept."""
        side, spoken = Group.ASSUMPTIONS in mix, Group.NOMENCLATURE in mix
        found: dict[str, Assumption] = {}
        for row in self._sides[side].assumptions:
            if not row.key.startswith(("yield.", "ceiling.")):
                continue
            said = (row,) if side is spoken else self._translators[side].assumption(row)
            for one in said:
                known = found.get(one.key)
                if known is None or (one.value or 0) > (known.value or 0):
                    found[one.key] = one
        return Rows(found.values())

    def _kept(self, name: str, mix: Mix, groups: tuple[Group, ...], make: Callable[[], T]) -> T:
        """What ``make`` gives, made once for all mixes that agree on ``groups``."""
        which = (name, *(group in mix for group in groups))
        if which not in self._made:
            self._made[which] = make()
        return self._made[which]  # type: ignore[return-value]


def _differs(group: Group, tell: Callable[[Mix], object]) -> bool:
    """True where a group tells something else in the later edition, through any mix of others."""
    return any(tell(mix) != tell(mix | {group}) for mix in mixes(_SEEN_THROUGH[group]))


def _name(among: Links, key: str, *, later: bool) -> str:
    link = (among.by_new if later else among.by_old)[key]
    return link.new[0] if link.is_pair else f"{_when(later=later)}:{key}"


def _when(*, later: bool) -> str:
    return "now" if later else "then"
