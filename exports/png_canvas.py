"""Figures as pictures of dots: the canvas of ``planner.figures.canvas`` over Pillow's.

A workbook holds pictures, not drawings. Marks are drawn four times as large as a point and then
shrunk, so that lines are smooth; equal figures give equal bytes.
"""

from __future__ import annotations

import math
from functools import lru_cache
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFont

from exports.fonts import font_bytes
from exports.pdf_canvas import DOTS, HATCH_STEP, HATCH_WIDTH
from exports.pdf_fonts import text_width
from planner.figures.canvas import draw
from planner.figures.figure import Anchor, Circle, Paint, Path, Rect, Text
from planner.figures.palette import LIGHT, Ink

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from planner.figures.figure import Figure
    from planner.messages import Speaker

#: Dots drawn a point, and how many of them make one dot of the picture in each direction.
FINE, SHRINK = 4, 2
#: Dots of the picture a point.
DOTS_A_POINT = FINE // SHRINK
_ANCHORS = {Anchor.START: "ls", Anchor.MIDDLE: "ms", Anchor.END: "rs"}
_Spot = tuple[float, float]


def png(figure: Figure, speaker: Speaker) -> bytes:
    """The figure as a PNG file, :data:`DOTS_A_POINT` dots a point, on white paper."""
    canvas = PngCanvas(figure.width, figure.height)
    draw(figure, canvas, speaker)
    return canvas.picture()


class PngCanvas:
    """Draws marks on a picture; (0, 0) is the figure's top left corner."""

    def __init__(self, width: float, height: float) -> None:
        """An empty picture of so many points."""
        size = (math.ceil(width) * FINE, math.ceil(height) * FINE)
        self._picture = Image.new("RGB", size, LIGHT[Ink.PAPER])
        self._pen = ImageDraw.Draw(self._picture)

    def rect(self, mark: Rect) -> None:
        """Draw a rectangle."""
        box = _box(mark.x, mark.y, mark.x + mark.w, mark.y + mark.h)
        radius = min(mark.radius, mark.h / 2) * FINE

        def outline(pen: ImageDraw.ImageDraw, fill: object) -> None:
            pen.rounded_rectangle(box, radius, fill=fill)  # type: ignore[arg-type]

        corners = ((mark.x, mark.y), (mark.x + mark.w, mark.y),
                   (mark.x + mark.w, mark.y + mark.h), (mark.x, mark.y + mark.h))  # fmt: skip
        self._fill(outline, mark.paint)
        if mark.paint.stroke is not None and radius and not mark.paint.dotted:
            self._pen.rounded_rectangle(
                box, radius, outline=LIGHT[mark.paint.stroke], width=_thick(mark.paint)
            )
        else:
            self._line((*corners, corners[0]), mark.paint)

    def circle(self, mark: Circle) -> None:
        """Draw a circle."""
        box = _box(mark.x - mark.r, mark.y - mark.r, mark.x + mark.r, mark.y + mark.r)
        self._fill(lambda pen, fill: pen.ellipse(box, fill=fill), mark.paint)  # type: ignore[arg-type]
        if mark.paint.stroke is None:
            return
        if mark.paint.dotted:
            self._line(_round(mark), mark.paint)
        else:
            self._pen.ellipse(box, outline=LIGHT[mark.paint.stroke], width=_thick(mark.paint))

    def path(self, mark: Path) -> None:
        """Draw segments or a polygon."""
        if len(mark.points) < 2:
            return
        spots = [(x * FINE, y * FINE) for x, y in mark.points]
        if mark.closed or mark.paint.fill is not None or mark.paint.hatch:
            self._fill(lambda pen, fill: pen.polygon(spots, fill=fill), mark.paint)  # type: ignore[arg-type]
        points = (*mark.points, mark.points[0]) if mark.closed else mark.points
        self._line(points, mark.paint)

    def text(self, mark: Text, words: str) -> None:
        """Draw a line of text, already said and fitted."""
        if not words:
            return
        self._pen.text(
            (mark.x * FINE, mark.y * FINE),
            words.replace("\n", " "),
            fill=LIGHT[mark.ink or Ink.TEXT],
            font=_font(round(mark.size * FINE, 2), mark.bold),
            anchor=_ANCHORS[mark.anchor],
        )

    def text_width(self, words: str, size: float, *, bold: bool) -> float:
        """How many points the words take on one line."""
        return text_width(words, size, bold=bold)

    def picture(self) -> bytes:
        """The picture as a PNG file."""
        stream = BytesIO()
        self._picture.reduce(SHRINK).quantize(128).save(stream, "PNG", optimize=False)
        return stream.getvalue()

    def _fill(self, outline: Callable[[ImageDraw.ImageDraw, object], None], paint: Paint) -> None:
        """Fill, then hatch, the same outline."""
        if paint.fill is not None:
            outline(self._pen, LIGHT[paint.fill])
        if paint.hatch:
            inside = Image.new("1", self._picture.size)
            outline(ImageDraw.Draw(inside), 1)
            bounds = inside.getbbox()
            if bounds is None:
                return
            part = inside.crop(bounds)
            strokes = _hatched(part.size, bounds[:2], LIGHT[paint.stroke or Ink.MUTED])
            seen = Image.new("1", part.size)
            seen.paste(part, mask=strokes.getchannel("A").convert("1"))
            self._picture.paste(strokes.convert("RGB"), bounds[:2], seen)

    def _line(self, points: Sequence[_Spot], paint: Paint) -> None:
        if paint.stroke is None:
            return
        ink, thick = LIGHT[paint.stroke], _thick(paint)
        if paint.dotted:
            radius = thick / 2
            for x, y in _dots(points):
                box = (x * FINE - radius, y * FINE - radius, x * FINE + radius, y * FINE + radius)
                self._pen.ellipse(box, fill=ink)
            return
        self._pen.line([(x * FINE, y * FINE) for x, y in points], ink, thick, joint="curve")


