"""A desk whose study has a quarter of the rows, for what is done with editions and documents."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.lean import lean_copy
from tests.ui.conftest import NOON, unchecked
from ui.actions.desk import Desk
from ui.actions.files import open_document
from ui.actions.texts import Texts
from ui.actions.verbs import load_verbs


@pytest.fixture
def lean_desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk on a study file of its own that holds no edition, with a clock that stands still."""
    load_verbs()
    path, number = lean_copy(tmp_path, has_edition=False), count(1)
    with unchecked():
        document = open_document(path, "Camille", lambda: NOON)
    desk = Desk(document, Texts("fr"), "Camille", lambda: NOON, lambda: f"new{next(number)}")
    yield desk
    desk.document.close()
