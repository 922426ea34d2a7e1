from __future__ import annotations

from planner.compute.ladder import ladder
from planner.compute.onward import onward
from planner.study import Bridge
from tests.build import study, training


def steps(given):
    return onward(given, ladder(given))


def goals(found, key):
    return [step.goal for step in found.after.get(key, ())]


def test_bridges_come_first_then_shared_families_city_and_institution():
    given = study(
        trainings=[
            training("s", "a", "b", level=5),
            training("far", "a", level=6, city="douai", institution="iut"),
            training("town", "a", level=6, institution="iut"),
            training("home", "a", level=6),
            training("both", "a", "b", level=6, city="douai", institution="iut"),
            training("declared", "c", level=6, city="douai", institution="iut"),
        ],
        bridges=[Bridge(key="p", start="s", goal="declared")],
    )
    assert goals(steps(given), "s") == ["declared", "both", "home", "town", "far"]


def test_a_declared_step_is_not_told_a_second_time_as_inferred():
    given = study(
        trainings=[training("s", "a", level=5), training("g", "a", level=6)],
        bridges=[Bridge(key="p", start="s", goal="g")],
    )
    found = steps(given)
    assert [step.bridge for step in found.after["s"]] == ["p"]
    assert [step.bridge for step in found.before["g"]] == ["p"]


def test_unknown_cities_are_not_the_same_city():
    given = study(
        trainings=[
            training("s", "a", level=5, city=None, institution=None),
            training("x", "a", level=6, rank=1),
            training("y", "a", level=6, rank=2, city=None, institution=None),
        ]
    )
    assert goals(steps(given), "s") == ["x", "y"]


def test_trainings_without_steps_are_not_there():
    found = steps(study(trainings=[training("s", "a")]))
    assert (dict(found.before), dict(found.after)) == ({}, {})
