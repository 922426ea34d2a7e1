"""Tables made and brought up to date by migrations, after a checked copy of the file."""

from __future__ import annotations

from contextlib import closing
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

from sqlalchemy import create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from db.backups import folder_of
from db.connecting import connect
from db.failures import file_error
from db.files import copy_database
from db.identity import APPLICATION_ID, SCHEMA
from db.pragmas import prepare
from planner.errors import StudyFileError

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime
    from importlib.resources.abc import Traversable
    from pathlib import Path

    from sqlalchemy import Connection

MIGRATIONS = files("db.migrations")


def make_tables(path: Path, scripts: Traversable = MIGRATIONS, version: int = SCHEMA) -> None:
    """Run the migrations that the database at ``path`` lacks, all in one transaction.

    References are not enforced meanwhile (a batch migration drops and renames tables, and would
    take child rows along) but are checked before the transaction is committed. Raises
    :class:`StudyFileError`; then the file is as it was.
    """
    engine = create_engine("sqlite://", creator=lambda: _loose(path), poolclass=NullPool)
    event.listen(engine, "begin", lambda begun: begun.exec_driver_sql("BEGIN IMMEDIATE"))
    try:
        with engine.begin() as connection:
            run_migrations(connection, scripts, version)
            _check_references(connection, path)
            connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version={version}")
    except DBAPIError as error:
        raise file_error(path, error) from error
    finally:
        engine.dispose()


def upgrade(
    path: Path, now: datetime, scripts: Traversable = MIGRATIONS, version: int = SCHEMA
) -> Path | None:
    """Bring a study file up to date and return the copy made before; None where it is up to date.

    The file must be locked for writing by the caller. A newer file is refused.
    """
    with closing(connect(path, "ro")) as connection:
        found = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if found > version:
        raise StudyFileError("file_newer", path=str(path), version=found, known=version)
    if found == version:
        return None
    stamp = now.strftime("%Y%m%dT%H%M%S")
    copy = folder_of(path) / f"{path.stem}.version-{found}.{stamp}{path.suffix}"
    try:
        copy.parent.mkdir(exist_ok=True)
    except OSError as error:
        raise file_error(copy.parent, error) from error
    copy_database(path, copy)
    make_tables(path, scripts, version)
    return copy


def run_migrations(
    connection: Connection, scripts: Traversable = MIGRATIONS, version: int = SCHEMA
) -> None:
    """Run the migrations that a database lacks, within the transaction of ``connection``.

    Raises :class:`StudyFileError` where the tables did not come to ``version``.
    """
    # Alembic takes a third of a second to import: only files that need it wait for it.
    from alembic import command
    from alembic.config import Config

    config = Config()
    with as_file(scripts) as folder:
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    _check_reached(connection, version)


def _check_reached(connection: Connection, version: int) -> None:
    """Alembic passes over scripts in a folder that cannot be read, and then finds nothing to do."""
    from alembic.runtime.migration import MigrationContext

    reached = int(MigrationContext.configure(connection).get_current_revision() or 0)
    if reached != version:
        raise StudyFileError("migrations_unread", version=reached, known=version)


def _loose(path: Path) -> sqlite3.Connection:
    """A connection on which references are not enforced: only outside a transaction can that be."""
    connection = connect(path, "rw")
    prepare(connection, read_only=False)
    connection.execute("PRAGMA foreign_keys=OFF")
    return connection


def _check_references(connection: Connection, path: Path) -> None:
    lost = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if lost is not None:
        raise StudyFileError("upgrade_lost_rows", path=str(path), table=str(lost[0]))
