"""Copies that remember the study that they were taken from, in every collection."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given

from db.copies import BASE, base_of, copy_of, taken_copy, without_base
from db.editions import frozen
from planner.edits import Batch, Put, Set, apply
from planner.errors import StudyFileError
from planner.exchange.bringing import brought
from planner.exchange.homecoming import hold
from planner.exchange.taking import Decisions
from planner.fields import ENTITIES
from planner.rows import Rows
from planner.study import DECLARED, Edition, Mailing, Study
from tests.build import study, training
from tests.db.build import made, reopened, studies
from tests.tries import tries

ON = date(2026, 11, 23)
COPY = Path("copie.cartoplan")


def taken(kept: Study, key: str = "1") -> Study:
    return taken_copy(kept, "Départ", key=key, on=ON, author="Ann", source=DECLARED)


def edition(kept: Study, key: str, name: str) -> Edition:
    return frozen(kept, key, name, frozen_on=ON, author="Ann", source=DECLARED)


@tries(12)
@given(studies())
def test_any_study_comes_home_with_nothing_to_show(kept: Study) -> None:
    away = taken(kept)
    comparison = hold(kept, copy_of(away, COPY))
    assert comparison.rows == ()
    assert comparison.unlisted == sum(len(getattr(kept, name)) for name in ENTITIES)
    assert without_base(away) == kept


def test_what_editions_leave_out_is_merged_as_well() -> None:
    mailing = Mailing(key="m1", institution="ens", edition="2026", sent_on=ON, base="{}")
    kept = study(trainings=[training()], mailings=[mailing])
    away = apply(taken(kept), Set("mailings", "m1", (("edition", "2027"),))).study
    made_of = brought(kept, hold(kept, copy_of(away, COPY)), copy_of(away, COPY), Decisions())
    assert apply(kept, made_of.edit).study == without_base(away)


def test_an_edition_frozen_away_comes_home_with_what_it_holds() -> None:
    kept = study(trainings=[training()])
    old = replace(kept, editions=Rows([edition(kept, "e1", "2025")]))
    away = apply(taken(old), Set("trainings", "t1", (("level", 8),))).study
    away = apply(away, Put("editions", edition(away, "e2", "2026"))).study
    comparison = hold(old, copy_of(away, COPY))
    assert [row.name for row in comparison.rows] == ["trainings/t1", "editions/e2"]
    assert "content" not in {cell.code for row in comparison.rows for cell in row.cells}
    after = apply(old, brought(old, comparison, copy_of(away, COPY), Decisions()).edit).study
    assert after.editions == without_base(away).editions


def test_a_packed_edition_that_was_changed_is_taken_with_its_fingerprint() -> None:
    kept = study(trainings=[training()])
    other = study(trainings=[training(level=8)])
    old = replace(kept, editions=Rows([edition(kept, "e1", "2025")]))
    away = replace(taken(old), editions=taken(old).editions.put(edition(other, "e1", "2025")))
    after = apply(
        old, brought(old, hold(old, copy_of(away, COPY)), copy_of(away, COPY), Decisions()).edit
    )
    assert after.study.editions == Rows([edition(other, "e1", "2025")])


def test_a_copy_of_a_copy_keeps_its_own_start_alone() -> None:
    kept = study(trainings=[training()])
    first = apply(taken(kept), Set("trainings", "t1", (("level", 8),))).study
    second = taken(first, "2")
    assert [row.key for row in second.editions] == [f"{BASE}2"]
    assert copy_of(second, COPY).base.trainings.get("t1").level == 8


def test_a_study_that_was_never_taken_is_no_copy() -> None:
    with pytest.raises(StudyFileError) as caught:
        base_of(study(), COPY)
    assert caught.value.message.code == "error.copy_without_base"


def test_a_file_keeps_a_copy_and_its_start(tmp_path: Path) -> None:
    away = taken(study(trainings=[training()]))
    with made(tmp_path / "a.cartoplan", away):
        pass
    with reopened(tmp_path / "a.cartoplan") as store:
        assert copy_of(store.study, COPY) == copy_of(away, COPY)


def test_batches_of_a_copy_can_be_taken_back() -> None:
    kept = study(trainings=[training()])
    away = apply(taken(kept), Batch((Put("trainings", training("t2")),))).study
    applied = apply(
        kept, brought(kept, hold(kept, copy_of(away, COPY)), copy_of(away, COPY), Decisions()).edit
    )
    assert applied.study != kept
    assert apply(applied.study, applied.inverse).study == kept
