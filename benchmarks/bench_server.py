"""Thirty editors of one region for a minute, beside pgbench's plain updates by as many clients.

The server keeps what PostgreSQL promises by default: every commit is on the disk when it is
answered. ``CARTOPLAN_BENCH_SECONDS`` says for how long each of the two runs.
"""

from __future__ import annotations

import os
import re
import subprocess
import time
from bisect import bisect_left
from collections import Counter
from dataclasses import replace
from pathlib import Path
from statistics import median

from benchmarks.figures import Figure, shown
from benchmarks.synthetic import synthetic_study
from benchmarks.thirty_desks import Editor, Made, clock, edit_together, opened
from db.journal import Entry
from db.server import admin
from db.server.address import Address
from db.server.server_keeper import ServerKeeper
from db.server.watching import Back, Event, News, Watching
from db.writer import Writer
from planner.edits import Set, apply
from planner.rights import Person, Role
from planner.rows import Rows
from planner.study import Institution, Study
from tests.servers import Server, missing, programs, running

SECONDS = float(os.environ.get("CARTOPLAN_BENCH_SECONDS", "60"))
EDITORS, TRAININGS_EACH, PROCESSES = 30, 20, 2
LISTENER = "listener"
SETTLED_S = 30  # for how long the listener may lag behind the last edit
SETTINGS = {"listen_addresses": "", "max_connections": "100", "log_min_messages": "fatal"}
WHAT = f"an edit of one of {EDITORS} editors of a region"
PGBENCH = f"pgbench -N, {EDITORS} clients"
NO_PGBENCH = "pgbench is not on this machine: no plain updates beside"


def measure() -> list[Figure]:
    """How many edits are committed, how soon others see them, how many are lost."""
    if why := missing():
        return [Figure(f"{WHAT}: not measured, {why}", "")]
    with running(SETTINGS) as server:
        theirs = _pgbench(server)
        address, editors, before = _region(server)
        heard = Heard(address)
        made = edit_together(address, editors, SECONDS, PROCESSES, heard.start)
        done = [one for one in made if one.seq]
        heard.stop(max(one.seq for one in done))
        lost = _lost(address, before, done)
    return _figures(made, [heard.delay(one) for one in done], lost, theirs)


def _figures(
    made: list[Made], delays: list[float], lost: int, theirs: float | None
) -> list[Figure]:
    done = [one.ended - one.begun for one in made if one.seq]
    rate = len(done) / (max(o.ended for o in made) - min(o.begun for o in made))
    told = Counter(one.refusal for one in made if one.refusal)
    refused = ", ".join(f"{code} {count}" for code, count in sorted(told.items())) or "0"
    return [
        Figure(
            WHAT,
            f"{rate:,.1f} a second",
            NO_PGBENCH if theirs is None else PGBENCH,
            "" if theirs is None else f"{theirs:,.0f} a second",
            None if theirs is None else theirs / rate,
            "told",
        ),
        Figure(f"… from asked to answered, median (worst {shown(max(done))})", shown(median(done))),
        Figure(
            f"… from answered to seen by a listener, median (worst {shown(max(delays))})",
            shown(median(delays)),
        ),
        Figure("… refused, each told to its editor", refused),
        Figure(f"… lost, of {len(done):,}: journal replayed, rows compared", str(lost), asked="0"),
    ]


def _region(server: Server) -> tuple[Address, list[Editor], Study]:
    """A region with an institution for each editor, who are invited, and its first study."""
    address = server.make_database()
    numbers = range(EDITORS)
    base = synthetic_study(EDITORS * TRAININGS_EACH)
    added = [Institution(key=f"i{number}", name=f"Établissement {number}") for number in numbers]
    given = [replace(row, institution=f"i{at % EDITORS}") for at, row in enumerate(base.trainings)]
    study = replace(base, institutions=Rows([*base.institutions, *added]), trainings=Rows(given))
    admin.init(address, study, Writer.named("bench", "bench", clock))
    admin.invite(address, LISTENER, Person(Role.OFFICER))
    for number in numbers:
        person = Person(Role.INSTITUTION_EDITOR, frozenset({f"i{number}"}))
        admin.invite(address, f"editor {number}", person)
    editors = [
        Editor(f"editor {number}", tuple(row.key for row in given[number::EDITORS]))
        for number in numbers
    ]
    return address, editors, study


class Heard:
    """An officer's desk that watches over the region: up to which step it has seen, and when."""

    def __init__(self, address: Address) -> None:
        """Open the region; nothing is heard before :meth:`start`."""
        self._store = opened(address.with_login(LISTENER))
        keeper = self._store.keeper
        if not isinstance(keeper, ServerKeeper):
            raise TypeError(keeper)
        self._watch = Watching(self._store, keeper, LISTENER, self._on_event)
        self._steps: list[int] = []
        self._moments: list[float] = []

    def start(self) -> None:
        """Begin to listen."""
        self._watch.start()

    def stop(self, last: int) -> None:
        """End when the step ``last`` has been seen; TimeoutError where it never is."""
        until = time.monotonic() + SETTLED_S
        while not self._steps or self._steps[-1] < last:
            if time.monotonic() > until:
                raise TimeoutError(f"the listener has not seen step {last}")
            time.sleep(0.05)
        self._watch.stop()
        self._store.close()

    def delay(self, made: Made) -> float:
        """Seconds from the answer to an edit until it was seen; 0 where it was seen before."""
        seen = self._moments[bisect_left(self._steps, made.seq)]
        return max(0.0, seen - made.ended)

    def _on_event(self, event: Event) -> None:
        if isinstance(event, News | Back) and event.fetched is not None:
            self._store.load(event.fetched)
            self._steps.append(event.fetched.stacks.seen)
            self._moments.append(time.monotonic())


def _lost(address: Address, study: Study, done: list[Made]) -> int:
    """How many committed edits are not in the journal as they were made, or not in the rows.

    Raises :class:`AssertionError` where the journal does not make the rows.
    """
    with opened(address) as store:
        steps = {entry.seq: entry for entry in store.history(limit=10**9)}
        store.check_journal()
        for seq in sorted(steps)[1:]:
            study = apply(study, steps[seq].edit).study
        if study != store.study:
            raise AssertionError("the journal does not make the rows of the region")
    last = {one.training: one for one in sorted(done, key=lambda one: one.seq)}
    rows = study.trainings
    return sum(not _is_in(steps.get(one.seq), one) for one in done) + sum(
        rows.get(key).comment != one.text for key, one in last.items()
    )


def _is_in(entry: Entry | None, made: Made) -> bool:
    """Whether a step is the edit that was answered to be it."""
    return entry is not None and entry.edit == Set(
        "trainings", made.training, (("comment", made.text),)
    )


def _pgbench(server: Server) -> float | None:
    """Plain updates a second by as many clients on the same server; None without pgbench."""
    found = programs()
    program = None if found is None else found / "pgbench"
    if program is None or not program.exists():
        return None
    address = server.make_database()
    place = ("-h", address.host, "-U", address.login, address.database)
    _run(program, "-i", "-q", "-s", "10", *place)
    load = ("-c", str(EDITORS), "-j", str(PROCESSES), "-T", str(max(1, round(SECONDS))))
    said = _run(program, *load, "-n", "-N", *place)
    found_rate = re.search(r"tps = ([\d.]+)", said)
    if found_rate is None:
        raise ValueError(said)
    server.drop_database(address.database)
    return float(found_rate.group(1))


def _run(program: Path, *words: str) -> str:
    done = subprocess.run([program, *words], check=True, capture_output=True, text=True)
    return done.stdout
