"""Every pair of dimensions against a naive loop over the trainings."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from planner.compute.crossings import Only, crossings_of, repeated
from planner.compute.inventory import UNKNOWN, Dimension, Measure, crosstab, live
from planner.messages import Interval
from planner.study import Domain, DomainHours, Seats
from planner.vocab import DomainScheme, Modality, SeatKind
from tests.build import study, training
from tests.tries import tries

DOMAINS = [Domain(key=k, scheme=DomainScheme.VISIBILITY, name=k) for k in ("ml", "nlp")]
examples = tries(12)
PAIRS = [pair for pair in product(Dimension, repeat=2) if pair[0] is not pair[1]]


@st.composite
def studies(draw):
    rows, seats, hours = [], [], []
    for n in range(draw(st.integers(0, 7))):
        key = f"t{n}"
        families = draw(st.lists(st.sampled_from("abc"), unique=True))
        rows.append(
            training(
                key,
                *families,
                level=draw(st.none() | st.integers(5, 7)),
                city=draw(st.none() | st.sampled_from(("lille", "douai"))),
                institution=draw(st.none() | st.sampled_from(("ens", "iut"))),
                modalities=tuple(draw(st.lists(st.sampled_from(Modality), unique=True))),
                hours=draw(st.none() | st.integers(0, 900)),
                is_archived=draw(st.booleans()),
            )
        )
        if draw(st.booleans()):
            low = draw(st.integers(0, 40))
            high = draw(st.none() | st.integers(low, 60))
            seats.append(
                Seats(key=f"s{n}", training=key, year=2026, kind=SeatKind.OPEN, low=low, high=high)
            )
        for domain in draw(st.lists(st.sampled_from(("ml", "nlp")), unique=True)):
            given_hours = draw(st.none() | st.integers(0, 200))
            hours.append(
                DomainHours(key=f"{key}-{domain}", training=key, domain=domain, hours=given_hours)
            )
    return study(trainings=rows, seats=seats, domain_hours=hours, domains=DOMAINS)


def values(built, row, dimension):
    """The values of a training, asked one by one."""
    found = {
        Dimension.FAMILY: list(row.families),
        Dimension.LEVEL: [] if row.level is None else [str(row.level)],
        Dimension.CITY: [] if row.city is None else [row.city],
        Dimension.INSTITUTION: [] if row.institution is None else [row.institution],
        Dimension.MODALITY: [str(word) for word in row.modalities],
        Dimension.DOMAIN: [h.domain for h in built.domain_hours if h.training == row.key],
    }
    return found[dimension] or [UNKNOWN]


def seats_of(built, rows):
    low, high = 0, 0
    for row in rows:
        told = [seat for seat in built.seats if seat.training == row.key]
        low += told[0].low if told else 0
        high = None if high is None or not told or told[0].high is None else high + told[0].high
    return Interval(Fraction(low), None if high is None else Fraction(high))


@tries(60)
@given(studies())
def test_cells_and_totals_are_those_of_a_naive_loop(built):
    for down, across in PAIRS:
        assert_as_naive(down, across, built)


def assert_as_naive(down, across, built):
    counts = crosstab(built, down, across)
    seats = crosstab(built, down, across, Measure.SEATS)
    hours = crosstab(built, down, across, Measure.HOURS)
    for row, column in product((*counts.rows, None), (*counts.columns, None)):
        place = (down, across, row, column)
        held = [
            t
            for t in live(built)
            if (row is None or row in values(built, t, down))
            and (column is None or column in values(built, t, across))
        ]
        assert found(counts, row, column).trainings == tuple(t.key for t in held), place
        assert found(counts, row, column).total == Interval.exactly(len(held)), place
        assert found(seats, row, column).total == seats_of(built, held), place
        if Dimension.DOMAIN not in (down, across):
            known = [t.hours for t in held if t.hours is not None]
            high = None if len(known) < len(held) else Fraction(sum(known))
            assert found(hours, row, column).total == Interval(Fraction(sum(known)), high), place


def found(crossed, row, column):
    if row is None:
        return crossed.total if column is None else crossed.column_total(column)
    return crossed.row_total(row) if column is None else crossed.cell(row, column)


@examples
@given(studies())
def test_empty_and_fragile_cells_share_none_and_are_known_crossings(built):
    crossed = crosstab(built, Dimension.FAMILY, Dimension.CITY)
    empty, fragile = crossings_of(crossed, {Only.EMPTY}), crossings_of(crossed, {Only.FRAGILE})
    assert not empty & fragile
    assert crossings_of(crossed, set(Only)) == empty | fragile
    assert crossings_of(crossed, ()) == frozenset()
    assert all(UNKNOWN not in place for place in empty | fragile)


@examples
@given(studies())
def test_those_in_several_cells_are_what_cells_count_too_much(built):
    crossed = crosstab(built, Dimension.FAMILY, Dimension.MODALITY)
    cells = [
        key
        for row in crossed.rows
        for column in crossed.columns
        for key in crossed.cell(row, column).trainings
    ]
    assert repeated(crossed) == len({key for key in cells if cells.count(key) > 1})
