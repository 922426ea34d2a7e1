"""Whoever reads their own steps alone is told that others made some that are not shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from db.server import admin
from db.server.address import Address
from db.store import open_store
from db.writer import Writer
from planner.edits import Edit, Set
from planner.errors import InvalidInput
from planner.messages import message
from planner.rights import Person, Role
from tests.build import study, training
from tests.servers import Server
from ui.actions import history, pedigree, rescue
from ui.actions.desk import Desk
from ui.actions.document import Document
from ui.actions.texts import Texts

pytestmark = pytest.mark.postgresql

AT = datetime(2026, 11, 23, 9, 5, tzinfo=UTC)
T1 = (("trainings", "t1"),)


@pytest.fixture(scope="module")
def region(server: Server) -> Address:
    """Four logins of one region: two institutions' editors, an officer, a reader."""
    address = server.make_database()
    kept = study(trainings=[training("t1"), training("t2", institution="iut")])
    admin.init(address, kept, Writer.named("x", "here", lambda: AT))
    people = {
        "hidden ines": Person(Role.INSTITUTION_EDITOR, frozenset({"ens"})),
        "hidden paul": Person(Role.OFFICER),
        "hidden rita": Person(Role.READER),
    }
    for login, person in people.items():
        admin.invite(address, login, person)
    with_steps(address)
    return address


def with_steps(address: Address) -> None:
    """Inès, Paul, and Inès again change the level of a training; Paul its title too."""
    for login, edit in (
        ("hidden ines", level(6)),
        ("hidden paul", level(7)),
        ("hidden paul", Set("trainings", "t1", (("title", "De Paul"),))),
        ("hidden ines", level(8)),
    ):
        with open_store(address.with_login(login), author="", machine="", clock=lambda: AT) as s:
            Document(s.study, s).do(edit, message("step.changed"))


def level(number: int) -> Edit:
    return Set("trainings", "t1", (("level", number),))


@pytest.fixture
def seat(region: Address, request: pytest.FixtureRequest) -> Iterator[Desk]:
    """The desk of the login that a test names."""
    address = region.with_login(request.param)
    with open_store(address, author="", machine="", clock=lambda: AT) as store:
        document = Document(store.study, store)
        yield Desk(
            document=document, texts=Texts("fr"), author="", now=lambda: AT, new_key=lambda: "k"
        )


@pytest.mark.parametrize("seat", ["hidden ines"], indirect=True)
def test_an_editors_pedigree_stops_where_others_wrote_and_says_so(seat: Desk) -> None:
    (step,) = pedigree.value_history(seat, "trainings", "t1", "level")
    assert (step.before, step.after) == (7, 8)
    outcome = pedigree.pedigree(seat, "trainings", "t1", "level")
    assert outcome.said[1:] == (
        message("history.hidden", n=2, on=date(2026, 11, 23), author="hidden paul"),
    )


@pytest.mark.parametrize("seat", ["hidden ines"], indirect=True)
def test_what_was_before_the_step_of_another_is_not_given_back(seat: Desk) -> None:
    with pytest.raises(InvalidInput, match="revert_hidden"):
        pedigree.revert(seat, "trainings", "t1", "title")
    with pytest.raises(InvalidInput, match="revert_hidden"):
        pedigree.revert(seat, "trainings", "t1", "level", step=2)


@pytest.mark.parametrize("seat", ["hidden ines"], indirect=True)
def test_the_history_says_how_many_steps_it_leaves_out(seat: Desk) -> None:
    assert [said["n"] for said in history.history(seat).said] == [2]
    assert [said["n"] for said in history.history(seat, "trainings").said] == [2]
    assert history.history(seat, "trainings", "t2").said == ()


@pytest.mark.parametrize("seat", ["hidden rita"], indirect=True)
def test_a_reader_is_not_told_that_a_value_never_changed(seat: Desk) -> None:
    assert pedigree.value_history(seat, "trainings", "t1", "level") == ()
    assert [said["n"] for said in pedigree.hidden_said(seat, T1)] == [4]


@pytest.mark.parametrize("seat", ["hidden paul"], indirect=True)
def test_an_officer_reads_every_step(seat: Desk) -> None:
    steps = pedigree.value_history(seat, "trainings", "t1", "level")
    assert [(step.before, step.after) for step in steps] == [(7, 8), (6, 7), (5, 6)]
    assert pedigree.hidden_said(seat, T1) == ()


@pytest.mark.parametrize(
    ("seat", "unread"),
    [("hidden ines", [2]), ("hidden rita", [4]), ("hidden paul", [])],
    indirect=["seat"],
)
def test_a_region_is_verified_as_far_as_a_role_reads_it_and_no_more_is_said(
    seat: Desk, unread: list[int]
) -> None:
    done, *others = rescue.verify(seat).said
    assert done == message("done.verified_region", name=seat.document.store.keeper.name, n=5)
    assert [said["n"] for said in others] == unread
