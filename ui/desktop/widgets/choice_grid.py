"""Lines of words that each end in a choice, and why it is so: for what a table's columns are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from ui.desktop.style import GAP, grown
from ui.desktop.widgets.choice_box import ChoiceBox
from ui.desktop.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.actions.fieldwords import Option

BOX, _LEAST = 300, 96  # px at 100 %: a choice, a column of words


@dataclass(frozen=True, slots=True)
class ChoiceLine:
    """A line: its key, its words, what stands for its choice, why, and its name when read out."""

    key: str
    cells: tuple[str, ...]
    typed: str
    why: str
    name: str


class ChoiceGrid(QWidget):
    """Lines under headings; they are built anew only where their words or the choices change.

    Signals:
        said(str, str): the key of a line, and what was chosen or typed there.
    """

    said = Signal(str, str)

    def __init__(self, headings: Sequence[str], parent: QWidget, width: int = BOX) -> None:
        """No lines yet; ``width`` is that of a choice, in px at 100 %.

        The first column is as narrow as its words, the others share the room.
        """
        super().__init__(parent)
        self._width = width
        self.boxes: dict[str, ChoiceBox] = {}
        self.whys: dict[str, QLabel] = {}
        self._built: object = None
        self._lines: list[QWidget] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * GAP)
        self._grid.setVerticalSpacing(GAP // 2)
        for place, words in enumerate(headings):
            self._grid.addWidget(label(words, "small", self), 0, place)
        self._choice = len(headings) - 2
        for place in range(1, len(headings)):
            if place != self._choice:
                self._grid.setColumnStretch(place, 1)
                self._grid.setColumnMinimumWidth(place, grown(_LEAST))

    def show_lines(
        self, lines: Sequence[ChoiceLine], options: Sequence[Option], blank: str
    ) -> None:
        """Show ``lines``, each with a choice of ``options``; ``blank`` are the words for none."""
        built = (tuple((line.key, line.cells) for line in lines), tuple(options), blank)
        if built != self._built:
            self._built = built
            self._build(lines, options, blank)
        for line in lines:
            self.boxes[line.key].show_typed(line.typed)
            self.boxes[line.key].setToolTip(self.boxes[line.key].currentText())
            self.whys[line.key].setText(line.why)
            self.whys[line.key].setToolTip(line.why)

    def _build(self, lines: Sequence[ChoiceLine], options: Sequence[Option], blank: str) -> None:
        for former in self._lines:
            self._grid.removeWidget(former)
            former.hide()
            former.deleteLater()
        self._lines, self.boxes, self.whys = [], {}, {}
        for number, line in enumerate(lines, 1):
            self._add_line(number, line, options, blank)

    def _add_line(
        self, number: int, line: ChoiceLine, options: Sequence[Option], blank: str
    ) -> None:
        box = ChoiceBox(options, blank, self, is_searched=True)
        box.setProperty("line", line.key)
        box.setAccessibleName(line.name)
        box.setFixedWidth(grown(self._width))
        box.committed.connect(self._on_committed)
        why = _words("", "muted", self)
        cells = [_words(words, "", self) for words in line.cells]
        cells[0].setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        for place, part in enumerate((*cells, box, why)):
            self._grid.addWidget(part, number, place)
            part.show()  # at once, not after the next events: one may be asked to take the focus
            self._lines.append(part)
        self.boxes[line.key], self.whys[line.key] = box, why

    @Slot()
    def _on_committed(self) -> None:
        box = self.sender()
        if isinstance(box, ChoiceBox):
            self.said.emit(str(box.property("line")), box.typed())


def _words(words: str, role: str, parent: QWidget) -> QLabel:
    """Words that take two lines before they take more room than there is."""
    made = label(words, role, parent)
    made.setWordWrap(True)
    made.setToolTip(words)
    return made
