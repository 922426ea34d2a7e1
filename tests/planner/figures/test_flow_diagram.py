"""The diagram from groups of trainings to families."""

from __future__ import annotations

import pytest

from db.samples.reading import read_sample
from planner.compute.flows import flows
from planner.compute.gaps import gaps
from planner.figures.figure import Path, Rect
from planner.figures.flow_diagram import (
    MAYBE,
    MISSING,
    MOST,
    SENT,
    SERVED,
    flow_diagram,
    hit_trainings,
)
from planner.messages import Interval
from tests.build import training
from tests.planner.figures.recording import (
    assert_legible,
    assert_no_word_covers_another,
    assert_said,
    assert_within,
    drawn,
)
from tests.planner.needing import line, toy
from ui.actions.texts import Texts

PARTLY = {"ab": (20, 40), "b": (10, 20), "c": (50, 50)}


def diagram(study, **options):
    return flow_diagram(study, gaps(study, "s"), 0, **options)


def bands(figure):
    return [m for m in figure.marks if isinstance(m, Path) and m.paint == SENT]


def links(figure):
    return [m for m in figure.marks if isinstance(m, Path) and m.paint == MAYBE and m.hit]


def rects(figure, paint):
    return [m for m in figure.marks if isinstance(m, Rect) and m.paint == paint and m.w == 9.0]


def wide(band):
    return band.points[-1][1] - band.points[0][1]


def test_bands_are_as_wide_as_the_people_that_they_carry():
    found = sorted(wide(band) for band in bands(diagram(toy())))
    assert [round(each / found[0], 6) for each in found] == [1, 1, 2, 2]  # 10, 10, 20, 20 people


def test_a_family_is_as_tall_as_its_need_on_the_same_scale():
    figure = diagram(toy())
    a_person = min(wide(band) for band in bands(figure)) / 10
    served, missing = rects(figure, SERVED), rects(figure, MISSING)
    assert [round(mark.h / a_person, 4) for mark in served] == [20, 30, 10]
    assert [round(mark.h / a_person, 4) for mark in missing] == [20, 30]


def test_unknown_places_make_dotted_links_of_one_width_and_no_band():
    figure = diagram(toy(places={}))
    assert bands(figure) == []
    assert len(links(figure)) == 4
    assert {mark.paint.width for mark in links(figure)} == {MAYBE.width}
    assert rects(figure, SERVED) == rects(figure, MISSING) == []


def test_known_and_unknown_places_stand_side_by_side():
    figure = diagram(toy(places={"c": (50, 50)}))
    assert len(bands(figure)) == 1
    assert len(links(figure)) == 3


def test_hits_lead_to_families_and_to_the_trainings_of_a_group():
    study = toy()
    report = gaps(study, "s")
    figure = flow_diagram(study, report, 0)
    assert {"family:a", "family:b", "family:c", "signature:0", "signature:2"} <= drawn(figure).hits
    behind = {hit_trainings(study, report, 0, f"signature:{n}") for n in range(3)}
    assert behind == {("ab",), ("b",), ("c",)}
    assert hit_trainings(study, report, 0, "family:b") == ("ab", "b")
    assert hit_trainings(study, report, 0, "signature:9") == ()
    assert hit_trainings(study, report, 0, "family:gone") == ()


def test_at_most_twelve_groups_are_drawn_and_the_others_told_together():
    study = read_sample()
    report = gaps(study, "coloration")
    assert len(flows(study, report, 2).signatures) > MOST
    figure = flow_diagram(study, report, 2)
    groups = {hit for hit in drawn(figure).hits if hit.startswith("signature:")}
    assert len(groups) == MOST
    assert any("réunis ici" in said for said in drawn(figure).said)
    held = [key for hit in groups for key in hit_trainings(study, report, 2, hit)]
    assert sorted(held) == sorted(report.segments[2].trainings)


def test_the_twin_tells_each_link_and_the_families_that_nobody_targets():
    study = toy(trainings=[training("ab", "a", "b")], places={"ab": (30, 30)})
    table = diagram(study).table
    assert table.column("family") == ("A", "B", "C")
    assert table.column("sent") == (Interval.exactly(12), Interval.exactly(18), None)
    assert table.rows[0].trainings == ("ab",)
    unknown = diagram(toy(places={})).table
    assert {Texts("fr").show(sent) for sent in unknown.column("sent")} == {"inconnu"}


def every_figure(width=640.0):
    study = read_sample()
    for scenario in study.scenarios:
        report = gaps(study, scenario.key)
        for place in range(len(report.segments)):
            yield flow_diagram(study, report, place, width=width)
    for made in (
        toy(),
        toy(places=PARTLY),
        toy(places={}),
        toy(trainings=[], places={}),
        toy(need_lines=[line("n", 0)]),
        toy(need_lines=[line("n", (110, None, None))]),
    ):
        yield diagram(made, width=width)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("width", [420.0, 640.0, 900.0])
def test_every_diagram_stands_inside_and_can_be_read(width, language):
    speaker = Texts(language)
    for figure in every_figure(width):
        assert_within(figure, speaker)
        assert_no_word_covers_another(figure, speaker)
        assert_legible(figure)
        assert_said(figure)


def test_a_given_height_is_kept_unless_the_texts_need_more():
    assert diagram(toy(), height=400.0).height == 400.0
    assert diagram(toy(), height=10.0).height > 75.0


def test_the_title_says_what_is_sure():
    def title(study):
        return Texts("fr").say(diagram(study).title).replace("\u202f", " ")

    assert title(toy()) == "Niveau 5 : 3 formations servent à coup sûr 60 personnes"
    assert title(toy(places={})) == "Niveau 5 : 3 formations, aucune place assurée"
    nobody = {"ab": (0, 0), "b": (0, 0), "c": (0, 0)}
    assert title(toy(places=nobody)) == "Niveau 5 : 3 formations ne servent personne"
    assert title(toy(trainings=[], places={})) == "Niveau 5 : aucune formation pour ces familles"
    assert title(toy(need_lines=[line("n", 0)])) == "Niveau 5 : aucun besoin"
