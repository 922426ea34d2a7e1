"""The text of an edition: base 85 of zlib of lines, and whether it still is what was frozen."""

from __future__ import annotations

import hashlib
import zlib
from base64 import b85decode
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.study import Edition

_LARGEST = 1 << 30  # bytes of unpacked lines; more is no study but a trap
_REMEMBERED = 64


def unpacked(text: str) -> bytes:
    """The lines that a text packs; ``ValueError`` or ``zlib.error`` where it is damaged."""
    unpacker = zlib.decompressobj()
    lines = unpacker.decompress(b85decode(text), _LARGEST)
    if not unpacker.eof or unpacker.unused_data:
        raise ValueError("zlib")
    return lines


def is_whole(edition: Edition) -> bool:
    """True where the text unpacks and its lines still have the fingerprint of the freezing."""
    return _digest(edition.content) == edition.digest


@lru_cache(maxsize=_REMEMBERED)
def _digest(text: str) -> str:
    """The SHA-256 of the lines of a text; empty where it cannot be unpacked."""
    try:
        return hashlib.sha256(unpacked(text)).hexdigest()
    except (ValueError, zlib.error):
        return ""
