"""What is made in millions, and what is loaded to stay, without the collector looking at it."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def collector_paused() -> Iterator[None]:
    """Millions of new tuples and no rubbish: the collector would look at them all, many times."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@contextmanager
def loading() -> Iterator[None]:
    """Modules that stay until the end: no garbage while they come, nor ever looked through again.

    Looked through while they are loaded, they take a seventh longer; later, each collection of the
    oldest generation would stop the window for as long as they are many.
    """
    with collector_paused():
        yield
    gc.freeze()
