from __future__ import annotations

from dataclasses import replace

from planner.editions.comparison import compare
from planner.editions.decomposition import Group, Measure, decompose
from planner.figures.edition_bars import PAINTS, edition_bars
from planner.figures.figure import Rect, Text
from planner.figures.waterfall import HARMS, HELPS, NOT_KNOWN, WHOLE, waterfall
from planner.rows import Rows
from tests.planner.figures.editions import NEW, OLD
from ui.actions.texts import Texts

FR = Texts("fr")
MADE = decompose(OLD, NEW, "experts")


def bars(figure, paint):
    return [mark for mark in figure.marks if isinstance(mark, Rect) and mark.paint == paint]


def test_the_steps_lead_from_the_former_figure_to_the_later_one():
    line = MADE.line("expert", Measure.SHORTFALL)
    figure = waterfall(MADE, line)
    before, after = bars(figure, WHOLE)[:2]
    steps = [mark for mark in figure.marks if isinstance(mark, Rect)
             and mark.paint in (HELPS, HARMS) and mark.y < after.y]  # fmt: skip
    at = before.x + before.w
    for step in steps:
        ends = (step.x, step.x + step.w)
        nearest = min(ends, key=lambda end, at=at: abs(end - at))
        assert abs(nearest - at) < 1e-6
        at = ends[0] if nearest == ends[1] else ends[1]
    assert abs(at - (after.x + after.w)) < 1e-6


def test_more_coverage_is_filled_and_a_greater_shortfall_hollow():
    figure = waterfall(MADE, MADE.line("expert.5.ia-technicien", Measure.COVERAGE))
    assert bars(figure, HELPS)
    assert bars(figure, HARMS)
    assert HELPS.fill is not None
    assert HARMS.fill is None


def test_what_is_not_known_is_hatched_and_told():
    made = decompose(replace(OLD, seats=Rows()), NEW, "experts")
    line = made.line("expert", Measure.COVERAGE)
    figure = waterfall(made, line)
    hatched = bars(figure, NOT_KNOWN)
    unknown = [part for part in line.best.parts.values() if part is None]
    assert len(hatched) == len(unknown) + 1  # and the figure of the former edition
    assert line.best.why in [mark.said for mark in figure.marks if isinstance(mark, Text)]


def test_every_group_can_be_chosen_in_both_panels():
    figure = waterfall(MADE, MADE.line("expert", Measure.COVERAGE))
    hits = [mark.hit for mark in figure.marks if isinstance(mark, Rect) and mark.hit]
    assert hits == 2 * [f"group:{group}" for group in Group]


def test_the_title_names_a_cause_that_goes_the_way_of_the_change():
    line = MADE.line("expert.5.ia-technicien", Measure.SHORTFALL)
    figure = waterfall(MADE, line)
    assert line.worst.total > 0
    assert line.worst.parts[Group.PERIMETER] < 0
    assert "périmètre" not in FR.say(figure.title)


def test_bars_are_as_long_as_the_counts_and_name_each_fate():
    compared = compare(OLD, NEW)
    figure = edition_bars(compared, before="2019", after="2027")
    parts = [m for m in figure.marks if isinstance(m, Rect) and m.hit.startswith("fate:trainings")]
    counts = [n for n in compared.counts("trainings").values() if n]
    assert len(parts) == len(counts)
    unit = parts[0].w / counts[0]
    assert [round(part.w / unit, 6) for part in parts] == counts
    assert len({(p.fill, p.stroke, p.dotted) for p in PAINTS.values()}) == len(PAINTS)


def test_two_equal_editions_say_that_nothing_changed():
    figure = edition_bars(compare(OLD, OLD))
    assert FR.say(figure.sentence) == "Rien n’a changé entre les deux éditions."
