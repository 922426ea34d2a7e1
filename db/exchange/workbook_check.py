"""The check of a workbook before anything reads it: an archive of XML, hostile until checked.

Its entries are counted and unpacked into nothing, block by block; document types and entities
are refused; what is read later must be well formed to its end, for python-calamine silently reads
the first half of a sheet that was cut.
"""

from __future__ import annotations

import re
import zipfile
from typing import IO, TYPE_CHECKING
from xml.parsers import expat

from planner.errors import StudyFileError

if TYPE_CHECKING:
    from pathlib import Path

    from db.exchange.bounds import Bounds

_BANNED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_LOCKED = b"\xd0\xcf\x11\xe0"  # a compound file: an .xls, or a workbook under a password
_STEP = 1 << 16
_XML = (".xml", ".rels", ".vml")


def check_workbook(stream: IO[bytes], path: Path, bounds: Bounds) -> None:
    """Refuse what is no workbook, or what would not be read in reasonable time and memory.

    Raises :class:`StudyFileError`; what the archive says of itself is not believed.
    """
    head = stream.read(len(_LOCKED))
    if head == _LOCKED:
        raise StudyFileError("workbook_locked", path=str(path))
    if stream.seek(0, 2) > bounds.bytes:
        raise StudyFileError("workbook_too_large", path=str(path))
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as archive:
            _check_archive(archive, path, bounds)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, RuntimeError) as error:
        raise StudyFileError("workbook_not_excel", path=str(path)) from error
    except Exception as error:
        if isinstance(error, StudyFileError | OSError):
            raise
        raise StudyFileError("workbook_damaged", path=str(path)) from error


def _check_archive(archive: zipfile.ZipFile, path: Path, bounds: Bounds) -> None:
    parts = archive.infolist()
    names = {part.filename.casefold() for part in parts}
    if "xl/workbook.xml" not in names or len(names) != len(parts):
        raise StudyFileError("workbook_not_excel", path=str(path))
    if any(part.flag_bits & 1 for part in parts):
        raise StudyFileError("workbook_locked", path=str(path))
    if len(parts) > bounds.entries:
        raise StudyFileError("workbook_too_large", path=str(path))
    whole = 0
    for part in parts:
        whole += _unpacked(archive, part, path, bounds)
        if whole > bounds.whole:
            raise StudyFileError("workbook_too_large", path=str(path))


def _unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo, path: Path, bounds: Bounds) -> int:
    """How many bytes a part really unpacks to, read through once."""
    name = part.filename.casefold()
    is_xml = name.endswith(_XML)
    parser = expat.ParserCreate() if is_xml and _is_read(name) else None
    allowed = max(1 << 20, min(bounds.part, part.compress_size * bounds.ratio))
    size = marks = 0
    tail = b""
    with archive.open(part) as stream:
        while block := stream.read(_STEP):
            size += len(block)
            marks += block.count(b"<") if is_xml else 0
            if size > allowed or marks > bounds.marks:
                raise StudyFileError("workbook_too_large", path=str(path))
            if is_xml and _is_hostile(tail + block):
                raise StudyFileError("workbook_hostile", path=str(path))
            if parser is not None:
                parser.Parse(block)
            tail = block[-16:]
    if parser is not None:
        parser.Parse(b"", True)
    return size


def _is_hostile(data: bytes) -> bool:
    """Whether XML declares types or entities, or is in an encoding that would hide them."""
    return b"\x00" in data or (b"<!" in data and _BANNED.search(data) is not None)


def _is_read(name: str) -> bool:
    """Whether a part is among those that tell cells; drawings and the like are left alone."""
    return name.startswith("xl/") and not name.startswith(("xl/drawings/", "xl/media/"))
