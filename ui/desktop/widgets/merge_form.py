"""Two trainings side by side: which value of each field stays, chosen by mouse or keyboard."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QStyle,
    QStyleOptionButton,
    QWidget,
)

from planner.compute.merging import Take
from planner.tables.cells import cell_label, cell_said
from planner.tables.merging import row_in_words
from ui.desktop.style import GAP
from ui.desktop.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QMouseEvent, QPaintEvent

    from planner.compute.merging import MergePlan
    from planner.messages import Value
    from ui.desktop.session import Session

_LABEL, _BOTH = 130, 110  # px, the widths of the first and the last column


class Radio(QRadioButton):
    """A radio button outlined so that it stands out from a dark ground too."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button as ever, then its outline."""
        super().paintEvent(event)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        element = QStyle.SubElement.SE_RadioButtonIndicator
        circle = QRectF(self.style().subElementRect(element, option, self))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.PlaceholderText), 1))
        painter.drawEllipse(circle.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()


class Choice(QWidget):
    """A radio button with words that wrap; a click on the words chooses too."""

    def __init__(self, words: str, name: str, parent: QWidget) -> None:
        """A choice called ``name`` for a screen reader."""
        super().__init__(parent)
        self.button: QRadioButton = Radio(self)
        self.button.setAccessibleName(name)
        self._said = label(words, "", self)
        self._said.setWordWrap(True)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addWidget(self.button, alignment=Qt.AlignmentFlag.AlignTop)
        box.addWidget(self._said, 1, Qt.AlignmentFlag.AlignTop)

    def show_words(self, words: str) -> None:
        """Say something else beside the button."""
        self._said.setText(words)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose by the words."""
        self.button.click()
        self.button.setFocus(Qt.FocusReason.MouseFocusReason)
        event.accept()


class MergeForm(QWidget):
    """The decisions of a merge, one a line: the kept value, the other, or both.

    The arrows move between the choices of a line, Tab goes to the next line.

    Signals:
        decided(): another choice was made.
    """

    decided = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        """A form that asks nothing yet."""
        super().__init__(parent)
        self._session = session
        self.takes: dict[str, Take] = {}
        self.choices: dict[str, dict[Take, QRadioButton]] = {}
        self._parts: list[QWidget] = []
        self._groups: list[QButtonGroup] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * GAP)
        self._grid.setVerticalSpacing(GAP)
        self._grid.setColumnMinimumWidth(0, _LABEL)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)

    def show_plan(self, plan: MergePlan) -> None:
        """Ask what ``plan`` asks: fields as proposed, conflicts undecided."""
        self._clear()
        say, study = self._session.say, self._session.study
        for column, code in ((1, "merge.kept"), (2, "merge.other")):
            self._put(label(say(code), "strong", self), column)
        asks_both = any(Take.BOTH in choice.takes for choice in plan.fields)
        self._grid.setColumnMinimumWidth(3, _BOTH if asks_both else 0)
        for choice in plan.fields:
            name = self._session.texts.say(cell_label("trainings", choice.field))
            said = [self._words(choice.field, value) for value in (choice.kept, choice.other)]
            self._ask(choice.field, name, said, choice.takes)
            self.choices[choice.field][choice.proposed].setChecked(True)
            self.takes[choice.field] = choice.proposed
        for conflict in plan.conflicts:
            room = conflict.collection
            rows = [row_in_words(study, room, key) for key in (conflict.kept, conflict.other)]
            said = [self._session.texts.say(row) for row in rows]
            takes = (Take.KEEP, Take.OTHER)
            self._ask(conflict.key, say(f"collection.{room}"), said, takes, is_conflict=True)
        for key, buttons in self.choices.items():
            for take, button in buttons.items():
                button.toggled.connect(partial(self._on_toggled, key, take))

    def undecided(self) -> tuple[str, ...]:
        """The names of what is still to be decided."""
        return tuple(name for name in self.choices if name not in self.takes)

    def focus_first(self) -> None:
        """Put the cursor on what is to be decided first, else on the first line."""
        for name in (*self.undecided(), *self.choices):
            buttons = self.choices[name]
            chosen = self.takes.get(name, Take.KEEP)
            buttons[chosen].setFocus(Qt.FocusReason.OtherFocusReason)
            return

    def _ask(
        self,
        key: str,
        name: str,
        said: Sequence[str],
        takes: Sequence[Take],
        *,
        is_conflict: bool = False,
    ) -> None:
        line, say = self._grid.rowCount(), self._session.say
        heading = label(name, "check" if is_conflict else "muted", self)
        heading.setWordWrap(True)
        heading.setToolTip(say("merge.conflict.help") if is_conflict else name)
        heading.setText(say("merge.conflict", name=name) if is_conflict else name)
        self._put(heading, 0, line)
        group = QButtonGroup(self)
        self._groups.append(group)
        self.choices[key] = {}
        words = {Take.KEEP: said[0], Take.OTHER: said[1], Take.BOTH: say("merge.both")}
        for take in takes:
            heard = say(f"merge.choice.{take}", field=name, value=words[take])
            choice = Choice(words[take], heard, self)
            group.addButton(choice.button)
            self.choices[key][take] = choice.button
            self._put(choice, 1 + list(Take).index(take), line)

    def _put(self, widget: QWidget, column: int, line: int = 0) -> None:
        self._parts.append(widget)
        self._grid.addWidget(widget, line, column, Qt.AlignmentFlag.AlignTop)

    def _clear(self) -> None:
        for part in self._parts:
            self._grid.removeWidget(part)
            part.hide()  # it is deleted only when the event loop comes round
            part.deleteLater()
        for group in self._groups:
            group.deleteLater()
        self._parts, self._groups, self.choices, self.takes = [], [], {}, {}

    def _words(self, field: str, value: Value) -> str:
        said = cell_said(self._session.study, "trainings", field, value)
        return self._session.texts.show(said)

    def _on_toggled(self, key: str, take: Take, is_checked: bool) -> None:
        if is_checked:
            self.takes[key] = take
            self.decided.emit()
