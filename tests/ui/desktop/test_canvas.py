from __future__ import annotations

import pytest
from PySide6.QtGui import QImage, QPainter

from exports import pdf_canvas
from planner.figures.canvas import draw
from planner.figures.figure import Anchor, Paint, Path, Rect, Text
from planner.figures.palette import LIGHT, Ink
from tests.ui.desktop.pieces import figure
from ui.actions.fonts import font_files
from ui.actions.texts import Texts
from ui.desktop import canvas as screen
from ui.desktop.canvas import SMALLEST, ScreenCanvas, figure_font, outline
from ui.desktop.style import Look, load_fonts


@pytest.fixture
def look(qapp) -> Look:
    return Look(LIGHT, False, load_fonts(font_files()))


def painted(look, draw_marks, scale=4.0, side=400):
    image = QImage(side, side, QImage.Format.Format_ARGB32)
    image.fill(look.color(Ink.PAPER))
    painter = QPainter(image)
    draw_marks(ScreenCanvas(painter, look, scale))
    painter.end()
    return image


def colours(image, box):
    left, top, right, bottom = box
    return {image.pixelColor(x, y).name() for x in range(left, right) for y in range(top, bottom)}


def test_a_point_of_the_figure_is_scale_pixels(look):
    image = painted(look, lambda c: c.rect(Rect(10, 20, 30, 40, Paint(fill=Ink.ACCENT))))
    assert image.pixelColor(41, 81).name() == LIGHT[Ink.ACCENT]
    assert image.pixelColor(158, 238).name() == LIGHT[Ink.ACCENT]
    assert image.pixelColor(38, 81).name() == LIGHT[Ink.PAPER]
    assert image.pixelColor(162, 238).name() == LIGHT[Ink.PAPER]


def test_the_unknown_is_a_hatch_inside_its_outline_and_neither_paper_nor_ink(look):
    image = painted(look, lambda c: c.rect(Rect(10, 10, 50, 50, Paint(hatch=True))))
    inside = colours(image, (60, 60, 200, 200))
    assert LIGHT[Ink.PAPER] in inside
    assert LIGHT[Ink.MUTED] in inside
    assert colours(image, (250, 250, 390, 390)) == {LIGHT[Ink.PAPER]}


def test_a_dotted_line_has_gaps(look):
    line = Path(((10, 50), (90, 50)), Paint(stroke=Ink.TEXT, width=1, dotted=True))
    image = painted(look, lambda c: c.path(line))
    along = [image.pixelColor(x, 200).name() for x in range(44, 356)]
    assert LIGHT[Ink.TEXT] in along
    assert LIGHT[Ink.PAPER] in along


def test_screen_and_paper_hatch_and_dot_alike():
    assert screen.HATCH_STEP == pdf_canvas.HATCH_STEP
    assert screen.HATCH_WIDTH == pdf_canvas.HATCH_WIDTH
    assert screen.DOTS == pdf_canvas.DOTS


def test_no_text_is_smaller_than_the_smallest_legible(look):
    assert figure_font(look, 4, 1.0, bold=False).pixelSize() == SMALLEST
    assert figure_font(look, 10, 2.0, bold=False).pixelSize() == 20


@pytest.mark.parametrize(
    ("anchor", "before", "after"),
    [(Anchor.START, False, True), (Anchor.MIDDLE, True, True), (Anchor.END, True, False)],
)
def test_a_text_stands_on_the_end_it_is_told(look, anchor, before, after):
    mark = Text(50, 50, "mmmm", 10, anchor=anchor)
    image = painted(look, lambda c: c.text(mark, "mmmm"))
    assert (len(colours(image, (100, 150, 196, 205))) > 1) is before
    assert (len(colours(image, (204, 150, 300, 205))) > 1) is after


def test_widths_grow_with_words_and_weight(look):
    seen = []

    def measure(c):
        seen.extend(
            [
                c.text_width("abc", 10, bold=False),
                c.text_width("abcd", 10, bold=False),
                c.text_width("abcd", 10, bold=True),
            ]
        )

    painted(look, measure)
    assert 0 < seen[0] < seen[1] < seen[2]


def test_screen_and_paper_agree_on_the_width_of_words(look):
    from exports.pdf_fonts import text_width

    words = "Métiers de la mise en production et de l’exploitation"
    seen = []
    painted(look, lambda c: seen.append(c.text_width(words, 9, bold=False)), scale=8)
    assert seen[0] == pytest.approx(text_width(words, 9, bold=False), rel=0.02)


def test_a_figure_is_drawn_whole_in_both_languages(look):
    pictures = [
        painted(look, lambda c, t=language: draw(figure(), c, Texts(t)), scale=2.0)
        for language in ("fr", "en")
    ]
    assert pictures[0] != pictures[1]


def test_an_outline_closes_only_what_is_closed():
    points = ((0, 0), (10, 0), (10, 10))
    opened, closed = (outline(Path(points, Paint(), closed=shut)) for shut in (False, True))
    assert closed.elementCount() == opened.elementCount() + 1
