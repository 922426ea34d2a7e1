"""The check of a workbook before anything reads it: an archive of XML, hostile until checked.

Its entries are counted and unpacked block by block, within bounds; document types and entities are
refused; what tells cells must be well formed to its end, for python-calamine silently reads the
first half of a sheet that was cut. It is handed on unpacked: the reader of the cells never meets
the archive itself, of which two readers may think differently.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import IO, TYPE_CHECKING
from xml.parsers import expat

from planner.errors import StudyFileError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from db.exchange.bounds import Bounds

_BANNED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_LOCKED = b"\xd0\xcf\x11\xe0"  # a compound file: an .xls, or a workbook under a password
_STEP = 1 << 16
_XML = (".xml", ".rels", ".vml")
#: Parts that tell no cells: drawings, macros, links to other files and the like.
_ASIDE = re.compile(
    r"docprops/|customxml/|xl/(?:drawings|charts|media|theme|externallinks|pivot\w*|"
    r"comments|threadedcomments|printersettings|activex|ctrlprops|worksheets/_rels)"
)


def checked_parts(stream: IO[bytes], path: Path, bounds: Bounds) -> Mapping[str, bytes]:
    """The parts of a workbook that tell its cells, by their names; no two differ by case alone.

    Raises :class:`StudyFileError` for what is no workbook, or would not be read in reasonable
    time and memory; what the archive says of itself is not believed.
    """
    head = stream.read(len(_LOCKED))
    if head == _LOCKED:
        raise StudyFileError("workbook_locked", path=str(path))
    if stream.seek(0, 2) > bounds.bytes:
        raise StudyFileError("workbook_too_large", path=str(path))
    stream.seek(0)
    try:
        with _archive(stream, path) as archive:
            return _checked(archive, path, bounds)
    except Exception as error:
        if isinstance(error, StudyFileError | MemoryError):
            raise
        raise StudyFileError("workbook_damaged", path=str(path)) from error


def packed(parts: Mapping[str, bytes]) -> io.BytesIO:
    """The parts as an archive again, our own."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    stream.seek(0)
    return stream


def _archive(stream: IO[bytes], path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError) as error:
        raise StudyFileError("workbook_not_excel", path=str(path)) from error


def _checked(archive: zipfile.ZipFile, path: Path, bounds: Bounds) -> dict[str, bytes]:
    parts = archive.infolist()
    names = {part.filename.casefold() for part in parts}
    if "xl/workbook.xml" not in names:
        raise StudyFileError("workbook_not_excel", path=str(path))
    if len(names) != len(parts):  # a part comes twice: which one would be read?
        raise StudyFileError("workbook_damaged", path=str(path))
    if any(part.flag_bits & 1 for part in parts):
        raise StudyFileError("workbook_locked", path=str(path))
    if len(parts) > bounds.entries:
        raise StudyFileError("workbook_too_large", path=str(path))
    kept: dict[str, bytes] = {}
    whole = 0
    for part in parts:
        held = _Part(part, path, bounds)
        whole += held.read(archive)
        if whole > bounds.whole:
            raise StudyFileError("workbook_too_large", path=str(path))
        if held.tells_cells:
            kept[part.filename] = b"".join(held.blocks)
    return kept


class _Part:
    """A part of the archive being unpacked."""

    def __init__(self, part: zipfile.ZipInfo, path: Path, bounds: Bounds) -> None:
        name = part.filename.casefold()
        self.is_xml = name.endswith(_XML)
        self.tells_cells = self.is_xml and not name.endswith(".vml") and _ASIDE.match(name) is None
        self.blocks: list[bytes] = []
        self._part = part
        self._path = path
        self._bounds = bounds

    def read(self, archive: zipfile.ZipFile) -> int:
        """How many bytes the part really unpacks to; its blocks are kept where it tells cells."""
        bounds = self._bounds
        allowed = max(1 << 20, min(bounds.part, self._part.compress_size * bounds.ratio))
        parser = expat.ParserCreate() if self.tells_cells else None
        size = marks = 0
        tail = b""
        with archive.open(self._part) as stream:
            while block := stream.read(_STEP):
                size += len(block)
                marks += block.count(b"<") if self.is_xml else 0
                if size > allowed or marks > bounds.marks:
                    raise StudyFileError("workbook_too_large", path=str(self._path))
                if self.is_xml and _is_hostile(tail + block):
                    raise StudyFileError("workbook_hostile", path=str(self._path))
                if parser is not None:
                    parser.Parse(block)
                    self.blocks.append(block)
                tail = block[-16:]
        if size != self._part.file_size:
            raise StudyFileError("workbook_damaged", path=str(self._path))
        if parser is not None:
            parser.Parse(b"", True)
        return size


def _is_hostile(data: bytes) -> bool:
    """Whether XML declares types or entities, or is in an encoding that would hide them."""
    return b"\x00" in data or (b"<!" in data and _BANNED.search(data) is not None)
