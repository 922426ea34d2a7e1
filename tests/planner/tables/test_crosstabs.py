"""Cross-tabulations as tables."""

from __future__ import annotations

from fractions import Fraction

from planner.compute.crossings import Only
from planner.compute.inventory import Dimension, Measure, crosstab
from planner.findings import Place
from planner.messages import Interval, message
from planner.study import Seats
from planner.tables.crosstabs import crosstab_table
from planner.tables.table import Format
from planner.vocab import SeatKind
from tests.build import study, training

BUILT = study(
    trainings=[training("t1", "a", "b"), training("t2", "b", level=7, city=None)],
    seats=[Seats(key="s", training="t1", year=2025, kind=SeatKind.OPEN, low=5, high=5)],
)


def table(rows, columns, measure=Measure.TRAININGS):
    return crosstab_table(BUILT, crosstab(BUILT, rows, columns, measure))


def test_columns_are_keyed_by_their_keys_and_rows_end_with_totals():
    made = table(Dimension.FAMILY, Dimension.LEVEL)
    assert [column.key for column in made.columns] == ["row", "5", "6", "7", "total"]
    assert made.column("5") == (1, 1, 0, 1)
    assert made.column("7") == (0, 1, 0, 1)
    assert made.column("total") == (1, 2, 0, 2)
    assert made.rows[-1].values[0] == message("column.total")


def test_rows_open_what_they_name_and_carry_their_trainings():
    made = table(Dimension.FAMILY, Dimension.LEVEL)
    assert made.rows[1].place == Place("families", "b")
    assert made.rows[1].trainings == ("t1", "t2")
    assert made.rows[-1].place is None


def test_unknown_values_and_levels_open_no_row():
    assert table(Dimension.CITY, Dimension.LEVEL).rows[-2].place is None
    assert table(Dimension.LEVEL, Dimension.CITY).rows[0].place is None


def test_places_are_intervals_with_a_unit_and_a_note():
    made = table(Dimension.FAMILY, Dimension.LEVEL, Measure.SEATS)
    assert made.columns[1].format is Format.INTERVAL
    assert made.columns[1].unit == "seat"
    assert made.column("total")[1] == Interval(Fraction(5), None)
    assert message("note.seats_added", kind=message("seat_kind.open")) in made.notes


def test_hours_say_what_they_add():
    notes = table(Dimension.FAMILY, Dimension.LEVEL, Measure.HOURS).notes
    assert message("note.hours_added") in notes


def test_only_what_is_looked_for_is_told_and_totals_stay():
    crossed = crosstab(BUILT, Dimension.FAMILY, Dimension.LEVEL)
    empty = crosstab_table(BUILT, crossed, {Only.EMPTY})
    assert empty.column("5") == ("", "", 0, 1)
    assert empty.column("7") == (0, "", 0, 1)
    fragile = crosstab_table(BUILT, crossed, {Only.FRAGILE})
    assert fragile.column("5") == (1, 1, "", 1)
    assert fragile.column("total") == (1, 2, 0, 2)
    assert message("note.only.fragile", n=Fraction(1)) in fragile.notes


def test_trainings_of_several_cells_are_counted_out_loud():
    notes = table(Dimension.FAMILY, Dimension.LEVEL).notes
    assert message("note.counted_in_several", n=1) in notes
    codes = {note.code for note in table(Dimension.CITY, Dimension.LEVEL).notes}
    assert "note.counted_in_several" not in codes
