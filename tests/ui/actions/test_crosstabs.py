from __future__ import annotations

import csv

import pytest
from openpyxl import load_workbook

from planner.compute.crossings import Only
from planner.compute.inventory import Dimension, Measure
from planner.errors import UsageError
from planner.vocab import SeatKind
from ui.actions.crosstabs import Crossing, cross, export_crosstab


def test_some_cells_only(desk):
    table = cross(desk, Dimension.FAMILY, Dimension.LEVEL, only_empty=True).tables[0]
    cells = [v for row in table.rows[:-1] for v in row.values[1:-1]]
    assert set(cells) == {"", 0}
    assert table.rows[-1].values[-1] == 80


@pytest.mark.parametrize("given", [{}, {"only_fragile": True}, {"measure": Measure.SEATS}])
def test_the_workbook_holds_what_the_command_tells(desk, tmp_path, given):
    out = tmp_path / "x.xlsx"
    export_crosstab(desk, out, Dimension.CITY, Dimension.LEVEL, **given)
    told = cross(desk, Dimension.CITY, Dimension.LEVEL, **given).tables[0]
    sheet = load_workbook(out).worksheets[0]
    lines = [row for row in sheet.values if row[0] == desk.texts.say(told.rows[0].values[0])]
    cells = [v for value in told.rows[0].values[1:] for v in bounds(value, desk)]
    assert list(lines[0][1 : 1 + len(cells)]) == cells
    assert sheet["A1"].value == desk.texts.say(told.title)


def bounds(value, desk):
    if value == "":
        return [None]
    if isinstance(value, int):
        return [value]
    unknown = desk.texts.show(None)
    low = unknown if value.low == 0 and value.high is None else int(value.low)
    return [low, unknown if value.high is None else int(value.high)]


def test_separated_values_are_read_back_and_no_text_becomes_a_formula(desk, tmp_path):
    from ui.actions.rowedits import change

    change(desk, "cities", "lille", {"name": "=1+1"})
    out = tmp_path / "x.CSV"
    export_crosstab(desk, out, Dimension.CITY, Dimension.LEVEL)
    lines = list(csv.reader(out.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    assert [line for line in lines if line[0] == "'=1+1"]
    assert lines[-1][-1] == "80"


def test_another_ending_is_refused_and_writes_nothing(desk, tmp_path):
    with pytest.raises(UsageError):
        export_crosstab(desk, tmp_path / "x.pdf")
    assert list(tmp_path.glob("x.*")) == []


def test_a_crossing_gives_the_options_that_make_it(desk):
    crossing = Crossing(
        Dimension.CITY,
        Dimension.DOMAIN,
        Measure.SEATS,
        SeatKind.FILLED,
        frozenset({Only.FRAGILE}),
    )
    assert crossing.given()["only_fragile"] is True
    assert crossing.given()["only_empty"] is False
    assert cross(desk, **crossing.given()).tables[0].key == "crosstab"
