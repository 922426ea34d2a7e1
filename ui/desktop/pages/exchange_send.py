"""What is to be sent: to whom, which edition, until when, which years, and into which folder."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog, QFormLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from planner.errors import InvalidInput
from planner.messages import message
from ui.actions.document import Document
from ui.actions.mailings import Order, asked_years, keep, withdraw, written_for
from ui.actions.roadmap import day_of
from ui.desktop.style import GAP, as_role
from ui.desktop.widgets.labels import prose

if TYPE_CHECKING:
    from planner.watch import Watch
    from ui.actions.desk import Desk
    from ui.actions.mailings import Sending
    from ui.desktop.jobs import Job
    from ui.desktop.pen import Pen

_YEAR = re.compile(r"[12]\d{3}")


class SendForm(QWidget):
    """Writes the workbooks of the institutions that are chosen, in the lane."""

    def __init__(self, pen: Pen, parent: QWidget) -> None:
        """A form for all institutions."""
        super().__init__(parent)
        self.pen, self.session = pen, pen.session
        self._keys: tuple[str, ...] = ()
        self._job: Job | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        say, today = self.session.say, self.session.desk.today()
        self.whom = prose("", "", self)
        self.edition = QLineEdit(str(today.year), self)
        self.due = QLineEdit(self)
        self.due.setPlaceholderText(say("exchange.send.due.example"))
        self.years = QLineEdit(" ".join(map(str, asked_years(today))), self)
        self.fault = prose("", "lost", self)
        self.fault.hide()
        self.button = QPushButton(say("exchange.send.button"), self)
        as_role(self.button, "primary")
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(GAP)
        for name in ("edition", "due", "years"):
            field: QLineEdit = getattr(self, name)
            words = say(f"exchange.send.{name}")
            field.setAccessibleName(words)
            field.setToolTip(say(f"exchange.send.{name}.help"))
            form.addRow(words, field)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 2 * GAP)
        box.setSpacing(GAP)
        box.addWidget(self.whom)
        box.addLayout(form)
        box.addWidget(self.fault)
        box.addWidget(self.button)

    def _connect(self) -> None:
        self.button.clicked.connect(self._on_asked)
        for field in (self.edition, self.due, self.years):
            field.returnPressed.connect(self._on_asked)

    def show_institutions(self, keys: tuple[str, ...]) -> None:
        """Send to the institutions of these keys; to all where there are none."""
        self._keys = keys
        study = self.session.study
        if keys:
            names = tuple(study.institutions.get(key).name for key in keys[:3])
            code = "exchange.send.some" if len(keys) <= 3 else "exchange.send.many"
            self.whom.setText(self.session.say(code, n=len(keys), names=names))
        else:
            self.whom.setText(self.session.say("exchange.send.all", n=len(study.institutions)))
        self._lock()

    def _lock(self) -> None:
        lock = self.pen.lock_of("mailings")
        is_any = bool(len(self.session.study.institutions))
        self.button.setEnabled(not lock and is_any and self._job is None)
        self.button.setToolTip(lock or self.session.say("exchange.send.button.help"))

    def order(self) -> Order:
        """What is typed, as an order; :class:`InvalidInput` names what is not understood."""
        study, desk = self.session.study, self.session.desk
        rows = study.institutions
        chosen = tuple(rows.get(key) for key in self._keys) if self._keys else tuple(rows)
        due = self.due.text().strip()
        words = self.years.text().replace(",", " ").replace(";", " ").split()
        if not words or not all(_YEAR.fullmatch(word) for word in words) or len(words) > 12:
            raise InvalidInput("exchange_years", value=self.years.text()[:80])
        years = tuple(dict.fromkeys(map(int, words)))
        until = day_of(desk, due) if due else None
        if until is not None and until < desk.today():
            raise InvalidInput("due_past", on=until)
        return Order(chosen, self.edition.text().strip(), until, years)

    def send_into(self, folder: Path) -> None:
        """Write the workbooks into ``folder``, in the lane; then keep their mailings."""
        orders: list[Order] = []
        refusal = self.pen.refused(lambda: orders.append(self.order()))
        self._tell(refusal)
        if refusal:
            return
        session = self.session
        desk = replace(session.desk, document=Document(session.study))
        work = partial(_written, desk, folder, orders[0])
        self._job = session.jobs.start(session.say("exchange.step.sending"), work)
        self._job.succeeded.connect(self._on_written)
        self._job.failed.connect(session.on_failed)
        self._job.ended.connect(self._on_ended)
        self._lock()

    def _tell(self, refusal: str) -> None:
        self.fault.setText(refusal)
        self.fault.setVisible(bool(refusal))

    @Slot()
    def _on_asked(self) -> None:
        refusal = self.pen.lock_of("mailings") or self.pen.refused(self.order)
        self._tell(refusal)
        if refusal:
            return
        start = str(self.session.folder)
        title = self.session.say("exchange.send.folder")
        name = QFileDialog.getExistingDirectory(self, title, start)
        if name:
            self.send_into(Path(name))

    @Slot(object)
    def _on_written(self, sending: Sending) -> None:
        """Keep the mailings; where another file lies on the desk by now, nothing is sent."""
        session = self.session
        known = session.study.institutions
        if any(known.find(row.institution) is None for row in sending.mailings):
            withdraw(sending.paths)
            return
        session.guarded(partial(keep, session.desk, sending))
        if all(path.exists() for path in sending.paths):
            folder = str(sending.paths[0].parent) if sending.paths else ""
            said = message("exchange.sent", n=len(sending.paths), folder=folder)
            session.written.emit(sending.paths, session.texts.say(said))

    @Slot()
    def _on_ended(self) -> None:
        self._job = None
        self._lock()


def _written(desk: Desk, folder: Path, order: Order, watch: Watch) -> Sending:
    """The workbooks, in the lane."""
    return written_for(desk, folder, order, watch)
