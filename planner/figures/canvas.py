"""The one way from a figure to a device."""

from __future__ import annotations

from typing import Protocol

from planner.figures.figure import Circle, Figure, Path, Rect, Text
from planner.messages import Message, Speaker

ELLIPSIS = "…"


class Canvas(Protocol):
    """A device that can show marks: the screen, a PDF page, a recorder in a test."""

    def rect(self, mark: Rect) -> None:
        """Draw a rectangle."""

    def circle(self, mark: Circle) -> None:
        """Draw a circle."""

    def path(self, mark: Path) -> None:
        """Draw segments or a polygon."""

    def text(self, mark: Text, words: str) -> None:
        """Draw a line of text, already said and fitted."""

    def text_width(self, words: str, size: float, *, bold: bool) -> float:
        """How many points the words take on one line."""


def draw(figure: Figure, canvas: Canvas, speaker: Speaker) -> None:
    """Draw every mark of the figure in order; texts are said and fitted on the way."""
    for mark in figure.marks:
        match mark:
            case Rect():
                canvas.rect(mark)
            case Circle():
                canvas.circle(mark)
            case Path():
                canvas.path(mark)
            case Text():
                canvas.text(mark, _fitted(mark, canvas, speaker))


def _fitted(mark: Text, canvas: Canvas, speaker: Speaker) -> str:
    words = speaker.say(mark.said) if isinstance(mark.said, Message) else mark.said
    if mark.limit is None or _fits(words, mark, canvas):
        return words
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        shorter = words[:middle].rstrip() + ELLIPSIS
        low, high = (middle, high) if _fits(shorter, mark, canvas) else (low, middle - 1)
    return words[:low].rstrip() + ELLIPSIS


def _fits(words: str, mark: Text, canvas: Canvas) -> bool:
    return mark.limit is None or (canvas.text_width(words, mark.size, bold=mark.bold) <= mark.limit)
