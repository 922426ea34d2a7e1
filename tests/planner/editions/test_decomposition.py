from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given

from planner.compute.gaps import gaps
from planner.editions.decomposition import Group, Measure, decompose
from planner.editions.mixing import EVERYTHING, NOTHING, Mixer
from planner.errors import InvalidInput
from planner.fields import FIELDS
from planner.rows import Rows
from planner.study import Allocation, Family, Lineage, Scenario
from planner.validation import check_row
from planner.vocab import LineageKind, SeatKind
from tests.build import training
from tests.planner.editions.pairs import pairs
from tests.planner.needing import ALL, assumed, line, planned, seats, spread, toy
from tests.tries import tries

HALF = Fraction(1, 2)
AB = {"ab": (30, 30), "b": (20, 20), "c": (50, 50)}
TOY = toy()


def parts(made, scope="expert.5", measure=Measure.SHORTFALL, end="worst"):
    change = getattr(made.line(scope, measure), end)
    return {group: part for group, part in change.parts.items() if part}


@pytest.mark.parametrize(
    ("after", "group", "shortfall", "of_a"),
    [
        (toy(trainings=[training("ab", "a", "b"), training("c", "c")]),
         Group.PERIMETER, 70, Fraction(3, 10)),
        (toy(places=AB | {"ab": (50, 50)}), Group.PLACES, 30, Fraction(7, 10)),
        (replace(TOY, need_lines=Rows([line("n", 55)])), Group.NEEDS, 0, Fraction(1)),
        (toy(assumptions=assumed(yield__stays=HALF)), Group.ASSUMPTIONS, 75, Fraction(1, 4)),
    ],
)  # fmt: skip
def test_one_cause_alone_has_the_whole_change(after, group, shortfall, of_a):
    """Toy case by hand: a and b at 1/2, 50 missing; reach(ab)/100 after each single change."""
    made = decompose(TOY, after, "s")
    assert made.changed == (group,)
    for end in ("worst", "best"):
        change = getattr(made.line("expert.5", Measure.SHORTFALL), end)
        assert (change.before, change.after) == (50, shortfall)
        assert parts(made, end=end) == {group: shortfall - 50}
        of = getattr(made.line("expert.5.a", Measure.COVERAGE), end)
        assert (of.before, of.after, of.total) == (HALF, of_a, of_a - HALF)
        assert parts(made, "expert.5.a", Measure.COVERAGE, end) == {group: of_a - HALF}


def split(first, second):
    """Family a of 100 people, 60 places for ``first`` and 20 for ``second``, all of them for a."""
    return planned(
        [line("n", 100)],
        spread("n", {(family, 5): Fraction(1, len({first, second})) for family in (first, second)}),
        families=[Family(key=k, name=k, short_name=k.upper()) for k in sorted({first, second})],
        trainings=[training("t", first), training("u", second)],
        seats=[seats("t", 60), seats("u", 20)],
    )


def test_families_told_apart_change_a_coverage_by_the_nomenclature_alone():
    """As one, 80 of 100 are served; apart, 50 + 20 are: 10 places of the first are of no use."""
    told = [
        Lineage(key=key, about="families", kind=LineageKind.SPLIT, old="a", new=key)
        for key in ("a1", "a2")
    ]
    after = replace(split("a1", "a2"), lineages=Rows(told))
    made = decompose(split("a", "a"), after, "s")
    assert made.changed == (Group.NOMENCLATURE,)
    assert parts(made, "expert.5.a1+a2") == {Group.NOMENCLATURE: 10}
    assert made.line("expert", Measure.COVERAGE).worst.total == Fraction(-1, 10)
    back = [replace(row, kind=LineageKind.MERGED, old=row.new, new="a") for row in told]
    made = decompose(split("a1", "a2"), replace(split("a", "a"), lineages=Rows(back)), "s")
    assert parts(made, "expert.5.a") == {Group.NOMENCLATURE: -10}


def test_a_new_name_changes_nothing():
    told = Lineage(key="l", about="families", kind=LineageKind.RENAMED, old="a", new="z")
    after = replace(split("z", "z"), lineages=Rows([told]))
    made = decompose(split("a", "a"), after, "s")
    assert made.changed == ()
    assert made.line("expert.5.z", Measure.SHORTFALL).worst.total == 0


def test_a_level_that_has_another_number_changes_nothing():
    def at(level):
        return planned(
            [line("n", 100)], spread("n", {("a", level): ALL}),
            trainings=[training("t", "a", level=level)],
            assumptions=assumed(**{f"ceiling__{level}": 30}),
        )  # fmt: skip

    told = Lineage(key="l", about="levels", kind=LineageKind.RENAMED, old="5", new="6")
    made = decompose(at(5), replace(at(6), lineages=Rows([told])), "s")
    line_ = made.line("expert.6.a", Measure.SHORTFALL)
    assert (line_.worst.total, line_.best.total) == (0, 0)
    assert (line_.best.before, line_.best.after) == (70, 70)


