"""Gaps as intervals: the toy case by hand, unknowns, monotony, and the shipped study."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.samples.reading import read_sample
from planner.compute.coverage import fair_coverage
from planner.compute.gap_report import Standing
from planner.compute.gaps import gaps, openings
from planner.errors import InvalidInput
from planner.messages import Interval
from planner.study import Scenario
from planner.vocab import Modality, NeedKind, SeatKind
from tests.build import training
from tests.planner.needing import assumed, line, planned, seats, spread, toy
from tests.tries import tries
from ui.actions.texts import Texts

ONE, NONE = Fraction(1), Fraction(0)
HALF = Fraction(1, 2)
FRENCH = Texts("fr")


def exactly(value):
    return Interval.exactly(value)


def only(study):
    (segment,) = gaps(study, "s").segments
    return segment


def family(segment, key):
    return next(gap for gap in segment.families if gap.family == key)


def test_the_toy_case_is_covered_as_computed_by_hand():
    segment = only(toy())
    assert [family.coverage for family in segment.families] == [
        exactly(HALF),
        exactly(HALF),
        exactly(1),
    ]
    assert [family.served for family in segment.families] == [
        exactly(20),
        exactly(30),
        exactly(10),
    ]
    assert segment.shortfall == exactly(50)
    assert segment.standing is Standing.LACKING
    assert family(segment, "a").capacity == exactly(30)
    assert family(segment, "b").capacity == exactly(50)
    assert family(segment, "c").standing is Standing.COVERED


def test_tiers_name_the_families_and_the_trainings_that_they_share():
    starved, covered = only(toy()).tiers_low
    assert starved.families == ("a", "b")
    assert (starved.ratio, starved.need, starved.places, starved.missing) == (HALF, 100, 50, 50)
    assert starved.trainings == ("ab", "b")
    assert (covered.families, covered.missing, covered.trainings) == (("c",), 0, ("c",))
    assert only(toy()).tiers_high == (starved, covered)


def test_rivals_compete_for_the_trainings_that_target_both():
    segment = only(toy())
    assert family(segment, "b").trainings == ("ab", "b")
    assert family(segment, "b").competing == ("ab",)
    assert family(segment, "b").rivals == ("a",)
    assert family(segment, "c").competing == ()


def test_the_simpler_rules_stand_beside_the_fair_one():
    segment = only(toy())
    assert family(segment, "a").equal_split == exactly(Fraction(15, 40))
    assert family(segment, "b").equal_split == exactly(Fraction(35, 60))
    assert family(segment, "a").ceiling == exactly(Fraction(30, 40))
    assert family(segment, "b").ceiling == exactly(Fraction(50, 60))


def test_families_of_one_ratio_that_share_nothing_are_told_apart():
    study = toy(
        trainings=[training("a", "a"), training("b", "b"), training("c", "c")],
        places={"a": (20, 20), "b": (30, 30), "c": (50, 50)},
    )
    tiers = only(study).tiers_low
    assert [tier.families for tier in tiers] == [("a",), ("b",), ("c",)]
    assert [tier.ratio for tier in tiers] == [HALF, HALF, ONE]


def test_unknown_places_are_neither_zero_nor_enough():
    segment = only(toy(places={}))
    for gap in segment.families:
        assert gap.capacity == Interval(NONE, None)
        assert gap.coverage == Interval(NONE, ONE)
        assert gap.standing is Standing.UNDETERMINED
        assert gap.is_undetermined
    assert segment.shortfall == Interval(NONE, Fraction(110))
    assert segment.unknown_places == ("ab", "b", "c")
    assert segment.standing is Standing.UNDETERMINED


def test_a_ceiling_bounds_unknown_places():
    segment = only(toy(places={}, assumptions=assumed(ceiling__5=10)))
    assert family(segment, "a").capacity == Interval(NONE, Fraction(10))
    assert family(segment, "a").coverage == Interval(NONE, Fraction(20, 100))
    assert family(segment, "a").standing is Standing.LACKING
    assert family(segment, "c").coverage == Interval(NONE, ONE)
    assert segment.shortfall == Interval(Fraction(80), Fraction(110))


def test_every_year_of_the_period_counts_and_an_absent_year_is_unknown():
    lines = [line("n", 100, start=2020, end=2022)]
    study = planned(
        lines,
        spread("n", {("a", 5): 1}),
        trainings=[training("t", "a")],
        seats=[seats("t", 30), seats("t", 99, year=2022), seats("t", 5, year=2019)],
        assumptions=assumed(ceiling__5=40),
    )
    gap = family(only(study), "a")
    assert gap.capacity == Interval(Fraction(30), Fraction(70))
    assert gap.break_even == exactly(50)


def test_only_places_of_the_scenarios_kind_count():
    rows = [seats("ab", 30), seats("ab", 7, kind=SeatKind.FILLED)]
    scenario = Scenario(key="s", name="S", need_lines=("n",), seat_kind=SeatKind.FILLED)
    study = toy(seats=rows, scenarios=[scenario])
    assert family(only(study), "a").capacity == exactly(7)


def test_places_without_upper_bound_reach_the_ceiling_or_more():
    open_ended = [seats("ab", 30, open_ended=True)]
    study = toy(seats=open_ended, assumptions=assumed(ceiling__5=20))
    assert family(only(study), "a").capacity == exactly(30)
    assert family(only(toy(seats=open_ended)), "a").capacity == Interval(Fraction(30), None)
    assert "ab" in only(toy(seats=open_ended)).unknown_places


def test_two_rows_that_disagree_give_the_span_of_both():
    rows = [seats("ab", 10, 12), seats("ab", 20, 30, rank=1)]
    assert family(only(toy(seats=rows)), "a").capacity == Interval(Fraction(10), Fraction(30))


def test_yields_turn_places_into_people():
    study = toy(assumptions=assumed(yield__stays=HALF, yield__completion=HALF))
    assert family(only(study), "a").capacity == exactly(Fraction(30, 4))
    assert gaps(study, "s").yields.product == Fraction(1, 4)


@pytest.mark.parametrize("value", [0, 2])
def test_a_yield_that_is_no_share_is_refused(value):
    with pytest.raises(InvalidInput) as refused:
        gaps(toy(assumptions=assumed(yield__reaches=value)), "s")
    assert refused.value.message.code == "error.yield_out_of_range"


def test_archived_trainings_and_other_levels_do_not_count():
    study = toy(
        trainings=[
            training("ab", "a", "b", is_archived=True),
            training("b", "b", level=6),
            training("c", "c"),
            training("lost", level=None),
            training("aimless"),
        ],
        seats=[seats("c", 50)],
    )
    report = gaps(study, "s")
    segment = report.segments[0]
    assert segment.trainings == ("c",)
    assert family(segment, "a").standing is Standing.UNOFFERED
    assert family(segment, "a").break_even is None
    assert family(segment, "a").coverage == exactly(0)
    assert report.unplaced == ("aimless", "lost")


def test_families_that_no_training_targets_are_one_tier():
    segment = only(toy(trainings=[training("c", "c")], places={"c": (4, 4)}))
    unoffered, starved = segment.tiers_low
    assert (unoffered.families, unoffered.trainings, unoffered.missing) == (("a", "b"), (), 100)
    assert (starved.families, starved.ratio) == (("c",), Fraction(2, 5))


def test_awareness_counts_continuing_training_alone_and_doubts_the_rest():
    shares = spread("n", {("a", 5): 1})
    study = planned(
        [line("n", 100, kind=NeedKind.AWARENESS)],
        shares,
        trainings=[
            training("sure", "a", modalities=(Modality.CONTINUING,)),
            training("other", "a", modalities=(Modality.INITIAL,)),
            training("untold", "a"),
        ],
        seats=[seats("sure", 10), seats("other", 100), seats("untold", 20)],
    )
    segment = only(study)
    assert segment.trainings == ("sure", "untold")
    assert segment.unknown_modalities == ("untold",)
    assert family(segment, "a").capacity == Interval(Fraction(10), Fraction(30))


def test_a_need_without_upper_bound_leaves_nothing_certain_for_its_own_family_alone():
    lines = [
        line("n", 110),
        line("more", (None, None, None), sector="y", allocation="more", kind=NeedKind.COLOURED),
        line("base", 40, sector="x", allocation="base", kind=NeedKind.COLOURED),
    ]
    shares = [
        *spread("more", {("b", 5): 1}),
        *spread("base", {("a", 5): HALF, ("b", 5): Fraction(1, 4), ("c", 5): Fraction(1, 4)}),
    ]
    study = toy(
        need_lines=lines[1:],
        allocation_shares=shares,
        allocations=[],
        scenarios=[Scenario(key="s", name="S", need_lines=("more", "base"))],
    )
    segment = only(study)
    assert family(segment, "b").need == Interval(Fraction(10), None)
    assert family(segment, "b").coverage == Interval(NONE, ONE)
    assert family(segment, "b").served == Interval(Fraction(10), Fraction(50))
    assert family(segment, "b").break_even == Interval(Fraction(5), None)
    assert family(segment, "a").coverage == Interval(NONE, ONE)
    assert family(segment, "c").coverage == exactly(1)
    assert segment.shortfall == Interval(NONE, None)
    assert segment.tiers_low[0].families == ("b",)
    assert segment.tiers_low[0].need is None


def test_a_family_that_surely_needs_nobody_takes_no_part():
    study = toy(need_lines=[line("n", 0)])
    segment = only(study)
    assert segment.families == ()
    assert segment.shortfall == exactly(0)
    assert FRENCH.say(segment.sentence) == "Aucun besoin ne porte sur le niveau 5."


def test_served_people_are_told_as_tightly_as_can_be():
    study = toy(need_lines=[line("n", (80, 100, 120))], places={"c": (4, 4)})
    shares = spread("n", {("c", 5): 1})
    gap = family(
        only(replace(study, allocation_shares=toy(allocation_shares=shares).allocation_shares)), "c"
    )
    assert gap.coverage == Interval(Fraction(4, 120), Fraction(4, 80))
    assert gap.served == exactly(4)


def test_two_kinds_at_one_level_and_year_are_said_to_share_their_places():
    lines = [line("n", 10), line("m", 10, kind=NeedKind.AWARENESS, allocation="n")]
    shares = spread("n", {("a", 5): 1})
    assert all(segment.shares_places for segment in gaps(planned(lines, shares), "s").segments)
    assert not only(planned(lines[:1], shares)).shares_places


def test_more_than_twenty_families_are_refused():
    cells = {(f"f{n}", 5): Fraction(1, 21) for n in range(21)}
    with pytest.raises(InvalidInput) as refused:
        gaps(planned([line("n", 21)], spread("n", cells)), "s")
    assert refused.value.message.code == "error.coverage_too_many_families"


# Sentences


def test_the_starved_tier_is_told_with_its_families_places_and_trainings():
    said = FRENCH.say(only(toy()).sentence).replace("\u202f", " ")
    assert said == (
        "Au niveau 5, sur 2020-2021, il manque 50 places. Les familles A et B sont couvertes "
        "ensemble à 50 % au niveau 5 : elles se partagent 50 places pour un besoin de 100 "
        "personnes, il manque 50 places. Formations : « Formation ab » (ENS) et "
        "« Formation b » (ENS)."
    )


def test_while_places_are_unknown_the_break_even_comes_first():
    said = FRENCH.say(only(toy(places={})).sentence).replace("\u202f", " ")
    assert said.startswith(
        "La seule formation de niveau 5 visant A devrait placer 40 sortants par an"
    )
    assert said.endswith("sont inconnues : l’écart reste indéterminé.")


def test_a_covered_segment_says_so():
    said = FRENCH.say(only(toy(places={"ab": (100, 100), "b": (0, 0), "c": (10, 10)})).sentence)
    assert "couvre tout le besoin de 2020-2021 (110 personnes)" in said


def test_a_family_without_training_is_always_named():
    known = FRENCH.say(only(toy(trainings=[training("c", "c")], places={"c": (4, 4)})).sentence)
    unknown = FRENCH.say(only(toy(trainings=[training("c", "c")], places={})).sentence)
    nobody = FRENCH.say(only(toy(trainings=[], places={})).sentence)
    assert all(
        "Aucune formation de niveau 5 ne vise les familles A et B" in s for s in (known, unknown)
    )
    assert "ne vise les familles A, B et C" in nobody


def test_a_surely_lacking_ceiling_is_told():
    said = FRENCH.say(only(toy(places={}, assumptions=assumed(ceiling__5=10))).sentence)
    assert "même à leur plafond supposé, il manque de 80 à 110 places" in said


def test_the_worst_case_is_told_as_such_where_the_gap_is_open():
    said = FRENCH.say(only(toy(places={"ab": (30, 100), "b": (20, 20), "c": (50, 50)})).sentence)
    assert "l’écart reste indéterminé" in said
    assert said.endswith("C’est le cas le plus défavorable.")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_sentence_and_note_can_be_said(language):
    texts = Texts(language)
    lines = [
        line("n", (80, 110, 120), end=2022),
        line("m", (None, None, 9), kind=NeedKind.AWARENESS, allocation="n", end=2022),
        line("k", (None, None, None), kind=NeedKind.COLOURED, allocation="n"),
        line(
            "r",
            (5, None, 9),
            kind=NeedKind.COLOURED,
            allocation="n",
            sector=None,
            start=2030,
            end=2031,
        ),
        line("none", 3, allocation=None, start=2040, end=2041),
        line("over", 3, allocation="over", start=2050, end=2051),
    ]
    shares = [
        *toy().allocation_shares,
        *spread("over", {("a", 5): 1, ("b", 5): HALF}),
    ]
    scenario = Scenario(key="s", name="S", need_lines=tuple(row.key for row in lines))
    empty = Scenario(key="empty", name="E", need_lines=())
    for places in ({}, {"ab": (0, 40), "b": (20, 20)}, {"ab": (900, 900), "b": (900, 900)}):
        for values in ({}, {"ceiling__5": 3, "yield__stays": HALF, "opening__cost": 9}):
            study = toy(
                need_lines=lines,
                allocation_shares=shares,
                scenarios=[scenario, empty],
                assumptions=assumed(**values),
                places=places,
            )
            for key in ("s", "empty"):
                for said in _all_said(gaps(study, key), openings(study, key)):
                    assert texts.say(said).strip()


def _all_said(report, opened):
    yield from report.notes
    yield from opened.notes
    for segment in opened.segments:
        yield segment.sentence
    for segment in report.segments:
        yield segment.sentence
        yield from segment.break_even_sentences
        yield from segment.notes
        yield from (tier.sentence for tier in (*segment.tiers_low, *segment.tiers_high))


# Openings


def test_openings_close_the_shortfall_of_each_end():
    (segment,) = openings(toy(), "s").segments
    assert segment.total == exactly(50)
    assert sum(family.best for family in segment.families) == 50
    assert not segment.is_upper_bound
    assert "il faudrait ouvrir 50 places" in FRENCH.say(segment.sentence)


def test_openings_for_half_the_need_take_nothing_where_half_is_covered():
    report = openings(toy(), "s", HALF)
    assert report.segments[0].total == exactly(0)
    assert "aucune place à ouvrir" in FRENCH.say(report.segments[0].sentence)


def test_unknown_places_make_the_openings_an_upper_bound():
    report = openings(toy(places={}), "s")
    (segment,) = report.segments
    assert segment.total == Interval(NONE, Fraction(110))
    assert segment.is_upper_bound
    assert "C’est un maximum" in FRENCH.say(segment.sentence)


def test_openings_count_places_not_people_and_cost_what_is_assumed():
    study = toy(assumptions=assumed(yield__stays=HALF, opening__cost=7))
    (segment,) = openings(study, "s").segments
    assert segment.total == exactly(2 * (110 - 25 - 10))
    assert segment.cost == exactly(7 * 150)
    assert openings(toy(), "s").segments[0].cost is None


# Properties

bounds = st.tuples(st.integers(0, 60), st.integers(0, 40)).map(lambda p: (p[0], p[0] + p[1]))
maybe = st.one_of(st.none(), bounds)
signatures = st.lists(
    st.sets(st.sampled_from("abc"), min_size=1).map(sorted), min_size=1, max_size=4
)


@st.composite
def studies(draw):
    """Up to four trainings, some places unknown, a need of its own for each family, maybe open."""
    signed = draw(signatures)
    lines = []
    for name in "abc":
        low, high = draw(bounds)
        top = draw(st.sampled_from([high, high, None]))
        lines.append(line(name, (low, None, top), sector=f"s{name}"))
    study = planned(
        lines,
        [share for row in lines for share in spread(row.key, {(row.key, 5): 1})],
        trainings=[training(f"t{n}", *names) for n, names in enumerate(signed)],
        seats=[
            seats(f"t{n}", *known) for n in range(len(signed)) if (known := draw(maybe)) is not None
        ],
        assumptions=assumed(ceiling__5=draw(st.one_of(st.none(), st.integers(0, 30)))),
    )
    return study, lines


@given(studies())
@tries(150)
def test_intervals_hold_the_coverage_of_every_possible_world(made):
    study, _ = made
    report = gaps(study, "s")
    for segment in report.segments:
        for gap in segment.families:
            for span in (gap.coverage, gap.equal_split, gap.ceiling):
                assert 0 <= span.low <= span.high <= 1
            assert gap.served.high is None or gap.served.low <= gap.served.high
            assert gap.capacity.high is None or gap.capacity.low <= gap.capacity.high
            assert gap.ceiling.low >= gap.coverage.low
            assert gap.ceiling.high >= gap.coverage.high


@given(studies(), st.data())
@tries(150)
def test_any_world_between_the_bounds_falls_inside_the_intervals(made, data):
    """Draw needs and places inside their bounds; the engine alone must fall inside."""
    study, lines = made
    asked = {
        row.key: data.draw(st.integers(row.low, 400 if row.high is None else row.high))
        for row in lines
    }
    capacities: dict[frozenset[str], int] = {}
    ceiling = study.assumptions.get("ceiling.5").value
    known = {row.training: (row.low, row.high) for row in study.seats}
    for each in study.trainings:
        low, high = known.get(each.key, (0, 400 if ceiling is None else int(ceiling)))
        sign = frozenset(each.families)
        capacities[sign] = capacities.get(sign, 0) + data.draw(st.integers(low, high))
    fair = fair_coverage(capacities, asked)
    for segment in gaps(study, "s").segments:
        assert segment.shortfall.low <= fair.shortfall
        assert segment.shortfall.high is None or fair.shortfall <= segment.shortfall.high
        for gap in segment.families:
            if gap.family in fair.ratios:
                ratio, served = fair.ratios[gap.family], fair.served[gap.family]
                assert gap.coverage.low <= ratio <= gap.coverage.high
                assert gap.served.low <= served
                assert gap.served.high is None or served <= gap.served.high


@given(studies())
@tries(60)
def test_openings_of_an_end_sum_to_its_shortfall(made):
    study, _ = made
    for gap, opened in zip(gaps(study, "s").segments, openings(study, "s").segments, strict=True):
        assert opened.total == gap.shortfall


# The shipped study


def test_the_experts_of_the_study_read_as_undetermined_with_their_break_even():
    technicians, engineers = gaps(read_sample(), "experts").segments
    assert (len(technicians.trainings), len(engineers.trainings)) == (4, 14)
    (technician,), (engineer,) = technicians.families, engineers.families
    assert technician.central == Fraction(4200 * 9, 31)
    assert technician.break_even_central == Fraction(4200 * 9, 31 * 4 * 10)
    assert engineer.central == Fraction(4200 * 22, 31)
    assert engineer.break_even == Interval(
        Fraction(4000 * 22, 31 * 14 * 10), Fraction(5000 * 22, 31 * 14 * 10)
    )
    assert engineer.coverage == Interval(NONE, ONE)
    assert technicians.standing is engineers.standing is Standing.UNDETERMINED
    said = FRENCH.say(engineers.sentence)
    assert said.startswith(
        "Chacune des 14 formations de niveau 7 visant IA ingénieur devrait placer 22 sortants"
    )


def test_every_scenario_of_the_study_can_be_told():
    study = read_sample()
    for scenario in study.scenarios:
        for said in _all_said(gaps(study, scenario.key), openings(study, scenario.key)):
            assert FRENCH.say(said)


def test_a_training_without_institution_goes_by_its_title():
    nameless = [training("ab", "a", "b", institution=None), training("b", "b"), training("c", "c")]
    said = FRENCH.say(only(toy(trainings=nameless)).sentence).replace("\u202f", " ")
    assert "Formations : « Formation ab » et « Formation b » (ENS)." in said
