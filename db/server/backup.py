"""A whole backup of a region, made by PostgreSQL's own program and counted afterwards.

``pg_dump`` reads as a role that no policy binds and that nobody logs in as: as the owner it would
stop at the first table, as a person it would leave out what is not theirs. The rows are counted
in the very state of the region that is dumped, then in the file.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from db.server.admin import prepared
from db.server.connecting import make_engine
from db.server.failures import reason, server_error
from db.server.policies import TABLES
from db.server.roles import has_backup_role, quoted, session_login
from planner.errors import StudyFileError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from db.server.address import Address
    from db.server.roles import Region

_SECONDS = 3_600
_COPIED = re.compile(rb'COPY (?:"?public"?\.)?"?(\w+)"? ')


def back_up(address: Address, out: Path) -> dict[str, int]:
    """Write a whole backup of a region to ``out``; how many rows of each table are in it.

    ``pg_restore`` reads it. Raises :class:`StudyFileError` where the file is there already, where
    no role may read every row, where PostgreSQL's programs are missing, or where the file does
    not hold as many rows as the region; then no file is left.
    """
    if out.exists():
        raise StudyFileError("file_exists", path=str(out))
    dump, restore = program("pg_dump"), program("pg_restore")
    part = _beside(out)
    engine = make_engine(address)
    try:
        with engine.begin() as connection:
            region = prepared(connection, address)
            kept, snapshot = _counted(connection, region)
            _run(_dumping(dump, address, region, snapshot, part), address)
        found = rows_in(restore, part, address)
        for table in TABLES:
            if found[table] != kept[table]:
                raise StudyFileError(
                    "backup_incomplete", table=table, found=found[table], kept=kept[table]
                )
        _sync(part)
        os.link(part, out)
        return kept
    except DBAPIError as error:
        raise server_error(address, error) from error
    except OSError as error:
        raise StudyFileError("backup_unwritten", path=str(out), why=str(error.strerror)) from error
    finally:
        engine.dispose()
        part.unlink(missing_ok=True)


def program(name: str) -> str:
    """The path of one of PostgreSQL's programs; :class:`StudyFileError` where there is none.

    The one that is called by that name, else the newest of Debian's: what is called there leads
    to a script that chooses among them for the clusters of the machine.
    """
    called = shutil.which(name)
    if called is not None and Path(called).resolve().stem == name:
        return called
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=_release)
    if not found:
        raise StudyFileError("server_program_missing", program=name)
    return str(found[-1])


def rows_in(restore: str, backup: Path, address: Address) -> Counter[str]:
    """How many rows of each table a backup holds."""
    wanted = [restore, "--data-only", "--file=-", str(backup)]
    return _rows(_run(wanted, address).splitlines())


def _rows(lines: Iterable[bytes]) -> Counter[str]:
    rows: Counter[str] = Counter()
    table = ""
    for line in lines:
        if table:
            if line == b"\\.":
                table = ""
            else:
                rows[table] += 1
        elif match := _COPIED.match(line):
            table = match[1].decode("ascii")
    return rows


def _counted(connection: Connection, region: Region) -> tuple[dict[str, int], str]:
    """The rows of each table, as the backup's role sees them, and the name of that state."""
    if not has_backup_role(connection, region):
        login = session_login(connection)
        raise StudyFileError("backup_role_missing", role=region.backup, login=login)
    connection.exec_driver_sql(
        f"SET LOCAL ROLE {quoted(region.backup)};"
        "SET LOCAL idle_in_transaction_session_timeout = 0"  # while the programs work
    )
    counts = " UNION ALL ".join(f"SELECT '{table}', count(*) FROM {table}" for table in TABLES)
    kept = {table: int(number) for table, number in connection.execute(text(counts))}
    snapshot = connection.execute(text("SELECT pg_export_snapshot()")).scalar_one()
    return kept, str(snapshot)


def _dumping(dump: str, address: Address, region: Region, snapshot: str, part: Path) -> list[str]:
    return [
        dump,
        "--format=custom",
        f"--role={region.backup}",
        f"--snapshot={snapshot}",
        f"--host={address.host}",
        f"--port={address.port}",
        f"--username={address.login}",
        "--no-password",
        f"--file={part}",
        address.database,
    ]


def _run(words: list[str], address: Address) -> bytes:
    """What one of PostgreSQL's programs answered; the password is told it in its environment."""
    told = {"PGPASSWORD": address.password} if address.password is not None else {}
    names = {"sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT", "sslcert": "PGSSLCERT"}
    names |= {"sslkey": "PGSSLKEY", "channel_binding": "PGCHANNELBINDING"}
    names |= {"hostaddr": "PGHOSTADDR"}
    told |= {names[option]: value for option, value in address.options}
    done = subprocess.run(
        words, capture_output=True, env={**os.environ, **told}, timeout=_SECONDS, check=False
    )
    if done.returncode:
        why = reason(address, done.stderr.decode("utf-8", "replace"))
        raise StudyFileError("backup_failed", name=address.name, reason=why)
    return done.stdout


def _beside(out: Path) -> Path:
    """An empty file in the folder of ``out``, that only its owner reads."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{out.name}.", dir=out.parent)
    except OSError as error:
        raise StudyFileError("backup_unwritten", path=str(out), why=str(error.strerror)) from error
    os.close(handle)
    return Path(name)


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _release(path: Path) -> int:
    name = path.parts[-3]
    return int(name) if name.isdigit() else 0
