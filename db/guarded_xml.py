"""Reads XML that comes from outside, one part at a time, hostile until read.

No entities, no document types, nothing fetched, and bounds on sizes and depth. Memory stays flat:
each part is let go before the next one is read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO, TYPE_CHECKING
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from planner.errors import StudyFileError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from planner.watch import Watch


_EVERY = 50  # parts between two steps of the watch


@dataclass(frozen=True, slots=True)
class Guard:
    """What a kind of file may be.

    Args:
        family: how its error codes begin: ``<family>_hostile``, ``_damaged``, ``_too_large``.
        strange: the error code of a file of another kind.
        is_root: whether an element of that tag may be the outermost.
        is_part: whether an element of that tag at that depth, 0 outermost, is a part.
        most_bytes: of the whole file.
        most_part: bytes from one part to the next.
        most_depth: of elements in one another.
        progress: the code that progress is told by.
    """

    family: str
    strange: str
    is_root: Callable[[str], bool]
    is_part: Callable[[str, int], bool]
    most_bytes: int
    most_part: int
    most_depth: int
    progress: str


def read_parts(
    stream: IO[bytes], path: Path, size: int, guard: Guard, watch: Watch | None = None
) -> Iterator[Element]:
    """The parts of a file in its order; each is emptied once the next one is asked for.

    Args:
        stream: the XML; in whatever encoding it declares.
        path: what the file is called in an error.
        size: its bytes, for progress.
        guard: what it may be.
        watch: told of progress; :class:`~planner.watch.Cancelled` goes through.

    Raises:
        StudyFileError: it is hostile, damaged, cut short, too large or of another kind.
    """
    bounded = _Bounded(stream, path, size, guard)
    try:
        for place, part in enumerate(_parts(bounded, path, guard)):
            if watch is not None and place % _EVERY == 0:
                watch.step(bounded.share, guard.progress)
            yield part
    except DefusedXmlException as error:
        raise StudyFileError(f"{guard.family}_hostile", path=str(path)) from error
    except (ParseError, UnicodeDecodeError, LookupError, ValueError) as error:
        reason = str(error)
        raise StudyFileError(f"{guard.family}_damaged", path=str(path), reason=reason) from error


class _Bounded:
    """A stream that counts what is read and stops at the bounds."""

    def __init__(self, stream: IO[bytes], path: Path, size: int, guard: Guard) -> None:
        self._stream = stream
        self._path = path
        self._size = max(size, 1)
        self._guard = guard
        self._read = self._mark = 0

    def read(self, wanted: int = -1) -> bytes:
        """The next bytes, at most what a parser asks for."""
        part = self._stream.read(wanted if wanted >= 0 else 1 << 16)
        self._read += len(part)
        guard = self._guard
        if self._read > guard.most_bytes or self._read - self._mark > guard.most_part:
            raise StudyFileError(f"{guard.family}_too_large", path=str(self._path))
        return part

    def part_ends(self) -> None:
        """A part was read whole: the next one begins to be counted."""
        self._mark = self._read

    @property
    def share(self) -> float:
        """How much of the file was read, from 0 to 1."""
        return min(self._read / self._size, 1.0)


def _parts(stream: _Bounded, path: Path, guard: Guard) -> Iterator[Element]:
    opened: list[Element] = []
    for event, element in iterparse(stream, events=("start", "end"), forbid_dtd=True):
        if event == "start":
            if not opened and not guard.is_root(element.tag):
                raise StudyFileError(guard.strange, path=str(path))
            opened.append(element)
            if len(opened) > guard.most_depth:
                raise StudyFileError(guard.strange, path=str(path))
            continue
        opened.pop()
        if opened and guard.is_part(element.tag, len(opened)):
            stream.part_ends()
            yield element
            opened[-1].clear()
