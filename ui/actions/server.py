"""The verbs of a region's administrator: prepare it, bring it up to date, invite, look, back up.

None of them opens the region: the address that ``--file`` names is asked as an administrator.
"""

from __future__ import annotations

import platform
from pathlib import Path
from typing import TYPE_CHECKING

from planner.errors import UsageError
from planner.messages import message
from planner.rights import Person, Role
from planner.study import Study
from planner.tables.table import Column, Format, Row, Table
from ui.actions.desk import Desk
from ui.actions.files import first_study, open_document
from ui.actions.outcome import Outcome, plain_table
from ui.actions.registry import verb

if TYPE_CHECKING:
    from db.server.address import Address
    from db.server.status import Status
    from planner.messages import Message


@verb("server.init", opens=False)
def init(desk: Desk, study: Path | None = None, empty: bool = False) -> Outcome:
    """Prepare an empty database: tables, roles, rules, and a study to begin with."""
    from db.server import admin  # psycopg is loaded only for a server
    from db.writer import Writer

    if study is not None and empty:
        raise UsageError("study_or_empty")
    address, kept = _region(desk), _first(desk, study, is_empty=empty)
    admin.init(address, kept, Writer.named(desk.author, platform.node(), desk.now))
    done = message("done.server_init", name=address.name, n=len(kept.trainings))
    return Outcome((done, *_faults(address)), data={"trainings": len(kept.trainings)})


def _first(desk: Desk, file: Path | None, *, is_empty: bool) -> Study:
    """What the region begins with: a study file, the shipped study, or nothing.

    A copy that was taken away begins a region of its own without what it started from.
    """
    if file is None:
        return Study() if is_empty else first_study()
    from db.copies import without_base

    document = open_document(file, desk.author, desk.now, read_only=True)
    try:
        return without_base(document.study)
    finally:
        document.close()


@verb("server.upgrade", opens=False)
def upgrade(desk: Desk) -> Outcome:
    """Bring the tables up to date and make the rules anew, also after a backup was restored."""
    from db.server import admin

    address = _region(desk)
    before, after = admin.upgrade(address)
    code = "done.server_upgraded" if before != after else "done.server_secured"
    done = message(code, name=address.name, before=before, after=after)
    return Outcome((done, *_faults(address)), data={"before": before, "after": after})


@verb("server.invite", opens=False)
def invite(
    desk: Desk, login: str, role: Role, institution: list[str] | None = None, renew: bool = False
) -> Outcome:
    """Let somebody in, or change what they are; a new login is told its first password once."""
    from db.server import admin

    invited = Person(role, frozenset(institution or ()))
    password = admin.invite(_region(desk), login, invited, renew=renew)
    said = [message("done.server_invited", login=login, role=f"role.{role}")]
    if password is not None:
        said.append(message("done.server_password", login=login, password=password))
    data = {"login": login, "role": str(role), "password": password}
    return Outcome(tuple(said), data=data)


@verb("server.revoke", opens=False)
def revoke(desk: Desk, login: str) -> Outcome:
    """Take somebody out of the region and end their sessions; their steps stay in the history."""
    from db.server import admin

    ended = admin.revoke(_region(desk), login)
    done = message("done.server_revoked_blind", login=login)
    if ended is not None:
        done = message("done.server_revoked", login=login, n=ended)
    return Outcome((done,), data={"ended": ended})


@verb("server.status", opens=False)
def show_status(desk: Desk) -> Outcome:
    """Who is invited, and whatever lets somebody past the rules: tables, views, grants, logins."""
    from db.server.status import status

    address = _region(desk)
    found = status(address)
    said = [
        message(
            "server.stands",
            name=address.name,
            n=len(found.members),
            steps=found.head.seq,
        ),
        message("server.faults", n=len(found.faults))
        if found.faults
        else message("server.no_fault"),
    ]
    tables = (members_table(found), findings_table(found))
    data = {table.key: plain_table(table, desk.texts) for table in tables}
    data["faults"] = len(found.faults)
    return Outcome(tuple(said), tuple(table for table in tables if table.rows), data=data)


@verb("server.backup", opens=False)
def back_up(desk: Desk, out: Path) -> Outcome:
    """Write every row of the region into one file, and count them there."""
    from db.server import backup

    rows = backup.back_up(_region(desk), out)
    done = message("done.server_backup", path=str(out), n=sum(rows.values()), tables=len(rows))
    return Outcome((done,), written=(out,))


def _region(desk: Desk) -> Address:
    if desk.region is None:
        raise UsageError("region_needed")
    return desk.region


def _faults(address: Address) -> tuple[Message, ...]:
    """What is to be mended in a region that was just prepared."""
    from db.server.status import status

    return tuple(
        finding.said
        for finding in status(address).findings
        if finding.is_fault or finding.said.code == "server.backup_role_missing"
    )


def members_table(status: Status) -> Table:
    """Who is invited to a region, and to what: institutions by their names, gone ones by key."""
    names = status.institutions
    columns = (
        Column("login", message("column.login"), width=24),
        Column("role", message("column.role"), Format.SAID, width=24),
        Column("institutions", message("column.institutions"), width=40),
    )
    rows = tuple(
        Row(
            (
                member.login,
                message(f"role.{member.person.role}"),
                ", ".join(sorted(names.get(key, key) for key in member.person.institutions)),
            )
        )
        for member in status.members
    )
    return Table("members", message("table.members", n=len(rows)), columns, rows)


def findings_table(status: Status) -> Table:
    """What the server's catalogues say against a region, the faults first."""
    columns = (
        Column("weight", message("column.weight"), Format.SAID, width=14),
        Column("said", message("column.said"), Format.SAID, width=90),
    )
    rows = tuple(
        Row((message("server.fault" if f.is_fault else "server.notice"), f.said))
        for f in status.findings
    )
    return Table("region_findings", message("table.region_findings"), columns, rows)
