"""The panel beside the gaps: the detail of a family, and the tray of moves, one tab each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QTabBar, QVBoxLayout, QWidget

from ui.desktop.pages.gap_detail import GapDetail
from ui.desktop.pages.gap_moves import GapMoves
from ui.desktop.pages.gap_pedigree import GapPedigree

if TYPE_CHECKING:
    from ui.desktop.pages.gap_lines import Shown
    from ui.desktop.session import Session
    from ui.desktop.widgets.number_lines import Number

DETAIL, MOVES = 0, 1


class GapSide(QWidget):
    """Shows one of its parts at a time, so that each is as high as it needs to be.

    Signals:
        titled(str): what stands in the panel now.
    """

    titled = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """The detail is in front."""
        super().__init__(parent)
        self.session = session
        self._title = ""
        self._shown: Shown | None = None
        self._asked: str = ""
        self.tabs = QTabBar(self)
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName(session.say("gaps.side"))
        self.tabs.addTab(session.say("gaps.side.detail"))
        self.tabs.addTab(session.say("gaps.side.moves"))
        self.detail = GapDetail(session, self)
        self.pedigree = GapPedigree(session, self)
        self.moves = GapMoves(session, self)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for part in (self.tabs, self.detail, self.pedigree, self.moves):
            box.addWidget(part)
        box.addStretch(1)
        self._show()
        self.tabs.currentChanged.connect(self._show)
        self.detail.pedigree_asked.connect(self._on_pedigree)
        self.pedigree.left.connect(self._on_back)

    def show_gap(self, title: str, shown: Shown) -> None:
        """Tell a family; a pedigree that is open follows it."""
        self._title, self._shown = title, shown
        self.detail.show_gap(shown)
        number = self._number(self._asked)
        if number is None:
            self._asked = ""
        else:
            self.pedigree.show_figure(shown, number)
        self._show()

    def count_moves(self, count: int) -> None:
        """Say in the tab how many moves are tried."""
        code = "gaps.side.moves_n" if count else "gaps.side.moves"
        self.tabs.setTabText(MOVES, self.session.say(code, n=count))

    def try_a_move(self) -> None:
        """Bring the tray to the front and open its form."""
        self.tabs.setCurrentIndex(MOVES)
        self.moves.begin()

    def show_family(self) -> None:
        """Bring the detail of the family to the front, its pedigree closed."""
        self._asked = ""
        self.tabs.setCurrentIndex(DETAIL)
        self._show()

    @Slot()
    def _show(self) -> None:
        in_moves = self.tabs.currentIndex() == MOVES
        self.moves.setVisible(in_moves)
        self.detail.setVisible(not in_moves and not self._asked)
        self.pedigree.setVisible(not in_moves and bool(self._asked))
        self.titled.emit(self.session.say("gaps.side.title") if in_moves else self._title)

    def _number(self, key: str) -> Number | None:
        detail = self.detail
        lines = (*detail.figures.lines, *detail.closing.lines)
        if self._shown is not None and self._shown.shared is not None:
            lines += detail.tier_figures.lines
        return next((line for line in lines if line.key == key), None)

    @Slot(object)
    def _on_pedigree(self, number: Number) -> None:
        if self._shown is not None:
            self._asked = number.key
            self.pedigree.show_figure(self._shown, number)
            self._show()
            self.pedigree.back.setFocus()

    @Slot()
    def _on_back(self) -> None:
        """Go back to the figure that was asked about."""
        asked, self._asked = self._asked, ""
        self._show()
        detail = self.detail
        for lines in (detail.figures, detail.tier_figures, detail.closing):
            if asked in lines.buttons:
                lines.buttons[asked].setFocus()
