"""An edit made on an earlier study: what each side changed alone stands, the rest is asked."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from planner.differing import keeping, touched_between
from planner.edits import Batch, Drop, Put, Set, apply
from planner.reconciling import WHOLE, reconcile
from planner.study import DECLARED
from tests.build import study, training

BASE = study(trainings=[training("t1", comment="a", hours=1, duration="x"), training("t2")])


def after(*edits):
    return apply(BASE, Batch(tuple(edits))).study


def change(key="t1", **values):
    return Set("trainings", key, tuple(values.items()))


def test_fields_that_only_one_side_changed_stand_together():
    found = reconcile(change(hours=9), BASE, after(change(comment="b")))
    assert found.clashes == ()
    assert found.edit == change(hours=9)


def test_a_field_that_both_changed_is_a_clash_with_its_three_texts():
    now = after(change(comment="theirs", duration="y"))
    found = reconcile(change(comment="mine", hours=9), BASE, now)
    (clash,) = found.clashes
    assert (clash.field, clash.base, clash.mine, clash.theirs) == (
        "comment",
        "a",
        "mine",
        "theirs",
    )
    chosen = reconcile(change(comment="mine", hours=9), BASE, now, {clash.name: True})
    assert chosen.clashes == ()
    row = apply(now, chosen.edit).study.trainings.get("t1")
    assert (row.comment, row.hours, row.duration) == ("mine", 9, "y")
    left = reconcile(change(comment="mine", hours=9), BASE, now, {clash.name: False})
    assert apply(now, left.edit).study.trainings.get("t1").comment == "theirs"


def test_a_row_removed_by_them_comes_back_only_if_i_say_so():
    now = after(Drop("trainings", "t1"))
    found = reconcile(change(hours=9), BASE, now)
    (clash,) = found.clashes
    assert (clash.field, clash.mine, clash.theirs) == (WHOLE, True, False)
    assert found.edit == Batch(())
    chosen = reconcile(change(hours=9), BASE, now, {clash.name: True})
    assert apply(now, chosen.edit).study.trainings.get("t1").hours == 9


def test_a_row_that_they_changed_is_removed_only_if_i_say_so():
    now = after(change(comment="b"))
    (clash,) = reconcile(Drop("trainings", "t1"), BASE, now).clashes
    assert clash.row.comment == "b"
    chosen = reconcile(Drop("trainings", "t1"), BASE, now, {clash.name: True})
    assert apply(now, chosen.edit).study.trainings.find("t1") is None
    gone = reconcile(Drop("trainings", "t1"), BASE, after(Drop("trainings", "t1")))
    assert gone == reconcile(Batch(()), BASE, BASE)


def test_the_source_is_merged_part_by_part():
    mine = replace(DECLARED, note="mine")
    now = after(change(source=replace(DECLARED, place="theirs")))
    base = after(change(source=DECLARED))
    found = reconcile(change(source=mine), base, now)
    assert found.clashes == ()
    row = apply(now, found.edit).study.trainings.get("t1")
    assert (row.source.note, row.source.place) == ("mine", "theirs")


FIELDS = {
    "comment": st.sampled_from(["a", "b", "c"]),
    "hours": st.sampled_from([1, 2, None]),
    "duration": st.sampled_from(["x", "y"]),
}
CHANGES = st.fixed_dictionaries({}, optional=FIELDS)


@given(CHANGES, CHANGES, st.booleans())
def test_the_merge_is_that_of_an_oracle_field_by_field(mine, theirs, takes_mine):
    now = after(change(**theirs)) if theirs else BASE
    as_put = Put("trainings", replace(BASE.trainings.get("t1"), **mine))
    for edit in (change(**mine), as_put):
        found = reconcile(edit, BASE, now)
        choices = {clash.name: takes_mine for clash in found.clashes}
        row = apply(now, reconcile(edit, BASE, now, choices).edit).study.trainings.get("t1")
        base = BASE.trainings.get("t1")
        for name in FIELDS:
            was, has = getattr(base, name), getattr(now.trainings.get("t1"), name)
            wanted = mine.get(name, was)
            clashes = wanted != was and has not in (was, wanted)
            assert ((("trainings", "t1", name)) in choices) is clashes
            expected = wanted if wanted != was and (not clashes or takes_mine) else has
            assert getattr(row, name) == expected


def test_two_states_of_a_study_differ_in_the_rows_that_differ():
    now = after(change(hours=5), Drop("trainings", "t2"), Put("trainings", training("t3")))
    touched = touched_between(BASE, now)
    assert touched.rows == {("trainings", "t1"), ("trainings", "t2"), ("trainings", "t3")}
    read_again = replace(now, families=type(now.families)(list(now.families)))
    kept = keeping(BASE, read_again, touched)
    assert kept == now
    assert kept.families is BASE.families
    assert touched_between(now, now).rows == frozenset()
