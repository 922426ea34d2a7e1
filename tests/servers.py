"""A throw-away PostgreSQL server for the tests: a folder, a Unix socket, and nothing kept."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from db.server.address import Address

SUPERUSER = "postgres"

#: A login that the server asks for its password; it trusts all others.
ASKED = "asked"

TEMPLATE = "region_template"

_SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "shared_buffers": "16MB",
    "max_connections": "60",
    "autovacuum": "off",
    "log_min_messages": "fatal",
}

#: Rows go without triggers or references being asked; a table that is empty costs nothing.
_EMPTY = """
DO $$ DECLARE name text; BEGIN
  SET LOCAL session_replication_role = replica;
  FOR name IN SELECT tablename FROM pg_tables
    WHERE schemaname = 'public' AND tablename <> 'alembic_version'
  LOOP EXECUTE format('DELETE FROM %I', name); END LOOP;
END $$
"""


def programs() -> Path | None:
    """The folder of PostgreSQL's programs: that of PATH, else the newest of Debian's, or None."""
    called = shutil.which("initdb")
    if called is not None:
        return Path(called).resolve().parent
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_release)
    return found[-1].parent if found else None


def _release(program: Path) -> int:
    name = program.parts[-3]
    return int(name) if name.isdigit() else 0


class Server:
    """A server that runs in ``folder`` and is reached by its socket there."""

    def __init__(
        self, folder: Path, bin_folder: Path, settings: Mapping[str, str] = _SETTINGS
    ) -> None:
        self.folder = folder
        self._bin = bin_folder
        self._settings = settings
        self._port = "5432"
        self._process: subprocess.Popen[bytes] | None = None
        self._numbers = count(1)
        self._has_template = False
        self._shared: Address | None = None
        self._owner = _another_user()

    def lay_out(self) -> None:
        """Make the cluster: everyone on the socket is trusted, but for the login ``asked``."""
        if self._owner is not None:
            os.chown(self.folder, self._owner.pw_uid, self._owner.pw_gid)
        made = self._program("initdb", "-D", str(self._data), "-U", SUPERUSER, "-A", "trust")
        made += ["-E", "UTF8", "--locale=C.UTF-8", "-N"]
        subprocess.run(made, check=True, stdout=subprocess.DEVNULL, **self._as_owner())
        rules = f"local all {ASKED} scram-sha-256\nlocal all all trust\n"
        rules += f"hostssl all {ASKED} 127.0.0.1/32 scram-sha-256\n"
        (self._data / "pg_hba.conf").write_text(rules, encoding="ascii")

    def start(self, **others: str) -> None:
        """Start, and return when connections are taken; with some other settings this time."""
        self._port = others.get("port", "5432")  # it names the socket too
        settings = [f"-c{name}={value}" for name, value in {**self._settings, **others}.items()]
        run = self._program("postgres", "-D", str(self._data), "-k", str(self.folder), *settings)
        self._process = subprocess.Popen(
            run, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **self._as_owner()
        )
        self._await()

    def stop(self, *, for_good: bool = False) -> None:
        """Stop at once: open connections are cut, as when a server is started anew."""
        if self._process is not None:
            self._process.send_signal(signal.SIGQUIT if for_good else signal.SIGINT)
            self._process.wait(30)
            self._process = None

    def address(self, database: str, login: str = SUPERUSER) -> Address:
        """The address of a database here."""
        return Address(host=str(self.folder), database=database, login=login)

    def keep(self, file: Path) -> str:
        """The path of a copy of ``file`` that the server alone may read."""
        kept = self.folder / file.name
        shutil.copyfile(file, kept)
        kept.chmod(0o600)
        if self._owner is not None:
            os.chown(kept, self._owner.pw_uid, self._owner.pw_gid)
        return str(kept)

    def make_database(self, *, with_tables: bool = False) -> Address:
        """A new database, empty or with the tables of a region (made once, then copied)."""
        name = f"region_{next(self._numbers)}"
        if with_tables and not self._has_template:
            self._make_template()
        template = TEMPLATE if with_tables else "template0"
        self.run(
            SUPERUSER,
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(template)
            ),
        )
        return self.address(name)

    def emptied(self) -> Address:
        """One and the same database with the tables of a region and no rows; quickly done.

        Ann and Bob may do all there.
        """
        if self._shared is None:
            self._shared = self.make_database(with_tables=True)
            for name in ("Ann", "Bob"):
                login = sql.Identifier(name)
                self.run(SUPERUSER, sql.SQL("CREATE ROLE {} LOGIN SUPERUSER").format(login))
        self.run(self._shared.database, _EMPTY)
        return self._shared

    def drop_database(self, database: str) -> None:
        """Remove a database, whoever is connected to it."""
        drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database))
        self.run(SUPERUSER, drop)

    def run(self, database: str, statement: Any, *values: object) -> list[tuple[Any, ...]]:
        """The answer of a bare connection of the superuser, past every guard but the tables'."""
        with psycopg.connect(
            host=str(self.folder),
            port=self._port,
            dbname=database,
            user=SUPERUSER,
            autocommit=True,
        ) as connection:
            done = connection.execute(statement, values or None)
            return done.fetchall() if done.description else []

    def restore(self, backup: Path, database: str) -> None:
        """Read a backup into an empty database, as its superuser."""
        words = self._program("pg_restore", "--no-owner", "--no-acl", "-h", str(self.folder))
        words += ["-U", SUPERUSER, "-d", database, "--exit-on-error", str(backup)]
        subprocess.run(words, check=True, capture_output=True)

    def cut(self, database: str) -> int:
        """End every connection to a database, as a network does; how many there were."""
        ended = self.run(
            SUPERUSER,
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
            database,
        )
        return len(ended)

    def _make_template(self) -> None:
        from db.connecting import WRITES
        from db.server.connecting import make_engine
        from db.server.tables import make_tables

        self.run(SUPERUSER, f"CREATE DATABASE {TEMPLATE} TEMPLATE template0")
        engine = make_engine(self.address(TEMPLATE))
        with (
            engine.connect().execution_options(**{WRITES: True}) as connection,
            connection.begin(),
        ):
            make_tables(connection)
        engine.dispose()
        self._has_template = True

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    def _program(self, name: str, *given: str) -> list[str]:
        return [str(self._bin / name), *given]

    def _as_owner(self) -> dict[str, Any]:
        """PostgreSQL refuses to run as root: another user of the machine does then."""
        owner = self._owner
        if owner is None:
            return {"cwd": self.folder}
        identity = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
        return {"cwd": self.folder, **identity}

    def _await(self) -> None:
        for _ in range(400):
            try:
                self.run(SUPERUSER, "SELECT 1")
            except psycopg.OperationalError:
                assert self._process is not None
                assert self._process.poll() is None, "PostgreSQL did not start"
                time.sleep(0.05)
            else:
                return
        raise TimeoutError("PostgreSQL takes no connections")


def _another_user() -> pwd.struct_passwd | None:
    """Whom to run as where we are root: the user of the package, or nobody."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    return None


def missing() -> str:
    """Why no server can run on this machine; empty where one can."""
    if programs() is None:
        return "PostgreSQL's programs (initdb, postgres) are not on this machine"
    if os.geteuid() == 0 and _another_user() is None:
        return "PostgreSQL does not run as root, and there is no other user"
    return ""


@contextmanager
def running(settings: Mapping[str, str] = _SETTINGS) -> Iterator[Server]:
    """A server that is stopped and removed at the end; the test is skipped where none can be."""
    found = programs()
    if found is None or missing():
        pytest.skip(missing())
    # the path of a Unix socket is at most 107 characters long
    folder = Path(tempfile.mkdtemp(prefix="cartoplan-pg-"))
    server = Server(folder, found, settings)
    try:
        server.lay_out()
        server.start()
        yield server
    finally:
        server.stop(for_good=True)
        shutil.rmtree(folder, ignore_errors=True)
