"""Addresses of regions on a server: read, shown and kept without their passwords."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from planner.errors import StudyFileError

if TYPE_CHECKING:
    from urllib.parse import SplitResult

SCHEMES = ("postgresql+psycopg", "postgresql", "postgres")

#: What an address may ask besides its place: how the connection is kept private.
OPTIONS = frozenset({"sslmode", "sslrootcert", "sslcert", "sslkey", "channel_binding", "hostaddr"})

_PORT = 5432


@dataclass(frozen=True, slots=True)
class Address:
    """Where a region is kept: a server, a database, and the login of one person.

    ``host`` is a name, a number, or the folder of a Unix socket; ``options`` are those of
    :data:`OPTIONS`. The password is never shown, compared or kept; without one, the
    PostgreSQL library looks into PGPASSWORD and ``.pgpass``.
    """

    host: str
    database: str
    login: str
    port: int = _PORT
    options: tuple[tuple[str, str], ...] = ()
    password: str | None = field(default=None, repr=False, compare=False)

    def __str__(self) -> str:
        """The address as it may be shown, logged and kept: it never holds the password."""
        login = f"{quote(self.login, safe='')}@" if self.login else ""
        named = self.options
        host = f"[{self.host}]" if ":" in self.host else self.host
        if self.host.startswith("/"):
            host, named = "", (("host", self.host), *named)
        port = "" if self.port == _PORT else f":{self.port}"
        asked = f"?{urlencode(named, safe='/')}" if named else ""
        return f"{SCHEMES[0]}://{login}{host}{port}/{quote(self.database, safe='')}{asked}"

    @property
    def name(self) -> str:
        """What people call the region: its database and its server."""
        return f"{self.database} ({self.host})"

    def with_password(self, password: str) -> Address:
        """The same address, with what the person typed."""
        return replace(self, password=password)

    def with_login(self, login: str) -> Address:
        """The same place for another person, whose password is yet to be asked."""
        return replace(self, login=login, password=None)


def is_address(text: str) -> bool:
    """True where ``text`` is meant as the address of a server, not as the name of a file."""
    scheme, separator, _ = text.partition("://")
    return bool(separator) and scheme.lower() in SCHEMES


def parse(text: str) -> Address:
    """The address that ``text`` holds; :class:`StudyFileError` says what is wrong with it.

    No error repeats ``text``: it may hold a password.
    """
    if not is_address(text):
        raise StudyFileError("address_unknown", schemes=f"{SCHEMES[0]}://")
    try:
        parts = urlsplit(text)
        port = parts.port or _PORT
    except ValueError as error:
        raise StudyFileError("address_port") from error
    return _address(parts, port)


def _address(parts: SplitResult, port: int) -> Address:
    asked = dict(parse_qsl(parts.query, keep_blank_values=True))
    host = asked.pop("host", "") or unquote(parts.hostname or "")
    database = unquote(parts.path.removeprefix("/"))
    if not host:
        raise StudyFileError("address_no_host")
    if not database or "/" in database:
        raise StudyFileError("address_no_database")
    for name in asked:
        if name not in OPTIONS:
            raise StudyFileError("address_option", option=name[:40], options=tuple(sorted(OPTIONS)))
    return Address(
        host=host,
        database=database,
        login=unquote(parts.username or ""),
        port=port,
        options=tuple(sorted(asked.items())),
        password=None if parts.password is None else unquote(parts.password),
    )
