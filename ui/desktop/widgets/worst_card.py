"""A card that tells one of the worst gaps: who, how far covered, and the sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy

from planner.figures.coverage_bar import coverage_bar
from planner.messages import message
from planner.tables.gaps import informative
from ui.desktop.style import GAP
from ui.desktop.widgets.card import Card
from ui.desktop.widgets.figure_drawing import FigureDrawing
from ui.desktop.widgets.headed import headed
from ui.desktop.widgets.labels import label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from planner.compute.worst import Worst
    from ui.desktop.session import Session

_BAR = 270.0  # points


class WorstCard(Card):
    """One of the worst gaps; it leads to the page of the gaps."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """A card that tells nothing yet."""
        super().__init__(
            "", session.look, parent, target="gaps", tip=session.say("dashboard.worst.tip")
        )
        self.session = session
        self.worst: Worst | None = None
        self.standing, self.sentence = label("", "", self), label("", "", self)
        self.scenario = label("", "small", self)
        self.sentence.setWordWrap(True)
        self.bar = FigureDrawing(session.texts, session.look, self)
        self.bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.bar.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        line = QHBoxLayout()
        line.setSpacing(GAP)
        line.addWidget(self.bar, 1)
        line.addWidget(self.standing, alignment=Qt.AlignmentFlag.AlignVCenter)
        self.scenario.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.head.insertWidget(1, self.scenario, 1)
        self.head.setStretch(0, 0)
        self.body.setSpacing(GAP // 2)
        self.body.addLayout(line)
        self.body.addWidget(self.sentence)
        self.body.addStretch(1)

    def show_worst(self, worst: Worst) -> None:
        """Tell ``worst``."""
        texts, gap = self.session.texts, worst.family
        self.worst = worst
        level = message(f"level.short.{worst.segment.level}")
        title = self.session.say("dashboard.worst.title", family=gap.name, level=level)
        self.title.setText(title)
        self.setAccessibleName(title)
        self.scenario.setText(texts.say(message("dashboard.worst.scenario", name=worst.name)))
        known = informative(gap.coverage)
        standing = headed(texts, gap.standing)
        self.standing.setText(standing if known is None else f"{standing} {texts.percent(known)}")
        self.sentence.setText(texts.say(worst.sentence))
        self.bar.show_figure(coverage_bar(gap, width=_BAR))
        self.tell(f"{self.standing.text()}. {self.sentence.text()}")
