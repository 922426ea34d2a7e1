"""The ladder from bac to the doctorate: trainings as dots, steps as lines between their groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.compute.gap_sentences import joined
from planner.compute.inventory import Dimension, label
from planner.compute.ladder_cells import Grouping, ladder_cells, usual_grouping
from planner.figures.figure import Anchor, Circle, Figure, Mark, Paint, Path, Rect, Text
from planner.figures.ladder_layout import COUNT, DOT, FOOT, HEAD, Layout, ladder_layout
from planner.figures.ladder_lines import arrow, bowed, bridge_marks, way_marks
from planner.figures.lettering import estimated_width
from planner.figures.palette import Ink
from planner.messages import message
from planner.tables.ladder import scope_words
from planner.tables.ladder_cells import ladder_cells_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.compute.ladder import Ladder
    from planner.compute.ladder_cells import Cells, Link, Spot
    from planner.compute.ladder_ways import Way
    from planner.messages import Message
    from planner.study import Study

WIDTH = 640.0
NAME, SMALL = 8.5, 7.5
#: From so many inferred steps between two levels on, their lines are pale.
MANY = 60

TRAINING = Paint(fill=Ink.SCALE_4)
PALE = Paint(fill=Ink.SCALE_2)
RELATED = Paint(fill=Ink.ACCENT)
RING = Paint(stroke=Ink.ACCENT, width=1.4)
WALL = Paint(stroke=Ink.LACKING, width=1.3)
MISSING = Paint(stroke=Ink.LACKING, width=0.9, dotted=True)
INFERRED = Paint(stroke=Ink.MUTED, width=0.8, dotted=True)
FAINT = Paint(stroke=Ink.SCALE_2, width=0.9, dotted=True)
_BAND = Paint(fill=Ink.PANEL)
_MOST_WIDE, _LEAST_WIDE = 2.6, 0.8
_BAC_WIDE = 8.0
_FINDINGS = 5


def ladder_figure(
    study: Study,
    found: Ladder,
    *,
    width: float = WIDTH,
    grouping: Grouping | None = None,
    focus: str = "",
    way: Way | None = None,
) -> Figure:
    """The ladder of a scope; hits ``training:<key>``, ``group:<key>`` and ``bridge:<key>``.

    Args:
        study: the study of which the ladder tells.
        found: the ladder.
        width: its width in points; the height follows what it holds.
        grouping: what stands in a row; families by default, institutions for one family.
        focus: the key of a training to ring, with those before and after it.
        way: a way to draw over the others.
    """
    chosen = grouping or usual_grouping(found.scope)
    if found.scope.family is None:
        chosen = Grouping.FAMILY  # only within one family does each pair of neighbours hold
    cells = ladder_cells(study, found, chosen)
    plan = ladder_layout(cells, width)
    drawing = _Drawing(study, found, cells, plan, focus, way)
    return Figure(
        key="ladder",
        width=width,
        height=plan.bottom + FOOT,
        title=_title(found),
        subtitle=message(
            "figure.ladder.subtitle",
            scope=scope_words(study, found),
            rows=message(f"figure.ladder.rows.{chosen}"),
        ),
        marks=tuple(drawing.marks()),
        table=ladder_cells_table(study, found, cells),
        sentence=joined(found.findings[:_FINDINGS]),
        source=message("figure.ladder.source"),
    )


def _title(found: Ladder) -> Message:
    if not found.placed:
        return message("figure.ladder.title.empty")
    if found.missing:
        n = len(found.missing)
        return message("figure.ladder.title.missing", n=n, levels=found.missing)
    ends, entrances = len(found.dead_ends), len(found.without_entrance)
    if ends or entrances:
        lacking = message("figure.ladder.entrances", n=entrances)
        of = len(found.placed)
        return message("figure.ladder.title.ends", n=ends, of=of, entrances=lacking)
    return message("figure.ladder.title.whole", n=len(found.placed))


@dataclass(frozen=True, slots=True)
class _Drawing:
    """A ladder on its way to marks."""

    study: Study
    found: Ladder
    cells: Cells
    plan: Layout
    focus: str
    way: Way | None

    def marks(self) -> Iterator[Mark]:
        """Rows and headings, lines, cells with their dots, then what is declared or asked for."""
        yield from self._rows()
        yield from self._headings()
        yield from self._entry()
        yield from self._inferred()
        for group in self.cells.groups:
            for level in self.cells.levels:
                yield from self._cell((group, level))
        yield from bridge_marks(self.found, self.cells, self.plan)
        if self.way is not None:
            yield from way_marks(self.way, self.cells, self.plan)
        yield from self._keys()

    def _rows(self) -> Iterator[Mark]:
        """A pale ground under every other row, names on the left, counts on the right."""
        for place, group in enumerate(self.cells.groups):
            top, high = self.plan.tops[group], self.plan.heights[group]
            paint = _BAND if place % 2 == 0 else Paint()
            yield Rect(0, top, self.plan.width, high, paint)
            middle = self.plan.middle(group) + NAME * 0.35
            said, hit = self._name(group), f"group:{group}"
            limit = self.plan.names - 8
            yield Text(4, middle, said, NAME, Ink.TEXT, limit=limit)
            yield Rect(0, top, self.plan.names, high, Paint(), hit)
            count = message("figure.count", n=len(self.cells.of(group)))
            x = self.plan.width - 4
            yield Text(x, middle, count, NAME, Ink.TEXT, anchor=Anchor.END, limit=24)

    def _name(self, group: str) -> Message:
        """The name of a group; a family by its short one."""
        family = self.study.families.find(group)
        if self.cells.grouping is Grouping.FAMILY and family is not None:
            return message("name.as_written", name=family.short_name)
        return label(self.study, Dimension(self.cells.grouping), group)

    def _headings(self) -> Iterator[Mark]:
        """Levels with their counts; what is a missing rung of the whole is said there."""
        counts = {rung.level: len(rung.trainings) for rung in self.found.rungs}
        for level in self.cells.levels:
            x, room = self.plan.lefts[level], self.plan.cell + self.plan.gap * 0.7
            yield Text(x, 11, message(f"figure.ladder.level.{level}"), NAME, bold=True, limit=room)
            if level in self.found.missing:
                said, ink = message("figure.ladder.missing"), Ink.LACKING
            else:
                said = message("figure.ladder.trainings", n=counts.get(level, 0))
                ink = Ink.MUTED
            yield Text(x, 22, said, SMALL, ink, limit=room)
        x = self.plan.width - 4
        total = message("figure.ladder.total")
        yield Text(x, 22, total, SMALL, Ink.MUTED, anchor=Anchor.END, limit=40)

    def _entry(self) -> Iterator[Mark]:
        """The baccalauréat as a post, and lines to the trainings of level 5."""
        x, top = self.plan.bac, HEAD
        if not self.cells.groups:
            return
        yield Text(x, 11, message("figure.ladder.bac"), NAME, bold=True, limit=26)
        yield Rect(x, top + 2, _BAC_WIDE, self.plan.bottom - top - 4, Paint(Ink.SCALE_2), "", 2)
        for group in self.cells.groups:
            if 5 in self.plan.lefts and self.cells.at(group, 5):
                y = self.plan.middle(group)
                yield Path(((x + _BAC_WIDE, y), (self.plan.lefts[5], y)), INFERRED)

    def _inferred(self) -> Iterator[Mark]:
        """Along its row for each family; by a common rail where all of two levels are joined."""
        if self.cells.grouping is Grouping.FAMILY:
            most = max((link.pairs for link in self.cells.links), default=1)
            for link in self.cells.links:
                yield from self._along(link, most)
            return
        by_levels: dict[tuple[int, int], list[Link]] = {}
        for link in self.cells.links:
            by_levels.setdefault((link.start[1], link.goal[1]), []).append(link)
        for (_, high), links in by_levels.items():
            yield from self._rail(high, links)

    def _along(self, link: Link, most: int) -> Iterator[Mark]:
        """A dotted line as wide as its pairs are many, the number above it."""
        y = self.plan.middle(link.start[0])
        start = self.plan.end(link.start, len(self.cells.at(*link.start))) + 3
        stop = self.plan.lefts[link.goal[1]] - 1
        wide = _LEAST_WIDE + (_MOST_WIDE - _LEAST_WIDE) * link.pairs / most
        yield Path(((start, y), (stop, y)), Paint(stroke=Ink.MUTED, width=wide, dotted=True))
        x = stop - self.plan.gap / 2 + 1
        said = message("figure.count", n=link.pairs)
        middle = Anchor.MIDDLE
        room = self.plan.gap - 2
        yield Text(x, y - 3.5, said, SMALL, Ink.MUTED, anchor=middle, limit=room)

    def _rail(self, high: int, links: list[Link]) -> Iterator[Mark]:
        """Lines from each lower cell to a rail, from it to each upper one, their pairs on top."""
        pairs = sum(link.pairs for link in links)
        paint = FAINT if pairs > MANY else INFERRED
        x = self.plan.lefts[high] - self.plan.gap / 2
        starts, goals = {link.start for link in links}, {link.goal for link in links}
        middles = [self.plan.middle(group) for group, _ in (*starts, *goals)]
        yield Path(((x, min(middles)), (x, max(middles))), paint)
        for spot in sorted(starts):
            y = self.plan.middle(spot[0])
            left = self.plan.end(spot, len(self.cells.at(*spot))) + 3
            yield Path(((left, y), (x, y)), paint)
        for spot in sorted(goals):
            y = self.plan.middle(spot[0])
            yield Path(((x, y), (self.plan.lefts[high] - 1, y)), paint)
        said = message("figure.ladder.pairs", n=pairs)
        room = self.plan.gap + self.plan.cell * 0.6
        y = HEAD - 3
        yield Text(x, y, said, SMALL, Ink.MUTED, anchor=Anchor.MIDDLE, limit=room)

    def _cell(self, spot: Spot) -> Iterator[Mark]:
        """The count and the dots of a cell; a dotted box where a rung is missing."""
        group, level = spot
        keys = self.cells.at(group, level)
        x, y = self.plan.lefts[level], self.plan.middle(group)
        if spot in self.cells.missing:
            high = 12.0
            yield Rect(x + 1, y - high / 2, self.plan.cell - 2, high, MISSING)
            said = message("figure.ladder.none")
            middle, room = x + self.plan.cell / 2, self.plan.cell - 6
            ink, base = Ink.LACKING, y + SMALL * 0.35
            yield Text(middle, base, said, SMALL, ink, anchor=Anchor.MIDDLE, limit=room)
        if not keys:
            return
        count = message("figure.count", n=len(keys))
        base = y + NAME * 0.35
        end = Anchor.END
        yield Text(x + COUNT - 2, base, count, NAME, Ink.TEXT, True, end, limit=COUNT)
        for key, across, down in self.plan.dots(spot, keys):
            yield from self._dot(key, across, down)

    def _dot(self, key: str, x: float, y: float) -> Iterator[Mark]:
        """A training: a wall after it where nothing follows, before it where nothing leads in."""
        hit = f"training:{key}"
        paint = TRAINING
        if self.focus:
            paint = RELATED if key in self._related() else PALE
        yield Circle(x, y, DOT, paint, hit)
        for is_walled, side in (
            (key in self.found.dead_ends, 1),
            (key in self.found.without_entrance, -1),
        ):
            if is_walled:
                at = x + side * (DOT + 0.6)
                yield Path(((at, y - DOT - 0.6), (at, y + DOT + 0.6)), WALL)
        if key == self.focus:
            yield Circle(x, y, DOT + 1.4, RING, hit)

    def _related(self) -> set[str]:
        """The training of the focus, and those one step before and after it."""
        near = {self.focus}
        for step in (*self.found.steps, *self.found.bridges):
            if step.start == self.focus:
                near.add(step.goal)
            elif step.goal == self.focus:
                near.add(step.start)
        return near

    def _keys(self) -> Iterator[Mark]:
        """What the marks mean that this figure draws, on two lines."""
        x, y = 0.0, self.plan.bottom + 13
        for kind, said in self._drawn():
            words = 24 + estimated_width(_LONGEST[kind], SMALL)
            if x and x + words > self.plan.width:
                x, y = 0.0, y + 12
            yield from _sign(kind, x, y)
            room = min(words, self.plan.width - x) - 20
            yield Text(x + 20, y + SMALL * 0.35, said, SMALL, Ink.MUTED, limit=room)
            x += words + 6

    def _drawn(self) -> Iterator[tuple[str, Message]]:
        if self.found.placed:
            yield "training", message("figure.ladder.key.training")
        if self.found.steps:
            yield "inferred", message("figure.ladder.key.inferred")
        if self.found.bridges:
            yield "declared", message("figure.ladder.key.declared")
        if self.found.dead_ends:
            yield "dead_end", message("figure.ladder.key.dead_end")
        if self.found.without_entrance:
            yield "entrance", message("figure.ladder.key.entrance")
        if self.cells.missing:
            yield "missing", message("figure.ladder.key.missing")


#: By what the room of each key is measured, its words being unknown here.
_LONGEST = {
    "training": "une formation de plus",
    "inferred": "passages déduits, leur nombre",
    "declared": "passerelle déclarée",
    "dead_end": "sans suite ou fin",
    "entrance": "sans accès ou début",
    "missing": "niveau manquant",
}


def _sign(kind: str, x: float, y: float) -> Iterator[Mark]:
    middle = x + 8
    if kind in ("training", "dead_end", "entrance"):
        yield Circle(middle, y, DOT, TRAINING)
    if kind in ("dead_end", "entrance"):
        at = middle + (DOT + 0.6) * (1 if kind == "dead_end" else -1)
        yield Path(((at, y - DOT - 0.6), (at, y + DOT + 0.6)), WALL)
    if kind == "inferred":
        yield Path(((x, y), (x + 16, y)), INFERRED)
    if kind == "declared":
        yield from arrow(bowed((x, y + 2), (x + 16, y), 3.0), 1.1)
    if kind == "missing":
        yield Rect(x, y - 4, 16, 8, MISSING)
