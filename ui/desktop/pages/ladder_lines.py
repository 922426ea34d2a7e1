"""The lines that the tabs of the ladder show: trainings, steps, bridges, missing rungs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.compute.inventory import UNKNOWN, Dimension, label
from planner.messages import message
from planner.tables.trainings import family_names
from planner.words import word
from ui.desktop.widgets.key_lines import KeyLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planner.compute.ladder import Ladder, Step
    from planner.compute.ladder_ways import Way
    from planner.messages import Message
    from ui.desktop.session import Session


def about(session: Session, key: str) -> str:
    """Where a training is given and at which level."""
    study, say = session.study, session.texts.say
    row = study.trainings.get(key)
    where = say(label(study, Dimension.INSTITUTION, row.institution or UNKNOWN))
    level = session.say("ladder.level_unknown")
    if row.level is not None:
        level = say(message(f"level.short.{row.level}"))
    return session.say("ladder.about", institution=where, level=level)


def training_lines(session: Session, keys: Iterable[str]) -> list[KeyLine]:
    """Trainings with their institution and level."""
    study = session.study
    return [KeyLine(key, study.trainings.get(key).title, about(session, key)) for key in keys]


def step_lines(session: Session, steps: Iterable[Step], end: str) -> list[KeyLine]:
    """The trainings at one end (``start`` or ``goal``) of steps, with the kind of each step."""
    lines = []
    for step in steps:
        key = getattr(step, end)
        name = session.study.trainings.get(key).title
        told = session.say("ladder.about_step", kind=word(step.kind), about=about(session, key))
        lines.append(KeyLine(key, name, told))
    return lines


def way_lines(session: Session, way: Way) -> list[KeyLine]:
    """The trainings of a way, each with how it is reached and what both target."""
    first = way.trainings[0]
    lines = [KeyLine(first, session.study.trainings.get(first).title, about(session, first))]
    for step in way.steps:
        name = session.study.trainings.get(step.goal).title
        lines.append(KeyLine(step.goal, name, session.texts.say(_reached(session, step))))
    return lines


def _reached(session: Session, step: Step) -> Message:
    bridge = session.study.bridges.find(step.bridge)
    if bridge is not None:
        said = bridge.conditions or message("ladder.no_conditions")
        return message("ladder.reached", kind=word(step.kind), by=said)
    names = family_names(session.study, step.families) or ()
    return message("ladder.reached", kind=word(step.kind), by=message("ladder.by", names=names))


def bridge_lines(session: Session, found: Ladder) -> list[KeyLine]:
    """The declared bridges of a ladder: from where to where, and the conditions."""
    study = session.study
    lines = []
    for step in found.bridges:
        start, goal = study.trainings.get(step.start), study.trainings.get(step.goal)
        name = session.say("ladder.from_to", start=start.title, goal=goal.title)
        bridge = study.bridges.get(step.bridge)
        lines.append(
            KeyLine(step.bridge, name, bridge.conditions or session.say("ladder.no_conditions"))
        )
    return lines


def missing_lines(session: Session, found: Ladder) -> list[KeyLine]:
    """The families that lack a rung, with the levels that nobody holds."""
    study = session.study
    return [
        KeyLine(
            row.family,
            study.families.get(row.family).short_name,
            session.say("ladder.lacks", n=len(row.missing), levels=levels(session, row.missing)),
        )
        for row in found.families
        if row.missing
    ]


def levels(session: Session, numbers: Sequence[int]) -> str:
    """Levels as a list: "bac+2, bac+5 et doctorat"."""
    names = [session.say(f"figure.ladder.level.{number}") for number in numbers]
    return session.texts.listed(names)
