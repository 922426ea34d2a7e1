from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Signal


class Bell(QObject):
    rung = Signal()


def test_a_signal_costs_no_reference(qapp):
    """PySide6 6.12.0 drops a reference to True with each emit and so ends Python 3.11 for good."""
    bell = Bell()
    spare = [True] * 1000
    before = sys.getrefcount(True)
    for _ in range(500):
        bell.rung.emit()
    assert abs(sys.getrefcount(True) - before) < 100, len(spare)
