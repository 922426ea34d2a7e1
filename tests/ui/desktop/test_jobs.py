from __future__ import annotations

import gc
import threading
from threading import Event

import pytest

from planner.errors import ExportError
from ui.desktop.jobs import Jobs


def test_a_job_runs_in_another_thread_and_ends_in_this_one(qtbot, jobs):
    seen = []
    job = jobs.start("work", lambda watch: threading.get_ident())
    job.succeeded.connect(lambda result: seen.append((result, threading.get_ident())))
    with qtbot.waitSignal(job.ended):
        pass
    (ran, told) = seen[0]
    assert told == threading.get_ident()
    assert ran != told


def test_jobs_run_one_after_the_other_in_their_order(qtbot, jobs):
    order: list[int] = []
    for number in range(5):
        job = jobs.start(str(number), lambda watch, n=number: order.append(n))
    with qtbot.waitSignal(job.ended):
        pass
    assert order == [0, 1, 2, 3, 4]
    assert jobs.waiting == []


def test_progress_comes_now_and_then_and_always_at_the_end(qtbot, jobs):
    told: list[float] = []

    def work(watch):
        for step in range(20_001):
            watch.step(step / 20_000, "desktop.open")

    job = jobs.start("steps", work)
    job.stepped.connect(lambda done, stage: told.append(done))
    with qtbot.waitSignal(job.ended):
        pass
    assert told[-1] == 1.0
    assert len(told) < 200
    assert told == sorted(told)


def test_a_cancelled_job_stops_at_its_next_step(qtbot, jobs):
    begun = Event()

    def work(watch):
        begun.set()
        while True:
            watch.step(0.5)

    job = jobs.start("endless", work)
    assert begun.wait(5)
    with qtbot.waitSignals([job.cancelled, job.ended]):
        job.cancel()


def test_a_job_cancelled_before_its_turn_never_begins(qtbot, jobs):
    held, ran = Event(), []
    first = jobs.start("first", lambda watch: held.wait(5))
    second = jobs.start("second", lambda watch: ran.append(1))
    second.cancel()
    with qtbot.waitSignals([first.succeeded, second.cancelled]):
        held.set()
    assert ran == []


def test_what_a_job_raises_comes_back_as_its_failure(qtbot, jobs):
    def work(watch):
        raise ExportError("export_failed", file="x", reason="y")

    job = jobs.start("failing", work)
    with qtbot.waitSignal(job.failed) as told:
        pass
    assert isinstance(told.args[0], ExportError)


def test_the_lane_goes_on_after_a_failure(qtbot, jobs):
    jobs.start("failing", lambda watch: 1 / 0)
    job = jobs.start("next", lambda watch: 42)
    with qtbot.waitSignal(job.succeeded) as told:
        pass
    assert told.args == [42]


def test_shutting_down_stops_the_job_and_waits_for_the_thread(qapp):
    jobs = Jobs()
    begun, ended = Event(), Event()

    def work(watch):
        begun.set()
        try:
            while True:
                watch.step(0.1)
        finally:
            ended.set()

    jobs.start("endless", work)
    never: list[int] = []
    jobs.start("waiting", lambda watch: never.append(1))
    assert begun.wait(5)
    jobs.shutdown()
    assert ended.is_set()
    assert not jobs.is_running
    assert never == []


def test_a_closed_lane_takes_no_more_work(qapp):
    jobs = Jobs()
    jobs.shutdown()
    with pytest.raises(RuntimeError):
        jobs.start("late", lambda watch: None)


class Knot:
    """Garbage that only the cyclic collector can take, and that tells in which thread it does."""

    def __init__(self, told):
        self.me, self.told = self, told

    def __del__(self):
        self.told.append(threading.get_ident())


def test_no_widget_is_ever_taken_apart_in_the_lane(qtbot, jobs):
    told: list[int] = []
    for _ in range(10):
        Knot(told)
    job = jobs.start("allocate", lambda watch: [[number] for number in range(300_000)])
    with qtbot.waitSignal(job.ended):
        pass
    gc.collect()
    assert len(told) == 10
    assert set(told) == {threading.get_ident()}


def test_the_collector_is_as_it_was_when_the_lane_rests(qtbot, jobs):
    assert gc.isenabled()
    job = jobs.start("short", lambda watch: None)
    assert not gc.isenabled()
    with qtbot.waitSignal(job.ended):
        pass
    assert gc.isenabled()
    jobs.start("cut", lambda watch: None)
    jobs.shutdown()
    assert gc.isenabled()
