"""The panel beside the gaps: what a family and its tier share, and what would close the gap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from planner.compute.gap_report import Standing
from planner.compute.gap_sentences import training_name
from planner.figures.palette import Ink
from planner.findings import Place
from ui.desktop.pages.gap_lines import closing_lines, gap_lines, tier_lines
from ui.desktop.style import GAP
from ui.desktop.widgets.headed import headed
from ui.desktop.widgets.labels import label, prose
from ui.desktop.widgets.link_button import LinkButton
from ui.desktop.widgets.number_lines import NumberLines

if TYPE_CHECKING:
    from ui.desktop.pages.gap_lines import Shown
    from ui.desktop.session import Session
    from ui.desktop.widgets.number_lines import Number

_SIGNS = {
    Standing.COVERED: ("sure", Ink.SURE),
    Standing.LACKING: ("check", Ink.CHECK),
    Standing.UNDETERMINED: ("info", Ink.MUTED),
    Standing.UNOFFERED: ("lost", Ink.LOST),
}
#: Competing trainings that are named; the button below shows them all.
NAMED = 5


class GapDetail(QWidget):
    """Tells one family of one segment.

    Signals:
        trainings_asked(object, str): training keys to be shown, and why.
        pedigree_asked(object): the :class:`Number` whose pedigree is wanted.
    """

    trainings_asked = Signal(object, str)
    pedigree_asked = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """A panel that tells nothing yet."""
        super().__init__(parent)
        self.session = session
        self.links: list[LinkButton] = []
        self._build()
        self.own.clicked.connect(self._on_own)
        self.shared.clicked.connect(self._on_shared)
        for lines in (self.figures, self.tier_figures, self.closing):
            lines.asked.connect(self._on_number)

    def show_gap(self, shown: Shown) -> None:
        """Tell a family, its tier at the worst end, and what would close the gap."""
        texts, gap, segment = self.session.texts, shown.gap, shown.segment
        self._shown = shown
        icon, ink = _SIGNS[gap.standing]
        self.sign.setPixmap(self.session.look.icon(icon, ink).pixmap(20, 20))
        self.standing.setText(headed(texts, gap.standing))
        place = segment.families.index(gap)
        self.asked.setText(texts.say(segment.break_even_sentences[place]))
        self.figures.show_lines(gap_lines(texts, shown))
        self._show_button(self.own, "gaps.see", self._known(gap.trainings))
        self._show_tier(shown)
        self.closing.show_lines(closing_lines(texts, shown))
        self.opening.setText(texts.say(shown.opening))
        notes = dict.fromkeys((*segment.notes, *shown.report.notes))
        self.notes.setText("\n".join(f"• {texts.say(note)}" for note in notes))

    def _show_tier(self, shown: Shown) -> None:
        """What the family shares with others: sentence, people, the trainings that compete."""
        tier = shown.shared
        for part in (self.tier_head, self.tier, self.tier_figures):
            part.setVisible(tier is not None)
        trainings = self._known(shown.gap.competing if tier is None else tier.trainings)
        self._show_competing(shown, trainings)
        self._show_button(self.shared, "gaps.see_shared", () if tier is None else trainings)
        if tier is not None:
            self.tier.setText(self.session.texts.say(tier.sentence))
            self.tier_figures.show_lines(tier_lines(self.session.texts, tier))

    def _show_competing(self, shown: Shown, trainings: tuple[str, ...]) -> None:
        for link in self.links:
            self._competing.removeWidget(link)
            link.hide()  # it is deleted only when the event loop comes round
            link.deleteLater()
        self.links = []
        self.competing_head.setVisible(bool(trainings))
        self.competing_head.setText(self.session.say("gaps.competing", n=len(trainings)))
        for key in trainings[:NAMED]:
            link = LinkButton(self.session.texts.say(training_name(shown.study, key)), self)
            link.setToolTip(self.session.say("gaps.behind.open"))
            link.setProperty("key", key)
            link.clicked.connect(self._on_link)
            self._competing.addWidget(link)
            self.links.append(link)

    def _known(self, trainings: tuple[str, ...]) -> tuple[str, ...]:
        """Those that stand in the study: a training that is only tried cannot be shown."""
        return tuple(key for key in trainings if self.session.study.trainings.find(key))

    def _build(self) -> None:
        say = self.session.say
        self.sign, self.standing = label("", "", self), label("", "strong", self)
        self.asked, self.tier, self.opening = (prose("", "", self) for _ in range(3))
        self.notes = prose("", "small", self)
        self.figures, self.closing = NumberLines(self), NumberLines(self)
        self.tier_figures = NumberLines(self)
        self.own, self.shared = QPushButton(self), QPushButton(self)
        self.tier_head = label(say("gaps.tier"), "strong", self)
        self.competing_head = label("", "strong", self)
        self._competing = QVBoxLayout()
        self._competing.setSpacing(0)
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
        for part in (self.tier_head, self.tier, self.tier_figures, self.competing_head):
            box.addWidget(part)
        box.addLayout(self._competing)
        box.addWidget(self.shared)
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
        gap = self._shown.gap
        self.trainings_asked.emit(self._known(gap.trainings), gap.name)

    @Slot()
    def _on_shared(self) -> None:
        tier = self._shown.shared
        if tier is not None:
            names = (self.session.study.families.find(key) for key in tier.families)
            shown = ", ".join(row.short_name for row in names if row is not None)
            self.trainings_asked.emit(self._known(tier.trainings), shown)

    @Slot()
    def _on_link(self) -> None:
        key = str(self.sender().property("key"))
        self.session.place_asked.emit(Place("trainings", key))

    @Slot(str)
    def _on_number(self, key: str) -> None:
        every = (*self.figures.lines, *self.tier_figures.lines, *self.closing.lines)
        number: Number = next(line for line in every if line.key == key)
        self.pedigree_asked.emit(number)
