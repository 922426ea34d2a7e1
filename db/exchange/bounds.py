"""How much of a file that came from outside is read: beyond these bounds it is refused whole."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bounds:
    """The most that is read of a file.

    ``bytes`` of the file, ``part`` and ``whole`` of what it unpacks to; ``marks`` are the "<" of
    one part (a cell has about eight); ``area`` is the rows times the columns of one sheet.
    ``memory`` in bytes and ``seconds`` bind the process that reads.
    """

    bytes: int
    part: int
    whole: int
    marks: int
    rows: int
    columns: int
    area: int
    entries: int = 2_000
    ratio: int = 300  # unpacked to packed, of parts beyond a megabyte
    sheets: int = 60
    merges: int = 10_000
    memory: int = 1 << 30
    seconds: float = 30.0


#: A referential: some hundred lines a sheet.
REFERENTIAL = Bounds(
    bytes=32 << 20,
    part=24 << 20,
    whole=64 << 20,
    marks=1_000_000,
    rows=5_000,
    columns=200,
    area=500_000,
)
#: A table of an institution: 20 000 rows of 20 cells unpack to 16 MB of one sheet.
TABLE = Bounds(
    bytes=48 << 20,
    part=100 << 20,
    whole=200 << 20,
    marks=8_000_000,
    rows=50_000,
    columns=300,
    area=3_000_000,
)
