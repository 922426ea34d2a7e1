"""Declared bridges beside inferred steps, and the shortest way over both."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.compute.ladder import StepKind, ladder
from planner.compute.ladder_ways import shortest_way, why_no_way
from planner.study import Bridge
from tests.build import FAMILIES, study, training
from ui.actions.texts import Texts

ROWS = (("low", 5, "a"), ("other", 5, "c"), ("mid", 6, "ab"), ("top", 7, "b"), ("doc", 8, "c"))


def bridge(start, goal, key=""):
    return Bridge(key=key or f"{start}-{goal}", start=start, goal=goal)


def climb(rows=ROWS, *ends, **fields):
    trainings = [training(key, *kept, level=level, **fields) for key, level, kept in rows]
    return study(trainings=trainings, bridges=[bridge(*pair) for pair in ends])


levels = st.tuples(
    st.sampled_from([None, 5, 6, 7, 8]),
    st.lists(st.sampled_from(FAMILIES), unique=True, max_size=2),
)


@st.composite
def ladders(draw):
    rows = [(f"t{n}", *told) for n, told in enumerate(draw(st.lists(levels, max_size=8)))]
    keys = [row[0] for row in rows]
    pairs = st.lists(st.tuples(st.sampled_from(keys), st.sampled_from(keys)), max_size=5)
    return climb(rows, *dict.fromkeys(draw(pairs) if keys else ()))


def test_a_bridge_is_told_apart_from_the_steps():
    found = ladder(climb(ROWS, ("other", "top")))
    assert [(s.start, s.goal, s.kind) for s in found.bridges] == [
        ("other", "top", StepKind.DECLARED)
    ]
    assert {step.kind for step in found.steps} == {StepKind.INFERRED}
    assert found.steps == ladder(climb()).steps


def test_a_bridge_opens_a_way_on_and_a_way_in():
    before, after = ladder(climb()), ladder(climb(ROWS, ("other", "top"), ("top", "doc")))
    assert before.dead_ends == ("other", "top")
    assert before.without_entrance == ("doc",)
    assert after.dead_ends == after.without_entrance == ()


def test_a_bridge_downwards_opens_neither():
    rows = (*ROWS, ("high", 7, "c"))
    before = ladder(climb(rows))
    found = ladder(climb(rows, ("top", "other"), ("doc", "high")))
    assert found.dead_ends == before.dead_ends
    assert found.without_entrance == before.without_entrance
    assert len(found.bridges) == 2


def test_a_bridge_may_leave_the_scope_and_still_leads_on():
    found = ladder(climb(ROWS, ("top", "doc")), family="b")
    assert [step.goal for step in found.bridges] == ["doc"]
    assert ladder(climb(ROWS, ("low", "other")), family="b").bridges == ()


def test_bridges_of_archived_trainings_and_to_themselves_count_nowhere():
    built = study(
        trainings=[training("a", "a"), training("b", "a", is_archived=True)],
        bridges=[bridge("a", "b"), bridge("a", "a")],
    )
    assert ladder(built).bridges == ()


def test_the_way_uses_a_bridge_and_tells_the_kind_of_each_step():
    way = shortest_way(climb(ROWS, ("top", "doc")), "low", "doc")
    assert way.trainings == ("low", "mid", "top", "doc")
    assert [step.kind for step in way.steps] == ["inferred", "inferred", "declared"]
    assert way.declared == 1
    assert shortest_way(climb(), "low", "doc") is None


def test_a_bridge_may_skip_levels_and_shorten_the_way():
    assert shortest_way(climb(ROWS, ("low", "top")), "low", "top").trainings == ("low", "top")


def test_of_equal_ways_the_one_with_more_bridges_is_told():
    rows = (("low", 5, "a"), ("x", 6, "a"), ("y", 6, "a"), ("top", 7, "a"))
    assert shortest_way(climb(rows, ("low", "y")), "low", "top").trainings[1] == "y"
    both = shortest_way(climb(ROWS, ("low", "mid")), "low", "mid")
    assert both.steps[0].kind is StepKind.DECLARED


@given(ladders())
def test_the_shortest_way_is_as_short_as_a_search_wave_by_wave(built):
    found = ladder(built)
    after = {}
    for step in (*found.steps, *found.bridges):
        after.setdefault(step.start, set()).add(step.goal)
    known = {*found.placed, *after, *(goal for goals in after.values() for goal in goals)}
    for start in known:
        seen, waves = {start}, [{start}]
        while waves[-1]:
            wave = {goal for key in waves[-1] for goal in after.get(key, ())} - seen
            seen |= wave
            waves.append(wave)
        for goal in known:
            way = shortest_way(built, start, goal)
            steps = next((n for n, wave in enumerate(waves) if goal in wave), None)
            assert (None if way is None else len(way.steps)) == steps
            if way:
                assert all(b in after[a] for a, b in pairwise(way.trainings))
                told = [(step.start, step.goal) for step in way.steps]
                assert told == list(pairwise(way.trainings))


@given(ladders())
def test_a_bridge_never_makes_a_dead_end(built):
    bare = ladder(study(trainings=built.trainings))
    found = ladder(built)
    assert set(found.dead_ends) <= set(bare.dead_ends)
    assert set(found.without_entrance) <= set(bare.without_entrance)


@pytest.mark.parametrize(
    ("start", "goal", "code"),
    [
        ("top", "low", "downwards"),
        ("low", "other", "downwards"),
        ("other", "top", "onward"),
        ("low", "doc", "entrance"),
        ("mute", "top", "unplaced"),
    ],
)
def test_what_is_missing_for_a_way_is_told(start, goal, code):
    built = climb((*ROWS, ("mute", None, "a")))
    assert shortest_way(built, start, goal) is None
    said = why_no_way(built, ladder(built), start, goal)
    assert said.code == f"ladder.lacking.{code}"
    for language in ("fr", "en"):
        assert Texts(language).say(said)


def test_a_hole_in_the_middle_is_told_with_what_lies_on_both_sides():
    rows = (("l", 5, "a"), ("m", 6, "a"), ("n", 7, "b"), ("d", 8, "b"))
    built = climb(rows)
    said = why_no_way(built, ladder(built), "l", "d")
    assert said.code == "ladder.lacking.middle"
    assert (said["n"], said["reached"], said["needed"]) == (1, 6, 7)
