"""What the comparison of a scenario's needs with the places on offer says: values only.

Intervals go from what is sure to what is possible. Coverage and served people are evaluated at two
ends: the worst (fewest places, greatest need) and the best (most places, smallest need).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction

    from planner.compute.capacities import Yields
    from planner.compute.needs import Unallocated
    from planner.messages import Interval, Message
    from planner.vocab import NeedKind, SeatKind


class Standing(StrEnum):
    """What can be said of a family or a segment; its word is the text ``standing.<value>``."""

    COVERED = "covered"  # covered in full even at the worst end
    LACKING = "lacking"  # not covered in full even at the best end
    UNDETERMINED = "undetermined"  # covered at the best end, lacking at the worst
    UNOFFERED = "unoffered"  # lacking, and no training of the level targets it


@dataclass(frozen=True, slots=True)
class FamilyGap:
    """One family of a segment: its need, what can reach it, and how well it is covered.

    Attributes:
        family: key of the family.
        name: its short name.
        need: people over the period, from low to high; ``central`` beside it, None if unknown.
        capacity: people whom all trainings that target the family could serve, shared or not.
        coverage: fair coverage, 0 to 1, at the worst and at the best end.
        served: people served by the fair sharing, fewest to most.
        equal_split: coverage if each training split its places equally among its families.
        ceiling: coverage if the family had the shared places for itself (counts them twice).
        trainings: keys of the trainings of the level that target the family.
        competing: those of them that target another needed family too.
        rivals: keys of these other families.
        break_even: yearly leavers that each training would have to place; None without training.
        break_even_central: the same for the central need; None where that is unknown.
        standing: what the two ends allow to say.
    """

    family: str
    name: str
    need: Interval
    central: Fraction | None
    capacity: Interval
    coverage: Interval
    served: Interval
    equal_split: Interval
    ceiling: Interval
    trainings: tuple[str, ...]
    competing: tuple[str, ...]
    rivals: tuple[str, ...]
    break_even: Interval | None
    break_even_central: Fraction | None
    standing: Standing

    @property
    def is_undetermined(self) -> bool:
        """True where the family is covered at one end and lacking at the other."""
        return self.standing is Standing.UNDETERMINED


@dataclass(frozen=True, slots=True)
class GapTier:
    """Families covered at one ratio at one end, and the trainings that they share.

    ``need`` is None where nothing bounds it, ``places`` (people served over the period) where
    nothing bounds them; ``missing`` is the difference, None where it has no bound.
    ``trainings`` target a family of the tier and none of a worse one.
    """

    families: tuple[str, ...]
    ratio: Fraction
    need: Fraction | None
    places: Fraction | None
    missing: Fraction | None
    trainings: tuple[str, ...]
    sentence: Message


@dataclass(frozen=True, slots=True)
class SegmentGap:
    """One kind of need at one level from ``start`` to the year before ``end``.

    Attributes:
        kind: kind of the need.
        level: European (CEC) level.
        start: first year.
        end: year after the last one.
        families: the families with a need, in the order of the study.
        tiers_low: tiers at the worst end, worst first.
        tiers_high: tiers at the best end, worst first.
        shortfall: people whom no sharing can serve, at the best and at the worst end.
        trainings: keys of the trainings of the level that target a family with a need.
        unknown_places: those of them whose places are unknown in some year of the period.
        unknown_modalities: those that count only if they prove to be continuing training.
        unknown_lines: keys of need lines with an unknown bound.
        shares_places: True where another segment counts the same trainings in the same years.
        standing: what the two ends allow to say.
        sentence: the segment in words.
        break_even_sentences: what each training would have to place, family by family.
        notes: what a reader must know beside the figures.
    """

    kind: NeedKind
    level: int
    start: int
    end: int
    families: tuple[FamilyGap, ...]
    tiers_low: tuple[GapTier, ...]
    tiers_high: tuple[GapTier, ...]
    shortfall: Interval
    trainings: tuple[str, ...]
    unknown_places: tuple[str, ...]
    unknown_modalities: tuple[str, ...]
    unknown_lines: tuple[str, ...]
    shares_places: bool
    standing: Standing
    sentence: Message
    break_even_sentences: tuple[Message, ...]
    notes: tuple[Message, ...]

    @property
    def years(self) -> int:
        """The length of the period."""
        return self.end - self.start

    @property
    def key(self) -> str:
        """A stable name such as ``expert.7.2017-2027``."""
        return f"{self.kind}.{self.level}.{self.start}-{self.end}"


@dataclass(frozen=True, slots=True)
class GapReport:
    """A scenario compared with the offer, and all that could not be compared.

    ``unplaced`` are the keys of trainings without level or without family: they count nowhere.
    ``notes`` tell the assumptions at work, the unallocated needs and the unknown ones.
    """

    scenario: str
    name: str
    seat_kind: SeatKind
    segments: tuple[SegmentGap, ...]
    unallocated: tuple[Unallocated, ...]
    unknown_lines: tuple[str, ...]
    unplaced: tuple[str, ...]
    yields: Yields
    notes: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class FamilyOpening:
    """Places to open for one family over the period at the best and at the worst end.

    None where the need has no upper bound. The two ends are plans of their own: a family may get
    less in the worse one when another training then serves it. ``cost_per_place`` is None where
    nobody gave one.
    """

    family: str
    name: str
    best: Fraction
    worst: Fraction | None
    cost_per_place: Fraction | None = None


@dataclass(frozen=True, slots=True)
class SegmentOpenings:
    """The cheapest dedicated openings of a segment.

    ``total`` are places over the whole period and ``per_year`` the same by year; ``cost`` is in
    the unit of the costs given, None where none was given. ``is_upper_bound`` tells that the
    worst end takes unknown places for none.
    """

    kind: NeedKind
    level: int
    start: int
    end: int
    families: tuple[FamilyOpening, ...]
    total: Interval
    per_year: Interval
    cost: Interval | None
    is_upper_bound: bool
    sentence: Message

    @property
    def key(self) -> str:
        """The name of the segment, as ``SegmentGap.key``."""
        return f"{self.kind}.{self.level}.{self.start}-{self.end}"


@dataclass(frozen=True, slots=True)
class OpeningsReport:
    """What it would take for every family to reach ``target`` (1: its whole need)."""

    scenario: str
    name: str
    target: Fraction
    cost_per_place: Fraction | None
    cost_unit: str
    segments: tuple[SegmentOpenings, ...]
    notes: tuple[Message, ...]
