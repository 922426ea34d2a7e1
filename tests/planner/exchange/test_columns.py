"""Headings and the columns that they are: exact, known, near, and never two to one."""

from __future__ import annotations

import unicodedata

import pytest

from planner.exchange.columns import (
    How,
    Names,
    best_sheet,
    collection_names,
    heading_row,
    known_code,
    layout_names,
    proposals,
)
from planner.exchange.grids import EMPTY, CellKind, Grid, SheetCell
from planner.fields import FIELDS
from planner.study import ImportChoice
from planner.vocab import ChoiceScope
from tests.build import study
from tests.planner.exchange.headings import HEADINGS
from ui.actions.texts import Texts

LANGUAGES = (Texts("fr"), Texts("en"))


def grid(*rows, name="Feuille", **more):
    def cell(value):
        if value is None:
            return EMPTY
        return SheetCell(CellKind.TEXT if isinstance(value, str) else CellKind.NUMBER, value)

    return Grid(name, tuple(tuple(map(cell, row)) for row in rows), **more)


@pytest.fixture(scope="module")
def names():
    return layout_names(study(), LANGUAGES, range(2024, 2028))


def chosen(given, taken, institution=None):
    row = {"key": given, "scope": ChoiceScope.COLUMN, "given": given, "taken": taken}
    return ImportChoice(**row, institution=institution)


def test_headings_of_schools_are_known_and_none_is_taken_for_another(names):
    found = {heading: names.find(heading)[0] for heading in HEADINGS}
    wrong = {h: found[h] for h, code in HEADINGS.items() if found[h] and found[h] != code}
    missed = [h for h, code in HEADINGS.items() if code and not found[h]]
    assert wrong == {}
    assert missed == ["Ville du site", "Commune d'implantation"]


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_accents_case_spaces_and_signs_make_no_difference(names, form):
    for heading in ("Intitulé de la formation", "Durée (en mois)", "Modalités"):
        typed = unicodedata.normalize(form, f"\u00a0{heading.upper()}\u202f* \n")
        assert names.find(typed) == names.find(heading)


def test_no_column_is_proposed_twice_and_the_surest_heading_has_it(names):
    sheet = grid(["Intitullé du diplôme", "Titre", "Intitulé de la formation"])
    found = proposals(sheet, 1, names)
    assert [(each.code, each.how) for each in found] == [
        ("", How.TWICE), ("", How.TWICE), ("title", How.EXACT),
    ]  # fmt: skip


def test_what_a_person_chose_holds_against_anything_else(names):
    sheet = grid(["Intitulé", "Nom interne", "Ville"])
    found = proposals(sheet, 1, names, {"Nom interne": "title", "Ville": ""})
    assert [(each.code, each.how) for each in found] == [
        ("", How.TWICE), ("title", How.CHOSEN), ("", How.CHOSEN),
    ]  # fmt: skip


def test_a_choice_is_remembered_for_the_institution_before_everybody():
    made = study(import_choices=(chosen("Bidule", "title"), chosen("Truc", "city")))
    mine = study(
        institutions=(),
        import_choices=(chosen("Bidule", "title"), chosen("bidule ", "city", "ens")),
    )
    assert layout_names(made, LANGUAGES, ()).find("BIDULE") == ("title", How.CHOSEN, 100)
    assert layout_names(mine, LANGUAGES, (), "ens").find("Bidule")[0] == "city"
    assert layout_names(mine, LANGUAGES, (), "other").find("Bidule")[0] == "title"


def test_headings_that_come_twice_are_told_apart_by_their_letters(names):
    found = proposals(grid(["Places", "Intitulé", "Places"]), 1, names)
    assert [each.name for each in found] == ["Places [A]", "Intitulé", "Places [C]"]


def test_a_school_year_is_its_first_year_and_a_bare_year_is_only_near(names):
    assert names.find("Places 2025-2026")[:2] == ("seats:2025", How.KNOWN)
    assert names.find("2026")[:2] == ("seats:2026", How.NEAR)
    assert names.find("Article 1234")[0] == ""


def test_headings_are_found_below_a_title_and_empty_rows(names):
    rows = [["Offre de formation 2026"], [], [None, "Ville", "Intitulé", "Niveau"], [None, "Lille"]]
    assert heading_row(grid(*rows), names) == 3
    assert heading_row(grid(["zzz", "b1"], ["c1"]), names) == 0
    assert heading_row(grid(*[["x"]] * 40, ["Intitulé", "Ville"]), names) == 0


def test_the_right_sheet_is_the_one_that_names_most_columns_and_is_seen(names):
    notes = grid(["Ville"], ["Lille"], name="Notes")
    table = grid(["Intitulé", "Ville", "Niveau"], ["a", "Lille", "6"], name="Offre")
    old = grid(["Intitulé", "Ville", "Niveau", "Places 2024"], ["a"], name="Vieux", is_hidden=True)
    empty = grid(["Intitulé", "Ville", "Niveau", "Places 2026"], name="Vide")
    found = best_sheet((notes, old, empty, table), names)
    assert found == (table, 1)
    assert best_sheet((old,), names) == (old, 1)
    assert best_sheet((grid(["x"]),), names) is None


def test_the_fields_of_any_collection_can_be_headings():
    names = collection_names("occupations", LANGUAGES)
    for field in FIELDS["occupations"]:
        for texts in LANGUAGES:
            label = texts.say(f"field.occupations.{field.key}")
            assert names.find(label)[1] is How.EXACT


def test_only_columns_of_the_study_are_known_codes():
    made = study()
    assert known_code(made, "")
    assert known_code(made, "seats:2026")
    assert not known_code(made, "seats:20266")
    assert not known_code(made, "family:nobody")


def test_a_text_that_is_no_heading_costs_nothing(names):
    assert names.find("x" * 32_000) == ("", How.NONE, 0)
    assert Names().find("") == ("", How.NONE, 0)
