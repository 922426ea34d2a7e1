"""An LHEO file that came: read in the lane, shown as a diff, decided upon, taken in one step."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from planner.exchange.taking import Decisions
from planner.messages import message
from planner.tables.lheo import unread_table
from planner.tables.replies import rows_table
from ui.actions.drafts import Draft, kept_draft
from ui.actions.lheo import (
    held_offers,
    held_said,
    offers_digest,
    read_offers,
    take_offers,
    taking_offers,
)
from ui.desktop.models.table_model import TableModel
from ui.desktop.pages.received_tab import ReceivedTab
from ui.desktop.style import grown
from ui.desktop.widgets.labels import label
from ui.desktop.widgets.table_view import TableView

if TYPE_CHECKING:
    from pathlib import Path

    from planner.exchange.lheo import Offer
    from planner.exchange.lheo_reply import Held
    from planner.tables.table import Table
    from planner.watch import Watch

LHEO_ENDING = ".xml"
_UNREAD_HIGH = 140  # px at 100 %


@dataclass
class OpenFile:
    """A file that was read: its trainings, what they would change, what was decided so far."""

    path: Path
    digest: str
    offers: tuple[Offer, ...]
    held: Held
    decisions: Decisions = field(default_factory=Decisions)
    is_restored: bool = False


class LheoTab(ReceivedTab):
    """One LHEO file at a time; the next one takes its place."""

    room = "lheo"
    current: OpenFile | None = None

    def _build(self) -> None:
        session, say = self.session, self.session.say
        self.unread_title = label(say("lheo.left_aside"), "strong", self)
        self.unread_model = TableModel(session.texts, self)
        self.unread = TableView(self.unread_model, session.look, self)
        self.unread.setAccessibleName(say("lheo.left_aside"))
        self.unread.setMaximumHeight(grown(_UNREAD_HIGH))
        self._lay_out((self.notes,), (self.unread_title, self.unread))

    def receive(self, path: Path) -> None:
        """Read a file in the lane and show what it would change."""
        job = self.session.jobs.start(self.session.say("lheo.reading"), partial(_read, path))
        job.succeeded.connect(self._on_read)
        job.failed.connect(self.session.on_failed)

    def hold_again(self) -> None:
        """Hold the file against the study as it is now; what was decided stays."""
        if self.current is not None:
            self.current.held = held_offers(self.session.desk, self.current.offers)
        self._show()

    def printed(self) -> tuple[Table, ...]:
        """The trainings of the file and what would be done with them."""
        current = self.current
        return () if current is None else (rows_table(current.held.whole(), current.decisions),)

    def _show(self) -> None:
        current, say = self.current, self.session.say
        self.shown.setVisible(current is not None)
        self.empty.setVisible(current is None)
        self.summary = say("lheo.no_file") if current is None else current.path.name
        if current is not None:
            told = held_said(current.path, current.held)
            if current.is_restored:
                told.append(message("exchange.note.restored"))
            self.notes.setText(" ".join(self.session.texts.say(each) for each in told))
            self.board.show_comparison(current.held.whole(), current.decisions)
            self.unread.show_table(unread_table(current.held.unread))
            for part in (self.unread, self.unread_title):
                part.setVisible(bool(current.held.unread))
            self._show_foot(current)
        self.counted.emit()

    def _show_foot(self, current: OpenFile) -> None:
        """What taking the file would do, in one sentence."""
        say, lock = self.session.say, self.pen.lock_of("trainings")
        made = taking_offers(self.session.desk, current.path, current.held, current.decisions)
        will = say("exchange.will" if made.rows else "exchange.will.nothing", n=made.rows)
        left = say("exchange.left_open", n=made.open) if made.open else ""
        self.will.setText(f"{will} {left}".strip())
        self.will.setToolTip(self.will.text())
        self.apply.setEnabled(made.rows > 0 and not lock)
        self.apply.setToolTip(lock or say("lheo.apply.help"))

    @Slot(object)
    def _on_read(self, read: tuple[Path, str, tuple[Offer, ...]]) -> None:
        path, digest, offers = read
        self.current = OpenFile(path, digest, offers, held_offers(self.session.desk, offers))
        kept = kept_draft(self.session.desk, digest)
        if kept is not None:
            self.current.decisions, self.current.is_restored = kept.decisions, True
        self._show()

    @Slot()
    def _on_decided(self) -> None:
        if self.current is not None:
            self.current.decisions = self.board.decisions
            self.keep(self.current.digest, Draft(decisions=self.current.decisions))
            self._show_foot(self.current)

    @Slot()
    def _on_leave(self) -> None:
        if self.current is not None:
            self.forget(self.current.digest)
        self.current = None
        self._show()

    @Slot()
    def _on_apply(self) -> None:
        current = self.current
        if current is None:
            return
        session = self.session
        act = partial(take_offers, session.desk, current.path, current.held, current.decisions)
        made = session.guarded(act)
        if made is None:
            return
        session.said.emit(session.say("exchange.taken", n=made.rows))
        if not made.open:
            self.forget(current.digest)
            self.current = None
        self._show()


def _read(path: Path, watch: Watch) -> tuple[Path, str, tuple[Offer, ...]]:
    """The trainings of a file and its fingerprint, in the lane."""
    offers = read_offers(path, watch)
    return path, offers_digest(path), offers
