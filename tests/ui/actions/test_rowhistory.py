from __future__ import annotations

from planner.edits import Batch, Drop, Put, Set
from planner.messages import message
from planner.study import DomainHours, Seats
from planner.vocab import SeatKind
from ui.actions.document import Document
from ui.actions.fieldwords import change_typed
from ui.actions.rowhistory import row_history

OWNED = ("seats", "domain_hours")
STEP = message("step.changed", name="x", target="collection.trainings")


def seats(key="s1", training="t010", low=24):
    return Seats(key=key, training=training, year=2026, kind=SeatKind.OPEN, low=low, high=30)


def lines(desk, key="t010"):
    return [
        [desk.texts.say(line).replace("\u202f", " ") for line in happening.lines]
        for happening in row_history(desk, "trainings", key, OWNED)
    ]


def test_each_field_tells_from_what_to_what_newest_first(desk):
    change_typed(desk, "trainings", "t010", "level", "6")
    change_typed(desk, "trainings", "t010", "city", "")
    assert lines(desk) == [
        ["Ville : « Roubaix » → « inconnu »"],
        ["Niveau CEC : « 7 » → « 6 »", "Nature : « publié » → « déclaré »"],
    ]


def test_an_undo_is_told_the_other_way_round(desk):
    change_typed(desk, "trainings", "t010", "level", "6")
    desk.document.undo()
    undone, done = row_history(desk, "trainings", "t010")
    assert (undone.kind, done.kind) == ("undo", "do")
    assert lines(desk)[0] == ["Niveau CEC : « 6 » → « 7 »", "Nature : « déclaré » → « publié »"]
    assert undone.author == "Camille"


def test_a_source_tells_its_changed_fields_alone(desk):
    change_typed(desk, "trainings", "t010", "source.nature", "declared")
    assert lines(desk) == [["Nature : « publié » → « déclaré »"]]


def test_rows_that_belong_to_the_row_are_told_with_it_and_only_with_it(desk):
    desk.document.do(Put("seats", seats()), STEP)
    desk.document.do(Set("seats", "s1", (("low", 26),)), STEP)
    desk.document.do(Drop("seats", "s1"), STEP)
    told = lines(desk)
    assert told[0][0].startswith("Retrait : ")
    assert told[1] == ["Places, au moins : « 24 » → « 26 »"]
    assert "2026 · places ouvertes · Au moins 24 · Au plus 30" in told[2][0]
    assert lines(desk, "t011") == []


def test_a_row_put_over_another_tells_what_differs(desk):
    desk.document.do(Put("seats", seats()), STEP)
    desk.document.do(Put("seats", seats(low=25)), STEP)
    assert lines(desk)[0] == ["Places, au moins : « 24 » → « 25 »"]


def test_a_batch_tells_of_this_row_alone_in_its_order(desk):
    edits = (
        Set("trainings", "t010", (("hours", 100),)),
        Set("trainings", "t011", (("hours", 5),)),
        Set("trainings", "t010", (("hours", 200),)),
    )
    desk.document.do(Batch(edits), STEP)
    assert lines(desk) == [
        ["Heures : « inconnu » → « 100 »", "Heures : « 100 » → « 200 »"],
    ]


def test_rows_swept_away_with_their_owner_are_told(desk):
    desk.document.do(Put("seats", seats()), STEP)
    hours = DomainHours(key="h1", training="t010", domain=desk.document.study.domains[0].key)
    desk.document.do(Put("domain_hours", hours), STEP)
    desk.document.do(Drop("trainings", "t010"), STEP)
    swept = lines(desk)[0]
    assert len(swept) == 3
    assert all(line.startswith("Retrait : ") for line in swept)
    desk.document.undo()
    assert all(line.startswith("Ajout : ") for line in lines(desk)[0])


def test_without_a_file_there_is_no_history(desk):
    store, desk.document = desk.document, Document(desk.document.study)
    assert row_history(desk, "trainings", "t010", OWNED) == ()
    desk.document = store
