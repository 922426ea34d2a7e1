"""Schedules: cases by hand, properties, and the longest path by brute force."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.compute.schedule import Plan, Planned, TaskSpan, plan
from planner.errors import InvalidInput
from tests.tries import tries

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from random import Random

START = date(2026, 9, 1)

examples = tries(100)


def day(number: int) -> date:
    """The day that many days after the start."""
    return START + timedelta(days=number)


def task(
    key: str,
    days: int,
    *after: str,
    not_before: int | None = None,
    due: int | None = None,
) -> TaskSpan:
    """A task whose dates are days after the start."""
    return TaskSpan(
        key,
        days,
        after,
        not_before=None if not_before is None else day(not_before),
        due=None if due is None else day(due),
    )


def days_of(plan_of: Plan, key: str) -> tuple[int, int, int, int, int]:
    """Earliest start and finish, latest start and finish in days after the start, and float."""
    span = plan_of.spans[key]
    dates = (span.earliest_start, span.earliest_finish, span.latest_start, span.latest_finish)
    first, second, third, fourth = ((when - START).days for when in dates)
    return first, second, third, fourth, span.float_days


def code_of(call: Callable[[], object]) -> tuple[str, dict[str, object]]:
    """The code and the values of the InvalidInput that ``call`` raises."""
    with pytest.raises(InvalidInput) as caught:
        call()
    return caught.value.message.code, dict(caught.value.message.values)


@st.composite
def works(draw: st.DrawFn, *, dated: bool = False) -> list[TaskSpan]:
    """Up to 8 tasks without cycle, in any order; with ``dated``, some have due dates."""
    keys = draw(st.permutations("abcdefgh"))[: draw(st.integers(0, 8))]
    maybe_day = st.none() | st.integers(-3, 20)
    tasks = [
        task(
            key,
            draw(st.integers(0, 6)),
            *draw(st.lists(st.sampled_from(keys[:i]), max_size=3) if i else st.just([])),
            not_before=draw(maybe_day),
            due=draw(maybe_day) if dated else None,
        )
        for i, key in enumerate(keys)
    ]
    return draw(st.permutations(tasks))


def chains(tasks: Mapping[str, TaskSpan], key: str) -> list[list[str]]:
    """Every chain of tasks that ends with ``key``."""
    longer = [[*chain, key] for before in tasks[key].after for chain in chains(tasks, before)]
    return [[key], *longer]


def earliest_start_by_brute_force(tasks: Mapping[str, TaskSpan], key: str) -> date:
    """The longest of all chains, each from its first task's earliest day."""
    found = [START]
    for chain in chains(tasks, key):
        begins = max(START, tasks[chain[0]].not_before or START)
        found.append(begins + timedelta(days=sum(tasks[name].days for name in chain[:-1])))
    return max(found)


def slipped(tasks: Sequence[TaskSpan], late: str, days: int) -> Plan:
    """The plan when ``late`` takes that many days more."""
    return plan(
        [
            TaskSpan(t.key, t.days + days * (t.key == late), t.after, t.not_before, t.due)
            for t in tasks
        ],
        START,
    )


# By hand

HOUSE = (
    task("walls", 10, "ground"),
    task("ground", 5),
    task("roof", 4, "walls"),
    task("garden", 3, "ground"),
    task("keys", 0, "roof", "garden"),
)


def test_a_small_house_is_planned_as_by_hand() -> None:
    found = plan(HOUSE, START)
    assert {key: days_of(found, key) for key in found.spans} == {
        "garden": (5, 8, 16, 19, 11),
        "ground": (0, 5, 0, 5, 0),
        "keys": (19, 19, 19, 19, 0),
        "roof": (15, 19, 15, 19, 0),
        "walls": (5, 15, 5, 15, 0),
    }
    assert found.finish == day(19)
    assert found.critical_path == ("ground", "walls", "roof", "keys")
    assert (found.cycles, found.unknown, found.unplanned) == ((), (), ())


def test_a_finish_is_exclusive_and_a_milestone_finishes_as_it_starts() -> None:
    found = plan([task("dig", 1), task("done", 0, "dig")], date(2028, 2, 28))
    assert found.spans["dig"] == Planned(
        date(2028, 2, 28), date(2028, 2, 29), date(2028, 2, 28), date(2028, 2, 29), 0, True
    )
    assert found.spans["done"].earliest_start == found.spans["done"].earliest_finish
    assert found.finish == date(2028, 2, 29)


def test_a_task_waits_for_its_first_day_and_leaves_float_before_it() -> None:
    found = plan([task("a", 2), task("b", 3, "a", not_before=10)], START)
    assert days_of(found, "a") == (0, 2, 8, 10, 8)
    assert days_of(found, "b") == (10, 13, 10, 13, 0)
    assert found.critical_path == ("b",)


