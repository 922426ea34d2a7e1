"""Where a figure of a gap comes from: its nature, its formula and the rows behind it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.compute.gap_sentences import training_name
from planner.compute.needs import needs, shares_by_allocation
from planner.findings import Place
from planner.messages import Interval, message
from planner.vocab import Nature
from planner.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planner.compute.gap_report import FamilyGap, GapReport, GapTier, SegmentGap
    from planner.messages import Message, Value
    from planner.study import NeedLine, Source, Study

#: The figures that rest on need lines alone, those that rest on trainings alone; others on both.
NEEDS = frozenset({"need", "central", "tier_need"})
PLACES = frozenset({"capacity", "tier_places"})


@dataclass(frozen=True, slots=True)
class Behind:
    """A row behind a figure: where it stands, how it is called, what it says, its source."""

    place: Place
    name: Message
    told: Message
    source: Message


@dataclass(frozen=True, slots=True)
class Pedigree:
    """The nature of a figure, how it is computed, the assumptions and the rows behind it."""

    nature: Message
    formula: Message
    rows: tuple[Behind, ...]


def pedigree(
    study: Study,
    report: GapReport,
    segment: SegmentGap,
    gap: FamilyGap,
    tier: GapTier | None,
    name: str,
) -> Pedigree:
    """The pedigree of the figure ``name`` of a family, or of its tier where it tells of that one.

    Args:
        study: the study that the report tells of.
        report: the report of a scenario.
        segment: one of its segments.
        gap: one of the families of the segment.
        tier: the tier of the family at the worst end, if any.
        name: need, central, capacity, coverage, served, equal_split, ceiling, ratio, tier_need,
            tier_places or shortfall.
    """
    is_shared = name in ("ratio", "tier_need", "tier_places") and tier is not None
    families = tier.families if is_shared and tier is not None else (gap.family,)
    trainings = tier.trainings if is_shared and tier is not None else gap.trainings
    if name == "shortfall":
        families = tuple(family.family for family in segment.families)
        trainings = segment.trainings
    rows: list[Behind] = []
    if name not in PLACES:
        rows += _lines(study, report, segment, families)
    if name not in NEEDS:
        rows += _places(study, report, segment, trainings)
        rows += _yields(study)
    nature = Nature.ASSUMPTION if name in NEEDS else Nature.COMPUTED
    return Pedigree(word(nature), message(f"gaps.formula.{name}"), tuple(rows))


def _lines(
    study: Study, report: GapReport, segment: SegmentGap, families: Iterable[str]
) -> Iterator[Behind]:
    """The need lines of the families, with the share of each that falls on them here."""
    wanted = frozenset(families)
    shares = shares_by_allocation(study)
    for key in _line_keys(study, report, segment, wanted):
        row = study.need_lines.get(key)
        given = shares.get(row.allocation or "", ())
        share = sum(
            (s.share for s in given if s.family in wanted and s.level == segment.level), Fraction(0)
        )
        told = message("gaps.behind.line", people=_people(row), share=share)
        yield Behind(Place("need_lines", key), _as_written(row.name), told, _source(row.source))


def _line_keys(
    study: Study, report: GapReport, segment: SegmentGap, wanted: frozenset[str]
) -> tuple[str, ...]:
    where = (segment.kind, segment.level, segment.start, segment.end)
    for need in needs(study, report.scenario).segments:
        if (need.kind, need.level, need.start, need.end) == where:
            lines = (f.lines for f in need.families if f.family in wanted)
            return tuple(dict.fromkeys(key for keys in lines for key in keys))
    return ()


def _places(
    study: Study, report: GapReport, segment: SegmentGap, trainings: Iterable[str]
) -> Iterator[Behind]:
    """The trainings with the places that are known of them over the period."""
    years = range(segment.start, segment.end)
    for key in trainings:
        rows = [
            row
            for row in study.seats
            if row.training == key and row.kind is report.seat_kind and row.year in years
        ]
        low = Fraction(sum(row.low for row in rows))
        highs = [row.high for row in rows]
        known = [high for high in highs if high is not None]
        whole = len({row.year for row in rows}) == len(years) and len(known) == len(rows)
        span = Interval(low, Fraction(sum(known)) if whole else None)
        told = message("gaps.behind.places", n=len(rows), years=len(years), places=span)
        source = rows[0].source if rows else study.trainings.get(key).source
        yield Behind(Place("trainings", key), training_name(study, key), told, _source(source))


def _yields(study: Study) -> Iterator[Behind]:
    """The yields that correct places, where one does."""
    for row in study.assumptions:
        if row.key.startswith("yield.") and row.value not in (None, 1):
            told = message("gaps.behind.yield", share=row.value)
            place = Place("assumptions", row.key)
            yield Behind(place, _as_written(row.name), told, _source(row.source))


def _people(row: NeedLine) -> Value:
    if row.low is None and row.high is None:
        return None
    high = None if row.high is None else Fraction(row.high)
    return Interval(Fraction(row.low or 0), high)


def _source(source: Source) -> Message:
    nature = word(source.nature)
    if not source.place:
        return nature
    if source.line is None:
        return message("gaps.behind.source", nature=nature, place=source.place)
    return message("gaps.behind.source_line", nature=nature, place=source.place, line=source.line)


def _as_written(name: str) -> Message:
    return message("name.as_written", name=name)
