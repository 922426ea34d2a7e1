from __future__ import annotations

from dataclasses import replace

from planner.compute.ladder import ladder
from planner.compute.ladder_ways import shortest_way
from planner.rows import Rows
from planner.study import Bridge
from planner.tables.bridges import bridges_table
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


def test_a_way_tells_what_each_training_shares_with_the_former_and_the_kind_of_step():
    bridged = replace(
        STUDY, bridges=Rows([Bridge(key="x", start="low", goal="end", conditions="Sur dossier")])
    )
    table = way_table(STUDY, shortest_way(STUDY, "low", "top"))
    assert table.column("key") == ("low", "mid", "top")
    assert table.column("families")[1:] == (("A",), ("B",))
    told = way_table(bridged, shortest_way(bridged, "low", "end"))
    assert [said.code for said in told.column("kind")] == ["ladder.nothing", "step_kind.declared"]
    assert told.column("conditions") == ("", "Sur dossier")


def test_bridges_are_listed_with_the_names_of_both_trainings():
    bridged = replace(STUDY, bridges=Rows([Bridge(key="x", start="low", goal="mute")]))
    table = bridges_table(bridged)
    assert table.column("start") == ("Formation low",)
    assert table.column("goal_level") == (6,)
    assert table.rows[0].trainings == ("low", "mute")
    assert bridges_table(bridged, set()).rows == ()


def test_groups_count_their_bridges_apart_from_their_steps():
    bridged = replace(STUDY, bridges=Rows([Bridge(key="x", start="low", goal="end")]))
    table = ladder_groups_table(bridged, ladder(bridged))
    held = {row.trainings: row.values for row in table.rows if row.trainings}
    assert held[("low",)][3:6] == (1, 0, 1)
    assert held[("end",)][3:6] == (0, 0, 1)
