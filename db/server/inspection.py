"""What the server's catalogues say against a region: each query names what it finds.

They ask PostgreSQL itself, not what this program believes to have made: a table, a view, a
function or a grant that somebody added by hand is found too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import text

from db.server.policies import DEFINERS, OWNERS, TABLES, privileges_of
from db.server.roles import MEMBERS_OF_GROUPS, session_login
from planner.messages import Message, message
from planner.rights import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection

    from db.server.membership import Member
    from db.server.roles import Region

_NOT_SYSTEM = "n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_'"
_OF_EXTENSION = "EXISTS (SELECT 1 FROM pg_depend AS d WHERE d.objid = {oid} AND d.deptype = 'e')"

UNFORCED = f"""
SELECT n.nspname || '.' || c.relname FROM pg_class AS c JOIN pg_namespace AS n
  ON n.oid = c.relnamespace
WHERE {_NOT_SYSTEM} AND c.relkind IN ('r', 'p') AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
ORDER BY 1"""

BYPASSING_VIEWS = f"""
SELECT n.nspname || '.' || c.relname FROM pg_class AS c JOIN pg_namespace AS n
  ON n.oid = c.relnamespace
WHERE {_NOT_SYSTEM} AND (c.relkind = 'm' OR (c.relkind = 'v' AND NOT EXISTS (
  SELECT 1 FROM unnest(c.reloptions) AS o
  WHERE o IN ('security_invoker=true', 'security_invoker=on')
))) AND NOT {_OF_EXTENSION.format(oid="c.oid")} ORDER BY 1"""

DEFINER_FUNCTIONS = f"""
SELECT n.nspname || '.' || p.proname AS name, p.proname AS bare, n.nspname AS place,
  coalesce(p.proconfig::text LIKE '%search_path=%', false) AS is_fixed
FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace
WHERE {_NOT_SYSTEM} AND p.prosecdef ORDER BY 1"""

#: An item without a list of grants has those that PostgreSQL gives by default.
PUBLIC_GRANTS = f"""
SELECT found.what, found.name, string_agg(DISTINCT a.privilege_type, ', ' ORDER BY a.privilege_type)
FROM (
  SELECT 'database', datname, coalesce(datacl, acldefault('d', datdba)) FROM pg_database
    WHERE datname = current_database()
  UNION ALL SELECT 'schema', n.nspname, coalesce(n.nspacl, acldefault('n', n.nspowner))
    FROM pg_namespace AS n WHERE {_NOT_SYSTEM}
  UNION ALL SELECT 'table', n.nspname || '.' || c.relname, c.relacl
    FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE {_NOT_SYSTEM}
  UNION ALL SELECT 'function', n.nspname || '.' || p.proname,
    coalesce(p.proacl, acldefault('f', p.proowner))
    FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace WHERE {_NOT_SYSTEM}
    AND NOT {_OF_EXTENSION.format(oid="p.oid")}
) AS found(what, name, acl), aclexplode(found.acl) AS a
WHERE a.grantee = 0 GROUP BY 1, 2 ORDER BY 1, 2"""

_GRANTS = """
SELECT c.relname, r.rolname, a.privilege_type FROM pg_class AS c, aclexplode(c.relacl) AS a
  JOIN pg_roles AS r ON r.oid = a.grantee
WHERE c.relnamespace = 'public'::regnamespace AND a.grantee <> c.relowner
UNION SELECT c.relname, r.rolname, a.privilege_type || ' (' || t.attname || ')'
FROM pg_attribute AS t JOIN pg_class AS c ON c.oid = t.attrelid, aclexplode(t.attacl) AS a
  JOIN pg_roles AS r ON r.oid = a.grantee
WHERE c.relnamespace = 'public'::regnamespace AND t.attacl IS NOT NULL"""

_POLICIES = """
SELECT c.relname, p.polname,
  obj_description(p.oid, 'pg_policy') IS NOT DISTINCT FROM public.told_policy(p.oid) AS is_ours
