from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.compute.bulk import Correction, Mode, bulk_edit
from planner.edits import apply
from planner.errors import EditRefused, InvalidInput
from planner.study import Source
from planner.vocab import Modality, Nature
from tests.build import FAMILIES, study, training

ROOM = "trainings"
PRINTED = Source(Nature.PUBLISHED, "Annexe 3", 12)


def sample(**fields):
    rows = [
        training("t1", "a", "c", level=5, source=PRINTED),
        training("t2", "b", level=6),
        training("t3", level=6, modalities=(Modality.CONTINUING,)),
    ]
    return study(trainings=rows, **fields)


def told(made):
    return [(c.key, c.field, c.before, c.after) for c in made.changes]


def test_each_cell_that_changes_is_listed_and_no_other():
    made = bulk_edit(sample(), ROOM, ("t1", "t2", "t3"), [Correction("level", Mode.REPLACE, 6)])
    assert told(made) == [
        ("t1", "level", 5, 6),
        ("t1", "source.nature", Nature.PUBLISHED, Nature.DECLARED),
    ]
    assert made.changed == ("t1",)
    assert made.unchanged == ("t2", "t3")


def test_values_are_added_and_removed_in_the_order_of_the_families():
    corrections = [
        Correction("families", Mode.ADD, ("b",)),
        Correction("families", Mode.REMOVE, ("c",)),
    ]
    made = bulk_edit(sample(), ROOM, ("t1", "t2"), corrections)
    assert ("t1", "families", ("a", "c"), ("a", "b")) in told(made)
    assert made.unchanged == ("t2",)


def test_modalities_follow_the_order_of_their_vocabulary():
    made = bulk_edit(
        sample(), ROOM, ("t3",), [Correction("modalities", Mode.ADD, (Modality.INITIAL,))]
    )
    assert made.changes[0].after == (Modality.INITIAL, Modality.CONTINUING)


def test_replacing_a_list_by_the_same_values_in_another_order_changes_nothing():
    made = bulk_edit(sample(), ROOM, ("t1",), [Correction("families", Mode.REPLACE, ("c", "a"))])
    assert made.changes == ()
    assert made.edit.edits == ()


def test_a_row_named_twice_is_corrected_once():
    made = bulk_edit(sample(), ROOM, ("t2", "t2"), [Correction("level", Mode.REPLACE, 5)])
    assert len(made.changes) == 1


@pytest.mark.parametrize(
    ("corrections", "code"),
    [
        ([Correction("level", Mode.ADD, 6)], "bulk_one_value"),
        ([Correction("level", Mode.REPLACE, 6)] * 2, "bulk_twice"),
        (
            [
                Correction("families", Mode.REPLACE, ("a",)),
                Correction("families", Mode.ADD, ("b",)),
            ],
            "bulk_twice",
        ),
    ],
)
def test_corrections_that_make_no_sense_are_refused(corrections, code):
    with pytest.raises(InvalidInput, match=code):
        bulk_edit(sample(), ROOM, ("t1",), corrections)


def test_a_row_that_is_not_there_or_a_value_that_cannot_stand_is_named():
    with pytest.raises(InvalidInput, match="no_such_row"):
        bulk_edit(sample(), ROOM, ("t9",), [Correction("level", Mode.REPLACE, 6)])
    with pytest.raises(EditRefused, match="too_large"):
        bulk_edit(sample(), ROOM, ("t1",), [Correction("level", Mode.REPLACE, 9)])


subsets = st.sets(st.sampled_from(FAMILIES)).map(lambda chosen: tuple(sorted(chosen)))


@given(held=st.lists(subsets, min_size=1, max_size=4), value=subsets, mode=st.sampled_from(Mode))
def test_the_list_of_changes_is_exactly_what_the_edit_does(held, value, mode):
    before = study(trainings=[training(f"t{n}", *f) for n, f in enumerate(held)])
    keys = tuple(before.trainings.keys())
    made = bulk_edit(before, ROOM, keys, [Correction("families", mode, value)])
    after = apply(before, made.edit).study
    sets = {Mode.REPLACE: set(value)}
    for key in keys:
        old, new = set(before.trainings.get(key).families), set(after.trainings.get(key).families)
        sets[Mode.ADD], sets[Mode.REMOVE] = old | set(value), old - set(value)
        assert new == sets[mode]
    differing = {k for k in keys if before.trainings.get(k) != after.trainings.get(k)}
    assert set(made.changed) == differing
    assert set(made.unchanged) == set(keys) - differing
    for change in made.changes:
        assert getattr(after.trainings.get(change.key), change.field) == change.after
