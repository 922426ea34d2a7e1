from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.errors import InvalidInput
from planner.fields import FIELDS, Kind, field_of
from planner.messages import Interval
from planner.vocab import Modality, SeatKind
from planner.words import word as said
from tests.build import study
from ui.actions.parsing import parse, parse_amount, row_name
from ui.actions.texts import LANGUAGES, Texts

STUDY = study()


def parsed(collection, key, typed, language="fr"):
    return parse(STUDY, Texts(language), collection, field_of(collection, key), typed)


@pytest.mark.parametrize(
    ("collection", "key", "typed", "value"),
    [
        ("trainings", "title", "  De\u0301but  ", "Début"),
        ("trainings", "level", " 5 ", 5),
        ("trainings", "hours", "1\u202f200", 1200),
        ("trainings", "hours", "1 200", 1200),
        ("trainings", "level", "", None),
        ("trainings", "comment", "", ""),
        ("trainings", "families", "", ()),
        ("trainings", "families", "a; b|a", ("a", "b")),
        ("trainings", "families", "Famille A", ("a",)),
        ("trainings", "city", "LILLE", "lille"),
        ("trainings", "city", "lille", "lille"),
        ("trainings", "is_archived", "oui", True),
        ("trainings", "is_archived", "No", False),
        (
            "trainings",
            "modalities",
            "initial ; continuing",
            (Modality.INITIAL, Modality.CONTINUING),
        ),
        ("trainings", "level", "Niveau 7 (bac+5)", 7),
        ("trainings", "level", "Niveau6(bac+3,bac+4)", 6),
        ("trainings", "level", "BAC + 5", 7),
        ("trainings", "level", "bac+2", 5),
        ("trainings", "level", "niveau 4", 4),
        ("trainings", "is_archived", "x", True),
        ("trainings", "is_archived", "✓", True),
        (
            "trainings",
            "modalities",
            "initiale, alternance",
            (Modality.INITIAL, Modality.APPRENTICESHIP),
        ),
        (
            "trainings",
            "modalities",
            "formation initiale + formation continue",
            (Modality.INITIAL, Modality.CONTINUING),
        ),
        (
            "trainings",
            "modalities",
            "Initiale et continue",
            (Modality.INITIAL, Modality.CONTINUING),
        ),
        ("seats", "kind", "open", SeatKind.OPEN),
        ("tasks", "due", "31/12/2026", date(2026, 12, 31)),
        ("tasks", "due", "2026-12-31", date(2026, 12, 31)),
        ("allocation_shares", "share", "9/31", Fraction(9, 31)),
        ("allocation_shares", "share", "25 %", Fraction(1, 4)),
        ("allocation_shares", "share", "0,25", Fraction(1, 4)),
        ("cities", "latitude", "50,63", 50.63),
    ],
)
def test_what_a_person_types_becomes_the_value_meant(collection, key, typed, value):
    assert parsed(collection, key, typed) == value


@pytest.mark.parametrize(
    ("collection", "key", "typed"),
    [
        ("trainings", "level", "cinq"),
        ("trainings", "level", "5.5"),
        ("trainings", "level", "bac+9"),
        ("trainings", "level", "niveau 79"),
        ("trainings", "modalities", "formation"),
        ("trainings", "is_archived", "peut-être"),
        ("trainings", "modalities", "initial;du soir"),
        ("tasks", "due", "31/02/2026"),
        ("allocation_shares", "share", "1/0"),
        ("cities", "latitude", "nord"),
    ],
)
def test_what_is_not_understood_is_named_with_its_field(collection, key, typed):
    with pytest.raises(InvalidInput) as refused:
        parsed(collection, key, typed)
    assert refused.value.message.code == "error.not_understood"
    assert refused.value.message["field"] == f"field.{collection}.{key}"
    assert Texts("fr").say(refused.value.message)


def test_an_unknown_name_is_refused_and_named():
    with pytest.raises(InvalidInput) as refused:
        parsed("trainings", "city", "Paris")
    assert refused.value.message.code == "error.unknown_name"
    assert refused.value.message["value"] == "Paris"


@given(st.sampled_from([(c, f) for c, fs in FIELDS.items() for f in fs]), st.text(max_size=30))
def test_any_typed_text_is_a_value_or_a_sentence(place, typed):
    collection, field = place
    try:
        parse(STUDY, Texts("fr"), collection, field, typed)
    except InvalidInput as refused:
        Texts("fr").say(refused.message)  # a KeyError where the sentence is missing


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_every_vocabulary_is_understood_as_it_is_shown(language):
    texts = Texts(language)
    for collection, fields in FIELDS.items():
        for field in fields:
            if field.kind is Kind.CHOICE and field.vocabulary:
                for word in field.vocabulary:
                    shown = texts.say(said(word))
                    assert parse(STUDY, texts, collection, field, shown) is word


def test_a_row_is_called_by_its_name_its_title_or_its_key():
    assert row_name(STUDY.cities.get("lille")) == "Lille"


@pytest.mark.parametrize(
    ("typed", "low", "high"),
    [
        ("24", 24, 24),
        ("1\u202f200", 1200, 1200),
        ("20 à 30", 20, 30),
        ("20à30", 20, 30),
        ("20-30", 20, 30),
        ("20 – 30", 20, 30),
        ("entre 20 et 30", 20, 30),
        ("20 to 30", 20, 30),
        ("au moins 20", 20, None),
        ("at least 20", 20, None),
        ("≥ 20", 20, None),
        ("20 ou plus", 20, None),
        ("20+", 20, None),
        ("0", 0, 0),
    ],
)
def test_an_amount_may_be_a_number_a_range_or_a_least(typed, low, high):
    found = parse_amount(typed)
    assert found == Interval(Fraction(low), None if high is None else Fraction(high))


@pytest.mark.parametrize("typed", ["", " ", "?", "inconnu", "n.c.", "–"])
def test_an_amount_may_be_said_to_be_unknown(typed):
    assert parse_amount(typed) is None


@pytest.mark.parametrize("typed", ["beaucoup", "30 à 20", "-3", "2,5", "٢٤", "20 à", "1e9"])
def test_what_is_no_amount_is_refused(typed):
    with pytest.raises(ValueError, match=r".+"):
        parse_amount(typed)
