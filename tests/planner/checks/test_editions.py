"""An edition that no longer is what was frozen is found, whatever happened to it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from db.editions import frozen, frozen_text
from planner.checks.editions import damaged_editions
from planner.study import DECLARED
from tests.build import study, training

ROW = frozen(
    study(trainings=[training("a")]), "e", "2026", frozen_on=None, author="", source=DECLARED
)
OTHER = frozen_text(study(trainings=[training("b")]))


@pytest.mark.parametrize("content", ["", "!", "\u00e9", ROW.content[:-3], ROW.content[5:], OTHER])
def test_an_edition_that_was_touched_is_found(content):
    (found,) = damaged_editions(study(editions=[replace(ROW, content=content)]))
    assert found.code == "edition_damaged"
    assert (found.where.collection, found.where.key) == ("editions", "e")


def test_an_edition_as_it_was_frozen_is_not():
    assert not list(damaged_editions(study(editions=[ROW])))
