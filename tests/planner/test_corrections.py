"""What new values do to the nature of a row."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.corrections import correction
from planner.edits import apply
from planner.study import Source
from planner.vocab import Nature
from tests.build import study, training

PRINTED = replace(training("t1"), source=Source(Nature.PUBLISHED, "Annexe 3", 12))


def after(row, **values):
    return apply(study(trainings=[row]), correction("trainings", row, values)).study.trainings[0]


@pytest.mark.parametrize("nature", [Nature.PUBLISHED, Nature.COMPUTED])
def test_a_row_whose_words_change_is_declared_and_keeps_its_place(nature):
    row = replace(PRINTED, source=replace(PRINTED.source, nature=nature))
    assert after(row, level=6).source == Source(Nature.DECLARED, "Annexe 3", 12)


def test_an_assumption_that_is_changed_remains_one():
    row = replace(PRINTED, source=Source(Nature.ASSUMPTION))
    assert after(row, level=6).source == Source(Nature.ASSUMPTION)


def test_the_same_value_or_a_remark_leaves_the_nature_alone():
    assert after(PRINTED, level=5).source == PRINTED.source
    assert after(PRINTED, comment="vu", is_archived=True).source == PRINTED.source
