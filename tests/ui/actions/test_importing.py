"""An institution's own table: mapped, matched, looked at, decided upon, taken as one step."""

from __future__ import annotations

import shutil
import tomllib
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from planner.errors import EditRefused, InvalidInput, StudyFileError, UsageError
from planner.exchange.columns import How, Proposal
from planner.exchange.tablemap import TableMap
from planner.messages import Interval
from planner.study import Seats, Source
from planner.vocab import ChoiceScope, Nature, SeatKind
from tests.build import study, training
from tests.tries import tries
from ui.actions import exchange
from ui.actions.desk import Desk
from ui.actions.files import create_document, open_document
from ui.actions.importing import import_table
from ui.actions.mapfile import map_toml, read_map
from ui.actions.texts import Texts

AT = datetime(2026, 1, 15, 10, 0, tzinfo=UTC)
FRENCH = Texts("fr")
HEADINGS = [
    "Intitulé du diplôme", "Ville de formation", "Niveau", "Durée (mois)", "Capacité 2026",
    "Nom interne", "A",
]  # fmt: skip


def inventory():
    return study(
        trainings=[
            training("t1", "a", rank=1, title="Master données et décision", level=7, months=24),
            training("t2", rank=2, title="Licence informatique", level=6, city=None),
            training("t3", rank=3, title="Thèse", level=8),
        ],
        seats=[
            Seats(
                key="s1", training="t1", year=2026, kind=SeatKind.OPEN, low=20, high=20,
                source=Source(Nature.PUBLISHED),
            )
        ],
    )  # fmt: skip


@pytest.fixture(scope="module")
def inventory_file(tmp_path_factory):
    """A closed study file of the inventory; copy it, never open it."""
    path = tmp_path_factory.mktemp("inventory") / "map.cartoplan"
    create_document(path, inventory(), "Camille", lambda: AT).close()
    return path


@pytest.fixture
def desk(tmp_path, inventory_file):
    path = Path(shutil.copy(inventory_file, tmp_path))
    number = count(1)
    document = open_document(path, "Camille", lambda: AT)
    yield Desk(document, Texts("fr"), "Camille", lambda: AT, lambda: f"new{next(number)}")
    document.close()


@pytest.fixture
def table(tmp_path):
    """A table below a title, beside a sheet of notes; a typing error, a formula, accents apart."""
    book = Workbook()
    book.active["A1"] = "À lire"
    sheet = book.create_sheet("Offre")
    sheet.append(["École ENS : offre de formation"])
    sheet.append([])
    sheet.append(HEADINGS)
    sheet.append(["Master donnees & décision", "LILLE", "Bac+5", "24,0", "20 à 30", "m1", "x"])
    sheet.append(["licence INFORMATIQUE", "Douai", "6", 36, None, "l1", None])
    sheet.append(["BUT données", "Lille", "quatorze", "36\u00a0", 25, "b1", None])
    sheet.append(["Mastère IA", "Lille", 7, None, "au moins 12", "m2", "x"])
    path = tmp_path / "offre_ens.xlsx"
    book.save(path)
    return path


def of(desk, key):
    return desk.document.study.trainings.get(key)


def said(desk, outcome):
    return " ".join(desk.texts.say(sentence) for sentence in outcome.said)


def test_a_mapping_that_is_not_there_is_proposed_and_nothing_is_taken(desk, table, tmp_path):
    before, path = desk.document.study, tmp_path / "map.toml"
    outcome = import_table(desk, table, map=path)
    assert desk.document.study is before
    assert outcome.written == (path,)
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    assert told == {
        "version": 1,
        "institution": "ens",
        "sheet": "Offre",
        "heading": 3,
        "columns": {
            "Intitulé du diplôme": "title", "Ville de formation": "city", "Niveau": "level",
            "Durée (mois)": "months", "Capacité 2026": "seats:2026", "Nom interne": "",
            "A": "family:a",
        },
        "rows": {},
    }  # fmt: skip
    assert "« Nom interne »" not in path.read_text(encoding="utf-8")
    assert "Rien n’a été importé" in said(desk, outcome)


