from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from planner.editions.breaks import BreakKind, Touched, breaks, touching
from planner.edits import Drop, Put, Set, apply
from planner.rows import Rows
from planner.study import Family, Lineage, Source
from planner.vocab import LineageKind, Nature, SeatKind
from tests.planner.needing import assumed, seats, toy

TOY = toy(assumptions=assumed(yield__stays=1, ceiling__5=30, small__cell=1))


def found(old, new):
    return {(one.kind, one.families, one.levels) for one in breaks(old, new, "s")}


def edited(*edits, study=TOY):
    for edit in edits:
        study = apply(study, edit).study
    return study


def test_nothing_breaks_where_nothing_changed():
    assert breaks(TOY, TOY, "s") == ()


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (Put("families", Family(key="z", name="Z", short_name="Z")),
         (BreakKind.NOMENCLATURE, ("z",), ())),
        (Put("lineages", Lineage(key="l", about="levels", kind=LineageKind.RENAMED, old="5",
                                 new="6")), (BreakKind.NOMENCLATURE, (), (6,))),
        (Drop("seats", "ab.2020.open.0"), (BreakKind.PLACES_LOST, ("a", "b"), (5,))),
        (Set("scenarios", "s", (("seat_kind", SeatKind.FUNDED),)), (BreakKind.SEAT_KIND, (), ())),
        (Set("need_lines", "n", (("source", Source(Nature.ASSUMPTION, "DARES"),),)),
         (BreakKind.NEED_SOURCE, ("a", "b", "c"), (5,))),
        (Set("need_lines", "n", (("end", 2022),)),
         (BreakKind.NEED_YEARS, ("a", "b", "c"), (5,))),
        (Set("scenarios", "s", (("need_lines", ()),)),
         (BreakKind.NEED_SOURCE, ("a", "b", "c"), (5,))),
        (Set("allocation_shares", "n.a.5", (("share", Fraction(1, 11)),)),
         (BreakKind.ALLOCATION, ("a",), (5,))),
        (Set("need_lines", "n", (("allocation", None),)), (BreakKind.ALLOCATION, (), ())),
        (Set("assumptions", "yield.stays", (("value", Fraction(1, 2)),)),
         (BreakKind.ASSUMPTION, (), ())),
        (Drop("assumptions", "ceiling.5"), (BreakKind.ASSUMPTION, (), (5,))),
    ],
)  # fmt: skip
def test_each_break_names_what_it_touches(edit, expected):
    assert expected in found(TOY, edited(edit))


def test_places_that_become_known_are_told_with_the_trainings():
    old = edited(Drop("seats", "ab.2020.open.0"), Drop("seats", "b.2020.open.0"))
    (one,) = breaks(old, TOY, "s")
    assert (one.kind, one.rows) == (BreakKind.PLACES_KNOWN, ("ab", "b"))
    assert one.said["n"] == 2
    assert one.figures == (Touched.PLACES, Touched.COVERAGE)


def test_what_bears_on_no_figure_breaks_nothing():
    new = edited(
        Set("assumptions", "small.cell", (("value", Fraction(3)),)),
        Set("assumptions", "yield.stays", (("reason", "Mieux dit"),)),
        Set("need_lines", "n", (("source", Source(Nature.DECLARED, "", 12)),)),
        Set("trainings", "c", (("title", "Autre titre"),)),
    )
    assert breaks(TOY, new, "s") == ()


def test_a_split_family_touches_its_own_figures_only():
    families = Rows([*(f for f in TOY.families if f.key != "c"),
                     *(Family(key=k, name=k, short_name=k) for k in ("c1", "c2"))])  # fmt: skip
    said = [Lineage(key=k, about="families", kind=LineageKind.SPLIT, old="c", new=k)
            for k in ("c1", "c2")]  # fmt: skip
    new = replace(TOY, families=families, lineages=Rows(said))
    (one,) = breaks(TOY, new, "s")
    assert one.said.code == "break.families.split"
    assert touching([one], Touched.COVERAGE, "c1") == (one,)
    assert touching([one], Touched.COVERAGE, "a") == ()
    assert touching([one], Touched.COVERAGE) == (one,)
    assert touching([one], Touched.PLACES) == ()


def test_seats_without_an_upper_bound_are_not_known():
    old = replace(TOY, seats=Rows([seats("ab", 30, open_ended=True), *TOY.seats[1:]]))
    kinds = {one.kind for one in breaks(old, TOY, "s")}
    assert kinds <= {BreakKind.PLACES_KNOWN, BreakKind.PLACES_LOST}
