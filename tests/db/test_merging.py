"""The shipped study put into another: what is missing is added, once."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given

from db.merging import missing_rows
from db.samples.reading import read_sample
from planner.edits import Batch, apply
from planner.rows import Rows
from planner.study import Action, Study, Task
from planner.vocab import TaskKind
from tests.db.build import do, made, reopened, studies, undo
from tests.tries import tries


def test_the_shipped_study_is_loaded_once(tmp_path: Path) -> None:
    path = tmp_path / "a.cartoplan"
    with made(path, Study()) as store:
        edit = missing_rows(store.study, read_sample())
        do(store, edit)
        assert store.study == read_sample()
        assert missing_rows(store.study, read_sample()) == Batch(())
    with reopened(path) as store:
        assert store.study == read_sample()
        assert missing_rows(store.study, read_sample()) == Batch(())
        undo(store)
        assert store.study == Study()


def test_what_is_there_already_is_left_as_it_is(tmp_path: Path) -> None:
    sample = read_sample()
    mine = sample.trainings[0]
    from dataclasses import replace

    changed = replace(mine, comment="La nôtre")
    there = replace(sample, trainings=Rows([changed]))
    assert apply(there, missing_rows(there, sample)).study.trainings.get(mine.key) == changed


@tries(15)
@given(studies())
def test_any_study_can_be_added_to_an_empty_one(other: Study) -> None:
    assert apply(Study(), missing_rows(Study(), other)).study == other


def test_tasks_that_wait_for_one_another_are_added_all_the_same() -> None:
    tasks = [
        Task(key=key, rank=n, action="a", title=key, kind=TaskKind.TASK, days=1, after=after)
        for n, (key, after) in enumerate((("t1", ("t2",)), ("t2", ("t1",)), ("t3", ("t3", "t1"))))
    ]
    other = Study(actions=Rows([Action(key="a", title="A")]), tasks=Rows(tasks))
    assert apply(Study(), missing_rows(Study(), other)).study == other
