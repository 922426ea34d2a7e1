"""A figure as a file that a browser, a word processor or a designer can open: SVG 1.1."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exports.svg_canvas import SvgCanvas
from exports.writing import write_atomically
from planner.figures.canvas import draw
from planner.figures.framing import framed
from planner.figures.palette import LIGHT

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

    from planner.figures.figure import Figure
    from planner.figures.palette import Palette
    from planner.messages import Speaker


def write_svg(figure: Figure, speaker: Speaker, path: Path) -> None:
    """Write the figure with its title, subtitle and source to ``path``, whole or not at all.

    Equal arguments give equal bytes. Words stay words: they can be selected, searched and read
    aloud; the sentence of the figure is its description.

    Raises:
        ExportError: the file cannot be written; the former one is whole.
    """
    data = svg(figure, speaker).encode()

    def put(stream: BinaryIO) -> None:
        stream.write(data)

    write_atomically(path, put)


def svg(figure: Figure, speaker: Speaker) -> str:
    """The figure with its words around it as the text of an SVG file."""
    canvas = SvgCanvas()
    alone = framed(figure, speaker)
    draw(alone, canvas, speaker)
    title, told = speaker.say(figure.title), speaker.say(figure.sentence)
    return canvas.document(alone.width, alone.height, title, told, speaker.language)


def inline_svg(figure: Figure, speaker: Speaker, name: str, palette: Palette = LIGHT) -> str:
    """The figure without words around it, as an element of a web page.

    ``name`` begins its identifiers, so that figures of one page do not share any. The colours of
    ``palette`` may be variables of a style sheet.
    """
    canvas = SvgCanvas(palette, name)
    draw(figure, canvas, speaker)
    title, told = speaker.say(figure.title), speaker.say(figure.sentence)
    return canvas.inline(figure.width, figure.height, title, told)
