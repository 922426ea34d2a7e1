from __future__ import annotations

from planner.compute.ladder import ladder
from planner.tables.ladder import (
    ladder_checks_table,
    ladder_families_table,
    ladder_groups_table,
    way_table,
)
from tests.build import study, training

STUDY = study(
    trainings=[
        training("low", "a", level=5),
        training("mid", "a", "b", level=6, institution="iut"),
        training("end", "c", level=6),
        training("top", "b", level=7),
        training("mute", level=6),
    ]
)
FOUND = ladder(STUDY)


def test_groups_count_their_trainings_and_the_steps_that_leave_and_come():
    table = ladder_groups_table(STUDY, FOUND)
    held = {row.trainings: row.values for row in table.rows if row.trainings}
    assert held[("low",)][2:5] == (1, 1, 0)
    assert held[("mid",)][2:5] == (1, 1, 1)
    assert held[("end",)][2:5] == (1, 0, 0)


def test_each_family_has_its_count_at_every_level():
    table = ladder_families_table(STUDY, FOUND)
    assert table.column("5") == (1, 0, 0)
    assert table.column("6") == (1, 1, 1)
    assert table.column("7") == (0, 1, 0)


def test_what_deserves_a_look_is_listed_with_its_place():
    table = ladder_checks_table(STUDY, FOUND)
    told = [(row.place.key, row.values[1].code) for row in table.rows]
    assert ("end", "ladder.check.dead_end") in told
    assert ("end", "ladder.check.without_entrance") in told
    assert ("mute", "ladder.check.unplaced") in told
    assert "low" not in {key for key, _ in told}


def test_a_way_tells_what_each_training_shares_with_the_former():
    rows = way_table(STUDY, ("low", "mid", "top")).rows
    assert [row.values[1] for row in rows] == ["low", "mid", "top"]
    assert [row.values[-1] for row in rows[1:]] == [("A",), ("B",)]
