"""Garbage collected in the main thread alone, while another thread of ours lives.

Python collects in whichever thread makes the next object; in another one than Qt's it would take
widgets apart there, which ends the process. The collector is one for the whole process: whoever
needs it to rest says so, and it is as it was once nobody does any more.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer, Slot

_EVERY = 1_000  # ms


class _Rest:
    """Who needs Python's own collecting to rest just now."""

    def __init__(self) -> None:
        """Nobody needs it yet."""
        self._wanted: set[object] = set()
        self._was_enabled = False

    def begin(self, owner: object) -> None:
        """Let ``owner`` need it; asked for twice it is needed once."""
        if not self._wanted:
            self._was_enabled = gc.isenabled()
            gc.disable()
        self._wanted.add(owner)

    def end(self, owner: object) -> None:
        """Let ``owner`` need it no more; with the last one, Python collects again if it did."""
        if owner not in self._wanted:
            return
        self._wanted.remove(owner)
        if not self._wanted and self._was_enabled:
            gc.enable()


REST = _Rest()


class MainCollector(QObject):
    """Collects from a timer what Python would collect by itself, in the same measure."""

    def __init__(self, parent: QObject) -> None:
        """A collector that rests until it is started."""
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self.collect)

    def start(self) -> None:
        """Collect here alone from now on."""
        REST.begin(self._timer)
        self._timer.start()

    def stop(self) -> None:
        """Let Python collect by itself again, if it did and nobody else needs it to rest."""
        self._timer.stop()
        REST.end(self._timer)

    @Slot()
    def collect(self) -> None:
        """Collect the oldest generation that is due."""
        due = [
            n
            for n, (made, most) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
            if made > most
        ]
        if due:
            gc.collect(due[-1])
