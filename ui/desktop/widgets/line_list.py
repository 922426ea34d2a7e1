"""A short list inside a card: words on the left, a figure on the right, a line each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from ui.desktop.style import GAP, as_role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QIcon

_SIDE = 16  # px of an icon


@dataclass(frozen=True, slots=True)
class Line:
    """One line: ``words``, a ``figure`` beside them in a role, an icon before; quiet ones small."""

    words: str
    figure: str = ""
    icon: QIcon | None = None
    role: str = "strong"
    tip: str = ""
    is_quiet: bool = False


class LineList(QWidget):
    """Lines under each other, in two columns and a narrow one for icons."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """A list without lines."""
        super().__init__(parent)
        self.lines: tuple[Line, ...] = ()
        self._labels: list[QLabel] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GAP)
        self._grid.setVerticalSpacing(GAP - 2)
        self._grid.setColumnStretch(1, 1)

    def show_lines(self, lines: Iterable[Line]) -> None:
        """Show ``lines`` in their order."""
        self.lines = tuple(lines)
        for label in self._labels:
            self._grid.removeWidget(label)
            label.hide()  # it is deleted only when the event loop comes round
            label.deleteLater()
        self._labels = []
        for place, line in enumerate(self.lines):
            self._show(place, line)

    def read(self) -> str:
        """The lines as one sentence, for a screen reader."""
        return "; ".join(f"{line.words} {line.figure}".strip() for line in self.lines)

    def _show(self, place: int, line: Line) -> None:
        top = Qt.AlignmentFlag.AlignTop
        first = 0
        if line.icon is not None:
            icon = self._label("", line.tip)
            icon.setPixmap(line.icon.pixmap(_SIDE, _SIDE))
            self._grid.addWidget(icon, place, 0, top)
            first = 1
        words = self._label(line.words, line.tip)
        words.setWordWrap(True)
        if line.is_quiet:
            as_role(words, "small")
        self._grid.addWidget(words, place, first, 1, 2 - first if line.figure else 3 - first, top)
        if line.figure:
            figure = self._label(line.figure, line.tip)
            as_role(figure, line.role)
            self._grid.addWidget(figure, place, 2, top | Qt.AlignmentFlag.AlignRight)

    def _label(self, words: str, tip: str) -> QLabel:
        label = QLabel(words, self)
        label.setToolTip(tip)
        self._labels.append(label)
        return label
