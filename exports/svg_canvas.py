"""Figures as SVG: the canvas of ``planner.figures.canvas`` over elements of a drawing."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from exports.fonts import FAMILY
from exports.pdf_canvas import DOTS, HATCH_STEP, HATCH_WIDTH
from exports.pdf_fonts import text_width
from planner.figures.figure import Anchor, Circle, Paint, Path, Rect, Text
from planner.figures.palette import LIGHT, Ink, Palette

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Where the typeface is missing, the sans serif of the reader's system.
FONTS = f"'{FAMILY}', sans-serif"
_ANCHORS = {Anchor.START: "start", Anchor.MIDDLE: "middle", Anchor.END: "end"}
_CONTROL = {"Cc", "Cs", "Cn"}  # what XML or its readers refuse


class SvgCanvas:
    """Collects the elements of a drawing; a point of the figure is a unit of its view box."""

    def __init__(self, palette: Palette = LIGHT, name: str = "") -> None:
        """An empty drawing in the colours of ``palette``.

        ``name`` begins the identifiers of a drawing that stands in a page with others.
        """
        self._palette = palette
        self._prefix = f"{name}-" if name else ""
        self._elements: list[str] = []
        self._hatches: dict[Ink, None] = {}

    def rect(self, mark: Rect) -> None:
        """Draw a rectangle."""
        radius = min(mark.radius, mark.h / 2)
        corner = f' rx="{number(radius)}"' if radius else ""
        place = f'x="{number(mark.x)}" y="{number(mark.y)}"'
        size = f'width="{number(mark.w)}" height="{number(mark.h)}"'
        self._shape(f"rect {place} {size}{corner}", mark.paint)

    def circle(self, mark: Circle) -> None:
        """Draw a circle."""
        place = f'cx="{number(mark.x)}" cy="{number(mark.y)}" r="{number(mark.r)}"'
        self._shape(f"circle {place}", mark.paint)

    def path(self, mark: Path) -> None:
        """Draw segments or a polygon."""
        if len(mark.points) < 2:
            return
        points = " ".join(f"{number(x)},{number(y)}" for x, y in mark.points)
        self._shape(f'{"polygon" if mark.closed else "polyline"} points="{points}"', mark.paint)

    def text(self, mark: Text, words: str) -> None:
        """Draw a line of text, already said and fitted."""
        if not words:
            return
        anchor = "" if mark.anchor is Anchor.START else f' text-anchor="{_ANCHORS[mark.anchor]}"'
        weight = ' font-weight="600"' if mark.bold else ""
        place = f'x="{number(mark.x)}" y="{number(mark.y)}" font-size="{number(mark.size)}"'
        look = f'{place}{weight}{anchor} fill="{self._palette[mark.ink or Ink.TEXT]}"'
        self._elements.append(f"<text {look}>{svg_text(words)}</text>")

    def text_width(self, words: str, size: float, *, bold: bool) -> float:
        """How many points the words take on one line."""
        return text_width(words, size, bold=bold)

    def document(self, width: float, height: float, title: str, told: str, language: str) -> str:
        """The whole drawing on its paper; ``told`` says it in words to whoever cannot see it."""
        size = f'width="{number(width)}pt" height="{number(height)}pt"'
        paper = f'width="{number(width)}" height="{number(height)}"'
        box = f'viewBox="0 0 {number(width)} {number(height)}"'
        hatches = "".join(self._pattern(ink) for ink in self._hatches)
        return "\n".join(
            [
                '<?xml version="1.0" encoding="UTF-8"?>',
                f'<svg xmlns="http://www.w3.org/2000/svg" {size} {box} role="img"'
                f' aria-labelledby="title desc" xml:lang={quoteattr(language)}'
                f' font-family="{FONTS}" xml:space="preserve">',
                f'<title id="title">{svg_text(title)}</title>',
                f'<desc id="desc">{svg_text(told)}</desc>',
                *([f"<defs>{hatches}</defs>"] if hatches else []),
                f'<rect {paper} fill="{self._palette[Ink.PAPER]}"/>',
                *self._elements,
                "</svg>",
                "",
            ]
        )

    def inline(self, width: float, height: float, title: str, told: str) -> str:
        """The drawing as an element of a page, as wide as its place, on the paper of the page."""
        named = f"{self._prefix}title", f"{self._prefix}desc"
        hatches = "".join(self._pattern(ink) for ink in self._hatches)
        return "".join(
            [
                f'<svg viewBox="0 0 {number(width)} {number(height)}" role="img"'
                f' aria-labelledby="{named[0]} {named[1]}" font-family="{FONTS}">',
                f'<title id="{named[0]}">{svg_text(title)}</title>',
                f'<desc id="{named[1]}">{svg_text(told)}</desc>',
                *([f"<defs>{hatches}</defs>"] if hatches else []),
                *self._elements,
                "</svg>",
            ]
        )

    def _shape(self, outline: str, paint: Paint) -> None:
        """Fill, hatch, then stroke the same outline."""
        plain = paint.fill is None and paint.stroke is None
        if not paint.hatch and not plain:
            self._elements.append(f"<{outline} {self._fill(paint.fill)}{self._stroke(paint)}/>")
        if paint.hatch:
            ink = paint.stroke or Ink.MUTED
            self._hatches[ink] = None
            if paint.fill is not None:
                self._elements.append(f"<{outline} {self._fill(paint.fill)}/>")
            fill = f'fill="url(#{self._prefix}hatch-{ink})"'
            self._elements.append(f"<{outline} {fill}{self._stroke(paint)}/>")

    def _fill(self, ink: Ink | None) -> str:
        return f'fill="{"none" if ink is None else self._palette[ink]}"'

    def _stroke(self, paint: Paint) -> str:
        if paint.stroke is None:
            return ""
        dots = f' stroke-linecap="round" stroke-dasharray="{_joined(DOTS)}"' if paint.dotted else ""
        colour = self._palette[paint.stroke]
        width = f' stroke-width="{number(paint.width)}" stroke-linejoin="round"'
        return f' stroke="{colour}"{width}{dots}'

    def _pattern(self, ink: Ink) -> str:
        """Fine rising strokes on a grid of the drawing, so that shapes agree."""
        side, over = HATCH_STEP, HATCH_WIDTH
        ends = (
            ((-over, over), (over, -over)),
            ((-over, side + over), (side + over, -over)),
            ((side - over, side + over), (side + over, side - over)),
        )
        lines = " ".join(
            f"M{number(x)},{number(y)} L{number(a)},{number(b)}" for (x, y), (a, b) in ends
        )
        return (
            f'<pattern id="{self._prefix}hatch-{ink}" patternUnits="userSpaceOnUse"'
            f' width="{number(side)}" height="{number(side)}"><path d="{lines}"'
            f' stroke="{self._palette[ink]}" stroke-width="{number(over)}"/></pattern>'
        )


def number(value: float) -> str:
    """A coordinate: at most two decimals, never an exponent, never a negative zero."""
    said = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if said in ("-0", "") else said


def svg_text(words: str) -> str:
    """Text that may stand in an element: escaped, without the signs that XML refuses."""
    kept = (sign for sign in words if sign in "\t\n" or unicodedata.category(sign) not in _CONTROL)
    return escape("".join(kept))


def _joined(numbers: Sequence[float]) -> str:
    return " ".join(number(value) for value in numbers)
