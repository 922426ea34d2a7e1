from __future__ import annotations

from datetime import date

from planner.fields import FIELDS
from planner.findings import Place
from planner.messages import message
from planner.study import Edition
from planner.tables.kept_editions import COUNTED, edition_table, editions_table
from planner.tables.rows import row_table, rows_table
from tests.build import study, training


def edition(key, name, day=None, rank=0):
    return Edition(
        key=key, rank=rank, name=name, frozen_on=day, digest="0123456789abcdef", content="x" * 99
    )


KEPT = study(
    trainings=[training("t1", "a"), training("t2")],
    editions=[
        edition("c", "2026", date(2026, 1, 5), rank=1),
        edition("a", "2024", date(2024, 1, 5), rank=2),
        edition("b", "2019", rank=3),
    ],
)


def test_editions_stand_by_day_and_those_without_one_first():
    table = editions_table(KEPT)
    assert table.column("name") == ("2019", "2024", "2026")
    assert table.column("frozen_on")[0] is None
    assert table.rows[0].place == Place("editions", "b")
    assert table.column("digest")[0] == "0123456789ab"


def test_an_edition_is_told_by_its_fields_and_counts_but_its_content():
    table = edition_table(KEPT.editions.get("c"), KEPT)
    told = dict(row.values for row in table.rows)
    assert told[message("field.editions.name")] == "2026"
    assert told[message("collection.trainings")] == 2
    assert message("field.editions.content") not in told
    assert len(table.rows) == 1 + len(FIELDS["editions"]) - 1 + len(COUNTED)


def test_what_fits_in_no_cell_stands_in_no_table_of_rows():
    assert "content" not in [column.key for column in rows_table(KEPT, "editions").columns]
    told = dict(row.values[:2] for row in row_table(KEPT, "editions", "c").rows)
    assert message("field.editions.content") not in told
    assert told[message("field.editions.name")] == "2026"
