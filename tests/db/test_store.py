"""The store: what is saved is there again, whoever opens the file and whenever."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from db.fingerprint import fingerprint
from db.identity import SCHEMA
from db.samples.reading import read_sample
from db.upgrade import make_tables
from planner.edits import Batch, Drop, Put, Set, apply
from planner.errors import EditRefused, StudyFileError
from planner.fields import ENTITIES
from planner.study import Family, Institution, Study
from planner.validation import check_row
from tests.build import training
from tests.db.build import (
    LABEL,
    START,
    Place,
    created,
    do,
    made,
    redo,
    reopened,
    rows,
    small_study,
    sql,
    studies,
    undo,
)
from tests.tries import tries


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "région.cartoplan"


@tries(20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(studies())
def test_any_study_comes_back_as_it_was(tmp_path: Path, kept: Study) -> None:
    for collection in ENTITIES:  # the strategy draws what the domain takes
        for row in getattr(kept, collection):
            check_row(kept, collection, row)
    path = tmp_path / "a.cartoplan"
    path.unlink(missing_ok=True)
    made(path, kept).close()
    with reopened(path) as store:
        assert store.study == kept


def test_the_shipped_study_comes_back_as_it_was(path: Path) -> None:
    sample = read_sample()
    made(path, sample).close()
    with reopened(path) as store:
        assert store.study == sample


def test_a_new_file_is_made_by_the_migrations(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.creating.make_tables", make_tables)
    with created(path) as store:
        assert store.study == small_study()
    assert sql(path, "SELECT version_num FROM alembic_version") == [(f"{SCHEMA:04d}",)]


def test_values_come_back_with_their_types(path: Path) -> None:
    sample = read_sample()
    made(path, sample).close()
    with reopened(path, read_only=True) as store:
        for collection in ENTITIES:
            for kept, read in zip(
                getattr(sample, collection), getattr(store.study, collection), strict=True
            ):
                for name in ("key", "rank", "source", *(type(kept).__slots__)):
                    assert type(getattr(read, name)) is type(getattr(kept, name)), name


@tries(20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_edit_is_there_when_the_file_is_opened_again(
    tmp_path: Path, data: st.DataObject
) -> None:
    path = tmp_path / "a.cartoplan"
    path.unlink(missing_ok=True)
    kept = data.draw(studies())
    with made(path, kept) as store:
        collection = data.draw(st.sampled_from(list(ENTITIES)))
        there = {name: list(getattr(kept, name).keys()) for name in ENTITIES}
        try:
            row = data.draw(
                rows(collection, data.draw(st.sampled_from(["new", *there[collection]])), there)
            )
            do(store, Put(collection, row))
            if data.draw(st.booleans()):
                do(store, Drop(collection, row.key))
        except EditRefused:
            return
        expected = store.study
    with reopened(path) as store:
        assert store.study == expected
        while store.undoable():
            undo(store)
        assert store.study == kept
        while store.redoable():
            redo(store)
        assert store.study == expected
        assert store.check_journal() >= 4


def test_an_edit_writes_its_rows_and_no_others(place: Place) -> None:
    with made(place) as store:
        do(store, Set("trainings", "t1", (("level", 7), ("families", ("c",)))))
    assert sql(place, "SELECT key, level, version FROM trainings ORDER BY key") == [
        ("t1", 7, 2),
        ("t2", 5, 1),
        ("t3", None, 1),
    ]
    assert sql(place, "SELECT training, position, family FROM training_families ORDER BY 1") == [
        ("t1", 0, "c"),
        ("t2", 0, "b"),
    ]


def test_undo_and_redo_outlive_the_session(place: Place) -> None:
    with made(place) as store:
        do(store, Set("trainings", "t1", (("level", 6),)))
        do(store, Set("trainings", "t1", (("level", 7),)))
        undo(store)
    with reopened(place) as store:
        assert store.study.trainings.get("t1").level == 6
        assert store.redoable().seq == 3
        redo(store)
        assert store.study.trainings.get("t1").level == 7
        undo(store)
        undo(store)
        assert store.undoable() is None
    with reopened(place) as store:
        assert store.study == small_study()
        assert store.redoable().seq == 2


def test_a_new_step_after_an_undo_leaves_nothing_to_redo(place: Place) -> None:
    with made(place) as store:
        do(store, Set("trainings", "t1", (("level", 6),)))
        undo(store)
        do(store, Set("trainings", "t2", (("level", 8),)))
        assert store.redoable() is None
        assert store.undoable().seq == 4
    with reopened(place) as store:
        assert (store.redoable(), store.undoable().seq) == (None, 4)


def test_the_creation_cannot_be_undone(place: Place) -> None:
    with made(place) as store:
        assert store.undoable() is None
        (entry,) = store.history()
        assert (entry.kind, entry.seq, entry.author) == ("create", 1, "Ann")
        with pytest.raises(StudyFileError):
            _ = entry.inverse


@pytest.mark.parametrize(
    ("kind", "target"), [("undo", 1), ("undo", 2), ("undo", None), ("redo", 3)]
)
def test_only_the_next_step_can_be_undone_or_redone(
    place: Place, kind: str, target: int | None
) -> None:
    with made(place) as store:
        do(store, Set("trainings", "t1", (("level", 6),)))
        do(store, Set("trainings", "t1", (("level", 7),)))
        edit = Set("trainings", "t1", (("level", 5),))
        with pytest.raises(StudyFileError) as caught:
            store.save(apply(store.study, edit), edit, label=LABEL, kind=kind, target=target)
        assert caught.value.message.code == "error.step_not_next"
        assert store.study.trainings.get("t1").level == 7
    assert sql(place, "SELECT level FROM trainings WHERE key = 't1'") == [(7,)]


def test_a_dropped_training_takes_its_seats_along_and_undo_brings_all_back(place: Place) -> None:
    sample = read_sample()
    key = sample.trainings[0].key
    with made(place, sample) as store:
        do(store, Drop("trainings", key))
        assert sql(place, "SELECT count(*) FROM training_families WHERE training = ?", key) == [
            (0,)
        ]
        undo(store)
        assert store.study == sample
    with reopened(place) as store:
        assert store.study == sample


def test_names_can_be_exchanged_in_one_step(place: Place) -> None:
    with made(place) as store:
        swap = Batch(
            (
                Set("families", "a", (("name", "Autre"),)),
                Set("families", "b", (("name", "Famille a"),)),
                Set("families", "a", (("name", "Famille b"),)),
            )
        )
        do(store, swap)
    with reopened(place) as store:
        assert [f.name for f in store.study.families] == ["Famille b", "Famille a", "Famille c"]


def test_a_new_row_takes_the_name_that_another_leaves_in_the_same_step(place: Place) -> None:
    with made(place) as store:
        left = Set("families", "a", (("name", "Autre"),))
        taken = Put("families", Family(key="d", name="Famille a", short_name="D"))
        do(store, Batch((left, taken)))
        undo(store)
        redo(store)
    with reopened(place) as store:
        named = {f.key: f.name for f in store.study.families}
        assert (named["a"], named["d"]) == ("Autre", "Famille a")


def test_a_name_may_change_its_capitals(place: Place) -> None:
    edits = [Set("families", k, (("name", f"FAMILLE {k}"),)) for k in ("a", "b")]
    with made(place) as store:
        do(store, Batch(tuple(edits)))
    with reopened(place) as store:
        assert store.study.families.get("b").name == "FAMILLE b"
    assert sql(place, "SELECT name_key FROM families WHERE key = 'b'") == [("famille b",)]


def test_a_batch_of_many_rows_is_one_step(place: Place) -> None:
    edit = Batch(tuple(Put("trainings", training(f"x{n}", "a", rank=n)) for n in range(1000)))
    with made(place) as store:
        do(store, edit)
        undo(store)
        redo(store)
        expected = store.study
    with reopened(place) as store:
        assert store.study == expected
        assert len(store.history()) == 4


def test_rows_and_their_journal_are_one_transaction(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("the journal cannot be written")

    with made(path) as store:
        monkeypatch.setattr("db.journal.append", broken)
        with pytest.raises(RuntimeError):
            do(store, Set("trainings", "t1", (("level", 8),)))
    assert sql(path, "SELECT level FROM trainings WHERE key = 't1'") == [(5,)]


def test_everything_touched_means_that_every_row_is_compared(place: Place) -> None:
    from planner.changes import EVERYTHING

    with made(place) as store:
        edit = Set("trainings", "t2", (("level", 8),))
        applied = replace(apply(store.study, edit), touched=EVERYTHING)
        store.save(applied, edit, label=LABEL)
    with reopened(place) as store:
        assert store.study.trainings.get("t2").level == 8


def test_the_history_of_a_row_tells_its_own_steps_newest_first(place: Place) -> None:
    with made(place) as store:
        do(store, Set("trainings", "t1", (("level", 6),)))
        do(store, Set("trainings", "t2", (("level", 6),)))
        do(store, Put("institutions", Institution(key="new", name="New")))
        do(store, Set("trainings", "t1", (("level", 7),)))
        assert [e.seq for e in store.history("trainings", "t1")] == [5, 2]
        assert [e.seq for e in store.history("trainings")] == [5, 3, 2]
        assert [e.seq for e in store.history()] == [5, 4, 3, 2, 1]
        assert [e.seq for e in store.history(limit=2)] == [5, 4]
        newest = store.history("trainings", "t1")[0]
        assert newest.edit == Set("trainings", "t1", (("level", 7),))
        assert newest.inverse == Set("trainings", "t1", (("level", 6),))


def test_a_store_opened_for_reading_writes_nothing(place: Place) -> None:
    made(place).close()
    with reopened(place, read_only=True) as store:
        assert store.read_only
        with pytest.raises(StudyFileError) as caught:
            do(store, Set("trainings", "t1", (("level", 6),)))
        assert caught.value.message.code == "error.store_read_only"
        if isinstance(place, Path):
            assert [p.name for p in place.parent.iterdir()] == [place.name]


def test_a_reader_sees_what_a_writer_has_saved_meanwhile(place: Place) -> None:
    with made(place) as writer, reopened(place, read_only=True) as reader:
        do(writer, Set("trainings", "t1", (("level", 6),)))
        assert reader.study.trainings.get("t1").level == 5
        assert reader.load().trainings.get("t1").level == 6
        assert reader.load() is reader.study


def test_nothing_is_left_beside_a_closed_file(path: Path) -> None:
    with made(path) as store:
        do(store, Set("trainings", "t1", (("level", 6),)))
        assert {p.name for p in path.parent.iterdir()} > {path.name}
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_what_a_killed_writer_left_unfinished_is_swept_after_an_hour(path: Path) -> None:
    made(path).close()
    old, recent, other = (
        path.with_name(name)
        for name in (f".{path.name}.1.part", f".{path.name}.2.part", ".other.3.part")
    )
    for part in (old, recent, other):
        part.touch()
        os.utime(part, (START.timestamp() - (60 if part == recent else 3601),) * 2)
    reopened(path).close()
    assert (old.exists(), recent.exists(), other.exists()) == (False, True, True)


def test_an_existing_file_is_never_replaced_by_a_new_one(path: Path) -> None:
    path.write_text("precious", encoding="utf-8")
    with pytest.raises(StudyFileError) as caught:
        created(path)
    assert caught.value.message.code == "error.file_exists"
    assert path.read_text(encoding="utf-8") == "precious"


def test_a_study_that_breaks_a_rule_makes_no_file(path: Path) -> None:
    twin = Family(key="z", name="FAMILLE  A", short_name="Z")
    kept = replace(small_study(), families=small_study().families.put(twin))
    with pytest.raises(StudyFileError) as caught:
        created(path, kept)
    assert caught.value.message.code == "error.study_refused"
    assert list(path.parent.iterdir()) == []


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(StudyFileError) as caught:
        created(tmp_path / "nowhere" / "a.cartoplan")
    assert caught.value.message.code == "error.folder_missing"


@pytest.mark.skipif(os.name == "nt", reason="Windows forbids these names")
@pytest.mark.parametrize("name", ["a?b#c%20d.cartoplan", "été 'x' \"y\".cartoplan", "a&mode=ro"])
def test_a_file_may_have_any_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with created(path) as store:
        do(store, Set("trainings", "t1", (("level", 6),)))
        store.backups.make()
    with reopened(path) as store:
        assert store.study.trainings.get("t1").level == 6


def test_equal_studies_have_equal_fingerprints_in_any_file(tmp_path: Path) -> None:
    with (
        created(tmp_path / "a.cartoplan") as a,
        created(tmp_path / "b.cartoplan", author="Zoé") as b,
    ):
        before = fingerprint(a.study)
        assert before == fingerprint(b.study)
        do(a, Set("trainings", "t1", (("level", 6),)))
        assert fingerprint(a.study) != before
        undo(a)
        assert fingerprint(a.study) == before
        a.send_copy(tmp_path / "c.cartoplan")
    with reopened(tmp_path / "c.cartoplan") as c:
        assert fingerprint(c.study) == before
