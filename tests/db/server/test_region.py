"""A region on a server is what a file is: made, opened, edited, undone, read back equal."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given

from db.samples.reading import read_sample
from db.server.address import Address
from db.store import create, open_store
from planner.edits import Set
from planner.errors import StudyFileError
from planner.study import Study
from tests.db.build import do, reopened, studies, undo, who
from tests.servers import Server
from tests.tries import tries

pytestmark = pytest.mark.postgresql


def test_the_shipped_study_is_kept_edited_undone_and_read_back_equal(server: Server) -> None:
    address, sample = server.make_database(), read_sample()
    with create(address, sample, **who()) as store:
        assert store.study == sample
        do(store, Set("trainings", "t001", (("level", 7), ("comment", "Relu à Arras"))))
        edited = store.study
        with open_store(address, **who()) as other:
            assert other.study == edited
        undo(store)
    with open_store(address, **who()) as store:
        assert store.study == sample
        assert [entry.kind for entry in store.history()] == ["undo", "do", "create"]
        assert {entry.author for entry in store.history()} == {"postgres", "Ann"}
        assert store.check_journal() == 3


@tries(5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(studies())
def test_any_study_comes_back_as_it_was(
    server: Server, monkeypatch: pytest.MonkeyPatch, kept: Study
) -> None:
    monkeypatch.setattr("db.server.creating.version_of", lambda _: 0)
    monkeypatch.setattr("db.server.creating.make_tables", lambda _: None)
    with create(server.emptied(), kept, **who()) as store:
        assert store.study == kept


def test_a_copy_of_a_region_is_a_study_file_of_its_own(region: Address, tmp_path: Path) -> None:
    with reopened(region) as store:
        do(store, Set("trainings", "t1", (("level", 7),)))
        assert (store.path, store.backups) == (None, None)
        store.send_copy(tmp_path / "a.cartoplan")
        with reopened(tmp_path / "a.cartoplan") as copy:
            assert copy.study == store.study
        with pytest.raises(StudyFileError) as caught:
            store.send_copy(tmp_path / "a.cartoplan")
        assert caught.value.message.code == "error.file_exists"
