"""Which affected competences are certified, and which nobody certifies."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from db.samples.reading import read_sample
from planner.compute.competence_gaps import AFFECTED, competence_coverage, competence_gaps
from planner.messages import Interval
from planner.rows import Rows
from planner.study import AttestedCompetence
from planner.vocab import CertificationStatus

SAMPLE = read_sample()


def covering(*origins, certification="drh"):
    """The shipped study with competences drawn from these rows."""
    drawn = Rows(
        AttestedCompetence(key=f"k{n}", certification=certification, text="Agir", origin=origin)
        for n, origin in enumerate(origins)
    )
    return replace(SAMPLE, attested_competences=drawn)


def first_affected():
    return next(row for row in SAMPLE.competences if row.impact in AFFECTED and row.occupation)


def test_before_any_draft_every_affected_competence_is_a_gap():
    gaps = competence_gaps(SAMPLE)
    affected = [row for row in SAMPLE.competences if row.impact in AFFECTED]
    assert sum(len(gap.unaddressed) for gap in gaps) == len(affected)
    assert sum(gap.affected for gap in gaps) == len(affected)


def test_sectors_with_most_people_come_first_and_unknown_ones_last():
    people = [gap.people for gap in competence_gaps(SAMPLE)]
    known = [p.high for p in people if p is not None]
    assert known == sorted(known, reverse=True)
    assert None not in people[: len(known)]


def test_two_publications_that_disagree_give_an_interval():
    transport = next(g for g in competence_gaps(SAMPLE) if "transport" in g.sector)
    printed = {r.people for r in SAMPLE.headcounts if r.sector == transport.sector}
    assert len(printed) > 1
    assert transport.people == Interval(Fraction(min(printed)), Fraction(max(printed)))


def test_drawing_a_competence_from_a_row_closes_it_until_the_draft_is_given_up():
    row = first_affected()
    drafted = covering(row.key)
    open_rows = {r.key for gap in competence_gaps(drafted) for r in gap.unaddressed}
    assert row.key not in open_rows
    given_up = replace(
        drafted,
        certifications=drafted.certifications.put(
            replace(drafted.certifications.get("drh"), status=CertificationStatus.ABANDONED)
        ),
    )
    assert row.key in {r.key for gap in competence_gaps(given_up) for r in gap.unaddressed}


def test_a_row_that_repeats_the_origin_is_addressed_with_it():
    row = first_affected()
    twin = replace(row, key="twin", text=row.text.upper())
    drafted = replace(covering(row.key), competences=SAMPLE.competences.put(twin))
    assert "twin" not in {r.key for g in competence_gaps(drafted) for r in g.unaddressed}


def test_a_certification_is_measured_on_the_occupations_it_targets():
    row = first_affected()
    target = replace(SAMPLE.certifications.get("drh"), occupations=(row.occupation,))
    drafted = replace(covering(row.key), certifications=SAMPLE.certifications.put(target))
    found = competence_coverage(drafted, "drh")
    expected = [
        r.key for r in SAMPLE.competences if r.occupation == row.occupation and r.impact in AFFECTED
    ]
    assert [each.row.key for each in found.competences] == expected
    assert found.addressed >= 1
    assert found.competences[expected.index(row.key)].addressed_by == ("k0",)


def test_without_target_occupation_nothing_can_be_told():
    found = competence_coverage(SAMPLE, "drh")
    assert not found.has_targets
    assert found.competences == ()


def test_another_certifications_competences_do_not_count_for_this_one():
    row = first_affected()
    target = replace(SAMPLE.certifications.get("drh"), occupations=(row.occupation,))
    drafted = covering(row.key, certification="managers")
    drafted = replace(drafted, certifications=SAMPLE.certifications.put(target))
    assert competence_coverage(drafted, "drh").addressed == 0
