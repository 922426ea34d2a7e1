"""The state in one look: what is described, where the offer falls short, what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from planner.checks import run_checks
from planner.compute.gaps import gaps
from planner.compute.inventory import UNKNOWN, Dimension, crosstab, overview
from planner.compute.milestones import milestones
from planner.compute.roadmap import roadmap
from planner.compute.worst import worst_families
from planner.errors import CartoplanError
from planner.figures.city_map import city_map
from planner.findings import Place
from planner.messages import message
from ui.desktop.page import Page
from ui.desktop.pages import dashboard_lines as lines
from ui.desktop.style import GAP
from ui.desktop.widgets.card import Card
from ui.desktop.widgets.figure_view import FigureView
from ui.desktop.widgets.key_figure import KeyFigure
from ui.desktop.widgets.labels import label, prose
from ui.desktop.widgets.line_list import Line, LineList
from ui.desktop.widgets.worst_card import WorstCard

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.changes import Touched
    from planner.compute.gap_report import GapReport
    from planner.compute.inventory import Overview

#: What each part of the page is made of.
_INVENTORY = ("trainings", "families", "cities", "institutions", "seats", "domain_hours", "facts")
_GAPS = (*_INVENTORY, "need_lines", "allocations", "allocation_shares", "scenarios", "assumptions")
_ROADMAP = ("tasks", "actions")
#: The pages that the key figures lead to.
_KEY_FIGURES = {
    "described": "trainings",
    "answers": "quality",
    "seats": "trainings",
    "cells": "crosstabs",
}
#: The lists at the foot; a list whose page is still to come leads nowhere.
_LISTS = {"certifications": "", "milestones": "", "findings": "quality", "indicators": ""}
_WORST = 3
_MAP = (300.0, 220.0)  # points; lower, and names of cities no longer find room


class DashboardPage(Page):
    """Key figures, worst gaps and the map, then certifications, milestones and open points."""

    key = "dashboard"
    icon = "dashboard"

    def _build(self) -> None:
        contents = QWidget(self)
        contents.setObjectName("contents")
        self.grid = QGridLayout(contents)
        self.grid.setContentsMargins(2 * GAP, GAP, 2 * GAP, GAP)
        self.grid.setSpacing(GAP + GAP // 2)
        for column in range(len(_KEY_FIGURES)):
            self.grid.setColumnStretch(column, 1)
            self.grid.setColumnMinimumWidth(column, 20 * GAP)
        self._build_key_figures()
        self._build_worst()
        self._build_map()
        self._build_lists()
        self.grid.setRowStretch(len(_LISTS), 1)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(contents)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(scroll)

    def _build_key_figures(self) -> None:
        self.key_figures: dict[str, KeyFigure] = {}
        for column, (name, page) in enumerate(_KEY_FIGURES.items()):
            tip = self.session.say(f"dashboard.{name}.tip")
            title = self.session.say(f"dashboard.{name}")
            card = KeyFigure(title, self.session.look, self, target=page, tip=tip)
            self.key_figures[name] = card
            self.grid.addWidget(card, 0, column)

    def _build_worst(self) -> None:
        self.worst = [WorstCard(self.session, self) for _ in range(_WORST)]
        self.no_gap = prose(self.session.say("dashboard.worst.none"), "muted", self)
        box = QVBoxLayout()
        box.setSpacing(GAP)
        box.addWidget(label(self.session.say("dashboard.worst"), "section", self))
        for card in self.worst:
            box.addWidget(card, 1)
        box.addWidget(self.no_gap)
        self.grid.addLayout(box, 1, 0, 1, 2)

    def _build_map(self) -> None:
        self.map = FigureView(self.session.texts, self.session.look, self)
        self.map.describe_hits(self._describe)
        self.grid.addWidget(self.map, 1, 2, 1, 2)

    def _build_lists(self) -> None:
        self.lists: dict[str, LineList] = {}
        self.cards: dict[str, Card] = {}
        for column, (name, page) in enumerate(_LISTS.items()):
            tip = self.session.say(f"dashboard.{name}.tip")
            title = self.session.say(f"dashboard.{name}")
            card = Card(title, self.session.look, self, target=page, tip=tip)
            self.lists[name] = LineList(card)
            card.body.addWidget(self.lists[name])
            card.body.addStretch(1)
            self.cards[name] = card
            self.grid.addWidget(card, 2, column)

    def _connect(self) -> None:
        for card in (*self.key_figures.values(), *self.cards.values()):
            card.asked.connect(self.session.page_asked)
        for card in self.worst:
            card.asked.connect(self._on_worst)
        self.map.hit.connect(self._on_city)

    def refresh(self, touched: Touched) -> None:
        """Show anew the parts that are made of what was touched."""
        study = self.session.study
        if touched.has(*_INVENTORY):
            counts = overview(study)
            self._show_key_figures(counts)
            self._show_lines("indicators", lines.indicator_lines(self.session, counts))
            self.map.show_figure(city_map(study, counts, width=_MAP[0], height=_MAP[1]))
        if touched.has(*_GAPS):
            self._show_worst()
        if touched.has("certifications"):
            self._show_lines("certifications", lines.certification_lines(self.session))
        if touched.has(*_ROADMAP):
            self._show_milestones()
        self._show_lines("findings", lines.finding_lines(self.session, run_checks(study)))

    def _show_key_figures(self, counts: Overview) -> None:
        """The four figures, each with its nature."""
        study = self.session.study
        crossed = crosstab(study, Dimension.FAMILY, Dimension.LEVEL)
        rows, columns = _known(crossed.rows), _known(crossed.columns)
        held = sum(not crossed.cell(row, column).is_empty for row in rows for column in columns)
        families = sum(count > 0 for count in counts.by_family.values())
        told = {
            "described": (counts.trainings_described, counts.trainings_declared),
            "answers": (counts.family_answers_recorded, counts.family_answers_published),
            "seats": (counts.trainings_with_known_seats, counts.trainings_described),
            "cells": (held, len(rows) * len(columns)),
        }
        for name, (part, of) in told.items():
            number = self.session.say("dashboard.of", part=part, of=of)
            nature = self.session.say(
                f"dashboard.{name}.nature", n=part, families=families, of=len(study.families)
            )
            self.key_figures[name].show_figure(number, nature)

    def _show_worst(self) -> None:
        found = worst_families(self._reports(), _WORST)
        self.no_gap.setVisible(not found)
        for place, card in enumerate(self.worst):
            card.setVisible(place < len(found))
            if place < len(found):
                card.show_worst(found[place])

    def _reports(self) -> Iterable[GapReport]:
        """The reports of the scenarios that can be computed; the findings tell of the others."""
        for scenario in self.session.study.scenarios:
            try:
                yield gaps(self.session.study, scenario.key)
            except CartoplanError:
                continue

    def _show_milestones(self) -> None:
        try:
            placed = milestones(roadmap(self.session.study), self.session.desk.today())
        except CartoplanError as error:
            self._show_lines("milestones", [Line(self.session.texts.say(error.message))])
            return
        self._show_lines("milestones", lines.milestone_lines(self.session, placed))

    def _show_lines(self, name: str, shown: Iterable[Line]) -> None:
        """Fill a list; say in words what would stand there where it is empty."""
        told = tuple(shown) or (Line(self.session.say(f"dashboard.{name}.none"), is_quiet=True),)
        self.lists[name].show_lines(told)
        self.cards[name].tell(self.lists[name].read())

    def _describe(self, hit: str) -> str:
        """What a click on a city of the map leads to."""
        name, keys = self._city(hit)
        return self.session.say("dashboard.city", city=name, n=len(keys)) if name else ""

    def _city(self, hit: str) -> tuple[str, tuple[str, ...]]:
        """The name of the city of a hit and the keys of its trainings."""
        kind, _, key = hit.partition(":")
        city = self.session.study.cities.find(key) if kind == "city" else None
        if city is None:
            return "", ()
        crossed = crosstab(self.session.study, Dimension.CITY, Dimension.LEVEL)
        return city.name, crossed.row_total(key).trainings

    @Slot()
    def _on_worst(self) -> None:
        """Lead to the gaps, on the scenario and the family that the card tells."""
        card = self.sender()
        if isinstance(card, WorstCard) and card.worst is not None:
            where = f"{card.worst.segment.key}/{card.worst.family.family}"
            self.session.place_asked.emit(Place("scenarios", card.worst.scenario, where))

    @Slot(str)
    def _on_city(self, hit: str) -> None:
        """Lead to the trainings of a city."""
        name, keys = self._city(hit)
        if keys:
            why = self.session.texts.say(message("dashboard.city", city=name, n=len(keys)))
            self.session.selection_asked.emit(keys, why)


def _known(keys: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(key for key in keys if key != UNKNOWN)
