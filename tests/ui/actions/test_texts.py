"""The words: both languages say everything that the domain may hand them."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum

import pytest

from planner import vocab
from planner.checks import run_checks
from planner.compute.inventory import Dimension, Measure
from planner.compute.projections import IdentityName
from planner.fields import FIELDS, Kind, help_code, label_code
from planner.findings import Severity
from planner.messages import Interval, Message, message
from planner.words import CLAIM_UNITS, vocabulary_code
from tests.planner.tables.shipped import SHIPPED, tables
from ui.actions.texts import LANGUAGES, Texts, catalogue

TEXTS = {language: Texts(language) for language in LANGUAGES}
FORMAT = re.compile(r"{(\w+(?::\w+)?)}")

each_language = pytest.mark.parametrize("language", LANGUAGES)


def lacking(language, codes):
    return sorted(code for code in codes if not TEXTS[language].knows(code))


def vocabularies():
    found = [kind for kind in vars(vocab).values() if isinstance(kind, type)]
    own = [kind for kind in found if issubclass(kind, StrEnum) and kind is not StrEnum]
    return [*own, Dimension, Measure, Severity, Kind]


def forms(pattern):
    return pattern if isinstance(pattern, tuple) else (pattern,)


def test_both_languages_have_the_same_codes():
    french, english = (set(catalogue(language)) for language in LANGUAGES)
    assert sorted(french ^ english) == []


def test_both_languages_show_the_same_places_in_the_same_formats():
    french, english = (catalogue(language) for language in LANGUAGES)
    differing = [
        code
        for code in french.keys() & english.keys()
        if {place for form in forms(french[code]) for place in FORMAT.findall(form)}
        != {place for form in forms(english[code]) for place in FORMAT.findall(form)}
    ]
    assert sorted(differing) == []


def test_both_languages_have_plural_forms_for_the_same_codes():
    french, english = (catalogue(language) for language in LANGUAGES)
    both = french.keys() & english.keys()
    assert (
        sorted(c for c in both if isinstance(french[c], tuple) != isinstance(english[c], tuple))
        == []
    )


@each_language
def test_every_field_has_a_label_and_a_help_line(language):
    pairs = [(name, field.key) for name, fields in FIELDS.items() for field in fields]
    codes = {label_code(*pair) for pair in pairs} | {help_code(*pair) for pair in pairs}
    assert lacking(language, codes) == []


@each_language
def test_every_collection_and_every_kind_of_value_has_a_name(language):
    codes = {f"collection.{name}" for name in FIELDS}
    codes |= {f"collection.{name}.one" for name in FIELDS} | {f"kind.{kind}" for kind in Kind}
    assert lacking(language, codes) == []


@each_language
def test_every_word_of_every_vocabulary_is_said(language):
    assert len(vocabularies()) > 15
    codes = {f"{vocabulary_code(kind)}.{word}" for kind in vocabularies() for word in kind}
    assert lacking(language, codes) == []


@each_language
def test_every_unit_every_level_and_every_identity_is_said(language):
    units = {field.unit for fields in FIELDS.values() for field in fields if field.unit}
    codes = {f"unit.{unit}" for unit in units | CLAIM_UNITS}
    codes |= {f"{head}.{level}" for head in ("level", "level.short") for level in range(1, 9)}
    codes |= {f"unknown.{dimension}" for dimension in Dimension}
    codes |= {f"identity.{name}" for name in IdentityName}
    codes |= {f"claim.{comparison}" for comparison in vocab.Comparison}
    assert lacking(language, codes) == []


@each_language
def test_all_that_the_tables_of_the_shipped_study_hold_can_be_said(language):
    texts = TEXTS[language]
    for table in tables():
        said = [table.title, *table.notes, *(column.heading for column in table.columns)]
        said += [column.note for column in table.columns if column.note]
        said += [f"unit.{column.unit}" for column in table.columns if column.unit]
        assert all(texts.say(one) for one in said)
        for row in table.rows:
            assert [value for value in row.values if not isinstance(texts.show(value), str)] == []


@each_language
def test_all_findings_of_the_shipped_study_are_sentences(language):
    for found in run_checks(SHIPPED):
        sentence = TEXTS[language].say(found.said)
        assert sentence.endswith((".", ")")), sentence
        assert "{" not in sentence


@each_language
def test_a_sentence_does_not_show_that_something_is_none(language):
    shown = [TEXTS[language].say(found.said) for found in run_checks(SHIPPED)]
    assert [line for line in shown if "None" in line or "Fraction" in line] == []


def test_french_is_written_with_its_own_signs():
    wrong = {
        code: form
        for code, pattern in catalogue("fr").items()
        for form in forms(pattern)
        if re.search(r"\w'\w|\S [:;!?%»]|« ", form)
    }
    assert wrong == {}


def test_unknown_is_said_unknown_and_never_zero():
    assert TEXTS["fr"].show(None) == "inconnu"
    assert TEXTS["fr"].show(Interval(Interval.exactly(0).low, None)) == "inconnu"
    assert TEXTS["fr"].show(Interval.exactly(0)) == "0"
    assert TEXTS["fr"].show(Interval(Interval.exactly(20).low, None)) == "au moins 20"


def test_plural_forms_follow_each_language():
    one, none = Message("table.trainings", (("n", 1),)), Message("table.trainings", (("n", 0),))
    assert (TEXTS["fr"].say(one), TEXTS["fr"].say(none)) == ("1 formation", "0 formation")
    assert (TEXTS["en"].say(one), TEXTS["en"].say(none)) == ("1 training", "0 trainings")


def test_an_unknown_code_is_a_key_error():
    with pytest.raises(KeyError):
        TEXTS["fr"].say("nothing.of.the.kind")


def test_french_says_the_first_of_a_month_with_its_ordinal():
    french, english = Texts("fr"), Texts("en")
    assert french.day(date(2028, 3, 1)) == "1er mars 2028"
    assert french.day(date(2028, 3, 1), "long") == "1er mars 2028"
    assert french.day(date(2028, 3, 1), "short") == "01/03/2028"
    assert french.day(date(2028, 3, 11)) == "11 mars 2028"
    assert english.day(date(2028, 3, 1)) == "1 Mar 2028"


def test_a_chain_leads_from_one_name_to_the_next():
    said = message("error.task_circle", title="A", names=("A", "B", "A"))
    assert "A → B → A" in Texts("fr").say(said)
