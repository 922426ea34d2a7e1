"""Tables made once for all tests of this folder: the migrations take a fifth of a second."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from db.connecting import connect
from db.upgrade import make_tables
from tests.db.build import REGIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.db.build import Place


@pytest.fixture(scope="package", autouse=True)
def tables_made_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """New files start as copies of one that the migrations made; ``make_tables`` itself is real."""
    template = tmp_path_factory.mktemp("tables") / "empty.db"
    connect(template, "rwc").close()
    make_tables(template)

    def copied(part: Path) -> None:
        shutil.copyfile(template, part)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("db.creating.make_tables", copied)
        yield


@pytest.fixture(params=["file", pytest.param("server", marks=pytest.mark.postgresql)])
def place(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Place]:
    """Where a study may be made: a file, and a region whose logins are Ann and Bob."""
    if request.param == "file":
        yield tmp_path / "région.cartoplan"
        return
    address = request.getfixturevalue("server").emptied()
    # its tables are there: the migrations have made them, once
    monkeypatch.setattr("db.server.creating.version_of", lambda _: 0)
    monkeypatch.setattr("db.server.creating.make_tables", lambda _: None)
    yield address
    while REGIONS:
        REGIONS.pop().close()
