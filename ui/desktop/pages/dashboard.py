"""The state in one look: what is described, where the offer falls short, what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from planner.compute.indicators import Indicator
from planner.compute.inventory import Dimension, crosstab
from planner.compute.milestones import milestones
from planner.compute.roadmap import roadmap
from planner.compute.summary import WORST, Summary, summary
from planner.errors import CartoplanError
from planner.figures.amount_bars import hours_bars, occupation_bars
from planner.figures.city_map import city_map
from planner.figures.coverage_bar import coverage_bar
from planner.figures.edition_trend import edition_trend
from planner.figures.trend import leavers_trend, seats_trend
from planner.findings import Place
from planner.tables.overview import overview_table
from ui.actions.editions import left_out, moments
from ui.desktop.page import Page
from ui.desktop.pages import dashboard_lines as lines
from ui.desktop.reckoned import Findings, Reckoned
from ui.desktop.style import GAP, as_role, grown
from ui.desktop.widgets.card import Card
from ui.desktop.widgets.edition_trend_card import EditionTrendCard
from ui.desktop.widgets.empty_state import EmptyState
from ui.desktop.widgets.figure_view import FigureView
from ui.desktop.widgets.indicator_card import IndicatorCard
from ui.desktop.widgets.key_figure import KeyFigure
from ui.desktop.widgets.labels import label, prose
from ui.desktop.widgets.line_list import Line, LineList
from ui.desktop.widgets.status_board import StatusBoard
from ui.desktop.widgets.worst_card import WorstCard

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from planner.changes import Touched
    from planner.figures.figure import Figure
    from planner.study import Study
    from planner.tables.table import Table

#: What the key figures, the gaps, the map and the indicators are made of.
_SUMMED = (
    "trainings",
    "families",
    "domains",
    "departments",
    "outlines",
    "cities",
    "institutions",
    "seats",
    "domain_hours",
    "leavers",
    "facts",
    "need_lines",
    "allocations",
    "allocation_shares",
    "scenarios",
    "assumptions",
    "editions",
)
_ROADMAP = ("tasks", "actions")
#: The pages that the key figures lead to.
_KEY_FIGURES = {
    "described": "trainings",
    "answers": "quality",
    "seats": "trainings",
    "cells": "crosstabs",
}
#: The lists at the foot with the page that they lead to and their width in columns.
_LISTS = {
    "certifications": ("certifications", 2),
    "milestones": ("roadmap", 1),
    "findings": ("quality", 1),
}
_FIGURES = {Indicator.SEATS: 1, Indicator.LEAVERS: 2, Indicator.HOURS: 1}
#: Where each indicator stands: row, column, rows, columns of six.
_CELLS = 6
_WITHOUT_FIGURES = {
    Indicator.SEATS: (0, 0, 1, 2),
    Indicator.LEAVERS: (0, 2, 1, 2),
    Indicator.HOURS: (0, 4, 1, 2),
}
_WITH_FIGURES = {
    Indicator.SEATS: (0, 0, 1, 3),
    Indicator.HOURS: (0, 3, 1, 3),
    Indicator.LEAVERS: (1, 0, 1, 6),
}
#: Columns of the page; text so large (per cent) that the map takes all of them.
_COLUMNS, _LARGE = 4, 130
_MAP = (300.0, 220.0)  # points; lower, and names of cities no longer find room


@dataclass(frozen=True, slots=True)
class State:
    """What the lane makes of a study for the page: the summary, and the figures of it."""

    summary: Summary
    map: Figure
    figures: Mapping[Indicator, tuple[Figure, ...]]
    trend: tuple[Figure, ...]
    editions: tuple[str, ...]
    damaged: tuple[str, ...]


def state(study: Study) -> State:
    """The summary of a study with its figures, as they stand on the page."""
    told = summary(study)
    width, height = _MAP
    shown = city_map(study, told.overview, width=width, height=height)
    known = moments(study)
    trend = tuple(edition_trend(known, one) for one in Indicator)
    names = tuple(one.name for one in known if one.edition)
    figures = {one: _figures(told, one) for one in _FIGURES}
    return State(told, shown, figures, trend, names, left_out(study, known))


class DashboardPage(Page):
    """Key figures, worst gaps and the map, action 1.3, then certifications and what is open."""

    key = "dashboard"
    icon = "dashboard"

    def _build(self) -> None:
        say = self.session.say
        self._is_large = grown(100) >= _LARGE
        self.state = Reckoned(self.session, state, self)
        self.checked = Findings.of(self.session)
        contents = QWidget(self)
        contents.setObjectName("contents")
        self.grid = QGridLayout(contents)
        self.grid.setContentsMargins(2 * GAP, GAP, 2 * GAP, GAP)
        self.grid.setSpacing(GAP + GAP // 2)
        for column in range(len(_KEY_FIGURES)):
            self.grid.setColumnStretch(column, 1)
            self.grid.setColumnMinimumWidth(column, grown(20 * GAP))
        self._build_key_figures()
        self._build_worst()
        self._build_map()
        self._build_indicators()
        self._build_lists()
        self.grid.setRowStretch(6, 1)
        self.whole = QScrollArea(self)
        self.whole.setWidgetResizable(True)
        self.whole.setFrameShape(QFrame.Shape.NoFrame)
        self.whole.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.whole.setWidget(contents)
        words = say("dashboard.reckoning"), say("dashboard.reckoning.help")
        self.loading = EmptyState(self.session.look, "dashboard", *words, parent=self)
        self.stack = QStackedWidget(self)
        for part in (self.loading, self.whole):
            self.stack.addWidget(part)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.stack)

    def _build_key_figures(self) -> None:
        self.key_figures: dict[str, KeyFigure] = {}
        for column, (name, page) in enumerate(_KEY_FIGURES.items()):
            tip = self.session.say(f"dashboard.{name}.tip")
            title = self.session.say(f"dashboard.{name}")
            card = KeyFigure(title, self.session.look, self, target=page, tip=tip)
            self.key_figures[name] = card
            self.grid.addWidget(card, 0, column)

    def _build_worst(self) -> None:
        self.worst = [WorstCard(self.session, self) for _ in range(WORST)]
        self.no_gap = prose(self.session.say("dashboard.worst.none"), "muted", self)
        box = QVBoxLayout()
        box.setSpacing(GAP)
        box.addWidget(label(self.session.say("dashboard.worst"), "section", self))
        for card in self.worst:
            box.addWidget(card, 1)
        box.addWidget(self.no_gap)
        self.grid.addLayout(box, 1, 0, 1, 4 if self._is_large else 2)

    def _build_map(self) -> None:
        self.map = FigureView(self.session.texts, self.session.look, self)
        self.map.describe_hits(self._describe)
        self.to_map = QPushButton(self.session.say("dashboard.to_map"), self)
        self.to_map.setToolTip(self.session.say("dashboard.to_map.help"))
        as_role(self.to_map, "link")
        box = QVBoxLayout()
        box.setSpacing(GAP // 2)
        box.addWidget(self.map, 1)
        box.addWidget(self.to_map, alignment=Qt.AlignmentFlag.AlignLeft)
        self.grid.addLayout(box, *((2, 0, 1, 4) if self._is_large else (1, 2, 1, 2)))

    def _build_indicators(self) -> None:
        self.indicators = {
            one: IndicatorCard(self.session, one, figures, self, is_stacked=self._is_large)
            for one, figures in _FIGURES.items()
        }
        self._cells = QGridLayout()
        self._cells.setSpacing(GAP + GAP // 2)
        for column in range(_CELLS):
            self._cells.setColumnStretch(column, 1)
        box = QVBoxLayout()
        box.setSpacing(GAP)
        box.addWidget(label(self.session.say("dashboard.action13"), "section", self))
        box.addLayout(self._cells)
        self.trend = EditionTrendCard(self.session, self, is_stacked=self._is_large)
        box.addWidget(self.trend)
        self.grid.addLayout(box, 3, 0, 1, len(_KEY_FIGURES))
        self._place_indicators(is_told=False)

    def _place_indicators(self, *, is_told: bool) -> None:
        """Three cards in a line while nothing is told; figures take half a line, or a whole one."""
        places = _WITH_FIGURES if is_told else _WITHOUT_FIGURES
        for row, (one, card) in enumerate(self.indicators.items()):
            self._cells.removeWidget(card)
            place = (row, 0, 1, _CELLS) if is_told and self._is_large else places[one]
            self._cells.addWidget(card, *place)

    def _build_lists(self) -> None:
        self.lists: dict[str, LineList] = {}
        self.cards: dict[str, Card] = {}
        self.board = StatusBoard(self.session, self)
        row, column = 4, 0
        for name, (page, cells) in _LISTS.items():
            wide = 2 * cells if self._is_large else cells
            tip = self.session.say(f"dashboard.{name}.tip")
            title = self.session.say(f"dashboard.{name}")
            card = Card(title, self.session.look, self, target=page, tip=tip)
            if name == "certifications":
                card.body.addWidget(self.board)
            self.lists[name] = LineList(card)
            card.body.addWidget(self.lists[name])
            card.body.addStretch(1)
            self.cards[name] = card
            self.grid.addWidget(card, row, column, 1, wide)
            row, column = (row, column + wide) if column + wide < _COLUMNS else (row + 1, 0)

    def _connect(self) -> None:
        for card in (*self.key_figures.values(), *self.cards.values()):
            card.asked.connect(self.session.page_asked)
        for worst in self.worst:
            worst.asked.connect(self._on_worst)
        for indicator in self.indicators.values():
            indicator.trainings_asked.connect(self.session.selection_asked)
        self.trend.trainings_asked.connect(self.session.selection_asked)
        self.map.hit.connect(self._on_hit)
        self.to_map.clicked.connect(self._on_map)
        self.state.told.connect(self._on_told)
        self.checked.told.connect(self._on_checked)

    def refresh(self, touched: Touched) -> None:
        """Have what was touched summed up anew in the lane; show the rest at once."""
        if touched.has(*_SUMMED):
            self.state.ask()
        if touched.has("certifications"):
            self._show_certifications()
        if touched.has(*_ROADMAP):
            self._show_milestones()
        self._on_checked()

    def printed(self) -> Sequence[Figure | Table]:
        """The counts, the worst gaps, the map, and what is told of action 1.3."""
        known = self.state.value
        if not isinstance(known, State):
            return ()
        told = known.summary
        worst = [coverage_bar(one.family) for one in told.worst]
        shown = [figure for one in _FIGURES for figure in known.figures[one]]
        trend = known.trend if known.editions else ()
        return (overview_table(told.study), *worst, known.map, *shown, *trend)

    @Slot()
    def _on_told(self) -> None:
        """Show what was summed up."""
        known = self.state.value
        self.stack.setCurrentWidget(self.whole if known is not None else self.loading)
        if not isinstance(known, State):
            return
        told = known.summary
        self._show_key_figures(told)
        self._show_worst(told)
        self.map.show_figure(known.map)
        is_told = any(told.indicators.told(one) for one in Indicator)
        self._place_indicators(is_told=is_told or bool(told.indicators.years))
        for one, card in self.indicators.items():
            card.show_indicator(told.indicators, known.figures[one])
        self.trend.show_trend(known.trend, known.editions, known.damaged)

    def _show_key_figures(self, told: Summary) -> None:
        """The four figures, each with its nature."""
        counts = told.overview
        shown = {
            "described": (counts.trainings_described, counts.trainings_declared),
            "answers": (counts.family_answers_recorded, counts.family_answers_published),
            "seats": (counts.trainings_with_known_seats, counts.trainings_described),
            "cells": (told.covered, told.crossings),
        }
        for name, (part, of) in shown.items():
            number = self.session.say("dashboard.of", part=part, of=of)
            families, every = told.families, len(told.study.families)
            code = f"dashboard.{name}.nature"
            nature = self.session.say(code, n=part, families=families, of=every)
            self.key_figures[name].show_figure(number, nature)

    def _show_worst(self, told: Summary) -> None:
        self.no_gap.setVisible(not told.worst)
        for place, card in enumerate(self.worst):
            card.setVisible(place < len(told.worst))
            if place < len(told.worst):
                card.show_worst(told.worst[place])

    def _show_certifications(self) -> None:
        self.board.show_certifications(self.session.study.certifications)
        self._show_lines("certifications", lines.certification_lines(self.session))
        self.cards["certifications"].tell(
            f"{self.board.read()}. {self.lists['certifications'].read()}"
        )

    def _show_milestones(self) -> None:
        try:
            placed = milestones(roadmap(self.session.study), self.session.desk.today())
        except CartoplanError as error:
            self._show_lines("milestones", [Line(self.session.texts.say(error.message))])
            return
        self._show_lines("milestones", lines.milestone_lines(self.session, placed))

    @Slot()
    def _on_checked(self) -> None:
        """Show how many findings are open and accepted, once the lane has told."""
        checked = self.checked.checked
        if checked is None:
            waiting = Line(self.session.say("dashboard.checking"), is_quiet=True)
            self._show_lines("findings", (waiting,))
        else:
            self._show_lines("findings", lines.finding_lines(self.session, checked.sifted))

    def _show_lines(self, name: str, shown: Iterable[Line]) -> None:
        """Fill a list; say in words what would stand there where it is empty."""
        told = tuple(shown) or (Line(self.session.say(f"dashboard.{name}.none"), is_quiet=True),)
        self.lists[name].show_lines(told)
        self.cards[name].tell(self.lists[name].read())

    def _describe(self, hit: str) -> str:
        """What a click on the map leads to."""
        name, keys = self._behind(hit)
        return self.session.say("dashboard.city", city=name, n=len(keys)) if name else ""

    def _behind(self, hit: str) -> tuple[str, tuple[str, ...]]:
        """The name of the city or département of a hit and the keys of its trainings."""
        kind, _, key = hit.partition(":")
        study = self.session.study
        crossed = crosstab(study, Dimension.CITY, Dimension.LEVEL)
        city = study.cities.find(key) if kind == "city" else None
        if city is not None:
            return city.name, crossed.row_total(key).trainings
        department = study.departments.find(key) if kind == "department" else None
        if department is None:
            return "", ()
        rows = [row.key for row in study.cities if row.department == key]
        return department.name, tuple(k for row in rows for k in crossed.row_total(row).trainings)

    @Slot()
    def _on_worst(self) -> None:
        """Lead to the gaps, on the scenario and the family that the card tells."""
        card = self.sender()
        if isinstance(card, WorstCard) and card.worst is not None:
            where = f"{card.worst.segment.key}/{card.worst.family.family}"
            self.session.place_asked.emit(Place("scenarios", card.worst.scenario, where))

    @Slot(str)
    def _on_hit(self, hit: str) -> None:
        """Lead to the trainings of a city or département."""
        name, keys = self._behind(hit)
        if keys:
            why = self.session.say("dashboard.city", city=name, n=len(keys))
            self.session.selection_asked.emit(keys, why)

    @Slot()
    def _on_map(self) -> None:
        self.session.page_asked.emit("map")


def _figures(told: Summary, one: Indicator) -> tuple[Figure, ...]:
    """The figures of an indicator; those of leavers tell years, then occupations."""
    if one is Indicator.SEATS:
        return (seats_trend(told.indicators),)
    if one is Indicator.HOURS:
        return (hours_bars(told.study, told.indicators),)
    return leavers_trend(told.indicators), occupation_bars(told.study, told.indicators)
