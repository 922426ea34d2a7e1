"""The certifications on their road: by status and priority; a status is dated, with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from planner.checks.referentials import referential_findings
from planner.errors import CartoplanError
from planner.vocab import CertificationStatus as Status
from planner.vocab import Register
from ui.actions.fieldwords import Option
from ui.actions.registry import VERBS
from ui.desktop.inputs import ChoiceInput, LineInput
from ui.desktop.models.tree_model import Branch
from ui.desktop.pages.certification_tab import CertificationTab
from ui.desktop.style import GAP, as_role, grown
from ui.desktop.widgets.headed import headed
from ui.desktop.widgets.labels import label, prose
from ui.desktop.widgets.line_list import Line, LineList
from ui.desktop.widgets.status_tree import StatusTree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.findings import Place
    from planner.study import Certification, StatusChange

_CHANGE = 300  # px at 100 %


class BoardTab(CertificationTab):
    """Shows every certification under its status, and the statuses that the current one came to.

    Signals:
        went_to(str): the certification of that key is the current one.
        opened(str): somebody wants to work on it.
    """

    concerned = frozenset({"certifications", "status_changes"})
    went_to = Signal(str)
    opened = Signal(str)

    def _build(self) -> None:
        say = self.session.say
        self.tree = StatusTree(self.session, self)
        self.hint = prose(say("board.keys"), "small", self)
        self.change = self._change_form()
        self.title = prose("", "section", self)
        self.facts = prose("", "muted", self)
        self.history_head = label(say("board.history"), "strong", self)
        self.history = LineList(self)
        self.no_history = prose(say("board.no_history"), "muted", self)
        side = QVBoxLayout()
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
        left = QVBoxLayout()
        left.addWidget(self.hint)
        left.addWidget(self.tree, 1)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, GAP, GAP, GAP)
        line.setSpacing(2 * GAP)
        line.addLayout(left, 1)
        line.addLayout(side)

    def _change_form(self) -> QFrame:
        say, frame = self.session.say, QFrame(self)
        as_role(frame, "card")
        frame.setFixedWidth(grown(_CHANGE))
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
        self.tree.selectionModel().currentChanged.connect(self._on_current)
        self.tree.opened.connect(self.opened)
        self.tree.stepped.connect(self.on_step)
        self.tree.dropped.connect(self.on_dropped)
        self.tree.removal_asked.connect(self._on_remove)

    def show_certification(self, key: str) -> None:
        """Show the board with the certification of ``key`` as the current one."""
        super().show_certification(key)
        held = {status: [r for r in self._rows() if r.status is status] for status in Status}
        with QSignalBlocker(self.tree.selectionModel()):
            self.tree.show_branches([self._group(s, rows) for s, rows in held.items()])
            self.tree.expandAll()
            for number in range(len(held)):
                self.tree.setFirstColumnSpanned(number, QModelIndex(), True)
            if key:
                self.tree.make_current(key)
        self._show_side()

    def show_place(self, place: Place) -> bool:
        """Bring a certification to the front."""
        return self.tree.branches.find(place.key).isValid()

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
        self.tree.make_current(self.key)
        self.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(int)
    def on_step(self, step: int) -> None:
        """Ask for the reason of bringing the current certification to the next status."""
        row, road = self.tree.current(), tuple(Status)
        if row is not None:
            at = road.index(row.status) + step
            if 0 <= at < len(road):
                self.begin_change(road[at])

    @Slot(str, object)
    def on_dropped(self, key: str, status: Status) -> None:
        """Ask for the reason of bringing a certification to the status it was let go on."""
        self.tree.make_current(key)
        if self.study.certifications.get(key).status is not status:
            self.begin_change(status)

    @Slot()
    def _on_current(self) -> None:
        row = self.tree.current()
        if row is not None and row.key != self.key:
            self.key = row.key
            self._show_side()
            self.went_to.emit(row.key)

    @Slot()
    def _on_remove(self) -> None:
        row = self.tree.current()
        if row is not None and not self.pen.lock:
            refusal = self.pen.remove("certifications", row.key)
            if refusal:
                self.session.refused.emit(refusal)

    def _rows(self) -> list[Certification]:
        rows = self.study.certifications
        return sorted(rows, key=lambda row: (row.priority is None, row.priority or 0))

    def _group(self, status: Status, rows: list[Certification]) -> Branch:
        name = headed(self.session.texts, status)
        count = self.session.say("board.count", n=len(rows)) if rows else ""
        words = f"{name} · {count}" if count else name
        children = tuple(self._row(row) for row in rows)
        return Branch(f"status/{status}", (words, ""), children, status, spoken=words)

    def _row(self, row: Certification) -> Branch:
        say, texts = self.session.say, self.session.texts
        since, n = self._since(row), len(referential_findings(self.study, row.key))
        title = row.title if row.priority is None else f"{row.priority} · {row.title}"
        about = [headed(texts, row.register), row.audience]
        if since is not None and since.changed_on is not None:
            about.insert(0, say("board.since", on=since.changed_on))
        if row.expires_on is not None:
            about.insert(0, say("board.expires", on=row.expires_on))
        told = " · ".join(filter(None, about))
        count = say("referential.findings", n=n)
        return Branch(row.key, (title, count), (), row, told, f"{title}. {told}. {count}")

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
            control.lock(self.pen.lock)
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
