"""Who was sent what and when, who answered, and what can be sent or said to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from planner.exchange.followup import follow_up
from planner.tables.replies import follow_table
from ui.actions.exchange import reminder, status_said
from ui.desktop.models.table_model import TableModel
from ui.desktop.pages.exchange_send import SendForm
from ui.desktop.style import GAP, grown
from ui.desktop.widgets.detail import DetailPanel
from ui.desktop.widgets.labels import label, prose
from ui.desktop.widgets.table_view import TableView

if TYPE_CHECKING:
    from planner.exchange.followup import Follow
    from planner.findings import Place
    from ui.desktop.pen import Pen

_REMINDER_HEIGHT = 340  # px at 100 %


class FollowTab(QWidget):
    """The follow-up table; beside it what to send, and the reminder of the current line."""

    def __init__(self, pen: Pen, parent: QWidget) -> None:
        """An empty table until the study is shown."""
        super().__init__(parent)
        self.pen, self.session = pen, pen.session
        self.summary = ""
        self._follows: dict[str, Follow] = {}
        self._build()
        self._connect()

    def _build(self) -> None:
        session, say = self.session, self.session.say
        self.status = prose("", "", self)
        self.model = TableModel(session.texts, self)
        self.table = TableView(self.model, session.look, self)
        self.table.setAccessibleName(say("exchange.tab.follow"))
        self.panel = DetailPanel(session, "exchange", self)
        self.send = SendForm(self.pen, self)
        self.remind_label = label(say("exchange.reminder.title"), "section", self)
        self.remind_state = prose("", "muted", self)
        self.remind_text = QPlainTextEdit(self)
        self.remind_text.setReadOnly(True)
        self.remind_text.setTabChangesFocus(True)
        self.remind_text.setMinimumHeight(grown(_REMINDER_HEIGHT))
        self.remind_text.setAccessibleName(say("exchange.reminder.title"))
        self.copy = QPushButton(say("exchange.reminder.copy"), self)
        self.copy.setToolTip(say("exchange.reminder.copy.help"))
        self._lay_out()

    def _lay_out(self) -> None:
        side = QWidget(self)
        beside = QVBoxLayout(side)
        beside.setContentsMargins(GAP, GAP, GAP, GAP)
        beside.setSpacing(GAP)
        for part in (self.send, self.remind_label, self.remind_state, self.remind_text):
            beside.addWidget(part)
        beside.addWidget(self.copy)
        beside.addStretch(1)
        self.panel.show_content(self.session.say("exchange.send.title"), side)
        left = QVBoxLayout()
        left.setContentsMargins(0, GAP, 0, 0)
        left.setSpacing(GAP)
        left.addWidget(self.status)
        left.addWidget(self.table, 1)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addLayout(left, 1)
        line.addWidget(self.panel)

    def _connect(self) -> None:
        self.table.chosen.connect(self._on_chosen)
        self.table.selectionModel().selectionChanged.connect(self._on_selected)
        self.copy.clicked.connect(self._on_copy)

    def show_study(self) -> None:
        """Show where the exchange with each institution stands today."""
        session = self.session
        follows = follow_up(session.study, session.desk.today())
        self._follows = {follow.institution.key: follow for follow in follows}
        self.table.show_table(follow_table(follows))
        self.status.setText(session.texts.say(status_said(follows)))
        self.summary = session.say("exchange.summary", n=len(follows))
        self._show_reminder(self.table.current_key())
        self._on_selected()

    def selected(self) -> tuple[str, ...]:
        """The keys of the institutions of the selected lines; none where no line is."""
        lines = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        places = (self.model.row_at(line).place for line in lines)
        return tuple(place.key for place in places if place is not None)

    def _show_reminder(self, key: str) -> None:
        follow = self._follows.get(key)
        is_due = follow is not None and follow.is_reminded
        self.remind_text.setVisible(is_due)
        self.copy.setVisible(is_due)
        self.remind_state.setVisible(not is_due)
        if follow is not None and is_due:
            self.remind_text.setPlainText(
                self.session.texts.say(reminder(self.session.desk, follow))
            )
        else:
            code = "none" if follow is None else "not_due"
            name = "" if follow is None else follow.institution.name
            self.remind_state.setText(self.session.say(f"exchange.reminder.{code}", name=name))

    @Slot(object)
    def _on_chosen(self, place: Place | None) -> None:
        self._show_reminder("" if place is None else place.key)

    @Slot()
    def _on_selected(self) -> None:
        self.send.show_institutions(self.selected())

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.remind_text.toPlainText())
        self.session.said.emit(self.session.say("exchange.reminder.copied"))
