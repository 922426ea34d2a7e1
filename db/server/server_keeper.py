"""A region that is open on a server: who the server says we are, and our connections to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from db.identity import SCHEMA
from db.server.connecting import make_engine
from db.server.failures import server_error
from db.server.membership import person
from db.server.tables import version_of
from planner.errors import StudyFileError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from db.server.address import Address
    from planner.rights import Person

OLDEST = 13  # the first release with all that the policies are written in
_WHO = text(
    "SELECT session_user AS login, current_setting('server_encoding') AS encoding, "
    "current_setting('server_version_num')::int / 10000 AS release"
)


class ServerKeeper:
    """The region at ``address``; its connections are made when they are asked for."""

    def __init__(self, address: Address, *, read_only: bool = False) -> None:
        """Connect, and learn who we are; :class:`StudyFileError` where no region is found."""
        self.address = address
        self.engine = make_engine(address)
        self.read_only = read_only
        self._person: Person | None = None
        try:
            self.recognise()
        except BaseException:
            self.close()
            raise

    @property
    def name(self) -> str:
        """The region's database and server."""
        return self.address.name

    @property
    def login(self) -> str:
        """Who the server says that we are: ``session_user``, which no client can set."""
        return self._login

    @property
    def person(self) -> Person | None:
        """What we are in the region since :meth:`recognise`; None where nothing binds us."""
        return self._person

    def recognise(self) -> None:
        """Ask the server once more who we are: what an administrator decided may have changed."""
        try:
            with self.engine.begin() as connection:
                self._login = self._recognised(connection)
                self._person = person(connection)
        except DBAPIError as error:
            raise self.error(error) from error

    def check_writable(self) -> None:
        """Raise :class:`StudyFileError` where the region was opened for reading."""
        if self.read_only:
            raise StudyFileError("store_read_only", path=self.name)

    def error(self, error: BaseException) -> StudyFileError:
        """What psycopg said of the region."""
        return server_error(self.address, error)

    def unknown(self, action: str) -> StudyFileError:
        """What is said where the server gave no answer, and cannot be asked for it now."""
        return StudyFileError("server_save_unknown", name=self.name, action=action)

    def close(self) -> None:
        """Let the connections go."""
        self.engine.dispose()

    def _recognised(self, connection: Connection) -> str:
        """Our login in a database whose tables are those of this program."""
        who = connection.execute(_WHO).one()
        check_server(self.address, who.release, who.encoding)
        found = version_of(connection)
        if found == 0:
            raise StudyFileError("server_no_region", name=self.name)
        if found < SCHEMA:
            raise StudyFileError("server_older", name=self.name, version=found, known=SCHEMA)
        if found > SCHEMA:
            raise StudyFileError("server_newer", name=self.name, version=found, known=SCHEMA)
        return str(who.login)


def check_server(address: Address, release: int, encoding: str) -> None:
    """Raise :class:`StudyFileError` where a server cannot keep a region as a file would."""
    if release < OLDEST:
        raise StudyFileError("server_too_old", name=address.name, release=release, oldest=OLDEST)
    if encoding != "UTF8":
        raise StudyFileError("server_not_utf8", name=address.name, encoding=encoding)
