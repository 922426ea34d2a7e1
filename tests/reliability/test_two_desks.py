"""Two desks of one region at the same moment: every overwrite is refused and told."""

from __future__ import annotations

import os
from multiprocessing import get_context
from typing import Any

import pytest

from db.server import admin
from db.server.address import Address
from db.store import Store
from db.writer import Writer
from planner.rights import Person, Role
from planner.study import Study
from tests.db.build import REGIONS, reopened, small_study, sql, who
from tests.reliability.second_writer import BURST, KINDS, PATIENCE_S, Save, parted, replayed, saves
from tests.servers import Server

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork"),
]

#: The logins of the two writers; nothing but their row in the membership lets them write.
LOGINS = {"Ann": "ann of the opco", "Bob": "bob of the opco"}


@pytest.fixture
def invited(server: Server) -> Address:
    """A region of three trainings that both writers may edit."""
    address = server.make_database()
    admin.init(address, small_study(), Writer.named("x", "here", who()["clock"]))
    for login in LOGINS.values():
        admin.invite(address, login, Person(Role.OFFICER))
    return address


def desk(address: Address, author: str) -> Store:
    """The region, opened by a writer."""
    return reopened(address, author=LOGINS[author])


def work(address: Address, barrier: Any, rounds: int, told: Any) -> None:
    """The second desk's process: it tells all its saves at the end."""
    with desk(address, "Bob") as store:
        barrier.wait(PATIENCE_S)
        told.put(list(saves(store, barrier, rounds, "Bob")))


def both(address: Address, rounds: int) -> list[Save]:
    """The saves of this process and of a second one, which meet at every round."""
    context = get_context("fork")  # before our own desk opens: no connection is shared
    barrier, told = context.Barrier(2), context.Queue()
    other = context.Process(target=work, args=(address, barrier, rounds, told))
    other.start()
    with desk(address, "Ann") as store:
        barrier.wait(PATIENCE_S)
        mine = list(saves(store, barrier, rounds, "Ann"))
        theirs = told.get(timeout=PATIENCE_S)
        other.join(PATIENCE_S)
        assert other.exitcode == 0
    REGIONS.clear()
    return [*mine, *theirs]


def kept(address: Address) -> tuple[Study, int]:
    """The rows of the region, which its journal must make; and how many steps that has."""
    with desk(address, "Ann") as store:
        assert replayed(store) == store.study
        steps = store.check_journal()
    REGIONS.clear()
    return store.study, steps


@pytest.mark.promise("T11", asked=10_000, quick=40, unit="saves", weight=77)
def test_of_two_desks_at_once_one_is_told_and_nothing_is_lost(
    invited: Address, figure: Any
) -> None:
    rounds = figure.count // (2 * BURST)
    told = both(invited, rounds)
    done, refused = parted(told, rounds)
    assert {KINDS[save.round % len(KINDS)] for save in refused} == set(KINDS)
    authors = sql(invited, "SELECT seq, author FROM journal WHERE seq > 1 ORDER BY seq")
    assert authors == sorted((save.seq, LOGINS[save.author]) for save in done)
    assert kept(invited)[1] == len(done) + 1
    figure.reached(len(told))
