"""The imported fiches, searched."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date

import pytest

from db.fiches.index import FicheIndex
from planner.errors import StudyFileError
from planner.fiches import Fiche, FicheBlock
from planner.vocab import Register

MEDIATION = Fiche(
    number="RNCP1",
    title="Médiation numérique",
    register=Register.RNCP,
    is_active=True,
    level=5,
    expires_on=date(2027, 5, 1),
    certifiers=("Branche",),
    blocks=(FicheBlock("RNCP1BC01", "Accueillir", "Accueillir un public éloigné"),),
)
DATA = Fiche(
    number="RS2",
    title="Données massives",
    register=Register.RS,
    expires_on=date(2028, 5, 1),
    aims="Accueillir les données d’un public",
)


@pytest.fixture
def index(tmp_path):
    found = FicheIndex(tmp_path / "deep" / "fiches.sqlite")
    found.replace([MEDIATION, DATA], "a.zip", "2026-11-22")
    return found


def test_what_was_kept_comes_back_whole(index):
    assert index.get("rncp1") == MEDIATION
    assert index.get("RS2") == DATA
    assert index.get("RNCP9") is None


def test_the_origin_is_told(index):
    origin = index.origin()
    assert (origin.file, origin.imported_at, origin.fiches) == ("a.zip", "2026-11-22", 2)


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("MEDIATION", ["RNCP1"]),
        ("accueillir public", ["RNCP1", "RS2"]),
        ("donnees", ["RS2"]),
        ("accueillir absent", []),
        ('" OR *', []),
        ("", []),
    ],
)
def test_search_needs_all_words_without_accents_or_signs(index, words, numbers):
    assert sorted(fiche.number for fiche in index.search(words)) == numbers


def test_a_word_of_the_title_comes_first(index):
    assert index.search("mediation")[0].number == "RNCP1"


def test_inactive_fiches_can_be_left_out(index):
    assert [f.number for f in index.search("accueillir", only_active=True)] == ["RNCP1"]


def test_like_finds_what_shares_the_rarer_words(index):
    assert index.like("Accueillir un public très éloigné du numérique")[0].number == "RNCP1"
    assert index.like("zzzz") == ()


def test_expiring_names_active_fiches_of_the_span(index):
    found = index.expiring(date(2027, 1, 1), date(2029, 1, 1))
    assert [fiche.number for fiche in found] == ["RNCP1"]


def test_a_number_that_comes_twice_keeps_its_last_fiche(index):
    newer = replace(MEDIATION, title="Accompagnement")
    index.replace([MEDIATION, newer], "b.zip", "2026-11-23")
    assert index.get("RNCP1") == newer
    assert index.search("mediation") == ()
    assert index.origin().fiches == 1


def test_a_reading_that_fails_leaves_the_index_as_it_was(index):
    def broken():
        yield DATA
        raise StudyFileError("fiches_damaged", path="x", reason="y")

    with pytest.raises(StudyFileError):
        index.replace(broken(), "b.zip", "2026-11-23")
    assert index.origin().file == "a.zip"
    assert index.get("RNCP1") == MEDIATION
    assert [path.name for path in index.path.parent.iterdir()] == ["fiches.sqlite"]


def test_an_index_that_is_not_there_is_empty(tmp_path):
    nothing = FicheIndex(tmp_path / "nothing.sqlite")
    assert nothing.origin() is None
    assert nothing.search("ia") == ()
    assert nothing.get("RNCP1") is None


def test_another_file_is_not_taken_for_an_index(tmp_path):
    other = tmp_path / "other.sqlite"
    sqlite3.connect(other).execute("CREATE TABLE a(b)").connection.close()
    (tmp_path / "text.sqlite").write_text("not a database, but long enough to be read as one" * 9)
    for path in (other, tmp_path / "text.sqlite"):
        with pytest.raises(StudyFileError) as caught:
            FicheIndex(path).search("ia")
        assert caught.value.message.code == "error.fiches_index"
