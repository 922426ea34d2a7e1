"""The tables of a region, made and brought up to date on a server by the migrations of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text

from db.identity import SCHEMA
from db.upgrade import MIGRATIONS, run_migrations

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from sqlalchemy import Connection

_VERSION = "SELECT max(version_num) FROM alembic_version"
_THERE = "SELECT to_regclass('public.alembic_version') IS NOT NULL"


def version_of(connection: Connection) -> int:
    """The version of a region's tables; 0 where the database has none of them."""
    if not connection.execute(text(_THERE)).scalar_one():
        return 0
    return int(connection.execute(text(_VERSION)).scalar_one() or 0)


def make_tables(
    connection: Connection, scripts: Traversable = MIGRATIONS, version: int = SCHEMA
) -> None:
    """Run the migrations that a region lacks, within the transaction of ``connection``.

    Its login must own the tables, or be allowed to make them. Raises :class:`StudyFileError`
    where they did not come to ``version``.
    """
    run_migrations(connection, scripts, version)
