"""Kept scenarios: rows and moves, the study seen through a scenario, keeping and adopting."""

from __future__ import annotations

from fractions import Fraction
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.compute.gaps import gaps, openings
from planner.compute.moves import (
    AddSeats,
    ChangeNeed,
    ChangeShare,
    ChangeYield,
    CloseTraining,
    OpenTraining,
    as_edit,
)
from planner.compute.needs import needs
from planner.compute.scenarios import (
    adopt,
    bare,
    change_moves,
    is_kept,
    keep,
    move_of,
    moves_of,
    rename,
    row_of,
    through,
)
from planner.compute.whatif import what_if
from planner.edits import Set, apply
from planner.errors import EditRefused, InvalidInput
from planner.text import clean, unwritable
from planner.vocab import Modality, MoveKind, Nature
from tests.planner.needing import assumed, toy

HALF = Fraction(1, 2)
OPEN = OpenTraining("Neuve", ("a", "c"), 5, 3, None, (Modality.INITIAL,))
ADD, CLOSE = AddSeats("b", 10), CloseTraining("ab")
NEED = ChangeNeed("n", 90, 100, 120)
SHARE = ChangeShare("n", "a", 5, Fraction(1, 11))
YIELD = ChangeYield("yield.stays", HALF)
EVERY = (OPEN, CLOSE, ADD, NEED, SHARE, YIELD)

people = st.integers(0, 10**6)
maybe = st.none() | people
keys = st.text("abcxyz-", min_size=1, max_size=8)
names = st.text(max_size=30).filter(lambda t: not any(map(unwritable, t))).map(clean)
shares = st.fractions(0, 1, max_denominator=10**6)
lists = st.lists(keys, unique=True, max_size=3).map(tuple)
modalities = st.lists(st.sampled_from(Modality), unique=True).map(tuple)
levels = st.integers(1, 8)
any_move = st.one_of(
    st.builds(OpenTraining, names, lists, levels, people, maybe, modalities),
    st.builds(CloseTraining, keys),
    st.builds(AddSeats, keys, people),
    st.builds(ChangeNeed, keys, maybe, maybe, maybe),
    st.builds(ChangeShare, keys, keys, levels, shares),
    st.builds(ChangeYield, keys, shares),
)


def study():
    return toy(assumptions=assumed(yield__completion=1, yield__stays=1, yield__reaches=1))


def new_keys():
    number = count(1)
    return lambda: f"k{next(number)}"


def kept(base, *moves, scenario="s"):
    """The study that keeps the moves over a scenario, and the key of the new one."""
    key, edit = keep(base, scenario, "Et si", moves, new_keys())
    return apply(base, edit).study, key


@given(any_move)
def test_a_move_of_any_kind_comes_back_from_its_row(move):
    assert move_of(row_of(move, key="m", rank=1, scenario="s")) == move


def test_every_kind_of_move_has_its_row():
    rows = [row_of(move, key="m", rank=1, scenario="s") for move in EVERY]
    assert {row.kind for row in rows} == set(MoveKind)
    assert {row.source.nature for row in rows} == {Nature.ASSUMPTION}


@pytest.mark.parametrize("kind", list(MoveKind))
def test_a_row_that_lacks_a_field_of_its_kind_says_which(kind):
    whole = next(
        row for row in (row_of(m, key="m", rank=1, scenario="s") for m in EVERY) if row.kind is kind
    )
    blank = type(whole)(key="m", scenario="s", kind=kind)
    if kind is MoveKind.NEED:
        assert move_of(type(whole)(key="m", scenario="s", kind=kind, need_line="n"))
    with pytest.raises(InvalidInput) as refused:
        move_of(blank)
    assert str(refused.value.message["field"]).startswith("field.scenario_moves.")


def test_keeping_writes_a_scenario_with_the_needs_of_its_base_and_changes_no_figure():
    base = study()
    after, key = kept(base, *EVERY)
    scenario = after.scenarios.get(key)
    assert scenario.need_lines == base.scenarios.get("s").need_lines
    assert scenario.seat_kind is base.scenarios.get("s").seat_kind
    assert moves_of(after, key) == EVERY
    assert is_kept(after, key)
    assert not is_kept(after, "s")
    assert gaps(after, "s") == gaps(base, "s")
    assert (after.trainings, after.seats, after.need_lines) == (
        base.trainings,
        base.seats,
        base.need_lines,
    )


