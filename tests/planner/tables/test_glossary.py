"""The glossary of the fields."""

from __future__ import annotations

from planner.fields import FIELDS
from planner.messages import message
from planner.tables.glossary import glossary_table


def test_the_glossary_holds_every_declared_field():
    made = glossary_table()
    assert len(made.rows) == sum(len(fields) for fields in FIELDS.values())
    assert message("help.trainings.level") in made.column("help")