FROM pg_policy AS p JOIN pg_class AS c ON c.oid = p.polrelid
WHERE c.relnamespace = 'public'::regnamespace"""

_TRIGGERS = """
SELECT c.relname || '.' || t.tgname FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid
WHERE c.relnamespace = 'public'::regnamespace AND t.tgenabled NOT IN ('O', 'A') ORDER BY 1"""

_OWNERS = """
SELECT c.relname FROM pg_class AS c JOIN pg_roles AS r ON r.oid = c.relowner
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
  AND r.rolname <> :owner ORDER BY 1"""

#: Roles of PostgreSQL that read or write past the rules of tables, or outside the database.
ABOVE = (
    "pg_read_all_data", "pg_write_all_data", "pg_execute_server_program", "pg_read_server_files",
    "pg_write_server_files", "pg_maintain", "pg_create_subscription",
)  # fmt: skip
POWERFUL_LOGINS = """
SELECT l.rolname, array_remove(ARRAY[
  CASE WHEN l.rolsuper THEN 'SUPERUSER' END, CASE WHEN l.rolbypassrls THEN 'BYPASSRLS' END,
  CASE WHEN l.rolcreaterole THEN 'CREATEROLE' END,
  CASE WHEN l.rolreplication THEN 'REPLICATION' END], NULL)
  || ARRAY(SELECT g.rolname::text FROM pg_roles AS g WHERE NOT l.rolsuper
    AND g.rolname = ANY (:above) AND pg_has_role(l.oid, g.oid, 'MEMBER') ORDER BY 1)
FROM pg_roles AS l WHERE l.rolcanlogin ORDER BY 1"""

_OUR_ROLES = """
SELECT rolname FROM pg_roles WHERE rolname = ANY (:names) AND (rolcanlogin OR rolsuper
  OR rolcreaterole OR rolcreatedb OR rolreplication OR (rolbypassrls AND rolname <> :backup))"""

_BARE_SESSIONS = """
SELECT DISTINCT a.usename FROM pg_stat_activity AS a JOIN pg_stat_ssl AS s ON s.pid = a.pid
WHERE a.datname = current_database() AND a.client_addr IS NOT NULL AND NOT s.ssl
  AND NOT (a.client_addr <<= '127.0.0.0/8' OR a.client_addr <<= '::1/128') ORDER BY 1"""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found: a fault that lets somebody past the rules, or something to know."""

    said: Message
    is_fault: bool = True


def findings(
    connection: Connection, region: Region, members: tuple[Member, ...]
) -> tuple[Finding, ...]:
    """All that the catalogues say against a region; the faults first."""
    found = [finding for check in _CHECKS for finding in check(connection, region)]
    found += _of_members(connection, region, members)
    return tuple(sorted(found, key=lambda finding: not finding.is_fault))


def _ask(connection: Connection, query: str, **values: Any) -> list[Any]:
    return list(connection.execute(text(query.replace("::", "\\:\\:")), values))


def _tables(connection: Connection, region: Region) -> Iterator[Finding]:
    for (name,) in _ask(connection, UNFORCED):
        yield Finding(message("server.table_unforced", table=name))
    for (name,) in _ask(connection, _OWNERS, owner=region.owner):
        yield Finding(message("server.table_not_owned", table=name, owner=region.owner))
    for (name,) in _ask(connection, _TRIGGERS):
        yield Finding(message("server.trigger_off", trigger=name))


def _views(connection: Connection, _: Region) -> Iterator[Finding]:
    for (name,) in _ask(connection, BYPASSING_VIEWS):
        yield Finding(message("server.view_bypasses", view=name))


def _functions(connection: Connection, _: Region) -> Iterator[Finding]:
    for row in _ask(connection, DEFINER_FUNCTIONS):
        if row.place != "public" or row.bare not in DEFINERS:
            yield Finding(message("server.function_definer", function=row.name))
        elif not row.is_fixed:
            yield Finding(message("server.function_loose", function=row.name))


