from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.xlsx_text import CELL_LIMIT, Loss, xlsx_text
from planner.text import unwritable
from tests.tries import tries


def units(text):
    return len(text.encode("utf-16-le")) // 2


def unescaped(text):
    """What a spreadsheet reads where the text says _x005F_."""
    return text.replace("_x005F_", "_")


@pytest.mark.parametrize(
    "text", ["", "Métiers", "a\u202fb ; c", "🤖 robot", "=1+1", "+33 6 12", "l1\nl2"]
)
def test_a_text_that_a_cell_can_hold_is_kept_as_it_is(text):
    assert xlsx_text(text).text == text
    assert xlsx_text(text).losses == ()


def test_letters_and_their_accents_are_joined():
    assert xlsx_text("E\u0301cole").text == "École"


def test_line_ends_of_every_system_become_one():
    assert xlsx_text("a\r\nb\rc\nd").text == "a\nb\nc\nd"
    assert xlsx_text("a\r\nb").losses == ()


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\ud800", "\uffff"])
def test_a_sign_that_no_cell_carries_is_left_out_and_told(sign):
    told = xlsx_text(f"a{sign}b")
    assert told.text == "ab"
    assert told.losses == (Loss.SIGNS,)


def test_letters_parted_by_a_lost_sign_are_joined_with_their_accents():
    assert xlsx_text("e\x00\u0301").text == "é"


def test_what_is_left_out_is_what_the_domain_calls_unwritable():
    every = [chr(code) for code in range(0x11000)]
    lost = {sign for sign in every if Loss.SIGNS in xlsx_text(f"a{sign}b").losses}
    assert lost == {sign for sign in every if unwritable(sign)} - {"\r"}


@pytest.mark.parametrize(
    ("text", "length"),
    [("x" * CELL_LIMIT, CELL_LIMIT), ("x" * 40_000, CELL_LIMIT), ("🤖" * 20_000, CELL_LIMIT)],
)
def test_a_text_is_cut_at_the_limit_of_a_cell(text, length):
    told = xlsx_text(text)
    assert units(told.text) <= length
    assert units(told.text) > length - 3
    assert (Loss.END in told.losses) == (units(text) > CELL_LIMIT)
    assert told.text.endswith("…") == (Loss.END in told.losses)


def test_what_a_spreadsheet_would_read_as_an_escape_is_escaped():
    assert xlsx_text("_x0041_").text == "_x005F_x0041_"
    assert xlsx_text("_x41_ et _y").text == "_x41_ et _y"


@pytest.mark.parametrize("text", ["=1+1", "+33", "-1", "@nom", "\ttab", "'nom"])
def test_a_text_that_editing_would_make_a_formula_is_known(text):
    assert xlsx_text(text).looks_like_a_formula


@pytest.mark.parametrize("text", ["", "1+1", "#N/A", "a=b"])
def test_other_texts_are_not_taken_for_formulas(text):
    assert not xlsx_text(text).looks_like_a_formula


@given(st.text(max_size=300))
def test_nothing_is_lost_in_silence(text):
    told = xlsx_text(text)
    whole = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    assert told.losses or unescaped(told.text) == unescaped(whole)
    assert unwritable(told.text) is None
    assert units(told.text) <= CELL_LIMIT


@tries(10)
@given(st.text(alphabet="_x0041\u0301é🤖", min_size=4_000, max_size=6_000))
def test_no_text_is_longer_than_a_cell(text):
    assert units(xlsx_text(text * 6).text) <= CELL_LIMIT
