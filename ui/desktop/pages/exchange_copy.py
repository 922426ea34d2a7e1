"""A copy of the region that came home: read in the lane, shown as a diff, taken in one step."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from planner.exchange.taking import Decisions
from planner.tables.replies import rows_table
from ui.actions.region import (
    CameHome,
    bring_home,
    bringing,
    copy_said,
    held_copy,
    left_said,
    read_copy,
)
from ui.desktop.pages.received_tab import ReceivedTab

if TYPE_CHECKING:
    from pathlib import Path

    from planner.exchange.replies import Comparison
    from planner.tables.table import Table
    from planner.watch import Watch
    from ui.actions.desk import Desk

COPY_ENDING = ".cartoplan"


@dataclass
class OpenCopy:
    """A copy that was read, held against the study, and what was decided so far."""

    home: CameHome
    held: Comparison
    decisions: Decisions = field(default_factory=Decisions)


class CopyTab(ReceivedTab):
    """One copy at a time; the next one takes its place."""

    room = "copies"
    current: OpenCopy | None = None

    def _build(self) -> None:
        self._lay_out((self.notes,))

    def receive(self, path: Path) -> None:
        """Read a copy in the lane and show what it would change."""
        session = self.session
        job = session.jobs.start(session.say("copies.reading"), partial(_read, session.desk, path))
        job.succeeded.connect(self._on_read)
        job.failed.connect(session.on_failed)

    def hold_again(self) -> None:
        """Hold the copy against the study as it is now; what was decided stays."""
        if self.current is not None:
            self.current.held = held_copy(self.session.desk, self.current.home)
        self._show()

    def printed(self) -> tuple[Table, ...]:
        """The rows of the copy and what would be done with them."""
        current = self.current
        return () if current is None else (rows_table(current.held, current.decisions),)

    def _show(self) -> None:
        current, say = self.current, self.session.say
        self.shown.setVisible(current is not None)
        self.empty.setVisible(current is None)
        self.summary = say("copies.no_copy") if current is None else current.home.path.name
        if current is not None:
            told = copy_said(self.session.desk, current.home)
            self.notes.setText(" ".join(self.session.texts.say(each) for each in told))
            self.board.show_comparison(current.held, current.decisions)
            self._show_foot(current)
        self.counted.emit()

    def _show_foot(self, current: OpenCopy) -> None:
        """What bringing the copy home would do, in one sentence."""
        say, lock = self.session.say, self.pen.lock
        made = bringing(self.session.desk, current.home, current.held, current.decisions)
        will = say("copies.will" if made.rows else "copies.nothing", n=made.rows)
        left = [self.session.texts.say(each) for each in left_said(current.held, made)]
        self.will.setText(" ".join((will, *left)))
        self.will.setToolTip(self.will.text())
        self.apply.setEnabled(made.rows > 0 and not lock)
        self.apply.setToolTip(lock or say("copies.apply.help"))

    @Slot(object)
    def _on_read(self, home: CameHome) -> None:
        self.current = OpenCopy(home, held_copy(self.session.desk, home))
        self._show()

    @Slot()
    def _on_decided(self) -> None:
        if self.current is not None:
            self.current.decisions = self.board.decisions
            self._show_foot(self.current)

    @Slot()
    def _on_leave(self) -> None:
        self.current = None
        self._show()

    @Slot()
    def _on_apply(self) -> None:
        current, session = self.current, self.session
        if current is None:
            return
        act = partial(bring_home, session.desk, current.home, current.held, current.decisions)
        made = session.guarded(act)
        if made is None:
            return
        session.said.emit(session.say("copies.brought", n=made.rows))
        if not made.open and not made.left:
            self.current = None
        self._show()


def _read(desk: Desk, path: Path, watch: Watch) -> CameHome:
    """What a copy tells, in the lane."""
    return read_copy(desk, path, watch)
