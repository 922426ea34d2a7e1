from __future__ import annotations

import pytest

from db.samples.reading import read_sample
from planner.compute.crossings import Only, crossings_of
from planner.compute.inventory import UNKNOWN, Dimension, Measure, crosstab
from planner.figures.figure import Path, Rect, Text
from planner.figures.heat_map import heat_map, least_width
from planner.figures.palette import SCALE
from planner.study import Seats, Study
from planner.vocab import SeatKind
from tests.build import study, training
from tests.planner.figures.recording import (
    assert_legible,
    assert_no_word_covers_another,
    assert_said,
    assert_within,
    drawn,
)

PAIRS = [
    (Dimension.FAMILY, Dimension.LEVEL),
    (Dimension.FAMILY, Dimension.CITY),
    (Dimension.CITY, Dimension.FAMILY),
    (Dimension.INSTITUTION, Dimension.FAMILY),
    (Dimension.LEVEL, Dimension.MODALITY),
    (Dimension.DOMAIN, Dimension.LEVEL),
]


@pytest.fixture(scope="module")
def region() -> Study:
    return read_sample()


@pytest.mark.parametrize(("rows", "columns"), PAIRS)
def test_any_two_dimensions_stand_inside_and_can_be_read(region, rows, columns):
    figure = heat_map(region, crosstab(region, rows, columns))
    assert_within(figure)
    assert_no_word_covers_another(figure)
    assert_legible(figure)
    assert_said(figure)


def cells(figure, start="cell:"):
    marks = drawn(figure).marks
    return {m.hit: m for m in marks if isinstance(m, Rect) and m.hit.startswith(start)}


def test_every_cell_row_and_column_can_be_clicked(region):
    crossed = crosstab(region, Dimension.FAMILY, Dimension.LEVEL)
    hits = drawn(heat_map(region, crossed)).hits
    wanted = {f"cell:{row}:{column}" for row in crossed.rows for column in crossed.columns}
    wanted |= {f"row:{row}" for row in crossed.rows}
    wanted |= {f"column:{column}" for column in crossed.columns} | {"total"}
    assert hits == wanted


def test_the_numbers_drawn_are_those_of_the_twin(region):
    figure = heat_map(region, crosstab(region, Dimension.FAMILY, Dimension.LEVEL))
    numbers = [str(value) for row in figure.table.rows for value in row.values[1:]]
    assert [words for words in drawn(figure).said if words.isdigit()] == numbers


def test_zero_is_paper_and_the_most_is_the_deepest_step():
    given = study(trainings=[training(f"t{n}", "a") for n in range(6)])
    found = cells(heat_map(given, crosstab(given, Dimension.FAMILY, Dimension.LEVEL)))
    assert found["cell:b:5"].paint.fill is None
    assert not found["cell:b:5"].paint.hatch
    assert found["cell:a:5"].paint.fill is SCALE[-1]


def test_unknown_places_are_hatched_and_never_look_like_none():
    seats = [Seats(key="s", training="t1", year=2026, kind=SeatKind.OPEN, low=0, high=0)]
    given = study(trainings=[training("t1", "a"), training("t2", "b")], seats=seats)
    figure = heat_map(given, crosstab(given, Dimension.FAMILY, Dimension.CITY, Measure.SEATS))
    found = cells(figure)
    assert found["cell:b:lille"].paint.hatch
    assert not found["cell:a:lille"].paint.hatch
    assert found["cell:a:lille"].paint.fill is None
    assert "inconnu" in drawn(figure).said


def test_places_known_in_part_are_a_number_over_a_strip_of_hatch():
    seats = [Seats(key="s", training="t1", year=2026, kind=SeatKind.OPEN, low=24, high=30)]
    given = study(trainings=[training("t1", "a"), training("t2", "a")], seats=seats)
    figure = heat_map(given, crosstab(given, Dimension.FAMILY, Dimension.CITY, Measure.SEATS))
    strips = [m for m in drawn(figure).marks if isinstance(m, Path) and m.paint.hatch]
    assert {m.hit for m in strips} == {"cell:a:lille", "row:a", "column:lille", "total"}
    assert "≥ 24" in drawn(figure).said
    assert_within(figure)


def test_figures_are_not_cut_at_the_least_width():
    seats = [
        Seats(key=f"s{n}", training=f"t{n}", year=2026, kind=SeatKind.OPEN, low=200, high=300)
        for n in range(30)
    ]
    given = study(trainings=[training(f"t{n}", "a") for n in range(31)], seats=seats)
    crossed = crosstab(given, Dimension.FAMILY, Dimension.CITY, Measure.SEATS)
    said = drawn(heat_map(given, crossed, width=least_width(given, crossed))).said
    assert "≥ 6\u202f000" in said
    assert [words for words in said if words.endswith("…") and "≥" in words] == []


def test_only_what_is_looked_for_keeps_its_number(region):
    crossed = crosstab(region, Dimension.FAMILY, Dimension.LEVEL)
    figure = heat_map(region, crossed, only={Only.EMPTY})
    kept = {m.hit for m in drawn(figure).marks if isinstance(m, Text) and m.hit[:5] == "cell:"}
    assert kept == {f"cell:{row}:{column}" for row, column in crossings_of(crossed, {Only.EMPTY})}
    assert len(kept) == 18
    assert [v for v in figure.table.column("7")[:-1] if v != ""] == [0] * len(
        [hit for hit in kept if hit.endswith(":7")]
    )


def test_a_cell_held_by_one_institution_has_a_marked_corner():
    trainings = [training("t1", "a"), training("t2", "a"), training("t3", "b", institution="iut")]
    trainings += [training("t4", "b"), training("t5", "c")]
    given = study(trainings=trainings)
    figure = heat_map(given, crosstab(given, Dimension.FAMILY, Dimension.LEVEL))
    marked = {m.hit for m in drawn(figure).marks if isinstance(m, Path) and m.closed and m.hit}
    assert marked == {"cell:a:5", "cell:c:5"}


def test_a_training_without_family_has_a_row_of_its_own():
    given = study(trainings=[training("t1")])
    figure = heat_map(given, crosstab(given, Dimension.FAMILY, Dimension.LEVEL))
    assert f"cell:{UNKNOWN}:5" in cells(figure)


def test_an_empty_study_has_its_figure_too():
    figure = heat_map(Study(), crosstab(Study(), Dimension.FAMILY, Dimension.LEVEL))
    assert_within(figure)
    assert_said(figure)
