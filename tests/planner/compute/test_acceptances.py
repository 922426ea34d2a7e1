"""Accepted findings: the digest of what they say, and when an acceptance lapses."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from planner.checks import run_checks
from planner.compute.acceptances import accepted, digest, formerly, lapsed
from planner.findings import Finding, Place, Severity, finding
from planner.messages import Interval, Message, message
from planner.study import Acceptance
from tests.build import study, training

words = st.text(max_size=8)
numbers = (
    st.integers() | st.booleans() | st.floats(allow_nan=False) | st.fractions(max_denominator=1000)
)
scalars = st.none() | words | numbers | st.dates()
intervals = st.builds(
    lambda low, more: Interval(low, None if more is None else low + more),
    st.fractions(min_value=0, max_denominator=9),
    st.none() | st.fractions(min_value=0, max_denominator=9),
)
values = st.recursive(
    scalars | intervals,
    lambda inner: (
        st.lists(inner, max_size=3).map(tuple)
        | st.builds(lambda code, n: message(code, n=n), words, inner)
    ),
    max_leaves=5,
)
places = st.none() | st.builds(Place, words, words, words)
findings = st.builds(
    lambda code, where, given_values: finding(code, Severity.INFO, where, **given_values),
    words,
    places,
    st.dictionaries(st.sampled_from(["n", "name", "year"]), values, max_size=3),
)


def acceptance(said: Finding, key: str = "ok", **fields: object) -> Acceptance:
    place = said.where or Place("", "")
    row = Acceptance(
        key=key,
        finding=said.code,
        about=place.collection,
        row=place.key,
        field=place.field,
        digest=digest(said),
        reason="Vu avec le service",
    )
    return replace(row, **fields)  # type: ignore[arg-type]


@given(findings, findings)
def test_two_findings_share_a_digest_just_when_they_say_the_same(first, second):
    there = (first.where or Place("", "")) == (second.where or Place("", ""))
    same = (first.code, first.said) == (second.code, second.said) and there
    assert (digest(first) == digest(second)) is same


@given(findings)
def test_a_digest_does_not_depend_on_gravity_or_on_the_order_of_values(said):
    turned = Message(said.said.code, tuple(sorted(said.said.values)))
    assert digest(replace(said, severity=Severity.ERROR, said=turned)) == digest(said)


def test_equal_numbers_of_different_types_have_one_digest():
    whole = finding("seats_unknown", Severity.INFO, None, n=3)
    assert digest(whole) == digest(finding("seats_unknown", Severity.INFO, None, n=Fraction(3)))
    assert digest(whole) != digest(finding("seats_unknown", Severity.INFO, None, n="3"))
    assert digest(whole) != digest(finding("seats_unknown", Severity.INFO, None, n=None))


def test_a_digest_is_what_it_was_in_earlier_versions():
    said = finding(
        "identity_broken",
        Severity.WARNING,
        Place("projections", "p1", "magnitude"),
        sector="Santé",
        identity=message("identity.total"),
        year=2022,
        left=Interval(Fraction(1, 2), None),
    )
    assert digest(said) == "9bf47f5b17625f76590148c9ae47557888914719f80f2c5efad283027b32f77b"


def test_a_digest_does_not_depend_on_the_hash_seed_of_python():
    code = (
        "from planner.compute.acceptances import digest;"
        "from planner.findings import *;"
        "print(digest(finding('x', Severity.INFO, Place('a', 'b'), n=1, name='é')))"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1")
    }
    said = finding("x", Severity.INFO, Place("a", "b"), n=1, name="é")
    assert told == {digest(said) + "\n"}


def test_every_finding_is_open_or_accepted():
    plain = study(trainings=[training("t1"), training("t2", level=None), training("t3", city=None)])
    said = run_checks(plain)
    held = replace(plain, acceptances=study(acceptances=[acceptance(said[0])]).acceptances)
    sifted = accepted(held, said)
    assert sifted.open == said[1:]
    assert [(one.finding, one.acceptance.key) for one in sifted.accepted] == [(said[0], "ok")]


def test_accepting_changes_no_finding():
    plain = study(trainings=[training("t1")])
    said = run_checks(plain)
    rows = [acceptance(one, key=f"a{n}") for n, one in enumerate(said)]
    held = replace(plain, acceptances=study(acceptances=rows).acceptances)
    assert run_checks(held) == said
    assert accepted(held, said).open == ()


@given(st.integers(2, 9), st.integers(2, 9))
def test_an_acceptance_lapses_just_when_the_values_change(before, after):
    def lacking(count: int) -> Finding:
        rows = [training(f"t{n}", "a") for n in range(count)]
        found = run_checks(study(trainings=rows))
        return next(one for one in found if one.code == "seats_unknown")

    row = acceptance(lacking(before), accepted_on=date(2026, 1, 5))
    held = study(trainings=[training(f"t{n}", "a") for n in range(after)], acceptances=[row])
    now = [one for one in run_checks(held) if one.code == "seats_unknown"]
    sifted = accepted(held, now)
    assert bool(sifted.accepted) is (before == after)
    assert bool(sifted.open) is (before != after)
    assert lapsed(held, sifted) == (() if before == after else (row,))
    assert formerly(held, now[0]) == (None if before == after else row)


def test_the_same_finding_elsewhere_stays_open():
    here = finding("training_without_level", Severity.INFO, Place("trainings", "t1"), title="T")
    there = replace(here, where=Place("trainings", "t2"))
    held = study(acceptances=[acceptance(here)])
    assert accepted(held, (here, there)).open == (there,)
    assert formerly(held, there) is None
