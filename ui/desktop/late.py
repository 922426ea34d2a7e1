"""What is made late: the parts of a widget that nobody has looked at so far."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

Part = TypeVar("Part")


class Late(Mapping[str, Part], Generic[Part]):
    """Parts by their names; one that is asked for is made, those in :attr:`all` may not be."""

    def __init__(self, parts: Mapping[str, Part], make: Callable[[Part], None]) -> None:
        """``make`` is called each time that one of ``parts`` is asked for."""
        self.all = tuple(parts.values())
        self._parts, self._make = parts, make

    def __getitem__(self, name: str) -> Part:
        """The part of that name, made."""
        self._make(self._parts[name])
        return self._parts[name]

    def __iter__(self) -> Iterator[str]:
        """Their names; none is made by it."""
        return iter(self._parts)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._parts)


@contextmanager
def made_late(room: QWidget) -> Iterator[None]:
    """Within it, the parts of ``room`` are made; they are seen at once where the room is seen.

    Qt would show them when the event loop comes round. A tab that comes to the front with nothing
    in it is given the keyboard itself: it hands it on to the first of its parts.
    """
    is_seen, has_focus = room.isVisible(), room.hasFocus()
    if is_seen:
        room.hide()
    yield
    if is_seen:
        room.show()
    first = next(filter(_takes_tab, room.findChildren(QWidget)), None)
    if has_focus and first is not None:
        first.setFocus(Qt.FocusReason.OtherFocusReason)


def _takes_tab(part: QWidget) -> bool:
    """True where Tab would come to ``part``."""
    by_tab = bool(part.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return by_tab and part.focusProxy() is None and part.isVisible() and part.isEnabled()
