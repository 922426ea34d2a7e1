"""An institution's own table: what its columns are, which training each row is, and the mapping."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from planner.errors import InvalidInput
from planner.exchange.grids import column_letters
from planner.exchange.matching import NEW
from planner.messages import message
from planner.tables.headings import why_said
from ui.actions import owntable
from ui.actions.fieldwords import Option
from ui.desktop.pages.exchange_unknown import UnknownPanel
from ui.desktop.style import GAP, grown
from ui.desktop.widgets.choice_box import ChoiceBox
from ui.desktop.widgets.choice_grid import ChoiceGrid, ChoiceLine
from ui.desktop.widgets.flow import Flow
from ui.desktop.widgets.labels import label, prose
from ui.desktop.widgets.scrolled import scrolled

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.exchange.tablemap import TableMap
    from ui.actions.incoming import Unknown
    from ui.actions.owntable import Line, OwnTable
    from ui.actions.waiting import Waiting
    from ui.desktop.session import Session

ENDING = ".toml"
_LONGEST, _EXAMPLE = 90, 56  # signs of words and of an example that are shown
_MOST_LINES = 60  # rows that can be matched here; the others are counted
_SHEET, _HEADING, _TRAINING = 150, 190, 380  # px at 100 %


class OwnTablePanel(QWidget):
    """The mapping of the file in front: its columns, or the rows to be matched.

    Signals:
        mapped(object): the :class:`~planner.exchange.tablemap.TableMap` that a person wants.
    """

    mapped = Signal(object)

    def __init__(self, session: Session, parent: QWidget) -> None:
        """Nothing yet."""
        super().__init__(parent)
        self.session = session
        self._waiting: Waiting | None = None
        self._build()
        self._lay_out()
        self.sheet.committed.connect(self._on_sheet)
        self.heading.committed.connect(self._on_heading)
        self.columns.said.connect(self._on_column)
        self.rows.said.connect(self._on_row)
        self.values.understood.connect(self._on_value)
        self.load.clicked.connect(self._on_load)
        self.save.clicked.connect(self._on_save)

    def _build(self) -> None:
        say = self.session.say
        self.sheet = self._box("own.sheet", _SHEET)
        self.heading = self._box("own.heading", _HEADING)
        self.load = QPushButton(say("own.load"), self)
        self.save = QPushButton(say("own.save"), self)
        for button, code in ((self.load, "own.load.help"), (self.save, "own.save.help")):
            button.setToolTip(say(code))
        parts = ("place", "heading", "example", "taken", "why")
        self.columns = ChoiceGrid([say(f"own.column.{part}") for part in parts], self)
        heads = ("own.line", "own.line.title", "own.line.key", "own.column.why")
        self.rows = ChoiceGrid([say(code) for code in heads], self, _TRAINING)
        self.values = UnknownPanel(self.session, self)
        self.matched = prose("", "muted", self)
        self.more = prose("", "muted", self)

    def _box(self, code: str, width: int) -> ChoiceBox:
        box = ChoiceBox((), "", self)
        box.setAccessibleName(self.session.say(code))
        box.setToolTip(self.session.say(f"{code}.help"))
        box.setFixedWidth(grown(width))
        return box

    def _lay_out(self) -> None:
        say = self.session.say
        head = Flow(GAP)
        self.of_sheet = _pair(label(say("own.sheet"), "", self), self.sheet)
        for part in (self.of_sheet, _pair(label(say("own.heading"), "", self), self.heading)):
            head.addWidget(part)
        head.addWidget(self.load)
        head.addWidget(self.save)
        inside = QWidget(self)
        both = QVBoxLayout(inside)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(GAP)
        both.addWidget(self.matched)
        both.addWidget(self.columns)
        both.addWidget(self.values)
        both.addWidget(self.rows)
        both.addWidget(self.more)
        both.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP)
        box.addLayout(head)
        box.addWidget(scrolled(inside, self), 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def show_waiting(self, waiting: Waiting, *, shows_rows: bool) -> None:
        """Show how a file is read: its columns, or its rows where these are to be shown."""
        self._waiting = waiting
        own = waiting.own
        if own is None:
            return
        self._show_head(own)
        self.columns.setVisible(not shows_rows and bool(own.headings))
        self.values.show_unknown(None if shows_rows else waiting.incoming, is_own=True)
        for part in (self.matched, self.rows, self.more):
            part.setVisible(shows_rows)
        self._show_columns(own)
        self._show_rows(waiting, is_seen=shows_rows)

    def first(self) -> QWidget | None:
        """The first choice that is shown, to go on from there by keyboard; None where none is."""
        grid = self.rows if self.columns.isHidden() else self.columns
        return None if grid.isHidden() else next(iter(grid.boxes.values()), None)

    def load_from(self, path: Path) -> None:
        """Read the table in front as a mapping file says."""
        session, waiting = self.session, self._waiting
        if waiting is None:
            return

        def read() -> TableMap:
            try:
                return owntable.resumed_map(session.desk, waiting.received, path)
            except OSError as error:
                reason = error.strerror or ""
                raise InvalidInput("map_unreadable", path=str(path), reason=reason) from error

        told = session.guarded(read)
        if told is not None:
            self.mapped.emit(told)
            session.said.emit(session.say("own.loaded", name=path.name))

    def save_to(self, path: Path) -> None:
        """Write how the table in front is read to a mapping file."""
        session, waiting = self.session, self._waiting
        if waiting is None:
            return
        told = waiting.draft.whole_map()
        write = partial(owntable.write_map, session.desk, waiting.received, told, path)
        if session.guarded(write) is not None:
            said = message("own.saved", path=str(path))
            session.written.emit((path,), session.texts.say(said))

    def _show_head(self, own: OwnTable) -> None:
        say = self.session.say
        self.sheet.offer([Option(name, name) for name in own.sheets], "")
        self.sheet.show_typed(own.sheet)
        self.of_sheet.setVisible(len(own.sheets) > 1)
        rows = [
            Option(str(n), say("own.heading.row", row=n, words=_short(" · ".join(words))))
            for n, words in own.rows
        ]
        self.heading.offer(rows, "" if own.row else say("own.heading.none"))
        self.heading.show_typed(str(own.row) if own.row else "")
        self.save.setEnabled(bool(own.row))

    def _show_columns(self, own: OwnTable) -> None:
        say, desk = self.session.say, self.session.desk
        options = owntable.column_options(desk, (h.proposal.code for h in own.headings))
        lines = [
            ChoiceLine(
                each.proposal.name,
                (
                    column_letters(each.proposal.place),
                    _short(each.proposal.heading),
                    _short(each.example, _EXAMPLE) or say("own.example.none"),
                ),
                each.proposal.code,
                self.session.texts.say(why_said(each.proposal)),
                say("own.read_as", heading=_short(each.proposal.heading)),
            )
            for each in own.headings
        ]
        self.columns.show_lines(lines, options, say("own.ignore"))

    def _show_rows(self, waiting: Waiting, *, is_seen: bool) -> None:
        incoming, say = waiting.incoming, self.session.say
        if incoming is None or not is_seen:
            return
        told = owntable.lines_of(incoming, waiting.draft.table_map)
        names = ("by_key", "by_title", "near", "new", "unclear")
        counts = {name: getattr(told, name) for name in names}
        parts = tuple(message(f"own.matched.{name}", n=n) for name, n in counts.items() if n)
        self.matched.setText(say("own.matched", parts=parts))
        options = [
            Option(NEW, say("own.line.new")),
            *owntable.training_options(self.session.desk, incoming.institution),
        ]
        shown = told.lines[:_MOST_LINES]
        lines = [
            ChoiceLine(
                str(line.row),
                (str(line.row), _short(line.title)),
                line.key,
                self._why(line),
                say("own.line.is", title=_short(line.title)),
            )
            for line in shown
        ]
        self.rows.show_lines(lines, options, say("own.line.open"))
        self.rows.setVisible(bool(shown))
        left = len(told.lines) - len(shown)
        none = "" if shown else say("own.lines.none")
        self.more.setText(say("own.lines.more", n=left) if left else none)
        self.more.setVisible(bool(self.more.text()))

    def _why(self, line: Line) -> str:
        if line.is_said:
            return self.session.say("own.why.said")
        if not line.key:
            return self.session.say("own.why.unclear")
        code = "own.why.new" if line.key == NEW else "own.why.near"
        return self.session.say(code, score=line.score)

    def _say(self, make: Callable[[OwnTable, TableMap], TableMap]) -> None:
        """Want another mapping; where it is refused, show what holds."""
        waiting = self._waiting
        if waiting is None or waiting.own is None:
            return
        told = self.session.guarded(partial(make, waiting.own, waiting.draft.whole_map()))
        self.mapped.emit(waiting.draft.whole_map() if told is None else told)

    @Slot()
    def _on_sheet(self) -> None:
        self._say(lambda _own, told: owntable.with_sheet(told, self.sheet.typed()))

    @Slot()
    def _on_heading(self) -> None:
        typed = self.heading.typed()
        if typed.isdigit():
            self._say(lambda own, told: owntable.with_heading(own, told, int(typed)))

    @Slot(str, str)
    def _on_column(self, name: str, code: str) -> None:
        desk = self.session.desk
        self._say(lambda own, told: owntable.with_column(desk, own, told, name, code))

    @Slot(str, str)
    def _on_row(self, row: str, key: str) -> None:
        desk = self.session.desk
        self._say(lambda own, told: owntable.with_line(desk, own, told, int(row), key))

    @Slot(object, str)
    def _on_value(self, unknown: Unknown, taken: str) -> None:
        field, given = unknown.field, unknown.given
        self._say(lambda _own, told: owntable.with_value(told, field, given, taken))

    @Slot()
    def _on_load(self) -> None:
        title, kinds = self.session.say("own.load"), f"{self.session.say('own.files')} (*{ENDING})"
        name, _ = QFileDialog.getOpenFileName(self, title, str(self.session.folder), kinds)
        if name:
            self.load_from(Path(name))

    @Slot()
    def _on_save(self) -> None:
        if self._waiting is None:
            return
        say = self.session.say
        stem = Path(self._waiting.received.name).stem
        start = self.session.folder / f"{say('own.file_name', name=stem)}{ENDING}"
        kinds = f"{say('own.files')} (*{ENDING})"
        name, _ = QFileDialog.getSaveFileName(self, say("own.save"), str(start), kinds)
        if name:
            has_ending = name.casefold().endswith(ENDING)
            self.save_to(Path(name if has_ending else f"{name}{ENDING}"))


def _pair(said: QWidget, box: QWidget) -> QWidget:
    """A control behind its label, which stay together."""
    both = QWidget()
    line = QHBoxLayout(both)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(GAP)
    line.addWidget(said)
    line.addWidget(box)
    return both


def _short(words: str, longest: int = _LONGEST) -> str:
    """The words, cut where they are too long for their place."""
    return words if len(words) <= longest else f"{words[: longest - 1]}…"
