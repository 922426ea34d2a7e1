"""A region that an institution and the OPCO edit, made once for all that is tried in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from db.server import admin, watching
from db.server.address import Address
from db.writer import Writer
from planner.rights import Person, Role
from tests.build import study, training
from tests.servers import Server
from ui.actions.document import Document
from ui.actions.door import local_time
from ui.actions.files import open_document


@pytest.fixture(scope="package")
def region(server: Server) -> Address:
    """A region that Inès edits for ENS and Paul for the OPCO, and that Rose reads."""
    address = server.make_database()
    kept = study(
        trainings=[
            training("t1", "a"),
            training("t2", "b", institution="iut"),
            training("t3"),
            *(training(key) for key in ("t4", "t5", "t7")),
            training("t6", institution="iut"),
        ]
    )
    admin.init(address, kept, Writer.named("x", "here", local_time))
    ens = Person(Role.INSTITUTION_EDITOR, frozenset({"ens"}))
    admin.invite(address, "Inès", ens)
    admin.invite(address, "Paul", Person(Role.OFFICER))
    admin.invite(address, "Rose", Person(Role.READER))
    return address


@pytest.fixture(autouse=True)
def lines_are_sought_soon(monkeypatch) -> None:
    """No test waits for the pauses between two attempts to connect."""
    monkeypatch.setattr(watching, "FIRST_PAUSE_S", 0.05)
    monkeypatch.setattr(watching, "LONGEST_PAUSE_S", 0.2)


@pytest.fixture
def paul(region: Address) -> Iterator[Document]:
    document = open_document(region.with_login("Paul"), "Paul", local_time)
    yield document
    document.close()
