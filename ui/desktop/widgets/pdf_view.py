"""The pages of a PDF one under the other, as wide as the room; few of them are kept as pictures."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QPainter, QPen, QPixmap
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from planner.figures.palette import Ink
from ui.desktop.style import GAP, grown

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent, QResizeEvent, QShowEvent
    from PySide6.QtWidgets import QWidget

    from ui.desktop.pdf_pages import PdfPages
    from ui.desktop.style import Look

#: Pictures kept at once: those in sight, their neighbours, and some that were just left.
KEPT = 6
WIDEST = 1200  # px, the most that a page takes at 100 %
_STEP = 60  # px that an arrow scrolls
_FRAME = 2  # px around the room that has the focus
_GOES = {Qt.Key.Key_Home: 0.0, Qt.Key.Key_End: 1.0}


class PdfView(QAbstractScrollArea):
    """Shows pages to the width of the room; arrows, Page Up, Page Down, Home and End walk them.

    Signals:
        page_changed(int): another page, counted from 0, is the one looked at.
    """

    page_changed = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        """Nothing to look at yet."""
        super().__init__(parent)
        self._look = look
        self._pages: PdfPages | None = None
        self._tops: list[int] = [0]  # px from the top of the first page, the end of all last
        self._width = 1
        self.current = 0
        #: The pictures at hand by page, that used last at the end.
        self.kept: dict[int, QPixmap] = {}
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._on_turn)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    @property
    def count(self) -> int:
        """How many pages there are."""
        return 0 if self._pages is None else len(self._pages)

    def show_pages(self, pages: PdfPages | None) -> None:
        """Show other pages, at the page looked at where they have it."""
        self._pages = pages
        self.kept.clear()
        self._lay_out()
        self.bring(self.current)

    def bring(self, place: int) -> None:
        """Scroll to the top of a page, counted from 0."""
        if self.count:
            self.verticalScrollBar().setValue(self._tops[min(max(place, 0), self.count - 1)])

    def in_sight(self) -> range:
        """The pages of which something is seen."""
        top = self.verticalScrollBar().value()
        bottom = top + self.viewport().height() - 1
        return range(self._at(top), self._at(bottom) + 1) if self.count else range(0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what is seen; a page whose picture is not made yet is a blank sheet."""
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), self._look.color(Ink.PANEL))
        for place in self.in_sight():
            self._draw(painter, place)
        if self.hasFocus():
            painter.setPen(QPen(self._look.color(Ink.ACCENT), _FRAME))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pages to the width; what was looked at stays in sight."""
        bar = self.verticalScrollBar()
        share = bar.value() / max(self._tops[-1], 1)
        self._lay_out()
        bar.setValue(round(share * self._tops[-1]))

    def showEvent(self, event: QShowEvent) -> None:
        """Make the pictures that lack."""
        super().showEvent(event)
        self._timer.start()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the focus frame away."""
        super().focusOutEvent(event)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk the pages; up, down, Page Up and Page Down scroll as everywhere."""
        key, bar = event.key(), self.verticalScrollBar()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.bring(self.current + (1 if key == Qt.Key.Key_Right else -1))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            bar.setValue(round(_GOES[Qt.Key(key)] * bar.maximum()))
        else:
            super().keyPressEvent(event)

    def _at(self, y: int) -> int:
        """The page that is at a height."""
        return min(max(bisect_right(self._tops, y) - 1, 0), self.count - 1)

    def _draw(self, painter: QPainter, place: int) -> None:
        """One sheet with a thin edge."""
        left = (self.viewport().width() - self._width) // 2
        top = self._tops[place] - self.verticalScrollBar().value() + GAP
        sheet = QRect(left, top, self._width, self._tops[place + 1] - self._tops[place] - GAP)
        picture = self.kept.get(place)
        if picture is None:
            painter.fillRect(sheet, Qt.GlobalColor.white)
        else:
            painter.drawPixmap(sheet, picture)
        painter.setPen(QPen(self._look.color(Ink.GRID), 1))
        painter.drawRect(sheet)

    def _lay_out(self) -> None:
        """Place the sheets for the width that there is."""
        room = self.viewport().width() - 2 * GAP
        width = max(min(room, grown(WIDEST)), 1)
        if width != self._width:
            self.kept.clear()
        self._width = width
        pages, highs = self._pages, []
        if pages is not None:
            highs = [pages.height(one, width) + GAP for one in range(len(pages))]
        self._tops = list(accumulate(highs, initial=0))
        bar = self.verticalScrollBar()
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(grown(_STEP))
        bar.setRange(0, max(self._tops[-1] + GAP - self.viewport().height(), 0))
        self._on_scrolled()

    @Slot()
    def _on_scrolled(self) -> None:
        """Tell the page looked at; pictures that lack are made once nothing else waits."""
        if self.count:
            bar = self.verticalScrollBar()
            is_end = bar.value() == bar.maximum() > 0
            third = bar.value() + self.viewport().height() // 3
            current = self.count - 1 if is_end else self._at(third)
            is_other, self.current = current != self.current, current
            if is_other:
                self.page_changed.emit(current)
        self.viewport().update()
        self._timer.start()

    @Slot()
    def _on_turn(self) -> None:
        """Make one picture that lacks, those in sight first; the next one in the next turn."""
        if self._pages is None or not self.isVisible():
            return
        seen = self.in_sight()
        near = [seen.stop, seen.start - 1]
        wanted = [*seen, *(place for place in near if 0 <= place < self.count)][:KEPT]
        for place in wanted:
            if place in self.kept:
                self.kept[place] = self.kept.pop(place)
                continue
            ratio = self.devicePixelRatioF()
            picture = QPixmap.fromImage(self._pages.picture(place, round(self._width * ratio)))
            self.kept[place] = picture
            spare = [one for one in self.kept if one not in wanted]
            for old in spare[: max(len(self.kept) - KEPT, 0)]:
                del self.kept[old]
            self._timer.start()
            self.viewport().update()
            return
