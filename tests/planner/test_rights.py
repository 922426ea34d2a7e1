"""Who may write what: each role its own, and a sentence where it is not."""

from __future__ import annotations

import pytest

from planner.changes import Touched
from planner.fields import ENTITIES
from planner.rights import RIGHTS, Person, Role, Scope, institution_of, of_history
from planner.study import Comment, Seats, Source
from planner.vocab import Nature, SeatKind
from tests.build import study, training

DECLARED = Source(Nature.DECLARED)
MINE = Person(Role.INSTITUTION_EDITOR, frozenset({"ens"}))
REGION = study(
    trainings=[training("t1", institution="ens"), training("t2", institution="iut")],
    seats=[
        Seats(key=f"s{n}", training=f"t{n}", year=2026, kind=SeatKind.OPEN, low=10, high=10)
        for n in (1, 2)
    ],
    comments=[
        Comment(key="c1", about="trainings", row="t1", text="?", author="x"),
        Comment(key="c2", about="institutions", row="iut", text="?", author="x"),
        Comment(key="c3", about="families", row="a", text="?", author="x"),
    ],
)


@pytest.mark.parametrize("role", Role)
def test_a_role_has_a_right_on_every_collection_and_writes_only_what_it_reads(role):
    assert RIGHTS[role].keys() == ENTITIES.keys()
    breadth = list(Scope)
    for right in RIGHTS[role].values():
        assert breadth.index(right.write) <= breadth.index(right.read)


def test_every_collection_but_what_was_printed_has_somebody_who_writes_it():
    unwritten = {
        collection
        for collection in ENTITIES
        if all(RIGHTS[role][collection].write is Scope.NONE for role in Role)
    }
    assert unwritten == {"facts", "claims", "departments", "outlines"}


@pytest.mark.parametrize(
    ("collection", "key", "owner"),
    [
        ("trainings", "t2", "iut"),
        ("seats", "s1", "ens"),
        ("comments", "c1", "ens"),
        ("comments", "c2", "iut"),
        ("comments", "c3", None),
        ("families", "a", None),
    ],
)
def test_a_row_belongs_to_the_institution_that_it_leads_to(collection, key, owner):
    assert institution_of(REGION, collection, getattr(REGION, collection).get(key)) == owner


@pytest.mark.parametrize(
    ("collection", "key", "code"),
    [
        ("trainings", "t1", None),
        ("seats", "s1", None),
        ("comments", "c1", None),
        ("trainings", "t2", "rights.not_your_institution"),
        ("seats", "s2", "rights.not_your_institution"),
        ("comments", "c2", "rights.not_your_institution"),
        ("comments", "c3", "rights.not_your_institution"),
        ("families", "a", "rights.not_your_role"),
    ],
)
def test_an_institution_writes_its_own_rows_only(collection, key, code):
    said = MINE.refusal(REGION, collection, getattr(REGION, collection).get(key))
    assert (said and said.code) == code


def test_who_reads_the_notes_about_an_institution():
    notes = [REGION.comments.get(key) for key in ("c1", "c2", "c3")]

    def seen(person):
        return [person.sees(REGION, "comments", note) for note in notes]

    assert seen(MINE) == [True, False, False]
    assert seen(Person(Role.OFFICER)) == seen(Person(Role.RAPPORTEUR)) == [True, True, True]
    assert seen(Person(Role.READER)) == [False, False, False]


def test_the_steps_of_others_are_read_by_those_who_may_read_all_rows():
    rights = {role: of_history(role) for role in Role}
    assert {role for role in Role if rights[role].read is Scope.ALL} == {
        Role.OFFICER,
        Role.RAPPORTEUR,
    }
    assert {role for role in Role if rights[role].write is Scope.NONE} == {Role.READER}


def test_a_training_is_neither_given_away_nor_taken():
    away = study(trainings=[training("t1", institution="iut")])
    own = study(trainings=[training("t1", institution="ens")])
    touched = Touched(frozenset({("trainings", "t1")}))
    for before, after in ((own, away), (away, own)):
        (said,) = MINE.refusals(before, after, touched)
        assert said.code == "rights.not_your_institution"
        assert said["name"] == "IUT"
    assert list(MINE.refusals(own, own, touched)) == []


def test_without_an_institution_an_editor_adds_nothing():
    assert MINE.may_add("trainings")
    assert not Person(Role.INSTITUTION_EDITOR).may_add("trainings")
    assert not MINE.may_add("need_lines")
    assert Person(Role.OFFICER).may_add("need_lines")
