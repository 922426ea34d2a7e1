"""New study files: made under another name, given theirs when they are whole."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from uuid import uuid4

from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError

from db.connecting import WRITES, connect, image_of, let_go, make_engine
from db.contents import begin
from db.failures import file_error
from db.files import discard, place_new
from db.filling import fill
from db.upgrade import make_tables
from planner.errors import StudyFileError

if TYPE_CHECKING:
    from db.writer import Writer
    from planner.study import Study


def build(path: Path, study: Study, writer: Writer) -> None:
    """Make the study file ``path`` that holds ``study``, whole or not at all."""
    if path.exists():
        raise StudyFileError("file_exists", path=str(path))
    part = path.with_name(f".{path.name}.{uuid4().hex[:8]}.part")
    try:
        lay_out(part)
        _fill(part, study, writer)
        place_new(part, path)
    except FileExistsError as error:
        raise StudyFileError("file_exists", path=str(path)) from error
    except IntegrityError as error:
        raise StudyFileError("study_refused", path=str(path), rule=str(error.orig)) from error
    except (DBAPIError, sqlite3.Error, OSError) as error:
        raise _refused(path, error) from error
    except StatementError as error:  # a value that is not of its column's type
        raise StudyFileError("study_refused", path=str(path), rule=str(error.orig)) from error
    finally:
        discard(part, part.with_name(f"{part.name}-journal"))


def lay_out(part: Path) -> None:
    """Give a new file its empty tables."""
    with (
        closing(sqlite3.connect(":memory:")) as model,
        closing(connect(part, "rwc")) as connection,
    ):
        model.deserialize(empty_tables())
        model.backup(connection)


@cache
def empty_tables() -> bytes:
    """A database with empty tables; made once, as migrations take longer than a study to write."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "empty"
        connect(path, "rwc").close()
        make_tables(path)
        return image_of(path)


def _fill(part: Path, study: Study, writer: Writer) -> None:
    """Write the study into its tables, in one transaction."""
    engine = make_engine(part, read_only=False)
    try:
        with (
            engine.connect().execution_options(**{WRITES: True}) as connection,
            connection.begin(),
        ):
            begin(connection, fill(connection, study, writer).seq, study)
        let_go(engine)
    finally:
        engine.dispose()


def _refused(path: Path, error: Exception) -> StudyFileError:
    said = file_error(path, error)
    if not path.parent.is_dir():
        return StudyFileError("folder_missing", path=str(path), folder=str(path.parent))
    if said.message.code == "error.file_not_allowed":
        return StudyFileError("folder_read_only", path=str(path), folder=str(path.parent))
    return said
