"""The only way of text into a workbook: composed, without what a cell cannot hold, never a formula.

A cell of a workbook holds at most 32 767 UTF-16 units, and no control characters. What had to be
left out is told as losses, so that the workbook can list them. :mod:`exports.sheets.body` stores a
``CellText`` as text, whatever sign it begins with, and takes text in no other form.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

#: The most that a cell holds, in UTF-16 units.
CELL_LIMIT = 32_767
#: Texts up to this length fit whatever their composition does to it.
_SHORT = CELL_LIMIT // 6
_CUT_MARK = "…"
#: Signs at the head of a text that a spreadsheet would read as a formula once the cell is edited.
_FORMULA_HEADS = ("=", "+", "-", "@", "\t", "\r", "'")
#: What :func:`planner.text.unwritable` tells sign by sign, found at once.
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
#: What makes a text worth a closer look; few have any of it.
_ODD = re.compile(f"{_UNWRITABLE.pattern}|\r|_x")
#: "_x0041_" means "A" in a workbook: its first sign is escaped so that it is read as written.
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


class Loss(StrEnum):
    """What a text lost on its way into a cell."""

    SIGNS = "signs"  # control characters, lone surrogates
    END = "end"  # all that stood beyond the limit of a cell


@dataclass(frozen=True, slots=True)
class CellText:
    """A text that a cell can hold, and what it lost."""

    text: str
    losses: tuple[Loss, ...] = ()

    @property
    def plain(self) -> str:
        """The text as it is read back: its escapes are those of a workbook alone."""
        return self.text.replace("_x005F_", "_")

    @property
    def looks_like_a_formula(self) -> bool:
        """True where a person who edits the cell would make a formula of it."""
        return self.text.startswith(_FORMULA_HEADS)


def xlsx_text(text: str) -> CellText:
    """The text fit for a cell, composed (NFC), its lines ended by line feeds; and its losses."""
    if len(text) <= _SHORT and not _ODD.search(text):
        return CellText(unicodedata.normalize("NFC", text))
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = _UNWRITABLE.sub("", plain)
    composed = unicodedata.normalize("NFC", kept)
    escaped = _LOOKS_ESCAPED.sub("_x005F_", composed)
    whole = _within_limit(composed, escaped)
    losses = (*_when(kept != plain, Loss.SIGNS), *_when(whole != escaped, Loss.END))
    return CellText(whole, losses)


def _when(happened: bool, loss: Loss) -> tuple[Loss, ...]:
    return (loss,) if happened else ()


def _within_limit(composed: str, escaped: str) -> str:
    """The escaped text, or its beginning and an ellipsis where a cell cannot hold it."""
    if 2 * len(escaped) <= CELL_LIMIT or _units(escaped) <= CELL_LIMIT:
        return escaped
    room, end = CELL_LIMIT - _units(_CUT_MARK), 0
    for end, sign in enumerate(composed):  # noqa: B007 - the place where the room ends
        room -= _units(sign) if sign != "_" else len("_x005F_")
        if room < 0:
            break
    return _LOOKS_ESCAPED.sub("_x005F_", composed[:end].rstrip()) + _CUT_MARK


def _units(text: str) -> int:
    """The length as a spreadsheet counts it: signs beyond the basic plane count twice."""
    return len(text) + sum(sign > "\uffff" for sign in text)
