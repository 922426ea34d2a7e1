"""Each test of the catalogue says how far it got; together they make one table."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import settings

from tests.reliability.forked import needs_fork
from tests.reliability.promise import FULL, PROPERTY, Figure, Line

#: Where the run leaves its lines, one JSON object a line; unset in an ordinary run.
LINES = os.environ.get("CARTOPLAN_RELIABILITY_LINES")

#: Seconds and worst outcome of each test so far: set-up, call and tear-down are told apart.
_SO_FAR: dict[str, tuple[float, str]] = {}


@pytest.fixture
def figure(request: pytest.FixtureRequest) -> Iterator[Figure]:
    """How often the promise of this test is to be tried; the test tells how far it got."""
    marker = request.node.get_closest_marker("promise")
    assert marker is not None, "a test of the catalogue names its promise"
    asked, quick = marker.kwargs["asked"], marker.kwargs["quick"]
    if not FULL and not quick:
        pytest.skip("only with the full figures: make reliability")
    made = Figure(marker.args[0], asked, asked if FULL else quick, marker.kwargs["unit"])
    told = [made.key, 0, made.asked, made.unit]
    request.node.user_properties.append((PROPERTY, told))
    yield made
    told[1], told[3] = made.told[-1] if made.told else 0, made.unit


@pytest.fixture
def examples(figure: Figure) -> settings:
    """Hypothesis, with as many examples as the promise asks: ``examples(test)`` decorates."""
    return settings(max_examples=figure.count, deadline=None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first, so that two processes end together.

    Those that fork come before all others: a fork of a process that holds little costs little.
    """
    if FULL:
        items.sort(key=_turn, reverse=True)


def _turn(item: pytest.Item) -> tuple[bool, int]:
    marker = item.get_closest_marker("promise")
    forks = needs_fork.mark in item.iter_markers("skipif")
    return forks, marker.kwargs.get("weight", 0) if marker else 0


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Keep the figure of each test as it ends, in the process that prints."""
    if LINES is None or "PYTEST_XDIST_WORKER" in os.environ:
        return
    seconds, outcome = _SO_FAR.get(report.nodeid, (0.0, "passed"))
    outcome = report.outcome if outcome == "passed" else outcome
    _SO_FAR[report.nodeid] = seconds + report.duration, outcome
    told = dict(report.user_properties).get(PROPERTY)
    if told is not None and report.when == "teardown":
        with Path(LINES).open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(_line(report.nodeid, told))) + "\n")


def _line(nodeid: str, told: tuple[str, int, int, str]) -> Line:
    seconds, outcome = _SO_FAR[nodeid]
    key, reached, asked, unit = told
    name = nodeid.rpartition("::")[2].removeprefix("test_")
    sentence, _, case = name.partition("[")
    words = sentence.replace("_", " ") + (f" ({case[:-1]})" if case else "")
    return Line(key, words, reached, asked, unit, seconds, outcome)
