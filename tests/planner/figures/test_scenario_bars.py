"""Scenarios side by side, the rules side by side, and the mark of before."""

from __future__ import annotations

from itertools import count

import pytest

from planner.compute.gaps import gaps
from planner.compute.scenario_comparison import compare
from planner.compute.scenarios import keep, through
from planner.compute.whatif import AddSeats, CloseTraining, what_if
from planner.edits import apply
from planner.figures.canvas import draw
from planner.figures.figure import Rect
from planner.figures.gap_bars import BEFORE, gap_bars
from planner.figures.palette import Ink
from planner.figures.rule_bars import THICK, rule_bars
from planner.figures.scenario_bars import scenario_bars
from tests.planner.figures.recording import Recorder
from tests.planner.needing import toy
from ui.actions.texts import Texts

ENGLISH = Texts("en")
KEY = "expert.5.2020-2021"


def compared(*moves):
    number = count()
    key, edit = keep(toy(), "s", "Plus", moves, lambda: f"k{next(number)}")
    return compare(apply(toy(), edit).study, ["s", key])


def bars(figure, ink):
    return [m for m in figure.marks if isinstance(m, Rect) and m.paint.fill is ink and m.h == THICK]


def recorded(figure):
    canvas = Recorder()
    draw(figure, canvas, ENGLISH)
    return canvas.said


def test_each_family_has_a_bar_a_scenario_as_long_as_its_coverage():
    figure = scenario_bars(compared(AddSeats("b", 10)), KEY)
    first, other = bars(figure, Ink.MIDDLE), bars(figure, Ink.COVERED)
    whole = first[2].w
    assert [round(bar.w / whole, 4) for bar in first] == [0.5, 0.5, 1]
    assert [round(bar.w / whole, 4) for bar in other] == [0.6, 0.6, 1]
    assert [mark.hit for mark in figure.marks if mark.hit] == ["family:a", "family:b", "family:c"]


def test_the_labels_say_coverage_and_direction_and_the_title_who_is_better_served():
    figure = scenario_bars(compared(AddSeats("b", 10)), KEY)
    said = recorded(figure)
    assert "60% · up" in said
    assert "100% · bounds unchanged" in said
    assert (
        ENGLISH.say(figure.title) == "Level 5: 2 families better served than in the first scenario"
    )
    assert "Essai: 50 places" in ENGLISH.say(figure.sentence)
    assert "Plus: 40 places" in ENGLISH.say(figure.sentence)


def test_nobody_better_served_is_said_too():
    figure = scenario_bars(compared(CloseTraining("ab")), KEY)
    assert ENGLISH.say(figure.title) == "Level 5: no family is better served for sure"
    assert len(figure.table.rows) == 3


def test_a_segment_that_no_scenario_has_is_a_key_error():
    with pytest.raises(KeyError):
        scenario_bars(compared(CloseTraining("ab")), "expert.9.1-2")


def test_the_three_rules_are_named_and_drawn_for_each_family():
    figure = rule_bars(toy(), gaps(toy(), "s"), 0)
    said = recorded(figure)
    assert said.count("fair coverage") == said.count("equal split") == 3
    assert said.count("ceiling (double counting)") == 3
    fair, simple = bars(figure, Ink.COVERED), bars(figure, Ink.MIDDLE)
    whole = fair[2].w
    assert [round(bar.w / whole, 4) for bar in fair] == [0.5, 0.5, 1]
    assert [round(bar.w / whole, 3) for bar in simple] == [0.375, 0.75, 0.583, 0.833, 1, 1]
    assert ENGLISH.say(figure.sentence) == "2 families of 3 read otherwise depending on the rule."


def test_a_thin_mark_stays_where_a_family_stood_before_the_moves():
    made = what_if(toy(), "s", [AddSeats("b", 10)])
    figure = gap_bars(toy(), made.after, 0, before=made.before)
    marks = [m for m in figure.marks if isinstance(m, Rect) and m.paint == BEFORE and m.h < 4]
    assert [round(mark.w / marks[0].w, 6) for mark in marks] == [1, 1.5]
    assert "before: 50%" in recorded(figure)
    plain = gap_bars(toy(), made.after, 0, before=made.after)
    assert not [m for m in plain.marks if isinstance(m, Rect) and m.paint == BEFORE]
    assert plain == gap_bars(toy(), made.after, 0)


def test_a_family_whose_need_begins_has_no_mark_of_before():
    study = toy()
    assert through(study, "s") is study
    made = what_if(study, "s", [AddSeats("b", 10)])
    assert gap_bars(study, made.before, 0, before=None).marks
