"""A desk that watches over a region hears of others' steps, of who is there, and of lost lines."""

from __future__ import annotations

from collections.abc import Iterator
from queue import Queue
from typing import Any

import pytest

from db.server import admin, watching
from db.server.address import Address
from db.server.server_keeper import ServerKeeper
from db.server.watching import Back, Lost, News, People, Present, Watching
from db.store import Store
from db.writer import Writer
from planner.edits import Set
from planner.rights import Person, Role
from tests.build import study, training
from tests.db.build import REGIONS, do, on_server, reopened, who
from tests.servers import Server

pytestmark = pytest.mark.postgresql

SOON = 10  # seconds: a test that waits as long has failed


@pytest.fixture(scope="module")
def watched(server: Server) -> Address:
    """A region that Zoé and Luc edit as officers."""
    address = server.make_database()
    kept = study(trainings=[training("t1"), training("t2")])
    admin.init(address, kept, Writer.named("x", "here", who()["clock"]))
    for login in ("Zoé", "Luc"):
        admin.invite(address, login, Person(Role.OFFICER))
    return address


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    while REGIONS:
        REGIONS.pop().close()


class Desk:
    """A store with its watch, and what the watch has told."""

    def __init__(self, address: Address, login: str) -> None:
        self.store: Store = reopened(address, author=login)
        assert isinstance(self.store.keeper, ServerKeeper)
        self.told: Queue[Any] = Queue()
        self.watch = Watching(self.store, self.store.keeper, login, self.told.put)
        self.watch.start()

    def hear(self, kind: type) -> Any:
        """The next event of a kind."""
        while not isinstance(event := self.told.get(timeout=SOON), kind):
            pass
        return event

    def meets(self, *people: Present) -> None:
        """Wait until exactly these people are told."""
        while self.hear(People).present != people:
            pass

    def __enter__(self) -> Desk:
        self.hear(Back)
        return self

    def __exit__(self, *_: object) -> None:
        self.watch.stop()


def note(words: str) -> Set:
    return Set("trainings", "t1", (("comment", words),))


def test_a_step_of_somebody_else_is_told_and_taken_when_the_desk_wants(watched: Address) -> None:
    with Desk(watched, "Zoé") as zoe, reopened(watched, author="Luc") as luc:
        before = zoe.store.study
        do(luc, note("Relu"))
        news = zoe.hear(News)
        assert zoe.store.study is before
        assert zoe.store.load(news.fetched).trainings.get("t1").comment == "Relu"
        do(zoe.store, note("Relu deux fois"))


def test_what_was_read_before_a_step_of_ours_is_not_taken_after_it(watched: Address) -> None:
    with reopened(watched, author="Zoé") as zoe:
        old = zoe.fetch(whole=True)
        do(zoe, note("Le mien"))
        assert zoe.load(old).trainings.get("t1").comment == "Le mien"
        assert zoe.fetch() is None


def test_everybody_sees_who_is_there_and_on_which_row(watched: Address) -> None:
    with Desk(watched, "Zoé") as zoe:
        with Desk(watched, "Luc") as luc:
            luc.watch.go_to("trainings", "t2")
            zoe.meets(Present("Luc", "Luc", "trainings", "t2"))
            luc.meets(Present("Zoé", "Zoé", "", ""))
        zoe.meets()


def test_two_windows_of_one_login_are_two_desks(watched: Address) -> None:
    with Desk(watched, "Zoé") as zoe, Desk(watched, "Luc") as luc:
        luc.watch.go_to("trainings", "t1")
        with Desk(watched, "Luc") as again:
            again.watch.go_to("trainings", "t2")
            zoe.meets(
                Present("Luc", "Luc", "trainings", "t1"), Present("Luc", "Luc", "trainings", "t2")
            )
            luc.meets(Present("Luc", "Luc", "trainings", "t2"), Present("Zoé", "Zoé", "", ""))
        zoe.meets(Present("Luc", "Luc", "trainings", "t1"))
        luc.meets(Present("Zoé", "Zoé", "", ""))


def test_a_desk_that_ended_without_a_word_is_forgotten(watched: Address) -> None:
    dead = "INSERT INTO presence (login, desk, seen) VALUES ('Luc', %s, now() - interval '61 s')"
    on_server(watched, dead, "dead")
    with Desk(watched, "Zoé") as zoe, Desk(watched, "Luc"):
        zoe.meets(Present("Luc", "Luc", "", ""))
    assert on_server(watched, "SELECT login FROM presence") == []


def test_a_line_that_is_cut_is_told_and_comes_back_with_what_was_missed(
    watched: Address, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "FIRST_PAUSE_S", 0.05)
    with Desk(watched, "Zoé") as zoe:
        server.stop()
        assert zoe.hear(Lost).why.code in ("error.server_lost", "error.server_unreachable")
        server.start()
        with reopened(watched, author="Luc") as luc:
            do(luc, note("Pendant la coupure"))
        while "Pendant" not in zoe.store.load(zoe.hear(Back).fetched).trainings.get("t1").comment:
            zoe.watch.renew()


def test_a_desk_that_is_no_longer_invited_is_told_so(watched: Address) -> None:
    admin.invite(watched, "Éric", Person(Role.READER))
    with Desk(watched, "Éric") as eric:
        admin.revoke(watched, "Éric")
        codes = set()
        while not codes & {
            "error.server_not_invited",
            "error.server_login_refused",
            "error.server_refused",
        }:
            codes.add(eric.hear(Lost).why.code)
            eric.watch.hurry()
