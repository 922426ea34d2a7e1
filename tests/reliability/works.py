"""What a person does to a study file, as pieces of work that can be cut short anywhere.

Each begins on a copy of a folder that was made once and is then done in a process of its own.
"""

from __future__ import annotations

import os
import shutil
import signal
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any

from db.creating import empty_tables
from db.store import Store
from planner.edits import Batch, Put, apply
from planner.exchange.taking import Decisions
from tests.build import training
from tests.db.build import START, created, do, made, redo, reopened, small_study, undo
from tests.exchange_files import Hand, sendable
from tests.reliability.forked import Line, forked
from ui.actions import exchange
from ui.actions.desk import Desk
from ui.actions.document import Document
from ui.actions.incoming import held_against, receive_file, take
from ui.actions.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from planner.study import Study

NAME = "étude.cartoplan"
#: Rows a step, so that a torn one would show.
ROWS = 10


@dataclass(frozen=True, slots=True)
class Work:
    """``begin`` is done before anything fails, ``act`` while it does, in the same process.

    ``room`` is the folder it begins on, ``after`` the study that it leaves, ``before`` the one it
    finds: None where there is no file yet.
    """

    name: str
    room: Path
    begin: Callable[[Path], Any]
    act: Callable[[Any], Any]
    before: Study | None
    after: Study

    def laid_out(self, folder: Path) -> Path:
        """The study file of a fresh copy of the room."""
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.room, folder)
        return folder / NAME


def step(number: int) -> Batch:
    """A step that adds rows which bear its number."""
    keys = [f"{number:06}-{row}" for row in range(ROWS)]
    return Batch(tuple(Put("trainings", training(key, "a", comment="x" * 600)) for key in keys))


def steps_in(study: Study) -> dict[int, int]:
    """How many rows there are of each step."""
    found: dict[int, int] = {}
    for row in study.trainings:
        number, dash, _ = row.key.partition("-")
        if dash:
            found[int(number)] = found.get(int(number), 0) + 1
    return found


def edit_once(store: Store, seq: int) -> None:
    """Step ``seq`` of a file's history: do, do, undo, redo, undo, and so on."""
    match (seq - 2) % 5:
        case 0 | 1:
            do(store, step(seq))
        case 2 | 4:
            undo(store)
        case 3:
            redo(store)


def steps_after(seq: int) -> dict[int, int]:
    """What :func:`steps_in` finds after so many: the second of five is undone and redone."""
    done = [each for each in range(2, seq + 1) if (each - 2) % 5 in (0, 1)]
    there = [each for each in done if (each - 2) % 5 == 0 or seq in (each, each + 2)]
    return dict.fromkeys(there, ROWS)


def desk_on(store: Store) -> Desk:
    """A desk on a store, whose new rows take the same keys each time."""
    number = count(1)
    document = Document(store.study, store)
    return Desk(document, Texts("fr"), "Ann", lambda: START, lambda: f"new{next(number)}")


@cache
def came() -> Any:
    """A reply as it was read, from an institution that changed, added and emptied cells."""
    room = fresh_room()
    with made(room / NAME, sendable()) as store:
        sent = exchange.send(desk_on(store), room / "out").written[0]
    hand = Hand(sent)
    hand.type("t1", "level", 6)
    hand.type("t2", "title", "Un autre intitulé")
    hand.add(title="Licence nouvelle", level=6)
    return receive_file(hand.save())


@cache
def sent_room() -> Path:
    """A study that was sent to its institutions."""
    room = fresh_room()
    with made(room / NAME, sendable()) as store:
        exchange.send(desk_on(store), room / "out")
    shutil.rmtree(room / "out")
    return room


def take_reply(store: Store) -> None:
    """Take what the institution sent, as one step."""
    desk = desk_on(store)
    take(desk, held_against(desk, came()), Decisions())


@cache
def small_room() -> Path:
    """A small study with one step done."""
    room = fresh_room()
    with made(room / NAME) as store:
        do(store, step(1))
    return room


@cache
def torn_room() -> Path:
    """The same, its writer killed with half of a transaction in the file, half in the journal."""
    room = fresh_room()
    path = room / NAME
    shutil.copyfile(small_room() / NAME, path)

    def spill(_: Line) -> None:
        store = reopened(path)
        engine = store._engine
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            connection.exec_driver_sql("PRAGMA cache_size=1")
            connection.exec_driver_sql("UPDATE trainings SET comment = hex(zeroblob(9000))")
            connection.exec_driver_sql("DROP TRIGGER journal_no_update")
            connection.exec_driver_sql("UPDATE journal SET label = hex(zeroblob(900000))")
            os.kill(os.getpid(), signal.SIGKILL)

    with forked(spill) as child:
        assert child.wait() == -signal.SIGKILL
    assert path.with_name(f"{NAME}-journal").stat().st_size > 0
    return room


@cache
def nothing() -> Path:
    """A folder without a file; the empty tables, which take longest, are there for all forks."""
    empty_tables()
    return fresh_room()


_ROOMS: list[Path] = []


def fresh_room() -> Path:
    """An empty folder, to be cleared away by :func:`clear_away`."""
    _ROOMS.append(Path(mkdtemp(prefix="cartoplan-room-")))
    return _ROOMS[-1]


def clear_away() -> None:
    """Remove every room that was made."""
    while _ROOMS:
        shutil.rmtree(_ROOMS.pop(), ignore_errors=True)
    for each in (came, sent_room, small_room, torn_room, nothing, study_of, after_reply):
        each.cache_clear()


@cache
def study_of(room: Path) -> Study:
    """The study of a room as it is found by the next who opens it."""
    copy = fresh_room() / "copy"
    shutil.copytree(room, copy)
    with reopened(copy / NAME) as store:
        return store.study


@cache
def after_reply() -> Study:
    """The study once the reply was taken."""
    copy = fresh_room() / "copy"
    shutil.copytree(sent_room(), copy)
    with reopened(copy / NAME) as store:
        take_reply(store)
        return store.study


def works() -> Iterator[Work]:
    """Every piece of work, made when it is asked for."""
    for name in WORKS:
        yield work(name)


def work(name: str) -> Work:
    """One piece of work by its name."""
    room, begin, act = WORKS[name]
    there = room()
    if there == nothing():
        return Work(name, there, begin, act, None, small_study())
    before = study_of(there)
    after = {
        "a save": lambda: apply(before, step(2)).study,
        "an undo": small_study,
        "an import": after_reply,
    }.get(name, lambda: before)()
    return Work(name, there, begin, act, before, after)


def _path(path: Path) -> Path:
    return path


def _without_tables(path: Path) -> Path:
    """As the first study of a process is made: its empty tables are not there yet."""
    empty_tables.cache_clear()
    return path


WORKS: dict[str, tuple[Callable[[], Path], Callable[[Path], Any], Callable[[Any], Any]]] = {
    "an import": (sent_room, reopened, take_reply),
    "a save": (small_room, reopened, lambda store: do(store, step(2))),
    "an undo": (small_room, reopened, undo),
    "a backup": (small_room, reopened, lambda store: store.backups.make()),
    "a closing": (small_room, reopened, Store.close),
    "an opening": (small_room, _path, reopened),
    "a recovery": (torn_room, _path, reopened),
    "a creation": (nothing, _path, created),
    "a first creation": (nothing, _without_tables, created),
}
