"""The roles of a region on its server: the owner, one group a role, and who makes backups.

Roles belong to the whole server, so that each region has its own, named after its database.
Nobody logs in as one of them: each person has a login, which is put into one group.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from psycopg import sql
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from db.refusals import NOT_ALLOWED, state_of
from planner.errors import StudyFileError
from planner.rights import Role

if TYPE_CHECKING:
    from sqlalchemy import Connection

LONGEST = 63  # bytes of a name in PostgreSQL; what is longer would be cut without a word

#: Who is in the groups named ``groups``. Since PostgreSQL 16 whoever makes a role may give it to
#: others, and is written down as its member without being able to use it: that is no member here.
MEMBERS_OF_GROUPS = text(
    "SELECT g.rolname, l.rolname FROM pg_auth_members AS m "
    "JOIN pg_roles AS g ON g.oid = m.roleid JOIN pg_roles AS l ON l.oid = m.member "
    "WHERE g.rolname = ANY (:groups) AND (to_jsonb(m) -> 'set_option' IS DISTINCT FROM 'false' "
    "OR to_jsonb(m) -> 'inherit_option' IS DISTINCT FROM 'false')"
)


def quoted(name: str) -> str:
    """A name as it stands in a statement."""
    return sql.Identifier(name).as_string(None)


def literal(value: str) -> str:
    """A text as it stands in a statement."""
    return sql.quote(value)


@dataclass(frozen=True, slots=True)
class Region:
    """The names of a region's roles."""

    database: str

    @property
    def owner(self) -> str:
        """Who owns the tables; only administrators become it."""
        return f"{self.database}_owner"

    @property
    def backup(self) -> str:
        """Who reads every row for the backup and writes none; only administrators become it."""
        return f"{self.database}_backup"

    def group(self, role: Role) -> str:
        """The group of the logins of a role."""
        return f"{self.database}_{role}"

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups of all roles."""
        return tuple(self.group(role) for role in Role)

    @property
    def names(self) -> tuple[str, ...]:
        """All of them."""
        return (self.owner, self.backup, *self.groups)


def region_of(connection: Connection) -> Region:
    """The region of the database of a connection."""
    database = str(connection.execute(text("SELECT current_database()")).scalar_one())
    region = Region(database)
    if max(len(name.encode()) for name in region.names) > LONGEST:
        raise StudyFileError("server_name_too_long", name=database)
    return region


def make_roles(connection: Connection, region: Region) -> None:
    """Make the roles that are missing, and close the database to everybody else.

    The login must be allowed to make roles and own the database. Where it may not make one that
    reads every row, there is none: backups then say so.
    """
    for name in (region.owner, *region.groups):
        if not _exists(connection, name):
            connection.exec_driver_sql(f"CREATE ROLE {quoted(name)} NOLOGIN")
    if not _exists(connection, region.backup):
        _make_backup_role(connection, region)
    for name in (region.owner, region.backup):
        if _exists(connection, name) and not _is_ours(connection, name):
            _take_role(connection, name)
    database, owner = quoted(region.database), quoted(region.owner)
    if has_backup_role(connection, region):
        connection.exec_driver_sql(
            f"GRANT CONNECT ON DATABASE {database} TO {quoted(region.backup)};"
            f"GRANT USAGE ON SCHEMA public TO {quoted(region.backup)}"
        )
    connection.exec_driver_sql(
        f"REVOKE ALL ON DATABASE {database} FROM PUBLIC;"
        f"GRANT CONNECT ON DATABASE {database} TO {_listed(region.groups)};"
        "REVOKE ALL ON SCHEMA public FROM PUBLIC;"
        f"GRANT USAGE, CREATE ON SCHEMA public TO {owner};"
        f"GRANT USAGE ON SCHEMA public TO {_listed(region.groups)}"
    )


def become_owner(connection: Connection, region: Region) -> None:
    """Act as the owner until the transaction ends."""
    connection.exec_driver_sql(f"SET LOCAL ROLE {quoted(region.owner)}")


def become_oneself(connection: Connection) -> None:
    """Act as the login again."""
    connection.exec_driver_sql("SET LOCAL ROLE NONE")


def has_backup_role(connection: Connection, region: Region) -> bool:
    """True where somebody can read every row for a backup."""
    return _exists(connection, region.backup)


def _make_backup_role(connection: Connection, region: Region) -> None:
    """Only a superuser, or from PostgreSQL 16 on a login with the same right, may make it."""
    try:
        with connection.begin_nested():
            connection.exec_driver_sql(f"CREATE ROLE {quoted(region.backup)} NOLOGIN BYPASSRLS")
    except DBAPIError as error:
        if state_of(error) != NOT_ALLOWED:
            raise


def _take_role(connection: Connection, name: str) -> None:
    """Since PostgreSQL 16 only who made a role, or a superuser, may give it to somebody."""
    try:
        with connection.begin_nested():
            connection.exec_driver_sql(f"GRANT {quoted(name)} TO CURRENT_USER")
    except DBAPIError as error:
        if state_of(error) != NOT_ALLOWED:
            raise
        raise StudyFileError(
            "role_not_given", role=name, login=session_login(connection)
        ) from error


def session_login(connection: Connection) -> str:
    """The login that a connection was opened with."""
    return str(connection.execute(text("SELECT session_user")).scalar_one())


def _exists(connection: Connection, name: str) -> bool:
    found = text("SELECT count(*) FROM pg_roles WHERE rolname = :name")
    return bool(connection.execute(found, {"name": name}).scalar_one())


def _is_ours(connection: Connection, name: str) -> bool:
    """True where the login may become a role; since PostgreSQL 16 a member may not always."""
    found = text(
        "SELECT pg_has_role(:name, CASE WHEN current_setting('server_version_num')::int >= 160000 "
        "THEN 'SET' ELSE 'MEMBER' END)"
    )
    return bool(connection.execute(found, {"name": name}).scalar_one())


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(map(quoted, names))
