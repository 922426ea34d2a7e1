"""A workbook of ours that comes back: what its hidden sheet and its hidden row of codes tell."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.exchange.given import Columns
from planner.exchange.layout import KEY, LAYOUT, column_of
from planner.exchange.sent import encoded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from planner.exchange.grids import Grid
    from planner.exchange.layout import SheetColumn
    from planner.messages import Value
    from planner.study import Study

#: What the first cell of the hidden sheet says, and how that sheet is called in every language.
MARK, HIDDEN_SHEET = "cartoplan-exchange", "cartoplan"
#: The code of the column of reasons, in a file that goes back; it is never read.
REASON = "reason"
#: Rows among which the hidden codes are looked for, columns among which a key's code is.
_CODE_ROWS = 40


@dataclass(frozen=True, slots=True)
class FormMark:
    """What a workbook says that it is: the key of its mailing, its institution, its rows.

    ``copies`` are the cells as they were sent, each as JSON text: a cross-check, never a base.
    """

    file_id: str
    institution: str = ""
    layout: int = LAYOUT
    keys: tuple[str, ...] = ()
    copies: Mapping[str, Mapping[str, str]] | None = None


@dataclass(frozen=True, slots=True)
class FormTable:
    """A sheet of ours: where its columns stand, and the headings that somebody added.

    ``added`` are those headings by their place, counted from 1.
    """

    grid: Grid
    columns: Columns
    added: Mapping[int, str]


def form_mark(grids: Sequence[Grid]) -> FormMark | None:
    """What the workbook says that it is; None where it is none of ours.

    The hidden sheet is known by its first cell, whatever it is called by now; where it was lost
    the hidden code of the column of keys still bears the key of the file.
    """
    for grid in grids:
        if _said(grid, 1, 1) == MARK:
            return _mark(grid)
    for grid in grids:
        for row, place in _key_codes(grid):
            return FormMark(_said(grid, row, place).removeprefix(KEY.code).strip())
    return None


def form_tables(study: Study, grids: Sequence[Grid]) -> tuple[FormTable, ...]:
    """The sheets to fill in, in the order of the workbook: those with a row of codes."""
    return tuple(_table(study, grid, row) for grid in grids for row, _ in _first(_key_codes(grid)))


def copy_differs(mark: FormMark, base: Mapping[str, Mapping[str, Value]]) -> bool:
    """True where the copy in the hidden sheet is not what was sent: somebody changed it."""
    for key, cells in (mark.copies or {}).items():
        for code, copied in cells.items():
            known = base.get(key, {})
            if code not in known or _is_other(copied, known[code]):
                return True
    return False


def _is_other(copied: str, value: Value) -> bool:
    """Whether a copy tells another value; one that no cell could hold whole is left alone."""
    if copied.endswith("…"):
        return False
    try:
        return bool(json.loads(copied) != encoded(value))
    except ValueError:
        return True


def _mark(grid: Grid) -> FormMark:
    told: dict[str, str] = {}
    layout = _said(grid, 1, 2)
    for row in range(2, len(grid.rows) + 1):
        name = _said(grid, row, 1)
        if name == KEY.code:
            copies = dict(_copies(grid, row))
            break
        told[name] = _said(grid, row, 2)
    else:
        copies = {}
    return FormMark(
        told.get("file", ""),
        told.get("institution", ""),
        int(layout) if layout.isascii() and layout.isdigit() and len(layout) < 6 else 0,
        tuple(copies),
        copies,
    )


def _copies(grid: Grid, heading: int) -> Iterator[tuple[str, dict[str, str]]]:
    codes = [_said(grid, heading, place) for place in range(1, len(grid.rows[heading - 1]) + 1)]
    for row in range(heading + 1, len(grid.rows) + 1):
        key = _said(grid, row, 1)
        if key:
            cells = {code: _said(grid, row, n) for n, code in enumerate(codes, 1) if n > 1 and code}
            yield key, cells


def _key_codes(grid: Grid) -> Iterator[tuple[int, int]]:
    """Where a cell says the code of the column of keys with the key of a file."""
    for row, cells in enumerate(grid.rows[:_CODE_ROWS], 1):
        for place in range(1, len(cells) + 1):
            words = _said(grid, row, place).split(" ")
            if len(words) == 2 and words[0] == KEY.code:
                yield row, place


def _first(found: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    first = next(found, None)
    if first is not None:
        yield first


def _table(study: Study, grid: Grid, codes: int) -> FormTable:
    """The sheet under its row of codes; the headings stand two rows below, after the groups."""
    heading = min(codes + 2, len(grid.rows))
    at: dict[int, SheetColumn] = {}
    added: dict[int, str] = {}
    for place in range(1, max(map(len, grid.rows), default=0) + 1):
        code = _said(grid, codes, place).split(" ")[0]
        column = column_of(study, code) if code else None
        if column is not None and column not in at.values():
            at[place] = column
        elif not code and _said(grid, heading, place):
            added[place] = " ".join(_said(grid, heading, place).split())
    return FormTable(grid, Columns(heading, at), added)


def _said(grid: Grid, row: int, place: int) -> str:
    value = grid.cell(row, place).value
    return "" if value is None else str(value).strip()
