"""The figures of a gap, line by line, each with its pedigree: nature, source, assumption."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.compute.gap_sentences import missing_places, rounded_span
from planner.compute.needs import needs
from planner.messages import Interval, message
from planner.tables.gaps import informative
from planner.words import word
from ui.desktop.widgets.line_list import Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.compute.gap_report import FamilyGap, GapReport, GapTier, SegmentGap
    from planner.messages import Message, Value
    from ui.desktop.session import Session

#: How many need lines a pedigree names.
_NAMED = 3


def gap_lines(
    session: Session, report: GapReport, segment: SegmentGap, gap: FamilyGap
) -> Iterator[Line]:
    """What is known of a family in its segment, the simpler rules last and named as such."""
    yield _line(
        session, "need", rounded_span(gap.need), need_pedigree(session, report, segment, gap)
    )
    if gap.central is not None and not gap.need.is_exact:
        central = rounded_span(Interval.exactly(gap.central))
        yield _line(session, "central", central, need_pedigree(session, report, segment, gap))
    yield _line(session, "capacity", rounded_span(gap.capacity), _seats_pedigree(session, report))
    yield _share(session, "coverage", gap.coverage)
    served = None if informative(gap.coverage) is None else rounded_span(gap.served)
    yield _line(session, "served", served, session.say("gaps.pedigree.served"))
    yield _share(session, "equal_split", gap.equal_split)
    yield _share(session, "ceiling", gap.ceiling)


def tier_lines(session: Session, report: GapReport, tier: GapTier) -> Iterator[Line]:
    """What the families of a tier share at the worst end."""
    pedigree = _seats_pedigree(session, report)
    need = None if tier.need is None else rounded_span(Interval.exactly(tier.need))
    places = None if tier.places is None else rounded_span(Interval.exactly(tier.places))
    ratio = session.texts.percent(tier.ratio)
    yield Line(session.say("gaps.line.ratio"), ratio, tip=session.say("gaps.pedigree.ratio"))
    yield _line(session, "tier_need", need, session.say("gaps.pedigree.tier_need"))
    yield _line(session, "tier_places", places, pedigree)


def closing_lines(session: Session, report: GapReport, segment: SegmentGap) -> Iterator[Line]:
    """What is missing in the whole segment."""
    per_place = report.yields.product
    high = segment.shortfall.high
    places = Interval(segment.shortfall.low / per_place, None if high is None else high / per_place)
    shown = session.texts.say(missing_places(places))
    yield Line(
        session.say("gaps.line.shortfall"), shown, tip=session.say("gaps.pedigree.shortfall")
    )


def need_pedigree(session: Session, report: GapReport, segment: SegmentGap, gap: FamilyGap) -> str:
    """Where the need of a family comes from: its lines with their nature, and the allocation."""
    told = []
    lines = _need_lines(session, report, segment, gap)
    for key in lines[:_NAMED]:
        row = session.study.need_lines.get(key)
        told.append(
            session.say("gaps.pedigree.line", name=row.name, nature=word(row.source.nature))
        )
    if len(lines) > _NAMED:
        told.append(session.say("gaps.pedigree.lines", n=len(lines) - _NAMED))
    told.append(session.say("gaps.pedigree.allocation"))
    return "\n".join(told)


def segment_name(segment: SegmentGap, *, with_kind: bool) -> Message:
    """How a segment is called: level and period, and its kind where several are at hand."""
    return message(
        "gaps.segment.of_kind" if with_kind else "gaps.segment",
        kind=word(segment.kind),
        level=message(f"level.short.{segment.level}"),
        start=segment.start,
        end=segment.end,
    )


def _need_lines(
    session: Session, report: GapReport, segment: SegmentGap, gap: FamilyGap
) -> tuple[str, ...]:
    for need in needs(session.study, report.scenario).segments:
        where = (need.kind, need.level, need.start, need.end)
        if where == (segment.kind, segment.level, segment.start, segment.end):
            return next((f.lines for f in need.families if f.family == gap.family), ())
    return ()


def _line(session: Session, name: str, amount: Value, tip: str) -> Line:
    return Line(session.say(f"gaps.line.{name}"), session.texts.show(amount), tip=tip)


def _share(session: Session, name: str, ratio: Interval) -> Line:
    known = informative(ratio)
    words = session.say(f"gaps.line.{name}")
    shown = session.say("standing.undetermined") if known is None else session.texts.percent(known)
    return Line(words, shown, tip=session.say(f"gaps.pedigree.{name}"))


def _seats_pedigree(session: Session, report: GapReport) -> str:
    code = "gaps.pedigree.seats" if report.yields.product == 1 else "gaps.pedigree.seats_yield"
    return session.say(code, kind=word(report.seat_kind), share=report.yields.product)
