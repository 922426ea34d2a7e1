"""Signs: recovered where the identities require them, never guessed elsewhere."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from db.samples.reading import read_sample
from planner.compute.projections import IdentityName, recover
from planner.rows import Rows
from planner.study import ProjectionCell, Sector, Study
from planner.vocab import ProjectionLine as Line
from tests.tries import tries

examples = tries(100)
SHIPPED = read_sample()
SIGNED = (Line.NATURAL, Line.IMPACT, Line.AI_ALONE, Line.AI_WITH_OTHERS, Line.OTHERS, Line.AI)

#: The metalworking-like table of one period, by hand: 1 000 jobs become 930.
TRUE = {
    Line.NATURAL: 30,
    Line.IMPACT: -100,
    Line.TOTAL: 930,
    Line.AI_ALONE: -7,
    Line.AI_WITH_OTHERS: -21,
    Line.OTHERS: -72,
    Line.AI: -28,
    Line.CREATED: 5,
    Line.REDUCED: -33,
    Line.RECRUITED: 4,
    Line.AWARENESS: 50,
}


def cell(line, year, magnitude, *, has_minus=False, sector="s"):
    return ProjectionCell(
        key=f"{sector}.{line}.{year}",
        sector=sector,
        line=line,
        year=year,
        magnitude=magnitude,
        has_minus=has_minus,
        printed=str(magnitude),
    )


def table(values, *, minuses=(), before=1000, year=2022):
    cells = [cell(line, year, abs(v), has_minus=line in minuses) for line, v in values.items()]
    if before is not None:
        cells.append(cell(Line.TOTAL, 2017, before))
    return Study(sectors=Rows([Sector(key="s", name="S", impact=3)]), projections=Rows(cells))


def one(built):
    (found,) = recover(built)
    return found


def values(found, year=2022):
    return {line: found.value(line, year) for line in Line}


def test_lost_minus_signs_are_recovered_and_told():
    found = one(table(TRUE))
    assert values(found) == TRUE
    assert {cell.line for cell in found.recovered} == {k for k, v in TRUE.items() if v < 0}
    assert all(identity.holds for identity in found.identities)
    assert found.untold == ()


def test_signs_as_printed_are_kept_and_not_called_recovered():
    found = one(table(TRUE, minuses=[line for line, v in TRUE.items() if v < 0]))
    assert values(found) == TRUE
    assert found.recovered == ()


def test_a_minus_that_strayed_into_a_wrong_column_is_taken_away():
    found = one(table(TRUE, minuses=(Line.NATURAL, Line.CREATED)))
    assert values(found) == TRUE
    strayed = {cell.line for cell in found.recovered if cell.value and cell.value > 0}
    assert strayed == {Line.NATURAL, Line.CREATED}


def test_the_sides_of_an_identity_are_told_in_people():
    sides = {i.name: (i.left, i.right) for i in one(table(TRUE)).identities}
    assert sides == {
        IdentityName.TOTAL: (930, 930),
        IdentityName.IMPACT: (-100, -100),
        IdentityName.AI_PARTS: (-28, -28),
        IdentityName.AI_BALANCE: (-28, -28),
    }


def test_a_wrong_total_breaks_its_identity_and_leaves_its_sign_untold():
    found = one(table(TRUE | {Line.TOTAL: 931}))
    assert {i.name for i in found.identities if not i.holds} == {IdentityName.TOTAL}
    assert found.value(Line.NATURAL, 2022) is None
    assert [cell.line for cell in found.untold] == [Line.NATURAL]
    assert found.value(Line.IMPACT, 2022) == -100


def test_a_minus_printed_in_its_own_column_stands_where_no_identity_contradicts_it():
    broken = TRUE | {Line.TOTAL: 931, Line.NATURAL: -30}
    found = one(table(broken, minuses=(Line.NATURAL, Line.IMPACT)))
    assert found.value(Line.NATURAL, 2022) == -30


def test_a_period_without_the_total_before_cannot_check_its_total():
    found = one(table(TRUE, before=None))
    holds = {i.name: i.holds for i in found.identities}
    assert holds[IdentityName.TOTAL] is None
    assert holds[IdentityName.IMPACT] is True
    assert found.value(Line.NATURAL, 2022) is None


def test_a_missing_cell_leaves_its_identities_open():
    lacking = {line: v for line, v in TRUE.items() if line is not Line.AI}
    holds = {i.name: i.holds for i in one(table(lacking)).identities}
    assert holds[IdentityName.AI_PARTS] is None
    assert holds[IdentityName.AI_BALANCE] is None
    assert holds[IdentityName.TOTAL] is True


def test_an_ambiguous_sign_is_not_guessed():
    ambiguous = {Line.IMPACT: 0, Line.AI_ALONE: 3, Line.AI_WITH_OTHERS: 3, Line.OTHERS: 0}
    found = one(table(ambiguous))
    assert found.value(Line.AI_ALONE, 2022) is None
    assert found.value(Line.AI_WITH_OTHERS, 2022) is None
    assert found.value(Line.IMPACT, 2022) == 0


def test_nobody_is_nobody_whatever_the_sign():
    found = one(table({Line.NATURAL: 0}, minuses=(Line.NATURAL,)))
    assert found.value(Line.NATURAL, 2022) == 0
    assert found.recovered == ()


def test_the_next_period_starts_from_the_total_of_the_one_before():
    first = table(TRUE)
    second = {Line.NATURAL: 10, Line.IMPACT: -40, Line.TOTAL: 900}
    cells = [cell(line, 2027, abs(v)) for line, v in second.items()]
    found = one(replace(first, projections=Rows([*first.projections, *cells])))
    assert found.value(Line.IMPACT, 2027) == -40
    assert found.value(Line.NATURAL, 2027) == 10
    assert found.value(Line.TOTAL, 2017) == 1000


def test_a_missing_cell_has_no_value():
    assert one(table(TRUE)).value(Line.NATURAL, 1999) is None


def test_sectors_without_a_table_are_left_out():
    assert recover(Study(sectors=Rows([Sector(key="s", name="S", impact=1)]))) == ()


parts = st.integers(-500, 500)


@examples
@given(parts, parts, parts, parts, st.integers(0, 500), st.sets(st.sampled_from(SIGNED)))
def test_what_is_told_of_a_true_table_fits_its_identities(natural, a, b, others, created, minuses):
    ai = a + b
    assume(ai <= created)
    true = {
        Line.NATURAL: natural,
        Line.IMPACT: ai + others,
        Line.TOTAL: 5000 + natural + ai + others,
        Line.AI_ALONE: a,
        Line.AI_WITH_OTHERS: b,
        Line.OTHERS: others,
        Line.AI: ai,
        Line.CREATED: created,
        Line.REDUCED: ai - created,
    }
    found = one(table(true, minuses=minuses, before=5000))
    assert all(identity.holds for identity in found.identities)
    told = {line: found.value(line, 2022) for line in true}
    assert all(number is None or abs(number) == abs(true[line]) for line, number in told.items())
    if None not in told.values():
        assert told[Line.IMPACT] == told[Line.AI] + told[Line.OTHERS]
        assert told[Line.TOTAL] == 5000 + told[Line.NATURAL] + told[Line.IMPACT]


@examples
@given(parts, parts, parts, parts, st.integers(0, 500))
def test_a_table_printed_with_its_signs_keeps_them_all(natural, a, b, others, created):
    ai = a + b
    assume(ai <= created)
    true = {
        Line.NATURAL: natural,
        Line.IMPACT: ai + others,
        Line.TOTAL: 5000 + natural + ai + others,
        Line.AI_ALONE: a,
        Line.AI_WITH_OTHERS: b,
        Line.OTHERS: others,
        Line.AI: ai,
        Line.CREATED: created,
        Line.REDUCED: ai - created,
    }
    printed = [line for line, number in true.items() if number < 0]
    found = one(table(true, minuses=printed, before=5000))
    assert {line: found.value(line, 2022) for line in true} == true


def test_the_shipped_tables_keep_no_sign_untold():
    tables = recover(SHIPPED)
    assert len(tables) == 9
    assert [len(found.cells) for found in tables] == [23] * 9
    assert [cell.key for found in tables for cell in found.untold] == []
    assert sum(len(found.recovered) for found in tables) == 65


def test_seventy_of_the_seventy_two_shipped_identities_hold():
    """The food industry prints 1 420 where its own sums want 1 430: a finding, not ours to mend."""
    broken = [
        (found.sector, i.name, i.year, i.left, i.right)
        for found in recover(SHIPPED)
        for i in found.identities
        if not i.holds
    ]
    assert broken == [
        ("agroalimentaire", IdentityName.IMPACT, 2027, -7110, -7100),
        ("agroalimentaire", IdentityName.AI_PARTS, 2027, -4480, -4470),
    ]


def test_the_shipped_impacts_are_losses_of_employment():
    for found in recover(SHIPPED):
        for year in (2022, 2027):
            impact = found.value(Line.IMPACT, year)
            assert impact is not None
            assert impact < 0
