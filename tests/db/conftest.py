"""Tables made once for all tests of this folder: the migrations take a fifth of a second."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from db.connecting import connect
from db.upgrade import make_tables

if TYPE_CHECKING:
    from collections.abc import Iterator


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
