"""What every page is given: the document, the words, the look, the lane, and the ways to act.

Pages never know the window: they ask (``show_page``, ``show_trainings``), act (``do``,
``run_verb``, ``start_verb``) and listen (``changed``).
"""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from planner.changes import EVERYTHING, Touched
from planner.errors import CartoplanError
from planner.messages import Message, message
from ui.actions.document import Document
from ui.actions.editions import lay_edition, lay_today
from ui.actions.locks import LOCKED
from ui.actions.registry import VERBS
from ui.actions.settings import write_settings
from ui.desktop.memory import Memory
from ui.desktop.region_link import RegionLink

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from db.server.address import Address
    from planner.edits import Edit
    from planner.study import Edition, Study
    from planner.watch import Watch
    from ui.actions.desk import Desk
    from ui.actions.outcome import Outcome
    from ui.actions.settings import Settings
    from ui.actions.texts import Texts
    from ui.desktop.jobs import Job, Jobs
    from ui.desktop.style import Look

T = TypeVar("T")


class Session(QObject):
    """The document at work and everything that a page needs to show and change it.

    Signals:
        changed(object): a :class:`~planner.changes.Touched`; after each change of the study.
        history_changed(): undo or redo lead elsewhere than before.
        opened(): another document lies on the desk.
        page_asked(str): somebody wants to see the page of that key.
        selection_asked(object, str): training keys to be shown by the Formations page, and why.
        place_asked(object): a :class:`~planner.findings.Place` to be shown on its own page.
        said(str): a sentence about what was done.
        refused(str): a sentence about what could not be done, and the remedy.
        warned(str): a sentence about what was done but is not safe.
        locked(object, object): the file that somebody else holds, and the refusal that says so.
        written(object, str): paths that were written, and the sentence that tells it.
    """

    changed = Signal(object)
    history_changed = Signal()
    opened = Signal()
    page_asked = Signal(str)
    selection_asked = Signal(object, str)
    place_asked = Signal(object)
    said = Signal(str)
    refused = Signal(str)
    warned = Signal(str)
    locked = Signal(object, object)
    written = Signal(object, str)

    def __init__(
        self,
        desk: Desk,
        jobs: Jobs,
        look: Look,
        settings: Settings,
        settings_path: Path | None = None,
        memory: Memory | None = None,
        parent: QObject | None = None,
    ) -> None:
        """Work on ``desk``; preferences are kept at ``settings_path`` where one is given."""
        super().__init__(parent)
        self.desk = desk
        self.jobs = jobs
        self.look = look
        self.settings = settings
        self.memory = memory or Memory()
        self.saved_at: datetime | None = None
        self.why_read_only = ""  # in a few words, where the file is only read
        self._settings_path = settings_path
        self._document = desk.document
        self._unsubscribe = desk.document.subscribe(self._on_touched)
        self.region = RegionLink(self)

    @property
    def study(self) -> Study:
        """The study as it is now; read it anew in each ``refresh``, never keep it."""
        return self.desk.document.study

    @property
    def texts(self) -> Texts:
        """The words of the window's language."""
        return self.desk.texts

    def say(self, code: str, **values: object) -> str:
        """The sentence of a text code with its named values."""
        return self.texts.say(message(code, **values))  # type: ignore[arg-type]

    def do(self, edit: Edit, label: Message) -> bool:
        """Apply an edit as one named step; False, with the reason shown, where it is refused."""
        return self.guarded(partial(self.desk.document.do, edit, label)) is not None

    def run_verb(self, key: str, /, **given: object) -> Outcome | None:
        """Run a short verb now; None, with the reason shown, where it is refused."""
        outcome = self.guarded(partial(VERBS[key].run, self.desk, **given))
        self._adopt()
        if outcome is not None:
            self._tell(outcome)
        return outcome

    def start_verb(self, key: str, /, *, desk: Desk | None = None, **given: object) -> Job:
        """Run a long verb in the lane; its result is told.

        It works on ``desk``, else on a frozen copy of the study.
        """
        desk = desk or replace(self.desk, document=Document(self.study))
        job = self.jobs.start(
            self.say(VERBS[key].label), partial(_run, VERBS[key].run, desk, given)
        )
        job.succeeded.connect(self._tell)
        job.failed.connect(self.on_failed)
        job.cancelled.connect(self._on_cancelled)
        return job

    def guarded(
        self, act: Callable[[], T], refuse: Callable[[str], object] | None = None
    ) -> T | None:
        """What ``act`` gives; None, with the reason shown or told to ``refuse``, if refused."""
        try:
            return act()
        except CartoplanError as error:
            (refuse or self.refused.emit)(self.texts.say(error.message))
            return None

    @property
    def folder(self) -> Path:
        """Where file dialogs open: beside the study file, else at home."""
        store = self.desk.document.today.store
        path = None if store is None else store.path
        return Path.home() if path is None else path.parent

    def open(
        self,
        place: Path | Address,
        refuse: Callable[[str], object] | None = None,
        *,
        read_only: bool = False,
        found: Document | None = None,
    ) -> bool:
        """Lay a study file or a region on the desk; False, with the reason shown, if refused.

        The reason is told to ``refuse`` where it is given. Where somebody else holds a file,
        :attr:`locked` asks what to do. ``found`` is what is laid there instead, while the file is
        let go: what is readable of it, or nothing to be written. An address is kept among the
        preferences, its password nowhere.
        """
        from ui.actions.rescue import open_as_is  # it loads the database: only when needed

        if found is not None:
            self._lay(found)
            return True
        desk, store = self.desk, self.desk.document.today.store
        here = None if store is None else store.path
        is_here = here is not None and isinstance(place, Path) and here.resolve() == place.resolve()
        if store is not None and is_here and (read_only or not store.read_only):
            self.leave_edition()
            return True
        try:
            document = open_as_is(place, desk.author, desk.now, read_only=read_only)
        except CartoplanError as error:
            (refuse or self.refused.emit)(self.texts.say(error.message))
            if error.message.code in LOCKED:
                self.locked.emit(place, error.message)
            return False
        self._lay(document)
        if isinstance(place, Path):
            self.keep(self.settings.with_recent(place.resolve()))
        else:
            self.keep(self.settings.with_region(place))
        return True

    def _lay(self, document: Document) -> None:
        """Lay another document on the desk and let the former one go."""
        old, self.desk.document = self.desk.document, document
        self._adopt()
        old.close()

    @property
    def edition(self) -> Edition | None:
        """The edition that is looked at, or None: the study of today lies on the desk."""
        return self.desk.document.edition

    @property
    def today(self) -> Study:
        """The study of today, also while an edition of it is looked at."""
        return self.desk.document.today.study

    def open_edition(self, told: str) -> bool:
        """Lay an edition on the desk, by key or name, to be read; False, with the reason shown.

        The study of today stays open beneath; :meth:`leave_edition` leads back to it.
        """
        opened = self.guarded(partial(lay_edition, self.desk, told)) is not None
        self._adopt()
        return opened

    def leave_edition(self) -> None:
        """Lay the study of today on the desk again."""
        lay_today(self.desk)
        self._adopt()

    def close(self) -> None:
        """Stop the lane, then let the file go; nothing can be done afterwards."""
        self.region.close()
        self.jobs.shutdown()
        self.desk.document.close()

    def step_name(self, *, forward: bool = False) -> str:
        """The name of the step that undo (or redo, ``forward``) would take; empty for none."""
        store = self.desk.document.store
        if store is None or self.desk.document.is_read_only:
            return ""
        try:
            entry = store.redoable() if forward else store.undoable()
        except CartoplanError:  # the line was cut just now: whoever watches it will tell
            return ""
        return self.texts.say(entry.label) if entry is not None else ""

    def keep(self, settings: Settings) -> None:
        """Take over preferences and write them down."""
        self.settings = settings
        if self._settings_path is None:
            return
        try:
            write_settings(self._settings_path, settings)
        except OSError as error:
            self.refused.emit(self.say("desktop.settings_not_kept", reason=error.strerror or ""))

    @Slot(object)
    def on_failed(self, error: Exception) -> None:
        """Tell why a job failed: a sentence for what we foresaw, the crash report for the rest."""
        if isinstance(error, CartoplanError):
            self.refused.emit(self.texts.say(error.message))
        else:
            sys.excepthook(type(error), error, error.__traceback__)

    @Slot()
    def _on_cancelled(self) -> None:
        self.said.emit(self.say("desktop.job_cancelled"))

    @Slot(object)
    def _tell(self, outcome: Outcome) -> None:
        sentence = " ".join(self.texts.say(part) for part in outcome.said)
        if outcome.written:
            self.written.emit(outcome.written, sentence)
        elif sentence:
            self.said.emit(sentence)

    def _adopt(self) -> None:
        """Listen to the document on the desk where a verb has laid another one there."""
        if self.desk.document is self._document:
            return
        self._unsubscribe()
        is_same_file = self._document.today is self.desk.document.today
        self._document = self.desk.document
        self._unsubscribe = self._document.subscribe(self._on_touched)
        if not is_same_file:
            self.saved_at = None
            self.why_read_only = ""
        self.opened.emit()
        self._on_touched(EVERYTHING)

    def _on_touched(self, touched: Touched) -> None:
        if touched is not EVERYTHING and not self.region.is_taking:
            self.saved_at = self.desk.now()
        self.changed.emit(touched)
        self.history_changed.emit()


def _run(
    run: Callable[..., Outcome], desk: Desk, given: dict[str, object], watch: Watch
) -> Outcome:
    """A verb with its arguments, in the lane."""
    return run(desk, **given, watch=watch)
