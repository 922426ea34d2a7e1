"""Proposals: only where nothing is left to judge; what they mend is gone, nothing else breaks."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.samples.reading import read_sample
from planner.checks import run_checks
from planner.checks.proposals import can_mend, changes, group_proposal, proposal
from planner.compute.acceptances import digest
from planner.compute.cells import CellChange
from planner.edits import apply
from planner.findings import Severity
from planner.rows import Rows
from planner.study import (
    Allocation,
    AllocationShare,
    Assumption,
    Competence,
    Domain,
    DomainHours,
    Institution,
    Occupation,
    Seats,
    Sector,
)
from planner.vocab import Attachment, DomainScheme, Impact, Nature, SeatKind
from tests.build import study, training


def found(of, code):
    return [one for one in run_checks(of) if one.code == code]


def only(of, code):
    (said,) = found(of, code)
    return said


def mended(of, said):
    return apply(of, proposal(of, said).edit).study


def unplaced(printed, *, named="IUT de Lille", spellings="IUT Lille ; Institut universitaire"):
    base = study(
        trainings=[training("t1", "a", institution=None, printed_institution=printed)],
        institutions=[
            Institution(key="iut", name=named, printed_names=spellings),
            Institution(key="ens", name="ENS"),
        ],
    )
    return base, only(base, "training_without_institution")


@pytest.mark.parametrize("printed", ["IUT Lille", "iut  lille", "Institut universitaire"])
def test_an_institution_is_proposed_where_one_is_printed_so(printed):
    base, said = unplaced(printed)
    assert mended(base, said).trainings.get("t1").institution == "iut"


@pytest.mark.parametrize("printed", ["", "IUT", "IUT de Lill"])
def test_no_institution_is_guessed(printed):
    base, said = unplaced(printed)
    assert proposal(base, said) is None


def test_a_spelling_that_two_institutions_share_is_left_to_a_person():
    base, said = unplaced("ENS", spellings="ENS")
    assert proposal(base, said) is None


@pytest.mark.parametrize(
    ("printed", "level"),
    [
        ("5 (équivalence Bac+2)", 5),
        ("6 (équivalence)", 6),
        ("7 (équivalence Bac+5(+))", 7),
        ("Niveau 6", 6),
        ("8", 8),
        ("5 (équivalence Bac+5)", None),
        ("5 ans", None),
        ("niveau III", None),
        ("9", None),
        ("6 ou 7", None),
        ("", None),
    ],
)
def test_a_level_is_read_only_where_the_print_leaves_no_doubt(printed, level):
    base = study(trainings=[training("t1", "a", level=None, printed_level=printed)])
    made = proposal(base, only(base, "training_without_level"))
    assert (made is None) is (level is None)
    if made is not None:
        assert apply(base, made.edit).study.trainings.get("t1").level == level


def test_every_level_of_the_shipped_study_is_read_as_it_was_by_hand():
    shipped = read_sample()
    blind = replace(shipped, trainings=Rows(replace(t, level=None) for t in shipped.trainings))
    said = found(blind, "training_without_level")
    made = group_proposal(blind, said)
    after = apply(blind, made.edit).study
    assert [row.level for row in after.trainings] == [row.level for row in shipped.trainings]
    assert len(made.findings) == 80


def test_a_printed_row_that_is_mended_is_declared():
    shipped = read_sample()
    row = next(t for t in shipped.trainings if t.printed_level)
    blind = replace(shipped, trainings=shipped.trainings.put(replace(row, level=None)))
    after = mended(blind, only(blind, "training_without_level")).trainings.get(row.key)
    assert after.source == replace(row.source, nature=Nature.DECLARED)


def seats(key, low=10, high=10, **fields):
    return Seats(
        key=key, training="t1", year=2026, kind=SeatKind.OPEN, low=low, high=high, **fields
    )


def test_places_said_twice_alike_are_kept_once_and_different_ones_are_not_touched():
    base = study(
        trainings=[training("t1", "a")],
        seats=[seats("s1"), seats("s2", 12, 12), seats("s3"), seats("s4")],
    )
    said = {one.where.key: one for one in found(base, "seats_repeated")}
    assert proposal(base, said["s2"]) is None
    made = group_proposal(base, said.values())
    assert [one.where.key for one in made.findings] == ["s3", "s4"]
    assert [row.key for row in apply(base, made.edit).study.seats] == ["s1", "s2"]


def with_hours(*hours):
    return study(
        trainings=[training("t1", "a", hours=500)],
        domains=[Domain(key="d", scheme=DomainScheme.VISIBILITY, name="D")],
        domain_hours=[
            DomainHours(key=f"h{n}", rank=n, training="t1", domain="d", hours=given_hours)
            for n, given_hours in enumerate(hours)
        ],
    )


@given(st.lists(st.sampled_from([None, 10, 20]), min_size=2, max_size=5))
def test_hours_said_twice_lose_nothing_that_was_counted(hours):
    base = with_hours(*hours)
    said = found(base, "domain_hours_repeated")
    made = group_proposal(base, said)
    kept = set(hours) - {None} or {None}
    if made is not None:
        left = [row.hours for row in apply(base, made.edit).study.domain_hours]
        assert set(left) == kept
        assert (len(left) == 1) is (len(kept) == 1)
    else:
        assert len(hours) == len(set(hours)) == len(kept)


def two_competences(**fields):
    row = Competence(
        key="c1",
        sector="s",
        occupation="o",
        text="Piloter",
        impact=Impact.ASSISTANCE,
        attachment=Attachment.CHECKED,
    )
    return study(
        sectors=[Sector(key="s", name="S", impact=2)],
        occupations=[Occupation(key="o", sector="s", name="O")],
        competences=[row, replace(row, key="c2", text="piloter", **fields)],
    )


def test_a_competence_printed_twice_goes_once_both_rows_were_checked():
    base = two_competences()
    assert [c.key for c in mended(base, only(base, "competence_repeated")).competences] == ["c1"]


@pytest.mark.parametrize(
    "fields", [{"attachment": Attachment.AS_PRINTED}, {"impact": Impact.REPLACEMENT}]
)
def test_a_doubtful_or_different_competence_is_left_to_a_person(fields):
    base = two_competences(**fields)
    assert proposal(base, only(base, "competence_repeated")) is None


def spread(*shares):
    return study(
        allocations=[Allocation(key="k", name="K")],
        allocation_shares=[
            AllocationShare(key=f"p{n}", allocation="k", family="a", level=5, share=share)
            for n, share in enumerate(shares)
        ],
    )


@pytest.mark.parametrize(
    ("shares", "exact"),
    [
        ((Fraction(33, 100),) * 3, Fraction(1, 3)),
        ((Fraction(17, 100),) * 6, Fraction(1, 6)),
        ((Fraction(3, 10),) * 3, None),
        ((Fraction(33, 100), Fraction(33, 100), Fraction(32, 100)), None),
    ],
)
def test_equal_shares_that_were_rounded_become_exact(shares, exact):
    base = spread(*shares)
    (said,) = [one for one in run_checks(base) if one.code.startswith("allocation_")]
    made = proposal(base, said)
    assert (made is None) is (exact is None)
    if made is not None:
        after = apply(base, made.edit).study
        assert {row.share for row in after.allocation_shares} == {exact}
        assert sum(row.share for row in after.allocation_shares) == 1


@pytest.mark.parametrize(
    ("value", "share"),
    [(Fraction(85), Fraction(85, 100)), (Fraction(3, 2), None), (Fraction(850), None)],
)
def test_a_yield_in_percent_becomes_a_share(value, share):
    row = Assumption(key="yield.stays", name="Reste", value=value, unit="share")
    base = study(assumptions=[row])
    made = proposal(base, only(base, "yield_out_of_range"))
    assert (made is None) is (share is None)
    if made is not None:
        assert apply(base, made.edit).study.assumptions.get("yield.stays").value == share


levels = st.sampled_from([None, 5])
prints = st.sampled_from(["", "5 (équivalence Bac+2)", "7", "peut-être 6"])
schools = st.sampled_from([None, "ens"])
names = st.sampled_from(["", "ENS", "IUT", "École"])
trainings = st.lists(st.tuples(levels, prints, schools, names), max_size=4)
shares_of = st.lists(st.sampled_from([Fraction(1, 4), Fraction(33, 100)]), max_size=4)
seatings = st.lists(st.sampled_from([(5, 5), (5, None), (6, 6)]), max_size=4)


@given(trainings, shares_of, seatings)
def test_a_proposal_leaves_no_such_finding_behind_and_breaks_nothing(rows, shares, seated):
    base = study(
        trainings=[
            training(
                f"t{n}", "a", level=lv, printed_level=pl, institution=i, printed_institution=pi
            )
            for n, (lv, pl, i, pi) in enumerate(rows, 1)
        ],
        allocations=[Allocation(key="k", name="K")],
        allocation_shares=spread(*shares).allocation_shares,
        seats=[seats(f"s{n}", *bounds) for n, bounds in enumerate(seated)] if rows else [],
    )
    before = run_checks(base)
    for said in before:
        made = proposal(base, said)
        if made is None:
            continue
        assert can_mend(said)
        applied = apply(base, made.edit)
        after = run_checks(applied.study)
        assert digest(said) not in {digest(one) for one in after}
        assert sum(one.code == said.code for one in after) < sum(
            one.code == said.code for one in before
        )
        graver = {digest(one) for one in after if one.severity is Severity.ERROR}
        assert graver <= {digest(one) for one in before}
        assert apply(applied.study, applied.inverse).study == base
        assert changes(base, made.edit)


@given(trainings)
def test_a_group_is_mended_in_one_step_and_to_the_end(rows):
    base = study(
        trainings=[
            training(
                f"t{n}", "a", level=lv, printed_level=pl, institution=i, printed_institution=pi
            )
            for n, (lv, pl, i, pi) in enumerate(rows)
        ]
    )
    made = group_proposal(base, run_checks(base))
    after = base if made is None else apply(base, made.edit).study
    assert group_proposal(after, run_checks(after)) is None


def test_what_a_proposal_changes_is_told_value_by_value():
    base = study(trainings=[training("t1", "a", level=None, printed_level="6")])
    made = proposal(base, only(base, "training_without_level"))
    assert changes(base, made.edit) == (CellChange("trainings", "t1", "level", None, 6),)
    twice = study(trainings=[training("t1", "a")], seats=[seats("s1"), seats("s2")])
    made = proposal(twice, only(twice, "seats_repeated"))
    assert changes(twice, made.edit) == (CellChange("seats", "s2", "", None, None),)


def test_a_finding_about_the_whole_study_has_no_proposal():
    base = study(trainings=[training("t1", "a")])
    assert proposal(base, only(base, "seats_unknown")) is None
    assert not can_mend(only(base, "seats_unknown"))
