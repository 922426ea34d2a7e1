"""The one truth: the study, its store, and everyone who wants to know what changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.fingerprint import fingerprint
from planner.changes import EVERYTHING, Touched
from planner.edits import Applied, Edit, apply
from planner.errors import EditRefused

if TYPE_CHECKING:
    from pathlib import Path

    from db.journal import Entry
    from db.store import Store
    from planner.messages import Message
    from planner.study import Edition, Study

Listener = Callable[[Touched], None]


@dataclass(frozen=True, slots=True)
class Wreck:
    """A damaged study file of which only what is readable is looked at, and what is wrong."""

    path: Path
    why: Message


class Document:
    """A study being worked on.

    With a store, each edit is on disk before :meth:`do` returns; without one (the shipped study
    looked at without a file, an edition) the study can only be read.
    """

    def __init__(
        self,
        study: Study,
        store: Store | None = None,
        *,
        edition: Edition | None = None,
        beneath: Document | None = None,
        wreck: Wreck | None = None,
    ) -> None:
        """Hold ``study``, kept in ``store`` where there is one.

        Where the study is that of an ``edition``, ``beneath`` is the document that keeps it;
        where its file is damaged, ``wreck`` tells which and how, and nothing is written.
        """
        self.study = study
        self.store = store
        self.edition = edition
        self.beneath = beneath
        self.wreck = wreck
        self._listeners: list[Listener] = []

    @property
    def today(self) -> Document:
        """The document that keeps the edition looked at; this one where none is."""
        return self if self.beneath is None else self.beneath

    @property
    def is_read_only(self) -> bool:
        """True where nothing can be written."""
        return self.store is None or self.store.read_only or self.wreck is not None

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` with what each change touched; the result unsubscribes it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def do(self, edit: Edit, label: Message) -> Touched:
        """Apply an edit, write it with its journal entry, tell the listeners what it touched.

        Raises :class:`EditRefused` or a store's error; then nothing has changed.
        """
        applied = apply(self.study, edit)
        if applied.study == self.study:
            return Touched()
        self._writable().save(applied, edit, label=label)
        return self._take(applied)

    def undo(self) -> Message:
        """Undo the last step and say which; :class:`EditRefused` where there is none."""
        entry = self._writable().undoable()
        if entry is None:
            raise EditRefused("nothing_to_undo")
        return self._repeat(entry, entry.inverse, "undo")

    def redo(self) -> Message:
        """Redo the step undone last and say which; :class:`EditRefused` where there is none."""
        entry = self._writable().redoable()
        if entry is None:
            raise EditRefused("nothing_to_redo")
        return self._repeat(entry, entry.edit, "redo")

    def reload(self) -> None:
        """Read the study again from its store, after somebody else has written."""
        if self.store is not None:
            self.study = self.store.load()
            self._tell(EVERYTHING)

    def fingerprint(self) -> str:
        """What this study shares with its copies and with no other: 64 hexadecimal digits."""
        return fingerprint(self.study)

    def close(self) -> None:
        """Let the file go, also one beneath an edition; the document can no longer be used."""
        self._listeners.clear()
        if self.beneath is not None:
            self.beneath.close()
        if self.store is not None:
            self.store.close()

    def _writable(self) -> Store:
        if self.edition is not None:
            raise EditRefused("edition_read_only", name=self.edition.name)
        if self.wreck is not None:
            raise EditRefused("wreck_read_only", path=str(self.wreck.path))
        if self.store is None:
            raise EditRefused("no_file")
        if self.store.read_only:
            raise EditRefused("read_only", path=str(self.store.path or self.store.keeper.name))
        return self.store

    def _repeat(self, entry: Entry, edit: Edit, kind: str) -> Message:
        """Do an edit of the history, under the name of the step that it belongs to."""
        self._writable().refuse_overtaken(entry)
        applied = apply(self.study, edit)
        self._writable().save(applied, edit, label=entry.label, kind=kind, target=entry.seq)
        self._take(applied)
        return entry.label

    def _take(self, applied: Applied) -> Touched:
        self.study = applied.study
        self._tell(applied.touched)
        return applied.touched

    def _tell(self, touched: Touched) -> None:
        for listener in tuple(self._listeners):
            listener(touched)
