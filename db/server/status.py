"""How a region stands: its version, who is invited, and what the server says against it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from db import journal
from db.server.admin import prepared
from db.server.connecting import make_engine
from db.server.failures import server_error
from db.server.inspection import findings
from db.server.membership import members
from db.server.roles import become_owner

if TYPE_CHECKING:
    from collections.abc import Mapping

    from db.journal import Head
    from db.server.address import Address
    from db.server.inspection import Finding
    from db.server.membership import Member

_INSTITUTIONS = text("SELECT key, name FROM institutions")


@dataclass(frozen=True, slots=True)
class Status:
    """A region as its administrator sees it; ``institutions`` are its names by key."""

    head: Head
    members: tuple[Member, ...]
    findings: tuple[Finding, ...]
    institutions: Mapping[str, str]

    @property
    def faults(self) -> tuple[Finding, ...]:
        """What lets somebody past the rules."""
        return tuple(finding for finding in self.findings if finding.is_fault)


def status(address: Address) -> Status:
    """Ask the server how a region stands; nothing is written.

    Raises :class:`StudyFileError` where there is none, or where the login does not administer it.
    """
    engine = make_engine(address)
    try:
        with engine.begin() as connection:
            region = prepared(connection, address)
            become_owner(connection, region)
            invited = members(connection)
            head = journal.head(connection)
            names = {str(key): str(name) for key, name in connection.execute(_INSTITUTIONS)}
            return Status(head, invited, findings(connection, region, invited), names)
    except DBAPIError as error:
        raise server_error(address, error) from error
    finally:
        engine.dispose()
