"""The table of trainings, and one training told whole."""

from __future__ import annotations

from fractions import Fraction

import pytest

from planner.findings import Place
from planner.messages import Interval, message
from planner.study import Domain, DomainHours, Seats, Source
from planner.tables.trainings import training_table, trainings_table
from planner.vocab import Confidence, DomainScheme, Modality, Nature, SeatKind
from tests.build import study, training


def seats(key, low, high):
    return Seats(
        key=key,
        training="t1",
        year=2025,
        kind=SeatKind.OPEN,
        low=low,
        high=high,
        confidence=Confidence.HIGH,
    )


BUILT = study(
    trainings=[
        training("t1", "b", "a", modalities=(Modality.INITIAL,), hours=100),
        training("t2", city=None, institution=None, level=None),
        training("t3", is_archived=True),
    ],
    seats=[seats("s1", 20, 30)],
    domains=[Domain(key="ml", scheme=DomainScheme.VISIBILITY, name="Apprentissage")],
    domain_hours=[DomainHours(key="h1", training="t1", domain="ml", hours=None)],
)


def test_names_stand_for_keys_and_short_names_for_families():
    table = trainings_table(BUILT)
    assert table.column("key") == ("t1", "t2")
    assert table.column("institution") == ("ENS", None)
    assert table.column("city") == ("Lille", None)
    assert table.column("families") == (("B", "A"), None)
    assert table.column("modalities") == ((message("modality.initial"),), None)


def test_places_are_an_interval_and_unknown_where_none_was_told():
    assert trainings_table(BUILT).column("seats") == (Interval(Fraction(20), Fraction(30)), None)


def test_the_given_trainings_stand_in_the_given_order_archived_or_not():
    assert trainings_table(BUILT, ("t3", "t1")).column("key") == ("t3", "t1")
    assert trainings_table(BUILT, ()).rows == ()
    with pytest.raises(KeyError):
        trainings_table(BUILT, ("nobody",))


def test_undescribed_trainings_are_counted_in_a_note():
    rows = [training("t1"), training("t2", is_described=False)]
    notes = trainings_table(study(trainings=rows)).notes
    assert message("note.undescribed", n=1) in notes
    assert not any(note.code == "note.undescribed" for note in trainings_table(BUILT).notes)


def test_a_training_is_told_with_its_places_and_its_hours():
    table = training_table(BUILT, BUILT.trainings.get("t1"))
    told = dict(zip(table.column("field"), table.column("value"), strict=True))
    assert told[message("field.trainings.families")] == ("B", "A")
    assert told[message("field.trainings.level")] == message("level.5")
    assert told[message("table.training.hours", domain="Apprentissage")] is None
    heading = message("table.training.seats", kind=message("seat_kind.open"), year=2025)
    assert told[heading] == message(
        "table.training.between", low=20, high=30, confidence=message("confidence.high")
    )


def test_places_without_an_upper_bound_are_told_as_at_least():
    built = study(trainings=[training("t1")], seats=[seats("s1", 20, None)])
    (row,) = (
        row
        for row in training_table(built, built.trainings[0]).rows
        if row.place == Place("seats", "s1")
    )
    assert row.values[1] == message(
        "table.training.told", low=20, confidence=message("confidence.high")
    )


def test_the_note_of_a_source_is_told():
    noted = training(source=Source(Nature.PUBLISHED, "Annexe 3", 4593, "Imprimé EISEG"))
    table = training_table(study(trainings=[noted]), noted)
    told = dict(zip(table.column("field"), table.column("value"), strict=True))
    assert told[message("column.note")] == "Imprimé EISEG"


def test_what_is_not_recorded_of_a_training_is_unknown():
    table = training_table(BUILT, BUILT.trainings.get("t2"))
    told = dict(zip(table.column("field"), table.column("value"), strict=True))
    for field in ("city", "institution", "level", "families", "modalities", "duration"):
        assert told[message(f"field.trainings.{field}")] is None, field
