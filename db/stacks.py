"""Which step can be undone and which redone, told by the journal alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db import steps
from db.journal import EntryKind, Head
from planner.errors import StudyFileError

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Stacks:
    """The steps that can be undone and redone, by number, newest last."""

    def __init__(self, own: str | None = None) -> None:
        """Nothing done yet; with ``own``, only the steps of that author count."""
        self._own = own
        self._undo: list[int] = []
        self._redo: list[int] = []
        self.head = Head()

    def copy(self) -> Stacks:
        """The same steps, which go their own way from here."""
        made = Stacks(self._own)
        made._undo, made._redo, made.head = [*self._undo], [*self._redo], self.head
        return made

    @property
    def seen(self) -> int:
        """The number of the last step that was taken in; 0 for none."""
        return self.head.seq

    @property
    def undoable(self) -> int | None:
        """The step to undo next, or None."""
        return self._undo[-1] if self._undo else None

    @property
    def redoable(self) -> int | None:
        """The step to redo next, or None."""
        return self._redo[-1] if self._redo else None

    def catch_up(self, connection: Connection) -> bool:
        """Take in the entries that the journal has gained since; True where there were any."""
        seen = self.seen
        for step in connection.execute(steps.after(connection, self.seen)):
            head = Head(step.seq, step.hash)
            self.take(head, EntryKind(step.kind), step.target, step.author)
        return self.seen != seen

    def take(self, head: Head, kind: EntryKind, target: int | None, author: str) -> None:
        """Take in the entry at ``head``, which must follow the last one."""
        self.head, seq = head, head.seq
        if self._own not in (None, author):
            return
        match kind:
            case EntryKind.DO:
                self._undo.append(seq)
                self._redo.clear()
            case EntryKind.UNDO:
                self._redo.append(_popped(self._undo, target))
            case EntryKind.REDO:
                self._undo.append(_popped(self._redo, target))

    def check(self, kind: EntryKind, target: int | None) -> None:
        """Raise ``StudyFileError`` where an undo or redo is not about the step that is next."""
        expected = {EntryKind.UNDO: self.undoable, EntryKind.REDO: self.redoable}.get(kind)
        if target != expected or (kind in (EntryKind.UNDO, EntryKind.REDO) and target is None):
            raise StudyFileError("step_not_next", seq=target, next=expected)


def _popped(stack: list[int], target: int | None) -> int:
    if not stack or stack[-1] != target:
        raise StudyFileError("journal_broken", seq=target)
    return stack.pop()
