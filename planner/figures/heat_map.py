"""Trainings by any two dimensions as a heat map: what stands, what lacks, what hangs on one."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from planner.compute.crossings import crossings_of
from planner.compute.inventory import UNKNOWN, Dimension, Measure, label
from planner.figures.figure import Anchor, Figure, Mark, Paint, Path, Rect, Text
from planner.figures.lettering import Box, estimated_width
from planner.figures.palette import SCALE, Ink
from planner.figures.spotlight import spotlight
from planner.messages import Interval, message
from planner.tables.crosstabs import crosstab_table
from planner.words import word

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from planner.compute.crossings import Only
    from planner.compute.inventory import CrossCell, Crosstab
    from planner.messages import Value
    from planner.study import Study

WIDTH = 487.0
ROW = 18.0
LABEL_SIZE = 8.0
LINE = 10.5  # from one line of column labels to the next
TOTALS, WIDE_TOTALS = 34.0, 48.0  # of counts, and of places or hours between two bounds
STRIP = 4.0  # height of the hatch under a number that is only known to be at least so much
GAP = 5.0  # between the cells and the totals
CORNER = 5.5  # side of the mark of a fragile cell
LEGEND = 24.0
_LABELS_SHARE = 0.28
_COLUMN, _WIDE_COLUMN = 21.0, 44.0  # what the figures of a column take at least
_BASELINE = 0.35 * LABEL_SIZE
_BESIDE_NAMES = 14.0  # around the names of the rows
_MESSAGE_WIDTH = 90.0  # what a label said in words may take, its length being unknown here


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where things stand: the left of the cells, their size, the height of the column labels."""

    left: float
    top: float
    step: float
    row: float
    tiers: int
    crosstab: Crosstab
    totals: float = TOTALS

    def spot(self, left: float, top: float, wide: float) -> Box:
        """The inside of a cell whose grid lines are given."""
        return Box(left + 0.5, top + 0.5, left + wide - 0.5, top + self.row - 0.5)

    @property
    def right(self) -> float:
        return self.left + self.step * len(self.crosstab.columns)

    @property
    def edge(self) -> float:
        return self.right + GAP + self.totals

    @property
    def bottom(self) -> float:
        return self.top + self.row * len(self.crosstab.rows)


def heat_map(
    study: Study,
    crosstab: Crosstab,
    *,
    width: float = WIDTH,
    row: float = ROW,
    only: Collection[Only] = (),
) -> Figure:
    """The cross-tabulation as a heat map ``width`` points wide, its rows ``row`` points high.

    Zero is paper, an unknown quantity a hatch, one that is known in part a number over a strip of
    hatch; a cell that rests on one training or on one institution has a marked corner. ``only``
    blanks the cells, here and in the twin, that are not what is looked for. Hits:
    ``cell:<row>:<column>``, ``row:<row>``, ``column:<column>`` and ``total``. Names of columns
    stand on as many lines as keep them apart.
    """
    grid = _grid(study, crosstab, width, row)
    values = _said(crosstab)
    figure = Figure(
        key=f"heat.{crosstab.row_dimension}.{crosstab.column_dimension}",
        width=width,
        height=grid.bottom + GAP + row + LEGEND,
        title=message("figure.heat.title", **values),
        subtitle=message("figure.heat.subtitle", **values),
        marks=tuple(_marks(study, grid)),
        table=crosstab_table(study, crosstab, only),
        sentence=message("figure.heat.sentence", **values),
        source=message("figure.heat.source"),
    )
    kept = (f"cell:{row_key}:{column}" for row_key, column in crossings_of(crosstab, only))
    return spotlight(figure, frozenset(kept), "cell:") if only else figure


def _grid(study: Study, crosstab: Crosstab, width: float, row: float) -> _Grid:
    left = round(min(width * _LABELS_SHARE, _wanted_left(study, crosstab)))
    totals = totals_width(crosstab.measure)
    step = (width - left - GAP - totals) / max(len(crosstab.columns), 1)
    across = crosstab.column_dimension
    widest = max((_label_width(study, across, key) for key in crosstab.columns), default=0.0)
    tiers = max(1, min(ceil((widest + 6) / step), len(crosstab.columns)))
    return _Grid(left, tiers * LINE + 4, step, row, tiers, crosstab, totals)


def least_width(study: Study, crosstab: Crosstab) -> float:
    """The least width, in points, at which the figures of the cells are not cut."""
    column = _COLUMN if crosstab.measure is Measure.TRAININGS else _WIDE_COLUMN
    cells = len(crosstab.columns) * column + GAP + totals_width(crosstab.measure)
    return min(cells / (1 - _LABELS_SHARE), cells + _wanted_left(study, crosstab) + 1)


def _wanted_left(study: Study, crosstab: Crosstab) -> float:
    """The room that the names of the rows take."""
    down = crosstab.row_dimension
    names = (_label_width(study, down, key) for key in crosstab.rows)
    return max(names, default=0.0) + _BESIDE_NAMES


