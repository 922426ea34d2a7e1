from __future__ import annotations

import pytest

from planner.study import DomainHours, Seats
from planner.vocab import Confidence, SeatKind
from tests.build import study, training
from ui.actions.ownedrows import owned_rows, owned_table, owner_field, touched_owners
from ui.actions.texts import Texts

SEATS = [
    Seats(key="s1", training="t1", year=2026, kind=SeatKind.OPEN, low=20, high=None),
    Seats(
        key="s2", rank=1, training="t1", year=2027, kind=SeatKind.FILLED, low=18, high=18,
        confidence=Confidence.HIGH,
    ),
    Seats(key="s3", training="t2", year=2026, kind=SeatKind.OPEN, low=5, high=5),
]  # fmt: skip
STUDY = study(trainings=[training("t1"), training("t2")], seats=SEATS)


def test_the_owner_is_the_field_to_which_rows_belong_alone():
    assert owner_field("seats").key == owner_field("domain_hours").key == "training"
    with pytest.raises(StopIteration):
        owner_field("trainings")


def test_only_the_rows_of_the_owner_are_listed_without_its_own_column():
    table = owned_table(STUDY, Texts("fr"), "seats", "t1")
    assert [row.place.key for row in table.rows] == ["s1", "s2"]
    assert [column.key for column in table.columns] == ["year", "kind", "low", "high", "confidence"]
    assert table.column("high") == (None, 18)
    assert [Texts("fr").say(word) for word in table.column("kind")] == ["ouvertes", "pourvues"]
    assert owned_rows(STUDY, "domain_hours", "t1") == ()
    assert type(owned_rows(STUDY, "seats", "t2")[0]) is not DomainHours


def test_touched_rows_lead_to_their_owner_unless_they_are_gone():
    touched = [("trainings", "t9"), ("seats", "s3"), ("cities", "lille")]
    assert touched_owners(STUDY, touched, "trainings") == {"t9", "t2"}
    assert touched_owners(STUDY, [("seats", "gone")], "trainings") is None
    assert touched_owners(STUDY, [], "trainings") == set()
