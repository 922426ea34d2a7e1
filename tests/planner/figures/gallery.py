"""Every figure of the house, made from the shipped study: for tests that hold for all of them.

A function of ``planner.figures`` that makes a figure must be here: ``tests/house/test_figures.py``
asks for it.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from importlib import import_module
from inspect import getmembers, isfunction, signature

import planner.figures
from db.samples.reading import read_sample
from planner.compute.baselines import replanned
from planner.compute.city_counts import CityMeasure, CityShares
from planner.compute.edition_trend import moment
from planner.compute.gaps import gaps
from planner.compute.indicators import Indicator, indicators
from planner.compute.inventory import Dimension, Measure, crosstab, overview
from planner.compute.ladder import ladder
from planner.compute.outlook import outlook
from planner.compute.roadmap import roadmap
from planner.compute.scenario_comparison import compare
from planner.editions.comparison import compare as compare_editions
from planner.editions.decomposition import decompose
from planner.edits import Set, apply
from planner.figures.amount_bars import hours_bars, occupation_bars
from planner.figures.break_even_bars import break_even_bars
from planner.figures.city_map import MapView, city_map
from planner.figures.coverage_bar import coverage_bar
from planner.figures.edition_bars import edition_bars
from planner.figures.edition_trend import edition_trend
from planner.figures.figure import Figure
from planner.figures.flow_diagram import flow_diagram
from planner.figures.gantt import gantt
from planner.figures.gap_bars import gap_bars
from planner.figures.heat_map import heat_map
from planner.figures.ladder import ladder_figure
from planner.figures.level_bars import family_bars, level_bars
from planner.figures.need_bars import need_bars
from planner.figures.rule_bars import rule_bars
from planner.figures.scenario_bars import scenario_bars
from planner.figures.trend import leavers_trend, seats_trend
from planner.figures.waterfall import waterfall
from planner.rows import Rows
from planner.study import Edition, Seats
from planner.vocab import NeedKind, SeatKind
from tests.planner.figures.editions import NEW, OLD

#: Figures that are made of another figure, and say nothing of their own.
MADE_OF_FIGURES = {"framed", "spotlight"}

STUDY = read_sample()
TODAY = date(2026, 11, 22)
SEATED = replace(
    STUDY,
    seats=Rows(
        Seats(
            key=f"s-{row.key}", training=row.key, year=2026, kind=SeatKind.OPEN,
            low=12 + place % 9, high=None if place % 7 == 0 else 20 + place % 30,
        )
        for place, row in enumerate(STUDY.trainings)
        if place % 3
    ),
)  # fmt: skip


def _by_segment(make: Callable[..., Figure]) -> Iterator[Figure]:
    for study in (STUDY, SEATED):
        for scenario in study.scenarios:
            report = gaps(study, scenario.key)
            for place in range(len(report.segments)):
                yield make(study, report, place)


def _maps() -> Iterator[Figure]:
    for study in (STUDY, SEATED):
        for measure in CityMeasure:
            for shares in CityShares:
                view = MapView(measure, shares, chosen="city:lille")
                yield city_map(study, overview(study), view=view)
                yield city_map(study, overview(study), width=640, height=470, view=view)
    yield city_map(replace(STUDY, outlines=Rows()), overview(STUDY))


def _coverages() -> Iterator[Figure]:
    for part in gaps(SEATED, "experts").segments:
        yield from (coverage_bar(family) for family in part.families)


def _crossings() -> Iterator[Figure]:
    yield heat_map(STUDY, crosstab(STUDY, Dimension.FAMILY, Dimension.LEVEL))
    yield heat_map(STUDY, crosstab(STUDY, Dimension.INSTITUTION, Dimension.CITY))
    yield heat_map(SEATED, crosstab(SEATED, Dimension.FAMILY, Dimension.CITY, Measure.SEATS))


def _scenarios() -> Iterator[Figure]:
    compared = compare(SEATED, tuple(SEATED.scenarios.keys())[:2])
    yield from (scenario_bars(compared, part.key) for part in compared.segments)


def _roadmaps() -> Iterator[Figure]:
    yield from gantt(STUDY, roadmap(STUDY))
    again = apply(STUDY, replanned(STUDY, "b", "Étude 2019", TODAY)).study
    loose = apply(again, Set("tasks", "1.5-depot", (("due", date(2027, 11, 20)),))).study
    drawn = apply(
        loose, Set("tasks", "1.5-validation", (("days_low", 30), ("days_high", 75)))
    ).study
    for study, today in ((drawn, TODAY), (STUDY, date(2020, 3, 1))):
        placed = roadmap(study)
        for width, height in ((758.0, 440.0), (1106.0, 640.0), (500.0, 2000.0)):
            beside = outlook(study, placed, today)
            yield from gantt(study, placed, beside, chosen="1.5-depot", width=width, height=height)


def _waterfalls() -> Iterator[Figure]:
    for old, new in ((OLD, NEW), (STUDY, SEATED), (OLD, OLD)):
        made = decompose(old, new, "experts")
        yield from (waterfall(made, line) for line in made.lines)


def _editions() -> Iterator[Figure]:
    for old, new in ((OLD, NEW), (STUDY, STUDY)):
        yield edition_bars(compare_editions(old, new), before="2019", after="2027")


def _trends() -> Iterator[Figure]:
    past = moment(STUDY, Edition(key="e", name="2019", digest="0", content="-"))
    for moments in ((past, moment(STUDY)), (past, moment(SEATED))):
        for one in Indicator:
            yield edition_trend(moments, one)


#: What makes the samples of each figure, by the name of its function.
GALLERY: dict[str, Callable[[], Iterable[Figure]]] = {
    "break_even_bars": lambda: _by_segment(break_even_bars),
    "city_map": _maps,
    "coverage_bar": _coverages,
    "edition_bars": _editions,
    "edition_trend": _trends,
    "family_bars": lambda: [family_bars(STUDY, overview(STUDY))],
    "flow_diagram": lambda: _by_segment(flow_diagram),
    "gantt": _roadmaps,
    "gap_bars": lambda: _by_segment(gap_bars),
    "heat_map": _crossings,
    "hours_bars": lambda: [hours_bars(STUDY, indicators(STUDY))],
    "ladder_figure": lambda: [ladder_figure(STUDY, ladder(STUDY))],
    "leavers_trend": lambda: [leavers_trend(indicators(STUDY))],
    "level_bars": lambda: [level_bars(STUDY, overview(STUDY))],
    "need_bars": lambda: [need_bars(STUDY, kind) for kind in NeedKind],
    "occupation_bars": lambda: [occupation_bars(STUDY, indicators(STUDY))],
    "rule_bars": lambda: _by_segment(rule_bars),
    "scenario_bars": _scenarios,
    "seats_trend": lambda: [seats_trend(indicators(study)) for study in (STUDY, SEATED)],
    "waterfall": _waterfalls,
}


def makers() -> set[str]:
    """The names of the functions of ``planner.figures`` that make a figure."""
    found = set()
    for room in pkgutil.iter_modules(planner.figures.__path__, "planner.figures."):
        module = import_module(room.name)
        for name, function in getmembers(module, isfunction):
            told = str(signature(function).return_annotation)
            is_own = function.__module__ == room.name and not name.startswith("_")
            if is_own and told in ("Figure", "tuple[Figure, ...]"):
                found.add(name)
    return found - MADE_OF_FIGURES
