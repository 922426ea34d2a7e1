"""How much room words take, estimated without a device, so that labels can be laid out."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

ELLIPSIS = "…"
_BREAKS = re.compile(r"[ \t\r\n]+")

#: Advance widths of the bundled typeface in thousandths of its size, by group of signs.
_WIDTHS = {
    sign: width
    for width, signs in {
        170: "\u202f",
        240: " \u00a0'ij",
        280: "!,.l’‘",
        310: ":;[]f|·",
        340: "(){}",
        360: "rt",
        400: "/\\-I",
        480: 'z°?s“”*"',
        510: "Lcvxykg«»J",
        550: "aeF_hnou",
        580: "ESTZbdpq–",
        600: "$+0123456789<=>PVY^`~",
        640: "CX€AKRB",
        690: "DU&GHNOQ#",
        770: "w—",
        820: "…M→",
        900: "mæ@W%",
        960: "œŒ",
    }.items()
    for sign in signs
}
_OTHER = 700
_BOLD = 1.045


class _Advances(dict[str, int]):
    """The advance width of each sign, accents being as wide as nothing; known once measured."""

    def __missing__(self, sign: str) -> int:
        parts = unicodedata.normalize("NFD", sign)
        known = (_WIDTHS.get(part, _OTHER) for part in parts if not unicodedata.combining(part))
        self[sign] = wide = sum(known)
        return wide


_ADVANCES = _Advances()


def estimated_width(words: str, size: float, *, bold: bool = False) -> float:
    """Points that the words take on one line at ``size``, within a few per cent."""
    return sum(map(_ADVANCES.__getitem__, words)) * size / 1000 * (_BOLD if bold else 1)


def wrapped(words: str, room: float, size: float, most: int, *, bold: bool = False) -> list[str]:
    """The words on at most ``most`` lines of ``room`` points; the last line is cut to fit.

    A word wider than a line is left whole, for the device to cut. No-break spaces hold.
    """
    lines: list[str] = []
    for word in filter(None, _BREAKS.split(words)):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and estimated_width(longer, size, bold=bold) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], _cut(" ".join(lines[most - 1 :]), room, size, bold=bold)]
    return lines


def _cut(words: str, room: float, size: float, *, bold: bool) -> str:
    while words and estimated_width(words + ELLIPSIS, size, bold=bold) > room:
        words = words[:-1]
    return words.rstrip(" ,;:") + ELLIPSIS


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of a figure, in points from its top left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def overlap(self, other: Box) -> float:
        """The area, in square points, that both boxes cover."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(wide, 0.0) * max(high, 0.0)

    def meets(self, others: Iterable[Box]) -> bool:
        """True where any of the other boxes covers a part of this one."""
        left, top, right, bottom = self.left, self.top, self.right, self.bottom
        return any(
            other.left < right
            and left < other.right
            and other.top < bottom
            and top < other.bottom
            and self.overlap(other) > 0
            for other in others
        )

    def is_within(self, other: Box) -> bool:
        """True where the other box holds this one whole."""
        return (
            other.left <= self.left
            and self.right <= other.right
            and other.top <= self.top
            and self.bottom <= other.bottom
        )
