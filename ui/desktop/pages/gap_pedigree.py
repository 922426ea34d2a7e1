"""Where a figure comes from: its nature, its formula, and the rows behind it, each to be opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from planner.figures.palette import Ink
from planner.tables.gap_pedigree import pedigree
from ui.desktop.style import GAP, as_role
from ui.desktop.widgets.headed import capital
from ui.desktop.widgets.labels import label, prose
from ui.desktop.widgets.link_button import LinkButton

if TYPE_CHECKING:
    from planner.tables.gap_pedigree import Behind
    from ui.desktop.pages.gap_lines import Shown
    from ui.desktop.session import Session
    from ui.desktop.widgets.number_lines import Number

#: Rows that are shown; the others are counted.
MOST = 12


class GapPedigree(QWidget):
    """Tells of one figure.

    Signals:
        left(): the person wants to go back.
    """

    left = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """A pedigree of nothing yet."""
        super().__init__(parent)
        self.session = session
        self.buttons: list[LinkButton] = []
        self._rows: list[QWidget] = []
        self._behind: tuple[Behind, ...] = ()
        self._build()
        self.back.clicked.connect(self.left)

    def show_figure(self, shown: Shown, number: Number) -> None:
        """Tell where ``number`` of what is shown comes from."""
        texts = self.session.texts
        told = pedigree(shown.study, shown.report, shown.segment, shown.gap, shown.tier, number.key)
        self.words.setText(number.words)
        self.figure.setText(number.figure)
        self.nature.setText(capital(texts.say(told.nature)))
        self.formula.setText(texts.say(told.formula))
        self._show_rows(told.rows)

    def _build(self) -> None:
        say = self.session.say
        self.back = QPushButton(say("gaps.pedigree.back"), self)
        as_role(self.back, "link")
        self.back.setIcon(self.session.look.icon("previous", Ink.ACCENT))
        self.words = label("", "strong", self)
        self.words.setWordWrap(True)
        self.figure = label("", "title", self)
        self.figure.setWordWrap(True)
        self.nature = label("", "muted", self)
        self.formula = prose("", "", self)
        self.head = label(say("gaps.behind"), "strong", self)
        self.others = label("", "small", self)
        self._box = QVBoxLayout()
        self._box.setSpacing(GAP)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(GAP, GAP, GAP, 2 * GAP)
        whole.setSpacing(GAP)
        whole.addWidget(self.back, alignment=Qt.AlignmentFlag.AlignLeft)
        for part in (self.words, self.figure, self.nature, self.formula, self.head):
            whole.addWidget(part)
        whole.addLayout(self._box)
        whole.addWidget(self.others)
        whole.addStretch(1)

    def _show_rows(self, rows: tuple[Behind, ...]) -> None:
        for widget in self._rows:
            self._box.removeWidget(widget)
            widget.hide()  # it is deleted only when the event loop comes round
            widget.deleteLater()
        self._behind, self._rows, self.buttons = rows, [], []
        for place, row in enumerate(rows[:MOST]):
            self._show_row(place, row)
        left = len(rows) - MOST
        self.head.setVisible(bool(rows))
        self.others.setVisible(left > 0)
        self.others.setText(self.session.say("gaps.behind.others", n=max(left, 0)))

    def _show_row(self, place: int, row: Behind) -> None:
        """Its name, which opens it where the study has it, what it says, and its source."""
        texts = self.session.texts
        name = texts.say(row.name)
        rows = getattr(self.session.study, row.place.collection)
        if rows.find(row.place.key) is None:
            head: QWidget = prose(name, "", self)
        else:
            button = LinkButton(name, self)
            button.setProperty("place", place)
            button.setToolTip(self.session.say("gaps.behind.open"))
            button.clicked.connect(self._on_row)
            self.buttons.append(button)
            head = button
        told = prose(f"{texts.say(row.told)} · {texts.say(row.source)}", "small", self)
        for widget in (head, told):
            self._box.addWidget(widget)
            self._rows.append(widget)

    @Slot()
    def _on_row(self) -> None:
        self.session.place_asked.emit(self._behind[int(self.sender().property("place"))].place)