def _grants(connection: Connection, region: Region) -> Iterator[Finding]:
    for what, name, privileges in _ask(connection, PUBLIC_GRANTS):
        yield Finding(
            message(f"server.public_{what}", name=name, privileges=privileges),
        )
    expected = {
        (table, region.group(role), privilege)
        for table in TABLES
        for role in Role
        for privilege in privileges_of(table, role)
    }
    expected |= {(table, region.backup, "SELECT") for table in TABLES}
    found = {tuple(row) for row in _ask(connection, _GRANTS)}
    for table, grantee, privilege in sorted(found - expected):
        said = message("server.grant_more", table=table, role=grantee, privilege=privilege)
        yield Finding(said)
    for table, grantee, privilege in sorted(expected - found):
        if grantee != region.backup:
            said = message("server.grant_less", table=table, role=grantee, privilege=privilege)
            yield Finding(said)


def _policies(connection: Connection, _: Region) -> Iterator[Finding]:
    wanted = {(t, f"may_{c}") for t in TABLES for c in ("select", "insert", "update", "delete")}
    wanted |= {(t, f"owner_{c.lower()}") for t, commands in OWNERS.items() for c in commands}
    found = {(table, name): is_ours for table, name, is_ours in _ask(connection, _POLICIES)}
    for table, name in sorted(wanted - found.keys()):
        yield Finding(message("server.policy_missing", table=table, policy=name))
    for (table, name), is_ours in sorted(found.items()):
        if (table, name) not in wanted:
            yield Finding(message("server.policy_added", table=table, policy=name))
        elif not is_ours:
            yield Finding(message("server.policy_changed", table=table, policy=name))


def _roles(connection: Connection, region: Region) -> Iterator[Finding]:
    names = list(region.names)
    for (name,) in _ask(connection, _OUR_ROLES, names=names, backup=region.backup):
        yield Finding(message("server.role_powerful", role=name))
    there = _ask(connection, "SELECT 1 FROM pg_roles WHERE rolname = :name", name=region.backup)
    if not there:
        login = session_login(connection)
        said = message("server.backup_role_missing", role=region.backup, login=login)
        yield Finding(said, is_fault=False)


def _sessions(connection: Connection, _: Region) -> Iterator[Finding]:
    for (login,) in _ask(connection, _BARE_SESSIONS):
        yield Finding(message("server.session_bare", login=login))


_CHECKS: tuple[Callable[[Connection, Region], Iterator[Finding]], ...] = (
    _tables,
    _policies,
    _views,
    _functions,
    _grants,
    _roles,
    _sessions,
)


def _of_members(
    connection: Connection, region: Region, members: tuple[Member, ...]
) -> Iterator[Finding]:
    """Logins that no rule binds, and where the list of members and the groups differ."""
    listed = {member.login for member in members}
    above = [*ABOVE, region.owner, region.backup]
    powerful = _ask(connection, POWERFUL_LOGINS, above=above)
    for login, powers in powerful:
        if powers:
            code = "server.member_powerful" if login in listed else "server.login_powerful"
            said = message(code, login=login, powers=tuple(powers))
            yield Finding(said, is_fault=login in listed)
    asked = {"groups": list(region.groups)}
    in_groups = {tuple(row) for row in connection.execute(MEMBERS_OF_GROUPS, asked)}
    wanted = {(region.group(member.person.role), member.login) for member in members}
    for group, login in sorted(in_groups - wanted):
        yield Finding(message("server.group_more", login=login, role=group))
    for group, login in sorted(wanted - in_groups):
        yield Finding(message("server.group_less", login=login, role=group), is_fault=False)
    known = {key for (key,) in _ask(connection, "SELECT key FROM public.institutions")}
    for member in members:
        for key in sorted(member.person.institutions - known):
            said = message("server.institution_lost", login=member.login, institution=key)
            yield Finding(said, is_fault=False)
