"""Asks for the cheapest openings: a target, costs by family or for the level, then moves."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from planner.compute.gaps import openings
from planner.compute.opening_costs import Costs, opening_moves
from planner.errors import CartoplanError, InvalidInput
from ui.desktop.inputs import LineInput
from ui.desktop.style import GAP, as_role
from ui.desktop.widgets.labels import label, prose

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from planner.compute.gap_report import SegmentGap
    from planner.study import Study
    from ui.desktop.session import Session

_SPACES = re.compile(r"[\s\u00a0\u202f]")


class OpeningForm(QWidget):
    """Finds the cheapest places to open in one segment and gives them as moves.

    Signals:
        found(object): the openings, as moves.
        left(): Escape was pressed, or the form given up.
    """

    found = Signal(object)
    left = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """A form about no segment yet."""
        super().__init__(parent)
        self.session = session
        self.costs: dict[str, LineInput] = {}
        self._segment: SegmentGap | None = None
        self._study: Study | None = None
        self._scenario = ""
        self._parts: list[QWidget] = []
        self._build()
        self.insert.clicked.connect(self._on_insert)
        self.cancel.clicked.connect(self.left)

    def begin(self, study: Study, scenario: str, segment: SegmentGap) -> None:
        """Ask about a segment of a scenario; ``study`` is the one with the moves tried so far."""
        self._study, self._scenario, self._segment = study, scenario, segment
        self.level_words.setText(self.session.say("tray.cost.level", level=segment.level))
        self.level.setAccessibleName(self.level_words.text())
        self._show_costs(segment)
        self._refuse("")
        self.show()
        self.target.setFocus(Qt.FocusReason.OtherFocusReason)
        self.target.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter finds the openings, Escape gives up."""
        if event.type() is QEvent.Type.KeyPress:
            key = event.key()  # type: ignore[attr-defined]
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._on_insert()
                return True
            if key == Qt.Key.Key_Escape:
                self.left.emit()
                return True
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        say = self.session.say
        self.target, self.level = self._line(say("tray.target")), self._line("")
        self.target.show_typed("100")
        self.level_words = label("", "small", self)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(GAP)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(0, 1)
        for row, (words, line) in enumerate(
            (
                (label(say("tray.target"), "small", self), self.target),
                (self.level_words, self.level),
            )
        ):
            words.setBuddy(line)
            self._grid.addWidget(words, row, 0)
            self._grid.addWidget(line, row, 1)
        self.insert = QPushButton(say("tray.insert"), self)
        as_role(self.insert, "primary")
        self.insert.setToolTip(say("tray.insert.help"))
        self.cancel = QPushButton(say("tray.cancel"), self)
        self.refusal = prose("", "lost", self)
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        buttons.addWidget(self.insert)
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP)
        box.addWidget(prose(say("tray.openings.help"), "small", self))
        box.addLayout(self._grid)
        box.addWidget(self.refusal)
        box.addLayout(buttons)

    def _line(self, name: str) -> LineInput:
        line = LineInput(self)
        line.gives_back = False
        line.setAccessibleName(name)
        line.setFixedWidth(88)
        line.setAlignment(Qt.AlignmentFlag.AlignRight)
        line.installEventFilter(self)
        return line

    def _show_costs(self, segment: SegmentGap) -> None:
        """A line for the cost of each family of the segment; costs typed before stay."""
        typed = {key: line.typed() for key, line in self.costs.items()}
        for part in self._parts:
            self._grid.removeWidget(part)
            part.hide()  # it is deleted only when the event loop comes round
            part.deleteLater()
        self._parts, self.costs = [], {}
        for row, family in enumerate(segment.families, 2):
            words = label(self.session.say("tray.cost.family", family=family.name), "small", self)
            line = self._line(words.text())
            line.show_typed(typed.get(family.family, ""))
            words.setBuddy(line)
            self._grid.addWidget(words, row, 0)
            self._grid.addWidget(line, row, 1)
            self._parts += [words, line]
            self.costs[family.family] = line

    @Slot()
    def _on_insert(self) -> None:
        if self._segment is None or self._study is None:
            return
        try:
            target = self._number(self.target, "tray.target")
            if target is None or not 0 < target <= 100:
                raise InvalidInput("target_out_of_range", value=self.target.typed()[:80])
            report = openings(self._study, self._scenario, target / 100, self._costs())
            moves = opening_moves(report, self._name, self._segment.key)
        except CartoplanError as error:
            self._refuse(self.session.texts.say(error.message))
            return
        self._refuse("" if moves else self.session.say("tray.openings.none"))
        if moves:
            self.found.emit(moves)

    def _costs(self) -> Costs:
        segment = self._segment
        level = self._number(self.level, "tray.cost")
        found = {key: self._number(line, "tray.cost") for key, line in self.costs.items()}
        families = {key: cost for key, cost in found.items() if cost is not None}
        return Costs(families, {} if level is None or segment is None else {segment.level: level})

    def _name(self, family: str, level: int) -> str:
        return self.session.say("tray.opening.name", family=family, level=level)

    def _number(self, line: LineInput, what: str) -> Fraction | None:
        """What was typed as a number; None for nothing, InvalidInput for something else."""
        words = _SPACES.sub("", line.typed()).replace(",", ".").rstrip("%€")
        if not words:
            return None
        try:
            return Fraction(words)
        except (ValueError, ZeroDivisionError) as error:
            raise InvalidInput(
                "not_understood", field=what, value=line.typed()[:80], kind="kind.real"
            ) from error

    def _refuse(self, sentence: str) -> None:
        self.refusal.setText(sentence)
        self.refusal.setVisible(bool(sentence))