def test_a_table_is_held_against_the_study_and_taken_as_one_step_that_undoes(desk, table):
    before = desk.document.study
    looked = import_table(desk, table, institution="ENS", dry_run=True)
    assert desk.document.study is before
    assert looked.data["counts"] == {
        "conflicting": 2, "changed": 0, "new": 1, "absent": 1, "refused": 1, "identical": 0,
    }  # fmt: skip
    import_table(desk, table, institution="ens", decide=["conflicts=theirs"])
    licence, master = of(desk, "t2"), of(desk, "t1")
    assert (licence.city, licence.months) == ("douai", 36)
    assert master.title == "Master donnees & décision"
    (new,) = (row for row in desk.document.study.trainings if row.title == "Mastère IA")
    assert (new.institution, new.level, new.families) == ("ens", 7, ("a",))
    seats = {row.training: (row.low, row.high) for row in desk.document.study.seats}
    assert seats == {"t1": (20, 30), new.key: (12, None)}
    assert not any(row.title == "BUT données" for row in desk.document.study.trainings)
    desk.document.undo()
    assert desk.document.study == before


def test_what_is_known_is_not_replaced_before_a_person_decides(desk, table):
    import_table(desk, table, institution="ens")
    assert of(desk, "t1").title == "Master données et décision"
    (seats,) = (row for row in desk.document.study.seats if row.training == "t1")
    assert Interval(seats.low, seats.high) == Interval(20, 20)
    assert of(desk, "t3").is_archived is False


def test_the_refused_cell_and_the_near_match_are_told(desk, table):
    outcome = import_table(desk, table, institution="ens", dry_run=True)
    (refused,) = outcome.data["refused"]
    assert "C6" in refused.values()
    assert any("quatorze" in str(value) for value in refused.values())
    (told,) = (found for found in outcome.tables if found.key == "told")
    texts = [desk.texts.say(row.values[-1]) for row in told.rows]
    assert any("Master données et décision" in each for each in texts)


def test_the_same_table_again_changes_nothing(desk, table):
    import_table(desk, table, institution="ens", decide=["conflicts=theirs"])
    once = desk.document.study
    outcome = import_table(desk, table, institution="ens")
    assert outcome.data["taken"] == 0
    assert len(desk.document.study.trainings) == len(once.trainings)
    assert len(desk.document.study.replies) == 1


def test_what_a_mapping_says_is_followed_and_remembered(desk, table, tmp_path):
    path = tmp_path / "map.toml"
    import_table(desk, table, map=path)
    words = path.read_text(encoding="utf-8")
    words = words.replace('"Nom interne" = ""', '"Nom interne" = "comment"')
    words = words.replace('"A" = "family:a"', '"A" = "family:b"')
    words += '7 = "t3"\n[values."trainings.level"]\n"quatorze" = "6"\n'
    path.write_text(words, encoding="utf-8")
    outcome = import_table(desk, table, map=path, decide=["conflicts=theirs"])
    assert outcome.data["counts"]["refused"] == 0
    thesis = of(desk, "t3")
    assert (thesis.title, thesis.comment, thesis.families) == ("Mastère IA", "m2", ("b",))
    (but,) = (row for row in desk.document.study.trainings if row.title == "BUT données")
    assert (but.level, but.months) == (6, 36)
    chosen = {(row.scope, row.given): row.taken for row in desk.document.study.import_choices}
    assert chosen == {
        (ChoiceScope.COLUMN, "Nom interne"): "comment",
        (ChoiceScope.COLUMN, "A"): "family:b",
        (ChoiceScope.VALUE, "quatorze"): "6",
    }
    again = tmp_path / "next.toml"
    import_table(desk, table, map=again)
    told = tomllib.loads(again.read_text(encoding="utf-8"))
    assert told["columns"]["Nom interne"] == "comment"


def test_a_text_with_semicolons_is_a_table_too(desk, tmp_path):
    path = tmp_path / "offre.csv"
    lines = ["Intitulé;Ville;Places 2026", "Licence informatique;Douai;=1+1", "Thèse;Lille;3"]
    path.write_bytes("\r\n".join(lines).encode("cp1252"))
    outcome = import_table(desk, path, institution="ens")
    assert outcome.data["counts"]["refused"] == 1
    assert {row.training: row.low for row in desk.document.study.seats}["t3"] == 3


def test_a_workbook_of_ours_needs_no_mapping(desk, tmp_path):
    exchange.send(desk, tmp_path / "out")
    path = next((tmp_path / "out").glob("ENS*.xlsx"))
    assert import_table(desk, path, dry_run=True).data["mailing"]
    with pytest.raises(InvalidInput, match="map_not_needed"):
        import_table(desk, path, map=tmp_path / "map.toml")


