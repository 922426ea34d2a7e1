"""What the tabs of the quality page share: a list under its filters, its detail on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.desktop.style import GAP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.desktop.session import Session


class ListTab(QWidget):
    """A tab over a session that tells in :attr:`summary` what it shows.

    Signals:
        counted(): the summary has changed.
    """

    counted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """A tab without widgets; :meth:`lay_out` places them."""
        super().__init__(parent)
        self.session = session
        self.summary = ""

    def lay_out(
        self,
        bars: Sequence[Sequence[QWidget | None]],
        lists: Sequence[QWidget],
        detail: QWidget | None = None,
    ) -> None:
        """Place bars over the lists, of which one is shown at a time, and the detail beside them.

        The first widget of a bar takes the room that the others leave; None takes it instead.
        """
        left = QVBoxLayout()
        left.setContentsMargins(2 * GAP, GAP, 2 * GAP, 2 * GAP)
        left.setSpacing(GAP)
        for widgets in bars:
            left.addLayout(_bar(widgets))
        for widget in lists:
            left.addWidget(widget, 1)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addLayout(left, 1)
        if detail is not None:
            line.addWidget(detail)

    def tell(self, summary: str) -> None:
        """Say what the tab shows."""
        self.summary = summary
        self.counted.emit()


def _bar(widgets: Sequence[QWidget | None]) -> QHBoxLayout:
    bar = QHBoxLayout()
    bar.setSpacing(GAP)
    for place, widget in enumerate(widgets):
        if widget is None:
            bar.addStretch(1)
        else:
            bar.addWidget(widget, 1 if place == 0 and None not in widgets else 0)
    return bar
