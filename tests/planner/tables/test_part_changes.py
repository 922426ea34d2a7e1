"""Changes between two texts, and what certifications leave open, as tables."""

from __future__ import annotations

from dataclasses import replace

from db.samples.reading import read_sample
from planner.compute.competence_gaps import competence_coverage, competence_gaps
from planner.compute.extracts import compared, extract
from planner.rows import Rows
from planner.study import AttestedCompetence
from planner.tables.competence_gaps import coverage_table, sector_gaps_table
from planner.tables.part_changes import changed_fields, part_changes_table
from planner.tables.preparations import preparations_table

SAMPLE = read_sample()


def drawing(text="Agir", code=""):
    """The shipped study with one competence of a certification, drawn from an affected row."""
    origin = next(r for r in SAMPLE.competences if r.impact == "replacement" and r.occupation)
    row = AttestedCompetence(key="k", certification="drh", text=text, code=code, origin=origin.key)
    target = replace(SAMPLE.certifications.get("drh"), occupations=(origin.occupation,))
    return replace(
        SAMPLE,
        attested_competences=Rows([row]),
        certifications=SAMPLE.certifications.put(target),
    )


def test_a_changed_part_tells_which_of_its_fields_changed():
    before, after = extract(drawing(), "drh"), extract(drawing("Agir afin de", "C1"), "drh")
    changes = compared(before, after)
    table = part_changes_table(changes)
    assert table.column("before") == ("Agir",)
    assert table.column("after") == ("Agir afin de",)
    codes = [label.code for label in changed_fields(changes[0])]
    assert codes == ["field.attested_competences.code", "field.attested_competences.text"]


def test_the_coverage_of_target_occupations_tells_by_what():
    study = drawing()
    table = coverage_table(study, competence_coverage(study, "drh"))
    assert ("Agir",) in table.column("addressed_by")
    assert table.title["n"] >= 1
    untargeted = coverage_table(SAMPLE, competence_coverage(SAMPLE, "drh"))
    assert untargeted.title.code == "competence_gaps.no_target"


def test_sectors_without_headcount_are_unknown_not_zero():
    uncounted = replace(SAMPLE, headcounts=Rows())
    table = sector_gaps_table(uncounted, competence_gaps(uncounted))
    assert set(table.column("people")) == {None}
    assert table.rows[0].place.collection == "sectors"


def test_proposed_trainings_tell_why():
    table = preparations_table(SAMPLE, "maintenance")
    assert table.rows[0].values[-1][0].code == "preparations.words"
    assert table.title["proposed"] == len(table.rows)
