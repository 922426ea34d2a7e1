"""What happens in a region while a desk looks at it: steps of others, who is there, lost lines.

A thread with a connection of its own waits for what the server tells. It tells it on from that
thread, and takes nothing into the study itself.
"""

from __future__ import annotations

import logging
import selectors
from dataclasses import dataclass
from threading import Event as Flag
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import psycopg

from db.server.connecting import connect
from db.server.failures import server_error
from db.server.presence import CHANNEL as PRESENCE
from db.steps import CHANNEL as JOURNAL
from planner.errors import StudyFileError

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.fetching import Fetched
    from db.server.server_keeper import ServerKeeper
    from db.store import Store
    from planner.messages import Message

#: Seconds between two words of ours that we are still there, and after which others are gone.
STILL_HERE_S = 20.0
GONE_AFTER_S = 60

#: Seconds after which a word of ours is heard at the latest.
TICK_S = 0.1

#: Seconds that a window waits for its watch when it is closed.
LEAVING_S = 1.0

#: Seconds before the first attempt to connect again; twice as many before each one after it.
FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.5, 30.0

#: False also where an older Cartoplan has prepared the region and nobody has upgraded it yet.
_HAS_PRESENCE = (
    "SELECT count(*) = 1 FROM pg_attribute "
    "WHERE attrelid = to_regclass('public.presence') AND attname = 'desk'"
)
_HERE = (
    "INSERT INTO presence (desk, name, place) VALUES (%s, %s, %s) ON CONFLICT (login, desk) "
    "DO UPDATE SET name = excluded.name, place = excluded.place, seen = now()"
)
_GONE = f"seen < now() - interval '{GONE_AFTER_S} seconds'"
#: Also the desks of our login that ended without a word.
_LEFT = f"DELETE FROM presence WHERE login = session_user AND (desk = %s OR {_GONE})"
_WHO = (
    "SELECT DISTINCT login, name, place FROM presence "
    f"WHERE (login, desk) <> (session_user, %s) AND NOT {_GONE} ORDER BY login, place"
)


@dataclass(frozen=True, slots=True)
class Present:
    """Another desk at the region: its login, what the person is called, and where they are.

    ``collection`` and ``key`` name the row before them; both are empty where there is none. Who
    works at two desks is there twice, once where both look at the same row.
    """

    login: str
    name: str
    collection: str
    key: str


@dataclass(frozen=True, slots=True)
class Lost:
    """The line is cut; ``why`` is what the server or the network said of it."""

    why: Message


@dataclass(frozen=True, slots=True)
class Back:
    """The line holds; what happened meanwhile comes with it."""

    fetched: Fetched | None


@dataclass(frozen=True, slots=True)
class News:
    """Others have written: the study as it is kept now, to be taken."""

    fetched: Fetched


@dataclass(frozen=True, slots=True)
class People:
    """Which other desks are at the region, by login and place."""

    present: tuple[Present, ...]


Event = Lost | Back | News | People

_log = logging.getLogger(__name__)


