"""What may be written just now, and why not: an edition, a file that is only read, rights, a line.

Every control that writes asks here, so that what is closed is closed everywhere with one reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from planner.edits import apply
from planner.errors import CartoplanError

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    from planner.edits import Edit
    from planner.study import Entity
    from ui.desktop.session import Session

#: Where a control keeps the reason for which it is closed, and its own help meanwhile.
_REASON, _HELP = "closed_for", "own_help"


class Told(Protocol):
    """What tells something of itself: a widget, or an action."""

    def toolTip(self) -> str:
        """What it tells."""

    def setToolTip(self, words: str, /) -> None:
        """Let it tell something."""

    def property(self, name: str, /) -> object:
        """What was kept with it."""

    def setProperty(self, name: str, value: object, /) -> bool:
        """Keep something with it."""


class Lockable(Told, Protocol):
    """A control that can be read only, such as those of ``ui/desktop/inputs.py``."""

    def lock(self, reason: str) -> None:
        """Let nothing be typed where there is a reason."""


def latched(control: QWidget | QAction, reason: str, *, is_possible: bool = True) -> None:
    """Let a control be worked where it is possible and no ``reason`` stands against it.

    The reason is told in place of its own help (also to a screen reader, which reads the tooltip),
    and that help comes back when the reason goes.
    """
    _tell(control, reason)
    control.setEnabled(is_possible and not reason)


def locked(control: Lockable, reason: str) -> None:
    """Let a control that is typed in be read only, where there is a ``reason``, and tell it."""
    _tell(control, reason)
    control.lock(reason)


def _tell(control: Told, reason: str) -> None:
    """Tell the reason in place of the control's own help, or give that back."""
    was = str(control.property(_REASON) or "")
    if not was or control.toolTip() != was:
        control.setProperty(_HELP, control.toolTip())
    control.setProperty(_REASON, reason)
    control.setToolTip(reason or str(control.property(_HELP)))


class Latch:
    """Tells for rows whether they can be written; sentences are empty where they can."""

    def __init__(self, session: Session, room: str = "") -> None:
        """A latch for the document on the session's desk, whichever it is.

        ``room`` is the collection that stands for all that is written here, where in a shared
        region a person may do the same with each.
        """
        self.session, self.room = session, room

    @property
    def lock(self) -> str:
        """Why nothing can be written here, as a sentence."""
        return self.lock_of(self.room) if self.room else self._shut()

    def lock_of(self, collection: str, *keys: str) -> str:
        """Why some of these rows cannot be written; without any, why none can be added."""
        shut, document = self._shut(), self.session.desk.document
        if shut or document.person is None:
            return shut
        for key in keys or ("",):
            said = document.refusal(collection, key)
            if said is not None:
                return self.session.texts.say(said)
        return ""

    def lock_of_new(self, collection: str, row: Entity) -> str:
        """Why a row that is yet to be added cannot be."""
        shut, person = self._shut(), self.session.desk.document.person
        if shut or person is None:
            return shut
        said = person.refusal(self.session.study, collection, row)
        return "" if said is None else self.session.texts.say(said)

    def lock_of_edit(self, make: Callable[[], Edit]) -> str:
        """Why an edit that is yet to be made cannot be: one of its rows is not ours."""
        shut, person = self._shut(), self.session.desk.document.person
        if shut or person is None:
            return shut
        study = self.session.study
        try:
            applied = apply(study, make())
        except CartoplanError:  # refused for another reason, that is told when it is tried
            return ""
        said = next(person.refusals(study, applied.study, applied.touched), None)
        return "" if said is None else self.session.texts.say(said)

    def may(self, collection: str, key: str) -> bool:
        """True where a row can be written; asked for each cell that is drawn."""
        document = self.session.desk.document
        return not document.is_read_only and document.refusal(collection, key) is None

    def _shut(self) -> str:
        """Why nobody could write anything."""
        document, say = self.session.desk.document, self.session.say
        if not document.is_read_only:
            return ""
        if document.edition is not None:
            return say("edition.locked", name=document.edition.name)
        if document.store is None:
            return say("trainings.locked.no_file")
        name = document.store.keeper.name
        if document.cut is not None:
            return say("together.locked", name=name)
        return say("trainings.locked.read_only", name=name)
