"""A copy of the region that comes home: nothing is lost, nothing is overwritten unasked."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from planner.compute.cells import cell_value
from planner.edits import Batch, Drop, Put, Set, apply
from planner.errors import EditRefused
from planner.exchange.bringing import brought
from planner.exchange.copies import Copy, cell_codes, with_known_names
from planner.exchange.homecoming import hold
from planner.exchange.replies import RowFate
from planner.exchange.taking import Decisions, RowChoice, Side
from planner.exchange.three_way import Fate
from planner.fields import ENTITIES
from planner.rights import Person, Role
from planner.study import Action, Comment, Family, Seats, Source, Study, Task
from planner.vocab import Nature, SeatKind, TaskKind
from tests.build import study, training
from tests.tries import tries

ACTION = Action(key="1.3", title="Former")


@cache
def base() -> Study:
    """A small region: trainings with places, tasks that wait for each other, a remark."""
    return study(
        trainings=[training("t1", "a", "b"), training("t2", "b"), training("t3", title="Trois")],
        seats=[seats("s1", "t1", 10), seats("s2", "t2", 20, 30)],
        actions=[ACTION],
        tasks=[task("k1"), task("k2", "k1")],
        comments=[Comment(key="c1", about="trainings", row="t1", text="À relire")],
    )


def seats(key: str, of: str, low: int, high: int | None = None) -> Seats:
    return Seats(key=key, training=of, year=2026, kind=SeatKind.OPEN, low=low, high=high)


def task(key: str, *after: str) -> Task:
    title = f"Tâche {key}"
    return Task(key=key, action="1.3", title=title, kind=TaskKind.TASK, days=5, after=after)


def done(before: Study, *edits: Any) -> Study:
    return apply(before, Batch(edits)).study


def held(ours: Study, theirs: Study, was: Study | None = None, person: Person | None = None):
    copy = Copy(base() if was is None else was, theirs)
    return copy, hold(ours, copy, person)


def merged(ours: Study, theirs: Study, decisions: Decisions | None = None) -> Study:
    copy, comparison = held(ours, theirs)
    return apply(ours, brought(ours, comparison, copy, decisions or Decisions()).edit).study


def test_a_copy_without_a_change_has_nothing_to_show():
    copy, comparison = held(base(), base())
    assert comparison.rows == ()
    assert comparison.counts()[RowFate.IDENTICAL] == sum(len(getattr(base(), n)) for n in ENTITIES)
    assert brought(base(), comparison, copy, Decisions()).edit == Batch(())


def test_a_cell_that_the_copy_changed_is_taken_and_the_other_one_stays():
    ours = done(base(), Set("trainings", "t1", (("level", 7),)))
    theirs = done(base(), Set("trainings", "t1", (("title", "Neuf"),)))
    row = merged(ours, theirs).trainings.get("t1")
    assert (row.level, row.title) == (7, "Neuf")


def test_a_cell_that_both_changed_keeps_both_texts_and_the_study_until_decided():
    ours = done(base(), Set("trainings", "t1", (("title", "Le nôtre"),)))
    theirs = done(base(), Set("trainings", "t1", (("title", "Le leur"),)))
    copy, comparison = held(ours, theirs)
    (row,) = comparison.of(RowFate.CONFLICTING)
    (cell,) = [cell for cell in row.cells if cell.is_open]
    assert (cell.base, cell.ours, cell.theirs) == ("Formation t1", "Le nôtre", "Le leur")
    assert brought(ours, comparison, copy, Decisions()).open == 1
    decided = Decisions().with_cell("trainings/t1", "title", Side.THEIRS)
    assert merged(ours, theirs).trainings.get("t1").title == "Le nôtre"
    assert merged(ours, theirs, decided).trainings.get("t1").title == "Le leur"


def test_spaces_that_do_not_break_are_a_change_of_the_copy():
    theirs = done(base(), Set("trainings", "t1", (("title", "Formation\u202ft1"),)))
    assert merged(base(), theirs).trainings.get("t1").title == "Formation\u202ft1"


def test_new_rows_that_refer_to_each_other_are_added_in_order():
    theirs = done(
        base(),
        Put("families", Family(key="z", rank=-1, name="Famille z", short_name="Z")),
        Put("trainings", training("t9", "z")),
        Put("seats", seats("s9", "t9", 5)),
        Put("tasks", task("k9")),
        Put("tasks", task("k8", "k9", "k1")),
        Set("tasks", "k1", (("after", ("k9",)),)),
    )
    assert merged(base(), theirs) == theirs


def test_a_row_that_lacks_in_the_copy_goes_only_by_decision_and_takes_what_is_its_own():
    theirs = done(base(), Drop("trainings", "t1"))
    _, comparison = held(base(), theirs)
    assert [row.name for row in comparison.of(RowFate.ABSENT)] == ["trainings/t1", "seats/s1"]
    assert merged(base(), theirs) == base()
    dropped = Decisions().with_row("trainings/t1", RowChoice.DROP)
    after = merged(base(), theirs, dropped)
    assert after.trainings.find("t1") is None
    assert after.seats.find("s1") is None
    archived = Decisions().with_row("trainings/t1", RowChoice.ARCHIVE)
    assert merged(base(), theirs, archived).trainings.get("t1").is_archived


def test_only_trainings_can_be_archived():
    _, comparison = held(base(), done(base(), Drop("seats", "s2")))
    (row,) = comparison.rows
    decided = Decisions().with_row(row.name, RowChoice.ARCHIVE)
    assert decided.choice(row) is RowChoice.KEEP


def test_a_row_that_the_study_dropped_comes_back_only_by_decision():
    ours = done(base(), Drop("trainings", "t3"))
    theirs = done(base(), Set("trainings", "t3", (("title", "Vivante"),)))
    _, comparison = held(ours, theirs)
    (row,) = comparison.of(RowFate.CONFLICTING)
    assert row.is_gone
    assert merged(ours, theirs) == ours
    decided = Decisions().with_cell("trainings/t3", "title", Side.THEIRS)
    assert merged(ours, theirs, decided).trainings.get("t3").title == "Vivante"


def test_bounds_that_cross_only_together_are_a_conflict():
    ours = done(base(), Set("seats", "s2", (("low", 29),)))
    theirs = done(base(), Set("seats", "s2", (("high", 25),)))
    _, comparison = held(ours, theirs)
    (row,) = comparison.of(RowFate.CONFLICTING)
    assert [cell.code for cell in row.cells if cell.fate is Fate.CONFLICT] == ["high"]
    assert merged(ours, theirs) == ours


def test_a_row_that_cannot_stand_is_told_with_the_reason_and_the_others_are_taken():
    ours = done(base(), Put("families", Family(key="y", name="Famille neuve", short_name="Y")))
    theirs = done(
        base(),
        Put("families", Family(key="z", name="famille  neuve", short_name="Z")),
        Put("trainings", training("t9", "z")),
        Set("trainings", "t2", (("level", 6),)),
    )
    copy, comparison = held(ours, theirs)
    told = {row.name: row.refused[0].said.code for row in comparison.of(RowFate.REFUSED)}
    assert told == {"families/z": "error.twin", "trainings/t9": "error.unknown_reference"}
    made = brought(ours, comparison, copy, Decisions())
    assert apply(ours, made.edit).study.trainings.get("t2").level == 6


def test_a_name_that_both_sides_added_is_one_row():
    ours = done(base(), Put("families", Family(key="y", name="Famille neuve", short_name="Y")))
    theirs = done(
        base(),
        Put("families", Family(key="z", name="famille  neuve", short_name="Y")),
        Put("trainings", training("t9", "a", "z")),
    )
    copy = with_known_names(ours, Copy(base(), theirs))
    comparison = hold(ours, copy)
    told = {row.name: row.fate for row in comparison.rows}
    assert told == {"families/y": RowFate.CONFLICTING, "trainings/t9": RowFate.NEW}
    after = apply(ours, brought(ours, comparison, copy, Decisions()).edit).study
    assert after.trainings.get("t9").families == ("a", "y")
    assert len(after.families) == len(ours.families)
    assert with_known_names(after, Copy(base(), ours)) == Copy(base(), ours)


def test_names_that_make_room_for_each_other_are_taken_in_turn():
    theirs = done(
        base(),
        Set("families", "b", (("name", "Autre"),)),
        Set("families", "a", (("name", "Famille b"),)),
    )
    assert merged(base(), theirs) == theirs


def test_a_decision_that_cannot_stand_is_left_with_the_reason():
    theirs = done(base(), Drop("comments", "c1"), Set("trainings", "t1", (("families", ()),)))
    theirs = done(theirs, Set("trainings", "t2", (("families", ()),)), Drop("families", "b"))
    ours = done(base(), Put("trainings", training("t8", "b")))
    copy, comparison = held(ours, theirs)
    decided = Decisions().with_row("families/b", RowChoice.DROP)
    made = brought(ours, comparison, copy, decided)
    assert [(name, said.code) for name, said in made.left] == [("families/b", "error.still_used")]
    assert apply(ours, made.edit).study.trainings.get("t1").families == ()


def test_the_same_copy_brought_home_twice_has_nothing_left_to_take():
    theirs = done(base(), Put("trainings", training("t9")), Set("trainings", "t1", (("level", 8),)))
    _, again = held(merged(base(), theirs), theirs)
    assert again.rows == ()


def test_a_row_brought_home_and_changed_since_is_a_conflict():
    theirs = done(base(), Put("trainings", training("t9")))
    ours = done(merged(base(), theirs), Set("trainings", "t9", (("level", 8),)))
    _, comparison = held(ours, theirs)
    assert [row.name for row in comparison.of(RowFate.CONFLICTING)] == ["trainings/t9"]


def test_the_parts_of_a_source_are_merged_one_by_one():
    ours = done(base(), Set("trainings", "t1", (("source", Source(Nature.DECLARED, "p. 3")),)))
    theirs = done(base(), Set("trainings", "t1", (("source", Source(Nature.ASSUMPTION)),)))
    assert merged(ours, theirs).trainings.get("t1").source == Source(Nature.ASSUMPTION, "p. 3")


def test_what_is_not_ones_own_is_listed_with_the_reason_and_left_out():
    was = replace(base(), trainings=base().trainings.put(training("t4", institution="iut")))
    editor = Person(Role.INSTITUTION_EDITOR, frozenset({"iut"}))
    theirs = done(
        was,
        Set("trainings", "t1", (("level", 8),)),
        Set("trainings", "t2", (("institution", "iut"),)),
        Set("trainings", "t4", (("level", 8),)),
        Put("seats", seats("s8", "t4", 3)),
        Put("seats", seats("s9", "t1", 3)),
        Set("tasks", "k1", (("title", "Autre"),)),
        Drop("comments", "c1"),
    )
    copy, comparison = held(was, theirs, was, editor)
    told = {row.name: row.refused[0].said.code for row in comparison.of(RowFate.REFUSED)}
    other = "rights.not_your_institution"
    assert told == {
        "trainings/t1": other, "trainings/t2": other, "seats/s9": other, "comments/c1": other,
        "tasks/k1": "rights.not_your_role",
    }  # fmt: skip
    made = brought(was, comparison, copy, Decisions(), editor)
    applied = apply(was, made.edit)
    assert applied.touched.rows == {("trainings", "t4"), ("seats", "s8")}
    assert not list(editor.refusals(was, applied.study, applied.touched))


def test_two_rows_of_ones_own_that_merge_into_one_of_others_are_left_out():
    editor = Person(Role.INSTITUTION_EDITOR, frozenset({"ens"}))
    ours = done(base(), Set("trainings", "t3", (("institution", "iut"),)))
    theirs = done(
        base(),
        Set("seats", "s1", (("training", "t3"),)),
        Set("trainings", "t2", (("level", 8),)),
    )
    copy, comparison = held(ours, theirs, person=editor)
    told = {row.name: row.refused[0].said.code for row in comparison.of(RowFate.REFUSED)}
    assert told == {"seats/s1": "rights.not_your_institution"}
    made = brought(ours, comparison, copy, Decisions(), editor)
    assert apply(ours, made.edit).touched.rows == {("trainings", "t2")}


def test_a_training_of_ones_own_goes_with_its_places():
    editor = Person(Role.INSTITUTION_EDITOR, frozenset({"ens"}))
    copy, comparison = held(base(), done(base(), Drop("trainings", "t1")), person=editor)
    decided = Decisions().with_row("trainings/t1", RowChoice.DROP)
    made = brought(base(), comparison, copy, decided, editor)
    assert made.left == ()
    after = apply(base(), made.edit).study
    assert (after.trainings.find("t1"), after.seats.find("s1")) == (None, None)


# Random edits on both sides.

_CELLS = {
    "trainings": {
        "title": ("Un", "Deux", "Trois"), "level": (5, 6, None),
        "families": ((), ("a",), ("c", "a")),
        "comment": ("", "x\u202fy", "x y"), "rank": (0, 3), "is_archived": (True, False),
    },
    "seats": {"low": (0, 12, 25), "high": (None, 15, 40), "training": ("t1", "t2", "t9")},
    "families": {"name": ("Famille b", "Zoologie", "Famille q"), "short_name": ("A", "Q")},
    "tasks": {"title": ("Un", "Deux"), "after": ((), ("k1",), ("k2",), ("k9",))},
    "comments": {"text": ("Vu", "À voir")},
}  # fmt: skip
_NEW = {
    "trainings": lambda key: training(key, "a", title=f"De {key}"),
    "seats": lambda key: seats(key, "t1", 4),
    "families": lambda key: Family(key=key, name=f"Famille {key}", short_name=key),
    "tasks": lambda key: task(key, "k1"),
    "comments": lambda key: Comment(key=key, about="trainings", row="t1", text=key),
}


@st.composite
def edits(draw: Any, side: str) -> Any:
    collection = draw(st.sampled_from(sorted(_CELLS)))
    new = f"{collection[0]}-{side}"
    known = [row.key for row in getattr(base(), collection)]
    key = draw(st.sampled_from([*known, new]))
    kind = draw(st.sampled_from(("set", "set", "set", "put", "drop")))
    if kind == "drop":
        return Drop(collection, key)
    if kind == "put":
        return Put(collection, _NEW[collection](new))
    name = draw(st.sampled_from(sorted(_CELLS[collection])))
    return Set(collection, key, ((name, draw(st.sampled_from(_CELLS[collection][name]))),))


def edited(asked: list[Any]) -> Study:
    """The region after those edits that can stand."""
    now = base()
    for edit in asked:
        try:
            now = apply(now, edit).study
        except EditRefused:
            continue
    return now


def sides(side: str) -> st.SearchStrategy[Study]:
    return st.lists(edits(side), max_size=8).map(edited)


@tries(80)
@given(sides("o"), sides("t"))
def test_a_change_of_one_side_is_never_lost_and_two_changes_of_a_cell_are_told(ours, theirs):
    copy, comparison = held(ours, theirs)
    after = apply(ours, brought(ours, comparison, copy, Decisions()).edit).study
    told = {row.name: row for row in comparison.rows}
    for collection in ENTITIES:
        kept, was, mine, their = (
            getattr(each, collection) for each in (after, base(), ours, theirs)
        )
        assert {row.key for row in mine} <= {row.key for row in kept}
        for row in their:
            shown = told.get(f"{collection}/{row.key}")
            if shown is not None and shown.fate is RowFate.REFUSED:
                assert shown.refused[0].said.code.startswith("error.")
                assert kept.find(row.key) == mine.find(row.key)
            elif was.find(row.key) is None and mine.find(row.key) is None:
                assert kept.get(row.key) == row
            elif was.find(row.key) is not None and mine.find(row.key) is not None:
                three = (was.get(row.key), mine.get(row.key), row)
                look_at(collection, shown, three, kept.get(row.key))


def look_at(collection: str, shown: Any, three: Any, kept: Any) -> None:
    cells = {} if shown is None else {cell.code: cell for cell in shown.cells}
    for code in cell_codes(collection):
        was, mine, their = (cell_value(row, code) for row in three)
        now = cell_value(kept, code)
        is_open = code in cells and cells[code].fate is Fate.CONFLICT
        if their in (was, mine):
            assert now == mine
            assert not is_open
        elif mine == was and not is_open:
            assert now == their
        else:
            assert now == mine
            assert (cells[code].base, cells[code].ours, cells[code].theirs) == (was, mine, their)
            assert is_open


@tries(30)
@given(sides("t"))
def test_a_copy_of_a_region_that_stood_still_is_the_region_afterwards(theirs):
    copy, comparison = held(base(), theirs)
    decisions = Decisions()
    for row in comparison.of(RowFate.ABSENT):
        decisions = decisions.with_row(row.name, RowChoice.DROP)
    made = brought(base(), comparison, copy, decisions)
    if not made.left and not comparison.of(RowFate.REFUSED):
        assert apply(base(), made.edit).study == theirs
    assert not comparison.of(RowFate.CONFLICTING)


@tries(30)
@given(sides("t"))
def test_the_same_changes_on_both_sides_are_no_conflict(theirs):
    _, comparison = held(theirs, theirs)
    assert comparison.rows == ()
