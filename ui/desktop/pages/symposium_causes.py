"""Why the coverage changed between two editions: a figure at a time, cause by cause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from planner.editions.breaks import Touched, touching
from planner.editions.decomposition import Measure
from planner.figures.waterfall import waterfall
from planner.tables.decomposition import (
    decomposition_notes,
    decomposition_sentence,
    decomposition_table,
    scope_name,
)
from ui.actions.fieldwords import Option
from ui.desktop.style import GAP, grown
from ui.desktop.widgets.choice_box import ChoiceBox
from ui.desktop.widgets.fitted_figure import FittedFigure
from ui.desktop.widgets.headed import capital
from ui.desktop.widgets.labels import label, prose

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLabel

    from planner.editions.account import Account
    from planner.editions.decomposition import Decomposition, Line
    from planner.figures.figure import Figure
    from planner.tables.table import Table
    from ui.desktop.session import Session

_SCOPE, _MEASURE = 420, 150  # px


class CausesPart(QWidget):
    """What is told (a need and a measure) above; the steps, and the breaks that touch them."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Nothing is decomposed yet."""
        super().__init__(parent)
        self.session = session
        self.made: Account | None = None
        self._build()
        self._connect()

    def show_account(self, made: Account) -> None:
        """Show why the coverage changed; the need that was chosen stays where it can."""
        self.made = made
        lines = made.made.lines if made.made is not None else ()
        scopes = {line.scope.key: line.scope for line in lines}
        say = self.session.texts.say
        options = [Option(key, capital(say(scope_name(scope)))) for key, scope in scopes.items()]
        chosen = self.scope.typed()
        self.scope.offer(options, "")
        self.scope.show_typed(chosen if chosen in scopes else next(iter(scopes), ""))
        self._show()

    def line(self) -> Line | None:
        """The line that is shown; None where no coverage could be compared."""
        made = self._decomposition()
        measure = self.measure.typed() or Measure.COVERAGE
        try:
            return None if made is None else made.line(self.scope.typed(), Measure(measure))
        except (KeyError, ValueError):
            return None

    def printed(self) -> tuple[Figure | Table, ...]:
        """The steps of the need that is chosen, and the whole table of its measure."""
        made, line = self._decomposition(), self.line()
        if made is None or line is None:
            return ()
        return waterfall(made, line), decomposition_table(made, line.measure)

    def _decomposition(self) -> Decomposition | None:
        return None if self.made is None else self.made.made

    def _build(self) -> None:
        say = self.session.say
        self.scope = ChoiceBox((), "", self)
        self.scope.setAccessibleName(say("symposium.causes.scope"))
        self.scope.setMinimumWidth(grown(_SCOPE))
        measures = [Option(m.value, capital(say(f"measure.{m}"))) for m in Measure]
        self.measure = ChoiceBox(measures, "", self)
        self.measure.setAccessibleName(say("symposium.causes.measure"))
        self.measure.setMinimumWidth(grown(_MEASURE))
        self.measure.show_typed(Measure.COVERAGE)
        self.refusal = prose("", "", self)
        self.figure = FittedFigure(self.session.texts, self.session.look, self)
        self.figure.describe_hits(self._describe)
        self.sentence = prose("", "strong", self)
        self.breaks_head = label(say("symposium.causes.breaks"), "section", self)
        self.breaks = prose("", "", self)
        self.notes = prose("", "small", self)
        self._lay_out()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(GAP)
        for words, control in (("scope", self.scope), ("measure", self.measure)):
            named = label(self.session.say(f"symposium.causes.{words}"), "small", self)
            named.setBuddy(control)
            line.addWidget(named)
            line.addWidget(control)
        line.addStretch(1)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        contents = QWidget(self.area)
        contents.setObjectName("contents")
        inner = QVBoxLayout(contents)
        inner.setContentsMargins(0, 0, GAP, GAP)
        inner.setSpacing(GAP)
        for part in (self.sentence, self.figure, self.breaks_head, self.breaks, self.notes):
            inner.addWidget(part)
        inner.addStretch(1)
        self.area.setWidget(contents)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, GAP, 0, 0)
        box.setSpacing(GAP)
        box.addLayout(line)
        box.addWidget(self.refusal)
        box.addWidget(self.area, 1)

    def _connect(self) -> None:
        self.scope.committed.connect(self._on_asked)
        self.measure.committed.connect(self._on_asked)

    def _show(self) -> None:
        made, line = self._decomposition(), self.line()
        is_told = made is not None and line is not None
        for part in (self.scope, self.measure, self.area):
            part.setVisible(is_told)
        refusal = None if self.made is None else self.made.refusal
        self.refusal.setText(self.session.texts.say(refusal) if refusal is not None else "")
        self.refusal.setVisible(refusal is not None)
        if made is None or line is None or self.made is None:
            return
        say = self.session.texts.say
        self.sentence.setText(say(decomposition_sentence(line)))
        self.figure.fit(self._drawn)
        scope = line.scope
        found = [
            one
            for one in self.made.breaks
            if any(touching([one], Touched.COVERAGE, family, level)
                   for family in scope.families or ("",)
                   for level in scope.levels or (None,))
        ]  # fmt: skip
        self.breaks.setText("\n".join(f"• {say(one.said)}" for one in found))
        for words in (self.breaks, self.breaks_head):
            words.setVisible(bool(found))
        self.notes.setText("\n".join(map(say, decomposition_notes(made))))
        for prose_ in (self.sentence, self.breaks, self.notes):
            _hold(prose_)

    def _drawn(self, width: float) -> Figure:
        made, line = self._decomposition(), self.line()
        if made is None or line is None:
            raise LookupError("line")
        return waterfall(made, line, width=width)

    def _describe(self, hit: str) -> str:
        group = hit.removeprefix("group:")
        return self.session.say(f"group.{group}.help")

    @Slot()
    def _on_asked(self) -> None:
        self._show()


def _hold(words: QLabel) -> None:
    """Keep the height that prose takes at its own width: layouts reckon it at theirs."""
    words.setMinimumHeight(max(words.heightForWidth(words.maximumWidth()), 0))
