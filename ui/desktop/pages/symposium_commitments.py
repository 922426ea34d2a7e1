"""What symposiums decided, typed in place: what can be said of it today, and what became of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from planner.editions.commitments import Reconciliation, reconcile
from planner.errors import CartoplanError
from planner.tables.commitments import (
    COMMITMENT_FIELDS,
    commitments_sentence,
    commitments_table,
    reconciliation_table,
)
from planner.vocab import CommitmentStatus
from ui.actions.commitments import settle
from ui.actions.editions_compared import study_of
from ui.actions.fieldwords import Option
from ui.actions.reading import DEFAULT_SCENARIO
from ui.actions.rowedits import duplicate
from ui.desktop.forms import Form
from ui.desktop.inputs import LineInput
from ui.desktop.latch import latched
from ui.desktop.models.editable_model import EditableModel
from ui.desktop.pages.page_tab import PageTab, renew
from ui.desktop.reckoned import Reckoned
from ui.desktop.style import GAP, as_role, grown
from ui.desktop.widgets.choice_box import ChoiceBox
from ui.desktop.widgets.editable_view import EditableView
from ui.desktop.widgets.empty_state import EmptyState
from ui.desktop.widgets.headed import capital
from ui.desktop.widgets.labels import label, prose
from ui.desktop.widgets.line_list import Line
from ui.desktop.widgets.told import Told

if TYPE_CHECKING:
    from datetime import date

    from planner.changes import Touched
    from planner.figures.figure import Figure
    from planner.findings import Place
    from planner.study import Commitment, Study
    from planner.tables.table import Table

#: What is settled with a reason is not typed in passing.
_SETTLED = frozenset({"status", "reason"})
_TYPED = tuple(name for name in COMMITMENT_FIELDS if name not in _SETTLED)
_ASKED = ("text", "edition", "who", "due", "family", "level", "task")
#: What bears on what can be said of a commitment.
_CONCERNED = (
    "commitments", "editions", "lineages", "trainings", "seats", "families", "need_lines",
    "allocations", "allocation_shares", "assumptions", "scenarios", "tasks", "actions",
    "certifications",
)  # fmt: skip
_WIDTHS = {
    "text": 260, "status": 90, "who": 100, "due": 104, "family": 124, "level": 86, "task": 150,
    "reason": 200, "edition": 90,
}  # fmt: skip
_BOX = 200  # px


class CommitmentsTab(PageTab):
    """A table of commitments; the panel tells the current one's evidence and settles it."""

    room = "symposium"
    code = "commitments"
    shows = frozenset({"commitments"})
    adds = "commitments"
    asks = _ASKED

    def _build(self) -> None:
        say, look = self.session.say, self.session.look
        self.edition = ChoiceBox((), "", self)
        self.edition.setAccessibleName(say("field.commitments.edition"))
        self.edition.setMinimumWidth(grown(_BOX))
        self.sentence = prose("", "strong", self)
        self.model = EditableModel(self.pen, "commitments", _TYPED, self)
        self.view = EditableView(self.model, look, self)
        self.view.setAccessibleName(say("symposium.commitments.tab"))
        self.empty = EmptyState(
            look, "check", say("symposium.commitments.none"),
            say("symposium.commitments.none.help"), say("symposium.commitments.add"), self,
        )  # fmt: skip
        self.found = Reckoned(
            self.session, partial(_reconciled, today=self.session.desk.today()), self
        )
        self._build_detail()
        self._lay_out()

    def _build_detail(self) -> None:
        say = self.session.say
        self.detail = QWidget()
        self.evidence = Told(self.detail, is_inset=False)
        self.card = QFrame(self.detail)
        as_role(self.card, "card")
        options = [
            Option(s.value, capital(say(f"commitment_status.{s}"))) for s in CommitmentStatus
        ]
        self.status = ChoiceBox(options, "", self.card)
        self.status.setAccessibleName(say("field.commitments.status"))
        self.reason = LineInput(self.card)
        self.reason.setAccessibleName(say("field.commitments.reason"))
        self.reason.setPlaceholderText(say("symposium.commitments.reason"))
        self.refusal = label("", "lost", self.card)
        self.refusal.setWordWrap(True)
        self.refusal.hide()
        self.take_button = QPushButton(say("symposium.commitments.take"), self.card)
        self.take_button.setToolTip(say("symposium.commitments.take.help"))
        self.settle_button = QPushButton(say("symposium.commitments.settle"), self.card)
        as_role(self.settle_button, "primary")
        buttons = QHBoxLayout()
        buttons.addWidget(self.take_button)
        buttons.addWidget(self.settle_button)
        inner = QVBoxLayout(self.card)
        inner.setContentsMargins(GAP, GAP, GAP, GAP)
        inner.addWidget(label(say("symposium.commitments.decide"), "strong", self.card))
        inner.addWidget(self.status)
        inner.addWidget(self.reason)
        inner.addWidget(self.refusal)
        inner.addLayout(buttons)
        self.form = Form(self.pen, "commitments", _ASKED, self.detail)
        box = QVBoxLayout(self.detail)
        box.setContentsMargins(GAP, GAP, GAP, 2 * GAP)
        box.setSpacing(GAP)
        for part in (
            self.evidence, self.card,
            label(say("symposium.commitments.fields"), "strong", self.detail), self.form,
        ):  # fmt: skip
            box.addWidget(part)
        box.addStretch(1)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(GAP)
        named = label(self.session.say("field.commitments.edition"), "small", self)
        named.setBuddy(self.edition)
        line.addWidget(named)
        line.addWidget(self.edition)
        line.addStretch(1)
        line.setContentsMargins(0, 0, 0, 0)
        self.bar = QWidget(self)
        self.bar.setLayout(line)
        box = QVBoxLayout(self)
        box.setContentsMargins(2 * GAP, GAP, 2 * GAP, GAP)
        box.setSpacing(GAP)
        for part in (self.bar, self.draft_frame, self.sentence):
            box.addWidget(part)
        box.addWidget(self.view, 1)
        box.addWidget(self.empty, 1)

    def _connect(self) -> None:
        self.edition.committed.connect(self._on_edition)
        self.view.chosen.connect(self._on_chosen)
        self.view.entered_at.connect(self._on_entered)
        self.view.removal_asked.connect(self.remove)
        self.empty.asked.connect(self.add)
        self.found.told.connect(self._on_found)
        self.take_button.clicked.connect(self._on_take)
        self.settle_button.clicked.connect(self._on_settle)

    def refresh(self, touched: Touched) -> None:
        """Show the commitments anew, and hold them against the study again where it changed."""
        if not touched.has(*_CONCERNED):
            return
        editions = [Option(row.key, row.name) for row in self.session.study.editions]
        self.edition.offer(editions, self.session.say("symposium.commitments.every"))
        self._fill()
        self.found.ask()

    def chosen_key(self) -> str:
        """The current commitment."""
        return self.view.current_key()

    def show_place(self, place: Place) -> None:
        """Make a commitment the current one, whichever edition it is of."""
        if self.model.line_of(place.key) < 0:
            self.edition.show_typed("")
            self._fill()
        self.view.select_cell(place.key, place.field)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def select_added(self, key: str) -> None:
        """Make the commitment that was added the current one."""
        if self.model.line_of(key) < 0:
            self.edition.show_typed("")
            self._fill()
        self.view.select_cell(key, "text")

    def duplicate(self) -> None:
        """Add a copy of the current commitment, just after it."""
        key = self.session.guarded(
            partial(duplicate, self.session.desk, "commitments", self.chosen_key())
        )
        if key:
            self.select_added(key)

    @Slot()
    def remove(self) -> None:
        """Remove the current commitment; undo brings it back."""
        key = self.chosen_key()
        if key and not self.pen.lock:
            self.pen.remove("commitments", key)

    def printed(self) -> tuple[Figure | Table, ...]:
        """The commitments that are shown, and what can be said of them."""
        table = commitments_table(self.session.study, self.edition.typed())
        known = self._known()
        keys = [row.place.key for row in table.rows if row.place is not None]
        told = [known[key] for key in keys if key in known]
        return (table, reconciliation_table(told)) if told else (table,)

    def _suggested(self) -> dict[str, str]:
        """The edition that is looked at, else the last one."""
        editions = [row.key for row in self.session.study.editions]
        return {"edition": self.edition.typed() or (editions[-1] if editions else "")}

    def _fill(self) -> None:
        study, edition = self.session.study, self.edition.typed()
        is_first = self.model.columnCount() == 0
        renew(self.view, commitments_table(study, edition))
        if is_first:
            for name, width in _WIDTHS.items():
                self.view.setColumnWidth(self.model.column_of(name), grown(width))
        rows = [row for row in study.commitments if edition in ("", row.edition)]
        if rows and not self.chosen_key():
            self.view.select_cell(rows[0].key, "text")
        is_empty = not len(study.commitments)
        self.empty.setVisible(is_empty)
        latched(self.empty.button, self.pen.lock, is_possible=bool(len(study.editions)))
        for part in (self.bar, self.sentence, self.view):
            part.setVisible(not is_empty)
        self.summary = self.session.texts.say(commitments_sentence(rows))
        self.sentence.setText(self.summary)
        self._show()

    def _show(self) -> None:
        row = self.session.study.commitments.find(self.chosen_key())
        self.detail.setEnabled(row is not None)
        self.title = self.session.say("symposium.commitments.tab") if row is None else row.text
        if row is not None:
            self.form.show_row(row.key)
            self.status.show_typed(row.status.value)
            self.reason.show_typed(row.reason)
            self._refuse(self.pen.lock)
            for part in (self.status, self.reason, self.settle_button):
                latched(part, self.pen.lock)
        self._tell(row)
        self.told.emit()

    def _tell(self, row: Commitment | None) -> None:
        """What can be said of the current commitment today, as far as it is known."""
        found = self._current()
        latched(self.take_button, self.pen.lock, is_possible=found is not None)
        if row is None or found is None:
            self.evidence.tell((), () if row is None else (self.session.say("editions.stage"),))
            return
        say = self.session.texts.say
        proposed = capital(say(f"commitment_status.{found.proposed}"))
        lines = [Line(say("table.commitments.proposed"), proposed)]
        told = [say(found.reason), *map(say, found.evidence)]
        self.evidence.tell(lines, told, (say("note.commitments.proposed"),))

    def _known(self) -> dict[str, Reconciliation]:
        value = self.found.value
        return value if isinstance(value, dict) else {}

    def _current(self) -> Reconciliation | None:
        return self._known().get(self.chosen_key())

    def _refuse(self, sentence: str) -> None:
        self.refusal.setText(sentence)
        self.refusal.setVisible(bool(sentence))

    @Slot()
    def _on_found(self) -> None:
        self._tell(self.session.study.commitments.find(self.chosen_key()))

    @Slot()
    def _on_edition(self) -> None:
        self._fill()

    @Slot(object)
    def _on_chosen(self, _place: Place | None) -> None:
        self._show()

    @Slot(object, str)
    def _on_entered(self, _place: Place, column: str) -> None:
        self.detail_asked.emit()
        self.form.focus(column)

    @Slot()
    def _on_take(self) -> None:
        """Fill in what is proposed; it is the person who settles it."""
        found = self._current()
        if found is not None:
            self.status.show_typed(found.proposed.value)
            self.reason.show_typed(self.session.texts.say(found.reason))

    @Slot()
    def _on_settle(self) -> None:
        row = self.session.study.commitments.find(self.chosen_key())
        if row is None:
            return
        status, reason = CommitmentStatus(self.status.typed()), self.reason.typed()
        act = partial(settle, self.session.desk, row, status, reason)
        self._refuse(self.pen.refused(act))


def _reconciled(study: Study, today: date) -> dict[str, Reconciliation]:
    """What can be said today of every commitment, by key; made in the lane.

    An edition that cannot be opened has none.
    """
    found: dict[str, Reconciliation] = {}
    for edition in dict.fromkeys(row.edition for row in study.commitments):
        rows = [row for row in study.commitments if row.edition == edition]
        try:
            then = study_of(study, edition)
            told = reconcile(then, study, rows, DEFAULT_SCENARIO, today)
        except CartoplanError:
            continue
        found |= {one.commitment.key: one for one in told}
    return found
