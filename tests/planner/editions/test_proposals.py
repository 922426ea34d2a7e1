from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from db.samples.reading import read_sample
from planner.editions.identity import links
from planner.editions.proposals import declared, propose
from planner.edits import Put, apply
from planner.errors import InvalidInput
from planner.rows import Rows
from planner.study import Family
from planner.vocab import LineageKind
from tests.build import study, training

TODAY = date(2026, 1, 5)


def edition(**titles):
    return study(trainings=[training(key, "a", title=title) for key, title in titles.items()])


def told(old, new):
    return [(one.about, one.kind, one.old, one.new) for one in propose(old, new)]


def test_a_training_under_another_key_and_nearly_the_same_title_was_renamed():
    old = edition(t1="Licence professionnelle Intelligence artificielle", t2="BTS Comptabilité")
    new = edition(t9="Licence pro Intelligence artificielle", t3="Master Cybersécurité")
    assert told(old, new) == [("trainings", LineageKind.RENAMED, "t1", "t9")]


def test_one_that_looks_like_two_was_split_and_two_that_look_like_one_were_merged():
    one = edition(t1="Master Sciences des données")
    two = edition(t7="Master Sciences des données A", t8="Master Sciences des données B")
    assert {kind for _, kind, _, _ in told(one, two)} == {LineageKind.SPLIT}
    assert {kind for _, kind, _, _ in told(two, one)} == {LineageKind.MERGED}
    assert len(told(one, two)) == len(told(two, one)) == 2


def test_another_institution_of_the_same_title_is_still_proposed_but_scores_less():
    old = edition(t1="Master Sciences des données")
    moved = replace(old.trainings.get("t1"), key="t2", institution="iut", city="douai", level=7)
    new = study(trainings=[moved])
    assert [one.score for one in propose(old, new)] == []
    near = study(trainings=[replace(moved, institution="ens", level=5)])
    assert [one.score for one in propose(old, near)] == [95]


def test_rows_that_live_on_are_not_proposed():
    sample = read_sample()
    assert propose(sample, sample) == ()


def test_a_family_is_found_again_by_its_name():
    def named(**names):
        return replace(
            study(), families=Rows(Family(key=k, name=n, short_name=k) for k, n in names.items())
        )

    old = named(a="Développement et mise en production", b="Direction")
    new = named(b="Direction", z="Développement, mise en production")
    assert told(old, new) == [("families", LineageKind.RENAMED, "a", "z")]


def test_a_declared_lineage_links_both_rows_and_is_declared_once():
    old, new = edition(t1="Master IA"), edition(t2="Master IA")
    said = {"key": "lin-1", "today": TODAY, "author": "Camille", "reason": "Nouvelle fiche"}
    made = declared(new, "trainings", LineageKind.RENAMED, "t1", "t2", **said)
    after = apply(new, Put("lineages", made)).study
    assert links(old, after, "trainings").new_of("t1") == ("t2",)
    assert propose(old, after) == ()
    with pytest.raises(InvalidInput):
        declared(after, "trainings", LineageKind.RENAMED, "t1", "t2", **said)
    with pytest.raises(InvalidInput):
        declared(after, "trainings", LineageKind.RENAMED, "t2", "t2", **said)
