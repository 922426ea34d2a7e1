"""The tab of one training on the ladder: what leads to it, what follows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from planner.findings import Place
from ui.desktop.pages.ladder_lines import about, step_lines
from ui.desktop.style import GAP
from ui.desktop.widgets.key_lines import KeyLines
from ui.desktop.widgets.labels import label, prose

if TYPE_CHECKING:
    from planner.compute.ladder import Ladder
    from ui.desktop.session import Session


class TrainingTab(QWidget):
    """Tells one training, or how to choose one.

    Signals:
        chosen(str): another training, from one of the lists.
        bridge_asked(str): a bridge that leaves this training.
        way_asked(str): a way that leaves this training.
    """

    chosen = Signal(str)
    bridge_asked = Signal(str)
    way_asked = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """A tab that tells nothing yet."""
        super().__init__(parent)
        self.session, self._key = session, ""
        self._build()
        self._connect()

    def show_training(self, found: Ladder, key: str) -> None:
        """Tell the training ``key``; an empty key tells how to choose one."""
        self._key = key
        for part in self._parts:
            part.setVisible(bool(key))
        self.title.setText(self.session.say("ladder.choose_dot"))
        if not key:
            self.remark.hide()
            return
        say = self.session.say
        self.title.setText(self.session.study.trainings.get(key).title)
        self.where.setText(about(self.session, key))
        self.remark.setText(self._remark(found, key))
        self.remark.setVisible(bool(self.remark.text()))
        before, after = found.before(key), found.after(key)
        self.before_head.setText(say("ladder.before", n=len(before)))
        self.after_head.setText(say("ladder.after", n=len(after)))
        self.before.show_lines(step_lines(self.session, before, "start"))
        self.after.show_lines(step_lines(self.session, after, "goal"))

    def _remark(self, found: Ladder, key: str) -> str:
        """What lacks for this training on the ladder."""
        say = self.session.say
        told = [
            say(f"ladder.remark.{kind}")
            for kind, keys in (
                ("unplaced", found.unplaced),
                ("dead_end", found.dead_ends),
                ("without_entrance", found.without_entrance),
            )
            if key in keys
        ]
        return " ".join(told)

    def _build(self) -> None:
        say = self.session.say
        self.title, self.where = prose("", "strong", self), prose("", "muted", self)
        self.remark = prose("", "", self)
        self.open = QPushButton(say("ladder.open"), self)
        self.open.setToolTip(say("ladder.open.help"))
        self.bridge = QPushButton(say("ladder.bridge_from"), self)
        self.bridge.setToolTip(say("ladder.bridge_from.help"))
        self.way = QPushButton(say("ladder.way_from"), self)
        self.way.setToolTip(say("ladder.way_from.help"))
        self.before_head, self.after_head = label("", "strong", self), label("", "strong", self)
        self.before = KeyLines(say("ladder.before.name"), self)
        self.after = KeyLines(say("ladder.after.name"), self)
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        for button in (self.open, self.bridge, self.way):
            buttons.addWidget(button)
        buttons.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(GAP, GAP, GAP, GAP)
        box.setSpacing(GAP)
        for part in (self.title, self.where, self.remark):
            box.addWidget(part)
        box.addLayout(buttons)
        for shown in (self.before_head, self.before, self.after_head, self.after):
            box.addWidget(shown)
        box.addStretch(1)
        self._parts = (
            self.where, self.open, self.bridge, self.way, self.before_head, self.after_head,
            self.before, self.after,
        )  # fmt: skip

    def _connect(self) -> None:
        self.before.chosen.connect(self.chosen)
        self.after.chosen.connect(self.chosen)
        self.open.clicked.connect(self._on_open)
        self.bridge.clicked.connect(self._on_bridge)
        self.way.clicked.connect(self._on_way)

    @Slot()
    def _on_open(self) -> None:
        self.session.place_asked.emit(Place("trainings", self._key))

    @Slot()
    def _on_bridge(self) -> None:
        self.bridge_asked.emit(self._key)

    @Slot()
    def _on_way(self) -> None:
        self.way_asked.emit(self._key)
