"""Workbooks mutated at random: bytes of the archive, or the XML within it."""

from __future__ import annotations

import io
import random
import re
import zipfile
from pathlib import Path

VALUES = (
    b"", b"0", b"-1", b"99999999999999999999", b"1e999", b"NaN", b"x", b"A1:XFD1048576", b"s",
    b"e", b"1048576", b"XFD1048576", b"B3", b"2", b"1900-01-00", b"2026-02-30", b"4294967296",
    b"str", b"inlineStr", b"b", b"d", b"1", b"true", b"#REF!", b"\xff", b"&#0;", b"&lt;", b"7",
    b"\xe2\x80\xae", b"_x0000_", b"2958466", b"rId99", b"../../x.xml", b"/xl/workbook.xml",
)  # fmt: skip
_ATTRIBUTE = re.compile(rb'"[^"<>]*"')
_TAG = re.compile(rb"<[^<>]+>")
_WHOLE = re.compile(
    rb"<(c|row|v|f|is|sheet|numFmt|xf|mergeCell)\b[^<>]*(?:/>|>.*?</\1>)", re.DOTALL
)
_TEXT = re.compile(rb">[^<>]+<")


class Mutator:
    """Makes mutated copies of a workbook, the same ones for the same seed."""

    def __init__(self, path: Path, seed: int) -> None:
        self._data = path.read_bytes()
        self._chance = random.Random(seed)
        with zipfile.ZipFile(path) as archive:
            self._parts = {name: archive.read(name) for name in archive.namelist()}

    def next(self) -> bytes:
        """One more mutated workbook: three in ten by its bytes, the others by its XML."""
        return self._bytes() if self._chance.random() < 0.3 else self._xml()

    def _bytes(self) -> bytes:
        chance, data = self._chance, bytearray(self._data)
        for _ in range(chance.randint(1, 12)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        if chance.random() < 0.1:
            del data[chance.randrange(len(data)) :]
        return bytes(data)

    def _xml(self) -> bytes:
        chance, parts = self._chance, dict(self._parts)
        for _ in range(chance.randint(1, 3)):
            name = chance.choice([each for each in parts if each.startswith("xl/")])
            for _ in range(chance.randint(1, 4)):
                parts[name] = self._changed(parts[name])
        if chance.random() < 0.05:
            parts.pop(chance.choice(list(parts)))
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in parts.items():
                archive.writestr(name, data)
        return stream.getvalue()

    def _changed(self, data: bytes) -> bytes:
        return changed(data, self._chance)


def changed(data: bytes, chance: random.Random) -> bytes:
    """XML with one attribute, text or element changed, doubled, moved or taken away."""
    pattern = chance.choice((_ATTRIBUTE, _ATTRIBUTE, _TEXT, _WHOLE, _WHOLE, _TAG))
    found = list(pattern.finditer(data))
    if not found:
        return data
    start, end = chance.choice(found).span()
    piece = data[start:end]
    if pattern in (_WHOLE, _TAG):
        other = chance.choice(found).group()
        new = chance.choice((b"", piece * 2, other, piece + other, b"<!--" + piece + b"-->"))
    else:
        value = chance.choice(VALUES)
        new = piece[:1] + value + piece[-1:]
    return data[:start] + new + data[end:]
