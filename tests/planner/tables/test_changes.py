"""What an edit would change is told in the same words wherever it is looked at."""

from __future__ import annotations

from fractions import Fraction

from planner.compute.cells import CellChange
from planner.findings import Place
from planner.tables.bulk import bulk_table
from planner.tables.changes import changes_table
from tests.planner.tables.shipped import SHIPPED
from ui.actions.texts import Texts

FRENCH = Texts("fr")

GONE = CellChange("need_lines", "experts", "", None, None)
LEVEL = CellChange("trainings", "t001", "level", None, 6)
SHARE = CellChange(
    "allocation_shares", "experts-9-22.ia-ingenieur.7", "share", Fraction(1, 4), Fraction(3, 4)
)
COST = CellChange("assumptions", "ceiling.5", "value", None, Fraction(24))


def told(change):
    (row,) = changes_table(SHIPPED, (change,)).rows
    return [FRENCH.show(value).replace("\u202f", " ") for value in row.values]


def test_a_value_that_was_unknown_stays_unknown_and_the_new_one_is_in_words():
    assert told(LEVEL)[1:] == ["Niveau CEC", "inconnu", "Niveau 6 (bac+3, bac+4)"]


def test_a_share_is_told_in_percent_and_other_fractions_as_numbers():
    assert told(SHARE)[2:] == ["25 %", "75 %"]
    assert told(COST)[3] == "24"


def test_a_row_that_goes_is_named_and_said_to_go():
    (row,) = changes_table(SHIPPED, (GONE,)).rows
    assert row.place == Place("need_lines", "experts", "")
    assert told(GONE)[0] == "Recrutements d’experts de l’IA"
    assert told(GONE)[2:] == ["présente", "retirée"]


def test_the_bulk_table_says_the_same_cells():
    changes = (LEVEL, SHARE)
    bulk, table = bulk_table(SHIPPED, changes), changes_table(SHIPPED, changes)
    for name in ("row", "field", "before", "after"):
        assert bulk.column(name) == table.column(name)
