"""The certifications on their road: by status and priority; a status is dated, with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

from planner.checks.referentials import referential_findings
from planner.errors import CartoplanError
from planner.vocab import CertificationStatus as Status
from planner.vocab import Register
from planner.words import word
from ui.actions.fieldwords import Option
from ui.actions.registry import VERBS
from ui.desktop.inputs import ChoiceInput, LineInput
from ui.desktop.latch import locked
from ui.desktop.pages.certification_tab import CertificationTab
from ui.desktop.style import GAP, as_role, grown
from ui.desktop.widgets.headed import headed
from ui.desktop.widgets.labels import label, prose
from ui.desktop.widgets.line_list import Line, LineList
from ui.desktop.widgets.road_board import Lane, RoadBoard
from ui.desktop.widgets.road_card import Card

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QResizeEvent

    from planner.findings import Place
    from planner.study import Certification, StatusChange

_CHANGE = 264  # px at 100 %
_LEAST, _FREE = 280, 16_777_215  # px: a board over its change; no bound
_KEPT = "\u00a0"  # what is said at once stays on one line
_BESIDE = 660  # px at 100 % from which the change stands beside the board
#: The columns of the board, with the statuses that stand under each other in them.
STEPS = {
    "prepare": (Status.IDEA, Status.FRAMING),
    "write": (Status.DRAFTING, Status.REVIEW, Status.READY),
    "examine": (Status.FILED, Status.EXAMINED),
    "decided": (Status.REGISTERED, Status.POSTPONED, Status.REFUSED, Status.ABANDONED),
}


class BoardTab(CertificationTab):
    """Shows every certification under its status, and the statuses that the current one came to.

    The columns are the steps of the road, so that all statuses stand in sight at once; in each
    status the first priority comes first.

    Signals:
        went_to(str): the certification of that key is the current one.
        opened(str): somebody wants to work on it.
    """

    concerned = frozenset({"certifications", "status_changes"})
    went_to = Signal(str)
    opened = Signal(str)

    def _build(self) -> None:
        say, texts = self.session.say, self.session.texts
        lanes = [
            Lane(str(status), headed(texts, status), say(f"board.step.{step}"))
            for step, held in STEPS.items()
            for status in held
        ]
        self.board = RoadBoard(say("board.tree"), lanes, self)
        self.hint = prose(say("board.keys"), "small", self)
        self.change = self._change_form()
        self.title = prose("", "section", self)
        self.facts = prose("", "muted", self)
        self.history_head = label(say("board.history"), "strong", self)
        self.history = LineList(self)
        self.no_history = prose(say("board.no_history"), "muted", self)
        side = QVBoxLayout()
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(GAP)
        for part in (
            self.title,
            self.facts,
            self.change,
            self.history_head,
            self.no_history,
            self.history,
        ):
            side.addWidget(part)
        side.addStretch(1)
        self.side = _held(side, self)
        left = QVBoxLayout()
        left.addWidget(self.hint)
        left.addWidget(self.board, 1)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, GAP, GAP, GAP)
        self._line.setSpacing(2 * GAP)
        self._line.addLayout(left, 1)
        self._line.addWidget(self.side)

    def _change_form(self) -> QFrame:
        say, frame = self.session.say, QFrame(self)
        as_role(frame, "card")
        texts = self.session.texts
        options = [Option(str(status), headed(texts, status)) for status in Status]
        self.status = ChoiceInput(options, "", frame)
        self.day, self.reason = LineInput(frame), LineInput(frame)
        self.keep = self.button("board.change", self.on_change, primary=True)
        self.refusal = prose("", "lost", frame)
        self.refusal.hide()
        box = QVBoxLayout(frame)
        box.setContentsMargins(GAP + 4, GAP, GAP + 4, GAP)
        box.setSpacing(GAP // 2)
        for name, control in (
            ("status", self.status),
            ("changed_on", self.day),
            ("reason", self.reason),
        ):
            words = self.pen.label("status_changes", name)
            named = label(words, "small", frame)
            named.setBuddy(control)
            control.setAccessibleName(words)
            control.setToolTip(self.pen.help("status_changes", name))
            box.addWidget(named)
            box.addWidget(control)
        self.reason.setPlaceholderText(say("board.reason"))
        self.reason.returnPressed.connect(self.on_change)
        box.addWidget(self.refusal)
        box.addWidget(self.keep)
        return frame

    def _connect(self) -> None:
        self.board.went_to.connect(self._on_went_to)
        self.board.opened.connect(self.opened)
        self.board.stepped.connect(self.on_step)
        self.board.dropped.connect(self.on_dropped)
        self.board.removal_asked.connect(self._on_remove)

    def show_certification(self, key: str) -> None:
        """Show the board with the certification of ``key`` as the current one."""
        super().show_certification(key)
        cards = [self._card(row) for row in self._rows()]
        self.board.show_cards(cards, can_move=not self.pen.lock)
        self.board.make_current(key)
        self._show_side()

    def show_place(self, place: Place) -> bool:
        """Bring a certification to the front."""
        self.board.make_current(place.key)
        return self.board.current_key == place.key

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the change under the board where there is no room beside it."""
        super().resizeEvent(event)
        is_beside = self.width() >= grown(_BESIDE)
        ways = QBoxLayout.Direction
        self._line.setDirection(ways.LeftToRight if is_beside else ways.TopToBottom)
        self.side.setMinimumWidth(grown(_CHANGE) if is_beside else 0)
        self.side.setMaximumWidth(grown(_CHANGE) if is_beside else _FREE)
        self.board.setMinimumHeight(0 if is_beside else grown(_LEAST))

    def begin_change(self, status: Status) -> None:
        """Ask for the reason of a change to ``status``."""
        self.status.show_typed(str(status))
        self.day.show_typed(self.session.desk.today().isoformat())
        self._refuse("")
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def on_change(self) -> None:
        """Change the status of the current certification; what is lacking is said under it."""
        if not self.key or self.pen.lock:
            return
        given = {
            "key": self.key,
            "status": self.status.typed(),
            "reason": self.reason.typed(),
            "on": self.day.typed(),
        }
        try:
            outcome = VERBS["certifications.status"].run(self.session.desk, **given)
        except CartoplanError as error:
            self._refuse(self.session.texts.say(error.message))
            return
        self.session.said.emit(self.session.texts.say(outcome.said[0]))
        self.reason.show_typed("")
        self.board.make_current(self.key)
        self.board.take_focus()

    @Slot(int)
    def on_step(self, step: int) -> None:
        """Ask for the reason of bringing the current certification to the next status."""
        row, road = self.study.certifications.find(self.key), tuple(Status)
        if row is not None:
            at = road.index(row.status) + step
            if 0 <= at < len(road):
                self.begin_change(road[at])

    @Slot(str, str)
    def on_dropped(self, key: str, status: str) -> None:
        """Ask for the reason of bringing a certification to the status it was let go on."""
        row = self.study.certifications.find(key)
        if row is None:
            return
        self.board.make_current(key)
        self._on_went_to(key)
        if row.status != Status(status):
            self.begin_change(Status(status))

    @Slot(str)
    def _on_went_to(self, key: str) -> None:
        if key != self.key:
            self.key = key
            self._show_side()
            self.went_to.emit(key)

    @Slot()
    def _on_remove(self) -> None:
        if self.key and not self.pen.lock:
            refusal = self.pen.remove("certifications", self.key)
            if refusal:
                self.session.refused.emit(refusal)

    def _rows(self) -> list[Certification]:
        rows = self.study.certifications
        return sorted(rows, key=lambda row: (row.priority is None, row.priority or 0))

    def _card(self, row: Certification) -> Card:
        """The card of a certification: its register and findings, then since when it stands so."""
        say, texts = self.session.say, self.session.texts
        n = len(referential_findings(self.study, row.key))
        register = say("board.register_open")
        if row.register is not Register.UNDECIDED:
            register = texts.say(word(row.register))
        told = (register, say("referential.findings", n=n))
        lines = [" · ".join(words.replace(" ", _KEPT) for words in told)]
        since = self._since(row)
        if row.expires_on is not None:
            lines.append(say("board.expires", on=row.expires_on))
        elif since is not None and since.changed_on is not None:
            lines.append(say("board.since", on=since.changed_on))
        status = headed(texts, row.status)
        rank = "" if row.priority is None else str(row.priority)
        title = f"{rank} · {row.title}" if rank else row.title
        spoken = ". ".join((title, status, *lines))
        return Card(row.key, str(row.status), row.title, rank, tuple(lines), spoken)

    def _since(self, row: Certification) -> StatusChange | None:
        """The last change that brought the certification where it is."""
        found = [each for each in self.study.status_changes if each.certification == row.key]
        return found[-1] if found else None

    def _show_side(self) -> None:
        row = self.study.certifications.find(self.key)
        for part in (self.title, self.facts, self.change, self.history_head):
            part.setVisible(row is not None)
        if row is None:
            self.no_history.hide()
            self.history.show_lines(())
            return
        self.title.setText(row.title)
        facts = tuple(self._facts(row))
        self.facts.setText("\n".join(facts))
        self.facts.setVisible(bool(facts))
        self.status.show_typed(str(row.status))
        self.day.show_typed(self.session.desk.today().isoformat())
        self._refuse("")
        for control in (self.status, self.day, self.reason):
            locked(control, self.pen.lock)
        self.lock_buttons(self.keep)
        lines = tuple(self._history(row))
        self.history.show_lines(lines)
        self.no_history.setVisible(not lines)

    def _facts(self, row: Certification) -> Iterator[str]:
        say = self.session.say
        if row.register is not Register.UNDECIDED:
            yield headed(self.session.texts, row.register)
        for name in ("filed_on", "decided_on", "expires_on"):
            day = getattr(row, name)
            if day is not None:
                yield say("board.fact", label=self.pen.label("certifications", name), on=day)

    def _history(self, row: Certification) -> Iterator[Line]:
        texts = self.session.texts
        for each in reversed(self.study.status_changes):
            if each.certification == row.key:
                who = each.author or self.session.say("rowhistory.nobody")
                words = f"{headed(texts, each.status)} · {who}\n{each.reason}"
                yield Line(words, texts.show(each.changed_on), role="muted")

    def _refuse(self, sentence: str) -> None:
        self.refusal.setText(sentence)
        self.refusal.setVisible(bool(sentence))


def _held(box: QVBoxLayout, parent: QWidget) -> QWidget:
    """A widget that holds ``box``."""
    made = QWidget(parent)
    made.setLayout(box)
    return made
