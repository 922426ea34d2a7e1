"""Which sheets the workbook holds."""

from __future__ import annotations

from exports.sheets.contents import planned_sheets
from planner.findings import Place
from planner.study import Bridge
from tests.build import study, training

TRAININGS = [training("low", "a"), training("top", "a", level=6)]


def test_bridges_have_a_sheet_only_where_some_are_declared():
    bare = study(trainings=TRAININGS)
    assert "bridges" not in [sheet.code for sheet in planned_sheets(bare, ())]


def test_the_ends_of_a_bridge_lead_to_their_trainings():
    bridged = study(trainings=TRAININGS, bridges=[Bridge(key="x", start="low", goal="top")])
    sheet = next(s for s in planned_sheets(bridged, ()) if s.code == "bridges")
    part = sheet.parts[0]
    row = part.table.rows[0]
    targets = {end: leads(row) for end, leads in part.links.items()}
    assert targets == {"start": Place("trainings", "low"), "goal": Place("trainings", "top")}
