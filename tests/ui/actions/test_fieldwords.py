from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.samples.reading import read_sample
from planner.errors import CartoplanError, EditRefused, InvalidInput
from planner.fields import FIELDS, Kind, field_of
from planner.messages import message
from planner.tables.table import Column, Table
from ui.actions.fieldwords import (
    change_typed,
    declared_field,
    options,
    shown,
    typed_text,
    with_short_headings,
)
from ui.actions.parsing import parse
from ui.actions.texts import LANGUAGES, Texts

STUDY = read_sample()
FRENCH = Texts("fr")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("collection", list(FIELDS))
def test_what_stands_in_any_field_is_typed_so_that_it_is_understood_as_itself(collection, language):
    texts = Texts(language)
    for row in getattr(STUDY, collection)[:40]:
        for field in FIELDS[collection]:
            value = getattr(row, field.key)
            typed = typed_text(texts, field, value)
            assert parse(STUDY, texts, collection, field, typed) == value, (row.key, field.key)


@given(st.integers(0, 20_000))
def test_any_number_comes_back_as_typed(hours):
    field = field_of("trainings", "hours")
    assert parse(STUDY, FRENCH, "trainings", field, typed_text(FRENCH, field, hours)) == hours


def test_small_ranges_vocabularies_and_references_are_chosen_from():
    def words(collection, key):
        return [option.words for option in options(STUDY, FRENCH, field_of(collection, key))]

    assert len(words("trainings", "level")) == 8
    assert words("trainings", "level")[4] == "Niveau 5 (bac+2)"
    assert words("seats", "kind")[0] == "places ouvertes"
    assert len(words("trainings", "families")) == 12
    assert words("trainings", "months") == []
    assert words("trainings", "title") == []


def test_two_domains_of_one_name_are_told_apart():
    words = [option.words for option in options(STUDY, FRENCH, field_of("domain_hours", "domain"))]
    assert len(set(words)) == len(words) == 20
    assert "Apprentissage automatique (action 1.3)" in words
    assert "Aide à la décision" in words


def test_an_unknown_value_is_said_and_names_stand_for_keys():
    training = STUDY.trainings.get("t001")
    field = field_of("trainings", "families")
    assert shown(STUDY, FRENCH, field, ()) == "inconnu"
    assert shown(STUDY, FRENCH, field, training.families).startswith("Pilotage, Conception")
    assert shown(STUDY, FRENCH, field_of("trainings", "hours"), None) == "inconnu"
    assert shown(STUDY, FRENCH, field_of("trainings", "city"), "bethune") == "Béthune"
    assert shown(STUDY, FRENCH, field_of("seats", "year"), 2026) == "2026"


def test_source_fields_are_declared_like_others():
    assert declared_field("trainings", "source.nature").kind is Kind.CHOICE
    with pytest.raises(KeyError):
        declared_field("trainings", "source.colour")
    with pytest.raises(KeyError):
        declared_field("trainings", "colour")


def test_a_typed_value_is_written_once_as_one_step(desk):
    change_typed(desk, "trainings", "t010", "hours", "1 200")
    change_typed(desk, "trainings", "t010", "hours", "1200")
    change_typed(desk, "trainings", "t010", "source.note", "Vérifié.")
    training = desk.document.study.trainings.get("t010")
    assert (training.hours, training.source.note) == (1200, "Vérifié.")
    assert [e.kind for e in desk.document.store.history("trainings", "t010", 10)] == ["do", "do"]


@pytest.mark.parametrize(
    ("name", "typed", "error"),
    [
        ("hours", "beaucoup", InvalidInput),
        ("hours", "-1", EditRefused),
        ("city", "Atlantis", InvalidInput),
        ("title", "", EditRefused),
        ("source.nature", "", EditRefused),
        ("source.line", "-4", EditRefused),
    ],
)
def test_what_cannot_stand_is_refused_with_a_sentence_and_changes_nothing(desk, name, typed, error):
    before = desk.document.study
    with pytest.raises(error) as refused:
        change_typed(desk, "trainings", "t010", name, typed)
    assert isinstance(refused.value, CartoplanError)
    assert desk.texts.say(refused.value.message)
    assert desk.document.study is before


def test_a_row_that_is_not_there_is_refused(desk):
    with pytest.raises(InvalidInput):
        change_typed(desk, "trainings", "nobody", "title", "x")


def test_short_headings_keep_the_full_label_as_their_note():
    table = Table(
        "trainings",
        message("collection.trainings"),
        (
            Column("level", message("field.trainings.level"), unit="cec"),
            Column("city", message("field.trainings.city")),
        ),
        (),
    )
    level, city = with_short_headings(table, FRENCH).columns
    assert FRENCH.say(level.heading) == "Niveau"
    assert FRENCH.say(level.note) == "Niveau CEC"
    assert level.unit == ""
    assert city == table.columns[1]
