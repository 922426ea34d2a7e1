"""The editions of the file: freeze the study under a name, read one, correct what it is called."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from planner.tables.kept_editions import editions_table
from ui.actions.editions import check_edition
from ui.desktop.edition_jobs import freeze_in_lane, open_in_lane
from ui.desktop.inputs import LineInput
from ui.desktop.latch import latched
from ui.desktop.models.editable_model import EditableModel
from ui.desktop.pages.page_tab import PageTab, renew
from ui.desktop.style import GAP, as_role, grown
from ui.desktop.widgets.editable_view import EditableView
from ui.desktop.widgets.labels import label
from ui.desktop.widgets.line_list import Line
from ui.desktop.widgets.stacked import fill_panel, fill_tab
from ui.desktop.widgets.told import Told

if TYPE_CHECKING:
    from planner.changes import Touched
    from planner.figures.figure import Figure
    from planner.findings import Place
    from planner.study import Edition
    from planner.tables.table import Table

_TYPED = ("name", "frozen_on", "author", "note")
_WIDTHS = {"name": 150, "frozen_on": 110, "author": 150, "note": 340, "digest": 130}
_DRAFT = 900  # px, the widest that the draft grows


class EditionsTab(PageTab):
    """A list typed in place; the panel tells the current edition and opens it.

    Signals:
        compare_asked(str): an edition, by key, is to be compared with the study of today.
    """

    room = "symposium"
    code = "editions"
    shows = frozenset({"editions"})
    adds = "editions"
    compare_asked = Signal(str)

    def _build(self) -> None:
        say, look = self.session.say, self.session.look
        self.model = EditableModel(self.pen, "editions", _TYPED, self)
        self.view = EditableView(self.model, look, self)
        self.view.setAccessibleName(say("symposium.editions.tab"))
        self.empty = self._make_empty("symposium.editions.freeze")
        self.detail = QWidget()
        self.told_panel = Told(self.detail, is_inset=False)
        self.open_button = QPushButton(say("symposium.editions.open"), self.detail)
        self.open_button.setToolTip(say("symposium.editions.open.help"))
        self.compare_button = QPushButton(say("symposium.editions.compare"), self.detail)
        self.compare_button.setToolTip(say("symposium.editions.compare.help"))
        fill_panel(self.detail, self.told_panel, self.open_button, self.compare_button)
        fill_tab(self, self.draft_frame, whole=(self.view, self.empty))

    def _build_draft(self) -> None:
        """What is asked before the study is frozen: a name, a day, a note."""
        say = self.session.say
        self.draft_frame = QFrame(self)
        as_role(self.draft_frame, "card")
        self.draft_frame.setMaximumWidth(grown(_DRAFT))
        self.fields = {name: LineInput(self.draft_frame) for name in ("name", "on", "note")}
        line = QHBoxLayout(self.draft_frame)
        line.setContentsMargins(2 * GAP, GAP, 2 * GAP, GAP)
        line.setSpacing(GAP)
        for name, stretch in (("name", 2), ("on", 2), ("note", 4)):
            field, words = self.fields[name], say(f"symposium.editions.{name}")
            field.setAccessibleName(words)
            field.setPlaceholderText(words)
            field.setToolTip(say(f"symposium.editions.{name}.help"))
            line.addWidget(field, stretch)
        self.freeze_button = QPushButton(say("symposium.editions.freeze"), self.draft_frame)
        as_role(self.freeze_button, "primary")
        self.leave_button = QPushButton(say("owned.leave"), self.draft_frame)
        self.refusal = label("", "lost", self.draft_frame)
        self.refusal.setWordWrap(True)
        for part in (self.freeze_button, self.leave_button, self.refusal):
            line.addWidget(part)
        self.refusal.hide()
        self.draft_frame.hide()

    def _connect(self) -> None:
        self.view.chosen.connect(self._on_chosen)
        self.view.removal_asked.connect(self.remove)
        self.empty.asked.connect(self._on_add)
        self.freeze_button.clicked.connect(self._on_freeze)
        self.fields["name"].returnPressed.connect(self._on_freeze)
        self.leave_button.clicked.connect(self.draft_frame.hide)
        self.open_button.clicked.connect(self._on_open)
        self.compare_button.clicked.connect(self._on_compare)

    def refresh(self, touched: Touched) -> None:
        """Show the editions anew; they stay listed while one of them lies on the desk."""
        if not touched.has("editions"):
            return
        table = editions_table(self.session.today)
        is_first = self.model.columnCount() == 0
        renew(self.view, table)
        if is_first:
            for name, width in _WIDTHS.items():
                self.view.setColumnWidth(self.model.column_of(name), grown(width))
            self.view.setColumnHidden(self.model.column_of("key"), True)
        if table.rows and not self.chosen_key() and table.rows[-1].place is not None:
            self.view.select_cell(table.rows[-1].place.key, "name")
        self.view.setVisible(bool(table.rows))
        self.empty.setVisible(not table.rows)
        latched(self.empty.button, self.pen.lock)
        self.summary = self.session.say("symposium.editions.summary", n=len(table.rows))
        self._show()

    def chosen_key(self) -> str:
        """The current edition."""
        return self.view.current_key()

    def show_place(self, place: Place) -> None:
        """Make an edition the current one."""
        self.view.select_cell(place.key, place.field or "name")
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def add(self) -> None:
        """Ask under which name the study is to be frozen."""
        for field in self.fields.values():
            field.clear()
        today = self.session.desk.today()
        self.fields["name"].setText(str(today.year))
        self.fields["on"].setText(self.session.texts.show(today))
        self.refusal.hide()
        self.draft_frame.show()
        self.fields["name"].setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def remove(self) -> None:
        """Remove the current edition; what refers to it keeps it, and is told."""
        key = self.chosen_key()
        if key and not self.pen.lock:
            self.session.run_verb("edition.drop", edition=key)

    def printed(self) -> tuple[Figure | Table, ...]:
        """The list of the editions."""
        return (editions_table(self.session.today),)

    def _current(self) -> Edition | None:
        return self.session.today.editions.find(self.chosen_key())

    def _show(self) -> None:
        row, say = self._current(), self.session.say
        self.title = say("symposium.editions.tab") if row is None else row.name
        looked_at = self.session.edition
        is_open = row is not None and looked_at is not None and looked_at.key == row.key
        self.open_button.setEnabled(row is not None and not is_open)
        self.compare_button.setEnabled(row is not None)
        lines = []
        if row is not None:
            day = row.frozen_on
            lines = [
                Line(say("field.editions.frozen_on"), self.session.texts.show(day)),
                Line(say("field.editions.author"), self.session.texts.show(row.author or None)),
                Line(say("field.editions.digest"), row.digest[:16]),
            ]
        self.told_panel.tell(lines, (row.note,) if row is not None and row.note else ())
        self.told.emit()

    @Slot(object)
    def _on_chosen(self, _place: Place | None) -> None:
        self._show()

    @Slot()
    def _on_add(self) -> None:
        self.add()

    @Slot()
    def _on_freeze(self) -> None:
        """Freeze in the lane, or tell beside the button why it cannot be."""
        name, on, note = (self.fields[key].typed() for key in ("name", "on", "note"))
        refused = self.pen.lock or self.pen.refused(
            partial(check_edition, self.session.desk, name, on)
        )
        self.refusal.setText(refused)
        self.refusal.setVisible(bool(refused))
        self.draft_frame.setVisible(bool(refused))
        if not refused:
            job = freeze_in_lane(self.session, name, note, on)
            job.succeeded.connect(self._on_frozen)

    @Slot(object)
    def _on_frozen(self, row: Edition) -> None:
        """Go to the edition that was kept."""
        if self.session.today.editions.find(row.key) is not None:
            self.view.select_cell(row.key, "name")

    @Slot()
    def _on_open(self) -> None:
        open_in_lane(self.session, self.chosen_key())

    @Slot()
    def _on_compare(self) -> None:
        self.compare_asked.emit(self.chosen_key())
