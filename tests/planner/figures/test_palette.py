from __future__ import annotations

from itertools import pairwise

import pytest

from planner.figures.palette import CATEGORIES, DARK, LIGHT, SCALE, Ink

THEMES = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
TEXTS = (Ink.TEXT, Ink.MUTED, Ink.CHECK, Ink.LOST, Ink.SURE, Ink.ACCENT)
GROUNDS = (Ink.PAPER, Ink.PANEL, Ink.SELECTED)
MARKS = (Ink.LACKING, Ink.MIDDLE, Ink.COVERED, *CATEGORIES)


def luminance(colour):
    """WCAG 2.2 relative luminance of ``#rrggbb``."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@THEMES
def test_every_role_has_a_colour(palette):
    assert set(palette) == set(Ink)


@THEMES
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", TEXTS)
def test_text_stands_out_four_and_a_half_to_one(palette, ground, text):
    assert contrast(palette[text], palette[ground]) >= 4.5


@THEMES
def test_text_on_each_step_of_the_scale_can_be_read(palette):
    for step in SCALE[:2]:
        assert contrast(palette[Ink.ON_SCALE_LIGHT], palette[step]) >= 4.5
    for step in SCALE[2:]:
        assert contrast(palette[Ink.ON_SCALE_DEEP], palette[step]) >= 4.5
    assert contrast(palette[Ink.ON_ACCENT], palette[Ink.ACCENT]) >= 4.5


@THEMES
@pytest.mark.parametrize("mark", MARKS)
def test_marks_stand_out_three_to_one(palette, mark):
    assert contrast(palette[mark], palette[Ink.PAPER]) >= 3


@THEMES
def test_the_scale_goes_one_way_in_lightness(palette):
    steps = [luminance(palette[step]) for step in SCALE]
    assert steps in (sorted(steps), sorted(steps, reverse=True))
    assert min(abs(a - b) for a, b in pairwise(steps)) > 0.02
