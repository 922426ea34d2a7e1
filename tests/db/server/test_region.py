"""A region on a server is what a file is: made, opened, edited, undone, read back equal."""

from __future__ import annotations

import pytest

from db.samples.reading import read_sample
from db.store import create, open_store
from planner.edits import Set
from tests.db.build import do, undo, who
from tests.servers import Server

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
