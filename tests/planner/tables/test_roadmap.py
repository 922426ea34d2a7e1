"""The roadmap as a table."""

from __future__ import annotations

from datetime import date

from planner.compute.roadmap import roadmap
from planner.messages import message
from planner.tables.roadmap import roadmap_table
from tests.planner.compute.test_roadmap import built, task


def test_tasks_stand_with_their_dates_and_their_float():
    start = date(2026, 1, 1)
    study_ = built(task("a", 10, not_before=start), task("b", 5, "a", due=date(2026, 2, 1)))
    made = roadmap_table(study_, roadmap(study_))
    assert made.column("start") == (start, date(2026, 1, 11))
    assert made.column("due") == (message("table.roadmap.no_due"), date(2026, 2, 1))
    assert made.column("float_days") == (0, 0)
    assert made.column("is_critical") == (True, True)
    assert made.column("after") == ((), ("a",))


def test_tasks_that_cannot_be_placed_have_unknown_dates():
    study_ = built(task("a"))
    made = roadmap_table(study_, roadmap(study_))
    for key in ("start", "finish", "latest_finish", "float_days", "is_critical"):
        assert made.column(key) == (None,), key
