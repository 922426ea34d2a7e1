from __future__ import annotations

from db.samples.reading import read_sample
from planner.checks import run_checks
from planner.findings import Place
from planner.study import City, Outline
from tests.build import study
from ui.actions.texts import Texts

CODES = {"outline_unreadable", "city_outside_outline"}


def found(given):
    return [one for one in run_checks(given) if one.code in CODES]


def test_the_shipped_map_stands_on_sound_ground():
    assert found(read_sample()) == []


def test_an_outline_that_cannot_be_drawn_is_found_and_named():
    (said,) = found(study(outlines=[Outline(key="59-1", department="59", points="3,50 4,50")]))
    assert said.where == Place("outlines", "59-1", "points")
    assert "Nord" in Texts("fr").say(said.said)


def test_a_city_outside_its_departement_is_found_with_its_distance():
    square = Outline(key="59-1", department="59", points="3,50 4,50 4,51 3,51")
    away = City(key="x", name="Ailleurs", department="59", latitude=50.5, longitude=5)
    (said,) = found(study(outlines=[square], cities=[away]))
    assert said.where == Place("cities", "x", "latitude")
    assert said.said["km"] == 71
    assert "71 km" in Texts("fr").say(said.said)
