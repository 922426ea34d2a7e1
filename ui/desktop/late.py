"""What is made late: the parts of a widget that nobody has looked at so far."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Iterator

_NEAREST = Qt.FindChildOption.FindDirectChildrenOnly


@contextmanager
def made_late(room: QWidget) -> Iterator[None]:
    """Within it, the parts of ``room`` are made as if they had been made together with it.

    They are seen at once where the room is seen, and Tab comes to them where the room stands:
    Qt would show them when the event loop comes round, and let Tab come to them last of all.
    """
    is_seen = room.isVisible()
    if is_seen:
        room.hide()
    yield
    _order(room)
    if is_seen:
        room.show()


def _order(room: QWidget) -> None:
    """Let Tab come to the parts of ``room`` after what stands before it."""
    before = _before(room)
    for part in _reached(room):
        if before is not None:
            QWidget.setTabOrder(before, part)
        before = part


def _before(room: QWidget) -> QWidget | None:
    """What Tab comes to just before ``room``; None where it is the first to be reached."""
    parent = room.parentWidget()
    if room.isWindow() or parent is None:
        return None
    brothers = parent.findChildren(QWidget, options=_NEAREST)
    for brother in reversed(brothers[: brothers.index(room)]):
        reached = () if brother.isWindow() else (*_reached(brother),)
        if reached:
            return reached[-1]
    return parent if _takes_tab(parent) else _before(parent)


def _reached(room: QWidget) -> Iterator[QWidget]:
    """``room`` and its parts, as they were made, that the keyboard can be given to."""
    if _takes_tab(room):
        yield room
    for part in room.findChildren(QWidget, options=_NEAREST):
        if not part.isWindow():
            yield from _reached(part)


def _takes_tab(part: QWidget) -> bool:
    """True but for parts that hand the keyboard on: they follow the one that has it."""
    return part.focusPolicy() is not Qt.FocusPolicy.NoFocus and part.focusProxy() is None