def test_a_first_day_in_the_past_changes_nothing() -> None:
    assert days_of(plan([task("a", 2, not_before=-9)], START), "a") == (0, 2, 0, 2, 0)


def test_a_missed_due_date_gives_negative_float_up_the_chain() -> None:
    found = plan([task("a", 5), task("b", 5, "a", due=7), task("c", 20)], START)
    assert days_of(found, "a") == (0, 5, -3, 2, -3)
    assert days_of(found, "b") == (5, 10, 2, 7, -3)
    assert found.spans["a"].is_critical
    assert found.finish == day(20)
    assert found.critical_path == ("c",)


def test_a_due_date_beyond_the_finish_gives_no_float() -> None:
    assert days_of(plan([task("a", 5, due=50)], START), "a") == (0, 5, 0, 5, 0)


def test_among_equal_chains_the_most_urgent_then_the_first_name_is_shown() -> None:
    assert plan([task("b", 5), task("a", 5)], START).critical_path == ("a",)
    assert plan([task("b", 5, due=4), task("a", 5)], START).critical_path == ("b",)


def test_nothing_to_do_finishes_at_once() -> None:
    assert plan([], START) == Plan({}, (), START, (), (), ())


# Cycles and unknown predecessors


def test_a_cycle_is_named_and_the_rest_is_planned() -> None:
    tasks = [
        task("b", 1, "c"),
        task("c", 1, "a"),
        task("a", 1, "b", "first"),
        task("first", 2),
        task("behind", 1, "a"),
        task("apart", 3, "first"),
    ]
    found = plan(tasks, START)
    assert found.cycles == (("a", "c", "b"),)
    assert found.unplanned == ("a", "b", "behind", "c")
    assert list(found.spans) == ["apart", "first"]
    assert found.finish == day(5)


def test_a_task_after_itself_is_a_cycle_of_one() -> None:
    found = plan([task("a", 1, "a"), task("b", 1)], START)
    assert (found.cycles, list(found.spans)) == ((("a",),), ["b"])


def test_each_knot_gives_one_shortest_cycle() -> None:
    tasks = [
        task("a", 1, "b", "d"),
        task("b", 1, "a"),
        task("c", 1, "b"),
        task("d", 1, "c"),
        task("y", 1, "x"),
        task("x", 1, "y", "d"),
    ]
    found = plan(tasks, START)
    assert found.cycles == (("a", "b"), ("x", "y"))
    assert found.spans == {}
    assert (found.finish, found.critical_path) == (START, ())


def test_an_unknown_predecessor_is_named_and_its_link_left_out() -> None:
    found = plan([task("b", 1, "ghost", "a", "ghost"), task("a", 1, "air")], START)
    assert found.unknown == (("a", "air"), ("b", "ghost"))
    assert found.critical_path == ("a", "b")


# Properties


@examples
@given(works())
def test_the_earliest_starts_are_the_longest_paths(tasks: list[TaskSpan]) -> None:
    by_key = {t.key: t for t in tasks}
    found = plan(tasks, START)
    assert list(found.spans) == sorted(by_key)
    for key, span in found.spans.items():
        assert span.earliest_start == earliest_start_by_brute_force(by_key, key)
        assert span.earliest_finish - span.earliest_start == timedelta(days=by_key[key].days)
    assert found.finish == max((s.earliest_finish for s in found.spans.values()), default=START)


@examples
@given(works())
def test_without_due_dates_the_float_is_the_slip_that_the_finish_bears(
    tasks: list[TaskSpan],
) -> None:
    found = plan(tasks, START)
    for key, span in found.spans.items():
        assert span.earliest_start <= span.latest_start
        assert span.float_days == (span.latest_start - span.earliest_start).days
        assert span.is_critical == (span.float_days == 0)
        assert slipped(tasks, key, span.float_days).finish == found.finish
        assert slipped(tasks, key, span.float_days + 1).finish == found.finish + timedelta(days=1)


@examples
@given(works())
def test_the_critical_path_leads_to_the_finish_without_float_or_pause(
    tasks: list[TaskSpan],
) -> None:
    by_key, found = {t.key: t for t in tasks}, plan(tasks, START)
    path = [found.spans[key] for key in found.critical_path]
    assert bool(path) == bool(tasks)
    assert all(span.float_days == 0 for span in path)
    assert all(a.earliest_finish == b.earliest_start for a, b in pairwise(path))
    assert all(a in by_key[b].after for a, b in pairwise(found.critical_path))
    if path:
        first = by_key[found.critical_path[0]]
        assert path[0].earliest_start == max(START, first.not_before or START)
        assert path[-1].earliest_finish == found.finish


