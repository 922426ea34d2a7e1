"""What PostgreSQL says, told as the one error that a person can act upon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.refusals import state_of
from planner.errors import StudyFileError

if TYPE_CHECKING:
    from db.server.address import Address

#: By SQLSTATE, the five signs of PostgreSQL's own errors, or by its first two, the class.
_CODES = {
    "28": "server_login_refused",
    "3D000": "server_no_database",
    "40": "server_busy",
    "42501": "server_not_allowed",
    "53100": "server_disk_full",
    "53": "server_full",
    "55P03": "server_busy",
    "57014": "server_busy",
    "57P": "server_lost",
    "25P03": "server_lost",
    "08": "server_lost",
    "25006": "server_read_only",
}
#: What libpq says, which is never translated, where encryption is required and not offered.
_NO_TLS = "server does not support SSL"
#: What libpq says where the server is not the one that the address means, or nothing tells so.
_CERTIFICATE = "certificate"
_REASONED = frozenset({"server_failed", "server_unreachable", "server_refused", "server_untrusted"})


def server_error(address: Address, error: BaseException) -> StudyFileError:
    """The error to raise for what psycopg or SQLAlchemy said of a region."""
    cause = getattr(error, "orig", None) or error
    code = _code(cause, connected=getattr(error, "connection_invalidated", False))
    values: dict[str, str] = {"name": address.name, "login": address.login}
    if code in _REASONED:
        values["reason"] = reason(address, str(cause))
    return StudyFileError(code, **values)


def reason(address: Address, said: str) -> str:
    """What a server or its programs ``said``, on one line, never with the password.

    Lines that libpq sets in are its own remedies, or a caret below a query: ours says the remedy.
    """
    if address.password:  # before anything is cut, so that no half of it is left
        said = said.replace(address.password, "•••")
    lines = [line for line in said.splitlines() if not line[:1].isspace()]
    return " ".join(" ".join(lines).split())[:300].rstrip(".")


def _code(cause: BaseException, *, connected: bool) -> str:
    found = state_of(cause)
    for length in (5, 3, 2):
        if found[:length] in _CODES:
            return _CODES[found[:length]]
    if found:
        return "server_failed"
    if connected:
        return "server_lost"
    attempt = getattr(cause, "pgconn", None)
    if attempt is None:
        return "server_lost"
    if _NO_TLS in str(cause):
        return "server_no_tls"
    if attempt.needs_password:
        return "server_password_needed"
    if _CERTIFICATE in str(cause) and "FATAL" not in str(cause):
        return "server_untrusted"
    # the server's own word for a refusal, which no translation of PostgreSQL changes
    answered = attempt.used_password or "FATAL" in str(cause)
    return "server_refused" if answered else "server_unreachable"
