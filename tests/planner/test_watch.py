from __future__ import annotations

import pytest

from planner.watch import Cancelled, Watch


def test_steps_are_told_between_zero_and_one():
    told = []
    watch = Watch(lambda done, code: told.append((done, code)))
    for done in (-1, 0.5, 7):
        watch.step(done, "step")
    assert told == [(0.0, "step"), (0.5, "step"), (1.0, "step")]


def test_a_cancelled_watch_stops_at_the_next_step_and_tells_nothing_more():
    told = []
    watch = Watch(lambda done, code: told.append(done))
    watch.cancel()
    with pytest.raises(Cancelled):
        watch.step(0.5)
    assert told == []


def test_a_watch_without_listener_only_watches():
    Watch().step(0.5)
