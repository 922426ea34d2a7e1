"""Forms made from the declared fields: one for a row that is saved field by field, one to add."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from planner.figures.palette import Ink
from ui.actions.fieldwords import proposals, stands
from ui.desktop.inputs import (
    ChecksInput,
    ChoiceInput,
    FlagInput,
    Input,
    LineInput,
    NamesInput,
    input_for,
    is_narrow,
)
from ui.desktop.late import made_late
from ui.desktop.style import GAP, as_role, detail_width, grown

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from PySide6.QtGui import QKeyEvent

    from planner.fields import Field
    from planner.study import Study
    from ui.desktop.pen import Pen

_INFO = 14  # px
#: Px beside half of the panel, and of what stands around the words of a list to choose from.
_BESIDE, _ARROW, _CURSOR = 22, 38, 16


class FieldBox(QWidget):
    """A field of a form: its label, its control, and under it why a value was refused.

    Signals:
        committed(str): the field of that name was left with another value in it.
        explained(str): somebody asks where the value of that field comes from.
    """

    committed = Signal(str)
    explained = Signal(str)

    def __init__(self, pen: Pen, collection: str, name: str, parent: QWidget) -> None:
        """The box of the field ``name``, empty."""
        super().__init__(parent)
        self._pen, self._collection, self.name = pen, collection, name
        self.field: Field = pen.field(collection, name)
        self._help = pen.help(collection, name)
        self._choices = pen.options(collection, name)
        self._unknown = pen.words_for_unknown(collection, name)
        self.control: Input = self._made()
        self.is_narrow = is_narrow(self.field, self._choices)
        self.refusal = QLabel(self)
        self.refusal.setWordWrap(True)
        as_role(self.refusal, "lost")
        self.refusal.hide()
        self._lay_out()
        self.control.committed.connect(self._on_committed)

    def show_typed(self, typed: str) -> None:
        """Show a value that stands in the study; a refusal goes away."""
        self.control.show_typed(typed)
        self.refuse("")

    def refuse(self, sentence: str) -> None:
        """Say under the control why what it holds was refused; empty takes the sentence away."""
        self.refusal.setText(sentence)
        self.refusal.setVisible(bool(sentence))
        self.control.setProperty("faulty", "true" if sentence else "false")
        self.control.style().unpolish(self.control)
        self.control.style().polish(self.control)
        self.control.setAccessibleDescription(sentence or self._help)

    @property
    def is_held(self) -> bool:
        """True while it holds words that are not the study's: being typed, or refused."""
        return bool(self.refusal.text()) or getattr(self.control, "is_typed_in", False)

    def renew(self) -> None:
        """Offer the choices that the study holds now."""
        proposed = proposals(self._pen.session.study, self._collection, self.name)
        if proposed and isinstance(self.control, LineInput):
            self.control.propose(proposed)
        choices = self._pen.options(self._collection, self.name)
        if choices == self._choices:
            return
        self._choices = choices
        if isinstance(self.control, ChoiceInput):
            blank = "" if self.field.required else self._unknown[0]
            self.control.offer(choices, blank)
        elif isinstance(self.control, ChecksInput | NamesInput):
            self.control.offer(choices)

    def let_explain(self) -> None:
        """Offer the pedigree of the value, by a button beside the label and by F1."""
        say = self._pen.session.say
        self.info = QToolButton(self)
        as_role(self.info, "info")
        self.info.setIcon(self._pen.session.look.icon("info", Ink.MUTED))
        self.info.setIconSize(QSize(grown(_INFO), grown(_INFO)))
        self.info.setFixedSize(grown(_INFO) + 2, grown(_INFO) + 2)
        self.info.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # F1 does it from within the field
        self.info.setAccessibleName(say("pedigree.of", field=self.label.text()))
        self.info.setToolTip(f"{self.info.accessibleName()} (F1)")
        self.info.clicked.connect(self._on_explain)
        self._head.insertWidget(1, self.info)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask for the pedigree with F1."""
        if event.key() == Qt.Key.Key_F1:
            self._on_explain()
        else:
            super().keyPressEvent(event)

    def lock(self, reason: str) -> None:
        """Let nothing be typed, and say why, where there is a ``reason``."""
        self.control.lock(reason)
        self.control.setToolTip(reason or self._help)
        self.control.setAccessibleDescription(self.refusal.text() or reason or self._help)

    def _made(self) -> Input:
        control = input_for(self.field, self._choices, self._unknown, self)
        control.setObjectName(self.name)
        label = self._pen.label(self._collection, self.name)
        control.setAccessibleName(label)
        control.setAccessibleDescription(self._help)
        control.setToolTip(self._help)
        if isinstance(control, FlagInput):
            control.setText(label)
        if isinstance(control, NamesInput):
            self._dress(control)
        proposed = proposals(self._pen.session.study, self._collection, self.name)
        if proposed and isinstance(control, LineInput):
            control.propose(proposed)
        return control

    def _dress(self, control: NamesInput) -> None:
        session = self._pen.session
        icon = session.look.icon("close", Ink.MUTED)
        remove = partial(session.say, "names.remove")
        control.dress(session.say("names.hint"), lambda name: remove(name=name), icon)

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        self.label = QLabel(self._pen.label(self._collection, self.name), self)
        as_role(self.label, "small")
        self.label.setBuddy(self.control)
        self.label.setVisible(not isinstance(self.control, FlagInput))
        self._head = QHBoxLayout()
        self._head.setSpacing(GAP // 2)
        is_flag = isinstance(self.control, FlagInput)
        self._head.addWidget(self.control if is_flag else self.label)
        self._head.addStretch(1)
        box.addLayout(self._head)
        for widget in () if is_flag else (self.control,):
            box.addWidget(widget)
        box.addWidget(self.refusal)

    @Slot()
    def _on_committed(self) -> None:
        self.committed.emit(self.name)

    @Slot()
    def _on_explain(self) -> None:
        self.explained.emit(self.name)


class Fields(QWidget):
    """Fields one under the other, two beside each other where they are narrow.

    Their boxes are made when they are first asked for: most drafts are not looked at.
    """

    def __init__(
        self,
        pen: Pen,
        collection: str,
        names: Sequence[str],
        parent: QWidget,
        halves: Collection[str] = (),
    ) -> None:
        """The fields called ``names`` of a collection, empty; ``halves`` are content with half."""
        super().__init__(parent)
        self.pen, self.collection, self.names = pen, collection, tuple(names)
        self._halves, self._lock = frozenset(halves), ""
        self._boxes: dict[str, FieldBox] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GAP)
        self._grid.setVerticalSpacing(GAP)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)

    @property
    def boxes(self) -> dict[str, FieldBox]:
        """The box of each field, by its name."""
        if not self._boxes:
            with made_late(self):
                self._make()
            self.lock(self._lock)
        return self._boxes

    def _make(self) -> None:
        """Make the boxes and lay them out."""
        make = partial(FieldBox, self.pen, self.collection)
        self._boxes = {name: make(name, self) for name in self.names}
        for row, line in enumerate(self._lines()):
            for column, box in enumerate(line):
                span = 3 - len(line)  # one that is alone has the whole line
                self._grid.addWidget(box, row, column, 1, span, Qt.AlignmentFlag.AlignTop)

    def _lines(self) -> Iterator[tuple[FieldBox, ...]]:
        """The boxes line by line: two that are content with half of it, or one."""
        waiting: FieldBox | None = None
        for name, box in self._boxes.items():
            is_half = (box.is_narrow or name in self._halves) and _fits_half(box.control)
            if waiting is not None and is_half:
                yield waiting, box
                waiting = None
                continue
            if waiting is not None:
                yield (waiting,)
            waiting = box if is_half else None
            if not is_half:
                yield (box,)
        if waiting is not None:
            yield (waiting,)

    def focus(self, name: str) -> bool:
        """Put the cursor into a field; False where the form has none of that name."""
        if name not in self.names:
            return False
        self.boxes[name].control.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def lock(self, reason: str) -> None:
        """Let nothing be typed, and say why, where there is a ``reason``."""
        self._lock = reason
        for box in self._boxes.values():
            box.lock(reason)


def _fits_half(control: Input) -> bool:
    """False for a list to choose from whose longest words half of the panel would cut."""
    if not isinstance(control, ChoiceInput):
        return True
    control.ensurePolished()
    words = (control.itemText(place) for place in range(control.count()))
    widest = max(map(control.fontMetrics().horizontalAdvance, words), default=0)
    beside = _ARROW + (_CURSOR if control.isEditable() else 0)
    return widest + grown(beside) <= detail_width() // 2 - _BESIDE


class Form(Fields):
    """The fields of one row, each saved as one step when it is left.

    Signals:
        explained(str): somebody asks where the value of the field of that name comes from, once
            :meth:`let_explain` has offered it.
    """

    explained = Signal(str)

    def __init__(
        self,
        pen: Pen,
        collection: str,
        names: Sequence[str],
        parent: QWidget,
        halves: Collection[str] = (),
        *,
        is_late: bool = False,
    ) -> None:
        """A form that shows no row yet; ``halves`` are content with half of its width.

        Where the form ``is_late``, its boxes are made when a row is first shown. Tab comes to them
        after all that was made before: for a form that stands alone, or is the last of its panel.
        """
        super().__init__(pen, collection, names, parent, halves)
        self.key = ""
        self._study = pen.session.study
        self._seen: dict[str, Study] = {}  # what was looked at when the words in a box were typed
        self._is_explained = False
        if not is_late:
            self._make()

    def let_explain(self) -> None:
        """Offer the pedigree of each value."""
        self._is_explained = True
        for box in self._boxes.values():
            self._explain(box)

    def _make(self) -> None:
        super()._make()
        for box in self._boxes.values():
            box.committed.connect(self._on_committed)
            if self._is_explained:
                self._explain(box)

    def _explain(self, box: FieldBox) -> None:
        box.explained.connect(self.explained)
        box.let_explain()

    def show_row(self, key: str) -> None:
        """Show the row called ``key`` as it stands.

        Words that are being typed stay, whatever others do; refused ones until they are mended.
        """
        is_other, self.key = key != self.key, key
        desk = self.pen.session.desk
        for name, box in self.boxes.items():
            box.renew()
            is_free = is_other or not box.is_held
            if is_free or stands(desk, self.collection, key, name, box.control.typed()):
                box.show_typed(self.pen.typed(self.collection, key, name))
                self._seen.pop(name, None)
            else:
                self._seen.setdefault(name, self._study)
        self._study = self.pen.session.study
        self.lock(self.pen.lock_of(self.collection, key))
        if self.isVisible():
            self.pen.session.region.go_to(self.collection, key)

    @Slot(str)
    def _on_committed(self, name: str) -> None:
        box = self.boxes[name]
        typed = box.control.typed()
        with self.pen.session.desk.document.looked_at(self._seen.get(name, self._study)):
            box.refuse(self.pen.change(self.collection, self.key, name, typed))
        if not box.refusal.text():
            self._seen.pop(name, None)
            box.show_typed(self.pen.typed(self.collection, self.key, name))


class DraftForm(Fields):
    """The fields of a row to be added at once.

    Signals:
        added(str): a row of that key was added.
        left(): the person has thought better of it.
    """

    added = Signal(str)
    left = Signal()

    def __init__(
        self,
        pen: Pen,
        collection: str,
        names: Sequence[str],
        words: tuple[str, str],
        parent: QWidget,
        *,
        halves: Collection[str] = (),
    ) -> None:
        """A draft; ``words`` are those for adding and for leaving."""
        super().__init__(pen, collection, names, parent, halves)
        self._fixed: dict[str, str] = {}
        self._words = words

    def _make(self) -> None:
        super()._make()
        for box in self._boxes.values():
            if isinstance(box.control, LineInput):
                box.control.gives_back = False  # Escape leaves the draft
        self.refusal = QLabel(self)
        self.refusal.setWordWrap(True)
        as_role(self.refusal, "lost")
        self.refusal.hide()
        self.add_button, self.leave_button = (QPushButton(word, self) for word in self._words)
        as_role(self.add_button, "primary")
        line = QHBoxLayout()
        for button, word in zip((self.add_button, self.leave_button), self._words, strict=True):
            button.setToolTip(word)
            line.addWidget(button)
        line.addStretch(1)
        self._grid.addWidget(self.refusal, self._grid.rowCount(), 0, 1, 2)
        self._grid.addLayout(line, self._grid.rowCount(), 0, 1, 2)
        self.add_button.clicked.connect(self._on_add)
        self.leave_button.clicked.connect(self._on_leave)

    def begin(self, fixed: dict[str, str], suggested: dict[str, str]) -> None:
        """Start a draft: ``fixed`` values are not asked for, ``suggested`` ones can be changed."""
        self._fixed = fixed
        for name, box in self.boxes.items():
            box.renew()
            box.show_typed(suggested.get(name, ""))
        self._refuse("")
        self.show()
        self.focus(self.names[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter adds, Escape leaves."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_add()
        elif event.key() == Qt.Key.Key_Escape:
            self._on_leave()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _on_add(self) -> None:
        typed = {name: box.control.typed() for name, box in self.boxes.items()}
        key, refusal = self.pen.add(self.collection, self._fixed | typed)
        self._refuse(refusal)
        if not refusal:
            self.hide()
            self.added.emit(key)

    @Slot()
    def _on_leave(self) -> None:
        self.hide()
        self.left.emit()

    def _refuse(self, sentence: str) -> None:
        self.refusal.setText(sentence)
        self.refusal.setVisible(bool(sentence))
