"""Sections to tick and to put in order: arrows choose, the space bar ticks, buttons move."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.desktop.style import GAP
from ui.desktop.widgets.check_list import CheckList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.actions.fieldwords import Option
    from ui.desktop.session import Session


class SectionList(QWidget):
    """A list of options to tick, in an order that a person chooses.

    Signals:
        committed(): what is ticked, or the order of it, has changed.
    """

    committed = Signal()

    def __init__(
        self, session: Session, options: Sequence[Option], parent: QWidget | None = None
    ) -> None:
        """All ``options``, in their order and ticked."""
        super().__init__(parent)
        self._options = {option.typed: option for option in options}
        say = session.say
        self.list = CheckList(options, self)
        self.list.setAccessibleName(say("symposium.report.sections"))
        self.up = QPushButton(say("symposium.report.up"), self)
        self.down = QPushButton(say("symposium.report.down"), self)
        self.up.setToolTip(say("symposium.report.up.help"))
        self.down.setToolTip(say("symposium.report.down.help"))
        line = QHBoxLayout()
        line.setSpacing(GAP)
        line.addWidget(self.up)
        line.addWidget(self.down)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP // 2)
        box.addWidget(self.list, 1)
        box.addLayout(line)
        self.show_typed(list(self._options))
        self.list.setCurrentRow(0)
        self.list.committed.connect(self.committed)
        self.list.currentRowChanged.connect(self._on_row)
        self.up.clicked.connect(self._on_up)
        self.down.clicked.connect(self._on_down)
        self._on_row()

    def typed(self) -> list[str]:
        """The ticked options from top to bottom."""
        return [code for code in self.list.typed().split(";") if code]

    def show_typed(self, codes: Sequence[str]) -> None:
        """Tick exactly ``codes`` and put them first, in that order."""
        left = [code for code in self._options if code not in codes]
        self._put([*codes, *left], codes)

    def shift(self, step: int) -> None:
        """Move the current option up (-1) or down (1); nothing at either end."""
        row = self.list.currentRow()
        if not 0 <= row + step < self.list.count() or row < 0:
            return
        ticked, order = self.typed(), self._order()
        order.insert(row + step, order.pop(row))
        self._put(order, ticked)
        self.list.setCurrentRow(row + step)
        self.committed.emit()

    def _order(self) -> list[str]:
        rows = range(self.list.count())
        return [str(self.list.item(row).data(Qt.ItemDataRole.UserRole)) for row in rows]

    def _put(self, order: Sequence[str], ticked: Sequence[str]) -> None:
        with QSignalBlocker(self.list):
            self.list.offer([self._options[code] for code in order])
            self.list.show_typed(";".join(ticked))

    @Slot()
    def _on_row(self) -> None:
        row = self.list.currentRow()
        self.up.setEnabled(row > 0)
        self.down.setEnabled(0 <= row < self.list.count() - 1)

    @Slot()
    def _on_up(self) -> None:
        self.shift(-1)

    @Slot()
    def _on_down(self) -> None:
        self.shift(1)
