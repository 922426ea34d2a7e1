"""Where the trainings and their places are: the départements, a bubble a city, the list beside."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSplitter, QVBoxLayout

from planner.compute.city_counts import (
    CityMeasure,
    CityShares,
    city_counts,
    department_held,
)
from planner.compute.inventory import live, overview
from planner.compute.selection import Choice, Facet, matching
from planner.figures.city_map import MapView, city_map
from planner.messages import message
from planner.rows import Rows
from planner.tables.cities import city_list_table
from ui.actions.printing import draw_figure
from ui.desktop.dialogs.files import ask_target
from ui.desktop.page import Page
from ui.desktop.pages.map_side import MapSide
from ui.desktop.pages.training_filters import bar_words, offers
from ui.desktop.style import GAP
from ui.desktop.widgets import labels
from ui.desktop.widgets.empty_state import EmptyState
from ui.desktop.widgets.figure_copy import copy_figure
from ui.desktop.widgets.filled_figure import FilledFigure
from ui.desktop.widgets.filter_bar import FilterBar, Offer
from ui.desktop.widgets.headed import headed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from enum import StrEnum

    from planner.changes import Touched
    from planner.compute.city_counts import Held
    from planner.figures.figure import Figure
    from planner.findings import Place
    from planner.tables.table import Table

_CONCERNED = ("trainings", "families", "cities", "departments", "outlines", "seats", "institutions")
_FACETS = (Facet.FAMILY, Facet.LEVEL, Facet.MODALITY)
_MEASURES, _SHARES = tuple(CityMeasure), tuple(CityShares)


class MapPage(Page):
    """The map and the list of cities; what is chosen leads to its trainings."""

    key = "map"
    icon = "map"
    shows = frozenset({"cities", "departments", "outlines"})

    def _build(self) -> None:
        session = self.session
        self.chosen = ""
        self.bar = FilterBar(bar_words(session.texts, self.key), session.look, self._offers, self)
        self.measure = self._choice("measure", _MEASURES)
        self.shares = self._choice("shares", _SHARES)
        self.figure = FilledFigure(session.texts, session.look, self)
        self.figure.describe_hits(self._describe)
        self.side = MapSide(session, self)
        self.room = QSplitter(Qt.Orientation.Horizontal, self)
        self.room.addWidget(self.figure)
        self.room.addWidget(self.side)
        self.room.setStretchFactor(0, 5)
        self.room.setStretchFactor(1, 4)
        self.room.setSizes([5_000, 4_000])
        self.room.setChildrenCollapsible(False)
        say = session.say
        self.empty = EmptyState(
            session.look,
            "map",
            say("map.empty"),
            say("map.empty.help"),
            say("map.empty.verb"),
            self,
        )
        self._overview = overview(session.study)
        self._keys: frozenset[str] | None = None
        self._counts = city_counts(session.study)
        self.offer("map.copy", "duplicate", self._on_copy, "Ctrl+Shift+C")
        self.offer("map.draw", "export", self._on_draw, "Ctrl+Shift+S")
        self._lay_out()

    def _choice(self, name: str, values: Sequence[StrEnum]) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(self.session.say(f"map.{name}"))
        box.setToolTip(self.session.say(f"map.{name}.help"))
        for value in values:
            box.addItem(headed(self.session.texts, value))
        return box

    def _lay_out(self) -> None:
        choices = QHBoxLayout()
        choices.setSpacing(GAP)
        for name, box in (("measure", self.measure), ("shares", self.shares)):
            told = labels.label(self.session.say(f"map.{name}"), "muted", self)
            told.setBuddy(box)
            choices.addWidget(told)
            choices.addWidget(box)
        line = QHBoxLayout()
        line.setSpacing(GAP)
        line.addWidget(self.bar, 1)
        line.addLayout(choices)
        line.setAlignment(choices, Qt.AlignmentFlag.AlignTop)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2 * GAP, GAP + GAP // 2, 2 * GAP, GAP)
        whole.setSpacing(GAP + GAP // 2)
        whole.addLayout(line)
        whole.addWidget(self.room, 1)
        whole.addWidget(self.empty, 1)

    def _connect(self) -> None:
        for box in (self.measure, self.shares):
            box.currentIndexChanged.connect(self._show)
        self.bar.chosen.connect(self._show)
        self.bar.searched.connect(self.side.filter)
        self.figure.hit.connect(self._on_hit)
        self.figure.table.activated_at.connect(self._on_place)
        self.side.chosen.connect(self._choose)
        self.side.entered.connect(self._lead)
        self.side.asked.connect(self._on_asked)
        self.side.dropped.connect(self._on_dropped)
        self.empty.asked.connect(self._on_empty)

    def refresh(self, touched: Touched) -> None:
        """Draw the map anew where something on it was touched."""
        if touched.has(*_CONCERNED):
            self._show()

    def show_place(self, place: Place) -> None:
        """Choose the city or the département of ``place``."""
        key, study = place.key, self.session.study
        if place.collection == "outlines":
            row = study.outlines.find(key)
            key = row.department if row is not None else ""
        kind = "city" if place.collection == "cities" else "department"
        self._choose(f"{kind}:{key}")

    def printed(self) -> tuple[Figure | Table, ...]:
        """The map as it is shown, and the list of its cities."""
        figure = self.figure.figure
        if figure is None or not live(self.session.study):
            return ()
        return figure, city_list_table(self.session.study, self._counts)

    @Slot()
    def _show(self) -> None:
        """Count, draw and list what the filters keep."""
        study = self.session.study
        has_trainings = bool(live(study))
        self.room.setVisible(has_trainings)
        self.empty.setVisible(not has_trainings)
        self._overview = overview(study)
        choices = [choice for choice in self.bar.choices if isinstance(choice, Choice)]
        self._keys = frozenset(matching(study, choices)) if choices else None
        measure = _MEASURES[self.measure.currentIndex()]
        shares = _SHARES[self.shares.currentIndex()]
        self._counts = city_counts(study, measure, shares, self._keys)
        self.side.show_counts(self._counts)
        self._show_choice()
        rows = self._counts.rows
        cities = sum(bool(row.whole.trainings) and row.city is not None for row in rows)
        n, of = len(self._counts.whole.trainings), self._counts.described
        self.summarise(self.session.say("map.summary", n=n, of=of, cities=cities))

    def _made(self, width: float, height: float) -> Figure:
        """The map for a room, with what is chosen."""
        view = MapView(self._counts.measure, self._counts.shares, self._keys, self.chosen)
        study, counts = self.session.study, self._counts
        return city_map(study, self._overview, width=width, height=height, view=view, counts=counts)

    @Slot(str)
    def _choose(self, hit: str) -> None:
        """Light a city or a département on the map and in the list, and say what it offers."""
        if hit != self.chosen:
            self.chosen = hit
            self._show_choice()

    def _show_choice(self) -> None:
        """Draw what is chosen, mark its lines, tell it; let it go where it is no longer there."""
        say, name = self.session.say, self._name(self.chosen)
        self.chosen = self.chosen if name else ""
        self.figure.fill(self._made)
        self.side.select(self._cities(self.chosen))
        n = len(self._trainings(self.chosen))
        verb = say("map.lead", n=n) if n else ""
        self.side.show_choice(name, self._told(self.chosen), verb)

    def _offers(self) -> Iterator[Offer]:
        """Families, levels and modalities of the described trainings."""
        described = replace(self.session.study, trainings=Rows(live(self.session.study)))
        return offers(described, self.session.texts, facets=_FACETS)

    # What a hit means

    def _name(self, hit: str) -> str:
        """The name of the city or département of a hit; empty where there is none."""
        kind, _, key = hit.partition(":")
        rows = self.session.study.cities if kind == "city" else self.session.study.departments
        found = rows.find(key)
        return found.name if found is not None else ""

    def _cities(self, hit: str) -> tuple[str, ...]:
        kind, _, key = hit.partition(":")
        if kind == "city":
            return (key,)
        return tuple(city.key for city in self.session.study.cities if city.department == key)

    def _held(self, hit: str) -> tuple[Held, int]:
        """What a city or a département holds of what the filters keep, and in how many cities."""
        kind, _, key = hit.partition(":")
        if kind == "city":
            return self._counts.row(key).whole, 1
        return department_held(self.session.study, self._counts, key)

    def _trainings(self, hit: str) -> tuple[str, ...]:
        """The trainings of a hit among those that the filters keep."""
        return self._held(hit)[0].trainings if self._name(hit) else ()

    def _told(self, hit: str) -> str:
        """What a city or a département offers, in a sentence."""
        if not self._name(hit):
            return ""
        held, cities = self._held(hit)
        n = len(held.trainings)
        if not n:
            return self.session.say("map.told.none")
        how = "all" if not held.untold else "part" if held.untold < n else "none"
        seats = message(f"map.told.seats.{how}", seats=held.seats, n=held.untold)
        return self.session.say(
            f"map.told.{hit.partition(':')[0]}", n=n, cities=cities, seats=seats
        )

    def _describe(self, hit: str) -> str:
        """The name, what it offers, and what a click does."""
        name = self._name(hit)
        step = "map.then_lead" if hit == self.chosen else "map.then_choose"
        return f"{name} — {self._told(hit)} {self.session.say(step)}" if name else ""

    # What is answered

    @Slot(str)
    def _on_hit(self, hit: str) -> None:
        """Choose; what is chosen already leads to its trainings."""
        if hit == self.chosen:
            self._on_asked()
        else:
            self._choose(hit)

    @Slot()
    def _on_asked(self) -> None:
        self._lead(self._trainings(self.chosen), self._name(self.chosen))

    @Slot(object, str)
    def _lead(self, trainings: tuple[str, ...], name: str) -> None:
        """Show trainings on their page; say it where there are none."""
        if trainings:
            self.session.selection_asked.emit(trainings, name)
        else:
            self.session.said.emit(self.session.say("map.nobody", name=name))

    @Slot(object)
    def _on_place(self, place: Place | None) -> None:
        """A line of the twin leads to its trainings too."""
        if place is not None:
            hit = f"city:{place.key}"
            self._lead(self._trainings(hit), self._name(hit))

    @Slot()
    def _on_dropped(self) -> None:
        self._choose("")
        self.side.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_copy(self) -> None:
        if self.figure.figure is not None:
            copy_figure(self.figure.figure, self.session.texts, self.session.look)
            self.session.said.emit(self.session.say("map.copied"))

    @Slot()
    def _on_draw(self) -> None:
        """Write the map as it is shown as a drawing."""
        figure, say = self.figure.figure, self.session.say
        if figure is None:
            return
        proposed = self.session.folder / say("map.draw.file")
        out = ask_target(self, self.session.texts, say("map.draw"), proposed)
        if out is not None:
            outcome = self.session.guarded(lambda: draw_figure(self.session.desk, figure, out))
            if outcome is not None:
                self.session.written.emit(outcome.written, say("done.written", path=str(out)))

    @Slot()
    def _on_empty(self) -> None:
        self.session.page_asked.emit("trainings")
