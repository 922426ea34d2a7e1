"""The only way for text into a PDF: composed, escaped, bounded, and with a glyph for each sign."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NewType

from reportlab.platypus.paragraph import Paragraph, cleanBlockQuotedText

from exports.pdf_fonts import HELD_SPACE, NARROW_SPACE, covers, register_fonts
from exports.pdf_trial import is_trial
from planner.figures.palette import LIGHT, Ink
from planner.messages import Message, message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportlab.lib.styles import ParagraphStyle

#: Text that is safe inside a paragraph: escaped data, and tags of ours around it.
Markup = NewType("Markup", str)

#: Longer texts are cut: reportlab takes a time that grows with the square of the length.
LONGEST = 4000
#: Signs of a paragraph of a text that is parted rather than cut.
LONGEST_PARAGRAPH = 1500
REPLACEMENT = "\ufffd"
ELLIPSIS = "…"

_LINK = LIGHT[Ink.ACCENT]
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "<br/>"}
_SPACES = {"\t": " ", "\u2028": "\n", "\u2029": "\n"}
#: Hints of where a word may be parted: they print nothing, here or elsewhere.
_HINTS = dict.fromkeys(map(ord, "\u00ad\u200b\ufeff"))


class Notices:
    """What a document had to change in the data that it prints, each change told once."""

    def __init__(self) -> None:
        """Nothing changed yet."""
        self._said: dict[Message, None] = {}

    def add(self, said: Message) -> None:
        """Tell a change; the same one twice counts once."""
        self._said[said] = None

    def all(self) -> tuple[Message, ...]:
        """Every change, in the order in which it was met."""
        return tuple(self._said)


def pdf_words(text: str, notices: Notices, limit: int = LONGEST) -> str:
    """The text as one run of glyphs: NFC, at most ``limit`` signs, none without a glyph.

    A sign that the typeface lacks gives way to its compatibility form, else to U+FFFD; that and a
    cut are listed in ``notices``. Not for paragraphs: see :func:`pdf_text`.
    """
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    composed = composed.translate(_HINTS)
    if len(composed) > limit:
        notices.add(message("pdf.cut", text=_excerpt(composed), limit=limit))
        composed = composed[: limit - 1].rstrip() + ELLIPSIS
    if all(map(_is_plain, set(composed))):
        return composed
    return "".join(_printable(sign, composed, notices) for sign in composed)


def pdf_text(text: str, notices: Notices, limit: int = LONGEST) -> Markup:
    """The text for a paragraph: as :func:`pdf_words`, then escaped, line ends kept.

    The narrow no-break space is carried by a stand-in that the typeface turns back.
    """
    words = pdf_words(text, notices, limit)
    escaped = "".join(_ESCAPES.get(sign, sign) for sign in words)
    return Markup(escaped.replace(NARROW_SPACE, HELD_SPACE))


def parted(words: str) -> Iterator[str]:
    """A text of any length in pieces that make a paragraph each: its lines, long ones in parts."""
    for line in words.split("\n"):
        rest = line.strip()
        while len(rest) > LONGEST_PARAGRAPH:
            end = rest.rfind(" ", LONGEST_PARAGRAPH // 2, LONGEST_PARAGRAPH)
            end = LONGEST_PARAGRAPH if end < 0 else end
            yield rest[:end]
            rest = rest[end:].lstrip()
        if rest:
            yield rest


def paragraph(text: Markup, style: ParagraphStyle, bullet: str | None = None) -> Paragraph:
    """A paragraph of safe text; the one place where reportlab is handed any.

    ``bullet`` is a sign or a number of ours that stands before its first line.
    """
    register_fonts()
    if "<" in text or "&" in text or not text.strip():
        return _Measured(text, style, bulletText=bullet)
    return _Measured(text, style, bullet, [_fragment(style).clone(text=cleanBlockQuotedText(text))])


def bold(text: Markup) -> Markup:
    """The text in the semi-bold weight."""
    return Markup(f"<b>{text}</b>")


def joined(*parts: Markup) -> Markup:
    """The texts one after the other."""
    return Markup("".join(parts))


def note_calls(numbers: Iterable[int]) -> Markup:
    """The small raised numbers of notes, each of which leads to its own; nothing without any."""
    links = [f'<a href="#note-{number:d}" color="{_LINK}">{number:d}</a>' for number in numbers]
    if not links:
        return Markup("")
    return Markup(f'{HELD_SPACE}<super size="7" rise="3.2">{", ".join(links)}</super>')


def note_anchor(number: int) -> Markup:
    """The place of a note, to which its calls lead."""
    return Markup(f'<a name="note-{number:d}"/>')


def page_link(anchor: int, text: Markup) -> Markup:
    """A text that leads to the chapter numbered ``anchor``."""
    return Markup(f'<a href="#chapter-{anchor:d}">{text}</a>')


class _Measured(Paragraph):
    """Breaks its lines once for a width: a table asks for them three times a pass."""

    _room: tuple[float, tuple[float, float]] | None = None

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The room that it takes where there is so much of it."""
        if self._room is None or self._room[0] != width or not hasattr(self, "blPara"):
            self._room = (width, super().wrap(width, height))
        return self._room[1]

    def draw(self) -> None:
        """Print the lines, but on a pass that nobody sees."""
        if not is_trial(self.canv):
            super().draw()


@lru_cache(maxsize=64)
def _fragment(style: ParagraphStyle) -> Any:
    """What reportlab makes of a text without markup: parsed once a style, for most texts are so."""
    (fragment,) = Paragraph("x", style).frags
    return fragment


@lru_cache(maxsize=1024)
def _is_plain(sign: str) -> bool:
    """True where a sign is printed as it is."""
    return sign == "\n" or (covers(sign) and unicodedata.category(sign) != "Cc")


def _printable(sign: str, text: str, notices: Notices) -> str:
    sign = _SPACES.get(sign, sign)
    if _is_plain(sign):
        return sign
    plain = unicodedata.normalize("NFKC", sign)
    is_known = plain != sign and all(covers(part) for part in plain)
    shown = plain if is_known else "" if unicodedata.category(sign) in "CcCf" else REPLACEMENT
    notices.add(message("pdf.sign", sign=f"U+{ord(sign):04X}", shown=shown, text=_excerpt(text)))
    return shown


def _excerpt(text: str) -> str:
    """The beginning of a text, for whoever must find it; without what cannot be printed."""
    kept = "".join(sign if covers(sign) and sign != "\n" else " " for sign in text[:200])
    words = " ".join(kept.split())
    return words if len(words) <= 48 else words[:47].rstrip() + ELLIPSIS