def test_two_causes_share_what_they_do_together():
    """100 needed and 50 places, then 80 and 70: 20 fewer missing by each, whichever comes first."""
    before = planned([line("n", 100)], spread("n", {("a", 5): ALL}),
                     trainings=[training("t", "a")], seats=[seats("t", 50)])  # fmt: skip
    after = replace(before, need_lines=Rows([line("n", 80)]), seats=Rows([seats("t", 70)]))
    assert parts(decompose(before, after, "s")) == {Group.NEEDS: -20, Group.PLACES: -20}


def test_a_training_comes_with_its_places():
    before = planned([line("n", 100)], spread("n", {("a", 5): ALL}),
                     trainings=[training("t", "a")], seats=[seats("t", 50)])  # fmt: skip
    after = replace(
        before,
        trainings=Rows([training("t", "a"), training("u", "a")]),
        seats=Rows([seats("t", 50), seats("u", 30)]),
    )
    made = decompose(before, after, "s")
    assert made.changed == (Group.PERIMETER,)
    assert parts(made) == {Group.PERIMETER: -30}
    closed = replace(after, trainings=Rows([training("t", "a"), training("u", "a", is_archived=1)]))
    assert parts(decompose(after, closed, "s")) == {Group.PERIMETER: 30}


def test_places_counted_otherwise_are_a_change_of_places():
    before = toy()
    after = replace(
        before,
        scenarios=Rows([replace(before.scenarios.get("s"), seat_kind=SeatKind.FUNDED)]),
        seats=Rows([*before.seats, *(seats(k, 10, kind=SeatKind.FUNDED) for k in ("ab", "b"))]),
    )
    made = decompose(before, after, "s")
    assert made.changed == (Group.PLACES,)
    assert parts(made) == {Group.PLACES: 80 + 10 - 50}


def test_places_that_nobody_gave_leave_the_best_end_unknown_and_say_so():
    made = decompose(toy(places={}), toy(), "s")
    line_ = made.line("expert.5.a", Measure.COVERAGE)
    assert line_.worst.total == HALF
    assert line_.worst.parts[Group.PLACES] == HALF
    assert line_.best.before is None
    assert line_.best.after == HALF
    assert line_.best.total is None
    assert line_.best.parts[Group.PLACES] is None
    assert line_.best.parts[Group.PERIMETER] == 0
    assert line_.best.why.code == "editions.why.best.then"


def test_a_need_without_bound_leaves_the_worst_end_unknown_and_says_so():
    after = replace(TOY, need_lines=Rows([line("n", (110, 110, None))]))
    made = decompose(TOY, after, "s")
    change = made.line("expert", Measure.SHORTFALL).worst
    assert (change.before, change.after, change.total) == (50, None, None)
    assert change.why.code == "editions.why.worst.now"
    assert made.line("expert", Measure.SHORTFALL).best.total == 0


def test_parts_that_rest_on_mixes_without_known_places_are_unknown_though_the_change_is_known():
    """Needs and places move to another year: half-way, the places of that year are unknown."""
    before = toy()
    after = toy(seats=[replace(row, year=2021) for row in before.seats])
    after = replace(after, need_lines=Rows([line("n", 110, start=2021, end=2022)]))
    change = decompose(before, after, "s").line("expert.5", Measure.SHORTFALL).best
    assert change.total == 0
    assert change.parts[Group.NEEDS] is None
    assert change.why.code == "editions.why.mixed.best"


def test_a_family_without_need_in_one_edition_has_no_coverage_there():
    after = replace(TOY, allocation_shares=Rows(spread("n", {("a", 5): ALL})))
    change = decompose(TOY, after, "s").line("expert.5.b", Measure.COVERAGE).worst
    assert (change.before, change.after) == (HALF, None)
    assert change.why.code == "editions.why.no_need.now"
    assert decompose(TOY, after, "s").line("expert.5.b", Measure.SHORTFALL).worst.total == -30


def test_a_scenario_that_an_edition_lacks_is_refused():
    other = replace(TOY, scenarios=Rows([Scenario(key="z", name="Z", need_lines=())]))
    with pytest.raises(InvalidInput) as refused:
        decompose(TOY, other, "s")
    assert refused.value.message.code == "error.edition_without_scenario"


def figures(report, end):
    """People missing by kind, added up by hand from a report; None where it has no bound."""
    found = {}
    for segment in report.segments:
        for gap in segment.families:
            if end == "worst":
                missing = gap.need.high * (1 - gap.coverage.low)
            elif gap.capacity.high is None and gap.need.low:
                missing = None
            else:
                missing = gap.need.low * (1 - gap.coverage.high)
            known = found.get(segment.kind, Fraction(0))
            found[segment.kind] = None if None in (known, missing) else known + missing
    return found