def totals_width(measure: Measure) -> float:
    """The room of a total, in points."""
    return TOTALS if measure is Measure.TRAININGS else WIDE_TOTALS


def _said(crosstab: Crosstab) -> dict[str, Value]:
    cells = [crosstab.cell(row, column) for row, column in crosstab.crossings]
    return {
        "rows": word(crosstab.row_dimension),
        "columns": word(crosstab.column_dimension),
        "measure": word(crosstab.measure),
        "n": sum(cell.is_empty for cell in cells),
        "of": len(cells),
        "fragile": sum(cell.is_fragile for cell in cells),
        "trainings": len(crosstab.total.trainings),
    }


def _marks(study: Study, grid: _Grid) -> Iterator[Mark]:
    most = _most(grid.crosstab)
    yield from _column_labels(study, grid)
    for down, row in enumerate(grid.crosstab.rows):
        top = grid.top + down * grid.row
        yield from _row_label(study, grid, row, top)
        for across, column in enumerate(grid.crosstab.columns):
            spot = grid.spot(grid.left + across * grid.step, top, grid.step)
            cell, hit = grid.crosstab.cell(row, column), f"cell:{row}:{column}"
            yield from _cell(spot, cell, most, hit)
            if cell.is_fragile and UNKNOWN not in (row, column):
                yield _corner(spot.right - 0.25, spot.top + 0.25, hit)
        spot = grid.spot(grid.right + GAP, top, grid.totals)
        yield from _total(spot, grid.crosstab.row_total(row), f"row:{row}")
    yield from _bottom(grid)
    yield from _legend(grid)


def _column_labels(study: Study, grid: _Grid) -> Iterator[Mark]:
    """Names above their columns, each on a step of stairs going down, with a hairline to its own.

    The hairlines come first, and each name stands on paper, so that none runs through a word.
    """
    if grid.tiers > 1:
        yield from _stems(grid)
    for across, column in enumerate(grid.crosstab.columns):
        x = grid.left + across * grid.step
        base = _base(grid, across)
        hit = f"column:{column}"
        said = label(study, grid.crosstab.column_dimension, column, short=True)
        if grid.tiers == 1:
            middle, room = x + grid.step / 2, grid.step - 2
            yield Text(middle, base, said, LABEL_SIZE, None, False, Anchor.MIDDLE, room, hit)
            continue
        room = grid.tiers * grid.step - 5
        wide = min(_label_width(study, grid.crosstab.column_dimension, column) + 3, room)
        is_last = x + 2 + wide > grid.edge
        start, anchor = (grid.edge - wide, Anchor.END) if is_last else (x + 2, Anchor.START)
        at = grid.edge if is_last else start + 1
        yield Rect(start, base - LABEL_SIZE + 1, wide, LABEL_SIZE + 1, Paint(fill=Ink.PAPER))
        yield Text(at, base, said, LABEL_SIZE, anchor=anchor, limit=room, hit=hit)


def _base(grid: _Grid, across: int) -> float:
    """The baseline of a column's name: one step lower than the one on its left."""
    return across % grid.tiers * LINE + LABEL_SIZE


def _stems(grid: _Grid) -> Iterator[Mark]:
    for across in range(len(grid.crosstab.columns)):
        x, top = grid.left + across * grid.step + 0.5, _base(grid, across) - LABEL_SIZE + 1.5
        yield Path(((x, top), (x, grid.top)), Paint(stroke=Ink.GRID, width=0.5))


def _row_label(study: Study, grid: _Grid, row: str, top: float) -> Iterator[Mark]:
    said = label(study, grid.crosstab.row_dimension, row, short=True)
    base, hit = top + grid.row / 2 + _BASELINE, f"row:{row}"
    yield Text(grid.left - 6, base, said, LABEL_SIZE, None, False, Anchor.END, grid.left - 8, hit)


def _cell(spot: Box, cell: CrossCell, most: float, hit: str) -> Iterator[Mark]:
    fill, ink = _shade(cell, most)
    unknown = _is_unknown(cell)
    stroke = Ink.MUTED if unknown else Ink.GRID
    yield _ground(spot, Paint(fill, stroke, 0.5, hatch=unknown), hit)
    if not unknown:
        yield from _strip(spot, cell, hit)
        yield _number(spot, cell, ink, hit)


def _total(spot: Box, cell: CrossCell, hit: str) -> Iterator[Mark]:
    unknown = _is_unknown(cell)
    yield _ground(spot, Paint(Ink.PANEL, Ink.MUTED if unknown else None, 0.5, hatch=unknown), hit)
    if not unknown:
        yield from _strip(spot, cell, hit)
        yield _number(spot, cell, Ink.TEXT, hit, bold=True)


