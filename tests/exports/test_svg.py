from __future__ import annotations

import re
from dataclasses import replace
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from db.samples.reading import read_sample
from exports.svg import inline_svg, svg, write_svg
from exports.svg_canvas import SvgCanvas, number, svg_text
from planner.compute.city_counts import CityMeasure, CityShares
from planner.compute.inventory import overview
from planner.errors import ExportError
from planner.figures.city_map import MapView, city_map
from planner.figures.figure import Anchor, Circle, Paint, Path, Rect, Text
from planner.figures.framing import framed
from planner.figures.palette import LIGHT, Ink
from tests.planner.figures.recording import drawn
from tests.ui.desktop.pieces import figure
from ui.actions.texts import Texts

NAMESPACE = "{http://www.w3.org/2000/svg}"


def parsed(text: str) -> Element:
    return fromstring(text.encode())


def elements(root, name):
    return [found for found in root.iter(f"{NAMESPACE}{name}") if found.get("id") is None]


def of(draw_marks):
    canvas = SvgCanvas()
    draw_marks(canvas)
    return parsed(canvas.document(100, 100, "t", "d", "fr"))


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("shares", CityShares)
@pytest.mark.parametrize("measure", CityMeasure)
def test_the_file_says_what_the_figure_says_on_any_canvas(measure, shares, language):
    study, speaker = read_sample(), Texts(language)
    made = city_map(study, overview(study), width=560, height=430, view=MapView(measure, shares))
    root = parsed(svg(made, speaker))
    said = [found.text for found in elements(root, "text")]
    assert said == [words for words in drawn(framed(made, speaker), speaker).said if words]
    assert " ".join(said).startswith(speaker.say(made.title)[:30])
    assert root.find(f"{NAMESPACE}title").text == speaker.say(made.title)
    assert root.find(f"{NAMESPACE}desc").text == speaker.say(made.sentence)
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == language


def test_every_shape_of_the_figure_is_in_the_file():
    speaker = Texts("fr")
    root = parsed(svg(figure(), speaker))
    marks = drawn(framed(figure(), speaker)).marks
    kinds = {Circle: "circle", Text: "text"}
    for kind, name in kinds.items():
        assert len(elements(root, name)) == sum(isinstance(mark, kind) for mark in marks)
    paths = [mark for mark in marks if isinstance(mark, Path)]
    assert len(elements(root, "polygon")) == sum(mark.closed for mark in paths)
    assert len(elements(root, "polyline")) == sum(not mark.closed for mark in paths)
    assert len(elements(root, "rect")) == 1 + sum(isinstance(mark, Rect) for mark in marks)


def test_equal_figures_give_equal_bytes_and_an_old_file_is_replaced(tmp_path):
    first, second = tmp_path / "a.svg", tmp_path / "b.svg"
    second.write_text("old")
    for path in (first, second):
        write_svg(figure(), Texts("fr"), path)
    assert first.read_bytes() == second.read_bytes()
    assert first.read_bytes().endswith(b"</svg>\n")


def test_a_folder_that_is_missing_is_told_and_nothing_is_left(tmp_path):
    with pytest.raises(ExportError):
        write_svg(figure(), Texts("fr"), tmp_path / "none" / "a.svg")
    assert list(tmp_path.iterdir()) == []


@given(st.text(max_size=40))
def test_any_name_can_stand_in_the_drawing(name):
    root = of(lambda c: c.text(Text(1, 2, name), name or " "))
    assert len(elements(root, "text")) == 1


def test_markup_in_a_name_stays_a_name():
    name = "<script>\"&'</script>"
    root = of(lambda c: c.text(Text(1, 2, name), name))
    assert elements(root, "text")[0].text == name
    assert elements(root, "script") == []
    assert svg_text("a\x00b\ufffec") == "abc"


@pytest.mark.parametrize(("anchor", "said"), [(Anchor.MIDDLE, "middle"), (Anchor.END, "end")])
def test_a_text_is_anchored_inked_and_weighted_as_its_mark_says(anchor, said):
    mark = Text(1.005, 2, "x", 8, Ink.MUTED, True, anchor)
    (found,) = elements(of(lambda c: c.text(mark, "x")), "text")
    assert found.get("text-anchor") == said
    assert found.get("fill") == LIGHT[Ink.MUTED]
    assert found.get("font-weight") == "600"
    assert found.get("font-size") == "8"


def test_the_unknown_is_filled_hatched_and_outlined():
    paint = Paint(Ink.PAPER, Ink.MUTED, 0.6, hatch=True)
    root = of(lambda c: c.circle(Circle(10, 10, 5, paint)))
    fills = [found.get("fill") for found in elements(root, "circle")]
    assert fills == [LIGHT[Ink.PAPER], "url(#hatch-muted)"]
    (pattern,) = root.iter(f"{NAMESPACE}pattern")
    assert pattern.get("id") == "hatch-muted"


def test_the_undetermined_is_dotted_and_the_unpainted_is_not_there():
    line = Path(((0, 0), (9, 9)), Paint(stroke=Ink.TEXT, dotted=True))
    (found,) = elements(of(lambda c: c.path(line)), "polyline")
    assert found.get("stroke-dasharray") == "0.1 2.2"
    assert elements(of(lambda c: c.path(replace(line, paint=Paint()))), "polyline") == []
    assert elements(of(lambda c: c.path(Path(((0, 0),), line.paint))), "polyline") == []


@given(st.floats(-1e6, 1e6))
def test_a_coordinate_is_short_and_true(value):
    said = number(value)
    assert "e" not in said
    assert said != "-0"
    assert float(said) == pytest.approx(value, abs=0.0051)


def test_a_figure_of_a_page_shares_no_identifier_and_takes_its_colours_from_the_page():
    variables = {ink: f"var(--{ink})" for ink in Ink}
    said = inline_svg(figure(), Texts("fr"), "one", variables)
    root = parsed(f'<svg xmlns="http://www.w3.org/2000/svg"{said.removeprefix("<svg")}')
    ids = [each.get("id") for each in root.iter() if each.get("id")]
    assert ids
    assert all(name.startswith("one-") for name in ids)
    assert not re.search("#[0-9a-f]{6}", said)
    assert root.get("aria-labelledby") == "one-title one-desc"
    assert root.get("width") is None
