from __future__ import annotations

from datetime import date

import pytest

from db.samples.reading import read_sample
from planner.compute.baselines import kept_plan, replanned
from planner.compute.outlook import outlook
from planner.compute.roadmap import roadmap
from planner.edits import Batch, Put, Set, apply
from planner.figures.figure import Path, Rect, Text
from planner.figures.gantt import HEIGHT, gantt
from planner.figures.gantt_axis import axis, axis_marks, months
from planner.figures.palette import Ink
from planner.study import Action, Source, Study, Task
from planner.vocab import Nature, TaskKind
from tests.build import study
from tests.planner.figures.recording import (
    assert_legible,
    assert_no_word_covers_another,
    assert_said,
    assert_within,
    drawn,
)
from ui.actions.texts import Texts


@pytest.fixture(scope="module")
def region() -> Study:
    return read_sample()


@pytest.fixture(scope="module")
def pages(region):
    return gantt(region, roadmap(region))


def task(key: str, days: int = 30, *after: str, **fields) -> Task:
    given = {
        "action": "1",
        "title": f"Tâche {key}",
        "kind": TaskKind.TASK,
        "not_before": None if after else date(2026, 1, 1),
    }
    return Task(key=key, days=days, after=after, **(given | fields))


def milestone(key: str, *after: str, **fields) -> Task:
    return task(key, 0, *after, kind=TaskKind.MILESTONE, **fields)


def planned(*tasks: Task, actions=("1",)) -> Study:
    plan = [Action(key=key, title=f"Action {key}", is_managed=True) for key in actions]
    return study(actions=plan, tasks=tasks)


def page_of(*tasks: Task):
    given = planned(*tasks)
    (figure,) = gantt(given, roadmap(given))
    return figure


def shapes(figure, kind, key):
    return [m for m in drawn(figure).marks if isinstance(m, kind) and m.hit == f"task:{key}"]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_pages_of_the_region_can_be_read_without_a_magnifier(pages, language):
    for figure in pages:
        assert_within(figure, Texts(language))
        assert_no_word_covers_another(figure, Texts(language))
        assert_legible(figure)
        assert_said(figure)
        assert figure.height <= HEIGHT


def test_every_task_stands_on_one_page_with_its_owner(region, pages):
    placed = [m.hit for f in pages for m in drawn(f).marks if isinstance(m, (Rect, Path)) and m.hit]
    wanted = [f"task:{row.key}" for row in roadmap(region).tasks]
    assert sorted(placed) == sorted(wanted)
    said = " ".join(words for figure in pages for words in drawn(figure).said)
    assert "France compétences" in said


def test_both_actions_have_their_heading(pages):
    said = " ".join(words for figure in pages for words in drawn(figure).said)
    assert "Action 1.3 –" in said
    assert "Action 1.5 –" in said


def test_the_twin_is_the_whole_roadmap(region, pages):
    for figure in pages:
        assert len(figure.table.rows) == len(roadmap(region).tasks)


def test_a_critical_task_is_thicker_and_called_critical():
    figure = page_of(task("a", 60), task("b", 10), milestone("z", "a", "b"))
    (critical,), (slack,) = shapes(figure, Rect, "a"), shapes(figure, Rect, "b")
    assert critical.h > slack.h
    assert critical.paint != slack.paint
    assert drawn(figure).said.count("critique") == 2
    assert "50 j" in drawn(figure).said


def test_a_bar_lasts_as_long_as_its_task():
    figure = page_of(task("a", 60), task("b", 30, "a"))
    (first,), (second,) = shapes(figure, Rect, "a"), shapes(figure, Rect, "b")
    assert first.w == pytest.approx(2 * second.w)
    assert second.x == pytest.approx(first.x + first.w)


def test_a_milestone_is_a_diamond_with_its_date():
    figure = page_of(task("a", 31), milestone("m", "a", due=date(2026, 3, 1)))
    (diamond,) = shapes(figure, Path, "m")
    assert diamond.closed
    assert len(diamond.points) == 4
    said = drawn(figure).said
    assert any("1er févr. 2026" in words and "1er mars 2026" in words for words in said)


def test_a_missed_deadline_is_red_and_told_in_days():
    figure = page_of(task("a", 40), milestone("m", "a", due=date(2026, 1, 31)))
    dated = [m for m, words in drawn(figure).words if "échéance 31 janv." in words]
    assert [mark.ink for mark in dated] == [Ink.LOST]
    assert "−10 j" in drawn(figure).said


