"""A gap report as plain data for a machine: a list of segments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.actions.outcome import Plain, plain

if TYPE_CHECKING:
    from planner.compute.gap_report import FamilyGap, GapReport, GapTier, SegmentGap
    from planner.messages import Speaker


def gap_data(report: GapReport, speaker: Speaker) -> Plain:
    """The segments of a report with their families, intervals, tiers, sentences and break-even.

    People and places are counts over the period; ratios go from 0 to 1; an unknown bound is null.
    """
    return [_segment(segment, speaker) for segment in report.segments]


def _segment(segment: SegmentGap, speaker: Speaker) -> Plain:
    return {
        "key": segment.key,
        "kind": segment.kind.value,
        "level": segment.level,
        "start": segment.start,
        "end": segment.end,
        "standing": segment.standing.value,
        "sentence": speaker.say(segment.sentence),
        "shortfall": plain(segment.shortfall, speaker),
        "families": [_family(family, speaker) for family in segment.families],
        "tiers": {
            "worst": [_tier(tier, speaker) for tier in segment.tiers_low],
            "best": [_tier(tier, speaker) for tier in segment.tiers_high],
        },
        "break_even": {
            family.family: plain(family.break_even, speaker) for family in segment.families
        },
        "break_even_sentences": [speaker.say(said) for said in segment.break_even_sentences],
        "trainings": list(segment.trainings),
        "unknown_places": list(segment.unknown_places),
        "unknown_lines": list(segment.unknown_lines),
        "notes": [speaker.say(note) for note in segment.notes],
    }


def _family(family: FamilyGap, speaker: Speaker) -> Plain:
    return {
        "family": family.family,
        "name": family.name,
        "need": plain(family.need, speaker),
        "need_central": plain(family.central, speaker),
        "capacity": plain(family.capacity, speaker),
        "coverage": plain(family.coverage, speaker),
        "served": plain(family.served, speaker),
        "equal_split": plain(family.equal_split, speaker),
        "ceiling": plain(family.ceiling, speaker),
        "break_even": plain(family.break_even, speaker),
        "standing": family.standing.value,
        "trainings": list(family.trainings),
        "competing": list(family.competing),
    }


def _tier(tier: GapTier, speaker: Speaker) -> Plain:
    return {
        "families": list(tier.families),
        "ratio": plain(tier.ratio, speaker),
        "need": plain(tier.need, speaker),
        "places": plain(tier.places, speaker),
        "missing": plain(tier.missing, speaker),
        "trainings": list(tier.trainings),
        "sentence": speaker.say(tier.sentence),
    }
