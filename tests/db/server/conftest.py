"""A small study on a server, open to Ann and Bob."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from db.server.address import Address
from tests.db.build import REGIONS, made
from tests.servers import Server


@pytest.fixture
def region(server: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[Address]:
    """The address of three trainings that Ann has laid out; its stores are closed at the end."""
    address = server.emptied()
    with monkeypatch.context() as patch:
        patch.setattr("db.server.creating.version_of", lambda _: 0)
        patch.setattr("db.server.creating.make_tables", lambda _: None)
        made(address).close()
    yield address
    while REGIONS:
        REGIONS.pop().close()
