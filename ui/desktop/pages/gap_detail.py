"""The panel beside the gaps: what a family and its tier share, and what would close the gap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from planner.compute.gap_report import Standing
from planner.figures.palette import Ink
from ui.desktop.pages.gap_lines import closing_lines, gap_lines, tier_lines
from ui.desktop.style import GAP
from ui.desktop.widgets.headed import headed
from ui.desktop.widgets.labels import label, prose
from ui.desktop.widgets.line_list import LineList

if TYPE_CHECKING:
    from planner.compute.gap_report import FamilyGap, GapReport, GapTier, SegmentGap
    from planner.messages import Message
    from ui.desktop.session import Session

_SIGNS = {
    Standing.COVERED: ("sure", Ink.SURE),
    Standing.LACKING: ("check", Ink.CHECK),
    Standing.UNDETERMINED: ("info", Ink.MUTED),
    Standing.UNOFFERED: ("lost", Ink.LOST),
}


class GapDetail(QWidget):
    """Tells one family of one segment.

    Signals:
        trainings_asked(object, str): training keys to be shown, and why.
    """

    trainings_asked = Signal(object, str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """A panel that tells nothing yet."""
        super().__init__(parent)
        self.session = session
        self._build()
        self.own.clicked.connect(self._on_own)
        self.shared.clicked.connect(self._on_shared)

    def show_gap(
        self, report: GapReport, segment: SegmentGap, gap: FamilyGap, opening: Message
    ) -> None:
        """Tell ``gap`` of ``segment``, its tier at the worst end, and what ``opening`` says."""
        texts = self.session.texts
        self._gap = gap
        self._tier = _tier_of(segment, gap)
        icon, ink = _SIGNS[gap.standing]
        self.sign.setPixmap(self.session.look.icon(icon, ink).pixmap(20, 20))
        self.standing.setText(headed(texts, gap.standing))
        place = segment.families.index(gap)
        self.asked.setText(texts.say(segment.break_even_sentences[place]))
        self.figures.show_lines(gap_lines(self.session, report, segment, gap))
        self._show_button(self.own, "gaps.see", gap.trainings)
        self._show_tier(report)
        self.closing.show_lines(closing_lines(self.session, report, segment))
        self.opening.setText(texts.say(opening))
        notes = dict.fromkeys((*segment.notes, *report.notes))
        self.notes.setText("\n".join(f"• {texts.say(note)}" for note in notes))

    def _show_tier(self, report: GapReport) -> None:
        """What the family shares with others: sentence, people, trainings."""
        tier = self._tier if self._tier is not None and len(self._tier.families) > 1 else None
        for part in (self.tier_head, self.tier, self.tier_figures):
            part.setVisible(tier is not None)
        self._show_button(self.shared, "gaps.see_shared", () if tier is None else tier.trainings)
        if tier is not None:
            self.tier.setText(self.session.texts.say(tier.sentence))
            self.tier_figures.show_lines(tier_lines(self.session, report, tier))

    def _build(self) -> None:
        say = self.session.say
        self.sign, self.standing = label("", "", self), label("", "strong", self)
        self.asked, self.tier, self.opening = (prose("", "", self) for _ in range(3))
        self.notes = prose("", "small", self)
        self.figures, self.closing = LineList(self), LineList(self)
        self.tier_figures = LineList(self)
        self.own, self.shared = QPushButton(self), QPushButton(self)
        self.tier_head = label(say("gaps.tier"), "strong", self)
        line = QHBoxLayout()
        line.setSpacing(GAP)
        line.addWidget(self.sign)
        line.addWidget(self.standing, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(GAP, GAP, GAP, 2 * GAP)
        box.setSpacing(GAP)
        box.addLayout(line)
        for part in (self.asked, self.figures, self.own):
            box.addWidget(part)
        for part in (self.tier_head, self.tier, self.tier_figures, self.shared):
            box.addWidget(part)
        box.addSpacing(GAP)
        box.addWidget(label(say("gaps.closing"), "strong", self))
        box.addWidget(self.closing)
        box.addWidget(self.opening)
        box.addSpacing(GAP)
        box.addWidget(label(say("gaps.notes"), "strong", self))
        box.addWidget(self.notes)
        box.addStretch(1)

    def _show_button(self, button: QPushButton, code: str, trainings: tuple[str, ...]) -> None:
        button.setVisible(bool(trainings))
        button.setText(self.session.say(code, n=len(trainings)))
        button.setToolTip(self.session.say(f"{code}.help", n=len(trainings)))

    @Slot()
    def _on_own(self) -> None:
        self.trainings_asked.emit(self._gap.trainings, self._gap.name)

    @Slot()
    def _on_shared(self) -> None:
        if self._tier is not None:
            names = (self.session.study.families.find(key) for key in self._tier.families)
            shown = ", ".join(row.short_name for row in names if row is not None)
            self.trainings_asked.emit(self._tier.trainings, shown)


def _tier_of(segment: SegmentGap, gap: FamilyGap) -> GapTier | None:
    """The tier that the family stands in at the worst end."""
    return next((tier for tier in segment.tiers_low if gap.family in tier.families), None)
