from __future__ import annotations

from io import BytesIO

import pytest
from reportlab.pdfgen.canvas import Canvas

from db.samples.reading import read_sample
from exports.pdf_canvas import PdfCanvas
from exports.pdf_fonts import register_fonts
from exports.pdf_text import Notices
from planner.compute.inventory import Dimension, Measure, crosstab, overview
from planner.compute.roadmap import roadmap
from planner.figures.canvas import draw
from planner.figures.city_map import city_map
from planner.figures.figure import Anchor, Circle, Paint, Path, Rect, Text
from planner.figures.gantt import gantt
from planner.figures.heat_map import heat_map
from planner.figures.level_bars import family_bars, level_bars
from planner.figures.palette import LIGHT, Ink
from tests.exports.pdf_reading import reader
from tests.planner.figures.recording import drawn
from ui.actions.texts import Texts


def figures():
    study = read_sample()
    counts = overview(study)
    return {
        "map": city_map(study, counts),
        "levels": level_bars(study, counts),
        "families": family_bars(study, counts),
        "heat": heat_map(study, crosstab(study, Dimension.FAMILY, Dimension.CITY)),
        "unknown": heat_map(
            study, crosstab(study, Dimension.FAMILY, Dimension.LEVEL, Measure.SEATS)
        ),
        **{figure.key: figure for figure in gantt(study, roadmap(study))},
    }


FIGURES = figures()


def on_paper(paint_it) -> bytes:
    register_fonts()
    stream = BytesIO()
    page = Canvas(stream, pagesize=(800, 600), invariant=1, pageCompression=0)
    paint_it(PdfCanvas(page, 20, 580, Notices()))
    page.save()
    return stream.getvalue()


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_on_paper_says_what_it_says_on_any_canvas(name):
    figure, speaker = FIGURES[name], Texts("fr")
    data = on_paper(lambda canvas: draw(figure, canvas, speaker))
    words = "".join(reader(data).pages[0].extract_text().split())
    for said in drawn(figure, speaker).said:
        shown = said.removesuffix("…")
        assert "".join(shown.split()) in words, said


def content(paint_it) -> str:
    return on_paper(paint_it).decode("latin-1")


def rgb(ink: Ink) -> str:
    code = LIGHT[ink].lstrip("#")
    numbers = [int(code[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    return " ".join(f"{n:.6f}".rstrip("0").rstrip(".").lstrip("0") or "0" for n in numbers)


def test_y_grows_downwards_from_the_top_left_corner():
    stream = content(lambda c: c.rect(Rect(10, 20, 30, 40, Paint(fill=Ink.ACCENT))))
    assert "30 520 30 40 re" in stream


def test_colours_are_those_of_the_palette_on_paper():
    stream = content(lambda c: c.circle(Circle(10, 10, 5, Paint(fill=Ink.LACKING))))
    assert f"{rgb(Ink.LACKING)} rg" in stream


def test_the_unknown_is_hatched_inside_its_outline_only():
    plain = content(lambda c: c.rect(Rect(0, 0, 40, 12, Paint(stroke=Ink.MUTED))))
    hatched = content(lambda c: c.rect(Rect(0, 0, 40, 12, Paint(stroke=Ink.MUTED, hatch=True))))
    assert "W* n" not in plain.replace("\n", " ")
    assert "W* n" in hatched.replace("\n", " ")
    assert hatched.count(" l S") > plain.count(" l S") + 8


def test_the_undetermined_is_dotted():
    stream = content(lambda c: c.path(Path(((0, 0), (9, 9)), Paint(stroke=Ink.TEXT, dotted=True))))
    assert "[.1 2.2] 0 d" in stream


def test_a_polygon_is_closed_and_a_point_draws_nothing():
    triangle = ((0, 0), (9, 0), (0, 9))
    closed = content(lambda c: c.path(Path(triangle, Paint(fill=Ink.TEXT), closed=True)))
    assert " h" in closed
    blank = content(lambda _c: None)
    assert content(lambda c: c.path(Path(((0, 0),), Paint(fill=Ink.TEXT)))) == blank
    assert content(lambda c: c.text(Text(0, 0, ""), "")) == blank


@pytest.mark.parametrize("anchor", Anchor)
def test_a_text_is_anchored_as_its_mark_says(anchor):
    seen: list[tuple[float, float]] = []

    def visit(text, _matrix, position, _font, _size):
        if text.strip():
            seen.append((position[4], position[5]))

    data = on_paper(lambda c: c.text(Text(100, 50, "", anchor=anchor), "Lille"))
    reader(data).pages[0].extract_text(visitor_text=visit)
    canvas = PdfCanvas(Canvas(BytesIO()), 0, 0, Notices())
    wide = canvas.text_width("Lille", 9.0, bold=False)
    start = {Anchor.START: 120, Anchor.MIDDLE: 120 - wide / 2, Anchor.END: 120 - wide}[anchor]
    assert seen[0] == pytest.approx((start, 530), abs=0.01)
