from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from planner.messages import Interval, message
from ui.actions.texts import Texts

FRENCH, ENGLISH = Texts("fr"), Texts("en")


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (None, "inconnu", "unknown"),
        (True, "oui", "yes"),
        (12345, "12\u202f345", "12,345"),
        (Fraction(7, 2), "3,5", "3.5"),
        (date(2026, 1, 2), "2 janv. 2026", "2 Jan 2026"),
        (Interval(Fraction(0), None), "inconnu", "unknown"),
        (Interval(Fraction(3), None), "au moins 3", "at least 3"),
        (Interval(Fraction(24), Fraction(30)), "24 – 30", "24 – 30"),
        (Interval.exactly(5), "5", "5"),
        (("a", 2), "a, 2", "a, 2"),
        (message("value.no"), "non", "no"),
        ("tel quel", "tel quel", "tel quel"),
    ],
)
def test_a_value_is_shown_as_a_person_of_the_language_writes_it(value, french, english):
    assert (FRENCH.show(value), ENGLISH.show(value)) == (french, english)


def test_a_ratio_is_whole_from_ten_percent_on_and_finer_below():
    assert FRENCH.percent(Fraction(9, 31)) == "29\u202f%"
    assert FRENCH.percent(Fraction(1, 30)) == "3,3\u202f%"
    assert FRENCH.percent(0) == "0\u202f%"
    assert ENGLISH.percent(Fraction(1, 2)) == "50%"
    assert FRENCH.percent(Interval(Fraction(1, 2), Fraction(1))) == "50\u202f% – 100\u202f%"
    assert FRENCH.percent(None) == "inconnu"


def test_a_moment_is_shown_to_the_minute_on_the_clock_of_the_wall(monkeypatch):
    monkeypatch.setenv("TZ", "UTC")
    assert "14:05" in FRENCH.show(datetime(2026, 11, 22, 14, 5, tzinfo=UTC)).replace("\u202f", "")


@pytest.mark.parametrize(("count", "form"), [(0, "ligne "), (1, "ligne "), (2, "lignes ")])
def test_french_counts_zero_and_one_as_singular(count, form):
    assert form in FRENCH.say(message("done.loaded", n=count))


def test_english_counts_zero_as_plural():
    assert ENGLISH.say(message("done.loaded", n=0)) == "0 rows added."


def test_a_place_of_an_unknown_format_is_a_bug():
    with pytest.raises(KeyError):
        FRENCH.say("no.such.code")
