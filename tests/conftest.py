"""What holds for every test: no user's folders, no display, no deadline on a busy machine."""

from __future__ import annotations

import gc
import os
import tempfile
from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests import audit
from tests.tries import examples

os.environ["OPENPYXL_LXML"] = "False"  # as the product sets it, before a workbook is read
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
settings.register_profile("house", deadline=None, max_examples=examples(100))
settings.load_profile("house")
audit.install()


def pytest_sessionstart() -> None:
    """Thousands of tests are collected, none of which is garbage."""
    gc.disable()


def pytest_collection_finish() -> None:
    """What was collected stays until the end; what comes is looked through now and then.

    As often as Python does by itself, a fifth of the suite went into looking for garbage.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)
    gc.enable()


def pytest_sessionfinish() -> None:
    """pytest looks five times for what garbage still has to say: past this, only for new one."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _audited(request: pytest.FixtureRequest) -> Iterator[None]:
    """No test reaches an address or asks a shell; this machine alone where a test declares it."""
    with audit.watched(loopback=request.node.get_closest_marker("loopback") is not None):
        yield


@pytest.fixture(autouse=True, scope="session")
def _own_home():
    """A home of our own: tests never read or write a person's preferences, files or logs."""
    with tempfile.TemporaryDirectory() as home, pytest.MonkeyPatch.context() as patch:
        for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "APPDATA"):
            patch.setenv(name, home)
        yield


@pytest.fixture
def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that came by mail are read in this process: starting one costs more than most tests.

    The tests of the reading itself (``tests/db/exchange``) start the real one.
    """
    from db.exchange import reader_process, received

    def run(path, words, watch, bounds):
        watch.step(0.5, "receive.reading")
        if status := reader_process.main(words):
            received._refuse(path, status, bounds)

    monkeypatch.setattr(reader_process, "bind", lambda bounds: None)
    monkeypatch.setattr(received, "_run", run)


@pytest.fixture(scope="session")
def server():
    """A PostgreSQL server of our own; skipped with a reason where its programs are missing."""
    from tests.servers import running

    with running() as started:
        yield started
