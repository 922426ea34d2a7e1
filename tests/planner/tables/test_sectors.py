from __future__ import annotations

from db.samples.reading import read_sample
from planner.compute.projections import recover
from planner.compute.signs import explain
from planner.tables.sectors import (
    cell_of,
    sector_sentences,
    sector_table,
    sectors_table,
    sign_sentences,
)
from planner.vocab import ProjectionLine
from ui.actions.texts import Texts

STUDY = read_sample()
TABLES = recover(STUDY)
FRENCH = Texts("fr")


def plain(said):
    return FRENCH.say(said).replace("\u202f", " ").replace("\xa0", " ")


def row_of(table, key):
    return next(row for row in table.rows if row.place is not None and row.place.key == key)


def test_all_ten_analysed_sectors_stand_there_the_digital_one_unknown_never_zero():
    table = sectors_table(STUDY, TABLES)
    assert len(table.rows) == 11
    digital = row_of(table, "numerique-communication")
    assert digital.values[1:6] == (None,) * 5
    assert plain(digital.values[6]) == "aucun tableau dans l’étude : besoin inconnu"


def test_the_sum_is_that_of_the_nine_sectors_with_figures():
    table = sectors_table(STUDY, TABLES)
    last = table.rows[-1]
    assert last.place is None
    assert plain(last.values[0]) == "Total des 9 secteurs chiffrés"
    assert last.values[4:6] == (15_960, 299_070)
    assert plain(last.values[6]) == "70 sur 72"
    totals = [
        sum(t.value(ProjectionLine.TOTAL, year) for t in TABLES) for year in (2017, 2022, 2027)
    ]
    assert list(last.values[1:4]) == totals


def test_a_sector_is_shown_as_printed_with_a_star_at_signs_restored():
    table = sector_table(STUDY, TABLES[0])
    assert [column.key for column in table.columns] == ["counted", "2017", "2022", "2027"]
    assert len(table.rows) == 11
    assert table.rows[0].values[1:] == ("", 45_160, 28_800)
    assert plain(table.rows[1].values[2]) == "* -48 810"
    assert table.rows[2].values[1:] == (362_260, 358_610, 324_270)


def test_a_cell_of_the_table_leads_to_the_printed_cell():
    cell = cell_of(TABLES[0], 1, "2022")
    assert cell.key == "transport-logistique-commerce.impact.2022"
    assert cell_of(TABLES[0], 0, "2017") is None
    assert cell_of(TABLES[0], 99, "2022") is None


def test_a_restored_sign_is_explained_in_words_and_numbers():
    reason = explain(STUDY, TABLES[0], "transport-logistique-commerce.impact.2022")
    first, total, _ = map(plain, sign_sentences(reason))
    assert first.startswith("Le texte de l’étude n’a pas de signe moins à cette case")
    assert "358 610 = 362 260 + 45 160 − 48 810" in total
    assert "Avec l’autre signe : 362 260 + 45 160 + 48 810 = 456 230, et non 358 610." in total


def test_a_sector_says_how_its_people_are_added_and_which_identity_fails():
    tables = [table for table in TABLES if table.sector == "agroalimentaire"]
    said = [plain(one) for one in sector_sentences(STUDY, tables, "agroalimentaire")]
    assert any("90 + 630 = 720" in one for one in said)
    assert sum("Identité non vérifiée en 2027" in one for one in said) == 2
    missing = sector_sentences(STUDY, (), "numerique-communication")
    assert [plain(one) for one in missing] == [
        "Industrie du numérique et de la communication : aucun tableau dans l’étude. "
        "Le besoin est inconnu, et non nul."
    ]


def test_the_sum_names_the_sector_that_it_leaves_out():
    said = " ".join(plain(one) for one in sector_sentences(STUDY, TABLES))
    assert "Industrie du numérique et de la communication : aucun tableau" in said
    assert "n’est pas dans la somme" in said


def test_a_study_without_projections_has_no_sum():
    assert len(sectors_table(STUDY, ()).rows) == 10
    assert sectors_table(STUDY, ()).columns[1].key == "recruited"
