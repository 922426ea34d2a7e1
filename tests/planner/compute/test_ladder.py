from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.samples.reading import read_sample
from planner.compute.ladder import groups, ladder
from planner.compute.ladder_ways import shortest_way
from tests.build import FAMILIES, study, training

SHIPPED = read_sample()


def climb(*rows):
    return study(trainings=[training(key, *families, level=level) for key, level, families in rows])


THREE = climb(("low", 5, "a"), ("mid", 6, "ab"), ("top", 7, "b"))

trainings = st.lists(
    st.tuples(
        st.sampled_from([None, 5, 6, 7, 8]),
        st.lists(st.sampled_from(FAMILIES), unique=True, max_size=2),
    ),
    max_size=9,
).map(lambda rows: climb(*((f"t{n}", level, kept) for n, (level, kept) in enumerate(rows))))


def test_a_step_joins_neighbouring_levels_that_share_a_family():
    found = ladder(THREE)
    assert [(s.start, s.goal, s.families) for s in found.steps] == [
        ("low", "mid", ("a",)),
        ("mid", "top", ("b",)),
    ]
    assert found.dead_ends == found.without_entrance == ()
    assert found.missing == (8,)


def test_no_family_in_common_is_a_dead_end_below_and_no_entrance_above():
    found = ladder(climb(("low", 5, "a"), ("mid", 6, "b")))
    assert found.steps == ()
    assert found.dead_ends == ("low",)
    assert found.without_entrance == ("mid",)


def test_a_level_is_skipped_only_where_nobody_holds_it():
    assert ladder(climb(("low", 5, "a"), ("top", 7, "a"))).steps[0].goal == "top"
    held = ladder(climb(("low", 5, "a"), ("mid", 6, "b"), ("top", 7, "a")))
    assert held.steps == ()
    silent = ladder(climb(("low", 5, "a"), ("mid", 6, ""), ("top", 7, "a")))
    assert silent.steps == ()
    assert silent.unplaced == ("mid",)


def test_the_way_of_two_trainings_is_a_chain_of_steps():
    assert shortest_way(THREE, "low", "top").trainings == ("low", "mid", "top")
    assert shortest_way(THREE, "top", "low") is None
    assert shortest_way(THREE, "low", "nobody") is None


@given(trainings)
def test_dead_ends_and_entrances_agree_with_the_steps(built):
    found = ladder(built)
    up, down = {s.start for s in found.steps}, {s.goal for s in found.steps}
    assert not up & set(found.dead_ends)
    assert not down & set(found.without_entrance)
    assert set(found.placed) | set(found.unplaced) == set(built.trainings.keys())
    assert sorted(key for g in groups(built, found) for key in g.trainings) == sorted(found.placed)


@given(trainings)
def test_levels_rise_at_each_step_where_no_bridge_is_declared(built):
    placed = ladder(built).placed
    for start in placed:
        for goal in placed:
            way = shortest_way(built, start, goal)
            if way:
                levels = [built.trainings.get(key).level for key in way.trainings]
                assert levels == sorted(set(levels))


@pytest.mark.parametrize(("family", "missing"), [("ia-technicien", (8,)), ("ia-ingenieur", (5, 6))])
def test_the_shipped_study_lacks_levels_in_the_families_proper_to_ai(family, missing):
    assert ladder(SHIPPED, family=family).missing == missing
    whole = {row.family: row.missing for row in ladder(SHIPPED).families}
    assert whole[family] == missing


def test_the_shipped_study_places_all_but_two_trainings():
    found = ladder(SHIPPED)
    assert len(found.placed) == 79
    assert set(found.unplaced) == {"t027", "t081"}
    assert [rung.level for rung in found.rungs] == [5, 6, 7, 8]
