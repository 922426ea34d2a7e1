"""T21: names that a person takes for the same are the same, in the study, its search and files."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime

import pytest

from db.exchange.received import receive
from db.on_disk import on_disk
from db.store import create, open_store
from planner.compute.search import Entry, Index, Kind, study_entries
from planner.edits import Put, apply
from planner.errors import EditRefused, StudyFileError
from planner.exchange.columns import heading_row, layout_names, proposals
from planner.exchange.given import Columns, given_table
from planner.exchange.grids import CellKind, Grid, SheetCell
from planner.exchange.layout import column_of
from planner.study import City, Institution
from planner.text import clean, same_name_key
from tests.build import study
from tests.db.exchange import workbooks as made
from ui.actions.exchange_cells import cell_reader
from ui.actions.texts import Texts

WHO = {"author": "Ann", "machine": "m", "clock": lambda: datetime(2026, 1, 1, tzinfo=UTC)}
FRENCH = Texts("fr")


def parted(text: str) -> str:
    return unicodedata.normalize("NFD", text)


ACCENTED = (
    "Médiation", "Été à l’hôpital", "Île-de-France", "Ça et là", "Noël", "Où aller", "Pôle santé",
    "L’Haÿ-les-Roses", "Ångström", "naïveté", "Châlons", "Hygiène & sécurité", "Ré",
)  # fmt: skip
TWINS = (
    *((name, parted(name)) for name in ACCENTED),
    # composed otherwise in the compatibility form
    ("finance", "ﬁnance"), ("1 parcours", "① parcours"), ("Licence", "Ｌicence"), ("m2", "m²"),
    ("No 5", "№ 5"), ("IV", "Ⅳ"), ("effort", "eﬀort"), ("kg", "㎏"), ("1er", "1ᵉʳ"), ("H2O", "H₂O"),
    ("...", "…"), ("TM", "™"),
    # case, with accents
    ("École", "ÉCOLE"), ("Ça", "ÇA"), ("Œuvre", "ŒUVRE"), ("Straße", "STRASSE"),
    ("À côté", "à CÔTÉ"),
    ("Σίσυφος", "ΣΊΣΥΦΟΣ"), ("Évreux", parted("ÉVREUX")),
    # spaces that look alike
    ("4 200 places", "4\u202f200 places"), ("a : b", "a\u00a0: b"), ("x y", "x\u2009y"),
    ("u v", "u\u2007v"), ("r s", "r  s"), ("mot mot", "mot\u3000mot"),
    ("La Bassée", "la\u202fBASSÉE"),
    ("12 345", "12\u202f345"),
)  # fmt: skip


def test_there_are_forty_pairs_and_each_is_of_two_texts():
    assert len(TWINS) == 40
    assert all(one != other for one, other in TWINS)


@pytest.mark.promise("T21", asked=40, quick=40, unit="pairs", weight=1)
def test_of_two_names_that_are_the_same_the_second_is_refused(figure):
    for number, pair in enumerate(TWINS, 1):
        for first, second in (pair, pair[::-1]):
            known = study(institutions=[Institution(key="i1", name=clean(first))])
            with pytest.raises(EditRefused, match="twin"):
                apply(known, Put("institutions", Institution(key="i2", name=clean(second))))
        figure.reached(number)


@pytest.mark.promise("T21", asked=40, quick=40, unit="pairs", weight=1)
def test_a_search_finds_a_name_by_each_of_its_forms(figure):
    for number, pair in enumerate(TWINS, 1):
        for kept, typed in (pair, pair[::-1]):
            index = Index([Entry(Kind.CITIES, "c", kept), Entry(Kind.CITIES, "d", "zzz")])
            found = [entry.key for entry in index.find(typed)]
            has_words = any(sign.isalnum() for sign in same_name_key(kept))
            assert found == (["c"] if has_words else []), pair
        figure.reached(number)


def test_what_is_found_is_what_the_study_has():
    known = study(cities=[City(key="c", name="Évreux", department="59", latitude=1, longitude=1)])
    assert [each.key for each in Index(study_entries(known)).find(parted("EVREUX"))] == ["c"]


def row_of(*texts):
    return tuple(SheetCell(CellKind.TEXT, text) for text in texts)


@pytest.mark.promise("T21", asked=40, quick=40, unit="pairs", weight=1)
def test_a_cell_says_the_city_that_is_known_in_another_form(figure):
    for number, pair in enumerate(TWINS, 1):
        for kept, typed in (pair, pair[::-1]):
            city = City(key="c", name=clean(kept), department="59", latitude=1, longitude=1)
            known = study(cities=[city])
            grid = Grid(parted("Été"), (row_of("Titre", "Ville"), row_of("Licence", typed)))
            columns = Columns(1, {n: column_of(known, code) for n, code in enumerate(
                ("title", "city"), 1)})  # fmt: skip
            (row,) = given_table(grid, columns, cell_reader(known, [FRENCH], {})).rows
            assert row.values["city"] == "c", pair
        figure.reached(number)


def test_headings_are_known_composed_parted_in_capitals_and_with_thin_spaces():
    known = study()
    names = layout_names(known, [FRENCH], (2026,))
    heads = [FRENCH.say(f"import.known.{code}").split("\n")[0].split("|")[0].split(",")[0]
             for code in ("title", "duration", "level")]  # fmt: skip
    codes = []
    for change in (
        str,
        parted,
        str.upper,
        lambda head: parted(head.upper()).replace(" ", "\u202f"),
    ):
        grid = Grid("S", (row_of(*map(change, heads)), row_of("a", "b", "6")))
        assert heading_row(grid, names) == 1
        codes.append([each.code for each in proposals(grid, 1, names)])
    assert codes == [codes[0]] * 4
    assert "title" in codes[0]


@pytest.mark.promise("T21", asked=40, quick=40, unit="names", weight=1)
def test_a_file_that_a_mac_named_is_found_by_the_name_that_is_typed(figure, tmp_path):
    for number, pair in enumerate(TWINS, 1):
        room = tmp_path / str(number)
        room.mkdir()
        named = room / f"{parted(pair[0])}.cartoplan"
        named.touch()
        typed = room / f"{unicodedata.normalize('NFC', pair[0])}.cartoplan"
        assert on_disk(typed).samefile(named)
        assert on_disk(room / "autre.cartoplan").name == "autre.cartoplan"
        figure.reached(number)


def test_a_study_and_a_workbook_from_a_mac_are_opened_and_never_doubled(tmp_path):
    named, typed = tmp_path / parted("Été.cartoplan"), tmp_path / "Été.cartoplan"
    create(named, study(), **WHO).close()
    with open_store(typed, **WHO) as store:
        assert store.path == on_disk(typed)
    with pytest.raises(StudyFileError):
        create(typed, study(), **WHO)
    made.table(tmp_path / "t.xlsx").rename(tmp_path / parted("réponse.xlsx"))
    assert receive(tmp_path / "réponse.xlsx").grids[0].name == "Formations"


def test_two_files_that_differ_by_composition_alone_are_told_apart(tmp_path):
    one, other = tmp_path / "É", tmp_path / parted("É")
    one.touch()
    other.touch()
    assert (on_disk(one), on_disk(other)) == (one, other)
