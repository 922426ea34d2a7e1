"""The ladder in groups of trainings and counts of steps between them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.samples.reading import read_sample
from planner.compute.inventory import UNKNOWN
from planner.compute.ladder import Scope, ladder
from planner.compute.ladder_cells import Grouping, ladder_cells, usual_grouping
from tests.build import FAMILIES, study, training

STUDY = study(
    trainings=[
        training("low", "a", level=5),
        training("two", "a", "b", level=5, institution="iut"),
        training("mid", "a", "b", level=6, institution=None, city="douai"),
        training("end", "b", level=6),
        training("top", "b", level=8),
    ]
)

rows = st.lists(
    st.tuples(
        st.sampled_from([5, 6, 7, 8]),
        st.lists(st.sampled_from(FAMILIES), unique=True, min_size=1),
        st.sampled_from(["ens", "iut", None]),
    ),
    max_size=10,
)


def told(cells):
    return {(link.start, link.goal): link.pairs for link in cells.links}


def test_a_family_row_holds_its_trainings_and_the_steps_it_explains():
    cells = ladder_cells(STUDY, ladder(STUDY), Grouping.FAMILY)
    assert cells.groups == ("a", "b", "c")
    assert cells.at("a", 5) == ("low", "two")
    assert told(cells) == {
        (("a", 5), ("a", 6)): 2,  # low-mid, two-mid
        (("b", 5), ("b", 6)): 2,  # two-mid, two-end
        (("b", 6), ("b", 8)): 2,  # mid-top, end-top: nobody holds level 7
    }
    assert ("c", 7) in cells.missing
    assert ("a", 5) not in cells.missing


def test_institutions_and_cities_hold_each_training_once():
    found = ladder(STUDY, family="b")
    cells = ladder_cells(STUDY, found, Grouping.INSTITUTION)
    assert cells.groups == ("ens", "iut", UNKNOWN)
    assert told(cells)[("iut", 5), (UNKNOWN, 6)] == 1
    assert cells.missing == frozenset()
    assert ladder_cells(STUDY, found, Grouping.CITY).groups == ("douai", "lille")


def test_in_a_cell_those_without_a_way_in_come_first_and_dead_ends_last():
    built = study(
        trainings=[
            training("dead", "a", level=6),
            training("both", "a", "b", level=6),
            training("new", "b", level=6),
            training("low", "a", level=5),
            training("top", "b", level=7),
        ]
    )
    cells = ladder_cells(built, ladder(built), Grouping.FAMILY)
    assert cells.at("a", 6) == ("both", "dead")
    assert cells.at("b", 6) == ("new", "both")


def test_the_whole_shows_families_that_nobody_targets_a_narrow_scope_does_not():
    assert "c" in ladder_cells(STUDY, ladder(STUDY), Grouping.FAMILY).groups
    narrow = ladder(STUDY, institution="iut")
    assert ladder_cells(STUDY, narrow, Grouping.FAMILY).groups == ("a", "b")


@pytest.mark.parametrize(
    ("scope", "grouping"),
    [(Scope(), "family"), (Scope(institution="ens"), "family"), (Scope(family="a"), "institution")],
)
def test_one_family_is_told_by_institution_all_else_by_family(scope, grouping):
    assert usual_grouping(scope) == grouping


@given(rows)
def test_counts_agree_with_trainings_and_steps(made):
    built = study(
        trainings=[
            training(f"t{n}", *kept, level=level, institution=place)
            for n, (level, kept, place) in enumerate(made)
        ]
    )
    found = ladder(built)
    by_family = ladder_cells(built, found, Grouping.FAMILY)
    assert sum(link.pairs for link in by_family.links) == sum(len(s.families) for s in found.steps)
    by_place = ladder_cells(built, found, Grouping.INSTITUTION)
    assert sum(link.pairs for link in by_place.links) == len(found.steps)
    keys = [key for group in by_place.groups for key in by_place.of(group)]
    assert sorted(keys) == sorted(found.placed)
    for key in found.placed:
        assert len(by_family.spots(key)) == len(built.trainings.get(key).families)


@given(rows)
def test_within_one_family_all_pairs_of_neighbouring_levels_are_joined(made):
    built = study(
        trainings=[
            training(f"t{n}", "a", *kept[:1], level=level, institution=place)
            for n, (level, kept, place) in enumerate(made)
            if kept[0] != "a"
        ]
    )
    found = ladder(built, family="a")
    cells = ladder_cells(built, found, Grouping.INSTITUTION)
    links = told(cells)
    levels = [rung.level for rung in found.rungs]
    for low, high in pairwise(levels):
        for start in cells.groups:
            for goal in cells.groups:
                pairs = len(cells.at(start, low)) * len(cells.at(goal, high))
                assert links.get(((start, low), (goal, high)), 0) == pairs


def test_the_shipped_study_groups_its_815_steps_in_a_few_links():
    shipped = read_sample()
    found = ladder(shipped)
    assert len(found.steps) == 815
    assert len(ladder_cells(shipped, found, Grouping.FAMILY).links) < 30
