"""The exchange with institutions: who was sent what, what came back, and what is taken of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog, QVBoxLayout

from planner.exchange.followup import follow_up
from planner.tables.replies import follow_table, rows_table
from ui.desktop.dialogs.files import ask_study
from ui.desktop.page import Page
from ui.desktop.pages.exchange_copy import COPY_ENDING, CopyTab
from ui.desktop.pages.exchange_follow import FollowTab
from ui.desktop.pages.exchange_lheo import LHEO_ENDING, LheoTab
from ui.desktop.pages.exchange_reply import ReplyTab
from ui.desktop.pen import Pen
from ui.desktop.style import GAP
from ui.desktop.widgets.tab_rows import TabRows

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    from planner.changes import Touched
    from planner.findings import Place
    from planner.tables.table import Table

#: What the follow-up is made of, and what a comparison with a reply is.
_FOLLOWED = ("institutions", "mailings", "replies", "trainings")
_COMPARED = (
    "institutions", "trainings", "seats", "domain_hours", "families", "domains", "cities",
    "mailings", "replies", "import_choices",
)  # fmt: skip
#: What a place names where somebody wants to bring a copy back: the room of that verb.
COPIES = "region"
#: The endings of files that may come.
ENDINGS = (".xlsx", ".xlsm", ".csv", ".tsv", LHEO_ENDING, COPY_ENDING)
_LHEO, _COPY = 2, 3  # the tabs of LHEO files and of copies of the region


class ExchangePage(Page):
    """Four tabs: what is sent and answered, replies that came, LHEO files, copies brought back."""

    key = "exchange"
    icon = "exchange"
    shows = frozenset({"mailings", "replies", COPIES})

    def _build(self) -> None:
        say = self.session.say
        self.pen = Pen(self.session)
        self.setAcceptDrops(True)
        self.tabs = TabRows(say("page.exchange"), self)
        room = self.tabs.room
        self.follow = FollowTab(self.pen, room)
        self.reply = ReplyTab(self.pen, room)
        self.lheo = LheoTab(self.pen, room)
        self.copy = CopyTab(self.pen, room)
        self.tabs.add(self.follow, say("exchange.tab.follow"))
        self.tabs.add(self.reply, say("exchange.tab.reply"))
        self.tabs.add(self.lheo, say("exchange.tab.lheo"))
        self.tabs.add(self.copy, say("exchange.tab.copy"))
        self.receive_action = self.offer("exchange.open", "open", self._on_open, "Ctrl+Shift+O")
        box = QVBoxLayout(self)
        box.setContentsMargins(2 * GAP, GAP, 2 * GAP, GAP)
        box.addWidget(self.tabs)

    def _connect(self) -> None:
        self.reply.open_asked.connect(self._on_open)
        self.reply.counted.connect(self._on_counted)
        self.lheo.open_asked.connect(self._on_open)
        self.lheo.counted.connect(self._on_counted)
        self.copy.open_asked.connect(self.ask_copy)
        self.copy.counted.connect(self._on_counted)
        self.tabs.currentChanged.connect(self._on_counted)

    def refresh(self, touched: Touched) -> None:
        """Show the follow-up, and the reply held against what the study says now."""
        if touched.has(*_FOLLOWED):
            self.follow.show_study()
        if touched.has(*_COMPARED):
            self.reply.hold_again()
            self.lheo.hold_again()
        self.copy.hold_again()
        self._on_counted()

    def show_place(self, place: Place) -> None:
        """Bring the follow-up to the front, at the institution of a mailing or a reply.

        Where somebody wants to bring a copy of the region back, ask which one.
        """
        if place.collection == COPIES:
            self.ask_copy()
            return
        row = getattr(self.session.study, place.collection).find(place.key)
        self.tabs.bring(0)
        if row is not None and row.institution is not None:
            self.follow.table.select(row.institution)

    def printed(self) -> tuple[Table, ...]:
        """The follow-up, or the rows of the reply in front."""
        if self.tabs.number == 0:
            return (follow_table(follow_up(self.session.study, self.session.desk.today())),)
        if self.tabs.number == _LHEO:
            return self.lheo.printed()
        if self.tabs.number == _COPY:
            return self.copy.printed()
        incoming = self.reply.incoming
        return () if incoming is None else (rows_table(incoming.comparison, self.reply.decisions),)

    def receive(self, paths: list[Path]) -> None:
        """Read files that came, and show the first of them."""
        offers = [path for path in paths if path.suffix.casefold() == LHEO_ENDING]
        copies = [path for path in paths if path.suffix.casefold() == COPY_ENDING]
        replies = [path for path in paths if path not in (*offers, *copies)]
        if offers:
            self.tabs.bring(_LHEO)
            self.lheo.receive(offers[0])
        if replies:
            self.tabs.bring(1)
            self.reply.receive(replies)
        if copies:
            self.tabs.bring(_COPY)
            self.copy.receive(copies[0])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome files that may be replies."""
        if _paths(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Receive the files that are dropped anywhere on the page."""
        paths = _paths(event)
        if paths:
            event.acceptProposedAction()
            self.receive(paths)

    @Slot()
    def ask_copy(self) -> None:
        """Ask which copy of the region came back, and show what it would change."""
        self.tabs.bring(_COPY)
        path = ask_study(self, self.session.texts, self.session.folder, COPY_ENDING)
        if path is not None:
            self.receive([path])

    @Slot()
    def _on_open(self) -> None:
        say = self.session.say
        kinds = f"{say('exchange.files')} ({' '.join(f'*{ending}' for ending in ENDINGS)})"
        start = str(self.session.folder)
        names, _ = QFileDialog.getOpenFileNames(self, say("exchange.open"), start, kinds)
        if names:
            self.receive([Path(name) for name in names])

    @Slot()
    def _on_counted(self) -> None:
        tabs = (self.follow, self.reply, self.lheo, self.copy)
        self.summarise(tabs[self.tabs.number].summary)


def _paths(event: QDropEvent) -> list[Path]:
    """The files of a drop that may be replies."""
    found = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [path for path in found if path.suffix.casefold() in ENDINGS]
