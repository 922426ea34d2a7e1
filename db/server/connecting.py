"""Connections to a region's server, each told what a person at a desk can wait for.

Reading sees one state of the region (REPEATABLE READ, READ ONLY). Writing waits for its turn on
an advisory lock that is let go with the transaction, then sees what was committed before
(READ COMMITTED): so the journal's numbers have no gaps and its hashes are chained, as in a file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import psycopg
from sqlalchemy import create_engine, event
from sqlalchemy.pool import QueuePool

from db.connecting import WRITES
from db.identity import APPLICATION_ID

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from db.server.address import Address

CONNECT_S = 5
LOCK_MS = 5_000
IDLE_MS = 60_000  # a desk that falls asleep while it writes does not keep the others waiting

#: How a lost line is noticed: after 10 s of silence, three questions 5 s apart.
KEEPALIVES = {
    "keepalives": 1,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}

_READING = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
#: Begun and waited for in one question: each statement after it sees what was committed before.
_WRITING = (
    "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; "
    f"SELECT pg_advisory_xact_lock({APPLICATION_ID}, 1)"
)


def connect(address: Address, *, application: str = "cartoplan") -> psycopg.Connection[Any]:
    """A bare connection in autocommit; psycopg's ``OperationalError`` where there is none."""
    settings = {
        "lock_timeout": LOCK_MS,
        "idle_in_transaction_session_timeout": IDLE_MS,
        "search_path": "public",
        "datestyle": "ISO",
        "timezone": "UTC",
    }
    given: dict[str, Any] = {
        "host": address.host,
        "port": address.port,
        "dbname": address.database,
        "user": address.login or None,
        "password": address.password,
        "application_name": application,
        "client_encoding": "UTF8",
        "connect_timeout": CONNECT_S,
        "options": " ".join(f"-c {name}={value}" for name, value in settings.items()),
        **KEEPALIVES,
        **dict(address.options),
    }
    kept = {name: value for name, value in given.items() if value is not None}
    return psycopg.connect(autocommit=True, **kept)


def make_engine(address: Address) -> Engine:
    """An engine that may serve several threads, each with a connection of its own.

    The password stays in the closure that connects: no address of the engine holds it. A
    connection that died while it lay idle is replaced unseen.
    """
    engine = create_engine(
        "postgresql+psycopg://",
        creator=lambda: connect(address),
        poolclass=QueuePool,
        pool_pre_ping=True,
    )
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    options: Any = connection.get_execution_options()
    connection.exec_driver_sql(_WRITING if options.get(WRITES) else _READING)
