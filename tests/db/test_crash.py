"""Killed at any moment: the former state or the new one, and what was told is there."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from db.files import digest
from planner.errors import StudyFileError
from tests.db.build import made, reopened, small_study, sql

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("CARTOPLAN_KILLS", "5"))

#: Ten rows a step, so that a torn step would show; each step that is on the disk is told.
WORK = """
import sys
from pathlib import Path
from planner.edits import Batch, Put
from tests.build import training
from tests.db.build import do, reopened
with reopened(Path(sys.argv[1])) as store:
    print("ready", flush=True)
    for step in range(len(store.study.trainings) // 10, 100_000):
        keys = [f"{step:06}-{number}" for number in range(10)]
        rows = [training(key, "a", comment="x" * 3000) for key in keys]
        do(store, Batch(tuple(Put("trainings", row) for row in rows)))
        print(step, flush=True)
"""

CREATE = """
import sys
from pathlib import Path
from db.samples.reading import read_sample
from tests.db.build import made
print("ready", flush=True)
made(Path(sys.argv[1]), read_sample()).close()
"""

#: Dies with half of its transaction already in the file and the other half in the journal.
SPILL = """
import os, signal, sys
from pathlib import Path
from tests.db.build import reopened
with reopened(Path(sys.argv[1])) as store:
    print("ready", flush=True)
    with store._engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.exec_driver_sql("PRAGMA cache_size=1")
        connection.exec_driver_sql("UPDATE trainings SET comment = hex(zeroblob(9000))")
        connection.exec_driver_sql("DROP TRIGGER journal_no_update")
        connection.exec_driver_sql("UPDATE journal SET label = hex(zeroblob(900000))")
        os.kill(os.getpid(), signal.SIGKILL)
"""


def killed(source: str, path: Path, delay: float) -> list[str]:
    """What a script had told when it was killed some time after it was ready."""
    process = subprocess.Popen(
        [sys.executable, "-c", source, str(path)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert process.stdout is not None
    with process.stdout as told:
        assert told.readline().strip() == "ready"
        time.sleep(delay)
        process.kill()
        lines = told.read().splitlines()
    process.wait()
    return lines


def test_a_kill_loses_no_step_that_was_told_and_tears_none(tmp_path: Path) -> None:
    chance = random.Random(KILLS)
    path = tmp_path / "a.cartoplan"
    made(path).close()
    told: set[str] = set()
    for _ in range(KILLS):
        told |= {f"{int(step):06}" for step in killed(WORK, path, chance.uniform(0.0, 0.12))}
        with reopened(path) as store:  # takes the dead process's lock, plays its journal back
            rows = (row.key.partition("-") for row in store.study.trainings)
            steps = Counter(step for step, dash, _ in rows if dash)
            assert set(steps.values()) <= {10}
            assert told <= steps.keys()
            assert store.check_journal() == 1 + len(steps)
    assert told
    assert sql(path, "PRAGMA integrity_check") == [("ok",)]
    assert sql(path, "PRAGMA foreign_key_check") == []


def test_a_new_file_is_whole_or_not_there(tmp_path: Path) -> None:
    chance = random.Random(7)
    for number in range(max(3, KILLS // 10)):
        path = tmp_path / f"{number}.cartoplan"
        killed(CREATE, path, chance.uniform(0.0, 0.9))
        if path.exists():
            with reopened(path) as store:
                assert len(store.study.trainings) == 81


@pytest.mark.parametrize("pages", [None, 100_000])
def test_a_half_written_transaction_is_taken_back_on_writing_and_told_on_reading(
    tmp_path: Path, pages: int | None
) -> None:
    """Also where the header was written already, and not yet the pages that it counts."""
    path = tmp_path / "a.cartoplan"
    made(path).close()
    killed(SPILL, path, 0.3)
    journal = path.with_name("a.cartoplan-journal")
    assert journal.stat().st_size > 0
    if pages is not None:
        with path.open("rb+") as stream:
            stream.seek(28)
            stream.write(pages.to_bytes(4, "big"))
    before = digest(path), digest(journal)
    with pytest.raises(StudyFileError) as caught:
        reopened(path, read_only=True)
    assert caught.value.message.code == "error.file_needs_recovery"
    assert (digest(path), digest(journal)) == before
    with reopened(path) as store:
        assert store.study == small_study()
    assert not journal.exists()