def test_a_deadline_that_nobody_published_has_a_hollow_pennant():
    def pennants(figure):
        marks = [m for m in drawn(figure).marks if isinstance(m, Path) and not m.hit]
        return [m.paint.fill for m in marks if m.closed and m.paint.fill in (Ink.TEXT, Ink.PAPER)]

    legend = [Ink.TEXT, Ink.PAPER]
    declared = page_of(task("a", 31), milestone("m", "a", due=date(2026, 3, 1)))
    assert pennants(declared) == [Ink.PAPER, *legend]
    source = Source(Nature.PUBLISHED)
    published = page_of(task("a", 31), milestone("m", "a", due=date(2026, 3, 1), source=source))
    assert pennants(published) == [Ink.TEXT, *legend]


def test_a_task_tells_its_own_deadline_beside_its_bar():
    figure = page_of(task("a", 31, due=date(2026, 3, 1)), task("b", 20))
    assert "échéance 1er mars 2026" in drawn(figure).said
    assert_within(figure)


def test_a_link_from_a_task_of_another_page_is_left_out():
    tasks = [task(f"t{n:02}", 10, rank=n) for n in range(20)]
    tasks.append(task("z", 10, "t00", rank=30))
    given = planned(*tasks)
    first, second = gantt(given, roadmap(given))
    assert "task:t00" in drawn(first).hits
    assert "task:z" in drawn(second).hits
    assert_within(second)


def test_what_waits_is_linked_and_what_does_not_is_not():
    def links(figure):
        return [
            m
            for m in drawn(figure).marks
            if isinstance(m, Path) and not m.closed and len(m.points) > 2
        ]

    legend_only = len(links(page_of(task("a"), task("b"))))
    assert len(links(page_of(task("a"), task("b", 30, "a")))) == legend_only + 1


def test_a_loop_is_told_and_not_drawn():
    figure = page_of(
        task("a", 5, not_before=date(2026, 1, 1)), task("b", 5, "c"), task("c", 5, "b")
    )
    assert drawn(figure).said.count("en boucle") == 2
    assert shapes(figure, Rect, "b") == []
    assert_within(figure)


def test_a_long_roadmap_is_cut_into_pages_with_the_heading_repeated():
    tasks = [task(f"t{n:02}", 10, rank=n) for n in range(40)]
    given = planned(*tasks)
    pages = gantt(given, roadmap(given))
    assert len(pages) == 3
    said = [drawn(page).said for page in pages]
    assert "Action 1 – Action 1" in said[0]
    assert all("Action 1 – Action 1 (suite)" in words for words in said[1:])
    for page in pages:
        assert_within(page)
        assert page.height <= HEIGHT
    hits = [m.hit for p in pages for m in drawn(p).marks if isinstance(m, Rect) and m.hit]
    assert len(hits) == len(set(hits)) == 40


@pytest.mark.parametrize("count", range(13, 18))
def test_no_page_of_a_parted_action_ends_it_with_a_task_or_two(count):
    given = planned(*(task(f"t{n:02}", 10, rank=n) for n in range(count)))
    pages = gantt(given, roadmap(given))
    tasks = [len({hit for hit in drawn(page).hits if hit.startswith("task:")}) for page in pages]
    assert sum(tasks) == count
    assert len(tasks) == 1 or min(tasks) >= 3
    assert all(page.height <= HEIGHT for page in pages)


def test_without_dates_there_is_no_figure():
    given = planned(task("a", not_before=None))
    assert gantt(given, roadmap(given)) == ()


@pytest.mark.parametrize("years", [1, 2, 3, 5, 10, 40])
def test_the_axis_never_writes_one_word_over_another(years):
    tasks = [task("a", 20), milestone("z", "a", due=date(2026 + years - 1, 12, 31))]
    figure = page_of(*tasks)
    assert_within(figure)
    assert_no_word_covers_another(figure)
    assert_legible(figure)
    numbers = [words for words in drawn(figure).said if words.isdigit()]
    assert len(numbers) >= 1
    assert all(2026 <= int(number) <= 2065 for number in numbers)


