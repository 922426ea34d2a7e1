"""A session over a copy of the shipped study, without display; nothing may be left running."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest

from db import files, store
from db.fetching import Fetched
from db.samples.reading import read_sample
from ui.actions.desk import Desk
from ui.actions.files import create_document, open_document
from ui.actions.settings import Settings
from ui.actions.texts import Texts
from ui.actions.verbs import load_verbs
from ui.cli import DONE, main

NOON = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)


@contextmanager
def unchecked() -> Iterator[None]:
    """Files of ours are opened without looking for damaged pages, a third of what opening takes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "check_structure", lambda connection, path: None)
        yield


@pytest.fixture(scope="session")
def study_file(tmp_path_factory) -> Path:
    """A closed study file that holds the shipped study; copy it, never open it."""
    path = tmp_path_factory.mktemp("template") / "etude.cartoplan"
    create_document(path, read_sample(), "template", lambda: NOON).close()
    return path


@pytest.fixture(scope="session")
def new_file(tmp_path_factory) -> Path:
    """A closed study file that the command ``new`` made; copy it, never open it."""
    path = tmp_path_factory.mktemp("new") / "étude.cartoplan"
    assert main(["new", str(path)], lambda file, texts: 0) == DONE
    return path


@pytest.fixture(scope="session")
def as_read(study_file, tmp_path_factory) -> Fetched:
    """What is in that file, read once for all of its copies: nobody can change it."""
    path = tmp_path_factory.mktemp("read") / "etude.cartoplan"
    shutil.copyfile(study_file, path)
    with store.open_store(path, author="", machine="", clock=lambda: NOON) as opened:
        return opened.fetch(whole=True)


@pytest.fixture
def desk(study_file, as_read, tmp_path) -> Iterator[Desk]:
    """A desk on a study file of its own, with a clock that stands still."""
    load_verbs()
    path = tmp_path / "etude.cartoplan"
    shutil.copyfile(study_file, path)
    number = count(1)
    with unchecked(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "fetch_whole", lambda connection, own: as_read)
        document = open_document(path, "Camille", lambda: NOON)
    desk = Desk(document, Texts("fr"), "Camille", lambda: NOON, lambda: f"new{next(number)}")
    yield desk
    desk.document.close()


@pytest.fixture
def settings() -> Settings:
    return Settings(language="fr", theme="light")


@pytest.fixture(autouse=True)
def _received_files_are_read_here(read_here) -> None:
    """What verbs and window make of a file does not hang on the process that read it."""
