"""Statements whose effect is counted: a row that stays as it was is told, never passed over.

Under row-level security PostgreSQL writes no row that is not ours and calls that a success.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy.exc import ProgrammingError

from db.refusals import state_of
from planner.errors import EditRefused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection
    from sqlalchemy.sql import Executable

_NOT_ALLOWED = "42501"


def execute(
    connection: Connection,
    collection: str,
    keys: Sequence[str],
    statement: Executable,
    values: Sequence[dict[str, Any]] | None = None,
) -> int:
    """How many rows a statement about ``keys`` wrote; :class:`EditRefused` where it may not."""
    try:
        return int(connection.execute(statement, values).rowcount)
    except ProgrammingError as error:
        if state_of(error) != _NOT_ALLOWED:
            raise
        raise not_yours(collection, keys) from error


def not_yours(collection: str, keys: Sequence[str]) -> EditRefused:
    """The refusal of rows that the server does not let us write."""
    where = f"collection.{collection}"
    if len(keys) == 1:
        return EditRefused("row_not_yours", collection=where, key=keys[0])
    return EditRefused("rows_not_yours", collection=where)
