"""The tab of declared bridges: a form to add one, and those that stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from planner.errors import CartoplanError
from ui.actions.registry import VERBS
from ui.desktop.inputs import TextInput
from ui.desktop.latch import locked
from ui.desktop.pages.ladder_lines import bridge_lines
from ui.desktop.pages.ladder_way import training_box
from ui.desktop.pen import Pen
from ui.desktop.style import GAP, as_role
from ui.desktop.widgets.key_lines import KeyLines
from ui.desktop.widgets.labels import label, prose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.compute.ladder import Ladder
    from ui.actions.fieldwords import Option
    from ui.desktop.session import Session


class BridgesTab(QWidget):
    """Declares bridges and removes them, each as one step of the history."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """A tab that shows no bridge yet."""
        super().__init__(parent)
        self.session, self.pen = session, Pen(session, "bridges")
        self._build()
        self._connect()

    def show_bridges(self, found: Ladder, choices: Sequence[Option]) -> None:
        """Show the bridges of a ladder, and let ``choices`` be joined."""
        for box in (self.start, self.goal):
            box.offer(choices, self.session.say("ladder.choose"))
        self.lines.show_lines(bridge_lines(self.session, found))
        self.head.setText(self.session.say("ladder.bridges", n=len(found.bridges)))
        self.none.setVisible(not found.bridges)
        self._show_lock()

    def begin(self, start: str) -> None:
        """Declare a bridge that leaves from ``start``, or from one still to be chosen."""
        if start:
            self.start.show_typed(start)
        box = self.goal if start else self.start
        box.setFocus(Qt.FocusReason.OtherFocusReason)

    def select(self, key: str) -> None:
        """Make a bridge the current one."""
        self.lines.select(key)
        self.lines.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        say = self.session.say
        box = QVBoxLayout(self)
        box.setContentsMargins(GAP, GAP, GAP, GAP)
        box.setSpacing(GAP)
        box.addWidget(label(say("ladder.declare"), "strong", self))
        self.start = training_box(self.session, "ladder.bridge_start", self)
        self.goal = training_box(self.session, "ladder.bridge_goal", self)
        self.conditions = TextInput(self)
        self.conditions.setAccessibleName(say("field.bridges.conditions"))
        self.conditions.setToolTip(say("help.bridges.conditions"))
        for code, part in (
            ("ladder.bridge_start", self.start),
            ("ladder.bridge_goal", self.goal),
            ("field.bridges.conditions", self.conditions),
        ):
            named = label(say(code), "muted", self)
            named.setBuddy(part)
            box.addWidget(named)
            box.addWidget(part)
        self.add = QPushButton(say("ladder.add"), self)
        as_role(self.add, "primary")
        self.remove = QPushButton(say("ladder.remove"), self)
        self.refusal = prose("", "lost", self)
        self.refusal.hide()
        line = QHBoxLayout()
        line.addWidget(self.add)
        line.addStretch(1)
        box.addLayout(line)
        box.addWidget(self.refusal)
        self.head = label("", "strong", self)
        self.none = prose(say("ladder.no_bridge"), "muted", self)
        self.lines = KeyLines(say("ladder.bridges.name"), self)
        box.addSpacing(GAP)
        for shown in (self.head, self.none, self.lines):
            box.addWidget(shown)
        below = QHBoxLayout()
        below.addWidget(self.remove)
        below.addStretch(1)
        box.addLayout(below)
        box.addStretch(1)

    def _connect(self) -> None:
        self.add.clicked.connect(self._on_add)
        self.remove.clicked.connect(self._on_remove)
        self.lines.removal_asked.connect(self._on_remove)
        self.lines.currentRowChanged.connect(self._show_lock)

    @Slot()
    def _show_lock(self) -> None:
        """Let bridges be declared and removed where the file may be written."""
        lock, say = self.pen.lock, self.session.say
        self.add.setEnabled(not lock)
        self.add.setToolTip(lock or say("ladder.add.help"))
        self.remove.setEnabled(not lock and bool(self.lines.current_key))
        self.remove.setToolTip(lock or say("ladder.remove.help"))
        locked(self.conditions, lock)

    @Slot()
    def _on_add(self) -> None:
        """Declare the bridge of the form; a refusal is told under it and nothing is lost."""
        key = self._declared()
        if not key:
            return
        for box in (self.start, self.goal):
            box.show_typed("")
        self.conditions.show_typed("")
        self.select(key)

    def _declared(self) -> str:
        """The key of the new bridge; empty, with the reason shown, where it is refused."""
        self._refuse("")
        try:
            outcome = VERBS["bridges.add"].run(
                self.session.desk,
                start=self.start.typed(),
                goal=self.goal.typed(),
                conditions=self.conditions.typed(),
            )
        except CartoplanError as error:
            self._refuse(self.session.texts.say(error.message))
            return ""
        self.session.said.emit(self.session.texts.say(outcome.said[0]))
        return self.session.study.bridges[-1].key

    @Slot()
    def _on_remove(self) -> None:
        key = self.lines.current_key
        if key and not self.pen.lock:
            self._refuse(self.pen.remove("bridges", key))
            self.start.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refuse(self, sentence: str) -> None:
        self.refusal.setText(sentence)
        self.refusal.setVisible(bool(sentence))
