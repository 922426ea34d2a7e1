"""What can still be read of a damaged file: a private copy, its tables row by row."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from db.connecting import connect, image_of
from db.creating import empty_tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PAGE = 4096
_MAGIC = b"SQLite format 3\x00"
_HEADER = 100  # bytes of the database header, at the start of the first page
_MOST_PAGES = 1 << 19  # a header that counts more pages than 2 GB is not believed
_GAP = 20_000  # numbers of rows between the last readable and the first readable that are tried
_DEAD = 300  # as many in a row that cannot be read are more than a page: the rest is lost too
_ROOTLESS = 20  # where neither end can be read, the root of the table is lost, and all with it
_TRACES = ("journal", "trainings")  # tables that every study file has


@dataclass(frozen=True, slots=True)
class Found:
    """The rows of one table that can be read; ``is_whole`` where none seems to be missing."""

    rows: tuple[tuple[Any, ...], ...]
    is_whole: bool


@contextmanager
def wreck_of(path: Path, likes: Sequence[Path] = ()) -> Iterator[sqlite3.Connection]:
    """A connection to a private copy of a damaged file, as readable as it can be made.

    What a killed writer left in its journal is played back in the copy. Where the description of
    the tables is lost, that of a new file or of one of ``likes`` (files laid out alike) takes its
    place. The file itself is only read, and never through SQLite.
    """
    with TemporaryDirectory(prefix="cartoplan-") as name:
        copy = Path(name) / "wreck"
        shutil.copyfile(path, copy)
        journal = path.with_name(f"{path.name}-journal")
        if journal.exists():
            shutil.copyfile(journal, copy.with_name("wreck-journal"))
        _make_readable(copy, likes)
        with closing(connect(copy, "rw")) as connection:
            connection.text_factory = _text
            yield connection


def scanned(
    connection: sqlite3.Connection, table: str, columns: Sequence[str], order: Sequence[str]
) -> Found:
    """The rows of a table, from both ends as far as each goes, then one by one between them.

    ``order`` are the columns that number its rows: ``("rowid",)`` but for tables without one.
    """
    names = ", ".join(f"[{name}]" for name in columns)  # "name" would be a text if it is lost
    head = len(order)
    keys = ", ".join(f"[{name}]" if name != "rowid" else name for name in order)
    found: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    ends, is_through = [], False
    for way in ("ASC", "DESC"):
        sort = ", ".join(f"{key} {way}" for key in keys.split(", "))
        query = f'SELECT {keys}, {names} FROM "{table}" NOT INDEXED ORDER BY {sort}'
        last, is_whole = _run(connection, query, head, found)
        if is_whole and not is_through and _is_sound(connection, table):
            return Found(_in_order(found), is_whole=True)
        ends.append(last)
        is_through |= is_whole
    if order == ("rowid",) and not is_through:  # else every page that can be reached was read
        _fill_gap(connection, f'SELECT rowid, {names} FROM "{table}"', ends, found)
    return Found(_in_order(found), is_whole=False)


def _is_sound(connection: sqlite3.Connection, table: str) -> bool:
    """False where a scan that met no error may have missed rows all the same."""
    try:
        said = connection.execute(f'PRAGMA quick_check("{table}")').fetchone()
    except (sqlite3.Error, UnicodeDecodeError):
        return False
    return said is not None and said[0] == "ok"


def indexed_keys(connection: sqlite3.Connection, table: str) -> frozenset[str]:
    """The keys that the index of a table still names, be their rows readable or not."""
    found: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    _run(connection, f'SELECT [key], [key] FROM "{table}" ORDER BY [key]', 1, found)
    return frozenset(str(key) for (key,) in found if isinstance(key, str) and key)


def _run(
    connection: sqlite3.Connection, query: str, head: int, found: dict[Any, Any]
) -> tuple[Any, bool]:
    """Read as far as it goes into ``found``: the last number read, and whether it was the end."""
    last: Any = None
    try:
        for row in connection.execute(query):
            last = row[:head]
            found[last] = row[head:]
    except (sqlite3.Error, UnicodeDecodeError):
        return last, False
    return last, True


def _fill_gap(
    connection: sqlite3.Connection, query: str, ends: Sequence[Any], found: dict[Any, Any]
) -> None:
    low = ends[0][0] if ends[0] else 0
    high = ends[1][0] if ends[1] else low + _GAP
    if not isinstance(low, int) or not isinstance(high, int):
        return
    failures = 0
    for number in range(low + 1, min(high, low + _GAP)):
        try:
            for row in connection.execute(f"{query} WHERE rowid = ?", (number,)):
                found[row[:1]] = row[1:]
            failures = 0
        except (sqlite3.Error, UnicodeDecodeError):
            failures += 1
            if failures > (_DEAD if any(ends) else _ROOTLESS):
                return


def _in_order(found: dict[Any, tuple[Any, ...]]) -> tuple[tuple[Any, ...], ...]:
    with suppress(TypeError):  # numbers and texts mixed by a damage have no order
        return tuple(found[number] for number in sorted(found))
    return tuple(found.values())


def _make_readable(copy: Path, likes: Sequence[Path]) -> None:
    """Repair the description of the tables in a private copy, by the mildest means that does."""
    if _can_be_read(copy):
        return
    whole = copy.read_bytes()
    for mended in _mended(whole, likes):
        copy.write_bytes(mended)
        copy.with_name("wreck-journal").unlink(missing_ok=True)
        if _can_be_read(copy):
            return
    copy.write_bytes(whole)


def _mended(whole: bytes, likes: Sequence[Path]) -> Iterator[bytes]:
    """The file with a sound header, then with the description of the tables of another file."""
    model = empty_tables()
    yield _padded(whole)
    yield _padded(model[:_HEADER] + whole[_HEADER:])
    yield _overlaid(whole, model)
    for like in likes:
        with suppress(OSError, sqlite3.Error):
            yield _overlaid(whole, image_of(like))


def _overlaid(whole: bytes, model: bytes) -> bytes:
    """The file with the pages of ``model`` that describe its tables."""
    pages = _pages_of_schema(model)
    size = -(-max(len(whole), len(model)) // PAGE) * PAGE
    mended = bytearray(whole.ljust(size, b"\x00"))
    for page in pages:
        mended[page * PAGE : (page + 1) * PAGE] = model[page * PAGE : (page + 1) * PAGE]
    return _padded(bytes(mended))


@lru_cache(maxsize=2)
def _pages_of_schema(model: bytes) -> list[int]:
    """The pages before the first row: those of the description, in a file laid out at once."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(model)
        roots = {row[0] - 1 for row in connection.execute("SELECT rootpage FROM sqlite_master")}
    empty = empty_tables()
    return [page for page in range(len(empty) // PAGE) if page not in roots]


def _padded(whole: bytes) -> bytes:
    """The file with as many pages as its header counts, and a header that counts them all."""
    told = int.from_bytes(whole[28:32], "big")
    there = -(-len(whole) // PAGE)
    pages = told if there <= told <= min(_MOST_PAGES, 4 * there + 64) else there
    padded = bytearray(whole.ljust(pages * PAGE, b"\x00"))
    padded[: len(_MAGIC)] = _MAGIC
    padded[16:18] = PAGE.to_bytes(2, "big")
    padded[28:32] = pages.to_bytes(4, "big")
    padded[92:96] = padded[24:28]  # the size in the header counts only where these agree
    padded[32:40] = bytes(8)  # no list of free pages: nothing is going to be written
    return bytes(padded)


def _can_be_read(copy: Path) -> bool:
    """True where the tables of a study are known, whatever their rows are."""
    try:
        with closing(connect(copy, "rw")) as connection:
            known = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            return set(_TRACES) <= {name for (name,) in known}
    except (sqlite3.Error, UnicodeDecodeError):
        return False


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")