@tries(12)
@given(pairs())
def test_the_parts_are_those_of_walking_through_all_orders_of_the_five_groups(editions):
    old, new = editions
    mixer, made = Mixer(old, new, "s"), decompose(old, new, "s")
    reports = {}

    def missing(mix, kind, end):
        if mix not in reports:
            reports[mix] = gaps(mixer.study(mix), "s")
        return figures(reports[mix], end).get(kind, Fraction(0))

    for line_ in made.lines:
        if line_.scope.levels or line_.measure is not Measure.SHORTFALL:
            continue
        for end in ("worst", "best"):
            change = getattr(line_, end)
            if None in (*change.parts.values(), change.before, change.after):
                continue
            means = dict.fromkeys(Group, Fraction(0))
            for order in permutations(Group):
                come = frozenset()
                for group in order:
                    step = missing(come | {group}, line_.scope.kind, end)
                    means[group] += step - missing(come, line_.scope.kind, end)
                    come |= {group}
            assert {g: m / 120 for g, m in means.items()} == dict(change.parts)


def families(*keys):
    return [Family(key=key, name=key, short_name=key.upper()) for key in keys]


def test_shares_of_a_family_that_is_new_count_among_the_assumptions():
    """They say nothing in the families of before: the share and the family make them together."""
    allocations = [Allocation(key="n", name="N")]
    before = planned([line("n", 100)], allocations=allocations, families=families("b"))
    after = planned([line("n", 100)], spread("n", {("a", 5): ALL}), families=families("a"))
    made = decompose(before, after, "s")
    assert made.changed == (Group.ASSUMPTIONS, Group.NOMENCLATURE)
    assert parts(made, "expert") == {Group.ASSUMPTIONS: 50, Group.NOMENCLATURE: 50}


def test_the_allocation_of_a_line_that_is_counted_since_counts_among_the_assumptions():
    """The scenario counted nobody before, so that the allocation of before is not seen there."""
    shares = spread("x", {("a", 5): ALL})
    allocations = [Allocation(key=key, name=key.upper()) for key in ("x", "y")]
    before, after = (
        planned([line("n", 100, allocation=key)], shares, allocations=allocations)
        for key in ("y", "x")
    )
    before = replace(before, scenarios=Rows([Scenario(key="s", name="Essai", need_lines=())]))
    made = decompose(before, after, "s")
    assert made.changed == (Group.NEEDS, Group.ASSUMPTIONS)
    assert parts(made, "expert") == {Group.NEEDS: 50, Group.ASSUMPTIONS: 50}


@tries(30)
@given(pairs())
def test_the_parts_add_up_and_a_group_without_change_has_none(editions):
    made = decompose(*editions, "s")
    for line_ in made.lines:
        for change in (line_.worst, line_.best):
            assert set(change.parts) == set(Group)
            assert all(not p for g, p in change.parts.items() if g not in made.changed)
            if not made.changed:  # nothing to share, were the figure itself unknown both times
                assert not change.total
                continue
            known = None not in change.parts.values()
            if known:
                assert sum(change.parts.values()) == change.total
            assert known is (change.why is None)
            if change.total is None:
                assert change.why is not None


@tries(30)
@given(pairs())
def test_the_families_add_up_to_the_level_and_the_levels_to_the_kind(editions):
    made = decompose(*editions, "s")
    lines = [line_ for line_ in made.lines if line_.measure is Measure.SHORTFALL]
    for whole in lines:
        if whole.scope.families:
            continue
        inner = [
            line_
            for line_ in lines
            if line_.scope.kind is whole.scope.kind
            and (line_.scope.families and line_.scope.levels == whole.scope.levels
                 if whole.scope.levels else line_.scope.levels and not line_.scope.families)
        ]  # fmt: skip
        for end in ("worst", "best"):
            mine, theirs = getattr(whole, end), [getattr(line_, end) for line_ in inner]
            for group in Group:
                parts_ = [change.parts[group] for change in theirs]
                if None not in (*parts_, mine.parts[group]):
                    assert sum(parts_) == mine.parts[group]


@tries(40)
@given(pairs())
def test_both_ends_are_the_editions_themselves(editions):
    old, new = editions
    mixer = Mixer(old, new, "s")
    for mix, study_ in ((NOTHING, old), (EVERYTHING, new)):
        mixed, own = gaps(mixer.study(mix), "s"), gaps(study_, "s")
        told = [
            [(s.key, f.family, f.need, f.coverage, f.capacity) for s in r.segments
             for f in s.families] for r in (mixed, own)
        ]  # fmt: skip
        assert sorted(told[0], key=str) == sorted(told[1], key=str)


@tries(20)
@given(pairs())
def test_every_row_of_a_mixed_study_finds_what_it_refers_to(editions):
    mixer = Mixer(*editions, "s")
    groups = list(Group)
    for number in range(2 ** len(groups)):
        mix = frozenset(g for place, g in enumerate(groups) if number >> place & 1)
        mixed = mixer.study(mix)
        for collection in FIELDS:
            for row in getattr(mixed, collection):
                check_row(mixed, collection, row)


def test_an_edition_compared_with_itself_shows_no_change():
    made = decompose(TOY, TOY, "s")
    assert made.changed == ()
    assert {line_.worst.total for line_ in made.lines} == {0}
