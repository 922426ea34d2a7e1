"""Findings as a table."""

from __future__ import annotations

from planner.findings import Place, Severity, finding
from planner.messages import message
from planner.tables.quality import findings_table
from tests.build import study, training


def test_findings_name_the_row_and_the_field_that_they_concern():
    rows = study(trainings=[training("t1")])
    said = [
        finding("seats_unknown", Severity.WARNING, None, n=1, whole=1),
        finding("training_without_level", Severity.WARNING, Place("trainings", "t1", "level")),
    ]
    made = findings_table(rows, said)
    assert made.column("collection") == (
        message("table.quality.whole"),
        message("collection.trainings"),
    )
    assert made.column("row") == ("", "Formation t1")
    assert made.column("field") == ("", message("field.trainings.level"))
    assert [row.place for row in made.rows] == [None, Place("trainings", "t1", "level")]
