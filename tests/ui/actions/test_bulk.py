from __future__ import annotations

import pytest

from planner.errors import UsageError
from planner.vocab import Nature
from ui.actions.registry import VERBS

KEYS = [f"t{number:03d}" for number in range(1, 16)]


def bulk(desk, keys=KEYS, **asked):
    return VERBS["bulk"].run(desk, "trainings", list(keys), **asked)


def rows(desk):
    return [desk.document.study.trainings.get(key) for key in KEYS]


def said(desk, outcome):
    return [desk.texts.say(sentence) for sentence in outcome.said]


def test_fifteen_trainings_are_corrected_as_one_step_and_taken_back_by_one(desk):
    before = desk.document.study
    outcome = bulk(desk, set=["level=6"], add=["families=Direction"])
    assert {row.level for row in rows(desk)} == {6}
    assert all("direction" in row.families for row in rows(desk))
    assert {row.source.nature for row in rows(desk)} == {Nature.DECLARED}
    (table,) = outcome.tables
    assert len(table.rows) == sum(c.startswith("t0") for c in table.column("key"))
    desk.document.undo()
    assert desk.document.study == before


def test_a_dry_run_tells_the_same_and_writes_nothing(desk):
    before = desk.document.study
    dry = bulk(desk, set=["level=6"], dry_run=True)
    assert desk.document.study == before
    done = bulk(desk, set=["level=6"])
    assert dry.tables == done.tables
    assert said(desk, dry) == said(desk, done)[:-1]


def test_the_preview_speaks_in_names(desk):
    outcome = bulk(desk, ["t001"], set=["city=Lille"], remove=["families=pilotage"])
    (table,) = outcome.tables
    assert "Lille" in table.column("after")
    assert table.column("before")[0] == "Villeneuve d'Ascq"
    assert said(desk, outcome)[0] == "2 cases changent dans 1 ligne."


def test_what_is_already_so_is_left_and_told(desk):
    before = desk.document.study
    outcome = bulk(desk, ["t010"], set=["level=7"])
    assert desk.document.study == before
    assert said(desk, outcome)[0].startswith("Rien ne change")


def test_nothing_asked_or_an_unknown_field_is_a_usage_error(desk):
    with pytest.raises(UsageError, match="bulk_nothing_asked"):
        bulk(desk)
    with pytest.raises(UsageError, match="unknown_field_name"):
        bulk(desk, set=["colour=red"])
