"""The replies that came: read in the lane, shown as a diff, decided upon, taken in one step."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QWidget

from planner.errors import CartoplanError
from planner.exchange.replies import RowFate
from planner.exchange.taking import Decisions
from planner.messages import message
from ui.actions.fieldwords import Option
from ui.actions.incoming import decided_choice, held_against, receive_file, take, taking
from ui.actions.mailings import write_back
from ui.desktop.pages.exchange_unknown import UnknownPanel
from ui.desktop.pages.received_tab import ReceivedTab
from ui.desktop.style import GAP, grown
from ui.desktop.widgets.choice_box import ChoiceBox
from ui.desktop.widgets.labels import prose

if TYPE_CHECKING:
    from db.exchange.received import Received
    from planner.study import ImportChoice
    from planner.watch import Watch
    from ui.actions.incoming import Incoming, Unknown

_CHOICE = 420  # px at 100 %


@dataclass
class Waiting:
    """A file that came: whose it is said to be, what was decided and understood so far."""

    received: Received
    institution: str = ""
    incoming: Incoming | None = None
    refusal: str = ""
    decisions: Decisions = field(default_factory=Decisions)
    choices: list[ImportChoice] = field(default_factory=list)


class ReplyTab(ReceivedTab):
    """One file at a time of those that came."""

    room = "exchange"
    _number = 0

    @property
    def current(self) -> Waiting | None:
        """The file in front."""
        return self.files[self._number] if self._number < len(self.files) else None

    @property
    def incoming(self) -> Incoming | None:
        """The file in front, held against the study."""
        return None if self.current is None else self.current.incoming

    @property
    def decisions(self) -> Decisions:
        """What was decided about the file in front."""
        return Decisions() if self.current is None else self.current.decisions

    def _build(self) -> None:
        say = self.session.say
        self.files: list[Waiting] = []
        self.file = ChoiceBox((), "", self)
        self.file.setAccessibleName(say("exchange.file"))
        self.file.setToolTip(say("exchange.file.help"))
        self.file.setMaximumWidth(grown(_CHOICE))
        self.file.setMinimumWidth(grown(_CHOICE))
        self.owner = ChoiceBox((), say("exchange.owner.none"), self, is_searched=True)
        self.owner.setAccessibleName(say("exchange.owner"))
        self.owner.setToolTip(say("exchange.owner.help"))
        self.owner.setMinimumWidth(grown(_CHOICE) // 2)
        self.refusal = prose("", "lost", self)
        self.unknown = UnknownPanel(self.session, self)
        self.back = QPushButton(say("exchange.back"), self)
        above = QWidget(self)
        head = QHBoxLayout(above)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(GAP)
        head.addWidget(self.file)
        head.addWidget(self.owner)
        head.addStretch(1)
        self._lay_out((above, self.notes, self.refusal, self.unknown), between=(self.back,))

    def _connect(self) -> None:
        super()._connect()
        self.file.committed.connect(self._on_file)
        self.owner.committed.connect(self._on_owner)
        self.unknown.understood.connect(self._on_understood)
        self.back.clicked.connect(self._on_back)

    def receive(self, paths: list[Path]) -> None:
        """Read files in the lane, each in a process of its own; the first of them comes first."""
        for path in paths:
            label = self.session.say("exchange.step.receiving")
            job = self.session.jobs.start(label, partial(_read, path))
            job.succeeded.connect(self._on_read)
            job.failed.connect(self.session.on_failed)

    def hold_again(self) -> None:
        """Hold the files against the study as it is now; what was decided stays."""
        for waiting in self.files:
            self._hold(waiting)
        self._show()

    def write_back_into(self, folder: Path) -> Path | None:
        """Write the refused rows of the file in front into ``folder``, with their reasons."""
        incoming = self.incoming
        if incoming is None:
            return None
        session = self.session
        path = session.guarded(partial(write_back, session.desk, incoming, folder))
        if path is not None:
            said = message("exchange.written_back", path=str(path))
            session.written.emit((path,), session.texts.say(said))
        return path

    def _hold(self, waiting: Waiting) -> None:
        """Hold a file against the study; where nobody knows whose it is, say so."""
        desk = self.session.desk
        try:
            waiting.incoming = held_against(
                desk, waiting.received, waiting.institution, waiting.choices
            )
            waiting.refusal = ""
        except CartoplanError as error:
            waiting.incoming = None
            waiting.refusal = self.session.texts.say(error.message)

    def _show(self) -> None:
        current = self.current
        self.shown.setVisible(current is not None)
        self.empty.setVisible(current is None)
        self.summary = self.session.say("exchange.files_waiting", n=len(self.files))
        if current is not None:
            self._show_head(current)
            self._show_incoming(current)
        self.counted.emit()

    def _show_head(self, current: Waiting) -> None:
        files = [Option(str(n), each.received.name) for n, each in enumerate(self.files)]
        self.file.offer(files, "")
        self.file.show_typed(str(self._number))
        study = self.session.study
        owners = [Option(row.key, row.name) for row in study.institutions]
        self.owner.offer(owners, self.session.say("exchange.owner.none"))
        shown = current.institution
        if current.incoming is not None:
            shown = current.incoming.institution
        self.owner.show_typed(shown)
        is_told = current.incoming is not None and current.incoming.mailing is not None
        self.owner.setEnabled(not is_told)
        self.refusal.setText(current.refusal)
        self.refusal.setVisible(bool(current.refusal))

    def _show_incoming(self, current: Waiting) -> None:
        incoming = current.incoming
        texts = self.session.texts
        notes = () if incoming is None else incoming.notes
        self.notes.setText("\n".join(texts.say(note) for note in notes))
        self.notes.setVisible(bool(notes))
        self.unknown.show_unknown(incoming)
        self.board.setVisible(incoming is not None)
        if incoming is not None:
            self.board.show_comparison(incoming.comparison, current.decisions)
        self._show_foot(current)

    def _show_foot(self, current: Waiting) -> None:
        """What taking the file would do, in one sentence."""
        incoming, lock = current.incoming, self.pen.lock_of("replies")
        self.will.setText("")
        refused = 0
        if incoming is not None:
            made = taking(self.session.desk, incoming, current.decisions)
            code = "exchange.will" if made.rows else "exchange.will.nothing"
            said = self.session.say(code, n=made.rows)
            left = self.session.say("exchange.left_open", n=made.open) if made.open else ""
            self.will.setText(f"{said} {left}".strip())
            self.will.setToolTip(self.will.text())
            refused = incoming.comparison.counts()[RowFate.REFUSED]
        self.apply.setEnabled(incoming is not None and not lock)
        self.apply.setToolTip(lock or self.session.say("exchange.apply.help"))
        self.back.setEnabled(refused > 0 and not lock)
        self.back.setToolTip(lock or self.session.say("exchange.back.help"))

    @Slot(object)
    def _on_read(self, received: Received) -> None:
        known = [n for n, each in enumerate(self.files) if each.received.digest == received.digest]
        if known:
            self._number = known[0]
        else:
            self.files.append(Waiting(received))
            self._hold(self.files[-1])
            self._number = len(self.files) - 1
        self._show()

    @Slot()
    def _on_file(self) -> None:
        typed = self.file.typed()
        if typed.isdigit() and int(typed) < len(self.files):
            self._number = int(typed)
            self._show()

    @Slot()
    def _on_owner(self) -> None:
        current = self.current
        typed = self.owner.typed()
        if current is not None and self.session.study.institutions.find(typed) is not None:
            current.institution = typed
            self._hold(current)
            self._show()

    @Slot()
    def _on_decided(self) -> None:
        if self.current is not None:
            self.current.decisions = self.board.decisions
            self._show_foot(self.current)

    @Slot(object, str)
    def _on_understood(self, unknown: Unknown, taken: str) -> None:
        current = self.current
        if current is None or current.incoming is None:
            return
        make = partial(decided_choice, self.session.desk, current.incoming, unknown, taken)
        choice = self.session.guarded(make)
        if choice is not None:
            current.choices.append(choice)
            self._hold(current)
            self._show()

    @Slot()
    def _on_leave(self) -> None:
        """Put the file in front aside: nothing of it is taken."""
        if self.current is not None:
            del self.files[self._number]
            self._number = max(0, self._number - 1)
            self._show()

    @Slot()
    def _on_back(self) -> None:
        title = self.session.say("exchange.back")
        name = QFileDialog.getExistingDirectory(self, title, str(self.session.folder))
        if name:
            self.write_back_into(Path(name))

    @Slot()
    def _on_apply(self) -> None:
        current = self.current
        if current is None or current.incoming is None:
            return
        session, incoming = self.session, current.incoming
        made = session.guarded(partial(take, session.desk, incoming, current.decisions))
        if made is None:
            return
        code = "exchange.taken" if made.rows else "exchange.taken.none"
        session.said.emit(session.say(code, n=made.rows))
        if not incoming.comparison.of(RowFate.REFUSED) and not made.open and self.files:
            self.files.remove(current)
            self._number = 0
        self._show()


def _read(path: Path, watch: Watch) -> Received:
    """The sheets of a file, in the lane."""
    return receive_file(path, watch)
