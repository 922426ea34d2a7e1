"""A key figure: a number that tells the state, what it counts, and its nature under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSizePolicy

from ui.desktop.widgets.card import Card
from ui.desktop.widgets.labels import label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.desktop.style import Look


class KeyFigure(Card):
    """A card with one number; :meth:`show_figure` fills it."""

    def __init__(
        self, title: str, look: Look, parent: QWidget | None = None, *, target: str, tip: str
    ) -> None:
        """A key figure that says nothing yet and leads to the page ``target``."""
        super().__init__(title, look, parent, target=target, tip=tip)
        self.number, self.nature = label("", "key", self), label("", "small", self)
        self.nature.setWordWrap(True)
        self.title.setWordWrap(True)
        self.body.setSpacing(0)
        self.body.addWidget(self.number)
        self.body.addWidget(self.nature)
        self.body.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_figure(self, number: str, nature: str) -> None:
        """Show ``number`` with its nature: published, computed, declared."""
        self.number.setText(number)
        self.nature.setText(nature)
        self.tell(f"{number}. {nature}")
