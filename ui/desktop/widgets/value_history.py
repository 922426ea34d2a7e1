"""The pedigree of one value: where it comes from, then each step that changed it, to be undone."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from planner.compute.cells import cell_value
from planner.messages import message
from planner.tables.cells import cell_label, cell_said
from ui.actions.hiddensteps import hidden_said, without_steps
from ui.actions.pedigree import source_said, value_history
from ui.actions.registry import VERBS
from ui.desktop.latch import Latch, latched
from ui.desktop.style import GAP, as_role
from ui.desktop.widgets.labels import prose

if TYPE_CHECKING:
    from planner.changes import Touched
    from planner.messages import Value
    from ui.actions.pedigree import ValueStep
    from ui.desktop.session import Session

_MOST = 50  # steps shown; the journal keeps all of them


class ValueHistory(QWidget):
    """Shows the pedigree of one value; each line gives back the value from before it.

    It stands alone: :meth:`show_value` says which value, and it follows the study from then on.

    Signals:
        reverted(str): the field of that name was given back an earlier value.
    """

    reverted = Signal(str)

    def __init__(self, session: Session, parent: QWidget) -> None:
        """A pedigree of nothing yet."""
        super().__init__(parent)
        self._session = session
        self.collection, self.key, self.field = "", "", ""
        self.buttons: list[QPushButton] = []
        self._lines: list[QWidget] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(GAP // 2)
        self.title, self.now, self.source = prose("", "strong"), prose(""), prose("", "small")
        for label in (self.title, self.now, self.source):
            self._box.addWidget(label)
        self._box.addStretch(1)
        session.changed.connect(self._on_changed)

    def show_value(self, collection: str, key: str, field: str) -> None:
        """Show the pedigree of a field of a row, or of its source for ``source.place``."""
        self.collection, self.key, self.field = collection, key, field
        session = self._session
        label = session.texts.say(cell_label(collection, field))
        self.setAccessibleName(session.say("pedigree.of", field=label))
        row = getattr(session.study, collection).find(key)
        self.setVisible(row is not None)
        if row is None:
            return
        self.title.setText(label)
        self.now.setText(self._words(cell_value(row, field)))
        self.source.setText(session.texts.say(source_said(row.source)))
        self._show_steps()

    def _show_steps(self) -> None:
        had_focus = any(button.hasFocus() for button in self.buttons)
        for line in self._lines:
            self._box.removeWidget(line)
            line.hide()  # it is deleted only when the event loop comes round
            line.deleteLater()
        self._lines, self.buttons = [], []
        desk = self._session.desk
        steps = value_history(desk, self.collection, self.key, self.field)[:_MOST]
        unread = hidden_said(desk, ((self.collection, self.key),))
        if not steps and not unread:
            self._add(prose(self._session.say(without_steps(desk, "pedigree.never")), "muted"))
        row = getattr(self._session.study, self.collection).get(self.key)
        now = cell_value(row, self.field)
        for step in steps:
            self._show_step(step, can_revert=not step.is_new and step.before != now)
        for said in unread:
            self._add(prose(self._session.texts.say(said), "muted"))
        if had_focus and self.buttons:
            self.buttons[0].setFocus()

    def _show_step(self, step: ValueStep, *, can_revert: bool) -> None:
        session = self._session
        at = step.at.astimezone(session.desk.now().tzinfo)
        who = step.author or session.say("rowhistory.nobody")
        kind = "" if step.kind == "do" else f" · {session.say(f'journal.{step.kind}')}"
        self._add(prose(f"{session.texts.day(at.date())}, {at:%H:%M} · {who}{kind}", "small"))
        before, after = self._words(step.before), self._words(step.after)
        code = "pedigree.began" if step.is_new else "pedigree.changed"
        self._add(prose(session.say(code, before=before, after=after)))
        if not can_revert:
            return
        button = QPushButton(session.say("pedigree.revert", value=_short(before)), self)
        as_role(button, "link")
        button.setAccessibleName(session.say("pedigree.revert", value=before))
        button.setToolTip(session.say("pedigree.revert.help", value=before))
        latched(button, Latch(session).lock_of(self.collection, self.key))
        button.clicked.connect(partial(self._revert, step.seq))
        self.buttons.append(button)
        self._add(button)

    def _add(self, widget: QWidget) -> None:
        self._lines.append(widget)
        self._box.insertWidget(self._box.count() - 1, widget)

    def _words(self, value: Value) -> str:
        said = cell_said(self._session.study, self.collection, self.field, value)
        return self._session.texts.show(said)

    def _revert(self, seq: int, _checked: bool = False) -> None:
        given = (self.collection, self.key, self.field, seq)
        done = self._session.guarded(partial(VERBS["revert"].run, self._session.desk, *given))
        if done is not None:
            said = message("pedigree.reverted", field=cell_label(self.collection, self.field))
            self._session.said.emit(self._session.texts.say(said))
            self.reverted.emit(self.field)

    @Slot(object)
    def _on_changed(self, touched: Touched) -> None:
        if self.key and (touched.everything or (self.collection, self.key) in touched.rows):
            self.show_value(self.collection, self.key, self.field)


def _short(words: str) -> str:
    return words if len(words) <= 28 else f"{words[:27]}…"
