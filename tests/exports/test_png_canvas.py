"""Figures as pictures: the size, the colours and the hatches that their marks ask for."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from exports.png_canvas import DOTS_A_POINT, PngCanvas, png
from planner.compute.inventory import overview
from planner.figures.figure import Anchor, Circle, Paint, Path, Rect, Text
from planner.figures.level_bars import level_bars
from planner.figures.palette import LIGHT, Ink
from tests.planner.figures.gallery import STUDY
from ui.actions.texts import Texts


def drawn(*marks) -> Image.Image:
    canvas = PngCanvas(100, 60)
    for mark in marks:
        match mark:
            case Rect():
                canvas.rect(mark)
            case Circle():
                canvas.circle(mark)
            case Path():
                canvas.path(mark)
            case Text():
                canvas.text(mark, mark.said)
    return Image.open(BytesIO(canvas.picture())).convert("RGB")


def at(picture, x, y):
    return picture.getpixel((round(x * DOTS_A_POINT), round(y * DOTS_A_POINT)))


def rgb(ink):
    value = LIGHT[ink].lstrip("#")
    return tuple(int(value[place : place + 2], 16) for place in (0, 2, 4))


def inked(picture, left, top, right, bottom) -> int:
    """How many dots of a part are not paper."""
    box = tuple(round(edge * DOTS_A_POINT) for edge in (left, top, right, bottom))
    colours = picture.crop(box).getcolors(maxcolors=1 << 20)
    return sum(count for count, colour in colours if colour != rgb(Ink.PAPER))


def test_a_picture_has_so_many_dots_a_point():
    assert drawn().size == (100 * DOTS_A_POINT, 60 * DOTS_A_POINT)
    assert inked(drawn(), 0, 0, 100, 60) == 0


@pytest.mark.parametrize(
    "mark",
    [
        Rect(20, 20, 30, 20, Paint(fill=Ink.ACCENT)),
        Rect(20, 20, 30, 20, Paint(fill=Ink.ACCENT), radius=4),
        Circle(35, 30, 12, Paint(fill=Ink.ACCENT)),
        Path(((20, 20), (50, 20), (50, 40), (20, 40)), Paint(fill=Ink.ACCENT), closed=True),
    ],
)
def test_a_filled_shape_has_its_colour_inside_and_paper_outside(mark):
    picture = drawn(mark)
    assert at(picture, 35, 30) == rgb(Ink.ACCENT)
    assert inked(picture, 0, 0, 18, 60) == inked(picture, 52, 0, 100, 60) == 0


def test_a_hatch_stays_inside_its_shape_and_leaves_paper_between_its_strokes():
    picture = drawn(Rect(20, 20, 30, 20, Paint(hatch=True)))
    inside = inked(picture, 20, 20, 50, 40)
    assert 0 < inside < 30 * 20 * DOTS_A_POINT**2
    assert inked(picture, 0, 0, 100, 60) == inside


def test_a_dotted_line_leaves_gaps_that_a_plain_one_does_not():
    line = ((10.0, 30.0), (90.0, 30.0))
    plain = drawn(Path(line, Paint(stroke=Ink.TEXT)))
    dotted = drawn(Path(line, Paint(stroke=Ink.TEXT, dotted=True)))
    whole, parts = (inked(one, 10, 26, 90, 34) for one in (plain, dotted))
    assert 0 < parts < whole


def test_words_end_begin_or_stand_in_the_middle_at_their_point():
    for anchor, free in (
        (Anchor.START, (0, 49)),
        (Anchor.END, (51, 100)),
        (Anchor.MIDDLE, (0, 20)),
    ):
        picture = drawn(Text(50, 30, "Lille", anchor=anchor))
        assert inked(picture, 0, 0, 100, 60) > 20
        assert inked(picture, free[0], 0, free[1], 60) == 0


def test_equal_figures_give_equal_bytes():
    figure = level_bars(STUDY, overview(STUDY))
    assert png(figure, Texts("fr")) == png(figure, Texts("fr"))
    assert png(figure, Texts("fr")).startswith(b"\x89PNG")
