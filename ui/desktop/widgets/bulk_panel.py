"""The same correction for the selected trainings, with every cell that it changes beforehand."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from planner.compute.bulk import Mode, bulk_edit
from planner.compute.cells import is_list
from planner.errors import CartoplanError
from planner.fields import FIELDS
from planner.tables.bulk import bulk_sentences, bulk_table
from ui.actions.bulk import corrections_of, do_bulk
from ui.actions.fieldwords import Option
from ui.desktop.forms import FieldBox
from ui.desktop.inputs import LineInput, TextInput
from ui.desktop.latch import latched
from ui.desktop.models.table_model import TableModel
from ui.desktop.style import GAP, as_role
from ui.desktop.widgets.choice_box import ChoiceBox
from ui.desktop.widgets.labels import label, prose
from ui.desktop.widgets.table_view import TableView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from planner.compute.bulk import BulkEdit
    from ui.actions.desk import Desk
    from ui.desktop.pen import Pen

_ROOM = "trainings"
#: What trainings may have in common; titles and printed names are each training's own.
_OWN = frozenset({"title", "printed_institution", "printed_level"})
_FORGET = "forget"
_WIDTHS = {"row": 150, "field": 90, "difference": 110, "before": 110, "after": 110}
_SIDE, _HEIGHT = 280, 320  # px


class BulkPanel(QFrame):
    """Chooses a field, what is done to it and with which value; shows each cell, then applies.

    Signals:
        left(): the panel was closed, whether something was changed or not.
    """

    left = Signal()

    def __init__(self, pen: Pen, parent: QWidget) -> None:
        """A panel over no training yet; see :meth:`begin`."""
        super().__init__(parent)
        self.pen = pen
        self.keys: tuple[str, ...] = ()
        self._made: BulkEdit | None = None
        self._is_built = False  # a control for each field takes as long as half of the page
        as_role(self, "card")
        self.setAccessibleName(pen.session.say("bulk.panel"))
        self.hide()

    def begin(self, keys: Sequence[str]) -> None:
        """Correct the trainings called ``keys``; nothing is changed before it is applied."""
        if not self._is_built:
            self._build()
            self._connect()
            self._is_built = True
        for box in self.boxes.values():
            box.renew()
            box.show_typed("")
        self._touched = False
        self.show()
        self.show_keys(keys)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_keys(self, keys: Sequence[str]) -> None:
        """Let other trainings be the ones that are corrected."""
        self.keys = tuple(keys)
        self.title.setText(self.pen.session.say("bulk.title", n=len(self.keys)))
        self._preview()

    # What is built

    def _build(self) -> None:
        say, session = self.pen.session.say, self.pen.session
        self._touched = False
        self.title = label("", "section", self)
        fields = [field for field in FIELDS[_ROOM] if field.key not in _OWN]
        self.boxes: dict[str, FieldBox] = {
            field.key: FieldBox(self.pen, _ROOM, field.key, self) for field in fields
        }
        options = [Option(name, self.pen.label(_ROOM, name)) for name in self.boxes]
        self.field = ChoiceBox(options, "", self)
        self.mode = ChoiceBox((), "", self)
        self.values = QStackedWidget(self)
        for box in self.boxes.values():
            self.values.addWidget(self._topped(box))
            if isinstance(box.control, LineInput):
                box.control.gives_back = False  # Escape leaves the panel
        self.said = prose("", "", self)
        self.refusal = prose("", "lost", self)
        self.model = TableModel(session.texts, self)
        self.preview = TableView(self.model, session.look, self)
        self.preview.setAccessibleName(say("bulk.preview"))
        self.apply_button = QPushButton(say("bulk.apply"), self)
        as_role(self.apply_button, "primary")
        key = QKeySequence("Ctrl+Return").toString(QKeySequence.SequenceFormat.NativeText)
        self.apply_button.setToolTip(f"{say('bulk.apply.help')} ({key})")
        self.leave_button = QPushButton(say("bulk.leave"), self)
        self.leave_button.setToolTip(say("bulk.leave.help"))
        self._lay_out()
        self.field.show_typed("families")
        self._show_field()

    def _topped(self, box: FieldBox) -> QWidget:
        page = QWidget(self)
        inside = QVBoxLayout(page)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(box)
        inside.addStretch(1)
        return page

    def _lay_out(self) -> None:
        say = self.pen.session.say
        side = QVBoxLayout()
        side.setSpacing(GAP // 2)
        for code, choice in (("bulk.field", self.field), ("bulk.mode", self.mode)):
            heading = QLabel(say(code), self)
            as_role(heading, "small")
            heading.setBuddy(choice)
            choice.setAccessibleName(say(code))
            side.addWidget(heading)
            side.addWidget(choice)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self.values)
        self.area.setStyleSheet("QScrollArea, QStackedWidget { background: transparent; }")
        side.addWidget(self.area, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        buttons.addWidget(self.apply_button)
        buttons.addWidget(self.leave_button)
        buttons.addStretch(1)
        main = QVBoxLayout()
        main.setSpacing(GAP // 2)
        main.addWidget(self.said)
        main.addWidget(self.refusal)
        main.addWidget(self.preview, 1)
        main.addLayout(buttons)
        across = QHBoxLayout()
        across.setSpacing(2 * GAP)
        left = QWidget(self)
        left.setFixedWidth(_SIDE)
        left.setLayout(side)
        side.setContentsMargins(0, 0, 0, 0)
        across.addWidget(left)
        across.addLayout(main, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(2 * GAP, GAP, 2 * GAP, GAP)
        box.addWidget(self.title)
        box.addLayout(across, 1)
        self.setFixedHeight(_HEIGHT)

    def _connect(self) -> None:
        self.field.committed.connect(self._on_field)
        self.mode.committed.connect(self._on_mode)
        self.apply_button.clicked.connect(self._on_apply)
        self.leave_button.clicked.connect(self._on_leave)
        for box in self.boxes.values():
            box.committed.connect(self._on_value)
            if isinstance(box.control, LineInput):
                box.control.textEdited.connect(self._on_value)
            elif isinstance(box.control, TextInput):
                box.control.textChanged.connect(self._on_text)

    # What is shown

    def _box(self) -> FieldBox:
        return self.boxes[self.field.typed()]

    def _show_field(self) -> None:
        """Offer what can be done to the field, and its control."""
        say, box = self.pen.session.say, self._box()
        modes = list(Mode) if is_list(box.field) else [Mode.REPLACE]
        options = [Option(str(mode), say(f"bulk.mode.{mode}")) for mode in modes]
        if not box.field.required:
            options.append(Option(_FORGET, say("bulk.mode.forget")))
        kept = self.mode.typed()
        self.mode.offer(options, "")
        known = [option.typed for option in options]
        first = str(Mode.ADD) if is_list(box.field) else known[0]
        self.mode.show_typed(kept if kept in known else first)
        self.values.setCurrentIndex(list(self.boxes).index(box.name))
        self._show_mode()

    def _show_mode(self) -> None:
        self.area.setVisible(self.mode.typed() != _FORGET)

    def _preview(self) -> None:
        """Show every cell that would change, or why nothing would."""
        session, box = self.pen.session, self._box()
        self._made, refused = None, ""
        if self._is_asked():
            try:
                self._made = self._asked(box)
            except CartoplanError as error:
                refused = session.texts.say(error.message)
        made = self._made
        changes = made.changes if made is not None else ()
        self.preview.show_table(bulk_table(session.study, changes))
        for name, width in _WIDTHS.items():
            self.preview.setColumnWidth(list(self._columns()).index(name), width)
        said = session.say("bulk.choose")
        if made is not None:
            said = " ".join(session.texts.say(sentence) for sentence in bulk_sentences(made))
        self.said.setText("" if refused else said)
        self.said.setVisible(not refused)
        self.refusal.setText(refused)
        self.refusal.setVisible(bool(refused))
        lock = self.pen.lock_of("trainings", *self.keys)
        latched(self.apply_button, lock, is_possible=bool(changes))
        self.apply_button.setText(
            session.say("bulk.apply_n", n=len(self._cells(changes)))
            if changes
            else session.say("bulk.apply")
        )

    def _columns(self) -> list[str]:
        return [column.key for column in bulk_table(self.pen.session.study, ()).columns]

    @staticmethod
    def _cells(changes: Sequence[object]) -> list[object]:
        return [c for c in changes if not getattr(c, "field", "").startswith("source.")]

    def _is_asked(self) -> bool:
        return bool(self.keys) and (self._touched or self.mode.typed() == _FORGET)

    def _asked(self, box: FieldBox) -> BulkEdit:
        mode, typed = self.mode.typed(), box.control.typed()
        if mode == _FORGET:
            mode, typed = str(Mode.REPLACE), ""
        asked = [(box.name, Mode(mode), typed)]
        corrections = corrections_of(self.pen.session.desk, _ROOM, asked)
        return bulk_edit(self.pen.session.study, _ROOM, self.keys, corrections)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter applies, Escape leaves."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._on_apply()
        elif event.key() == Qt.Key.Key_Escape:
            self._on_leave()
        else:
            super().keyPressEvent(event)

    # What is answered

    @Slot()
    def _on_field(self) -> None:
        if self.field.typed() in self.boxes:
            self._touched = False
            self._show_field()
            self._preview()

    @Slot()
    def _on_mode(self) -> None:
        self._show_mode()
        self._preview()

    @Slot(str)
    def _on_value(self, _name: str) -> None:
        self._touched = True
        self._preview()

    @Slot()
    def _on_text(self) -> None:
        if self.isVisible():
            self._touched = True
            self._preview()

    @Slot()
    def _on_apply(self) -> None:
        if not self.apply_button.isEnabled() or self._made is None:
            return
        session, made = self.pen.session, self._made
        said = " ".join(session.texts.say(sentence) for sentence in bulk_sentences(made))
        if session.guarded(partial(_done, session.desk, made)):
            session.said.emit(said)
            self._on_leave()

    @Slot()
    def _on_leave(self) -> None:
        self.hide()
        self.left.emit()


def _done(desk: Desk, made: BulkEdit) -> bool:
    do_bulk(desk, made)
    return True
