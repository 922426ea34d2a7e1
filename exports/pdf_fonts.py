"""The bundled typeface as reportlab embeds it."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from typing import Any

from reportlab.lib.fonts import addMapping
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from exports.fonts import font_bytes

REGULAR = "CartoplanSans"
SEMIBOLD = "CartoplanSans-SemiBold"

NARROW_SPACE = "\u202f"
#: Its advance in thousandths: the typeface's own (118) hardly parts the thousands on paper.
NARROW_ADVANCE = 170
#: Stands for U+202F inside a paragraph: reportlab would break the line there and widen the space.
HELD_SPACE = "\ue02f"


class PlexFont(TTFont):
    """A typeface that keeps the narrow no-break space narrow, unbroken, and itself when copied."""

    def __init__(self, name: str, data: bytes) -> None:
        """Read the typeface; the narrow space and its stand-in take the same room."""
        super().__init__(name, BytesIO(data))
        for sign in (NARROW_SPACE, HELD_SPACE):
            self.face.charWidths[ord(sign)] = NARROW_ADVANCE
        self._advance = lru_cache(maxsize=4096)(self._measured)

    def stringWidth(self, text: str, size: float, encoding: str = "utf-8") -> float:
        """The width in points; the same words are measured once, for they come in each pass."""
        return 0.001 * size * self._advance(text)

    def splitString(self, text: Any, doc: Any, encoding: str = "utf-8") -> Any:
        """The runs to draw; the stand-in becomes the narrow space again."""
        return super().splitString(text.replace(HELD_SPACE, NARROW_SPACE), doc, encoding)

    def _measured(self, text: str) -> float:
        """The sum of the advances in thousandths of the size."""
        known, lacking = self.face.charWidths, self.face.defaultWidth
        return float(sum(known.get(ord(sign), lacking) for sign in text))


@lru_cache(maxsize=1)
def register_fonts() -> None:
    """Make both weights known to reportlab, also as the bold of the regular one; once."""
    for name, is_bold in ((REGULAR, False), (SEMIBOLD, True)):
        pdfmetrics.registerFont(PlexFont(name, font_bytes(bold=is_bold)))
    for family in (REGULAR, SEMIBOLD):
        addMapping(family, 0, 0, family)
        addMapping(family, 0, 1, family)
        addMapping(family, 1, 0, SEMIBOLD)
        addMapping(family, 1, 1, SEMIBOLD)


@lru_cache(maxsize=1)
def _covered() -> frozenset[int]:
    register_fonts()
    fonts: list[Any] = [pdfmetrics.getFont(name) for name in (REGULAR, SEMIBOLD)]
    return frozenset.intersection(*(frozenset(font.face.charToGlyph) for font in fonts))


def covers(sign: str) -> bool:
    """True where both weights have a glyph for the character."""
    return ord(sign) in _covered()


def text_width(words: str, size: float, *, bold: bool) -> float:
    """How many points the words take on one line at ``size`` points."""
    register_fonts()
    return float(pdfmetrics.stringWidth(words, SEMIBOLD if bold else REGULAR, size))
