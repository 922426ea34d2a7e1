from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache

import pytest

from db.editions import bare, packed
from planner.edits import Batch, Drop, Put, Set
from planner.errors import InvalidInput, UsageError
from planner.messages import message
from planner.study import DECLARED, Edition
from planner.vocab import LineageKind
from tests.planner.figures.editions import NEW, OLD
from ui.actions.editions_compared import (
    compare_editions,
    declare_all,
    declare_lineage,
    drop_lineage,
    list_lineages,
    propose_lineages,
    study_of,
)
from ui.actions.history import undo

STEP = message("verb.rows.set")


@cache
def kept(*, is_new: bool):
    """What one of the two editions that tests compare holds, as its row keeps it."""
    return packed(bare(NEW if is_new else OLD))


def freeze(desk, name, study=None, day=None):
    today = desk.document.study
    content, digest = kept(is_new=study is NEW) if study else packed(bare(today))
    row = Edition(
        key=f"ed-{name}", name=name, frozen_on=day, author="Camille", source=DECLARED,
        content=content, digest=digest,
    )  # fmt: skip
    desk.document.do(Put("editions", row), STEP)


@pytest.fixture
def compared(desk):
    """A desk whose file holds two editions that differ in every way."""
    freeze(desk, "avant", OLD)
    freeze(desk, "après", NEW)
    return desk


def test_an_edition_is_found_by_its_name_and_opens_as_it_was(compared):
    assert study_of(compared.document.study, "Avant") == OLD
    with pytest.raises(InvalidInput) as refused:
        study_of(compared.document.study, "1999")
    assert {"avant", "après"} <= set(refused.value.message["known"])


def test_two_editions_are_compared_in_words_tables_and_numbers(compared):
    told = compare_editions(compared, ["avant", "après"], scenario="experts")
    said = [compared.texts.say(sentence) for sentence in told.said]
    assert said[0].startswith("Formations\u202f: 1 nouvelle, 1 fermée")
    assert any(sentence.startswith("Couverture sûre, ") for sentence in said)
    assert "rupture" in said[-1]
    data = told.plain(compared.texts)
    whole = next(
        line for line in data["decomposition"]
        if line["scope"] == "expert" and line["measure"] == "shortfall"
    )  # fmt: skip
    parts = [Fraction(part) for part in whole["worst"]["exact"].values()]
    exact = sum(parts)
    assert abs(float(exact) - (whole["worst"]["after"] - whole["worst"]["before"])) < 1e-9
    assert data["counts"]["trainings"]["created"] == 1
    assert {one["kind"] for one in data["breaks"]} == {"assumption"}
    assert [table.key for table in told.tables] == [
        "edition_counts", "edition_changes", "edition_fields", "edition_breaks",
        "decomposition_coverage", "decomposition_shortfall",
    ]  # fmt: skip


def test_the_later_one_is_today_where_no_other_is_named(compared):
    told = compare_editions(compared, ["avant"], collection="institutions")
    changes = told.plain(compared.texts)["changes"]
    assert changes == []
    compared.document.do(Set("institutions", "simplon", (("name", "Simplon Nord"),)), STEP)
    (change,) = compare_editions(compared, ["avant"], collection="institutions").plain(
        compared.texts
    )["changes"]
    assert (change["fate"], change["new"]) == ("renamed", ["simplon"])


@pytest.mark.parametrize("editions", [[], ["a", "b", "c"]])
def test_one_or_two_editions_are_asked_for(compared, editions):
    with pytest.raises(UsageError):
        compare_editions(compared, editions)


def test_a_collection_or_scenario_that_there_is_not_is_refused(compared):
    with pytest.raises(UsageError):
        compare_editions(compared, ["avant"], collection="outlines")
    with pytest.raises(InvalidInput):
        compare_editions(compared, ["avant"], scenario="nulle-part")


def test_a_lineage_is_proposed_then_declared_then_taken_back(desk):
    freeze(desk, "avant")
    row = desk.document.study.trainings.get("t040")
    for name in ("seats", "domain_hours", "leavers", "preparations", "bridges"):
        for owned in getattr(desk.document.study, name):
            if "t040" in (getattr(owned, "training", ""), getattr(owned, "start", ""),
                          getattr(owned, "goal", "")):  # fmt: skip
                desk.document.do(Drop(name, owned.key), STEP)
    edits = (Drop("trainings", "t040"), Put("trainings", replace(row, key="t940")))
    desk.document.do(Batch(edits), STEP)
    (found,) = propose_lineages(desk, "avant").plain(desk.texts)
    assert (found["old"], found["new"], found["kind"]) == ("t040", "t940", "renamed")
    declare_lineage(desk, "trainings", LineageKind.RENAMED, "t040", "t940", "Nouvelle clé")
    (line,) = desk.document.study.lineages
    assert (line.author, line.decided_on, line.reason) == ("Camille", desk.today(), "Nouvelle clé")
    assert propose_lineages(desk, "avant").plain(desk.texts) == []
    assert compare_editions(desk, ["avant"]).plain(desk.texts)["changes"] == []
    assert len(list_lineages(desk).tables[0].rows) == 1
    drop_lineage(desk, line.key)
    assert not len(desk.document.study.lineages)


def test_a_lineage_must_lead_to_a_row_that_there_is(desk):
    with pytest.raises(InvalidInput):
        declare_lineage(desk, "trainings", LineageKind.RENAMED, "t001", "t999")
    with pytest.raises(InvalidInput):
        declare_lineage(desk, "levels", LineageKind.RENAMED, "5", "9")
    with pytest.raises(UsageError):
        declare_lineage(desk, "cities", LineageKind.RENAMED, "lille", "lens")
    declare_lineage(desk, "levels", LineageKind.RENAMED, "5", "6")
    assert len(desk.document.study.lineages) == 1


def test_several_lineages_are_one_step_to_undo(desk):
    from planner.editions.proposals import Proposal

    proposals = [
        Proposal("trainings", LineageKind.MERGED, key, "t003", 90) for key in ("t001", "t002")
    ]
    declare_all(desk, proposals)
    assert len(desk.document.study.lineages) == 2
    undo(desk)
    assert not len(desk.document.study.lineages)