@examples
@given(works(dated=True))
def test_the_latest_finish_keeps_due_dates_and_successors(tasks: list[TaskSpan]) -> None:
    found = plan(tasks, START)
    for t in tasks:
        bounds = [found.finish, *([t.due] if t.due else [])]
        bounds += [found.spans[s.key].latest_start for s in tasks if t.key in s.after]
        assert found.spans[t.key].latest_finish == min(bounds)
        late = t.due is not None and found.spans[t.key].earliest_finish > t.due
        assert not late or found.spans[t.key].float_days < 0


@examples
@given(works(dated=True), st.randoms(use_true_random=False))
def test_the_order_of_tasks_and_links_changes_nothing(
    tasks: list[TaskSpan], random: Random
) -> None:
    mixed = [
        TaskSpan(t.key, t.days, tuple(random.sample(t.after, len(t.after))), t.not_before, t.due)
        for t in random.sample(tasks, len(tasks))
    ]
    assert plan(mixed, START) == plan(tasks, START)


@examples
@given(
    st.dictionaries(st.sampled_from("abcdef"), st.frozensets(st.sampled_from("abcdef"), max_size=2))
)
def test_whatever_the_links_each_cycle_is_real_and_nothing_else_is_left_out(
    links: dict[str, frozenset[str]],
) -> None:
    found = plan([task(key, 1, *sorted(after)) for key, after in links.items()], START)
    for cycle in found.cycles:
        assert cycle[0] == min(cycle)
        assert all(a in links[b] for a, b in pairwise((*cycle, cycle[0])))
    assert found.spans.keys() | set(found.unplanned) == links.keys()
    assert not found.spans.keys() & set(found.unplanned)
    assert bool(found.cycles) == bool(found.unplanned)
    for key in found.unplanned:
        in_cycle = any(key in cycle for cycle in found.cycles)
        assert in_cycle or links[key] & set(found.unplanned)


# Errors


def test_negative_days_are_refused_by_the_name_of_the_task() -> None:
    code, values = code_of(lambda: plan([task("a", 1), task("b", -1)], START))
    assert (code, values) == ("error.schedule_negative_days", {"task": "b", "value": -1})


@pytest.mark.parametrize("days", [1.5, True, "3"])
def test_days_that_are_not_whole_are_refused_by_the_name_of_the_task(days: int) -> None:
    code, values = code_of(lambda: plan([task("a", days)], START))
    assert (code, values) == ("error.schedule_days_not_whole", {"task": "a", "value": str(days)})


def test_two_tasks_with_one_key_are_refused_by_name() -> None:
    code, values = code_of(lambda: plan([task("a", 1), task("a", 2)], START))
    assert (code, values) == ("error.schedule_duplicate_task", {"task": "a"})


def test_a_task_without_key_is_refused() -> None:
    code, _ = code_of(lambda: plan([task("", 1)], START))
    assert code == "error.schedule_task_without_key"


def test_a_date_with_an_hour_is_refused_by_the_name_of_the_task() -> None:
    noon = datetime(2026, 9, 1, 12)
    code, values = code_of(lambda: plan([TaskSpan("a", 1, (), due=noon)], START))
    assert (code, values) == ("error.schedule_not_a_date", {"task": "a", "value": str(noon)})
    code, values = code_of(lambda: plan([], noon))
    assert values["task"] == ""


@pytest.mark.parametrize("days", [10**7, 10**30])
def test_dates_beyond_the_calendar_are_refused_by_the_name_of_the_task(days: int) -> None:
    code, values = code_of(lambda: plan([task("a", days)], START))
    assert (code, values) == ("error.schedule_beyond_calendar", {"task": "a"})


def test_latest_dates_before_the_calendar_are_refused_too() -> None:
    early = TaskSpan("a", 9, (), due=date(1, 1, 5))
    code, values = code_of(lambda: plan([early], START))
    assert (code, values) == ("error.schedule_beyond_calendar", {"task": "a"})


def test_of_two_ways_round_a_knot_the_shorter_is_named() -> None:
    tasks = [task("a", 1, "b", "d"), task("b", 1, "a"), task("c", 1, "b"), task("d", 1, "c")]
    assert plan(tasks, START).cycles == (("a", "b"),)
    longer = [task("a", 1, "d", "e"), task("b", 1, "a"), task("d", 1, "b"), task("e", 1, "d")]
    assert plan(longer, START).cycles == (("a", "b", "d"),)
    forked = [task("a", 1, "y"), task("b", 1, "a"), task("x", 1, "b"), task("c", 1, "a"),
              task("y", 1, "x", "c")]  # fmt: skip
    assert plan(forked, START).cycles == (("a", "c", "y"),)
