"""A batch in one pass against the same edits one by one, which is the definition."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.changes import Touched
from planner.edits import Applied, Batch, Drop, Edit, Put, Set, apply
from planner.errors import EditRefused
from planner.messages import Message
from planner.rows import Rows
from planner.study import Allocation, AllocationShare, Bridge, Seats, Study
from planner.vocab import SeatKind
from tests.build import FAMILIES, study, training
from tests.tries import tries

BASE = study(
    trainings=[training("t1", "a"), training("t2", "a", "b"), training("t3")],
    seats=[Seats(key="s1", training="t1", year=2026, kind=SeatKind.OPEN, low=10, high=20)],
    bridges=[Bridge(key="b1", start="t1", goal="t2")],
    allocations=[Allocation(key="k1", name="Clé"), Allocation(key="k2", name="Autre")],
    allocation_shares=[AllocationShare(key="h1", allocation="k1", family="a", level=5, share=1)],
)

trainings = st.sampled_from(["t1", "t2", "t3", "t4"])
allocations = st.sampled_from(["k1", "k2", "k3"])
names = st.sampled_from(["Clé", "clé ", "CLÉ", "Autre", "Une", ""])
ranks = st.integers(0, 3)
families = st.lists(st.sampled_from((*FAMILIES, "z")), unique=True, max_size=2).map(tuple)
singles = st.one_of(
    st.builds(
        lambda key, held, rank: Put("trainings", replace(training(key, *held), rank=rank)),
        trainings,
        families,
        ranks,
    ),
    st.builds(lambda key, held: Set("trainings", key, (("families", held),)), trainings, families),
    st.builds(lambda key, rank: Set("trainings", key, (("rank", rank),)), trainings, ranks),
    st.builds(
        lambda key, goal: Put("bridges", Bridge(key=f"b{goal}", start=key, goal=goal)),
        trainings,
        trainings,
    ),
    st.builds(
        lambda n, key: Put(
            "seats",
            Seats(key=f"s{n}", training=key, year=2026, kind=SeatKind.OPEN, low=n, high=n),
        ),
        ranks,
        trainings,
    ),
    st.builds(
        lambda key, name, rank: Put("allocations", Allocation(key=key, name=name, rank=rank)),
        allocations,
        names,
        ranks,
    ),
    st.builds(lambda key, name: Set("allocations", key, (("name", name),)), allocations, names),
    st.builds(lambda key: Drop("trainings", key), trainings),
    st.builds(lambda key: Drop("allocations", key), allocations),
    st.builds(lambda key: Drop("families", key), st.sampled_from(FAMILIES)),
    st.builds(lambda key: Drop("bridges", f"b{key}"), trainings),
)
edits = st.recursive(
    singles, lambda inner: st.lists(inner, max_size=8).map(tuple).map(Batch), max_leaves=16
)


def one_by_one(before: Study, edit: Edit) -> Applied:
    """What a batch means: each of its edits applied to the study that the last one gave."""
    if not isinstance(edit, Batch):
        return apply(before, edit)
    inverses: list[Edit] = []
    touched = Touched()
    for part in edit.edits:
        applied = one_by_one(before, part)
        before, touched = applied.study, touched | applied.touched
        inverses.append(applied.inverse)
    return Applied(before, Batch(tuple(reversed(inverses))), touched)


def outcome(way: object, edit: Edit) -> Applied | Message:
    try:
        return way(BASE, edit)  # type: ignore[operator]
    except EditRefused as refused:
        return refused.message


@tries(400)
@given(edits)
def test_a_batch_gives_what_its_edits_give_one_by_one(edit: Edit) -> None:
    assert outcome(apply, edit) == outcome(one_by_one, edit)


@tries(200)
@given(st.lists(singles, max_size=12))
def test_edits_that_hold_together_are_undone_together(parts: list[Edit]) -> None:
    kept: list[Edit] = []
    for part in parts:
        try:
            apply(BASE, Batch((*kept, part)))
        except EditRefused:
            continue
        kept.append(part)
    applied = apply(BASE, Batch(tuple(kept)))
    assert applied == one_by_one(BASE, Batch(tuple(kept)))
    assert apply(applied.study, applied.inverse).study == BASE


def counted(rows: Rows[object], calls: list[str]) -> type:
    """Rows that note each pass over the whole collection."""

    class Counting(Rows[object]):
        def __iter__(self) -> Iterator[object]:
            calls.append("pass")
            return super().__iter__()

    return Counting


@pytest.mark.parametrize("size", [20, 200])
def test_the_passes_over_a_collection_do_not_grow_with_the_batch(size: int) -> None:
    calls: list[str] = []
    rows = [Allocation(key=f"k{n:03}", name=f"Clé {n}") for n in range(size)]
    kind = counted(Rows(), calls)
    before = study(allocations=rows)
    before = replace(before, allocations=kind(before.allocations))
    shuffled = random.Random(3).sample(rows, size)
    calls.clear()
    edit = Batch(
        (
            *(Set("allocations", row.key, (("name", f"{row.name} bis"),)) for row in shuffled),
            *(Drop("allocations", row.key) for row in shuffled),
        )
    )
    assert len(apply(before, edit).study.allocations) == 0
    assert len(calls) <= 4
