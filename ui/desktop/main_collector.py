"""Garbage collected in the main thread alone, while another thread of ours lives.

Python collects in whichever thread makes the next object; in another one than Qt's it would take
widgets apart there, which ends the process.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer, Slot

_EVERY = 1_000  # ms


class MainCollector(QObject):
    """Collects from a timer what Python would collect by itself, in the same measure."""

    def __init__(self, parent: QObject) -> None:
        """A collector that rests until it is started."""
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self.collect)
        self._was_enabled = False

    def start(self) -> None:
        """Collect here alone from now on."""
        if not self._timer.isActive():
            self._was_enabled = gc.isenabled()
            gc.disable()
            self._timer.start()

    def stop(self) -> None:
        """Let Python collect by itself again, if it did."""
        if self._timer.isActive():
            self._timer.stop()
            if self._was_enabled:
                gc.enable()

    @Slot()
    def collect(self) -> None:
        """Collect the oldest generation that is due."""
        if gc.isenabled():
            gc.disable()  # the lane has ended its work and let Python collect again
        due = [
            n
            for n, (made, most) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
            if made > most
        ]
        if due:
            gc.collect(due[-1])
