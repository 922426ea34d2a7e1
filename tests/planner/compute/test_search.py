"""Searching: what is found, in which order; a naive search is the oracle."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.compute.search import Entry, Index, Kind, study_entries
from planner.text import search_key
from planner.watch import Cancelled, Watch
from tests.build import study, training


def entries(*names, kind=Kind.TRAININGS):
    return [Entry(kind, str(number), name) for number, name in enumerate(names)]


def found(typed, *names, most=6):
    return [entry.name for entry in Index(entries(*names)).find(typed, most)]


@pytest.mark.parametrize("typed", ["médiation", "MEDIATION", "  mediation ", "Mediatíon"])
def test_neither_accents_nor_case_matter(typed):
    assert found(typed, "Médiation numérique", "Robotique") == ["Médiation numérique"]


def test_names_that_begin_so_come_first_then_words_then_the_inside_of_words():
    names = ("Microdata", "Master Big Data", "Data Scientist", "Licence Robotique")
    assert found("data", *names) == ["Data Scientist", "Master Big Data", "Microdata"]


def test_all_words_are_needed_in_any_order():
    names = ("Master Data Lille", "Master Data Calais", "Lille")
    assert found("lil mas", *names) == ["Master Data Lille"]


def test_what_stands_beside_a_name_is_searched_after_the_names():
    index = Index(
        [Entry(Kind.TRAININGS, "a", "Robotique", "Calais"), Entry(Kind.CITIES, "b", "Calais")]
    )
    assert [entry.key for entry in index.find("calais")] == ["b", "a"]


def test_a_slip_is_forgiven_only_where_nothing_holds_the_words():
    assert found("robtique", "Robotique mobile", "Data") == ["Robotique mobile"]
    assert found("robotique", "Robotique mobile", "Robotiques") == [
        "Robotiques",
        "Robotique mobile",
    ]
    assert found("xyzzy", "Robotique mobile") == []


def test_short_words_and_numbers_hold_no_slips():
    assert found("ai", "IA") == []
    assert found("12346", "Formation 12345") == []


def test_signs_part_words_and_are_not_needed():
    assert found("d ingenieur", "Diplôme d'ingénieur") == ["Diplôme d'ingénieur"]
    assert found("c++ !", "Programmer en C++") == ["Programmer en C++"]


def test_without_words_nothing_is_found():
    assert found("", "Robotique") == found(" ' ", "Robotique") == []


def test_no_kind_shows_more_than_was_asked_for():
    index = Index(
        [*entries(*"abcdefghij"), *entries(*(f"a{n}" for n in range(20)), kind=Kind.CITIES)]
    )
    assert len(index.find("a", 3)) == 1 + 3


def test_a_study_is_found_by_what_people_call_things():
    built = study(trainings=[training("t1", title="Master Robotique", institution="iut")])
    index = Index(study_entries(built))
    assert [(e.kind, e.key) for e in index.find("robotique iut")] == [(Kind.TRAININGS, "t1")]
    assert index.find("master")[0].detail == "IUT · Lille"
    assert (Kind.FAMILIES, "a") in [(e.kind, e.key) for e in index.find("famille")]
    assert {e.kind for e in index.find("lille")} == {Kind.CITIES, Kind.TRAININGS}


def test_making_an_index_can_be_stopped():
    watch = Watch()
    watch.cancel()
    with pytest.raises(Cancelled):
        Index(entries("a"), watch)


WORDS = st.lists(st.sampled_from(["robot", "data", "été", "ia", "Lille", "ro", "da"]), min_size=1)


@given(st.lists(WORDS.map(" ".join), max_size=12), WORDS.map(" ".join))
def test_it_finds_exactly_what_a_naive_search_finds(names, typed):
    wanted = search_key(typed).split()
    naive = {n for n, name in enumerate(names) if all(w in search_key(name) for w in wanted)}
    index = Index(entries(*names))
    assert {int(entry.key) for entry in index.find(typed, 1000)} == naive or not naive
