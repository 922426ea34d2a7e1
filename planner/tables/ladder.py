"""The ladder of trainings as tables: by institution and level, by family, training by training."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from planner.compute.inventory import UNKNOWN, Dimension, label
from planner.compute.ladder import WAY, StepKind, groups
from planner.fields import label_code
from planner.findings import Place
from planner.messages import message
from planner.tables.table import Column, Format, Row, Table
from planner.tables.trainings import family_names, name_of
from planner.words import word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.compute.ladder import Group, Ladder, Step
    from planner.compute.ladder_ways import Way
    from planner.messages import Message, Value
    from planner.study import Study

INFERRED = message("ladder.note.inferred")
DECLARED = message("ladder.note.declared")
NOTHING = message("ladder.nothing")
_LEVEL = Column("level", word(Dimension.LEVEL), Format.INTEGER, "cec", width=8)
_INSTITUTION = Column("institution", word(Dimension.INSTITUTION), Format.SAID, width=34)
_TRAININGS = Column("trainings", message("measure.trainings"), Format.INTEGER, scale=True)
_UP = Column("up", message("ladder.column.up"), Format.INTEGER)
_DOWN = Column("down", message("ladder.column.down"), Format.INTEGER)
_KEY = Column("key", message("column.key"), width=8)
_TITLE = Column("title", message(label_code("trainings", "title")), width=48)
_SHARED = Column("families", message("ladder.column.shared"), width=40)
_CONDITIONS = Column("conditions", message(label_code("bridges", "conditions")), width=48)


def scope_words(study: Study, found: Ladder) -> Message:
    """What the ladder looks at: the names of its family, institution and domain, or all."""
    scope = found.scope
    named = (
        name_of(study, "families", scope.family),
        name_of(study, "institutions", scope.institution),
        name_of(study, "domains", scope.domain),
    )
    names = tuple(name for name in named if name is not None)
    return message("ladder.scope.of", names=names) if names else message("ladder.scope.all")


def ladder_groups_table(study: Study, found: Ladder) -> Table:
    """Trainings by level and institution, with their steps and bridges; missing levels with zero.

    ``up`` and ``down`` count inferred steps that leave upwards and that come from below,
    ``bridges`` the declared ones that leave or come.
    """
    tally = Counter((end, step.kind) for step in found.steps for end in _both(step))
    tally.update((end, step.kind) for step in found.bridges for end in _both(step))
    rows = [(group.level, _group_row(study, found, group, tally)) for group in groups(study, found)]
    rows += [
        (level, Row((level, message("ladder.nobody"), 0, 0, 0, 0, 0, 0))) for level in found.missing
    ]
    columns = (
        _LEVEL,
        _INSTITUTION,
        _TRAININGS,
        _UP,
        _DOWN,
        Column("bridges", message("ladder.column.bridges"), Format.INTEGER),
        Column("dead_ends", message("ladder.column.dead_ends"), Format.INTEGER),
        Column("without_entrance", message("ladder.column.without_entrance"), Format.INTEGER),
    )
    title = message("ladder.table.groups", scope=scope_words(study, found))
    lines = tuple(row for _, row in sorted(rows, key=lambda told: told[0]))
    return Table("ladder", title, columns, lines, (INFERRED, DECLARED))


def _both(step: Step) -> tuple[tuple[str, str], tuple[str, str]]:
    return ("from", step.start), ("to", step.goal)


def _group_row(
    study: Study, found: Ladder, group: Group, tally: Counter[tuple[tuple[str, str], StepKind]]
) -> Row:
    held = set(group.trainings)

    def count(end: str, kind: StepKind) -> int:
        return sum(tally[(end, key), kind] for key in held)

    values = (
        group.level,
        label(study, Dimension.INSTITUTION, group.institution),
        len(held),
        count("from", StepKind.INFERRED),
        count("to", StepKind.INFERRED),
        count("from", StepKind.DECLARED) + count("to", StepKind.DECLARED),
        len(held.intersection(found.dead_ends)),
        len(held.intersection(found.without_entrance)),
    )
    known = group.institution != UNKNOWN
    place = Place("institutions", group.institution) if known else None
    return Row(values, place, group.trainings)


def ladder_families_table(study: Study, found: Ladder) -> Table:
    """Each family with its trainings at every level from bac+2 to doctorate, and what lacks."""
    columns = (
        Column("family", word(Dimension.FAMILY), width=34),
        *(
            Column(str(level), message(f"level.short.{level}"), Format.INTEGER, scale=True)
            for level in WAY
        ),
        Column("missing", message("ladder.column.missing"), width=16),
    )
    rows = tuple(
        Row(
            (
                study.families.get(row.family).name,
                *(dict(row.counts).get(level, 0) for level in WAY),
                row.missing,
            ),
            Place("families", row.family),
        )
        for row in found.families
    )
    title = message("ladder.table.families", scope=scope_words(study, found))
    return Table("ladder_families", title, columns, rows, (message("ladder.note.families"),))


def ladder_checks_table(study: Study, found: Ladder) -> Table:
    """The trainings that deserve a look: no way up, no way in, or not placed, one line each."""
    columns = (
        _KEY,
        Column("finding", message("column.finding"), Format.SAID, width=20),
        Column("level", word(Dimension.LEVEL), Format.INTEGER, "cec", width=8),
        _TITLE,
        _INSTITUTION,
    )
    kinds = (
        ("dead_end", found.dead_ends),
        ("without_entrance", found.without_entrance),
        ("unplaced", found.unplaced),
    )
    rows = tuple(
        _check_row(study, message(f"ladder.check.{kind}"), key)
        for kind, keys in kinds
        for key in keys
    )
    title = message("ladder.table.checks", scope=scope_words(study, found))
    return Table("ladder_checks", title, columns, rows, (INFERRED,))


def _check_row(study: Study, said: Message, key: str) -> Row:
    row = study.trainings.get(key)
    institution = label(study, Dimension.INSTITUTION, row.institution or UNKNOWN)
    values = (key, said, row.level, row.title, institution)
    return Row(values, Place("trainings", key), (key,))


def way_table(study: Study, way: Way) -> Table:
    """A way, a training a line: how it is reached from the former, and what both target."""
    first = Row(_way_values(study, way.trainings[0], None, None, ()), *_of(way.trainings[0]))
    rows = (
        Row(
            _way_values(study, step.goal, word(step.kind), _conditions(study, step), step.families),
            *_of(step.goal),
        )
        for step in way.steps
    )
    columns = (
        _LEVEL,
        _KEY,
        _TITLE,
        _INSTITUTION,
        Column("kind", message("ladder.column.kind"), Format.SAID, width=20),
        _SHARED,
        _CONDITIONS,
    )
    title = message("ladder.table.way", n=len(way.steps))
    return Table("way", title, columns, (first, *rows), (INFERRED, DECLARED))


def _way_values(
    study: Study,
    key: str,
    kind: Message | None,
    conditions: str | None,
    families: Sequence[str],
) -> tuple[Value, ...]:
    row = study.trainings.get(key)
    institution = label(study, Dimension.INSTITUTION, row.institution or UNKNOWN)
    names = family_names(study, families) if families else ()
    return (row.level, key, row.title, institution, kind or NOTHING, names, conditions or "")


def _of(key: str) -> tuple[Place, tuple[str, ...]]:
    return Place("trainings", key), (key,)


def _conditions(study: Study, step: Step) -> str:
    bridge = study.bridges.find(step.bridge)
    return "" if bridge is None else bridge.conditions
