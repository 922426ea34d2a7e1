"""The trainings that may be one: pairs on the left, the two sheets side by side on the right."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QListWidget,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from planner.compute.duplicates import THRESHOLD, near_duplicates, standing
from planner.compute.merging import merge_plan
from planner.errors import CartoplanError
from planner.tables.duplicates import why
from planner.tables.merging import merge_sentence
from ui.actions.merging import do_merge
from ui.actions.registry import VERBS
from ui.desktop.inputs import LineInput
from ui.desktop.latch import latched
from ui.desktop.style import GAP, as_role
from ui.desktop.widgets.labels import label, prose
from ui.desktop.widgets.merge_form import Choice, MergeForm

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from planner.changes import Touched
    from planner.compute.duplicates import Pair
    from planner.compute.merging import MergePlan, Take
    from planner.study import Study
    from planner.watch import Watch
    from ui.desktop.jobs import Job
    from ui.desktop.pen import Pen

_LIST = 260  # px


class DuplicatesPanel(QWidget):
    """Goes through the pairs: each is merged, or noted as two different trainings.

    Signals:
        left(str): the panel was closed; the key of the training that was kept last, or empty.
    """

    left = Signal(str)

    def __init__(self, pen: Pen, parent: QWidget) -> None:
        """A panel that has compared nothing yet; see :meth:`begin`."""
        super().__init__(parent)
        self.pen, self.session = pen, pen.session
        self.pairs: tuple[Pair, ...] = ()
        self.plan: MergePlan | None = None
        self._found: tuple[Pair, ...] = ()
        self._kept = ""
        self._job: Job | None = None
        self._is_built = False
        self.setAccessibleName(self.session.say("duplicates.panel"))
        self.hide()

    def begin(self) -> None:
        """Compare the trainings in the lane, then show the pairs."""
        if not self._is_built:
            self._build()
            self._connect()
            self._is_built = True
        self._found, self._kept = (), ""
        self.show()
        self._show_pairs()
        self.said.setText(self.session.say("duplicates.working"))
        work = partial(_compare, self.session.study)
        self._job = self.session.jobs.start(self.session.say("verb.duplicates"), work)
        self._job.succeeded.connect(self._on_found)
        self._job.failed.connect(self.session.on_failed)
        self._job.cancelled.connect(self._on_leave)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Close the panel."""
        self._on_leave()

    # What is built

    def _build(self) -> None:
        say = self.session.say
        self.title = label(say("duplicates.panel"), "section", self)
        self.said = label("", "muted", self)
        self.list = QListWidget(self)
        self.list.setAccessibleName(say("duplicates.pairs"))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTabKeyNavigation(False)
        self.list.setStyleSheet("QListWidget::item { padding: 6px 8px; }")
        self.list.setFixedWidth(_LIST)
        self.why = prose("", "muted", self)
        self.first, self.second = (Choice("", "", self) for _ in range(2))
        self._ends = QButtonGroup(self)
        for choice in (self.first, self.second):
            self._ends.addButton(choice.button)
        self.form = MergeForm(self.session, self)
        self.effect = prose("", "", self)
        self.refusal = prose("", "lost", self)
        self.merge_button = QPushButton(say("merge.do"), self)
        as_role(self.merge_button, "primary")
        self.merge_button.setToolTip(say("merge.do.help"))
        self.differ_button = QPushButton(say("merge.differ"), self)
        self.differ_button.setToolTip(say("merge.differ.help"))
        self.leave_button = QPushButton(say("duplicates.leave"), self)
        self.leave_button.setToolTip(say("duplicates.leave.help"))
        self._build_reason()
        self._lay_out()

    def _build_reason(self) -> None:
        say = self.session.say
        self.reason_line = QWidget(self)
        self.reason = LineInput(self.reason_line)
        self.reason.gives_back = False
        self.reason.setPlaceholderText(say("merge.reason"))
        self.reason.setAccessibleName(say("merge.reason"))
        self.note_button = QPushButton(say("merge.note"), self.reason_line)
        self.note_button.setToolTip(say("merge.note.help"))
        line = QHBoxLayout(self.reason_line)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.reason, 1)
        line.addWidget(self.note_button)
        self.reason_line.hide()

    def _lay_out(self) -> None:
        self.sheet = QWidget(self)
        inside = QVBoxLayout(self.sheet)
        inside.setContentsMargins(0, 0, GAP, 0)
        inside.setSpacing(GAP)
        inside.addWidget(self.why)
        inside.addWidget(label(self.session.say("merge.keep"), "small", self))
        for choice in (self.first, self.second):
            inside.addWidget(choice)
        inside.addWidget(self.form)
        inside.addWidget(self.effect)
        inside.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.sheet.setObjectName("contents")
        scroll.setWidget(self.sheet)
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        for button in (self.merge_button, self.differ_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(GAP)
        right.addWidget(scroll, 1)
        right.addWidget(self.refusal)
        right.addWidget(self.reason_line)
        right.addLayout(buttons)
        across = QHBoxLayout()
        across.setSpacing(2 * GAP)
        across.addWidget(self.list)
        across.addLayout(right, 1)
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addWidget(self.said)
        head.addStretch(1)
        head.addWidget(self.leave_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, GAP)
        box.setSpacing(GAP)
        box.addLayout(head)
        box.addLayout(across, 1)

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(self._on_pair)
        self.first.button.clicked.connect(self._on_end)
        self.second.button.clicked.connect(self._on_end)
        self.form.decided.connect(self._show_effect)
        self.merge_button.clicked.connect(self._on_merge)
        self.differ_button.clicked.connect(self._on_differ)
        self.note_button.clicked.connect(self._on_note)
        self.reason.returnPressed.connect(self._on_note)
        self.leave_button.clicked.connect(self._on_leave)
        self.session.changed.connect(self._on_changed)

    # What is shown

    def _show_pairs(self) -> None:
        """The pairs that still stand; the current one stays, else the next comes up."""
        place = max(self.list.currentRow(), 0)
        current = self.pair()
        self.pairs = standing(self.session.study, self._found)
        if current in self.pairs:
            place = self.pairs.index(current)
        with QSignalBlocker(self.list):
            self.list.clear()
            for pair in self.pairs:
                self.list.addItem(self._words(pair))
            self.list.setCurrentRow(min(place, len(self.pairs) - 1))
        self.said.setText(self.session.say("duplicates.found", n=len(self.pairs)))
        self._show_pair()

    def _words(self, pair: Pair) -> str:
        first, second = (self.session.study.trainings.get(k) for k in (pair.first, pair.second))
        return f"{pair.score} · {first.title}\n≈ {second.title}"

    def pair(self) -> Pair | None:
        """The pair that is looked at, or None."""
        row = self.list.currentRow()
        return self.pairs[row] if 0 <= row < len(self.pairs) else None

    def _show_pair(self, keep: str = "") -> None:
        pair = self.pair()
        self.sheet.setVisible(pair is not None)
        self.reason_line.hide()
        self.reason.clear()
        self._refuse("")
        self.plan = None
        for button in (self.merge_button, self.differ_button):
            button.setVisible(pair is not None)
        if pair is None:
            return
        self.why.setText(" ".join(self.session.texts.say(sentence) for sentence in why(pair)))
        keep = keep or pair.first
        for choice, key in ((self.first, pair.first), (self.second, pair.second)):
            title = self.session.study.trainings.get(key).title
            choice.show_words(f"{title} ({key})")
            choice.button.setAccessibleName(self.session.say("merge.keep.this", title=title))
            choice.button.setChecked(key == keep)
        other = pair.second if keep == pair.first else pair.first
        try:
            self.plan = merge_plan(self.session.study, keep, other)
        except CartoplanError as error:
            self._refuse(self.session.texts.say(error.message))
            return
        self.form.show_plan(self.plan)
        self._show_effect()

    @Slot()
    def _show_effect(self) -> None:
        """What the merge does besides the fields, and whether it can be done."""
        if self.plan is None:
            return
        left = len(self.form.undecided())
        words = [self.session.texts.say(merge_sentence(self.plan))]
        if left:
            words.append(self.session.say("merge.left_to_decide", n=left))
        self.effect.setText(" ".join(words))
        lock = self.pen.lock_of("trainings", self.plan.keep, self.plan.other)
        tip = self.session.say("merge.left_to_decide", n=left) if left else ""
        self.merge_button.setToolTip(tip or self.session.say("merge.do.help"))
        latched(self.merge_button, lock, is_possible=not left)
        latched(self.differ_button, self.pen.lock_of("acceptances"))

    def _refuse(self, sentence: str) -> None:
        self.refusal.setText(sentence)
        self.refusal.setVisible(bool(sentence))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter merges, Escape leaves."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.merge_button.click()
        elif is_enter and self.list.hasFocus():
            self.form.focus_first()
        elif event.key() == Qt.Key.Key_Escape:
            self._on_leave()
        else:
            super().keyPressEvent(event)

    # What is answered

    @Slot(object)
    def _on_found(self, pairs: tuple[Pair, ...]) -> None:
        if self.isVisible():
            self._found = pairs
            self._show_pairs()

    @Slot(int)
    def _on_pair(self, _row: int) -> None:
        self._show_pair()

    @Slot()
    def _on_end(self) -> None:
        pair = self.pair()
        if pair is not None:
            self._show_pair(pair.first if self.first.button.isChecked() else pair.second)

    @Slot()
    def _on_merge(self) -> None:
        plan, takes = self.plan, dict(self.form.takes)
        if plan is None or self.form.undecided():
            return
        if self.session.guarded(partial(_merged, self.pen, plan, takes)):
            self._kept = plan.keep
            say = self.session.say
            self.session.said.emit(say("merge.done", keep=plan.keep, other=plan.other))
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_differ(self) -> None:
        self.reason_line.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_note(self) -> None:
        pair = self.pair()
        if pair is None:
            return
        given = {"key": pair.first, "other": pair.second, "reason": self.reason.text()}
        try:
            outcome = VERBS["different"].run(self.session.desk, **given)
        except CartoplanError as error:
            self._refuse(self.session.texts.say(error.message))
            return
        self.session.said.emit(self.session.texts.say(outcome.said[0]))
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_leave(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self.hide()
        self.left.emit(self._kept)

    @Slot(object)
    def _on_changed(self, touched: Touched) -> None:
        if self.isVisible() and touched.has("trainings", "acceptances", "seats", "domain_hours"):
            self._show_pairs()


def _compare(study: Study, watch: Watch) -> tuple[Pair, ...]:
    return near_duplicates(study, THRESHOLD, watch)


def _merged(pen: Pen, plan: MergePlan, takes: dict[str, Take]) -> bool:
    do_merge(pen.session.desk, plan, takes)
    return True
