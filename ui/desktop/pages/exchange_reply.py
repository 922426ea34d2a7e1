"""The replies that came: read in the lane, shown as a diff, decided upon, taken in one step."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QToolButton,
    QWidget,
)

from planner.exchange.replies import RowFate
from planner.exchange.taking import Decisions
from planner.messages import message
from planner.vocab import ChoiceScope
from ui.actions.fieldwords import Option
from ui.actions.incoming import decided_choice, receive_file, take, taking
from ui.actions.mailings import write_back
from ui.actions.waiting import hold, say_map, say_owner, waiting_for
from ui.desktop.pages.exchange_own import OwnTablePanel
from ui.desktop.pages.exchange_unknown import UnknownPanel
from ui.desktop.pages.received_tab import ReceivedTab
from ui.desktop.style import GAP, as_role, grown
from ui.desktop.widgets.choice_box import ChoiceBox
from ui.desktop.widgets.flow import Flow
from ui.desktop.widgets.labels import prose

if TYPE_CHECKING:
    from db.exchange.received import Received
    from planner.exchange.tablemap import TableMap
    from planner.watch import Watch
    from ui.actions.incoming import Incoming, Unknown
    from ui.actions.waiting import Waiting

_FILE, _OWNER = 380, 300  # px at 100 %
#: What is shown of an institution's own table, in the order in which one looks at it.
VIEWS = ("columns", "lines", "preview")


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
        return Decisions() if self.current is None else self.current.draft.decisions

    @property
    def view(self) -> str:
        """What is shown of the file in front: one of :data:`VIEWS`; a reply has the last alone."""
        current = self.current
        if current is None or current.own is None:
            return VIEWS[-1]
        return self._views.get(current.received.digest, VIEWS[0])

    def _build(self) -> None:
        say = self.session.say
        self.files: list[Waiting] = []
        self._views: dict[str, str] = {}
        self.file = ChoiceBox((), "", self)
        self.file.setAccessibleName(say("exchange.file"))
        self.file.setToolTip(say("exchange.file.help"))
        self.file.setFixedWidth(grown(_FILE))
        self.owner = ChoiceBox((), say("exchange.owner.none"), self, is_searched=True)
        self.owner.setAccessibleName(say("exchange.owner"))
        self.owner.setToolTip(say("exchange.owner.help"))
        self.owner.setMinimumWidth(grown(_OWNER))
        self.refusal = prose("", "lost", self)
        self.own = OwnTablePanel(self.session, self)
        self.unknown = UnknownPanel(self.session, self)
        self.back = QPushButton(say("exchange.back"), self)
        self.next = QPushButton(say("own.next"), self)
        self.next.setToolTip(say("own.next.help"))
        as_role(self.next, "primary")
        top = QWidget(self)
        head = QHBoxLayout(top)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(GAP)
        head.addWidget(self.file)
        head.addWidget(self.owner)
        head.addStretch(1)
        above = (top, self._chips(), self.notes, self.refusal, self.own, self.unknown)
        self._lay_out(above, between=(self.back, self.next))

    def _chips(self) -> QWidget:
        """The three looks at an institution's own table."""
        self.steps = QWidget(self)
        flow = Flow(GAP, self.steps)
        self.chips: dict[str, QToolButton] = {}
        group = QButtonGroup(self)
        for name in VIEWS:
            chip = QToolButton(self.steps)
            as_role(chip, "chip")
            chip.setCheckable(True)
            chip.setProperty("view", name)
            chip.setText(self.session.say(f"own.chip.{name}", n=0))
            chip.setToolTip(self.session.say(f"own.chip.{name}.help"))
            group.addButton(chip)
            flow.addWidget(chip)
            self.chips[name] = chip
        group.buttonClicked.connect(self._on_chip)
        return self.steps

    def _connect(self) -> None:
        super()._connect()
        self.file.committed.connect(self._on_file)
        self.owner.committed.connect(self._on_owner)
        self.unknown.understood.connect(self._on_understood)
        self.back.clicked.connect(self._on_back)
        self.next.clicked.connect(self._on_next)
        self.own.mapped.connect(self._on_mapped)

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
            hold(self.session.desk, waiting)
        self._show()

    def show_view(self, view: str) -> None:
        """Show another look at the file in front, one of :data:`VIEWS`."""
        if self.current is not None:
            self._views[self.current.received.digest] = view
            self._show()
            front = self.own.first() if self.view != VIEWS[-1] else self.board.rows
            (front or self.next).setFocus(Qt.FocusReason.OtherFocusReason)

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
        shown = current.draft.institution
        if current.incoming is not None:
            shown = current.incoming.institution
        self.owner.show_typed(shown)
        is_told = current.incoming is not None and current.incoming.mailing is not None
        self.owner.setEnabled(not is_told)
        refusal = current.refusal
        self.refusal.setText("" if refusal is None else self.session.texts.say(refusal))
        self.refusal.setVisible(refusal is not None)

    def _show_incoming(self, current: Waiting) -> None:
        incoming, view = current.incoming, self.view
        is_preview = view == VIEWS[-1]
        self._show_notes(current)
        self._show_own(current)
        self.unknown.show_unknown(incoming if current.own is None else None)
        self.board.setVisible(incoming is not None and is_preview)
        if incoming is not None:
            self.board.show_comparison(incoming.comparison, current.draft.decisions)
        self._show_foot(current)

    def _show_notes(self, current: Waiting) -> None:
        is_told = current.incoming is not None and self.view == VIEWS[-1]
        notes = list(current.incoming.notes) if current.incoming and is_told else []
        if current.is_restored:
            notes.append(message("exchange.note.restored"))
        self.notes.setText("\n".join(map(self.session.texts.say, notes)))
        self.notes.setVisible(bool(notes))

    def _show_own(self, current: Waiting) -> None:
        """How an institution's own table is read, and the way on to its preview."""
        own, view = current.own, self.view
        self.steps.setVisible(own is not None)
        self.own.setVisible(own is not None and view != VIEWS[-1])
        if own is not None:
            self.own.show_waiting(current, shows_rows=view == "lines")
            self.chips["columns"].setText(self._columns_said(current))
        self.chips[view].setChecked(True)
        for name in VIEWS[1:]:
            self.chips[name].setEnabled(current.incoming is not None)

    def _columns_said(self, current: Waiting) -> str:
        """How many columns a table has, and how many of its words are still to be said."""
        incoming, own = current.incoming, current.own
        unknown = () if incoming is None else incoming.unknown
        open_values = [u for u in unknown if u.scope is ChoiceScope.VALUE and u.count]
        words = self.session.say("own.chip.columns", n=len(own.headings) if own else 0)
        if not open_values:
            return words
        return f"{words}, {self.session.say('own.chip.values', n=len(open_values))}"

    def _show_foot(self, current: Waiting) -> None:
        """What taking the file would do, in one sentence."""
        incoming, lock = current.incoming, self.pen.lock_of("replies")
        is_preview = self.view == VIEWS[-1]
        self.will.setText("")
        refused = 0
        if incoming is not None:
            made = taking(self.session.desk, incoming, current.draft.decisions)
            code = "exchange.will" if made.rows else "exchange.will.nothing"
            said = self.session.say(code, n=made.rows)
            left = self.session.say("exchange.left_open", n=made.open) if made.open else ""
            self.will.setText(f"{said} {left}".strip())
            self.will.setToolTip(self.will.text())
            refused = incoming.comparison.counts()[RowFate.REFUSED]
        for button in (self.apply, self.back):
            button.setVisible(is_preview)
        self.next.setVisible(not is_preview)
        self.next.setEnabled(incoming is not None)
        self.apply.setEnabled(incoming is not None and not lock and is_preview)
        self.apply.setToolTip(lock or self.session.say("exchange.apply.help"))
        self.back.setEnabled(refused > 0 and not lock)
        self.back.setToolTip(lock or self.session.say("exchange.back.help"))

    @Slot(object)
    def _on_read(self, received: Received) -> None:
        known = [n for n, each in enumerate(self.files) if each.received.digest == received.digest]
        if known:
            self._number = known[0]
        else:
            self.files.append(waiting_for(self.session.desk, received))
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
            say_owner(self.session.desk, current, typed)
            self.keep(current.received.digest, current.draft)
            self._show()

    @Slot()
    def _on_decided(self) -> None:
        if self.current is not None:
            self.current.draft = replace(self.current.draft, decisions=self.board.decisions)
            self.keep(self.current.received.digest, self.current.draft)
            self._show_foot(self.current)

    @Slot(object, str)
    def _on_understood(self, unknown: Unknown, taken: str) -> None:
        current = self.current
        if current is None or current.incoming is None:
            return
        make = partial(decided_choice, self.session.desk, current.incoming, unknown, taken)
        choice = self.session.guarded(make)
        if choice is not None:
            current.draft = replace(current.draft, choices=(*current.draft.choices, choice))
            hold(self.session.desk, current)
            self.keep(current.received.digest, current.draft)
            self._show()

    @Slot(object)
    def _on_mapped(self, table_map: TableMap) -> None:
        """Read the table in front by another mapping, and hold it against the study again."""
        current = self.current
        if current is not None:
            if table_map != current.draft.whole_map():
                say_map(self.session.desk, current, table_map)
                self.keep(current.received.digest, current.draft)
            self._show()

    @Slot(object)
    def _on_chip(self, chip: QToolButton) -> None:
        self.show_view(str(chip.property("view")))

    @Slot()
    def _on_forward(self) -> None:
        """Ctrl+Enter goes on to the preview, and takes the file there."""
        (self.apply if self.view == VIEWS[-1] else self.next).click()

    @Slot()
    def _on_next(self) -> None:
        self.show_view(VIEWS[VIEWS.index(self.view) + 1])

    @Slot()
    def _on_leave(self) -> None:
        """Put the file in front aside: nothing of it is taken."""
        if self.current is not None:
            self.forget(self.files.pop(self._number).received.digest)
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
        made = session.guarded(partial(take, session.desk, incoming, current.draft.decisions))
        if made is None:
            return
        code = "exchange.taken" if made.rows else "exchange.taken.none"
        session.said.emit(session.say(code, n=made.rows))
        if not incoming.comparison.of(RowFate.REFUSED) and not made.open and self.files:
            self.files.remove(current)
            self.forget(current.received.digest)
            self._number = 0
        self._show()


def _read(path: Path, watch: Watch) -> Received:
    """The sheets of a file, in the lane."""
    return receive_file(path, watch)
