from __future__ import annotations

import pytest

from ui.actions import registry
from ui.actions.outcome import Outcome
from ui.actions.registry import VERBS, verb
from ui.actions.verbs import load_verbs


@pytest.fixture(autouse=True)
def _own_registry(monkeypatch):
    load_verbs()
    monkeypatch.setattr(registry, "VERBS", dict(VERBS))


def test_a_verb_tells_its_words_its_parameters_and_whether_it_is_long():
    @verb("try.out", changes=True)
    def try_out(desk, count: int, watch=None):
        return Outcome()

    known = registry.VERBS["try.out"]
    assert known.words == ("try", "out")
    assert [p.name for p in known.parameters] == ["count"]
    assert known.is_long
    assert known.changes


def test_a_key_registered_twice_is_a_bug():
    with pytest.raises(ValueError, match="info"):
        verb("info")(lambda desk: Outcome())


def test_the_verbs_of_the_foundation_are_all_there():
    asked = {
        "new",
        "info",
        "trainings.list",
        "trainings.show",
        "trainings.add",
        "trainings.set",
        "trainings.remove",
        "crosstab",
        "claims",
        "needs",
        "coverage",
        "openings",
        "checks",
        "history",
        "undo",
        "redo",
        "export.workbook",
        "export.roadmap",
        "export.all",
    }
    assert asked <= set(VERBS)
