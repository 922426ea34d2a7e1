"""The figure of the ladder."""

from __future__ import annotations

from dataclasses import replace

import pytest

from db.samples.reading import read_sample
from planner.compute.ladder import ladder
from planner.compute.ladder_cells import Grouping
from planner.compute.ladder_ways import way_in
from planner.figures.figure import Circle, Path, Rect
from planner.figures.ladder import (
    FAINT,
    MISSING,
    PALE,
    RELATED,
    RING,
    TRAINING,
    WALL,
    ladder_figure,
)
from planner.figures.palette import Ink
from planner.rows import Rows
from planner.study import Bridge
from tests.build import study, training
from tests.planner.figures.recording import (
    assert_legible,
    assert_no_word_covers_another,
    assert_said,
    assert_within,
    drawn,
)
from ui.actions.texts import Texts

SHIPPED = read_sample()
SMALL = study(
    trainings=[
        training("low", "a", level=5),
        training("mid", "a", "b", level=6),
        training("dead", "c", level=6),
        training("top", "b", level=7),
        training("doc", "b", level=8),
    ],
    bridges=[Bridge(key="x", start="low", goal="top")],
)


def figure(built=SMALL, scope=None, **options):
    return ladder_figure(built, ladder(built, **(scope or {})), **options)


def dots(made, paint=TRAINING):
    return [m.hit for m in made.marks if isinstance(m, Circle) and m.paint == paint and m.hit]


def test_each_training_is_a_dot_in_the_row_of_each_of_its_families():
    assert sorted(dots(figure())) == sorted(
        f"training:{key}" for key in ("low", "mid", "mid", "dead", "top", "doc")
    )
    single = figure(scope={"family": "b"})
    assert sorted(dots(single)) == ["training:doc", "training:mid", "training:top"]


def test_dead_ends_and_missing_ways_in_have_a_wall_and_a_word():
    found = ladder(SMALL)
    assert (found.dead_ends, found.without_entrance) == (("dead",), ("dead",))
    made = figure()
    walls = [m for m in made.marks if isinstance(m, Path) and m.paint == WALL]
    assert len(walls) == 4  # before and after the training, and both again among the keys
    assert {"sans suite", "sans accès"} <= set(drawn(made).said)


def test_empty_levels_of_a_family_are_dotted_and_said():
    boxes = [m for m in figure().marks if isinstance(m, Rect) and m.paint == MISSING and m.w > 16]
    assert len(boxes) == 2 + 1 + 3  # a lacks 7 and 8, b lacks 5, c all but 6
    assert "niveau manquant" in drawn(figure()).said


def test_declared_bridges_are_solid_accent_arrows_and_inferred_steps_dotted():
    made = figure()
    arrows = [m for m in made.marks if isinstance(m, Path) and m.hit == "bridge:x"]
    assert [m.closed for m in arrows] == [False, True]
    assert arrows[0].paint.stroke is Ink.ACCENT
    assert not arrows[0].paint.dotted
    inferred = [m for m in made.marks if isinstance(m, Path) and m.paint.stroke is Ink.MUTED]
    assert inferred
    assert all(mark.paint.dotted for mark in inferred)


def test_a_bridge_that_leaves_the_scope_is_a_short_arrow():
    made = figure(scope={"family": "b"})
    assert any(m.hit == "bridge:x" for m in made.marks)
    assert not any(m.hit == "training:low" for m in made.marks)


def test_steps_are_grouped_and_pale_where_they_are_many():
    whole = figure(SHIPPED)
    assert len([m for m in whole.marks if isinstance(m, Path)]) < 120  # of 815 steps
    family = figure(SHIPPED, {"family": "conception"})
    assert any(isinstance(m, Path) and m.paint == FAINT for m in family.marks)
    assert any("passages" in said for said in drawn(family).said)


def test_a_focus_rings_a_training_and_lights_its_neighbours():
    made = figure(focus="mid")
    assert set(dots(made, RING)) == {"training:mid"}
    assert set(dots(made, RELATED)) == {"training:low", "training:mid", "training:top"}
    assert set(dots(made, PALE)) == {"training:dead", "training:doc"}


def test_a_way_is_drawn_with_rings_on_its_trainings():
    found = ladder(SMALL)
    bare, made = figure(), figure(way=way_in(found, "low", "doc"))
    rings = [m for m in made.marks if isinstance(m, Circle) and m.paint.stroke is Ink.ACCENT]
    assert len(rings) == 4  # both ends of the bridge and of the step
    assert len(made.marks) > len(bare.marks)


def test_hits_name_trainings_groups_and_bridges():
    hits = drawn(figure()).hits
    assert {"training:low", "group:a", "bridge:x"} <= hits
    grouped = drawn(figure(scope={"family": "a"}, grouping=Grouping.CITY)).hits
    assert "group:lille" in grouped


def test_only_one_family_may_be_told_by_institution():
    assert "group:a" in drawn(figure(grouping=Grouping.INSTITUTION)).hits


def test_the_twin_tells_each_cell_with_its_steps_and_bridges():
    table = figure().table
    rows = {(row.place.key, row.values[1]): row for row in table.rows}
    assert rows["a", 5].values[2:] == (1, 1, 0, 1, 0, 0, 0)
    assert rows["b", 7].values[2:] == (1, 1, 1, 0, 1, 0, 0)
    assert rows["c", 8].values[2] == 0
    assert rows["a", 5].trainings == ("low",)


def test_the_title_says_the_finding():
    def title(built, **scope):
        return Texts("fr").say(figure(built, scope).title).replace("\u202f", " ")

    assert title(SMALL) == "1 formation sur 5 est sans suite, 1 sans accès"
    assert title(SMALL, family="a") == "Les niveaux 7 et 8 manquent entre bac+2 et doctorat"
    assert title(study()) == "Aucune formation placée dans ce parcours"
    bridged = replace(SMALL, trainings=Rows(row for row in SMALL.trainings if row.key != "dead"))
    assert title(bridged) == "Les 4 formations ont toutes une suite et un accès"


def every_figure(width):
    many = Rows(
        Bridge(key=f"b{n}", start=row.key, goal=SHIPPED.trainings[-n - 2].key)
        for n, row in enumerate(SHIPPED.trainings[:12])
    )
    bridged = replace(SHIPPED, bridges=many)
    yield figure(bridged, width=width)
    for family in SHIPPED.families:
        yield figure(bridged, {"family": family.key}, width=width)
    yield figure(bridged, {"family": "ia-ingenieur"}, grouping=Grouping.CITY, width=width)
    for row in SHIPPED.institutions[:6]:
        yield figure(bridged, {"institution": row.key}, width=width)
    yield figure(study(), width=width)
    yield figure(
        study(trainings=[training("cap", "a", level=3), training("low", "a", level=5)]), width=width
    )


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("width", [420.0, 480.0, 720.0])
def test_every_ladder_stands_inside_and_can_be_read(width, language):
    speaker = Texts(language)
    for made in every_figure(width):
        assert_within(made, speaker)
        assert_no_word_covers_another(made, speaker)
        assert_said(made)
        if made.marks:
            assert_legible(made)


def test_the_ladder_fits_an_a4_page():
    assert all(made.height < 780 for made in every_figure(520.0))
