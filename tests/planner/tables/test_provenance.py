"""Where a row comes from."""

from __future__ import annotations

from planner.messages import message
from planner.study import Source
from planner.tables.provenance import provenance
from planner.vocab import Nature


def test_a_row_that_is_not_in_the_study_has_no_line_and_an_unknown_one_is_not_said():
    assert provenance(Source(Nature.ASSUMPTION)) == (message("nature.assumption"), "", "")
    printed = Source(Nature.PUBLISHED, "Annexe 3", 4599)
    assert provenance(printed) == (message("nature.published"), "Annexe 3", 4599)
