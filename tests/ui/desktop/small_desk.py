"""For modules to which the shipped study means nothing: imported, their desks have a small one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.build import study, training
from tests.ui.conftest import NOON
from ui.actions.desk import Desk
from ui.actions.files import create_document, open_document
from ui.actions.texts import Texts
from ui.actions.verbs import load_verbs


@pytest.fixture(scope="module")
def small_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed study file of a dozen trainings; copy it, never open it."""
    path = tmp_path_factory.mktemp("small") / "etude.cartoplan"
    kept = study(trainings=[training(f"t{number:03}", "a") for number in range(1, 13)])
    create_document(path, kept, "template", lambda: NOON).close()
    return path


@pytest.fixture
def desk(small_file: Path, tmp_path: Path) -> Iterator[Desk]:
    """A desk on a file of its own, with a clock that stands still."""
    load_verbs()
    path = tmp_path / "etude.cartoplan"
    shutil.copyfile(small_file, path)
    number = count(1)
    document = open_document(path, "Camille", lambda: NOON)
    desk = Desk(document, Texts("fr"), "Camille", lambda: NOON, lambda: f"new{next(number)}")
    yield desk
    desk.document.close()