def test_a_table_of_nobody_a_file_without_a_table_and_a_hostile_one_are_refused(
    desk, table, tmp_path
):
    before = desk.document.study
    with pytest.raises(InvalidInput, match="reply_of_nobody"):
        import_table(desk, table)
    path = tmp_path / "notes.csv"
    path.write_text("un;deux\ntrois;quatre\n", encoding="utf-8")
    with pytest.raises(InvalidInput, match="reply_no_table"):
        import_table(desk, path, institution="ens")
    path.write_bytes(b"%PDF-1.7")
    with pytest.raises(StudyFileError, match="table_unknown"):
        import_table(desk, path, institution="ens")
    assert desk.document.study is before


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("version = 2", "map_version"),
        ('version = "x"', "map_version"),
        ("version =", "map_not_toml"),
        ("colums = 1", "map_key"),
        ("sheet = 3", "map_value"),
        ("heading = true", "map_value"),
        ("heading = -1", "map_value"),
        ('institution = "nobody"', "unknown_name"),
        ("columns = 3", "map_value"),
        ('[columns]\n"Ville" = 3', "map_value"),
        ('[columns]\n"Ville" = "town"', "map_no_column"),
        ('[columns]\n"Ville" = "city"\n"Lieu" = "city"', "map_twice"),
        ('[values."trainings.nothing"]\na = "b"', "map_key"),
        ('[rows]\nx = "t1"', "map_value"),
        ('[rows]\n3 = "t99"', "no_such_row"),
        ("[columns]\n" + "".join(f'"{n}" = ""\n' for n in range(200_000)), "map_too_large"),
    ],
)  # fmt: skip
def test_a_mapping_that_is_wrong_is_refused_in_one_sentence(tmp_path, words, code):
    path = tmp_path / "map.toml"
    path.write_text(words, encoding="utf-8")
    with pytest.raises((InvalidInput, UsageError, EditRefused)) as caught:
        read_map(path, inventory(), FRENCH)
    assert caught.value.message.code == f"error.{code}"
    assert FRENCH.say(caught.value.message)


def test_the_mapping_of_one_year_reads_the_text_of_the_next_whatever_it_is_called(desk, tmp_path):
    path = tmp_path / "map.toml"
    for year in ("2026", "2027"):
        table = tmp_path / f"offre {year}.csv"
        table.write_text("Intitulé;Lieu\nThèse;Douai\n", encoding="utf-8")
        outcome = import_table(desk, table, map=path, institution="ens")
    assert outcome.data["counts"]["conflicting"] == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ('sheet = "Offre"\nheading = 900', "map_no_row"),
        ('sheet = "Autre"\nheading = 3', "map_no_sheet"),
        ('[columns]\n"Intitulé du diplôme" = ""\n"Nom interne" = ""', "table_no_title"),
    ],
)
def test_a_mapping_that_does_not_fit_the_table_is_refused(desk, table, tmp_path, words, code):
    path = tmp_path / "map.toml"
    path.write_text(words, encoding="utf-8")
    with pytest.raises(InvalidInput, match=code):
        import_table(desk, table, map=path, institution="ens")


def test_a_column_given_to_another_heading_is_not_given_back_by_what_was_remembered(desk, tmp_path):
    table = tmp_path / "offre.csv"
    table.write_text("Où;Intitulé;Là-bas\nLille;Thèse;Douai\n", encoding="utf-8")
    for column in ("Où", "Là-bas"):
        path = tmp_path / f"{column}.toml"
        path.write_text(f'[columns]\n"{column}" = "city"\n', encoding="utf-8")
        import_table(desk, table, map=path, institution="ens", decide=["conflicts=theirs"])
    assert of(desk, "t3").city == "douai"
    chosen = {row.given: row.taken for row in desk.document.study.import_choices}
    assert chosen == {"Où": "", "Là-bas": "city"}


NAMES = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=30)


@tries(100)
@given(
    st.dictionaries(NAMES, st.just(""), max_size=4),
    st.dictionaries(NAMES, st.text("abc é", max_size=5).map(str.strip), max_size=3),
    st.dictionaries(st.integers(1, 50_000), st.sampled_from(["t1", "new"]), max_size=3),
)
def test_a_mapping_is_read_back_as_it_was_written(tmp_path_factory, columns, values, rows):
    told = {"trainings.level": values} if values else {}
    table_map = TableMap("ens", 'Feuille « 1 » "x"', 3, columns | {"T": "title"}, told, rows)
    found = [Proposal(n, name, name, "", How.NONE) for n, name in enumerate(table_map.columns)]
    path = tmp_path_factory.mktemp("map") / "map.toml"
    path.write_text(map_toml(table_map, found, FRENCH), encoding="utf-8", newline="")
    assert read_map(path, inventory(), FRENCH) == table_map
