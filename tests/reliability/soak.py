"""T23: a season in minutes. ``python -m tests.reliability.soak [MINUTES]``, two hours by default.

Two hands edit two files like monkeys. One is killed again and again: nothing that it was told to
be saved may be lost. The other lives to the end: its memory and its open files may not grow.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from db.samples.reading import read_sample
from planner.edits import Batch, Drop, Edit, Put, Set
from planner.errors import CartoplanError
from planner.messages import message
from planner.study import Study
from tests.build import training
from ui.actions.document import Document
from ui.actions.files import create_document, open_document

MOST = 120  # trainings beyond which some are dropped: the study itself does not grow
WARM = 400  # steps after which memory is measured for the first time
#: Seconds after its first step in which a hand is killed.
KILLED = 3.0
GROWTH = 0.05


def now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Burden:
    """What a process holds: memory in megabytes, and open files."""

    memory: float
    files: int

    @classmethod
    def now(cls) -> Burden:
        """The burden of this process, as Linux tells it."""
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        size = pages * os.sysconf("SC_PAGE_SIZE") / 1e6
        return cls(size, len(list(Path("/proc/self/fd").iterdir())))


def monkey(path: Path, seconds: float, seed: int) -> None:
    """Edit a file at random and tell each step once it is saved; at the end, the burden."""
    dice = random.Random(seed)
    document, end, done = open_document(path, "Monkey", now), time.monotonic() + seconds, 0
    assert document.store is not None
    first: Burden | None = None
    while time.monotonic() < end:
        try:
            act(document, dice)
        except CartoplanError:
            continue  # nothing left to undo, a row still used: refused and told
        done += 1
        print(document.store.history(limit=1)[0].seq, flush=True)
        if done == WARM:
            first = Burden.now()
    if first is not None:
        last = Burden.now()
        print(f"burden {done} {first.memory:.1f} {last.memory:.1f} {first.files} {last.files}")
    document.close()


def act(document: Document, dice: random.Random) -> None:
    """One thing that a person may do: an edit, a bulk change, undo, redo, rarely a backup."""
    chosen = dice.random()
    if chosen < 0.15:
        document.undo()
    elif chosen < 0.22:
        document.redo()
    elif chosen < 0.225 and document.store is not None:
        document.store.backups.make()
    else:
        document.do(edit(document.study, dice), message("step.changed"))


def edit(study: Study, dice: random.Random) -> Edit:
    """A random edit of trainings: new ones, others dropped, one or many changed."""
    rows = tuple(study.trainings)
    row = dice.choice(rows)
    if len(rows) > MOST:
        return Batch(tuple(Drop("trainings", one.key) for one in dice.sample(rows, 10)))
    match dice.randrange(4):
        case 0:
            made = training(f"m{dice.getrandbits(48):x}", city=None, institution=None)
            return Put("trainings", made)
        case 1:
            many = dice.sample(rows, 20)
            hours = (("hours", dice.randrange(2000)),)
            return Batch(tuple(Set("trainings", one.key, hours) for one in many))
    return Set("trainings", row.key, (("comment", f"{dice.random()} " * dice.randrange(1, 40)),))


def hand(path: Path, seconds: float, seed: int) -> subprocess.Popen[str]:
    """A monkey in a process of its own."""
    words = [sys.executable, "-m", "tests.reliability.soak", "hand", str(path)]
    return subprocess.Popen([*words, str(seconds), str(seed)], stdout=subprocess.PIPE, text=True)


def told(process: subprocess.Popen[str], first: str = "") -> list[str]:
    """The whole lines that a hand said before its end, ``first`` among them."""
    said = first + process.communicate()[0]
    return said[: said.rfind("\n") + 1].splitlines()


def killed_often(path: Path, end: float, seed: int) -> tuple[int, int, int]:
    """Kill hands until the end comes: the kills, the steps told saved, those lost of them."""
    dice, kills, steps, lost = random.Random(seed), 0, 0, 0
    while time.monotonic() < end:
        process = hand(path, 3600, dice.getrandbits(32))
        assert process.stdout is not None
        first = process.stdout.readline()
        time.sleep(dice.uniform(0, KILLED))
        process.kill()
        seqs = [int(line) for line in told(process, first)]
        kills, steps = kills + 1, steps + len(seqs)
        document = open_document(path, "Check", now)
        assert document.store is not None
        head = document.store.check_journal()
        document.close()
        lost += sum(seq > head for seq in seqs)
    return kills, steps, lost


def soak(minutes: float) -> int:
    """Run both hands and tell what was lost and what grew; 0 where neither did."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{name}.cartoplan" for name in ("killed", "living")]
        for path in paths:
            create_document(path, read_sample(), "Soak", now).close()
        living = hand(paths[1], minutes * 60, 2026)
        kills, steps, lost = killed_often(paths[0], time.monotonic() + minutes * 60, 2019)
        last = told(living)[-1].split()
    print(f"{kills} kills, {steps} steps told saved, {lost} lost")
    if last[0] != "burden":
        print(f"fewer than {WARM} steps: memory was not measured")
        return 1
    done, first, final, opened, open_now = int(last[1]), *map(float, last[2:])
    growth = final / first - 1
    print(f"{done} steps in one process: {first:.0f} MB, then {final:.0f} MB ({growth:+.1%})")
    print(f"open files: {opened:.0f}, then {open_now:.0f}")
    return int(not steps or lost > 0 or growth > GROWTH or open_now > opened)


if __name__ == "__main__":
    if sys.argv[1:2] == ["hand"]:
        monkey(Path(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4]))
        sys.exit(0)
    sys.exit(soak(float(sys.argv[1]) if sys.argv[1:] else 120.0))
