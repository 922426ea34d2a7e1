"""A small form that says one move: its kind, then the fields that this kind is told by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from planner.errors import CartoplanError
from planner.vocab import MoveKind
from planner.words import word
from ui.actions.fieldwords import Option
from ui.actions.typedmoves import FORMS, form_fields, form_options, label_code, typed_move
from ui.desktop.inputs import TextInput, input_for, is_narrow
from ui.desktop.style import GAP, as_role
from ui.desktop.widgets.choice_box import ChoiceBox
from ui.desktop.widgets.headed import capital
from ui.desktop.widgets.labels import label, prose

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from planner.compute.moves import Move
    from ui.desktop.inputs import Input
    from ui.desktop.session import Session


class MoveForm(QWidget):
    """Asks for a move; Enter adds it.

    Signals:
        said(object): the move, which stands on the study.
        left(): Escape was pressed, or the form given up.
    """

    said = Signal(object)
    left = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """A form for the kind of move that meetings ask for most: more places."""
        super().__init__(parent)
        self.session = session
        self.scenario = ""
        self.inputs: dict[str, Input] = {}
        self._parts: list[QWidget] = []
        self._build()
        self._connect()
        self._show_fields()

    @property
    def chosen(self) -> MoveKind:
        """The kind of move that is asked for."""
        return MoveKind(self.kind.typed())

    def begin(self, scenario: str) -> None:
        """Offer what the study holds now, and wait for words."""
        self.scenario = scenario
        self._show_fields()
        self.show()
        self.kind.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in a field adds the move, Escape gives it up."""
        if event.type() is QEvent.Type.KeyPress and not isinstance(watched, TextInput):
            key = event.key()  # type: ignore[attr-defined]
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not _is_open(watched):
                self._on_add()
                return True
            if key == Qt.Key.Key_Escape and not _is_open(watched):
                self.left.emit()
                return True
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        say, texts = self.session.say, self.session.texts
        kinds = [Option(kind, capital(texts.say(word(kind)))) for kind in FORMS]
        self.kind = ChoiceBox(kinds, parent=self)
        self.kind.show_typed(MoveKind.ADD)
        self.kind.setAccessibleName(say("tray.kind"))
        self.kind.setToolTip(say("tray.kind.help"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(GAP)
        self._grid.setVerticalSpacing(2)
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1)
        self.add = QPushButton(say("tray.add"), self)
        as_role(self.add, "primary")
        self.add.setToolTip(say("tray.add.help"))
        self.cancel = QPushButton(say("tray.cancel"), self)
        self.cancel.setToolTip(say("tray.cancel.help"))
        self.refusal = prose("", "lost", self)
        self.refusal.hide()
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        buttons.addWidget(self.add)
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP)
        box.addWidget(self.kind)
        box.addLayout(self._grid)
        box.addWidget(self.refusal)
        box.addLayout(buttons)

    def _connect(self) -> None:
        self.kind.committed.connect(self._show_fields)
        self.kind.installEventFilter(self)
        self.add.clicked.connect(self._on_add)
        self.cancel.clicked.connect(self.left)

    @Slot()
    def _show_fields(self) -> None:
        """Ask for the fields of the chosen kind; what stood in others is gone."""
        for part in self._parts:
            self._grid.removeWidget(part)
            part.hide()  # it is deleted only when the event loop comes round
            part.deleteLater()
        self._parts, self.inputs = [], {}
        before: QWidget = self.kind
        row = column = 0
        for field in form_fields(self.chosen):
            offered = form_options(self.session.study, self.session.texts, field)
            made = input_for(field, offered, self._words(), self)
            narrow = is_narrow(field, offered)
            if column and not narrow:
                row, column = row + 2, 0
            self._place(field.key, made, row, column, 1 if narrow else 2)
            self.setTabOrder(before, made)
            before = made
            column = 1 - column if narrow else 0
            row += 0 if column else 2
        self.setTabOrder(before, self.add)
        self.setTabOrder(self.add, self.cancel)
        self._refuse("")

    def _place(self, name: str, made: Input, row: int, column: int, span: int) -> None:
        words = self.session.say(label_code(self.chosen, name))
        head = label(words, "small", self)
        head.setWordWrap(True)
        head.setBuddy(made)
        made.setAccessibleName(words)
        made.installEventFilter(self)
        self._grid.addWidget(head, row, column, 1, span, Qt.AlignmentFlag.AlignBottom)
        self._grid.addWidget(made, row + 1, column, 1, span)
        self._parts += [head, made]
        self.inputs[name] = made
        head.show()
        made.show()

    def _words(self) -> tuple[str, str, str]:
        say = self.session.say
        return say("tray.unbounded"), say("value.no"), say("value.yes")

    @Slot()
    def _on_add(self) -> None:
        session = self.session
        typed = {name: made.typed() for name, made in self.inputs.items()}
        try:
            move: Move = typed_move(session.study, session.texts, self.scenario, self.chosen, typed)
        except CartoplanError as error:
            self._refuse(session.texts.say(error.message))
            return
        self._show_fields()
        self.kind.setFocus(Qt.FocusReason.OtherFocusReason)
        self.said.emit(move)

    def _refuse(self, sentence: str) -> None:
        self.refusal.setText(sentence)
        self.refusal.setAccessibleName(sentence)
        self.refusal.setVisible(bool(sentence))


def _is_open(watched: QObject) -> bool:
    """True while the list of a box is open: Enter and Escape are then the list's."""
    return isinstance(watched, ChoiceBox) and watched.view().isVisible()
