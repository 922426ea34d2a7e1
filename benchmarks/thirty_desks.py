"""Editors of one region at the same moment, spread over processes as pgbench spreads its clients.

Each has a store of their own and edits the trainings of their own institution, one after the other.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from threading import Thread
from typing import Any

from db.server.address import Address
from db.store import Store, open_store
from planner.edits import Set, apply
from planner.errors import CartoplanError
from planner.messages import message

PATIENCE_S = 120
STEP = message("step.changed")


@dataclass(frozen=True, slots=True)
class Editor:
    """A login, and the keys of the trainings that are theirs to edit."""

    login: str
    trainings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """An edit: its step (0 where it was refused), what it wrote, and when it began and ended.

    Moments are those of the machine's one monotonic clock, in seconds.
    """

    seq: int
    training: str
    text: str
    begun: float
    ended: float
    refusal: str = ""


def clock() -> datetime:
    """The moment that every step bears: what is measured is measured by the machine's clock."""
    return datetime(2026, 1, 1, tzinfo=UTC)


def opened(address: Address) -> Store:
    """The region, open for the login of the address."""
    return open_store(address, author="", machine="bench", clock=clock)


def edit_together(
    address: Address,
    editors: list[Editor],
    seconds: float,
    processes: int,
    when_ready: Callable[[], object],
) -> list[Made]:
    """All edits that the editors tried, each as fast as it goes; they begin at the same moment."""
    context = get_context("spawn")
    barrier, told = context.Barrier(processes + 1), context.Queue()
    shares = [editors[number::processes] for number in range(processes)]
    running = [
        context.Process(target=_work, args=(address, share, seconds, barrier, told))
        for share in shares
    ]
    for process in running:
        process.start()
    when_ready()
    barrier.wait(PATIENCE_S)
    made = [one for _ in running for one in told.get(timeout=seconds + PATIENCE_S)]
    for process in running:
        process.join(PATIENCE_S)
    return made


def _work(
    address: Address, editors: list[Editor], seconds: float, barrier: Barrier, told: Any
) -> None:
    """One process: a thread for each of its editors."""
    stores = [opened(address.with_login(editor.login)) for editor in editors]
    made: list[list[Made]] = [[] for _ in editors]
    barrier.wait(PATIENCE_S)
    until = time.monotonic() + seconds
    threads = [
        Thread(target=_edit, args=(*desk, until))
        for desk in zip(stores, editors, made, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told.put([one for some in made for one in some])
    for store in stores:
        store.close()


def _edit(store: Store, editor: Editor, made: list[Made], until: float) -> None:
    """Edit until that moment, each training in its turn, and note what became of it."""
    number = 0
    while time.monotonic() < until:
        key = editor.trainings[number % len(editor.trainings)]
        number += 1
        text = f"{editor.login}, {number}"
        edit = Set("trainings", key, (("comment", text),))
        seq, refusal, begun = 0, "", time.monotonic()
        try:
            seq = store.save(apply(store.study, edit), edit, label=STEP).seq
        except CartoplanError as error:
            refusal = error.message.code
        made.append(Made(seq, key, text, begun, time.monotonic(), refusal))
