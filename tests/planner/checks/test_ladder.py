"""What is found about declared bridges."""

from __future__ import annotations

from planner.checks.concerned import concerned_trainings
from planner.checks.ladder import CHECKS
from planner.checks.run import run_checks
from planner.study import Bridge
from tests.build import study, training
from ui.actions.texts import Texts

TRAININGS = [
    training("low", "a", level=5),
    training("mid", "a", level=6),
    training("top", "a", level=7),
    training("gone", "a", level=7, is_archived=True),
]


def found(*ends):
    bridges = [
        Bridge(key=f"b{n}", rank=n, start=start, goal=goal) for n, (start, goal) in enumerate(ends)
    ]
    built = study(trainings=TRAININGS, bridges=bridges)
    return [said for check in CHECKS for said in check(built)], built


def told(*ends):
    return [(said.code, said.where.key) for said in found(*ends)[0]]


def test_a_sound_bridge_is_not_remarked():
    assert told(("low", "top"), ("mid", "top"), ("top", "mid")) == []


def test_a_bridge_to_itself_is_an_error():
    assert told(("low", "low")) == [("bridge_to_itself", "b0")]


def test_a_repeated_bridge_names_the_first():
    findings, _ = found(("low", "mid"), ("mid", "low"), ("low", "mid"))
    assert [(said.where.key, said.said["other"]) for said in findings] == [("b2", "b0")]


def test_a_bridge_far_downwards_is_remarked():
    assert told(("top", "low")) == [("bridge_downwards", "b0")]


def test_a_bridge_of_an_archived_training_is_remarked_from_both_ends():
    assert told(("low", "gone"), ("gone", "top")) == [
        ("bridge_archived", "b0"),
        ("bridge_archived", "b1"),
    ]


def test_a_finding_about_a_bridge_concerns_both_its_trainings():
    findings, built = found(("top", "low"), ("low", "low"))
    concerned = {f.where.key: concerned_trainings(built, f) for f in findings}
    assert concerned == {"b0": ("top", "low"), "b1": ("low",)}


def test_the_checks_of_the_study_hold_these_and_can_say_them():
    findings, built = found(("low", "low"), ("top", "low"), ("top", "low"), ("low", "gone"))
    every = run_checks(built)
    assert set(findings) <= set(every)
    for language in ("fr", "en"):
        assert all(Texts(language).say(said.said) for said in findings)
