"""The tab of the shortest way between two trainings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from planner.compute.ladder_ways import way_found
from planner.findings import Place
from planner.messages import message
from ui.desktop.pages.ladder_lines import way_lines
from ui.desktop.style import GAP, as_role
from ui.desktop.widgets.choice_box import ChoiceBox
from ui.desktop.widgets.key_lines import KeyLines
from ui.desktop.widgets.labels import label, prose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.compute.ladder_ways import Way
    from planner.messages import Message
    from ui.actions.fieldwords import Option
    from ui.desktop.session import Session


class WayTab(QWidget):
    """Asks for two trainings and tells the way between them.

    Signals:
        asked(str, str): the keys of the trainings from which and to which a way is wanted.
        left(): no way is to be shown any more.
    """

    asked = Signal(str, str)
    left = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """A tab that asks."""
        super().__init__(parent)
        self.session = session
        self._build()
        self._connect()

    def offer(self, choices: Sequence[Option]) -> None:
        """Let these trainings be chosen."""
        for box in (self.start, self.goal):
            box.offer(choices, self.session.say("ladder.choose"))

    def begin(self, start: str) -> None:
        """Leave from ``start`` and ask where to."""
        self.start.show_typed(start)
        self.goal.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_way(self, way: Way) -> None:
        """Tell a way step by step."""
        ends = [self.session.study.trainings.get(way.trainings[end]).title for end in (0, -1)]
        self._tell(way_found(way, *ends))
        self.lines.show_lines(way_lines(self.session, way))

    def show_none(self, none: Message, lacking: Message) -> None:
        """Tell that there is no way, and what is missing for one."""
        self._tell(none, lacking)
        self.lines.show_lines(())

    def show_nothing(self) -> None:
        """Forget the way."""
        self._tell()
        self.lines.show_lines(())

    def _tell(self, *said: Message) -> None:
        self.said.setText("\n\n".join(self.session.texts.say(part) for part in said))
        self.said.setVisible(bool(said))
        self.clear.setEnabled(bool(said))

    def _build(self) -> None:
        say = self.session.say
        box = QVBoxLayout(self)
        box.setContentsMargins(GAP, GAP, GAP, GAP)
        box.setSpacing(GAP)
        self.start, self.goal = (
            self._box(box, end) for end in ("ladder.way_start", "ladder.way_goal")
        )
        self.seek = QPushButton(say("ladder.find"), self)
        self.seek.setToolTip(say("ladder.find.help"))
        as_role(self.seek, "primary")
        self.clear = QPushButton(say("ladder.clear"), self)
        self.clear.setToolTip(say("ladder.clear.help"))
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        buttons.addWidget(self.seek)
        buttons.addWidget(self.clear)
        buttons.addStretch(1)
        box.addLayout(buttons)
        self.said = prose("", "", self)
        self.lines = KeyLines(say("ladder.way.name"), self)
        box.addWidget(self.said)
        box.addWidget(self.lines)
        box.addStretch(1)
        self.show_nothing()

    def _box(self, box: QVBoxLayout, code: str) -> ChoiceBox:
        """A named box of trainings; it may be typed in whatever their number."""
        made = training_box(self.session, code, self)
        named = label(self.session.say(code), "muted", self)
        named.setBuddy(made)
        box.addWidget(named)
        box.addWidget(made)
        return made

    def _connect(self) -> None:
        self.seek.clicked.connect(self._on_find)
        self.clear.clicked.connect(self._on_clear)
        self.goal.committed.connect(self._on_committed)
        self.start.committed.connect(self._on_committed)
        self.lines.chosen.connect(self._on_line)

    @Slot()
    def _on_committed(self) -> None:
        """Look for the way as soon as both ends are trainings."""
        keys = self.start.typed(), self.goal.typed()
        if all(self.session.study.trainings.find(key) for key in keys):
            self.asked.emit(*keys)

    @Slot()
    def _on_find(self) -> None:
        """Look for the way; say which end is no training."""
        for box, code in ((self.start, "ladder.no_start"), (self.goal, "ladder.no_goal")):
            if self.session.study.trainings.find(box.typed()) is None:
                self._tell(message(code))
                box.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.asked.emit(self.start.typed(), self.goal.typed())

    @Slot()
    def _on_clear(self) -> None:
        self.show_nothing()
        self.left.emit()

    @Slot(str)
    def _on_line(self, key: str) -> None:
        self.session.place_asked.emit(Place("trainings", key))


def training_box(session: Session, code: str, parent: QWidget) -> ChoiceBox:
    """A box in which a training is chosen or its title typed, named by a text code."""
    made = ChoiceBox((), session.say("ladder.choose"), parent, is_searched=True)
    made.setAccessibleName(session.say(code))
    made.setToolTip(session.say(f"{code}.help"))
    return made
