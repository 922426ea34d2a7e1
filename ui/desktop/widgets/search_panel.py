"""Search for everything: a field and what it finds, over the page; nothing is modal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QVBoxLayout, QWidget

from planner.compute.search import Index, find_in, study_entries
from planner.figures.palette import Ink
from ui.desktop.style import GAP, grown
from ui.desktop.widgets.labels import label
from ui.desktop.widgets.search_list import SearchList, spoken

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from planner.compute.search import Entry, Kind
    from planner.study import Study
    from planner.watch import Watch
    from ui.desktop.jobs import Job
    from ui.desktop.session import Session

_WIDTH, _SHARE = 640, 0.75  # px at 100 %, and of the height of the window at most
_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 5,
    Qt.Key.Key_PageUp: -5,
}


class SearchPanel(QFrame):
    """Finds while typing; Up and Down choose, Enter opens, Escape gives the focus back.

    The index of the study is made in the lane when the panel opens after a change; until it is
    there, the former one answers, or the commands alone.

    Signals:
        picked(object): the :class:`~planner.compute.search.Entry` that was chosen.
    """

    picked = Signal(object)

    def __init__(self, session: Session, kinds: Collection[Kind], parent: QWidget) -> None:
        """A hidden panel over ``parent``; of the study it finds what is of one of ``kinds``."""
        super().__init__(parent)
        self._kinds, self._room = frozenset(kinds), parent
        self.setObjectName("search")
        self.session = session
        self._commands = Index(())
        self._usual: tuple[Entry, ...] = ()
        self._index: Index | None = None
        self._made_of: Study | None = None
        self._job: Job | None = None
        self._before: QWidget | None = None
        self._build()
        self._connect()
        self.hide()

    def open(self, commands: Iterable[Entry]) -> None:
        """Show the panel and take the keyboard; ``commands`` are offered before a word is typed."""
        self._usual = tuple(commands)
        self._commands = Index(self._usual)
        self._before = QApplication.focusWidget()
        self._make_index()
        self.field.clear()
        self.show()
        self.raise_()
        self._show_found()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def close_panel(self) -> None:
        """Hide it, and give the focus back to where it was."""
        before, self._before = self._before, None
        self.hide()
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def fit(self) -> None:
        """Take its place at the top of its parent, as high as what was found."""
        room = self._room.rect()
        width = min(grown(_WIDTH), room.width() - 4 * GAP)
        self.list.setFixedHeight(0)
        most = round(room.height() * _SHARE) - self.sizeHint().height()
        self.list.setFixedHeight(max(0, min(self.list.wanted_height(), most)))
        self.setFixedWidth(width)
        self.adjustSize()
        self.move((room.width() - width) // 2, GAP)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the field that move through the list."""
        if watched is self.field and isinstance(event, QKeyEvent):
            if event.type() is QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
            if event.type() is QEvent.Type.KeyPress:
                return self._on_key(Qt.Key(event.key()))
        if watched is self._room and event.type() is QEvent.Type.Resize:
            self.fit()
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        say, look = self.session.say, self.session.look
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(say("desktop.search.hint"))
        self.field.setAccessibleName(say("desktop.search.name"))
        self.field.setToolTip(say("desktop.search.keys"))
        icon = look.icon("search", Ink.MUTED)
        self.field.addAction(icon, QLineEdit.ActionPosition.LeadingPosition)
        self.note = label("", "muted", self)
        self.note.setWordWrap(True)
        self.list = SearchList(self.session.texts, look, self)
        self.keys = label(say("desktop.search.keys"), "small", self)
        self.keys.setContentsMargins(2 * GAP, 0, 0, 0)
        self.note.setContentsMargins(2 * GAP, GAP, 2 * GAP, GAP)
        box = QVBoxLayout(self)
        box.setContentsMargins(GAP, GAP, GAP, GAP)
        box.setSpacing(GAP // 2)
        for part in (self.field, self.note, self.list, self.keys):
            box.addWidget(part)
        self.field.installEventFilter(self)
        self._room.installEventFilter(self)

    def _connect(self) -> None:
        self.field.textChanged.connect(self._show_found)
        self.list.picked.connect(self._on_picked)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)

    def _make_index(self) -> None:
        """Fold the study in the lane where it has changed since the last time."""
        study = self.session.study
        if study is self._made_of or self.session.jobs.is_closed:
            return
        if self._job is not None:
            self._job.cancel()
        self._made_of = study
        self._job = self.session.jobs.start("", _Folding(study, self._kinds), is_quiet=True)
        self._job.succeeded.connect(self._on_made)
        self._job.failed.connect(self.session.on_failed)
        self._job.ended.connect(self._on_ended)

    @Slot()
    def _show_found(self) -> None:
        typed = self.field.text().strip()
        if typed:
            indexes = (self._commands, *((self._index,) if self._index is not None else ()))
            found = find_in(indexes, typed)
        else:
            found = self._usual
        self.list.show_entries(found)
        self._say_what_is_lacking(typed, is_empty=not found)
        self._tell_current()
        self.fit()

    def _say_what_is_lacking(self, typed: str, *, is_empty: bool) -> None:
        said = ""
        if typed and self._index is None:
            said = self.session.say("desktop.search.preparing")
        elif is_empty:
            said = self.session.say("desktop.search.nothing", words=typed)
        self.note.setText(said)
        self.note.setVisible(bool(said))

    def _tell_current(self) -> None:
        """Let screen readers know what Enter would open."""
        current = self.list.current
        self.field.setAccessibleDescription("" if current is None else spoken(current))

    def _on_key(self, key: Qt.Key) -> bool:
        """True where the key was for the list or the panel."""
        if key in _STEPS:
            self.list.step(_STEPS[key])
            self._tell_current()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.list.current is not None:
                self._on_picked(self.list.current)
        elif key == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            return False
        return True

    @Slot(object)
    def _on_picked(self, entry: Entry) -> None:
        self.close_panel()
        self.picked.emit(entry)

    @Slot(object)
    def _on_made(self, index: Index) -> None:
        self._index = index
        if self.isVisible():
            self._show_found()

    @Slot()
    def _on_ended(self) -> None:
        if self.sender() is self._job:
            self._job = None

    @Slot(QWidget, QWidget)
    def _on_focus(self, before: QWidget | None, now: QWidget | None) -> None:
        """Whoever goes elsewhere has done with searching."""
        if self.isVisible() and now is not None and not self.isAncestorOf(now):
            self._before = None
            self.hide()


class _Folding:
    """The index of one study, as work for the lane."""

    def __init__(self, study: Study, kinds: Collection[Kind]) -> None:
        self._study, self._kinds = study, kinds

    def __call__(self, watch: Watch) -> Index:
        entries = study_entries(self._study)
        return Index((entry for entry in entries if entry.kind in self._kinds), watch)