def _ground(spot: Box, paint: Paint, hit: str) -> Rect:
    wide, high = spot.right - spot.left, spot.bottom - spot.top
    return Rect(spot.left, spot.top, wide, high, paint, hit)


def _strip(spot: Box, cell: CrossCell, hit: str) -> Iterator[Path]:
    """The hatch under a quantity of which some part is not known."""
    if cell.total.high is None:
        top = spot.bottom - STRIP
        corners = ((spot.left, top), (spot.right, top), (spot.right, spot.bottom))
        paint = Paint(Ink.PAPER, Ink.MUTED, 0.5, hatch=True)
        yield Path((*corners, (spot.left, spot.bottom)), paint, closed=True, hit=hit)


def _corner(right: float, top: float, hit: str = "") -> Path:
    """The mark of a fragile cell."""
    points = ((right - CORNER, top), (right, top), (right, top + CORNER))
    return Path(points, Paint(fill=Ink.LACKING), closed=True, hit=hit)


def _number(spot: Box, cell: CrossCell, ink: Ink, hit: str, *, bold: bool = False) -> Text:
    said = message("figure.amount", amount=cell.total)
    x, base = (spot.left + spot.right) / 2, (spot.top + spot.bottom) / 2 + _BASELINE
    if cell.total.high is None:
        said, base = message("figure.heat.at_least", low=cell.total.low), base - STRIP / 2
    room = spot.right - spot.left - 1
    return Text(x, base, said, LABEL_SIZE, ink, bold, Anchor.MIDDLE, room, hit)


def _bottom(grid: _Grid) -> Iterator[Mark]:
    top, crosstab = grid.bottom + GAP, grid.crosstab
    base = top + grid.row / 2 + _BASELINE
    said = message("figure.total")
    yield Text(grid.left - 6, base, said, LABEL_SIZE, Ink.MUTED, False, Anchor.END, grid.left - 8)
    for across, column in enumerate(crosstab.columns):
        spot = grid.spot(grid.left + across * grid.step, top, grid.step)
        yield from _total(spot, crosstab.column_total(column), f"column:{column}")
    yield from _total(grid.spot(grid.right + GAP, top, grid.totals), crosstab.total, "total")


def _legend(grid: _Grid) -> Iterator[Mark]:
    """What a marked corner means; what a hatch means, where there is one."""
    top = grid.bottom + GAP + grid.row + 9
    x = grid.left
    yield Rect(x, top, 11, 9, Paint(stroke=Ink.GRID, width=0.5))
    yield _corner(x + 11, top)
    room = grid.edge - x - 15
    if _has_unknown(grid.crosstab):
        room = room / 2 - 8
        right = x + 15 + room + 8
        yield Rect(right, top, 11, 9, Paint(stroke=Ink.MUTED, width=0.5, hatch=True))
        code = "figure.heat.in_part" if _is_known_in_part(grid.crosstab) else "figure.heat.unknown"
        said = message(code)
        yield Text(right + 15, top + 7.5, said, 7.5, Ink.MUTED, limit=room - 10)
    said = message("figure.heat.fragile", n=grid.crosstab.small)
    yield Text(x + 15, top + 7.5, said, 7.5, Ink.MUTED, limit=room)


def _label_width(study: Study, dimension: Dimension, key: str) -> float:
    said = label(study, dimension, key, short=True)
    name = dict(said.values).get("name")
    return estimated_width(name, LABEL_SIZE) if isinstance(name, str) else _MESSAGE_WIDTH


def _shade(cell: CrossCell, most: float) -> tuple[Ink | None, Ink]:
    """The step of the scale for a known quantity, and an ink that can be read on it."""
    amount = float(cell.total.low)
    if amount <= 0 or _is_unknown(cell):
        return None, Ink.MUTED
    step = min(ceil(amount * len(SCALE) / most), len(SCALE)) - 1
    return SCALE[step], Ink.ON_SCALE_LIGHT if step < 2 else Ink.ON_SCALE_DEEP


def _most(crosstab: Crosstab) -> float:
    lows = (float(cell.total.low) for cell in crosstab.cells.values() if not _is_unknown(cell))
    return max(lows, default=0.0) or 1.0


def _is_unknown(cell: CrossCell) -> bool:
    return cell.total == Interval(cell.total.low, None) and cell.total.low == 0


def _has_unknown(crosstab: Crosstab) -> bool:
    return any(cell.total.high is None for cell in _all_cells(crosstab))


def _is_known_in_part(crosstab: Crosstab) -> bool:
    cells = _all_cells(crosstab)
    return any(cell.total.high is None and not _is_unknown(cell) for cell in cells)


def _all_cells(crosstab: Crosstab) -> tuple[CrossCell, ...]:
    totals = (*crosstab.row_totals.values(), *crosstab.column_totals.values(), crosstab.total)
    return (*totals, *crosstab.cells.values())
