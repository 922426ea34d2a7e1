"""Sheets as plain lines of JSON: how the process that reads a file hands them over.

The lines are decoded without trust in who wrote them: nothing in them can be called or loaded.
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from planner.exchange.grids import EMPTY, CellKind, Grid, Merge, SheetCell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SIGN = {
    CellKind.EMPTY: ".",
    CellKind.TEXT: "t",
    CellKind.NUMBER: "n",
    CellKind.FLAG: "b",
    CellKind.DAY: "d",
    CellKind.FORMULA: "=",
    CellKind.FAULT: "!",
}
_KIND = {sign: kind for kind, sign in _SIGN.items()}
_TYPES: dict[CellKind, type | tuple[type, ...]] = {
    CellKind.NUMBER: (int, float),
    CellKind.FLAG: bool,
}


def lines_of(grids: Iterable[Grid]) -> Iterator[str]:
    """The lines of some sheets: one for the sheet, then one for each row."""
    for grid in grids:
        yield json.dumps(
            {
                "name": grid.name,
                "rows": len(grid.rows),
                "merges": [
                    (m.first_row, m.last_row, m.first_column, m.last_column) for m in grid.merges
                ],
                "hidden": sorted(grid.hidden),
                "is_hidden": grid.is_hidden,
                "is_1904": grid.is_1904,
                "formulas": list(_formulas(grid)),
            }
        )
        for row in grid.rows:
            yield _row_line(row)


def grids_of(lines: Iterable[str]) -> Iterator[Grid]:
    """The sheets that lines tell; ``ValueError`` and its like where they tell none."""
    left = iter(lines)
    for head in left:
        told = json.loads(head)
        known: dict[str, SheetCell] = {}
        rows = [_row(json.loads(next(left)), known) for _ in range(told["rows"])]
        for row, column, text in told["formulas"]:
            cell = rows[row][column]
            rows[row][column] = SheetCell(cell.kind, cell.value, str(text))
        yield Grid(
            str(told["name"]),
            tuple(map(tuple, rows)),
            tuple(Merge(*map(int, merge)) for merge in told["merges"]),
            frozenset(map(int, told["hidden"])),
            bool(told["is_hidden"]),
            bool(told["is_1904"]),
        )


def _formulas(grid: Grid) -> Iterator[tuple[int, int, str]]:
    for number, row in enumerate(grid.rows):
        for place, cell in enumerate(row):
            if cell.formula:
                yield number, place, cell.formula


def _row_line(row: Iterable[SheetCell]) -> str:
    """The kinds of the cells in one word, then the values of those that have one."""
    cells = tuple(row)
    signs = "".join([_SIGN[cell.kind] for cell in cells])
    values = [
        value.isoformat() if isinstance(value := cell.value, date) else value
        for cell in cells
        if cell is not EMPTY
    ]
    return json.dumps([signs, *values], separators=(",", ":"))


def _row(told: list[Any], known: dict[str, SheetCell]) -> list[SheetCell]:
    values = iter(told)
    signs = next(values)
    cells = []
    for sign in signs:
        if sign == ".":
            cells.append(EMPTY)
        elif sign == "t":
            text = next(values)
            cell = known.get(text)
            if cell is None:
                cell = known[text] = SheetCell(CellKind.TEXT, str(text))
            cells.append(cell)
        else:
            cells.append(_cell(_KIND[sign], next(values)))
    return cells


def _cell(kind: CellKind, value: Any) -> SheetCell:
    if kind is CellKind.DAY:
        return SheetCell(kind, date.fromisoformat(value))
    if isinstance(value, _TYPES.get(kind, str)):
        return SheetCell(kind, value)  # type: ignore[arg-type]  # one of the types of the kinds
    raise TypeError(value)
