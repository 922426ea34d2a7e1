"""The token that a long computation is given: progress goes out, a wish to stop comes in."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Cancelled(Exception):
    """Raised by :meth:`Watch.step` when the user asked to stop; unwinds without leftovers."""


class Watch:
    """Carries progress (0 to 1) out of a long verb and cancellation into it."""

    def __init__(self, on_step: Callable[[float, str], None] | None = None) -> None:
        """Report each step to ``on_step(share_done, text_code)`` where one is given."""
        self._on_step = on_step
        self._stop = Event()

    def cancel(self) -> None:
        """Ask the verb to stop at its next step; safe from any thread."""
        self._stop.set()

    def step(self, done: float, text_code: str = "") -> None:
        """Tell that ``done`` (0 to 1) is behind us; raises :class:`Cancelled` if asked to stop."""
        if self._stop.is_set():
            raise Cancelled
        if self._on_step is not None:
            self._on_step(min(max(done, 0.0), 1.0), text_code)
