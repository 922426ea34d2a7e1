"""The type of printed pages: five sizes, two weights, the palette on paper."""

from __future__ import annotations

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A3, A4
from reportlab.lib.styles import ParagraphStyle

from exports.pdf_fonts import REGULAR, SEMIBOLD
from planner.figures.palette import LIGHT, Ink

PAGE_WIDTH, PAGE_HEIGHT = A4
SIDE = 54.0  # margins of an upright page
LANDSCAPE_SIDE = 42.0
TOP, BOTTOM = 62.0, 52.0
#: The room for writing, in points.
WIDTH = PAGE_WIDTH - 2 * SIDE
HEIGHT = PAGE_HEIGHT - TOP - BOTTOM
LANDSCAPE_WIDTH = PAGE_HEIGHT - 2 * LANDSCAPE_SIDE
LANDSCAPE_HEIGHT = PAGE_WIDTH - TOP - BOTTOM
#: A page of A3 on its side is as wide as A3 is high, and as high as A4.
WIDE_PAGE_WIDTH = A3[1]
WIDE_WIDTH = WIDE_PAGE_WIDTH - 2 * LANDSCAPE_SIDE
WIDE_HEIGHT = PAGE_HEIGHT - TOP - BOTTOM


def colour(ink: Ink) -> Color:
    """The colour of a role on paper."""
    return HexColor(LIGHT[ink])


def _style(
    name: str,
    size: float,
    leading: float,
    *,
    bold: bool = False,
    ink: Ink = Ink.TEXT,
    before: float = 0.0,
    after: float = 0.0,
    indent: float = 0.0,
    keep: bool = False,
) -> ParagraphStyle:
    return ParagraphStyle(
        name,
        fontName=SEMIBOLD if bold else REGULAR,
        fontSize=size,
        leading=leading,
        textColor=colour(ink),
        spaceBefore=before,
        spaceAfter=after,
        leftIndent=indent,
        bulletFontName=REGULAR,
        bulletFontSize=size,
        keepWithNext=int(keep),
        splitLongWords=1,
        linkUnderline=0,
    )


class Styles:
    """The styles of paragraphs, by what they are for."""

    cover_title = _style("cover_title", 27, 33, bold=True, after=10)
    cover_lead = _style("cover_lead", 13, 18, ink=Ink.MUTED, after=6)
    chapter = _style("chapter", 19, 24, bold=True, after=8, keep=True)
    section = _style("section", 12.5, 16, bold=True, before=12, after=4, keep=True)
    minor = _style("minor", 9.5, 13, bold=True, before=8, after=2, keep=True)
    body = _style("body", 9.5, 13.5, after=5)
    lead = _style("lead", 10.5, 15, ink=Ink.MUTED, after=10)
    item = _style("item", 9.5, 13.5, after=2, indent=11)
    small = _style("small", 8, 11, ink=Ink.MUTED, after=2)
    note = _style("note", 8, 11.2, after=3, indent=18)
    figure_title = _style("figure_title", 10.5, 13.5, bold=True, after=1, keep=True)
    table_title = _style("table_title", 10.5, 13.5, bold=True, after=3)
    caption = _style("caption", 10.5, 13.5, bold=True, before=12, after=2)
    figure_subtitle = _style("figure_subtitle", 8, 10.5, ink=Ink.MUTED, after=5, keep=True)
    source = _style("source", 7.5, 10, ink=Ink.MUTED, before=3, after=10)
    key_number = _style("key_number", 20, 24, bold=True)
    key_label = _style("key_label", 8, 10.5, ink=Ink.MUTED)
    contents = _style("contents", 10, 17)
    cell = _style("cell", 8, 10.5)
    cell_muted = _style("cell_muted", 8, 10.5, ink=Ink.MUTED)
    heading = _style("heading", 7.5, 9.5, bold=True, ink=Ink.MUTED)


STYLES = Styles


def right(style: ParagraphStyle) -> ParagraphStyle:
    """The style with its lines ending on the right, for numbers."""
    return ParagraphStyle(f"{style.name}_right", parent=style, alignment=TA_RIGHT)
