"""RNCP or Répertoire spécifique: four questions, the register they lead to, and the rule."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QStyle,
    QStyleOptionButton,
    QVBoxLayout,
    QWidget,
)

from planner.compute.register_choice import Question, advice
from planner.vocab import Register
from planner.words import word
from ui.desktop.style import GAP, as_role
from ui.desktop.widgets.labels import label, prose

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from ui.desktop.session import Session


class AnswerButton(QRadioButton):
    """A round button that stands out from a dark ground too."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button as ever, then its outline."""
        super().paintEvent(event)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        element = QStyle.SubElement.SE_RadioButtonIndicator
        box = self.style().subElementRect(element, option, self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.PlaceholderText), 1))
        painter.drawEllipse(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()


class RegisterQuestions(QFrame):
    """Asks, tells the rule, and offers to keep the register; it writes nothing itself.

    Signals:
        register_chosen(object): the :class:`~planner.vocab.Register` that is to be kept.
    """

    register_chosen = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """No answer yet."""
        super().__init__(parent)
        self._session = session
        self.answers: dict[Question, bool | None] = dict.fromkeys(Question)
        self.boxes: dict[Question, tuple[AnswerButton, AnswerButton]] = {}
        self._groups: list[QButtonGroup] = []
        as_role(self, "card")
        box = QVBoxLayout(self)
        box.setContentsMargins(GAP + GAP // 2, GAP, GAP + GAP // 2, GAP)
        box.setSpacing(GAP // 2)
        box.addWidget(label(session.say("register_choice.title"), "strong", self))
        for question in Question:
            self._add(question, box)
        self.rule = prose("", "", self)
        self.keep = QPushButton("", self)
        self.keep.setToolTip(session.say("register_choice.keep.help"))
        self.keep.clicked.connect(self._on_keep)
        box.addWidget(self.rule)
        line = QHBoxLayout()
        line.addWidget(self.keep)
        line.addStretch(1)
        box.addLayout(line)
        self._tell()

    def clear(self) -> None:
        """Take all answers back: another certification is asked about."""
        self.answers = dict.fromkeys(Question)
        for group, boxes in zip(self._groups, self.boxes.values(), strict=True):
            group.setExclusive(False)
            for each in boxes:
                each.setChecked(False)
            group.setExclusive(True)
        self._tell()

    def lock(self, reason: str) -> None:
        """Let answers be tried, and nothing be kept, where there is a ``reason``."""
        self.keep.setEnabled(not reason)
        self.keep.setToolTip(reason or self._session.say("register_choice.keep.help"))

    def _add(self, question: Question, box: QVBoxLayout) -> None:
        say = self._session.say
        words = say(f"register_choice.question.{question}")
        box.addWidget(prose(words, "", self))
        line = QHBoxLayout()
        line.setSpacing(2 * GAP)
        group = QButtonGroup(self)
        made = []
        for answer, code in ((True, "value.yes"), (False, "value.no")):
            button = AnswerButton(say(code), self)
            button.setAccessibleName(f"{words} {say(code)}")
            button.setToolTip(f"{words} {say(code)}")
            button.toggled.connect(partial(self._on_answered, question, answer))
            group.addButton(button)
            line.addWidget(button)
            made.append(button)
        line.addStretch(1)
        self._groups.append(group)
        self.boxes[question] = (made[0], made[1])
        box.addLayout(line)

    def _on_answered(self, question: Question, answer: bool, is_on: bool) -> None:
        if is_on:
            self.answers[question] = answer
            self._tell()

    def _tell(self) -> None:
        texts, found = self._session.texts, advice(self.answers)
        values = {"articles": found.articles}
        self.rule.setText(self._session.say(f"register_choice.{found.rule}", **values))
        self.keep.setVisible(found.register is not Register.UNDECIDED)
        name = texts.say(word(found.register))
        self.keep.setText(self._session.say("register_choice.keep", register=name))

    def _on_keep(self) -> None:
        self.register_chosen.emit(advice(self.answers).register)
