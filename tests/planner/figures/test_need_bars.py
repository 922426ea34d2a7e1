"""The bars of need lines: as long as their people, hatched where nobody knows."""

from __future__ import annotations

import pytest

from db.samples.reading import read_sample
from planner.figures.bar_rows import BAR
from planner.figures.figure import Path, Rect
from planner.figures.need_bars import SPAN, SURE, UNKNOWN, need_bars
from planner.vocab import NeedKind
from tests.planner.figures.recording import (
    assert_legible,
    assert_no_word_covers_another,
    assert_said,
    assert_within,
    drawn,
)
from tests.planner.needing import line, planned
from ui.actions.texts import Texts


def made(*lines, **options):
    return need_bars(planned(lines), NeedKind.EXPERT, **options)


def bars(figure, paint):
    return [m for m in figure.marks if isinstance(m, Rect) and m.paint == paint and m.h == BAR]


def test_bars_are_as_long_as_the_people_that_they_stand_for():
    figure = made(line("a", (40, 60, 100)), line("b", 20))
    (wide, short), (span,) = bars(figure, SURE), bars(figure, SPAN)
    assert wide.w / short.w == pytest.approx(2)
    assert span.w / short.w == pytest.approx(3)  # from 40 to 100
    assert span.x == pytest.approx(wide.x + wide.w)


def test_the_central_number_is_a_mark_between_the_bounds():
    figure = made(line("a", (40, 60, 100)))
    sure, span = bars(figure, SURE)[0], bars(figure, SPAN)[0]
    marks = [m for m in figure.marks if isinstance(m, Path) and m.paint.width == 1.6]
    at = marks[0].points[0][0]
    assert at == pytest.approx(sure.x + sure.w * 60 / 40)
    assert span.x < at < span.x + span.w


def test_an_unknown_need_is_hatched_from_end_to_end_and_said_unknown():
    figure = made(line("a", (None, None, None)), line("b", 20))
    (hatched,) = bars(figure, UNKNOWN)
    assert hatched.w > bars(figure, SURE)[0].w / 2
    assert drawn(figure).said.count("inconnu") == 2  # beside the bar and in the key
    assert "1 est inconnu, ce qui n’est pas zéro." in Texts("fr").say(figure.sentence)


def test_a_bound_that_is_missing_is_hatched_from_the_other():
    figure = made(line("a", (40, None, None)), line("b", 100))
    (hatched,), sure = bars(figure, UNKNOWN), bars(figure, SURE)[0]
    assert hatched.x == pytest.approx(sure.x + sure.w)


def test_only_marks_that_are_drawn_are_explained():
    said = drawn(made(line("a", 20))).said
    assert "jusqu’à la valeur basse" in said
    assert "inconnu" not in said
    assert "de la basse à la haute" not in said


def test_a_row_leads_to_its_need_line():
    assert drawn(made(line("a", 20), line("b", 30))).hits == {"line:a", "line:b"}


def test_the_twin_holds_the_lines_that_are_drawn():
    study = read_sample()
    figure = need_bars(study, NeedKind.COLOURED)
    keys = [row.place.key for row in figure.table.rows]
    assert keys == [row.key for row in study.need_lines if row.kind is NeedKind.COLOURED]


@pytest.mark.parametrize("kind", list(NeedKind))
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("width", [440.0, 640.0])
def test_the_shipped_needs_are_drawn_whole_and_legible(kind, language, width):
    figure, speaker = need_bars(read_sample(), kind, width=width), Texts(language)
    assert_within(figure, speaker)
    assert_no_word_covers_another(figure, speaker)
    assert_legible(figure)
    assert_said(figure)


def test_no_need_at_all_is_a_figure_that_says_so():
    figure = need_bars(planned([]), NeedKind.AWARENESS)
    assert "Aucun besoin chiffré" in Texts("fr").say(figure.title)
