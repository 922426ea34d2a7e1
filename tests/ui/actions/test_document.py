from __future__ import annotations

from datetime import UTC, datetime

import pytest

from planner.edits import Set
from planner.errors import EditRefused
from planner.messages import message
from tests.build import study, training
from ui.actions.document import Document
from ui.actions.files import create_document, open_document

LABEL = message("step.changed", name="x", target="collection.trainings")
RENAME = Set("trainings", "t1", (("title", "Nouveau"),))


def clock():
    return datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "a.cartoplan"


@pytest.fixture
def document(path):
    made = create_document(path, study(trainings=[training("t1", "a")]), "Zoé", clock)
    yield made
    made.close()


def title(document):
    return document.study.trainings.get("t1").title


def test_an_edit_is_on_disk_before_do_returns(document, path):
    document.do(RENAME, LABEL)
    reader = open_document(path, "Léa", clock, read_only=True)
    assert title(reader) == "Nouveau"
    reader.close()


def test_listeners_hear_what_was_touched_until_they_leave(document):
    heard = []
    leave = document.subscribe(heard.append)
    document.do(RENAME, LABEL)
    leave()
    document.undo()
    assert [touched.rows for touched in heard] == [frozenset({("trainings", "t1")})]


def test_an_edit_that_changes_nothing_leaves_no_trace(document):
    document.do(RENAME, LABEL)
    before = len(tuple(document.store.history()))
    assert not document.do(RENAME, LABEL).rows
    assert len(tuple(document.store.history())) == before


def test_undo_and_redo_survive_closing_the_file(document, path):
    document.do(RENAME, LABEL)
    document.close()
    again = open_document(path, "Zoé", clock)
    assert again.undo() == LABEL
    assert title(again) == "Formation t1"
    again.close()
    later = open_document(path, "Zoé", clock)
    later.redo()
    assert title(later) == "Nouveau"
    later.close()


def test_a_new_edit_forgets_what_could_be_redone(document):
    document.do(RENAME, LABEL)
    document.undo()
    document.do(Set("trainings", "t1", (("level", 6),)), LABEL)
    with pytest.raises(EditRefused, match="nothing_to_redo"):
        document.redo()


def test_nothing_to_undo_is_a_sentence(document):
    with pytest.raises(EditRefused, match="nothing_to_undo"):
        document.undo()


def test_a_refused_edit_changes_neither_study_nor_file(document):
    with pytest.raises(EditRefused):
        document.do(Set("trainings", "t1", (("level", 12),)), LABEL)
    assert document.study == document.store.load()


def test_without_a_file_a_study_can_only_be_read():
    shipped = Document(study(trainings=[training("t1")]))
    assert shipped.is_read_only
    with pytest.raises(EditRefused, match="no_file"):
        shipped.do(RENAME, LABEL)


def test_a_file_opened_for_reading_refuses_edits(document, path):
    reader = open_document(path, "Léa", clock, read_only=True)
    with pytest.raises(EditRefused, match="read_only"):
        reader.do(RENAME, LABEL)
    reader.close()


def test_reloading_tells_nobody_where_nothing_differs(document):
    heard, before = [], document.study
    document.subscribe(heard.append)
    document.reload()
    assert heard == []
    assert document.study is before


def test_two_equal_studies_share_their_fingerprint_and_an_edit_changes_it(document):
    before = document.fingerprint()
    assert Document(document.study).fingerprint() == before
    document.do(RENAME, LABEL)
    assert document.fingerprint() != before
    document.undo()
    assert document.fingerprint() == before
