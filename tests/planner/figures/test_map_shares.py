from __future__ import annotations

from itertools import pairwise
from math import hypot, pi

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.compute.city_counts import OTHERS, CityShares, city_counts
from planner.compute.inventory import UNKNOWN
from planner.figures.figure import Path
from planner.figures.map_shares import Style, Texture, ring, styles, swatch
from planner.figures.palette import DARK, LIGHT, Ink
from planner.study import Family
from tests.build import study, training

CENTRE = (50.0, 60.0)


def polygon_area(points):
    return abs(sum(a * d - c * b for (a, b), (c, d) in pairwise([*points, points[0]]))) / 2


@given(st.lists(st.integers(0, 40), min_size=1, max_size=7).filter(sum))
def test_the_area_of_a_part_follows_its_size(sizes):
    parts = [(Style(Ink.ONE), float(size)) for size in sizes]
    drawn = [m for m in ring(CENTRE, 20, 12, parts) if isinstance(m, Path) and m.closed]
    kept = [size for size in sizes if size]
    assert len(drawn) == len(kept)
    whole = pi * (20**2 - 12**2)
    for mark, size in zip(drawn, kept, strict=True):
        expected = whole * size / sum(kept)
        if len(kept) == 1:
            expected = pi * 20**2  # its middle is covered by the core
        assert polygon_area(mark.points) == pytest.approx(expected, rel=0.03, abs=1.0)


@given(st.lists(st.integers(0, 40), min_size=1, max_size=7).filter(sum))
def test_no_part_leaves_its_circle(sizes):
    textures = list(Texture)
    parts = [(Style(Ink.ONE, textures[n % 4]), float(size)) for n, size in enumerate(sizes)]
    for mark in ring(CENTRE, 20, 12, parts):
        assert all(hypot(x - 50, y - 60) <= 20 + 1e-9 for x, y in mark.points)


def grey(ink, palette):
    """The relative luminance of a colour."""
    code = palette[ink].lstrip("#")
    parts = [int(code[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("palette", [LIGHT, DARK])
@pytest.mark.parametrize("count", range(1, 6))
def test_levels_are_told_apart_without_colour(palette, count):
    held = study(trainings=[training(f"t{n}", level=n) for n in range(1, count + 1)])
    counts = city_counts(held, shares=CityShares.LEVEL)
    looks = [styles(counts)[group.key] for group in counts.groups]
    lights = [grey(look.fill, palette) for look in looks]
    assert lights == sorted(lights, reverse=palette is LIGHT)
    for one, other in pairwise(looks):
        first, second = sorted((grey(one.fill, palette), grey(other.fill, palette)))
        assert one.texture is not other.texture or (second + 0.05) / (first + 0.05) > 1.5


def test_families_are_told_apart_without_colour():
    families = [Family(key=f"f{n}", rank=n, name=f"F{n}", short_name=f"F{n}") for n in range(8)]
    rows = [training(f"t{n}-{i}", f"f{n}") for n in range(8) for i in range(9 - n)]
    counts = city_counts(
        study(families=families, trainings=[*rows, training("t")]), shares=CityShares.FAMILY
    )
    looks = styles(counts)
    assert [group.key for group in counts.groups][-2:] == [OTHERS, UNKNOWN]
    six = [looks[group.key] for group in counts.groups[:6]]
    assert len({(look.texture, look.fill is Ink.PAPER) for look in six}) == 6
    assert looks[UNKNOWN].paint.hatch
    assert not any(look.paint.hatch for key, look in looks.items() if key != UNKNOWN)


@pytest.mark.parametrize("texture", Texture)
def test_a_swatch_shows_the_texture_of_its_part(texture):
    style = Style(Ink.ONE, texture)
    lines = [m for m in swatch(style, 0, 0) if isinstance(m, Path)]
    around = [m for m in ring(CENTRE, 20, 12, [(style, 1.0)]) if not m.closed]
    assert bool(lines) == bool(around) == (texture in (Texture.SPOKES, Texture.STRIPE))
