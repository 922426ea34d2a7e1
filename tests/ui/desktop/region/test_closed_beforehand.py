"""What somebody may not do in a region is closed before they try, on every page, with the reason.

The window asks the rights of the person alone, whatever keeps the study: a file is quicker to
open here than a server. The server's own refusals have their matrix (``test_rights_matrix.py``).
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from db.file_keeper import FileKeeper
from planner.changes import EVERYTHING
from planner.compute.moves import AddSeats
from planner.rights import Person, Role
from tests.ui.desktop.pages.conftest import undressed  # noqa: F401 - a fixture
from tests.ui.desktop.region.small_region import small_region
from tests.ui.desktop.region.walking import Walk, controls, is_open, named, told
from ui.actions.files import create_document
from ui.actions.reading import DEFAULT_SCENARIO
from ui.desktop.pages import PAGES
from ui.desktop.tray import Tray

FRONT = "dashboard"
#: The pages on which something is written; the others only show.
KEYS = tuple(page.key for page in PAGES if page.key not in ("dashboard", "map", "crosstabs"))
OFFER = ("trainings", "exchange")  # what an editor may do with their own rows, a reader with none
READER = Person(Role.READER)
EDITOR = Person(Role.INSTITUTION_EDITOR, frozenset({"iut"}))  # the others' rows come first


@pytest.fixture
def desk(desk, tmp_path):
    """The desk, with a small study in which there is a bit of everything."""
    desk.document.close()
    desk.document = create_document(tmp_path / "r.cartoplan", small_region(), "x", desk.now)
    return desk


@pytest.fixture
def walk(session, window) -> Walk:
    """A walk through the window, in which a move is tried; nobody looks at what is painted."""
    window.setUpdatesEnabled(False)
    Tray.of(session).set_moves(DEFAULT_SCENARIO, [AddSeats("t1", 30)])
    return Walk(window)


@pytest.fixture
def be(monkeypatch, session) -> Callable[[Person | None], None]:
    """Lets somebody sit down at the window."""

    def sit(person: Person | None) -> None:
        monkeypatch.setattr(FileKeeper, "person", person)
        session.changed.emit(EVERYTHING)

    return sit


def test_nothing_is_open_that_would_be_refused_and_what_is_closed_says_why(walk, be, monkeypatch):
    told_with_the_reason(walk, be)
    walk.watch(monkeypatch)
    for person, keys in ((READER, OFFER), (EDITOR, KEYS)):
        be(person)
        walk.worked.clear()
        for key in keys:
            walk.work(key)
        assert walk.refused == set()
        assert len(walk.worked) > 20 * len(keys)


def told_with_the_reason(walk: Walk, be) -> None:
    """What a reader finds closed, that is open to whom no rights bind, says so."""
    closed, silent = set(), set()
    for key in KEYS:
        be(None)
        opened = {one for _, page in walk.stops(key) for one in controls(page) if is_open(one)}
        be(READER)
        for name, page in walk.stops(key):
            shut = {one for one in controls(page) if not is_open(one)}
            for control in shut.intersection(opened):
                closed.add(f"{name}: {named(control)}")
                if "votre rôle (lecteur)" not in told(control):
                    silent.add(f"{name}: {named(control)}")
    assert silent == set()
    assert len(closed) > 60
