from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from planner.text import clean, same_name_key, search_key, unwritable


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text):
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Médiation", "me\u0301diation"), ("ÉCOLE", "école"), ("a\u202fb", "a  b"), ("ﬁn", "fin")],
)
def test_two_spellings_of_one_name_share_their_key(one, other):
    assert same_name_key(one) == same_name_key(other)


def test_names_that_differ_by_an_accent_are_two_names_but_are_found_alike():
    assert same_name_key("cote") != same_name_key("côté")
    assert search_key("cote") == search_key("Côté")


@given(st.text())
@example("0\xb8")
def test_keys_are_stable(text):
    assert same_name_key(same_name_key(text)) == same_name_key(text)
    assert search_key(search_key(text)) == search_key(text)


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\ud800", "\uffff"])
def test_a_sign_that_no_file_carries_is_named(sign):
    assert unwritable(f"a{sign}b") == sign


def test_accents_spaces_and_emoji_are_writable():
    assert unwritable("œuvre\u202f: 100\u00a0% \u2011 😀\nligne\tfin") is None


def test_every_sign_is_judged_by_its_category():
    for start in range(0, sys.maxunicode + 1, 256):
        signs = "".join(map(chr, range(start, start + 256)))
        bad = {sign for sign in signs if is_bad(sign)}
        for sign in bad:
            assert unwritable(f"a{sign}") == sign, hex(ord(sign))
        others = signs.translate(dict.fromkeys(map(ord, bad)))
        assert unwritable(others) is None, hex(start)


def is_bad(sign):
    if sign in "\n\t":
        return False
    return unicodedata.category(sign) in ("Cc", "Cs") or sign in "\ufffe\uffff"


@given(st.text(st.characters(max_codepoint=127)))
def test_plain_letters_have_the_key_that_any_letters_have(text):
    assert search_key(text) == search_key(text + "é").removesuffix("e").rstrip()