def _box(left: float, top: float, right: float, bottom: float) -> tuple[float, ...]:
    """Corners in fine dots; Pillow counts the last dot in."""
    return (left * FINE, top * FINE, max(right * FINE - 1, left * FINE),
            max(bottom * FINE - 1, top * FINE))  # fmt: skip


def _thick(paint: Paint) -> int:
    return max(round(paint.width * FINE), 1)


def _hatched(size: tuple[int, int], origin: tuple[int, int], ink: str) -> Image.Image:
    """Fine rising strokes on a grid of the picture, so that shapes agree."""
    sheet = Image.new("RGBA", size, (0, 0, 0, 0))
    pen, step = ImageDraw.Draw(sheet), HATCH_STEP * FINE
    wide, high = size
    first = math.floor((origin[0] + origin[1]) / step)
    last = math.ceil((origin[0] + wide + origin[1] + high) / step)
    for place in range(first, last + 1):
        x = place * step - origin[0] - origin[1]
        pen.line([(x, 0), (x - high, high)], ink, max(round(HATCH_WIDTH * FINE), 1))
    return sheet


def _dots(points: Sequence[_Spot]) -> Iterator[_Spot]:
    """Spots along a line, as far apart as the dots of a printed one."""
    step, rest = sum(DOTS), 0.0
    for (x, y), (a, b) in pairwise(points):
        length = math.hypot(a - x, b - y)
        at = rest
        while at <= length and length:
            yield x + (a - x) * at / length, y + (b - y) * at / length
            at += step
        rest = at - length


def _round(mark: Circle) -> list[_Spot]:
    turns = [math.tau * place / 72 for place in range(73)]
    return [(mark.x + mark.r * math.cos(turn), mark.y + mark.r * math.sin(turn)) for turn in turns]


@lru_cache(maxsize=64)
def _font(size: float, bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(
        BytesIO(font_bytes(bold=bold)), size, layout_engine=ImageFont.Layout.BASIC
    )