class Watching:
    """Watches over the region that ``store`` keeps, from :meth:`start` until :meth:`stop`.

    It says at each change what it is in ``told``, which runs in the thread of the watch.
    """

    def __init__(
        self, store: Store, keeper: ServerKeeper, name: str, told: Callable[[Event], None]
    ) -> None:
        """Prepare the watch of somebody called ``name``; nothing happens before it starts."""
        self._store, self._keeper, self._name, self._told = store, keeper, name, told
        self._thread = Thread(target=self._run, name="cartoplan-watch", daemon=True)
        self._desk = uuid4().hex
        self._is_woken = Flag()
        self._place = ""
        self._is_stopped = False
        self._is_due = {JOURNAL: True, PRESENCE: True}
        self._is_said = False
        self._is_renewed = False
        self._has_presence = False

    def start(self) -> None:
        """Begin; the first event is :class:`Back`, or :class:`Lost`."""
        self._thread.start()

    def go_to(self, collection: str, key: str) -> None:
        """Say to the others on which row we are; none where ``key`` is empty."""
        place = f"{collection}:{key}"[:400] if key else ""
        if place != self._place:
            self._place, self._is_said = place, False
            self._wake()

    def hurry(self) -> None:
        """Do not wait any longer before the next attempt to connect."""
        self._wake()

    def renew(self) -> None:
        """Connect anew, also where this line seems to hold: another one did not."""
        self._is_renewed = True
        self._wake()

    def stop(self) -> None:
        """End the watch and say that we have left; nothing is told afterwards.

        A thread that waits for a server which does not answer is left to end by itself.
        """
        self._is_stopped, self._told = True, _forget
        self._wake()
        if self._thread.is_alive():
            self._thread.join(LEAVING_S)

    def _wake(self) -> None:
        self._is_woken.set()

    def _run(self) -> None:
        pause = FIRST_PAUSE_S
        while not self._is_stopped:
            self._is_renewed = False
            try:
                with connect(self._keeper.address, application="cartoplan watch") as line:
                    self._begin(line)
                    pause = FIRST_PAUSE_S
                    self._serve(line)
            except psycopg.Error as error:
                self._lost(server_error(self._keeper.address, error))
            except StudyFileError as error:
                self._lost(error)
            except Exception as error:  # the door of the thread: a watch that ends says nothing
                _log.exception("the watch over a region failed")
                self._lost(server_error(self._keeper.address, error))
            if not (self._is_stopped or self._is_renewed):
                self._wait(None, pause)
                pause = min(2 * pause, LONGEST_PAUSE_S)

    def _lost(self, error: StudyFileError) -> None:
        if not self._is_stopped:
            self._told(Lost(error.message))

    def _begin(self, line: psycopg.Connection[Any]) -> None:
        """Listen, and only then read: a step between the two would go unseen."""
        line.add_notify_handler(self._on_notify)
        line.execute(f"LISTEN {JOURNAL}")
        line.execute(f"LISTEN {PRESENCE}")
        found = line.execute(_HAS_PRESENCE).fetchone()
        self._has_presence = bool(found and found[0])
        self._keeper.recognise()
        self._is_said = False
        self._is_due = {JOURNAL: False, PRESENCE: True}
        self._told(Back(self._store.fetch(whole=True)))

    def _serve(self, line: psycopg.Connection[Any]) -> None:
        while not (self._is_stopped or self._is_renewed):
            if not self._is_said:
                self._say_place(line)
            if self._take(JOURNAL):
                fetched = self._store.fetch()
                if fetched is not None:
                    self._told(News(fetched))
            if self._take(PRESENCE) and self._has_presence:
                self._told(People(_present(line, self._desk)))
            if not any(self._is_due.values()):
                self._listen(line)
        if self._has_presence:
            line.execute(_LEFT, (self._desk,))

    def _say_place(self, line: psycopg.Connection[Any]) -> None:
        self._is_said = True
        if self._has_presence:
            line.execute(_HERE, (self._desk, self._name[:200], self._place))

    def _take(self, channel: str) -> bool:
        is_due, self._is_due[channel] = self._is_due[channel], False
        return is_due

    def _listen(self, line: psycopg.Connection[Any]) -> None:
        """Sleep until the server says something, or until it is time to say that we are here."""
        if not self._wait(line.fileno(), STILL_HERE_S):
            self._is_said = False
            self._is_due[PRESENCE] = True
            return
        line.pgconn.consume_input()
        while (said := line.pgconn.notifies()) is not None:
            self._is_due[said.relname.decode()] = True

    def _on_notify(self, notify: psycopg.Notify) -> None:
        """What came while another question was being answered."""
        self._is_due[notify.channel] = True

    def _wait(self, line: int | None, seconds: float) -> bool:
        """Wait for the line or for a word of ours; False where neither came in time.

        Nothing that can be waited for beside a line is there on every system: a word of ours is
        looked for at each tick.
        """
        if line is None:
            is_heard = self._is_woken.wait(seconds)
        else:
            with selectors.DefaultSelector() as selector:
                selector.register(line, selectors.EVENT_READ)
                until = monotonic() + seconds
                is_heard = False
                while not is_heard and monotonic() < until:
                    is_heard = bool(selector.select(TICK_S)) or self._is_woken.is_set()
        self._is_woken.clear()
        return is_heard


def _forget(_event: Event) -> None:
    """What is told to nobody."""


def _present(line: psycopg.Connection[Any], desk: str) -> tuple[Present, ...]:
    found = []
    for login, name, place in line.execute(_WHO, (desk,)):
        collection, _, key = place.partition(":")
        found.append(Present(login, name, collection, key))
    return tuple(found)
