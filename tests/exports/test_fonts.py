from __future__ import annotations

import pytest

from exports.fonts import FAMILY, font_bytes, licence
from exports.pdf_fonts import HELD_SPACE, NARROW_SPACE, covers, register_fonts, text_width

FRENCH = "àâæçéèêëîïôœùûüÿÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ«»’‘“”–—…€°№•·×÷±≤≥→−\u00a0\u202f\u2011"


@pytest.mark.parametrize("bold", [False, True])
def test_both_weights_are_truetype_with_outlines(bold):
    data = font_bytes(bold=bold)
    assert data[:4] == b"\x00\x01\x00\x00"
    assert b"glyf" in data[:400]


def test_both_files_are_light():
    assert sum(len(font_bytes(bold=bold)) for bold in (False, True)) < 2_000_000


def test_the_licence_travels_with_the_typeface():
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence()
    assert FAMILY.split()[1] in licence()


@pytest.mark.parametrize("sign", FRENCH)
def test_the_whole_of_french_is_covered(sign):
    assert covers(sign)


def test_what_is_missing_is_known_to_be():
    assert not covers("漢")
    assert not covers("\U0001f600")


@pytest.mark.parametrize("bold", [False, True])
def test_figures_are_tabular(bold):
    widths = {text_width(figure, 10, bold=bold) for figure in "0123456789"}
    assert len(widths) == 1


def test_the_stand_in_takes_the_room_of_the_narrow_space():
    register_fonts()
    narrow = text_width(NARROW_SPACE, 10, bold=False)
    assert text_width(HELD_SPACE, 10, bold=False) == narrow
    assert 0 < narrow < text_width(" ", 10, bold=False)
