"""What the study holds is known to the bit after each step: a byte that flips is told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given

from db.contents import content_after, content_of
from db.fingerprint import fingerprint
from db.writing import changes_between
from planner.edits import Drop, Put, Set, apply
from planner.errors import StudyFileError
from planner.rows import Rows
from planner.study import Study
from tests.build import training
from tests.db.build import do, made, reopened, small_study, sql, studies, undo
from tests.tries import tries


def test_the_hash_is_carried_on_from_step_to_step(tmp_path: Path) -> None:
    path = tmp_path / "a.cartoplan"
    with made(path) as store:
        do(store, Set("trainings", "t1", (("level", 6),)))
        do(store, Drop("trainings", "t3"))
        undo(store)
        assert store.check_journal() == 4
        kept = sql(path, "SELECT digest FROM journal_contents ORDER BY seq")
        assert kept[-1] == (content_of(store.study),)
        assert kept[1] == kept[3] != kept[2]
    assert sql(path, "SELECT seq FROM journal_contents WHERE study NOT NULL") == [(1,)]


@tries(3)
@given(before=studies(), after=studies())
def test_what_changes_make_has_the_hash_of_the_whole(before: Study, after: Study) -> None:
    from planner.changes import EVERYTHING

    changes = changes_between(before, after, EVERYTHING)
    assert content_after(content_of(before), changes) == content_of(after)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE trainings SET title = 'Formation t7' WHERE key = 't1'",
        "UPDATE training_families SET position = 9 - position WHERE training = 't1'",
        "UPDATE trainings SET version = 7 WHERE key = 't2'",
        "DELETE FROM training_families WHERE training = 't1' AND family = 'b'",
        "UPDATE trainings SET source_note = 'x' WHERE key = 't3'",
    ],
)
def test_a_value_that_nobody_changed_is_told(tmp_path: Path, statement: str) -> None:
    path = tmp_path / "a.cartoplan"
    with made(path) as store:
        do(store, Set("trainings", "t2", (("level", 6),)))
    sql(path, statement)
    with reopened(path, read_only=True) as store, pytest.raises(StudyFileError) as caught:
        store.check_journal()
    assert caught.value.message.code == "error.content_differs"


def test_a_damage_is_not_forgotten_when_the_row_is_edited(tmp_path: Path) -> None:
    path = tmp_path / "a.cartoplan"
    made(path).close()
    sql(path, "UPDATE trainings SET title = 'Formation t7' WHERE key = 't1'")
    with reopened(path) as store:
        do(store, Set("trainings", "t1", (("title", "Formation t8"),)))
        with pytest.raises(StudyFileError):
            store.check_journal()


def test_zero_has_one_hash_whatever_its_sign() -> None:
    """The file keeps no sign of zero: equal studies once had two fingerprints."""
    study = small_study()
    city = next(iter(study.cities))
    plus, minus = (
        replace(study, cities=Rows([replace(city, latitude=value)])) for value in (0.0, -0.0)
    )
    assert plus == minus
    assert fingerprint(plus) == fingerprint(minus)
    assert content_of(plus) == content_of(minus)


def test_an_edit_costs_the_rows_that_it_touches(monkeypatch: pytest.MonkeyPatch) -> None:
    study = small_study()
    counted: list[str] = []
    monkeypatch.setattr(
        "db.contents.line_of", lambda collection, row: counted.append(row.key) or b""
    )
    applied = apply(study, Put("trainings", training("t9", "a")))
    content_after("0" * 64, changes_between(study, applied.study, applied.touched))
    assert counted == ["t9"]
