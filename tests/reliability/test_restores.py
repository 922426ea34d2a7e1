"""T22: any backup can be put back and is the study of its moment; thinning keeps enough."""

from __future__ import annotations

import random
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.backups import Backup, kept, restore
from db.replay import replay, steps_of
from db.writer import Writer
from planner.edits import Set
from tests.db.build import START, FakeClock, do, made, reopened

if TYPE_CHECKING:
    from hypothesis import settings

    from tests.reliability.promise import Figure


@pytest.mark.promise("T22", asked=100, quick=4, unit="restores", weight=15)
def test_a_backup_of_any_day_is_what_the_journal_says_of_that_day(
    figure: Figure, tmp_path: Path
) -> None:
    """Some months of work with backups as they are made and thinned, then restore after restore."""
    chance, clock = random.Random(22), FakeClock()
    path = tmp_path / "a.cartoplan"
    with made(path, clock=clock) as store:
        for number in range(30 if figure.count > 10 else 8):
            do(store, Set("trainings", "t1", (("comment", f"jour {number}"),)))
            clock.forward(hours=chance.randrange(1, 60))
            store.backups.make()
        start, records = store._reading(steps_of)
        backups = store.backups.all()
    assert start is not None
    assert len(backups) >= 4
    writer, restored, replaced = Writer("Ann", "here", clock), 0, set()
    while restored < figure.count:
        backup = chance.choice(backups)
        before = path.read_bytes()
        aside = restore(path, backup, writer)
        assert aside is not None
        assert aside not in replaced  # no file that was replaced takes the name of another
        replaced.add(aside)
        assert aside.read_bytes() == before
        with reopened(path, read_only=True) as store:
            assert store.study == replay(start, records[: backup.seq])
            assert store.check_journal() == backup.seq
        restored += 1
    figure.reached(restored)


@pytest.mark.promise("T22", asked=300, quick=60, unit="histories", weight=2)
def test_thinning_as_time_goes_keeps_a_day_a_week_and_a_month(
    figure: Figure, examples: settings
) -> None:
    """Thinned at each backup and once after a rest, as the store does it."""
    tried = []

    @examples
    @given(
        gaps=st.lists(st.integers(1, 60 * 72), min_size=1, max_size=120),
        rest=st.integers(0, 60 * 24 * 400),
    )
    def thinned(gaps: list[int], rest: int) -> None:
        thin(gaps, rest)
        tried.append(1)

    thinned()
    figure.reached(len(tried))


def thin(gaps: list[int], rest: int) -> None:
    """Back up after each gap in minutes, rest, and look at what is left."""
    now, there, every = START, frozenset[Backup](), []
    for number, minutes in enumerate(gaps):
        now += timedelta(minutes=minutes)
        backup = Backup(now, number, Path(str(number)))
        every.append(backup)
        there = kept(there | {backup}, now)
        assert backup in there
    now += timedelta(minutes=rest)
    there = kept(there, now)
    assert every[-1] in there
    left = {b.at for b in there}
    for backup in every:
        age = now - backup.at
        if age < timedelta(days=1):
            assert backup in there
        elif age < timedelta(days=7):
            assert any(at.date() == backup.at.date() for at in left)
        elif age < timedelta(days=62):
            assert any(at.isocalendar()[:2] == backup.at.isocalendar()[:2] for at in left)
        else:
            near = timedelta(days=31)
            assert any(abs(at - backup.at) <= near for at in left)
    old = [b for b in there if now - b.at >= timedelta(days=62)]
    assert len({(b.at.year, b.at.month) for b in old}) == len(old)
