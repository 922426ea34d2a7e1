from __future__ import annotations

import gc

from PySide6.QtCore import QObject

from ui.desktop.main_collector import MainCollector


def test_two_windows_let_python_collect_again_when_the_last_is_closed(qapp):
    parent = QObject()
    first, second = MainCollector(parent), MainCollector(parent)
    assert gc.isenabled()
    first.start()
    second.start()
    first.start()  # begun twice is begun once
    first.stop()
    assert not gc.isenabled()  # the thread of the second still lives
    second.stop()
    assert gc.isenabled()


def test_the_collector_rests_until_watch_and_lane_have_both_ended(qtbot, jobs):
    collector = MainCollector(jobs)
    collector.start()
    job = jobs.start("short", lambda watch: None)
    with qtbot.waitSignal(job.ended):
        pass
    assert not gc.isenabled()
    collector.stop()
    assert gc.isenabled()
