"""A figure on the clipboard: a picture with its title and source, and its sentence as text."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication, QImage, QPainter

from planner.figures.canvas import draw
from planner.figures.framing import framed
from planner.figures.palette import Ink
from ui.desktop.canvas import ScreenCanvas

if TYPE_CHECKING:
    from planner.figures.figure import Figure
    from ui.actions.texts import Texts
    from ui.desktop.style import Look

#: Pixels a point: sharp on a slide.
SCALE = 3.0


def figure_image(figure: Figure, texts: Texts, look: Look) -> QImage:
    """The figure with its words around it, on paper, in the colours of ``look``."""
    alone = framed(figure, texts)
    image = QImage(
        math.ceil(alone.width * SCALE), math.ceil(alone.height * SCALE), QImage.Format.Format_RGB32
    )
    image.fill(look.color(Ink.PAPER))
    painter = QPainter(image)
    draw(alone, ScreenCanvas(painter, look, SCALE), texts)
    painter.end()
    return image


def copy_figure(figure: Figure, texts: Texts, look: Look) -> None:
    """Put the figure on the clipboard: a picture for a slide, its sentence for a text."""
    data = QMimeData()
    data.setImageData(figure_image(figure, texts, look))
    data.setText(f"{texts.say(figure.title)}\n{texts.say(figure.sentence)}")
    QGuiApplication.clipboard().setMimeData(data)
