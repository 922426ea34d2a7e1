"""What an administrator does with a region: prepare it, bring it up to date, invite, revoke.

Everything is one transaction, whole or not at all. The administrator is a superuser, or a login
that may make roles and owns the database; the tables belong to a role that nobody logs in as.
"""

from __future__ import annotations

import secrets
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from db.connecting import WRITES
from db.editions import without_left_out
from db.identity import SCHEMA
from db.refusals import NOT_ALLOWED, rule_of, state_of
from db.server import chaining, membership, presence
from db.server.connecting import make_engine
from db.server.creating import lay_out
from db.server.failures import server_error
from db.server.owning import owning_statements
from db.server.policies import loosening_statements, policy_statements
from db.server.roles import (
    MEMBERS_OF_GROUPS,
    become_oneself,
    become_owner,
    has_backup_role,
    make_roles,
    quoted,
    region_of,
    session_login,
)
from db.server.server_keeper import check_server
from db.server.tables import make_tables, version_of
from db.writer import Writer
from planner.errors import InvalidInput, StudyFileError
from planner.rights import Person, Role
from planner.rows import Rows
from planner.text import same_name_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from db.server.address import Address
    from db.server.roles import Region
    from planner.study import Study

_SERVER = text(
    "SELECT current_setting('server_version_num')::int / 10000, current_setting('server_encoding')"
)
_OVER_POWERFUL = text(
    "SELECT rolsuper OR rolbypassrls OR rolcreaterole OR rolreplication "
    "OR pg_has_role(oid, :owner, 'MEMBER') FROM pg_roles WHERE rolname = :login"
)


@contextmanager
def administering(address: Address) -> Iterator[Connection]:
    """A connection in one transaction, which keeps everybody else from writing."""
    engine = make_engine(address)
    try:
        with (
            engine.connect().execution_options(**{WRITES: True}) as connection,
            connection.begin(),
        ):
            yield connection
    except IntegrityError as error:
        raise StudyFileError("study_refused", path=address.name, rule=rule_of(error)) from error
    except DBAPIError as error:
        raise server_error(address, error) from error
    finally:
        engine.dispose()


def init(address: Address, study: Study, writer: Writer) -> None:
    """Lay a region out in an empty database, with its roles, its rules and ``study``.

    Older editions are kept without the notes that they may hold: everybody reads editions.
    Raises :class:`StudyFileError` where the database holds one already, or where the login may
    not; then nothing has been made.
    """
    with administering(address) as connection:
        check_server(address, *connection.execute(_SERVER).one())
        if version_of(connection):
            raise StudyFileError("server_taken", name=address.name)
        region = region_of(connection)
        make_roles(connection, region)
        kept = Rows(without_left_out(edition) for edition in study.editions)
        become_owner(connection, region)
        lay_out(
            connection,
            address,
            replace(study, editions=kept),
            Writer(session_login(connection), writer.machine, writer.clock),
        )
        _secure(connection, region)


def upgrade(address: Address) -> tuple[int, int]:
    """Bring a region's tables up to date and make its rules anew; the versions before and after."""
    with administering(address) as connection:
        found = version_of(connection)
        if not found:
            raise StudyFileError("server_no_region", name=address.name)
        if found > SCHEMA:
            raise StudyFileError("server_newer", name=address.name, version=found, known=SCHEMA)
        region = region_of(connection)
        make_roles(connection, region)
        _take_over(connection, region)
        become_owner(connection, region)
        make_tables(connection)
        _secure(connection, region)
        become_oneself(connection)
        _sync_groups(connection, region)
        return found, SCHEMA


def _secure(connection: Connection, region: Region) -> None:
    """Make all that binds desks, in tables that are made; by their owner."""
    connection.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")
    statements = (
        *membership.STATEMENTS,
        *presence.STATEMENTS,
        *chaining.STATEMENTS,
        *owning_statements(),
        *policy_statements(region),
    )
    connection.exec_driver_sql(";\n".join(statements))
    if has_backup_role(connection, region):
        connection.exec_driver_sql(
            f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {quoted(region.backup)}"
        )


def _take_over(connection: Connection, region: Region) -> None:
    """Give the tables and functions to the owner, also those that were restored by another."""
    owner = quoted(region.owner)
    tables = connection.execute(
        text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    ).scalars()
    names = tuple(tables)
    functions = connection.execute(
        text(
            "SELECT oid::regprocedure::text FROM pg_proc "
            "WHERE pronamespace = 'public'::regnamespace AND prokind = 'f'"
        )
    ).scalars()
    statements = [
        *loosening_statements(names),
        *(f"ALTER TABLE {quoted(name)} OWNER TO {owner}" for name in names),
        *(f"ALTER FUNCTION {name} OWNER TO {owner}" for name in functions),
    ]
    connection.exec_driver_sql(";\n".join(statements))


def invite(address: Address, login: str, invited: Person, *, renew: bool = False) -> str | None:
    """Let a login into the region, or change what it is there; its first password.

    The institutions may be told by key or by name. No password is told where the login was there
    already and keeps its own. Raises :class:`StudyFileError` where the login is one that no rule
    binds, :class:`InvalidInput` where it is no name of a person or an institution is unknown.
    """
    with administering(address) as connection:
        region = prepared(connection, address)
        _check_login(connection, region, login)
        password = _make_login(connection, login, renew=renew)
        become_owner(connection, region)
        membership.enrol(connection, login, _with_keys(connection, invited))
        become_oneself(connection)
        _sync_groups(connection, region)
        return password


