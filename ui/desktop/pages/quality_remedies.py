"""The ways to settle findings: open the row, mend it here, apply the correction, accept it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from planner.checks.concerned import concerned_trainings
from planner.checks.proposals import can_mend, changes, group_proposal, proposal
from planner.fields import Kind, field_of
from planner.tables.changes import changes_table
from ui.actions.findings import acceptance, mending, reopening
from ui.desktop.forms import Form
from ui.desktop.pen import Pen
from ui.desktop.style import GAP, as_role, grown
from ui.desktop.widgets.fact_sheet import FactSheet
from ui.desktop.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from planner.checks.proposals import Proposal
    from planner.compute.acceptances import Accepted
    from planner.findings import Finding, Place
    from ui.desktop.session import Session

_PREVIEW = 150  # px at 100 %
#: Collections whose rows stand on the page of the trainings, or on another page of the window.
OF_TRAININGS = frozenset({"trainings", "seats", "domain_hours"})
ON_PAGES = frozenset(
    {
        "scenarios",
        "allocations",
        "allocation_shares",
        "need_lines",
        "assumptions",
        "projections",
        "sectors",
    }
)
#: Findings whose rows are worked on in the tab of the competences.
_TO_COMPETENCES = frozenset({"competences_to_check", "competence_repeated"})


class Remedies(QWidget):
    """Buttons for what can be done, and under them what is being done.

    Signals:
        competences_asked(object): a :class:`~planner.findings.Place` of competences to check.
    """

    competences_asked = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Nothing to settle yet."""
        super().__init__(parent)
        self.session = session
        self._pen = Pen(session, "acceptances")
        self._findings: tuple[Finding, ...] = ()
        self._group: tuple[Finding, ...] = ()
        self._settled: tuple[Accepted, ...] = ()
        self._found: Proposal | None = None
        self._place: Place | None = None
        self._trainings: tuple[str, ...] = ()
        self._why = ""
        self._leads_to_competences = False
        self._build()
        self._connect()
        self.show_findings((), ())

    def show_findings(self, findings: Sequence[Finding], group: Sequence[Finding]) -> None:
        """Offer what settles ``findings``, or all of the ``group`` that they belong to."""
        same = tuple(findings) == self._findings and not self._settled
        self._findings, self._group, self._settled = tuple(findings), tuple(group), ()
        if not same:
            self._close()
        self._offer()

    def show_accepted(self, settled: Sequence[Accepted]) -> None:
        """Offer to take acceptances back."""
        self._findings, self._group, self._settled = (), (), tuple(settled)
        self._close()
        self._offer()

    @Slot()
    def follow(self) -> None:
        """Do what Enter means: go where the finding is worked on."""
        if not self.open.isHidden():
            self._on_open()

    def _build(self) -> None:
        self.open = self._button("quality.to_page", "", primary=True)
        self.one = self._button("quality.propose", "Alt+C")
        self.many = self._button("quality.propose_group", "Alt+G")
        self.accept = self._button("quality.accept", "Alt+A")
        self.reopen = self._button("quality.reopen", "Alt+R")
        self.lock = label("", "small", self)
        self.lock.setWordWrap(True)
        self.form: Form | None = None
        self._form_room = QVBoxLayout()
        self._build_inline()
        buttons = QVBoxLayout()
        buttons.setSpacing(GAP // 2)
        for button in (self.open, self.one, self.many, self.accept, self.reopen):
            buttons.addWidget(button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP)
        box.addWidget(self.lock)
        box.addLayout(self._form_room)
        box.addLayout(buttons)
        box.addWidget(self.preview)
        box.addWidget(self.reasoning)

    def _build_inline(self) -> None:
        """The correction to be looked at, and the reason to be given."""
        say = self.session.say
        self.preview, self.said = QWidget(self), label("", "", self)
        self.said.setWordWrap(True)
        self.lines = FactSheet(self.session.look, self.preview)
        self.lines.setAccessibleName(say("quality.propose"))
        self.lines.setFixedHeight(grown(_PREVIEW))
        self.apply = self._button("quality.apply", "", primary=True)
        self.leave = self._button("quality.cancel", "")
        _stack(self.preview, (self.said, self.lines), (self.apply, self.leave))
        self.reasoning, asked = QWidget(self), label(say("quality.reason"), "small", self)
        self.reason = QLineEdit(self)
        self.reason.setMaxLength(1_000)
        self.reason.setPlaceholderText(say("quality.reason.hint"))
        self.reason.setAccessibleName(say("quality.reason"))
        self.reason.setToolTip(say("quality.reason.help"))
        asked.setBuddy(self.reason)
        self.settle = self._button("quality.accept", "", primary=True)
        self.drop = self._button("quality.cancel", "")
        _stack(self.reasoning, (asked, self.reason), (self.settle, self.drop))

    def _connect(self) -> None:
        self.open.clicked.connect(self._on_open)
        self.one.clicked.connect(self._on_one)
        self.many.clicked.connect(self._on_many)
        self.apply.clicked.connect(self._on_apply)
        self.accept.clicked.connect(self._on_accept)
        self.settle.clicked.connect(self._on_settle)
        self.reason.returnPressed.connect(self._on_settle)
        self.reopen.clicked.connect(self._on_reopen)
        self.leave.clicked.connect(self._close)
        self.drop.clicked.connect(self._close)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape gives up what is being done."""
        if event.key() == Qt.Key.Key_Escape and (self._found or not self.reasoning.isHidden()):
            self._close()
            return
        super().keyPressEvent(event)

    def _offer(self) -> None:
        """Show the buttons that lead somewhere, and no other."""
        is_shared = self.session.desk.document.person is not None
        lock = self._pen.lock
        if lock and not is_shared:
            lock = self.session.say("quality.locked")
        self.lock.setText(lock)
        self.lock.setVisible(bool(lock) and bool(self._findings or self._settled))
        single = self._findings[0] if len(self._findings) == 1 else None
        self._lead(single)
        self._show_form(None if lock else single)
        study = self.session.study
        mend = None if single is None or lock else proposal(study, single)
        able = [] if lock or not self._group else [one for one in self._group if can_mend(one)]
        group = group_proposal(study, able) if able else None
        self.one.setVisible(mend is not None)
        several = group is not None and (len(group.findings) > 1 or mend is None)
        self.many.setVisible(several)
        if group is not None and several:
            self._say(self.many, "quality.propose_group", n=len(group.findings))
        self.accept.setVisible(bool(self._findings) and not lock)
        self.reopen.setVisible(bool(self._settled) and not lock)
        self._say(self.reopen, "quality.reopen", n=len(self._settled))
        self._say(self.settle, "quality.accept_now", n=len(self._findings))

    def _lead(self, single: Finding | None) -> None:
        """Say where the finding is worked on, if anywhere."""
        study, said = self.session.study, self._findings
        where = None if single is None else single.where
        found = (key for one in said for key in concerned_trainings(study, one))
        self._trainings = tuple(dict.fromkeys(found))
        self._why = self.session.texts.say(said[0].said) if said else ""
        self._place, code = None, ""
        self._leads_to_competences = bool(said) and said[0].code in _TO_COMPETENCES
        if self._leads_to_competences:
            self._place, code = said[0].where, "quality.to_competences"
        elif self._trainings:
            code = "reading.open_trainings"
            self._place = where if where is not None and where.collection in OF_TRAININGS else None
        elif where is not None and where.collection in ON_PAGES:
            self._place, code = where, "quality.to_page"
        self.open.setVisible(bool(code))
        if code:
            self._say(self.open, code, n=len(self._trainings))

    def _show_form(self, single: Finding | None) -> None:
        """The field that the finding names, to be mended on the spot."""
        where = None if single is None else single.where
        key = None
        if where is not None and _is_short(where):
            key = (where.collection, where.field)
        now = (self.form.collection, *self.form.names) if self.form is not None else None
        if self.form is not None and key != now:
            self._form_room.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
            self.form = None
        if where is None or key is None:
            return
        if getattr(self.session.study, where.collection).find(where.key) is None:
            return
        if self.form is None:
            self.form = Form(self._pen, where.collection, (where.field,), self)
            self._form_room.addWidget(self.form)
        self.form.show_row(where.key)

    @Slot()
    def _on_open(self) -> None:
        if self._leads_to_competences:
            self.competences_asked.emit(self._place)
        elif self._place is not None:
            self.session.place_asked.emit(self._place)
        elif self._trainings:
            self.session.selection_asked.emit(self._trainings, self._why)

    @Slot()
    def _on_one(self) -> None:
        self._preview(proposal(self.session.study, self._findings[0]))

    @Slot()
    def _on_many(self) -> None:
        able = [one for one in self._group if can_mend(one)]
        self._preview(group_proposal(self.session.study, able))

    def _preview(self, found: Proposal | None) -> None:
        """Show what a correction would change, value by value."""
        if found is None:
            return
        self._close()
        self._found = found
        study, texts = self.session.study, self.session.texts
        table = changes_table(study, changes(study, found.edit))
        shown = [tuple(texts.show(value) for value in row.values) for row in table.rows]
        say = self.session.say
        self.lines.show_pairs(
            (
                say("quality.change_name", row=row, field=field),
                say("quality.change_line", before=before, after=after),
                False,
            )
            for row, field, before, after in shown
        )
        self.said.setText(texts.say(found.said))
        n = len(found.findings)
        self._say(self.apply, "quality.apply_group" if n > 1 else "quality.apply", n=n)
        self.preview.show()
        self.apply.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_apply(self) -> None:
        found = self._found
        if found is not None and self.session.do(found.edit, mending(found)):
            self._close()

    @Slot()
    def _on_accept(self) -> None:
        self._close()
        self.reasoning.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_settle(self) -> None:
        """Accept with the reason that was typed; without one, say that it is needed."""
        desk, said = self.session.desk, self._findings
        made = self.session.guarded(lambda: acceptance(desk, said, self.reason.text()))
        if made is not None and self.session.do(*made):
            self._close()

    @Slot()
    def _on_reopen(self) -> None:
        self.session.do(*reopening(self.session.study, self._settled))

    @Slot()
    def _close(self) -> None:
        """Nothing is being done."""
        self._found = None
        self.preview.hide()
        self.reasoning.hide()
        self.reason.clear()

    def _button(self, code: str, shortcut: str, *, primary: bool = False) -> QPushButton:
        made = QPushButton(self)
        if primary:
            as_role(made, "primary")
        self._say(made, code, n=1)
        if shortcut:
            made.setShortcut(QKeySequence(shortcut))
        return made

    def _say(self, button: QPushButton, code: str, **values: object) -> None:
        button.setText(self.session.say(code, **values))
        help_code = f"{code}.help"
        if self.session.texts.knows(help_code):
            button.setToolTip(self.session.say(help_code, **values))


def _stack(room: QWidget, parts: Sequence[QLabel | QWidget], buttons: Sequence[QWidget]) -> None:
    box = QVBoxLayout(room)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(GAP // 2)
    for part in parts:
        box.addWidget(part)
    line = QHBoxLayout()
    for button in buttons:
        line.addWidget(button)
    line.addStretch(1)
    box.addLayout(line)
    room.hide()


def _is_short(where: Place) -> bool:
    """True where the field holds one value: what holds several is worked on in its page."""
    if not where.field or where.collection == "facts":
        return False
    return field_of(where.collection, where.field).kind not in (Kind.CHOICES, Kind.REFERENCES)