def test_whoever_reads_a_kept_scenario_sees_its_moves():
    base = study()
    after, key = kept(base, *EVERY)
    wondered = what_if(base, "s", EVERY).after
    seen = gaps(after, key)
    assert [s.families for s in seen.segments] == [s.families for s in wondered.segments]
    assert seen.notes[0].code == "gap.note.moves"
    assert seen.notes[1:] == wondered.notes
    assert needs(after, key).segments == needs(through(after, key), key).segments
    assert needs(after, key).segments != needs(after, "s").segments
    assert openings(after, key).segments != openings(after, "s").segments


def test_looking_through_a_scenario_twice_is_looking_once():
    after, key = kept(study(), *EVERY)
    seen = through(after, key)
    assert seen != after
    assert through(seen, key) == seen
    assert gaps(seen, key).segments == gaps(after, key).segments
    assert through(after, "s") is after
    assert through(after, "rêve") is after
    assert gaps(bare(after, key), key).segments == gaps(after, "s").segments


def test_moves_over_a_kept_scenario_come_after_its_own():
    after, key = kept(study(), ADD, NEED)
    made = what_if(after, key, [ChangeNeed("n", 110, 110, 110)])
    assert made.before.segments == gaps(after, key).segments
    assert made.after.segments == what_if(study(), "s", [ADD]).after.segments


def test_adopting_is_one_batch_that_makes_the_base_see_what_the_scenario_saw():
    base = study()
    after, key = kept(base, *EVERY)
    wanted = gaps(after, key).segments
    applied = apply(after, adopt(after, key, moves_of(after, key)))
    assert gaps(applied.study, "s").segments == wanted
    assert gaps(applied.study, key).segments == wanted
    assert moves_of(applied.study, key) == ()
    assert apply(applied.study, applied.inverse).study == after


def test_a_kept_move_that_is_not_adopted_stays_kept():
    after, key = kept(study(), ADD, CLOSE)
    adopted = apply(after, adopt(after, key, (ADD, NEED))).study
    assert moves_of(adopted, key) == (CLOSE,)
    assert adopted.need_lines.get("n").low == 90


def test_changing_moves_leaves_the_rows_of_those_that_stay():
    after, key = kept(study(), ADD, CLOSE)
    first = next(row.key for row in after.scenario_moves)
    changed = apply(after, change_moves(after, key, (ADD, YIELD), lambda: "neuf")).study
    assert moves_of(changed, key) == (ADD, YIELD)
    assert [row.key for row in changed.scenario_moves] == [first, "mov-neuf"]
    emptied = apply(after, change_moves(after, key, (), new_keys())).study
    assert moves_of(emptied, key) == ()


def test_equal_moves_are_kept_as_often_as_they_are_made():
    after, key = kept(study(), ADD, ADD)
    assert moves_of(after, key) == (ADD, ADD)
    assert moves_of(apply(after, change_moves(after, key, (ADD,), new_keys())).study, key) == (ADD,)


def test_a_name_that_is_taken_is_refused():
    with pytest.raises(EditRefused, match="twin"):
        kept(study(), ADD)[0] and apply(study(), keep(study(), "s", "essai", [ADD], new_keys())[1])
    assert apply(study(), rename("s", " Autre ")).study.scenarios.get("s").name == "Autre"


@pytest.mark.parametrize(
    ("moves", "code"),
    [
        ((), "scenario_without_moves"),
        ((CloseTraining("rêve"),), "whatif_unknown"),
        ((NEED, ChangeNeed("n", 1, 1, 1)), "whatif_contradiction"),
    ],
)
def test_what_cannot_stand_is_neither_kept_nor_adopted(moves, code):
    with pytest.raises(InvalidInput, match=code):
        keep(study(), "s", "X", moves, new_keys())
    with pytest.raises(InvalidInput, match=code):
        adopt(study(), "s", moves)
    with pytest.raises(InvalidInput, match="unknown_scenario"):
        keep(study(), "rêve", "X", [ADD], new_keys())


def test_kept_moves_that_contradict_each_other_refuse_the_report_not_the_study():
    after, key = kept(study(), NEED, ADD)
    row = next(row for row in after.scenario_moves if row.kind is MoveKind.ADD)
    clash = Set(
        "scenario_moves",
        row.key,
        (("kind", MoveKind.NEED), ("need_line", "n"), ("low", 1), ("training", None)),
    )
    broken = apply(after, clash).study
    with pytest.raises(InvalidInput, match="whatif_contradiction"):
        gaps(broken, key)
    assert gaps(broken, "s") == gaps(after, "s")


def test_a_training_that_a_kept_move_names_cannot_be_dropped():
    after, _ = kept(study(), ADD)
    assert as_edit(after, CloseTraining("b"), "s")
    from planner.edits import Drop

    with pytest.raises(EditRefused, match="still_used"):
        apply(apply(after, Drop("seats", "b.2020.open.0")).study, Drop("trainings", "b"))
