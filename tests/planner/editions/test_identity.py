from __future__ import annotations

from dataclasses import replace

import pytest

from planner.editions.identity import LEVELS, Link, links, live_links
from planner.rows import Rows
from planner.study import Lineage
from planner.vocab import LineageKind
from tests.build import study, training

RENAMED, MERGED, SPLIT = LineageKind.RENAMED, LineageKind.MERGED, LineageKind.SPLIT


def said(kind, old, new, about="trainings"):
    return Lineage(key=f"{old}>{new}", about=about, kind=kind, old=old, new=new)


def edition(keys, *lineages, archived=()):
    rows = [training(key, "a", is_archived=key in archived) for key in keys.split()]
    return study(trainings=rows, lineages=lineages)


def linked(old, new):
    return [(" ".join(link.old), " ".join(link.new)) for link in links(old, new, "trainings")]


def test_the_same_key_is_the_same_training():
    assert linked(edition("t1 t2"), edition("t2 t3")) == [("t1", ""), ("t2", "t2"), ("", "t3")]


@pytest.mark.parametrize(
    ("before", "after", "told", "expected", "kind"),
    [
        ("t1", "t2", [(RENAMED, "t1", "t2")], [("t1", "t2")], RENAMED),
        ("t1", "t3", [(RENAMED, "t1", "t2"), (RENAMED, "t2", "t3")], [("t1", "t3")], RENAMED),
        ("t1 t2", "t3", [(MERGED, "t1", "t3"), (MERGED, "t2", "t3")], [("t1 t2", "t3")], MERGED),
        ("t1 t2", "t1", [(MERGED, "t2", "t1")], [("t1 t2", "t1")], MERGED),
        ("t1", "t2 t3", [(SPLIT, "t1", "t2"), (SPLIT, "t1", "t3")], [("t1", "t2 t3")], SPLIT),
        ("t1", "t1 t2", [(SPLIT, "t1", "t2")], [("t1", "t1 t2")], SPLIT),
        ("t1", "t2 t4", [(SPLIT, "t1", "t2"), (SPLIT, "t1", "t3"), (RENAMED, "t3", "t4")],
         [("t1", "t2 t4")], SPLIT),
    ],
)  # fmt: skip
def test_a_lineage_says_what_a_training_became(before, after, told, expected, kind):
    old, new = edition(before), edition(after, *(said(*one) for one in told))
    assert linked(old, new) == expected
    assert next(iter(links(old, new, "trainings"))).kind is kind


def test_lineages_are_followed_through_a_key_that_is_used_again():
    old = edition("t1 t2")
    new = edition("t2 t3", said(RENAMED, "t1", "t2"), said(RENAMED, "t2", "t3"))
    assert linked(old, new) == [("t1 t2", "t3"), ("", "t2")]


def test_lineages_that_the_former_edition_knows_are_history():
    told = said(MERGED, "t2", "t1")
    old = edition("t1 t2", told, archived=("t2",))
    new = edition("t1 t2", told, archived=("t2",))
    assert linked(old, new) == [("t1", "t1"), ("t2", "t2")]


def test_lineages_in_a_circle_come_to_an_end():
    new = edition("t1 t2", said(RENAMED, "t1", "t2"), said(RENAMED, "t2", "t1"))
    assert linked(edition("t1 t2"), new) == [("t1", "t1"), ("t2", "t2")]


def test_a_lineage_that_leads_nowhere_leaves_the_row_gone():
    old, new = edition("t1"), edition("", said(RENAMED, "t1", "t9"))
    assert linked(old, new) == [("t1", "")]
    assert linked(old, edition("t1", said(RENAMED, "t1", "t9"))) == [("t1", "t1")]


def test_an_archived_training_is_no_longer_on_the_map():
    old, new = edition("t1 t2"), edition("t1 t2", archived=("t2",))
    assert tuple(live_links(old, new)) == (Link(("t1",), ("t1",)), Link(("t2",), ()))
    assert tuple(live_links(new, old)) == (Link(("t1",), ("t1",)), Link((), ("t2",)))


def test_levels_are_themselves_unless_a_lineage_is_about_them():
    new = study(lineages=[said(RENAMED, "5", "6", about=LEVELS)])
    found = links(study(), new, LEVELS)
    assert found.new_of("7") == ("7",)
    assert found.new_of("5") == ("6",)
    assert found.old_of("6") == ("5", "6")
    assert found.old_of("5") == ()


def test_every_row_stands_in_one_link():
    old = edition("t1 t2 t3 t4")
    new = edition("t3 t4 t5 t6", said(SPLIT, "t1", "t5"), said(SPLIT, "t1", "t6"))
    new = replace(new, lineages=Rows([*new.lineages, said(MERGED, "t2", "t5")]))
    found = links(old, new, "trainings")
    assert sorted(key for link in found for key in link.old) == ["t1", "t2", "t3", "t4"]
    assert sorted(key for link in found for key in link.new) == ["t3", "t4", "t5", "t6"]
