"""The ladder by group and level as a table: the twin of its figure."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from planner.compute.inventory import Dimension, label
from planner.findings import Place
from planner.messages import message
from planner.tables.ladder import DECLARED, INFERRED, scope_words
from planner.tables.table import Column, Format, Row, Table
from planner.words import word

if TYPE_CHECKING:
    from planner.compute.ladder import Ladder
    from planner.compute.ladder_cells import Cells, Spot
    from planner.study import Study

_COLLECTIONS = {"family": "families", "institution": "institutions", "city": "cities"}


def _count(key: str, code: str) -> Column:
    return Column(key, message(code), Format.INTEGER)


_COUNTS = (
    Column("level", word(Dimension.LEVEL), Format.INTEGER, "cec", width=8),
    Column("trainings", message("measure.trainings"), Format.INTEGER, scale=True),
    _count("up", "ladder.column.up"),
    _count("down", "ladder.column.down"),
    _count("bridges_out", "ladder.column.bridges_out"),
    _count("bridges_in", "ladder.column.bridges_in"),
    _count("dead_ends", "ladder.column.dead_ends"),
    _count("without_entrance", "ladder.column.without_entrance"),
)


def ladder_cells_table(study: Study, found: Ladder, cells: Cells) -> Table:
    """A line for each group and level that holds a training or lacks one, with its steps."""
    up, down = Counter[object](), Counter[object]()
    for link in cells.links:
        up[link.start] += link.pairs
        down[link.goal] += link.pairs
    out = Counter(step.start for step in found.bridges)
    into = Counter(step.goal for step in found.bridges)
    rows = []
    for spot in _spots(cells):
        keys = cells.at(*spot)
        values = (
            label(study, Dimension(cells.grouping), spot[0]),
            spot[1],
            len(keys),
            up[spot],
            down[spot],
            sum(out[key] for key in keys),
            sum(into[key] for key in keys),
            len(set(keys).intersection(found.dead_ends)),
            len(set(keys).intersection(found.without_entrance)),
        )
        rows.append(Row(values, _place(study, cells, spot[0]), keys))
    group = Column("group", word(Dimension(cells.grouping)), Format.SAID, width=34)
    title = message("ladder.table.cells", scope=scope_words(study, found))
    return Table("ladder_cells", title, (group, *_COUNTS), tuple(rows), (INFERRED, DECLARED))


def _spots(cells: Cells) -> tuple[Spot, ...]:
    return tuple(
        (group, level)
        for group in cells.groups
        for level in cells.levels
        if (group, level) in cells.missing or cells.at(group, level)
    )


def _place(study: Study, cells: Cells, group: str) -> Place | None:
    collection = _COLLECTIONS[cells.grouping]
    known = getattr(study, collection).find(group) is not None
    return Place(collection, group) if known else None
