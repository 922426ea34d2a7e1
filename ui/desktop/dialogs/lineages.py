"""Lineages that the tool proposes, to be ticked and declared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
)

from planner.tables.editions import proposals_table
from ui.desktop.style import GAP, as_role, grown
from ui.desktop.widgets.labels import label, prose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from planner.editions.proposals import Proposal
    from planner.study import Study
    from ui.desktop.session import Session

_SIZE = (820, 460)  # px


class LineagesDialog(QDialog):
    """A list of proposals, none ticked; nothing is declared before the button is pressed.

    Signals:
        declared(object, str): the proposals that were ticked, and the reason that was typed.
    """

    declared = Signal(object, str)

    def __init__(
        self,
        session: Session,
        editions: tuple[Study, Study],
        proposals: Sequence[Proposal],
        parent: QWidget,
    ) -> None:
        """The proposals between two editions."""
        super().__init__(parent)
        self.session, self.proposals = session, tuple(proposals)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(session.say("lineages.title"))
        self._build(*editions)
        self.resize(grown(_SIZE[0]), grown(_SIZE[1]))

    def ticked(self) -> tuple[Proposal, ...]:
        """The proposals that are ticked now."""
        checked = Qt.CheckState.Checked
        return tuple(
            one for n, one in enumerate(self.proposals) if self.list.item(n).checkState() == checked
        )

    def _build(self, old: Study, new: Study) -> None:
        say, texts = self.session.say, self.session.texts
        table = proposals_table(old, new, self.proposals)
        self.list = QListWidget(self)
        self.list.setAccessibleName(texts.say(table.title))
        self.list.setWordWrap(True)
        for row in table.rows:
            about, kind, was, now, score = map(texts.show, row.values)
            words = say("lineages.line", about=about, kind=kind, old=was, new=now, score=score)
            item = QListWidgetItem(words, self.list)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
        self.all_button = QPushButton(say("lineages.tick_all"), self)
        self.reason = QLineEdit(self)
        self.reason.setAccessibleName(say("field.lineages.reason"))
        self.reason.setPlaceholderText(say("lineages.reason"))
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, parent=self)
        self.buttons.button(QDialogButtonBox.StandardButton.Close).setText(say("block.close"))
        self.declare = QPushButton(say("lineages.declare_ticked"), self)
        as_role(self.declare, "primary")
        self.declare.setEnabled(False)
        self.buttons.addButton(self.declare, QDialogButtonBox.ButtonRole.ActionRole)
        line = QHBoxLayout()
        line.addWidget(self.all_button)
        line.addWidget(self.reason, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(2 * GAP, 2 * GAP, 2 * GAP, GAP)
        box.setSpacing(GAP)
        box.addWidget(label(texts.say(table.title), "section", self))
        box.addWidget(prose(say("lineages.help"), "muted", self))
        box.addWidget(self.list, 1)
        box.addLayout(line)
        box.addWidget(self.buttons)
        self.list.itemChanged.connect(self._on_ticked)
        self.all_button.clicked.connect(self._on_all)
        self.buttons.rejected.connect(self.reject)
        self.declare.clicked.connect(self._on_declare)

    @Slot(QListWidgetItem)
    def _on_ticked(self, _item: QListWidgetItem) -> None:
        self.declare.setEnabled(bool(self.ticked()))

    @Slot()
    def _on_all(self) -> None:
        for place in range(self.list.count()):
            self.list.item(place).setCheckState(Qt.CheckState.Checked)

    @Slot()
    def _on_declare(self) -> None:
        self.declared.emit(self.ticked(), self.reason.text())
        self.accept()
