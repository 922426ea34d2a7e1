"""Says codes and data into a printed document: paragraphs, headings, figures, numbered notes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from reportlab.platypus import KeepTogether
from reportlab.platypus.flowables import Flowable

from exports.pdf import Heading
from exports.pdf_canvas import PdfCanvas, Unseen
from exports.pdf_styles import STYLES
from exports.pdf_text import (
    LONGEST_PARAGRAPH,
    Markup,
    Notices,
    joined,
    note_anchor,
    note_calls,
    paragraph,
    parted,
    pdf_text,
)
from exports.pdf_trial import is_trial
from planner.figures.canvas import draw
from planner.messages import Message, message

if TYPE_CHECKING:
    from reportlab.lib.styles import ParagraphStyle

    from planner.figures.figure import Figure
    from planner.messages import Speaker, Value

_BULLET = "•"
_NOTHING = Markup("")


class Scribe:
    """One document's hand: it knows the language, keeps the notes, lists what had to change."""

    def __init__(self, speaker: Speaker, notices: Notices) -> None:
        """Write in the language of ``speaker``; tell changes to ``notices``."""
        self.speaker = speaker
        self.notices = notices
        self._notes: dict[str, int] = {}

    def say(self, code: str, **values: Value) -> str:
        """The sentence of a code with its values."""
        return self.speaker.say(message(code, **values))

    def text(self, said: Message | str) -> Markup:
        """A message in words, or data as it is written, safe for a paragraph."""
        words = self.speaker.say(said) if isinstance(said, Message) else said
        return pdf_text(words, self.notices)

    def prose(self, said: Message | str, style: ParagraphStyle = STYLES.body) -> Flowable:
        """A paragraph of one message or of data."""
        return paragraph(self.text(said), style)

    def passage(
        self,
        words: str,
        style: ParagraphStyle = STYLES.body,
        *,
        lead: Markup = _NOTHING,
        calls: Markup = _NOTHING,
        is_item: bool = False,
    ) -> list[Flowable]:
        """Data of any length, never cut: a short text as it is, a long one in several paragraphs.

        ``lead`` stands before the first of them, and ``calls`` after the last; the first of an
        item of a list has its sign.
        """
        pieces = [words] if len(words) <= LONGEST_PARAGRAPH else list(parted(words)) or [""]
        said = [self.text(piece) for piece in pieces]
        said[0] = joined(lead, said[0])
        said[-1] = joined(said[-1], calls)
        return [
            paragraph(text, style, _BULLET if is_item and place == 0 else None)
            for place, text in enumerate(said)
        ]

    def item(self, said: Message | str) -> Flowable:
        """A line of a list."""
        return paragraph(self.text(said), STYLES.item, _BULLET)

    def heading(self, said: Message, level: int = 0) -> Heading:
        """A chapter (level 0) or a section of it (level 1), with its bookmark."""
        return Heading(self.text(said), self.speaker.say(said), level)

    def note(self, *said: Message) -> Markup:
        """The calls of notes, numbered as they are met; the same note keeps its number."""
        numbers = [
            self._notes.setdefault(self.speaker.say(one), len(self._notes) + 1) for one in said
        ]
        return note_calls(numbers)

    def notes(self) -> list[Flowable]:
        """All notes in the order of their numbers, each at its place for its calls."""
        return [
            paragraph(
                joined(note_anchor(number), pdf_text(said, self.notices)),
                STYLES.note,
                f"{number:d}.",
            )
            for said, number in self._notes.items()
        ]

    def figure(self, figure: Figure) -> KeepTogether:
        """A figure under its title and above its source, on one page."""
        return KeepTogether(self.figure_parts(figure))

    def figure_parts(self, figure: Figure) -> list[Flowable]:
        """Title, subtitle, drawing and source, for a cell that cannot be parted anyway."""
        return [
            self.prose(figure.title, STYLES.figure_title),
            self.prose(figure.subtitle, STYLES.figure_subtitle),
            Drawing(figure, self),
            self.prose(figure.source, STYLES.source),
        ]


class Drawing(Flowable):
    """A figure on the page; one that is wider than its column, or too tall, is shrunk to fit."""

    def __init__(self, figure: Figure, scribe: Scribe, tallest: float = math.inf) -> None:
        """Draw ``figure`` in the language of ``scribe``, at most ``tallest`` points high."""
        super().__init__()
        self._tallest = tallest
        self._figure = figure
        self._scribe = scribe
        self._scale = 1.0

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """The room that the figure takes."""
        figure = self._figure
        self._scale = min(1.0, width / figure.width, self._tallest / figure.height)
        return figure.width * self._scale, figure.height * self._scale

    def draw(self) -> None:
        """Draw every mark by the one way there is."""
        page, figure, scribe = self.canv, self._figure, self._scribe
        if is_trial(page):
            draw(figure, Unseen(scribe.notices), scribe.speaker)
            return
        page.saveState()
        page.scale(self._scale, self._scale)
        draw(figure, PdfCanvas(page, 0, figure.height, scribe.notices), scribe.speaker)
        page.restoreState()
