"""A thin board of certifications: how many stand at each stage of the road to their register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from planner.vocab import CertificationStatus as Status
from ui.desktop.style import GAP, as_role
from ui.desktop.widgets.headed import headed
from ui.desktop.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.study import Certification
    from ui.desktop.session import Session

#: The stages that stand even where nothing is there, and the ends that stand only where held.
_ROAD = (
    Status.IDEA,
    Status.FRAMING,
    Status.DRAFTING,
    Status.REVIEW,
    Status.READY,
    Status.FILED,
    Status.EXAMINED,
    Status.REGISTERED,
)


class StatusBoard(QWidget):
    """Stages beside each other, each with its number; the titles are told beside the pointer."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """A board without certifications."""
        super().__init__(parent)
        self.session = session
        self.counts: dict[Status, int] = {}
        self._stages: list[QFrame] = []
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(GAP // 2)

    def show_certifications(self, rows: Sequence[Certification]) -> None:
        """Show how many certifications stand at each stage."""
        for stage in self._stages:
            self._line.removeWidget(stage)
            stage.hide()  # it is deleted only when the event loop comes round
            stage.deleteLater()
        held = {status: [r for r in rows if r.status is status] for status in Status}
        shown = [status for status in Status if status in _ROAD or held[status]]
        self.counts = {status: len(held[status]) for status in shown}
        self._stages = [self._stage(status, held[status]) for status in shown]
        for stage in self._stages:
            self._line.addWidget(stage, 1)
        self.setAccessibleName(self.read())

    def read(self) -> str:
        """The stages that hold something, for a screen reader."""
        texts = self.session.texts
        held = ((status, count) for status, count in self.counts.items() if count)
        return "; ".join(f"{headed(texts, status)} {texts.show(count)}" for status, count in held)

    def _stage(self, status: Status, rows: Sequence[Certification]) -> QFrame:
        texts, count = self.session.texts, len(rows)
        name = headed(texts, status)
        made = QFrame(self)
        as_role(made, "stage")
        box = QVBoxLayout(made)
        box.setContentsMargins(2, 2, 2, 2)
        box.setSpacing(0)
        number = label(texts.show(count), "strong" if count else "muted", made)
        words = label(name, "small", made)
        for part in (number, words):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            box.addWidget(part)
        names = tuple(row.title for row in rows)
        tip = self.session.say("dashboard.board.empty")
        if names:
            tip = self.session.say("dashboard.board.held", status=name, names=names)
        made.setToolTip(tip)
        return made
