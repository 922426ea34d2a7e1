"""The line above every page that says in which state the study is, and the way out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from planner.figures.palette import Ink
from ui.desktop.style import GAP, as_role, icon_size
from ui.desktop.widgets.labels import label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.desktop.session import Session


class StateBar(QFrame):
    """A sign, one sentence and one button; hidden where there is nothing to say.

    ``words`` name the button, and its help is said by ``<words>.help``.
    """

    def __init__(
        self, session: Session, words: str, parent: QWidget | None = None, *, is_loss: bool
    ) -> None:
        """A bar over ``session`` that warns of a loss, or that only tells."""
        super().__init__(parent)
        self.session = session
        as_role(self, "refusal" if is_loss else "notice")
        icon = ("lost", Ink.LOST) if is_loss else ("info", Ink.ACCENT)
        self.sign = QLabel(self)
        self.sign.setPixmap(session.look.icon(*icon).pixmap(icon_size()))
        self.sentence = label("", "strong", self)
        self.sentence.setWordWrap(True)
        self.button = QPushButton(session.say(words), self)
        self.button.setToolTip(session.say(f"{words}.help"))
        line = QHBoxLayout(self)
        line.setContentsMargins(2 * GAP, GAP, 2 * GAP, GAP)
        line.setSpacing(GAP)
        line.addWidget(self.sign)
        line.addWidget(self.sentence, 1)
        line.addWidget(self.button)

    def tell(self, said: str) -> None:
        """Say a sentence, also to screen readers; go away where it is empty."""
        if said:
            self.sentence.setText(said)
            self.sentence.setAccessibleName(said)
        self.setVisible(bool(said))
