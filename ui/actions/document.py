"""The one truth: the study, its store, and everyone who wants to know what changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from db.fingerprint import fingerprint
from planner.changes import Touched
from planner.differing import keeping, touched_between
from planner.edits import Applied, Edit, apply
from planner.errors import ConflictError, EditRefused, NotYours, StudyFileError
from planner.reconciling import Clash, reconcile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from db.fetching import Fetched
    from db.journal import Entry, HiddenStep
    from db.store import Store
    from planner.messages import Message
    from planner.rights import Person
    from planner.study import Edition, Study

T = TypeVar("T")

Listener = Callable[[Touched], None]

#: Asks a person which side of each clash shall stand (true for mine); None where they decline.
Settle = Callable[[tuple[Clash, ...]], Mapping[tuple[str, str, str], bool] | None]

#: Keeps an edit that found no line, and is told what was said of the line.
Keep = Callable[["Held", "Message"], None]

#: What a server is not there for, so that an edit waits until it is back.
_CUT = frozenset(
    f"error.{code}" for code in ("server_lost", "server_unreachable", "server_save_unknown")
)


@dataclass(frozen=True, slots=True)
class Held:
    """An edit that waits for a line: what was wanted of which state of the study.

    ``action`` names the step where it may have been kept although no answer came.
    """

    edit: Edit
    label: Message
    base: Study
    action: str = ""


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
        self.cut: Message | None = None  # why nothing can be written just now
        self.keep: Keep | None = None
        self.settle: Settle | None = None
        self._seen: Study | None = None
        self._listeners: list[Listener] = []

    @property
    def today(self) -> Document:
        """The document that keeps the edition looked at; this one where none is."""
        return self if self.beneath is None else self.beneath

    @property
    def is_read_only(self) -> bool:
        """True where nothing can be written."""
        is_shut = self.wreck is not None or self.cut is not None
        return self.store is None or self.store.read_only or is_shut

    @property
    def person(self) -> Person | None:
        """What we are in a shared region; None where no rights bind us."""
        store = self.today.store
        return None if store is None else store.keeper.person

    def refusal(self, collection: str, key: str = "") -> Message | None:
        """Why we may not write a row of a collection, or any where no ``key`` is given."""
        person = self.person
        if person is None:
            return None
        row = getattr(self.study, collection).find(key) if key else None
        if row is not None:
            return person.refusal(self.study, collection, row)
        return person.refusal_to_add(collection)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` with what each change touched; the result unsubscribes it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def do(self, edit: Edit, label: Message) -> Touched:
        """Apply an edit, write it with its journal entry, tell the listeners what it touched.

        Where others have changed the study since it was looked at, what they changed elsewhere
        stands, and :attr:`settle` is asked about what both sides changed. Raises
        :class:`EditRefused` or a store's error; then nothing has changed.
        """
        base = self._seen or self.study
        edit = self._current(edit, base)
        if self.cut is not None and self.keep is not None:
            raise self._held(Held(edit, label, self.study), self.cut)
        try:
            return self._do(edit, label)
        except ConflictError:
            before = self.study
            if self.reload() == Touched():
                raise
            return self._do(self._current(edit, before), label)
        except StudyFileError as error:
            if self.keep is None or error.message.code not in _CUT:
                raise
            action = str(dict(error.message.values).get("action", ""))
            raise self._held(Held(edit, label, self.study, action), error.message) from error

    @contextmanager
    def looked_at(self, study: Study) -> Iterator[None]:
        """Within it, edits are made by somebody who looks at an earlier state of the study."""
        self._seen = study
        try:
            yield
        finally:
            self._seen = None

    def take_up(self, held: Held) -> bool:
        """Do an edit that was held while the line was cut, on the study as it is now.

        False where it is found to be kept already: its answer was lost, not the step. Raises
        what :meth:`do` does.
        """
        if held.action and self._writable().has_step(held.action):
            return False
        with self.looked_at(held.base):
            self.do(held.edit, held.label)
        return True

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

    def reload(self, fetched: Fetched | None = None) -> Touched:
        """Read the study again from its store, after somebody else has written; what differs.

        What is told to have been touched are the rows that differ, so that all else stays as it
        lies. With ``fetched``, what was read by another thread is taken.
        """
        if self.store is None:
            return Touched()
        there = self.store.load(fetched)
        touched = touched_between(self.study, there)
        if touched != Touched():
            self.study = keeping(self.study, there, touched)
            self._tell(touched)
        return touched

    def steps(self, collection: str, key: str | None, limit: int) -> tuple[Entry, ...]:
        """The last steps about a collection or a row, newest first.

        None where there is no store, nor while the line to a server is cut.
        """
        return self._asked(lambda store: store.history(collection, key, limit))

    def hidden(self, rows: Iterable[tuple[str, str | None]] = ()) -> tuple[HiddenStep, ...]:
        """The steps about some rows, or all, that a region does not let us read, newest first."""
        return self._asked(lambda store: store.hidden(rows))

    def _asked(self, ask: Callable[[Store], tuple[T, ...]]) -> tuple[T, ...]:
        if self.store is None or self.cut is not None:
            return ()
        try:
            return ask(self.store)
        except StudyFileError as error:
            if error.message.code in _CUT:  # cut just now
                return ()
            raise

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
        if self.cut is not None:
            raise EditRefused("line_cut", name=self.store.keeper.name)
        return self.store

    def _held(self, held: Held, why: Message) -> StudyFileError:
        """Hand an edit that we may do to whoever waits for the line; the error that says so."""
        self._applied(held.edit)
        if self.keep is not None:
            self.keep(held, why)
        name = "" if self.store is None else self.store.keeper.name
        return StudyFileError("edit_held", name=name, step=held.label)

    def _do(self, edit: Edit, label: Message) -> Touched:
        applied = self._applied(edit)
        if applied.study == self.study:
            return Touched()
        self._writable().save(applied, edit, label=label)
        return self._take(applied)

    def _applied(self, edit: Edit) -> Applied:
        """What an edit makes of the study, where we may do it."""
        applied = apply(self.study, edit)
        person = self.person
        if person is not None:
            for said in person.refusals(self.study, applied.study, applied.touched):
                raise NotYours(said)
        return applied

    def _current(self, edit: Edit, base: Study) -> Edit:
        """An edit made on ``base``, as it is to be done now; asked about where sides clash."""
        if base is self.study:
            return edit
        first = reconcile(edit, base, self.study)
        if not first.clashes:
            return first.edit
        choices = None if self.settle is None else self.settle(first.clashes)
        if choices is None:
            clash = first.clashes[0]
            where = f"collection.{clash.collection}"
            raise ConflictError("clash_left", collection=where, key=clash.key)
        return reconcile(edit, base, self.study, choices).edit

    def _repeat(self, entry: Entry, edit: Edit, kind: str) -> Message:
        """Do an edit of the history, under the name of the step that it belongs to."""
        self._writable().refuse_overtaken(entry)
        applied = self._applied(edit)
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
