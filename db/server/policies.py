"""What :data:`planner.rights.RIGHTS` says, as policies and grants of PostgreSQL.

Each table has forced row-level security and one policy a command, all of them about
``session_user`` by way of the list of members. A table without a rule is closed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.constraints import LINKS
from db.server.owning import OWNED_TABLES, OWNER
from db.server.roles import quoted
from planner.fields import ENTITIES
from planner.rights import RIGHTS, Right, Role, Scope, of_history

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from db.server.roles import Region

JOURNAL_TABLES = ("journal", "journal_marks")
#: Besides: ``journal_contents`` is of files alone, and keeps nothing in a region.
LEDGERS = ("alembic_version", "journal_contents", "membership", "presence")

#: Every table of a region.
TABLES = (*ENTITIES, *LINKS, *JOURNAL_TABLES, *LEDGERS)

#: The functions of a region that run with the rights of its owner.
DEFINERS = frozenset(
    {"region_role", "region_institutions", "journal_head", "journal_steps", "subjects_follow"}
)
#: Those that desks call.
CALLED = ("region_role()", "region_institutions()", "journal_head()", "journal_steps(int, int)")

_ROLE = "(SELECT region_role())"
_MINE = "(SELECT region_institutions())::text[]"
_MEMBER = f"{_ROLE} IS NOT NULL"
_OWN_LOGIN = "login = session_user"
_OWN_STEP = "author = session_user"


@dataclass(frozen=True, slots=True)
class Rules:
    """The condition of each command on a table, as SQL; nobody meets ``false``."""

    select: str
    insert: str = "false"
    update: str = "false"
    delete: str = "false"


def collection_of(table: str) -> str | None:
    """The collection whose rights hold for a table; None for those that keep no study."""
    if table in ENTITIES:
        return table
    return LINKS[table].collection if table in LINKS else None


def rules_of(table: str) -> Rules:
    """Who may do what with which rows of a table."""
    collection = collection_of(table)
    if collection is not None:
        rights = {role: RIGHTS[role][collection] for role in Role}
        own = f"{OWNER} = ANY ({_MINE})" if table in OWNED_TABLES else "false"
        write = _condition({role: right.write for role, right in rights.items()}, own)
        read = _condition({role: right.read for role, right in rights.items()}, own)
        return Rules(read, write, write, write)
    return _LEDGER_RULES[table]


def privileges_of(table: str, role: Role) -> tuple[str, ...]:
    """What the group of a role is granted on a table; the policies say on which rows."""
    collection = collection_of(table)
    if collection is not None:
        right = RIGHTS[role][collection]
        return ("SELECT",) if right.write is Scope.NONE else ("SELECT", *_WRITES)
    if table in JOURNAL_TABLES:
        right = of_history(role)
        return ("SELECT",) if right.write is Scope.NONE else ("SELECT", "INSERT")
    closed = {"alembic_version": ("SELECT",), "membership": (), "journal_contents": ()}
    return closed.get(table, ("SELECT", *_WRITES))


_WRITES = ("INSERT", "UPDATE", "DELETE")


def _condition(scopes: Mapping[Role, Scope], own: str) -> str:
    everything = [role for role, scope in scopes.items() if scope is Scope.ALL]
    theirs = [role for role, scope in scopes.items() if scope is Scope.OWN]
    parts = []
    if everything:
        parts.append(f"{_ROLE} IN ({_named(everything)})")
    if theirs and own != "false":
        parts.append(f"({_ROLE} IN ({_named(theirs)}) AND {own})")
    return " OR ".join(parts) or "false"


def _named(roles: list[Role]) -> str:
    return ", ".join(f"'{role}'" for role in roles)


def _of_journal() -> Rules:
    rights: dict[Role, Right] = {role: of_history(role) for role in Role}
    return Rules(
        select=_condition({role: right.read for role, right in rights.items()}, _OWN_STEP),
        insert=_condition({role: right.write for role, right in rights.items()}, _OWN_STEP),
    )


def _of_marks() -> Rules:
    """Which rows a step touched is told to all, without which nobody could undo their own."""
    own = (
        "EXISTS (SELECT 1 FROM journal AS j WHERE j.seq = journal_marks.seq "
        "AND j.author = session_user)"
    )
    rights = {role: of_history(role).write for role in Role}
    return Rules(select=_MEMBER, insert=_condition(rights, own))


_LEDGER_RULES: Mapping[str, Rules] = {
    "journal": _of_journal(),
    "journal_marks": _of_marks(),
    "alembic_version": Rules(select="true"),
    "journal_contents": Rules(select="false"),
    "membership": Rules(select="false"),
    "presence": Rules(
        select=_MEMBER,
        insert=f"{_MEMBER} AND {_OWN_LOGIN}",
        update=f"{_MEMBER} AND {_OWN_LOGIN}",
        delete=f"{_MEMBER} AND {_OWN_LOGIN}",
    ),
}

#: What the owner's own functions need, since the owner is bound like everybody else.
OWNERS: Mapping[str, tuple[str, ...]] = {
    "membership": ("SELECT", "INSERT", "DELETE"),
    "journal": ("SELECT",),
    "comments": ("SELECT", "UPDATE"),
    "trainings": ("SELECT",),
    "institutions": ("SELECT",),
    "presence": ("SELECT",),
}


#: What a policy says, hashed: kept as its comment, so that one changed by hand is found.
_TOLD = """CREATE OR REPLACE FUNCTION told_policy(policy oid) RETURNS text LANGUAGE sql STABLE
SET search_path = pg_catalog, public AS $$
  SELECT md5(concat_ws('|', p.polcmd, p.polpermissive, p.polroles = '{0}',
    pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)))
  FROM pg_policy AS p WHERE p.oid = policy $$"""
_MARKED = """DO $$ DECLARE p record; BEGIN
  FOR p IN SELECT o.oid, o.polname, o.polrelid::regclass AS place FROM pg_policy AS o
    JOIN pg_class AS c ON c.oid = o.polrelid WHERE c.relnamespace = 'public'::regnamespace
  LOOP EXECUTE 'COMMENT ON POLICY ' || quote_ident(p.polname) || ' ON ' || p.place || ' IS '
    || quote_literal(public.told_policy(p.oid)); END LOOP;
