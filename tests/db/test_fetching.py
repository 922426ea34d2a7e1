"""What others have written is read row by row, and makes the study that is kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from db import fetching
from db.server import admin
from db.store import Store
from db.writer import Writer
from planner.edits import Batch, Drop, Edit, Put, Set
from planner.rights import Person, Role
from planner.rows import Rows
from planner.study import Comment
from tests.build import training
from tests.db.build import do, made, reopened, small_study, who

if TYPE_CHECKING:
    from db.server.address import Address
    from tests.db.build import Place
    from tests.servers import Server

COMMENT = Set("trainings", "t1", (("comment", "Relu"),))
EDITS: tuple[tuple[Edit, ...], ...] = (
    (COMMENT,),
    (Set("trainings", "t1", (("families", ("b",)),)), COMMENT),
    (Put("trainings", training("t4", "a", "b")), Set("trainings", "t4", (("level", 6),))),
    (Drop("trainings", "t3"),),
    (Put("trainings", training("t4")), Drop("trainings", "t4")),
    (Drop("trainings", "t3"), Put("trainings", training("t3", "b"))),
    (Set("trainings", "t3", (("rank", 0),)), Set("families", "a", (("name", "Autre"),))),
    (Batch((COMMENT, Drop("trainings", "t2"))),),
)


def read_by_row(other: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """What ``other`` loads without reading everything is what everything is."""
    whole = other.fetch(whole=True)
    with monkeypatch.context() as patch:
        patch.setattr("db.store.fetch_whole", None)
        found = other.fetch()
    assert found is not None
    assert whole is not None
    assert (found.study, found.versions) == (whole.study, whole.versions)
    assert found.stacks.head == whole.stacks.head
    assert other.load(found) == whole.study


def second(place: Place) -> Store:
    return reopened(place, author="Bob", read_only=True)


@pytest.mark.parametrize("edits", EDITS)
def test_the_rows_that_others_have_touched_make_the_study_that_is_kept(
    place: Place, edits: tuple[Edit, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    with made(place) as writer, second(place) as other:
        for edit in edits:
            do(writer, edit)
        read_by_row(other, monkeypatch)
        do(writer, Set("trainings", "t1", (("comment", "Encore"),)))
        read_by_row(other, monkeypatch)


@pytest.mark.postgresql
def test_our_own_steps_and_those_of_others_are_read_together(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = with_a_note(server)
    with reopened(place, author="Off") as ann, reopened(place, author="Luc") as bob:
        do(bob, Set("trainings", "t2", (("comment", "De Bob"),)))
        do(ann, COMMENT)
        do(bob, Set("trainings", "t3", (("comment", "De Bob"),)))
        read_by_row(bob, monkeypatch)
        do(bob, Set("trainings", "t1", (("comment", "Sur la ligne d’Ann"),)))


def test_a_great_many_rows_are_read_with_the_whole_study(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "_MANY", 0)
    with made(place) as writer, second(place) as other:
        do(writer, COMMENT)
        assert other.load() == writer.study


@pytest.mark.postgresql
def test_a_note_on_a_training_that_has_become_ours_is_read_without_a_step_about_it(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = with_a_note(server)
    with reopened(address, author="Off") as officer, reopened(address, author="Éd") as editor:
        assert not editor.study.comments
        do(officer, Set("trainings", "t1", (("institution", "iut"),)))
        read_by_row(editor, monkeypatch)
        assert [row.key for row in editor.study.comments] == ["c1"]


def with_a_note(server: Server) -> Address:
    """A region of two officers, with a comment on a training that is not the editor's."""
    address = server.make_database()
    note = Comment(key="c1", about="trainings", row="t1", text="Fermera", author="x")
    kept = replace(small_study(), comments=Rows([note]))
    admin.init(address, kept, Writer.named("x", "here", who()["clock"]))
    for login in ("Off", "Luc"):
        admin.invite(address, login, Person(Role.OFFICER))
    admin.invite(address, "Éd", Person(Role.INSTITUTION_EDITOR, frozenset({"iut"})))
    return address
