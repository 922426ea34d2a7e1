"""The verb that asks what moves would change, and writes nothing."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from planner.compute.scenarios import through
from planner.compute.whatif import Change, FamilyChange, MoveEffect, SegmentChange, WhatIf, what_if
from planner.messages import Speaker
from planner.study import Study
from planner.tables.whatif import families_table, move_message, sentences, shortfalls_table
from planner.watch import Watch
from ui.actions import rowedits
from ui.actions.desk import Desk
from ui.actions.gapdata import gap_data
from ui.actions.movefile import read_moves
from ui.actions.outcome import Outcome, Plain, plain
from ui.actions.reading import DEFAULT_SCENARIO
from ui.actions.registry import verb


@verb("what-if")
def wonder(
    desk: Desk, moves: Path, scenario: str = DEFAULT_SCENARIO, watch: Watch | None = None
) -> Outcome:
    """What the moves of a TOML file would lift, each by itself and all together."""
    study = desk.document.study
    rowedits.row_of(study, "scenarios", scenario)
    made = what_if(study, scenario, read_moves(moves, study, desk.texts), watch)
    study = through(study, scenario)
    return Outcome(
        said=sentences(study, made),
        tables=(families_table(study, made), shortfalls_table(made)),
        data=_data(study, made, desk.texts),
    )


def _data(study: Study, made: WhatIf, speaker: Speaker) -> Plain:
    """Shares from 0 to 1, people over the period; a difference is null where it has no bound."""
    return {
        "scenario": made.after.scenario,
        "sentences": [speaker.say(sentence) for sentence in sentences(study, made)],
        "segments": _segments(made.segments, speaker),
        "moves": [
            _move(study, number, effect, speaker) for number, effect in enumerate(made.moves, 1)
        ],
        "before": gap_data(made.before, speaker),
        "after": gap_data(made.after, speaker),
    }


def _move(study: Study, number: int, effect: MoveEffect, speaker: Speaker) -> Plain:
    return {
        "number": number,
        "move": speaker.say(move_message(study, effect.move)),
        "alone": _segments(effect.alone, speaker),
        "beside": _segments(effect.beside, speaker),
    }


def _segments(segments: tuple[SegmentChange, ...], speaker: Speaker) -> Plain:
    return [
        {
            "key": segment.key,
            "kind": segment.kind.value,
            "level": segment.level,
            "start": segment.start,
            "end": segment.end,
            "shortfall": {
                "before": plain(segment.shortfall_before, speaker),
                "after": plain(segment.shortfall_after, speaker),
                "change": _change(segment.shortfall),
            },
            "families": [_family(family, speaker) for family in segment.families],
        }
        for segment in segments
    ]


def _family(family: FamilyChange, speaker: Speaker) -> Plain:
    return {
        "family": family.family,
        "name": family.name,
        "coverage": {
            "before": plain(family.coverage_before, speaker),
            "after": plain(family.coverage_after, speaker),
            "change": None if family.coverage is None else _change(family.coverage),
        },
        "served": {
            "before": plain(family.served_before, speaker),
            "after": plain(family.served_after, speaker),
            "change": _change(family.served),
        },
    }


def _change(change: Change) -> Plain:
    return {"low": _number(change.low), "high": _number(change.high), "sign": change.sign.value}


def _number(number: Fraction | None) -> Plain:
    if number is None:
        return None
    return int(number) if number.denominator == 1 else float(number)
