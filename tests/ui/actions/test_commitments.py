from __future__ import annotations

from datetime import date

import pytest

from planner.errors import InvalidInput
from planner.vocab import CommitmentStatus
from tests.planner.figures.editions import OLD
from tests.ui.actions.test_editions_compared import freeze
from ui.actions.commitments import (
    add_commitment,
    drop_commitment,
    edit_commitment,
    last_edition,
    list_commitments,
    reconcile_commitments,
    settle_commitment,
)
from ui.actions.history import undo


@pytest.fixture
def held(desk):
    """A desk with two editions, the one of 2024 the last."""
    freeze(desk, "2024", OLD, date(2024, 5, 1))
    freeze(desk, "2021", OLD, date(2021, 5, 1))
    return desk


def the_one(desk):
    (row,) = desk.document.study.commitments
    return row


def test_a_commitment_is_written_down_for_the_last_edition(held):
    made = add_commitment(
        held, "Ouvrir à Lille", who="Région", due="30/06/2025", family="ia-technicien", level=5
    )
    row = the_one(held)
    assert made.plain(held.texts) == {"key": row.key}
    assert (row.edition, row.who, row.due) == ("ed-2024", "Région", date(2025, 6, 30))
    assert (row.family, row.level, row.status) == ("ia-technicien", 5, CommitmentStatus.OPEN)
    add_commitment(held, "Autre", edition="2021")
    listed = list_commitments(held, "2021").plain(held.texts)
    assert [line["text"] for line in listed] == ["Autre"]
    assert len(list_commitments(held).plain(held.texts)) == 2


def test_it_is_changed_dropped_and_brought_back(held):
    add_commitment(held, "Ouvrir à Lille")
    key = the_one(held).key
    edit_commitment(held, key, ["who=OPCO", "level=6"])
    assert (the_one(held).who, the_one(held).level) == ("OPCO", 6)
    drop_commitment(held, key)
    assert not len(held.document.study.commitments)
    undo(held)
    assert the_one(held).who == "OPCO"


def test_reconciling_proposes_and_changes_nothing(held):
    add_commitment(held, "Ouvrir", due="30/06/2025", family="ia-technicien", level=5)
    before = held.document.study
    (line,) = reconcile_commitments(held).plain(held.texts)
    assert line["status"] == "open"
    assert line["proposed"] in {"late", "unverifiable", "done"}
    assert line["reason"]
    assert line["evidence"]
    assert held.document.study is before
    told = reconcile_commitments(held, "2021")
    assert held.texts.say(told.said[0]).endswith("pour l’édition «\u202f2021\u202f».")


def test_a_person_settles_it_with_a_reason_and_the_day_is_kept(held):
    add_commitment(held, "Ouvrir")
    key = the_one(held).key
    with pytest.raises(InvalidInput):
        settle_commitment(held, key, CommitmentStatus.DONE, "  ")
    settle_commitment(held, key, CommitmentStatus.DONE, "Ouverte en septembre", edition="2024")
    row = the_one(held)
    assert (row.status, row.reason) == (CommitmentStatus.DONE, "Ouverte en septembre")
    assert (row.reconciled_in, row.reconciled_on) == ("ed-2024", held.today())
    settle_commitment(held, key, CommitmentStatus.OPEN, "")
    assert (the_one(held).reconciled_in, the_one(held).reconciled_on) == (None, None)


def test_the_last_edition_is_the_last_one_frozen(held):
    assert last_edition(held.document.study).name == "2024"
