"""The flow that realises a fair coverage: rows, columns, and what is left open."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.samples.reading import read_sample
from planner.compute.coverage import fair_coverage
from planner.compute.flows import condensed, flows, sharing
from planner.compute.gaps import gaps
from planner.messages import Interval
from tests.build import training
from tests.planner.needing import assumed, line, toy

FAMILIES = "abcde"
places = st.dictionaries(
    st.frozensets(st.sampled_from(FAMILIES), min_size=1),
    st.fractions(min_value=0, max_value=60, max_denominator=7),
    max_size=8,
)
people = st.dictionaries(
    st.sampled_from(FAMILIES),
    st.fractions(min_value=0, max_value=60, max_denominator=5),
    min_size=1,
)


def flow_of(study):
    return flows(study, gaps(study, "s"), 0)


@given(places, people)
def test_the_flow_gives_each_family_its_fair_share_out_of_what_each_signature_has(capacity, need):
    fair = fair_coverage(capacity, need)
    sent = sharing(capacity, fair.served)
    rows: dict[frozenset[str], Fraction] = defaultdict(Fraction)
    columns: dict[str, Fraction] = defaultdict(Fraction)
    for (signature, family), count in sent.items():
        assert count > 0
        assert family in signature
        rows[signature] += count
        columns[family] += count
    assert all(count <= capacity[signature] for signature, count in rows.items())
    assert {family: columns[family] for family in fair.served} == fair.served


def test_the_toy_case_of_the_design_is_sent_as_computed_by_hand():
    flow = flow_of(toy())
    sent = {group.families: dict(group.sent) for group in flow.signatures}
    assert sent == {("a", "b"): {"a": 20, "b": 10}, ("b",): {"b": 20}, ("c",): {"c": 10}}
    assert [family.served for family in flow.receivers] == [20, 30, 10]
    assert flow.sent == 60


def test_columns_match_the_coverage_of_the_worst_end():
    study = toy(places={"ab": (20, 40), "b": (10, 20), "c": (50, 50)})
    report = gaps(study, "s")
    flow = flows(study, report, 0)
    for family in flow.receivers:
        assert family.served == family.gap.coverage.low * family.need
        assert sum(g.sent.get(family.gap.family, 0) for g in flow.signatures) == family.served


def test_unknown_places_send_nobody_for_sure_and_have_no_end():
    flow = flow_of(toy(places={"c": (50, 50)}))
    by_families = {group.families: group for group in flow.signatures}
    assert by_families["a", "b"].sends("a") == Interval(Fraction(0), None)
    assert by_families["a", "b"].sends("c") is None
    assert by_families["a", "b"].unknown == ("ab",)
    assert by_families["c",].sends("c") == Interval.exactly(10)
    assert not by_families["c",].is_open


def test_trainings_that_differ_in_families_without_need_stand_together():
    study = toy(
        trainings=[training("c", "c"), training("cz", "c", "z"), training("ab", "a", "b")],
        places={"c": (5, 5), "cz": (3, 3), "ab": (1, 1)},
    )
    groups = {group.families: group for group in flow_of(study).signatures}
    assert groups["c",].trainings == ("c", "cz")
    assert groups["c",].places == Interval.exactly(8)


def test_a_need_without_end_counts_by_its_smallest_number():
    flow = flow_of(toy(need_lines=[line("n", (110, None, None))]))
    assert flow.is_open
    assert [family.need for family in flow.receivers] == [40, 60, 10]
    assert flow.sent == 60


def test_places_and_people_differ_by_the_yields():
    study = toy(assumptions=assumed(yield__completion=Fraction(1, 2)))
    group = next(g for g in flow_of(study).signatures if g.families == ("c",))
    assert group.places == Interval.exactly(50)
    assert group.people == Interval.exactly(25)


@pytest.mark.parametrize("most", [1, 2, 5, 12])
def test_few_signatures_still_send_the_same_people(most):
    study = read_sample()
    whole = flows(study, gaps(study, "coloration"), 2)
    few = condensed(whole, most)
    assert len(few.signatures) == most
    assert few.sent == whole.sent
    keys = [key for group in whole.signatures for key in group.trainings]
    assert sorted(k for group in few.signatures for k in group.trainings) == sorted(keys)
    assert sum(group.merged for group in few.signatures) == len(whole.signatures)


def test_merged_signatures_keep_their_people_and_what_is_unknown():
    study = toy(places={"c": (50, 50), "b": (20, 20)})
    one = condensed(flow_of(study), 1).signatures[0]
    assert one.families == ("a", "b", "c")
    assert one.unknown == ("ab",)
    assert one.people == Interval(Fraction(70), None)
    assert dict(one.sent) == {"b": 20, "c": 10}
