"""What a reader of the gaps must know beside the figures: assumptions at work, unknowns, limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.compute.gap_sentences import people_span
from planner.messages import Message, message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planner.compute.capacities import Offer
    from planner.compute.needs import Needs, Unallocated
    from planner.compute.segments import Segment
    from planner.study import Study


def report_notes(study: Study, wanted: Needs, on_offer: Offer) -> tuple[Message, ...]:
    """The notes of a whole scenario."""
    return tuple(_report_notes(study, wanted, on_offer))


def moves_note(study: Study, scenario: str) -> tuple[Message, ...]:
    """That the scenario supposes moves that nobody has made; nothing where it keeps none."""
    count = sum(row.scenario == scenario for row in study.scenario_moves)
    return (message("gap.note.moves", n=count),) if count else ()


def segment_notes(
    study: Study, segment: Segment, on_offer: Offer, *, shares_places: bool
) -> tuple[Message, ...]:
    """The notes of one segment."""
    return tuple(_segment_notes(study, segment, on_offer, shares_places=shares_places))


def _report_notes(study: Study, wanted: Needs, on_offer: Offer) -> Iterator[Message]:
    if not wanted.segments:
        yield message("gap.note.no_need")
    yielded = on_offer.yields.product
    code = "gap.note.yield_uncorrected" if yielded == 1 else "gap.note.yield"
    yield message(code, share=yielded)
    yield from (_unallocated(study, rest) for rest in wanted.unallocated)
    if wanted.unknown_lines:
        yield _unknown_lines(study, wanted.unknown_lines)
    if on_offer.unplaced:
        yield message("gap.note.unplaced", n=len(on_offer.unplaced))


def _segment_notes(
    study: Study, segment: Segment, on_offer: Offer, *, shares_places: bool
) -> Iterator[Message]:
    unknown, level = segment.offer.unknown_places, segment.need.level
    total = sum(len(keys) for keys in segment.offer.trainings.values())
    if unknown:
        ceiling = on_offer.ceilings.get(level)
        code = "gap.note.no_ceiling" if ceiling is None else "gap.note.ceiling"
        yield message(code, n=len(unknown), total=total, level=level, ceiling=ceiling)
    if segment.offer.unknown_modalities:
        yield message("gap.note.unknown_modality", n=len(segment.offer.unknown_modalities))
    if segment.need.unknown_lines:
        yield _unknown_lines(study, segment.need.unknown_lines)
    if any(segment.competing(need.family) for need in segment.families):
        yield message("gap.note.break_even_alone")
    if shares_places:
        yield message("gap.note.shares_places", level=level)


def _unknown_lines(study: Study, keys: Iterable[str]) -> Message:
    names = tuple(study.need_lines.get(key).name for key in keys)
    return message("gap.note.unknown_need", n=len(names), lines=names)


def _unallocated(study: Study, rest: Unallocated) -> Message:
    code = "gap.note.unallocated" if rest.share > 0 else "gap.note.overallocated"
    return message(
        code,
        line=study.need_lines.get(rest.line).name,
        share=abs(rest.share),
        people=people_span(rest.people.interval),
    )
