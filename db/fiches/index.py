"""The fiches that were imported, in a file of their own beside the person's settings.

Not in the study: they are hundreds of megabytes of public data that each person may import anew.
The search is SQLite's FTS5, accents and capitals apart.
"""

from __future__ import annotations

import json
import os
import re
import sqlite3
from contextlib import closing, suppress
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from db.failures import file_error
from planner.errors import StudyFileError
from planner.fiches import Fiche, FicheBlock
from planner.text import search_key
from planner.vocab import Register

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_TABLES = """
CREATE TABLE origin(file TEXT NOT NULL, imported_at TEXT NOT NULL, fiches INTEGER NOT NULL);
CREATE TABLE fiches(
    id INTEGER PRIMARY KEY, number TEXT NOT NULL UNIQUE, is_active INTEGER NOT NULL,
    expires_on TEXT, content TEXT NOT NULL);
CREATE INDEX ix_fiches_expires_on ON fiches(expires_on);
CREATE VIRTUAL TABLE words USING fts5(
    title, texts, content='', tokenize="unicode61 remove_diacritics 2");
"""
_MARK = 0x46494348  # "FICH": tells an index from any other database
_COMMON = 12  # words of a draft that are searched at once


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the fiches of an index come from."""

    file: str
    imported_at: str
    fiches: int


class FicheIndex:
    """The imported fiches at a path; empty until something is imported."""

    def __init__(self, path: Path) -> None:
        """Use the index at ``path``, which need not exist yet."""
        self.path = path

    def origin(self) -> Origin | None:
        """Where the fiches come from; None where none was imported."""
        if not self.path.exists():
            return None
        with self._reading() as found:
            row = found.execute("SELECT file, imported_at, fiches FROM origin").fetchone()
        return Origin(*row)

    def replace(self, fiches: Iterable[Fiche], file: str, at: str) -> Origin:
        """Let these fiches take the place of those there, all or none of them.

        A number that comes twice keeps its last fiche. Whatever reading raises goes through, and
        the index is as it was.
        """
        draft = self.path.with_name(f".{self.path.name}.{os.getpid()}.draft")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            draft.unlink(missing_ok=True)
            made = _fill(draft, fiches, file, at)
            draft.replace(self.path)
        except (sqlite3.Error, OSError) as error:
            raise file_error(self.path, error) from error
        finally:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
        return made

    def get(self, number: str) -> Fiche | None:
        """The fiche of a number, or None."""
        rows = self._rows("SELECT content FROM fiches WHERE number = ?", number.upper())
        return next(rows, None)

    def search(
        self, words: str, limit: int = 50, *, only_active: bool = False
    ) -> tuple[Fiche, ...]:
        """The fiches that hold all these words, the best first (BM25, titles ten times)."""
        asked = " ".join(f'"{word}"' for word in re.findall(r"\w+", search_key(words)))
        return self._found(asked, limit, only_active=only_active)

    def like(self, text: str, limit: int = 50) -> tuple[Fiche, ...]:
        """The fiches that share most of the rarer words of a text, the best first."""
        words = dict.fromkeys(w for w in re.findall(r"\w+", search_key(text)) if len(w) > 3)
        asked = " OR ".join(f'"{word}"' for word in self._rarest(words))
        return self._found(asked, limit, only_active=False)

    def expiring(self, start: date, end: date) -> tuple[Fiche, ...]:
        """The active fiches whose registration ends in [start, end], the first to end first."""
        return tuple(
            self._rows(
                "SELECT content FROM fiches WHERE is_active AND expires_on BETWEEN ? AND ? "
                "ORDER BY expires_on, number",
                start.isoformat(),
                end.isoformat(),
            )
        )

    def _rarest(self, words: Iterable[str]) -> list[str]:
        """The words that the fewest fiches hold, but for those that none holds."""
        with self._reading() as found:
            counts = [
                (found.execute("SELECT count(*) FROM words WHERE words MATCH ?", (f'"{w}"',)), w)
                for w in words
            ]
            told = [(int(cursor.fetchone()[0]), word) for cursor, word in counts]
        return [word for count, word in sorted(told) if count][:_COMMON]

    def _found(self, asked: str, limit: int, *, only_active: bool) -> tuple[Fiche, ...]:
        if not asked:
            return ()
        active = "AND is_active " if only_active else ""
        return tuple(
            self._rows(
                "SELECT content FROM words JOIN fiches ON fiches.id = words.rowid "
                f"WHERE words MATCH ? {active}ORDER BY bm25(words, 10.0, 1.0), number LIMIT ?",
                asked,
                limit,
            )
        )

    def _rows(self, statement: str, *values: object) -> Iterator[Fiche]:
        if not self.path.exists():
            return iter(())
        with self._reading() as found:
            rows = found.execute(statement, values).fetchall()
        return (_fiche(content) for (content,) in rows)

    def _reading(self) -> closing[sqlite3.Connection]:
        try:
            connection = sqlite3.connect(f"{self.path.resolve().as_uri()}?mode=ro", uri=True)
            if connection.execute("PRAGMA application_id").fetchone()[0] != _MARK:
                connection.close()
                raise StudyFileError("fiches_index", path=str(self.path))
        except sqlite3.Error as error:
            raise StudyFileError("fiches_index", path=str(self.path)) from error
        return closing(connection)


def _fill(draft: Path, fiches: Iterable[Fiche], file: str, at: str) -> Origin:
    with closing(sqlite3.connect(draft, isolation_level=None)) as target:
        target.execute(f"PRAGMA application_id={_MARK}")
        target.executescript(_TABLES)
        target.execute("BEGIN")
        for fiche in fiches:
            _put(target, fiche)
        (count,) = target.execute("SELECT count(*) FROM fiches").fetchone()
        target.execute("INSERT INTO origin VALUES (?, ?, ?)", (file, at, count))
        target.execute("COMMIT")
    return Origin(file, at, count)


def _put(target: sqlite3.Connection, fiche: Fiche) -> None:
    old = target.execute(
        "SELECT id, content FROM fiches WHERE number = ?", (fiche.number,)
    ).fetchone()
    if old is not None:
        before = _fiche(old[1])
        said = (old[0], before.title, "\n".join(before.passages()))
        target.execute(
            "INSERT INTO words(words, rowid, title, texts) VALUES('delete', ?, ?, ?)", said
        )
        target.execute("DELETE FROM fiches WHERE id = ?", (old[0],))
    expires = fiche.expires_on.isoformat() if fiche.expires_on is not None else None
    content = json.dumps(asdict(fiche), ensure_ascii=False, default=str)
    row = target.execute(
        "INSERT INTO fiches(number, is_active, expires_on, content) VALUES (?, ?, ?, ?)",
        (fiche.number, fiche.is_active, expires, content),
    ).lastrowid
    words = (row, fiche.title, "\n".join(fiche.passages()))
    target.execute("INSERT INTO words(rowid, title, texts) VALUES (?, ?, ?)", words)


def _fiche(content: str) -> Fiche:
    kept: dict[str, Any] = json.loads(content)
    kept["register"] = Register(kept["register"])
    kept["expires_on"] = date.fromisoformat(kept["expires_on"]) if kept["expires_on"] else None
    for name in ("certifiers", "formacodes", "nsf", "romes"):
        kept[name] = tuple(kept[name])
    kept["blocks"] = tuple(FicheBlock(**block) for block in kept["blocks"])
    return Fiche(**kept)
