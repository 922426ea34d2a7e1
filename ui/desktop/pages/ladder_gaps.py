"""The tab of what lacks on the ladder: missing rungs, dead ends, no way in, not placed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.findings import Place
from ui.desktop.pages.ladder_lines import levels, missing_lines, training_lines
from ui.desktop.style import GAP
from ui.desktop.widgets.key_lines import KeyLines
from ui.desktop.widgets.labels import label, prose

if TYPE_CHECKING:
    from planner.compute.ladder import Ladder
    from ui.desktop.session import Session

_KINDS = ("missing", "dead_ends", "without_entrance", "unplaced")


class LackingTab(QWidget):
    """Lists what lacks; Enter opens the row of a training, or the ladder of a family.

    Signals:
        family_asked(str): the key of a family that lacks a rung.
        seen(str): the key of the training of the current line, to be found in the figure.
    """

    family_asked = Signal(str)
    seen = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """A tab that lists nothing yet."""
        super().__init__(parent)
        self.session = session
        self._build()
        self._connect()

    def show_ladder(self, found: Ladder) -> None:
        """List what lacks on a ladder."""
        session = self.session
        self.lines["missing"].show_lines(missing_lines(session, found))
        for kind in _KINDS[1:]:
            self.lines[kind].show_lines(training_lines(session, getattr(found, kind)))
        for kind, lines in self.lines.items():
            self.heads[kind].setText(session.say(f"ladder.{kind}", n=lines.count()))
            self.none[kind].setVisible(not lines.count())
        whole = levels(session, found.missing) if found.missing else ""
        self.whole.setText(session.say("ladder.whole_lacks", n=len(found.missing), levels=whole))
        self.whole.setVisible(bool(whole))

    def _build(self) -> None:
        say = self.session.say
        self.whole = prose("", "", self)
        box = QVBoxLayout(self)
        box.setContentsMargins(GAP, GAP, GAP, GAP)
        box.setSpacing(GAP)
        box.addWidget(self.whole)
        self.heads = {kind: label("", "strong", self) for kind in _KINDS}
        self.none = {kind: label(say("ladder.none_lacks"), "muted", self) for kind in _KINDS}
        self.lines = {kind: KeyLines(say(f"ladder.{kind}.name"), self) for kind in _KINDS}
        for kind in _KINDS:
            self.heads[kind].setToolTip(say(f"ladder.{kind}.help"))
            for part in (self.heads[kind], self.none[kind], self.lines[kind]):
                box.addWidget(part)
        box.addStretch(1)

    def _connect(self) -> None:
        self.lines["missing"].chosen.connect(self.family_asked)
        for kind in _KINDS[1:]:
            self.lines[kind].chosen.connect(self._on_training)
            self.lines[kind].current_changed.connect(self.seen)

    @Slot(str)
    def _on_training(self, key: str) -> None:
        self.session.place_asked.emit(Place("trainings", key))
