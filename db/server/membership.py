"""Who is invited to a region: a table that only functions of its owner read.

Those functions ask ``session_user``, the login that the connection was opened with: nothing that
a client can set changes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import text

from planner.errors import StudyFileError
from planner.rights import Person, Role

if TYPE_CHECKING:
    from sqlalchemy import Connection

_ROLES = ", ".join(f"'{role}'" for role in Role)
_EDITOR = Role.INSTITUTION_EDITOR
_DEFINER = "LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS"

#: An editor has a row for each institution; a login with two roles has none of them.
STATEMENTS = (
    f"""CREATE TABLE IF NOT EXISTS membership (
      login varchar NOT NULL CHECK (length(login) BETWEEN 1 AND 63),
      role varchar NOT NULL CHECK (role IN ({_ROLES})),
      institution varchar NOT NULL DEFAULT '',
      CHECK ((role = '{_EDITOR}') = (institution <> '')),
      PRIMARY KEY (login, institution))""",
    f"""CREATE OR REPLACE FUNCTION region_role() RETURNS text {_DEFINER} $$
      SELECT CASE WHEN count(DISTINCT m.role) = 1 THEN min(m.role) END
      FROM public.membership AS m WHERE m.login = session_user $$""",
    f"""CREATE OR REPLACE FUNCTION region_institutions() RETURNS text[] {_DEFINER} $$
      SELECT coalesce(array_agg(m.institution::text ORDER BY m.institution), '{{}}')
      FROM public.membership AS m WHERE m.login = session_user AND m.role = '{_EDITOR}' $$""",
)

_HAS_RIGHTS = text("SELECT to_regprocedure('public.region_role()') IS NOT NULL")
_WHO = text("SELECT region_role() AS role, region_institutions() AS institutions")
_IS_BOUND = text("SELECT row_security_active('public.trainings'), session_user")


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who is invited: a login, what they are, and the institutions that are theirs."""

    login: str
    person: Person


def person(connection: Connection) -> Person | None:
    """Who the login of a connection is in the region.

    None where nothing binds it: a superuser, or a database that ``server init`` has not prepared.
    Raises :class:`StudyFileError` where the login is bound and has not been invited.
    """
    if not connection.execute(_HAS_RIGHTS).scalar_one():
        return None
    is_bound, login = connection.execute(_IS_BOUND).one()
    if not is_bound:
        return None
    found = connection.execute(_WHO).one()
    if found.role is None:
        raise StudyFileError("server_not_invited", login=login)
    return Person(Role(found.role), frozenset(found.institutions))


def members(connection: Connection) -> tuple[Member, ...]:
    """Everybody who is invited, by login; to be asked by the owner."""
    rows: dict[str, list[tuple[str, str]]] = {}
    asked = text("SELECT login, role, institution FROM membership ORDER BY login, institution")
    for login, role, institution in connection.execute(asked):
        rows.setdefault(login, []).append((role, institution))
    return tuple(
        Member(login, Person(Role(found[0][0]), frozenset(i for _, i in found if i)))
        for login, found in rows.items()
    )


def enrol(connection: Connection, login: str, invited: Person) -> None:
    """Write down what somebody is from now on, whatever they were; by the owner."""
    strike_off(connection, login)
    row = text("INSERT INTO membership (login, role, institution) VALUES (:login, :role, :of)")
    for institution in sorted(invited.institutions) or [""]:
        values = {"login": login, "role": str(invited.role), "of": institution}
        connection.execute(row, values)


def strike_off(connection: Connection, login: str) -> int:
    """Take somebody off the list; how many rows they had; by the owner."""
    gone = text("DELETE FROM membership WHERE login = :login")
    return int(connection.execute(gone, {"login": login}).rowcount)
