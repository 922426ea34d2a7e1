"""Pairs of small editions, made at random."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from planner.rows import Rows
from planner.study import Allocation, Family, Lineage, Scenario, Study
from planner.vocab import LineageKind, NeedKind, SeatKind
from tests.build import study, training
from tests.planner.needing import assumed, line, seats, spread

KEYS = ("t1", "t2", "t3", "t4")
FAMILIES = ("a", "b", "c", "d")
TENTHS = st.integers(0, 4).map(lambda n: Fraction(n, 10))


@st.composite
def editions(draw: Any, families: tuple[str, ...] = FAMILIES) -> Study:
    """A study of one scenario ``s`` with some of four trainings, two lines and their shares."""
    held = draw(st.sets(st.sampled_from(families), min_size=1))
    trainings, places = [], []
    for key in draw(st.sets(st.sampled_from(KEYS))):
        aims = draw(st.sets(st.sampled_from(sorted(held))))
        level = draw(st.sampled_from((5, 6)))
        is_archived = draw(st.integers(0, 4)) == 0
        trainings.append(training(key, *sorted(aims), level=level, is_archived=is_archived))
        low = draw(st.none() | st.integers(0, 60))
        if low is not None:
            places.append(seats(key, low, low + draw(st.integers(0, 20))))
    lines = [
        line(key, draw(st.integers(0, 200)), kind=kind, allocation=draw(st.sampled_from("xy")))
        for key, kind in (("n", NeedKind.EXPERT), ("m", NeedKind.COLOURED))
        if key == "n" or draw(st.booleans())
    ]
    spots = st.dictionaries(
        st.tuples(st.sampled_from(sorted(held)), st.sampled_from((5, 6))), TENTHS, max_size=4
    )
    ceilings = {} if draw(st.booleans()) else {"ceiling__5": 30, "ceiling__6": 40}
    return study(
        families=[Family(key=key, rank=n, name=key, short_name=key.upper())
                  for n, key in enumerate(sorted(held))],
        trainings=trainings,
        seats=places,
        need_lines=lines,
        allocations=[Allocation(key=key, name=key) for key in "xy"],
        allocation_shares=[*spread("x", draw(spots)), *spread("y", draw(spots))],
        scenarios=[
            Scenario(
                key="s",
                name="Essai",
                need_lines=tuple(row.key for row in lines),
                seat_kind=draw(st.sampled_from((SeatKind.OPEN, SeatKind.OPEN, SeatKind.FUNDED))),
            )
        ],
        assumptions=assumed(yield__stays=Fraction(draw(st.integers(1, 4)), 4), **ceilings),
    )  # fmt: skip


@st.composite
def pairs(draw: Any) -> tuple[Study, Study]:
    """Two editions; the later one may tell what became of rows of the former one."""
    old, new = draw(editions()), draw(editions())
    rooms = {"trainings": KEYS, "families": FAMILIES, "levels": ("5", "6")}
    told = []
    for number in range(draw(st.integers(0, 4))):
        about = draw(st.sampled_from(sorted(rooms)))
        ends = st.sampled_from(rooms[about])
        kind = draw(st.sampled_from(list(LineageKind)))
        told.append(
            Lineage(key=f"l{number}", about=about, kind=kind, old=draw(ends), new=draw(ends))
        )
    return old, replace(new, lineages=Rows(told))
