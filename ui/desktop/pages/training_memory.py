"""What the page of trainings showed, kept while language or theme rebuild it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.actions.views import SavedView
    from ui.desktop.memory import Memory

_NAME = "trainings/shown"


@dataclass(frozen=True, slots=True)
class Kept:
    """Columns, filters, words and sorting; the trainings of another page's selection and why.

    ``selected`` are the keys of the selected lines, ``current`` that of the current one.
    """

    view: SavedView
    selection: tuple[tuple[str, ...], str] | None
    selected: tuple[str, ...]
    current: str


def keep(memory: Memory, shown: Kept) -> None:
    """Keep what is shown until the window is closed."""
    memory.hold(_NAME, shown)


def kept(memory: Memory) -> Kept | None:
    """What was shown when the page was last there; None where it never was."""
    found = memory.recall(_NAME)
    return found if isinstance(found, Kept) else None
