"""A region laid out in an empty database: tables and study, whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError

from db.connecting import WRITES
from db.filling import fill
from db.refusals import rule_of
from db.server.connecting import make_engine
from db.server.failures import server_error
from db.server.tables import make_tables, version_of
from planner.errors import StudyFileError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from db.server.address import Address
    from db.writer import Writer
    from planner.study import Study


def build(address: Address, study: Study, writer: Writer) -> None:
    """Make the tables of a region in the database of ``address`` and fill them with ``study``.

    Everything is one transaction. Raises :class:`StudyFileError` where the database holds a
    region already, or where the login may not make tables; then nothing has been made.
    """
    engine = make_engine(address)
    try:
        with (
            engine.connect().execution_options(**{WRITES: True}) as connection,
            connection.begin(),
        ):
            lay_out(connection, address, study, writer)
    except IntegrityError as error:
        raise StudyFileError("study_refused", path=address.name, rule=rule_of(error)) from error
    except DBAPIError as error:
        raise server_error(address, error) from error
    except StatementError as error:  # a value that is not of its column's type
        raise StudyFileError("study_refused", path=address.name, rule=str(error.orig)) from error
    finally:
        engine.dispose()


def lay_out(connection: Connection, address: Address, study: Study, writer: Writer) -> None:
    """Make and fill the tables within a transaction that the caller commits."""
    if version_of(connection):
        raise StudyFileError("server_taken", name=address.name)
    make_tables(connection)
    fill(connection, study, writer)
