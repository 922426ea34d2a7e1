"""Competences as printed."""

from __future__ import annotations

from planner.messages import message
from planner.tables.competences import competences_table
from tests.build import study
from tests.planner.tables.shipped import SHIPPED


def test_all_competences_of_the_shipped_study_stand_in_printed_order():
    made = competences_table(SHIPPED)
    assert len(made.rows) == 563
    lines = made.column("line")
    assert list(lines) == sorted(lines)


def test_attachments_to_be_checked_are_counted_in_a_note():
    assert competences_table(SHIPPED).notes[0].code == "note.as_printed"
    assert [note.code for note in competences_table(study()).notes] == ["note.provenance"]


def test_a_competence_without_occupation_says_that_none_is_printed():
    none = message("table.competences.no_occupation")
    lacking = sum(row.occupation is None for row in SHIPPED.competences)
    assert competences_table(SHIPPED).column("occupation").count(none) == lacking > 0