def revoke(address: Address, login: str) -> int | None:
    """Take a login out of the region and end its sessions; how many those were.

    None where the administrator may not end the sessions of others: they then see no row any
    more. A login that is in no other group of the server can no longer log in at all. It stays on
    the server: the history names it.
    """
    with administering(address) as connection:
        region = prepared(connection, address)
        become_owner(connection, region)
        known = membership.strike_off(connection, login)
        become_oneself(connection)
        if not known:
            raise StudyFileError("server_not_member", login=login[:63], name=address.name)
        _sync_groups(connection, region)
        _shut_out(connection, login)
    with administering(address) as connection:
        return _end_sessions(connection, login)


def _end_sessions(connection: Connection, login: str) -> int | None:
    ended = text(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE usename = :login AND datname = current_database()"
    )
    try:
        with connection.begin_nested():
            return len(connection.execute(ended, {"login": login}).all())
    except DBAPIError as error:
        if state_of(error) != NOT_ALLOWED:
            raise
        return None


def prepared(connection: Connection, address: Address) -> Region:
    """The region that ``init`` has prepared; :class:`StudyFileError` where it is not up to date."""
    found = version_of(connection)
    there = connection.execute(text("SELECT to_regclass('public.membership') IS NOT NULL"))
    if not found or not there.scalar_one():
        raise StudyFileError("server_no_region", name=address.name)
    if found != SCHEMA:
        code = "server_older" if found < SCHEMA else "server_newer"
        raise StudyFileError(code, name=address.name, version=found, known=SCHEMA)
    return region_of(connection)


def _check_login(connection: Connection, region: Region, login: str) -> None:
    """Refuse what is no login of a person, and one that the rules would not bind."""
    is_name = login.isprintable() and login.strip() == login and 1 <= len(login.encode()) <= 63
    if not is_name or login.startswith("pg_") or login in (*region.names, "public", "none"):
        raise InvalidInput("login_unfit", login=login[:63])
    asked = {"login": login, "owner": region.owner}
    if connection.execute(_OVER_POWERFUL, asked).scalar():
        raise StudyFileError("login_too_powerful", login=login)


def _with_keys(connection: Connection, invited: Person) -> Person:
    """The person with the keys of the institutions that were told by key or by name."""
    asked = text("SELECT key, name_key FROM institutions")
    rows = [(str(key), str(name)) for key, name in connection.execute(asked)]
    known = {name: key for key, name in rows} | {key: key for key, _ in rows}
    keys = set()
    for told in sorted(invited.institutions):
        key = known.get(told) or known.get(same_name_key(told))
        if key is None:
            raise InvalidInput("unknown_row", collection="collection.institutions", key=told[:40])
        keys.add(key)
    if invited.role is Role.INSTITUTION_EDITOR and not keys:
        raise InvalidInput("institution_needed", role=f"role.{invited.role}")
    if invited.role is not Role.INSTITUTION_EDITOR and keys:
        raise InvalidInput("institution_unneeded", role=f"role.{invited.role}")
    return Person(invited.role, frozenset(keys))


def _make_login(connection: Connection, login: str, *, renew: bool) -> str | None:
    """Make a login, or let it in again; the password that was made, which is sent hashed."""
    asked = text("SELECT rolcanlogin FROM pg_roles WHERE rolname = :login")
    can_login = connection.execute(asked, {"login": login}).scalar()
    if can_login and not renew:
        return None
    password = secrets.token_urlsafe(12)
    line = connection.connection.driver_connection
    if line is None:
        raise TypeError(line)
    kept = line.pgconn.encrypt_password(password.encode(), login.encode(), b"scram-sha-256")
    verb = "CREATE" if can_login is None else "ALTER"
    connection.exec_driver_sql(
        f"{verb} ROLE {quoted(login)} LOGIN PASSWORD '{kept.decode('ascii')}'"
    )
    return password


def _sync_groups(connection: Connection, region: Region) -> None:
    """Put each member into the group of their role, and take everybody else out of all groups."""
    become_owner(connection, region)
    wanted = {
        (region.group(member.person.role), member.login)
        for member in membership.members(connection)
    }
    become_oneself(connection)
    asked = {"groups": list(region.groups)}
    found = {(group, login) for group, login in connection.execute(MEMBERS_OF_GROUPS, asked)}
    logins = set(connection.execute(text("SELECT rolname FROM pg_roles")).scalars())
    for group, login in sorted(found - wanted):
        connection.exec_driver_sql(f"REVOKE {quoted(group)} FROM {quoted(login)}")
    for group, login in sorted(wanted - found):
        if login in logins:
            connection.exec_driver_sql(f"GRANT {quoted(group)} TO {quoted(login)}")


def _shut_out(connection: Connection, login: str) -> None:
    asked = text(
        "SELECT count(*) FROM pg_roles AS l LEFT JOIN pg_auth_members AS m ON m.member = l.oid "
        "WHERE l.rolname = :login AND l.rolcanlogin AND m.member IS NULL"
    )
    if not connection.execute(asked, {"login": login}).scalar_one():
        return
    try:
        with connection.begin_nested():
            connection.exec_driver_sql(f"ALTER ROLE {quoted(login)} NOLOGIN")
    except DBAPIError as error:  # made by somebody else: it may log in, and sees no region
        if state_of(error) != NOT_ALLOWED:
            raise
