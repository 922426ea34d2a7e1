"""The tray of moves beside the gaps: what is tried, what each lifts, and what becomes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from planner.compute.whatif import way_of
from planner.figures.palette import Ink
from planner.tables.lifts import lifts, shortfall_sentence
from planner.tables.whatif import move_message
from ui.desktop.pages.move_form import MoveForm
from ui.desktop.pages.opening_form import OpeningForm
from ui.desktop.pages.scenario_keeping import ScenarioKeeping
from ui.desktop.style import GAP, as_role
from ui.desktop.tray import Tray
from ui.desktop.widgets.flow import Flow
from ui.desktop.widgets.labels import prose

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planner.compute.gap_report import SegmentGap
    from planner.compute.moves import Move
    from planner.compute.whatif import MoveEffect
    from planner.study import Study
    from planner.tables.lifts import Lift
    from ui.desktop.session import Session
    from ui.desktop.tray import Answer


class MoveCard(QFrame):
    """One move in words, what it lifts, and a button that takes it away.

    Signals:
        removal_asked(int): the place of the move in the tray.
    """

    removal_asked = Signal(int)

    def __init__(self, session: Session, place: int, words: str, parent: QWidget) -> None:
        """The move at ``place``, told by ``words``; its effect is not known yet."""
        super().__init__(parent)
        self._place = place
        as_role(self, "card")
        self.words = prose(words, "strong", self)
        self.effects: list[QLabel] = []
        self.remove = QToolButton(self)
        as_role(self.remove, "bare")
        self.remove.setIcon(session.look.icon("close", Ink.MUTED))
        self.remove.setAccessibleName(session.say("tray.remove", move=words))
        self.remove.setToolTip(session.say("tray.remove.help"))
        self.remove.clicked.connect(self._on_remove)
        head = QHBoxLayout()
        head.setSpacing(GAP // 2)
        head.addWidget(self.words, 1)
        head.addWidget(self.remove, alignment=Qt.AlignmentFlag.AlignTop)
        box = QVBoxLayout(self)
        box.setContentsMargins(GAP, GAP // 2, GAP // 2, GAP // 2)
        box.setSpacing(2)
        box.addLayout(head)
        self._box = box

    def show_effect(self, told: Iterable[tuple[str, str]]) -> None:
        """Say what the move lifts: sentences, each with its role."""
        for label in self.effects:
            self._box.removeWidget(label)
            label.hide()  # it is deleted only when the event loop comes round
            label.deleteLater()
        self.effects = [prose(words, role, self) for words, role in told]
        for label in self.effects:
            self._box.addWidget(label)

    @Slot()
    def _on_remove(self) -> None:
        self.removal_asked.emit(self._place)


class GapMoves(QWidget):
    """The moves of one scenario, which a person adds, removes, keeps or adopts."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """A tray over no scenario yet."""
        super().__init__(parent)
        self.session, self.tray = session, Tray.of(session)
        self.scenario = ""
        self.cards: list[MoveCard] = []
        self._segment: SegmentGap | None = None
        self._build()
        self._connect()

    def show_scenario(self, scenario: str, segment: SegmentGap | None) -> None:
        """Show the moves of a scenario, and what they change in all its segments."""
        self.scenario, self._segment = scenario, segment
        moves = self.tray.moves(scenario)
        self._show_cards(moves)
        self._show_answer(self.tray.answer(scenario))
        self.keeping.show_scenario(scenario, moves)
        self.none.setVisible(not moves)
        self.openings_button.setEnabled(segment is not None)

    def begin(self) -> None:
        """Open the form of a move and put the keyboard in it."""
        self.openings.hide()
        self._show_buttons(is_asking=True)
        self.form.begin(self.scenario)

    def _build(self) -> None:
        say = self.session.say
        self.none = prose(say("tray.none"), "muted", self)
        self.state = prose("", "small", self)
        self.total = prose("", "", self)
        self.again = QPushButton(say("tray.again"), self)
        self.add_button = QPushButton(say("tray.begin"), self)
        self.add_button.setToolTip(say("tray.begin.help"))
        as_role(self.add_button, "primary")
        self.openings_button = QPushButton(say("tray.openings"), self)
        self.openings_button.setToolTip(say("tray.openings.help"))
        self.form = MoveForm(self.session, self)
        self.form.hide()
        self.openings = OpeningForm(self.session, self)
        self.openings.hide()
        self.keeping = ScenarioKeeping(self.session, self)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(GAP)
        asking = Flow(GAP)
        asking.addWidget(self.add_button)
        asking.addWidget(self.openings_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(GAP, GAP, GAP, 2 * GAP)
        box.setSpacing(GAP)
        box.addWidget(self.none)
        box.addLayout(asking)
        for part in (self.form, self.openings, self.total, self.state, self.again):
            box.addWidget(part)
        box.addLayout(self._cards)
        box.addWidget(self.keeping)
        box.addStretch(1)

    def _connect(self) -> None:
        self.add_button.clicked.connect(self.begin)
        self.openings_button.clicked.connect(self._on_openings)
        self.again.clicked.connect(self._on_again)
        self.form.said.connect(self._on_said)
        self.form.left.connect(self._on_left)
        self.openings.found.connect(self._on_found)
        self.openings.left.connect(self._on_left)
        self.tray.computed.connect(self._on_computed)

    def _show_cards(self, moves: tuple[Move, ...]) -> None:
        for card in self.cards:
            self._cards.removeWidget(card)
            card.hide()  # it is deleted only when the event loop comes round
            card.deleteLater()
        self.cards = []
        for place, move in enumerate(moves):
            card = MoveCard(self.session, place, self._words(move), self)
            card.removal_asked.connect(self._on_removal)
            self._cards.addWidget(card)
            self.cards.append(card)

    def _words(self, move: Move) -> str:
        try:
            return self.session.texts.say(move_message(self.session.study, move))
        except KeyError:  # a row that the move names is gone
            return self.session.say("tray.gone")

    def _show_answer(self, answer: Answer | None) -> None:
        """What each move lifts and what all do together, or why it is not told."""
        moves, say = self.tray.moves(self.scenario), self.session.say
        waiting = bool(moves) and answer is None
        stopped = waiting and not self.tray.is_busy and bool(self.tray.refusal)
        self.state.setText(self.tray.refusal if stopped else say("tray.computing"))
        as_role(self.state, "lost" if stopped else "small")
        self.state.setVisible(waiting)
        self.again.setVisible(stopped)
        self.total.setVisible(answer is not None)
        effects = answer.made.moves if answer is not None else ()
        for card, effect in zip(self.cards, effects, strict=False):
            card.show_effect(self._effect(effect))
        if answer is not None:
            self.total.setText(self._total(answer))

    def _effect(self, effect: MoveEffect) -> Iterator[tuple[str, str]]:
        """Alone, then beside the others where that is not the same; each with its role."""
        say, way = self.session.say, way_of((effect.move,))
        alone, beside = lifts(effect.alone, way), lifts(effect.beside, way)
        if len(self.cards) > 1:
            yield say("tray.same" if alone == beside else "tray.alone"), "small"
        yield from self._told(alone)
        if alone != beside:
            yield say("tray.beside"), "small"
            yield from self._told(beside)

    def _told(self, told: Iterable[Lift]) -> Iterator[tuple[str, str]]:
        for lift in told:
            yield self.session.texts.say(lift.said), "small" if lift.way == "still" else ""

    def _total(self, answer: Answer) -> str:
        """The shortfall of the shown segment, before and after."""
        shown = "" if self._segment is None else self._segment.key
        told = (shortfall_sentence(s) for s in answer.made.segments if s.key == shown)
        return " ".join(map(self.session.texts.say, told))

    def _show_buttons(self, *, is_asking: bool) -> None:
        self.add_button.setVisible(not is_asking)
        self.openings_button.setVisible(not is_asking)

    @Slot(object)
    def _on_said(self, move: Move) -> None:
        self.tray.set_moves(self.scenario, (*self.tray.moves(self.scenario), move))

    @Slot(object)
    def _on_found(self, moves: tuple[Move, ...]) -> None:
        self._on_left()
        self.tray.set_moves(self.scenario, (*self.tray.moves(self.scenario), *moves))

    @Slot(int)
    def _on_removal(self, place: int) -> None:
        moves = self.tray.moves(self.scenario)
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.tray.set_moves(self.scenario, (*moves[:place], *moves[place + 1 :]))

    @Slot()
    def _on_openings(self) -> None:
        if self._segment is not None:
            self.form.hide()
            self._show_buttons(is_asking=True)
            self.openings.begin(self._seen(), self.scenario, self._segment)

    def _seen(self) -> Study:
        """The study with the moves that are tried already, so that openings come on top."""
        answer = self.tray.answer(self.scenario)
        return self.session.study if answer is None else answer.seen

    @Slot()
    def _on_left(self) -> None:
        self.form.hide()
        self.openings.hide()
        self._show_buttons(is_asking=False)
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_again(self) -> None:
        self.tray.compute(self.scenario)
        self._show_answer(self.tray.answer(self.scenario))

    @Slot(str)
    def _on_computed(self, scenario: str) -> None:
        if scenario == self.scenario:
            self._show_answer(self.tray.answer(scenario))