def test_the_axis_has_whole_months():
    scale = axis(date(2026, 2, 12), date(2027, 1, 31), 0, 365)
    assert (scale.first, scale.last) == (date(2026, 2, 1), date(2027, 2, 1))
    assert len(list(months(scale.first, scale.last))) == 12
    assert scale.place(date(2026, 2, 1)) == 0
    assert scale.place(date(2030, 1, 1)) == 365
    years = [m for m in axis_marks(scale, 50) if isinstance(m, Text) and m.bold]
    assert len(years) == 2


def test_december_is_followed_by_january():
    scale = axis(date(2026, 2, 1), date(2026, 12, 31), 0, 31)
    assert scale.last == date(2027, 1, 1)


def test_a_short_roadmap_is_drawn_over_six_months():
    scale = axis(date(2026, 11, 3), date(2026, 11, 20), 0, 31)
    assert (scale.first, scale.last) == (date(2026, 11, 1), date(2027, 5, 1))


TODAY = date(2026, 11, 22)


def again(region):
    """The region planned again, with one loose duration before a due date."""
    edits = (
        replanned(region, "b", "Étude 2019", TODAY),
        Set("tasks", "1.5-depot", (("due", date(2027, 11, 20)),)),
        Set("tasks", "1.5-validation", (("days_low", 30), ("days_high", 75))),
    )
    return apply(region, Batch(edits)).study


def beside(given, today=TODAY):
    return outlook(given, roadmap(given), today)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("size", [(758.0, 440.0), (1106.0, 640.0), (480.0, 3000.0)])
def test_a_plan_beside_a_baseline_can_be_read_on_every_paper(region, size, language):
    given = again(region)
    width, height = size
    for figure in gantt(given, roadmap(given), beside(given), width=width, height=height):
        assert_within(figure, Texts(language))
        assert_no_word_covers_another(figure, Texts(language))
        assert_legible(figure)
        assert_said(figure)
        assert figure.height <= height


def test_a_slip_stands_in_its_column_and_the_baseline_under_the_bar():
    given = planned(task("a", 60), task("b", 30, "a"))
    kept = apply(given, kept_plan(given, "k", "Avant", TODAY)).study
    moved = apply(kept, Set("tasks", "a", (("days", 70),))).study
    (figure,) = gantt(moved, roadmap(moved), beside(moved))
    bars = sorted(shapes(figure, Rect, "b"), key=lambda bar: bar.h)
    assert bars[0].x < bars[1].x
    assert bars[0].y > bars[1].y + bars[1].h
    assert drawn(figure).said.count("+10 j") == 2
    assert "plan gardé" in drawn(figure).said


def test_a_task_that_the_baseline_lacks_is_called_added():
    given = planned(task("a", 60))
    kept = apply(given, kept_plan(given, "k", "Avant", TODAY)).study
    more = apply(kept, Put("tasks", task("b", 5, "a"))).study
    (figure,) = gantt(more, roadmap(more), beside(more))
    assert "ajoutée" in drawn(figure).said


def test_the_share_of_draws_stands_beside_the_due_date_and_is_told_as_such(region):
    given = again(region)
    figures = gantt(given, roadmap(given), beside(given))
    share = beside(given).chances["1.5-depot"].holds
    assert 0 < share < 1
    said = [words for figure in figures for words in drawn(figure).said]
    assert Texts("fr").percent(share) in said
    assert "simulations" in Texts("fr").say(figures[0].source)


def test_todays_line_stands_only_on_an_axis_that_holds_it(region):
    def has_line(today):
        figures = gantt(region, roadmap(region), beside(region, today))
        return all("aujourd’hui" in drawn(figure).said for figure in figures)

    assert has_line(date(2020, 3, 1))
    assert not has_line(TODAY)


def test_the_row_of_the_chosen_task_is_marked():
    given = planned(task("a", 60), task("b", 30, "a"))
    (plain,) = gantt(given, roadmap(given))
    (figure,) = gantt(given, roadmap(given), chosen="b")
    (added,) = [m for m in figure.marks if isinstance(m, Rect) and m not in plain.marks]
    (bar,) = shapes(figure, Rect, "b")
    assert added.y < bar.y < added.y + added.h


def test_a_narrow_chart_does_without_the_names():
    given = planned(task("a", 60, owner="OPCO"))
    (wide,) = gantt(given, roadmap(given))
    (narrow,) = gantt(given, roadmap(given), width=480.0)
    assert "OPCO" in drawn(wide).said
    assert "OPCO" not in drawn(narrow).said
