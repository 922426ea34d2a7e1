"""On a server each person undoes their own steps, and only where nobody has built upon them."""

from __future__ import annotations

import pytest

from db.server.address import Address
from planner.edits import Set
from planner.errors import ConflictError, StudyFileError
from tests.db.build import START, do, redo, reopened, undo
from ui.actions.document import Document

pytestmark = pytest.mark.postgresql


def level(number: int, key: str = "t1") -> Set:
    return Set("trainings", key, (("level", number),))


def test_only_ones_own_steps_are_undone_and_redone(region: Address) -> None:
    ann, bob = reopened(region, author="Ann"), reopened(region, author="Bob")
    do(ann, level(6, "t1"))
    do(bob, level(7, "t2"))
    ann.load()
    assert (ann.undoable().seq, bob.undoable().seq) == (2, 3)
    undo(ann)
    assert bob.load().trainings.get("t1").level == 5
    assert bob.study.trainings.get("t2").level == 7
    do(bob, level(8, "t2"))
    ann.load()
    assert ann.redoable().seq == 2  # a step of Bob leaves Ann's to redo
    redo(ann)
    assert [e.author for e in ann.history()] == ["Ann", "Bob", "Ann", "Bob", "Ann", "Ann"]
    assert ann.check_journal() == 6


def test_own_steps_are_known_again_when_the_region_is_opened_again(region: Address) -> None:
    with reopened(region, author="Ann") as ann:
        do(ann, level(6, "t1"))
    with reopened(region, author="Bob") as bob:
        assert bob.undoable() is None
        do(bob, level(7, "t2"))
    with reopened(region, author="Ann") as ann:
        assert ann.undoable().seq == 2
        undo(ann)
        assert ann.study.trainings.get("t2").level == 7


def test_the_step_of_another_cannot_be_undone(region: Address) -> None:
    with reopened(region, author="Bob") as bob:
        entry = do(bob, level(7))
    with reopened(region, author="Ann") as ann:
        from planner.edits import apply

        inverse = entry.inverse
        with pytest.raises(StudyFileError) as caught:
            ann.save(
                apply(ann.study, inverse), inverse, label=entry.label, kind="undo", target=entry.seq
            )
        assert caught.value.message.code == "error.step_not_next"


@pytest.mark.parametrize("is_redone", [False, True])
def test_a_step_on_which_another_has_built_is_left_and_they_are_named(
    region: Address, is_redone: bool
) -> None:
    ann, bob = reopened(region, author="Ann"), reopened(region, author="Bob")
    do(ann, level(6))
    if is_redone:
        undo(ann)
    bob.load()
    do(bob, Set("trainings", "t1", (("comment", "Relu"),)))
    document = Document(ann.load(), ann)
    with pytest.raises(ConflictError) as caught:
        document.redo() if is_redone else document.undo()
    said = caught.value.message
    assert said.code == "error.step_overtaken"
    assert (said["key"], said["author"], said["day"]) == ("t1", "Bob", START.date())
    with pytest.raises(ConflictError) as caught:  # and where nobody asked before
        redo(ann) if is_redone else undo(ann)
    assert caught.value.message.code == "error.step_overtaken"
    assert ann.load().trainings.get("t1").comment == "Relu"


def test_a_step_that_another_overtakes_while_it_is_undone_is_left(region: Address) -> None:
    ann, bob = reopened(region, author="Ann"), reopened(region, author="Bob")
    do(ann, level(6))
    bob.load()
    do(bob, level(8))
    with pytest.raises(ConflictError) as caught:
        undo(ann)  # she has not seen his step yet
    assert caught.value.message.code == "error.step_overtaken"
    assert bob.load().trainings.get("t1").level == 8