END $$"""


def loosening_statements(tables: tuple[str, ...]) -> Iterator[str]:
    """Let the owner alone see all rows, within the transaction that tightens the rules again."""
    for table in tables:
        yield f"ALTER TABLE {quoted(table)} NO FORCE ROW LEVEL SECURITY"


def policy_statements(region: Region) -> Iterator[str]:
    """The policies and grants of every table, made anew; to be run by the owner."""
    yield _TOLD
    for table in TABLES:
        yield from _policies(table, region)
        yield f"REVOKE ALL ON {table} FROM PUBLIC"
        for role in Role:
            group = quoted(region.group(role))
            yield f"REVOKE ALL ON {table} FROM {group}"
            granted = privileges_of(table, role)
            if granted:
                yield f"GRANT {', '.join(granted)} ON {table} TO {group}"
    yield "REVOKE ALL ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC"
    yield "ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC"
    for function in CALLED:
        yield f"GRANT EXECUTE ON FUNCTION {function} TO {', '.join(map(quoted, region.groups))}"
    yield _MARKED


def _policies(table: str, region: Region) -> Iterator[str]:
    rules = rules_of(table)
    conditions = {
        "select": f"USING ({rules.select})",
        "insert": f"WITH CHECK ({rules.insert})",
        "update": f"USING ({rules.update}) WITH CHECK ({rules.update})",
        "delete": f"USING ({rules.delete})",
    }
    for command, condition in conditions.items():
        name = f"may_{command}"
        yield f"DROP POLICY IF EXISTS {name} ON {table}"
        yield f"CREATE POLICY {name} ON {table} FOR {command.upper()} {condition}"
    for command in OWNERS.get(table, ()):
        name = f"owner_{command.lower()}"
        given = "WITH CHECK" if command == "INSERT" else "USING"
        yield f"DROP POLICY IF EXISTS {name} ON {table}"
        yield (
            f"CREATE POLICY {name} ON {table} FOR {command} TO {quoted(region.owner)} "
            f"{given} (true)"
        )
    yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY"
