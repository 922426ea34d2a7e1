"""What somebody may not do in a region is closed before they try, on every page, with the reason.

The window asks the rights of the person alone, whatever keeps the study: a file is quicker to
open here than a server. The server's own refusals have their matrix (``test_rights_matrix.py``).
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from db.file_keeper import FileKeeper
from planner.changes import EVERYTHING
from planner.rights import Person, Role
from tests.ui.desktop.region.small_region import small_region
from tests.ui.desktop.region.walking import Walk, controls, is_open, named, told
from ui.actions.files import create_document
from ui.desktop.pages import PAGES

FRONT = "dashboard"
KEYS = tuple(page.key for page in PAGES)
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
def be(monkeypatch, session) -> Callable[[Person | None], None]:
    """Lets somebody sit down at the window."""

    def sit(person: Person | None) -> None:
        monkeypatch.setattr(FileKeeper, "person", person)
        session.changed.emit(EVERYTHING)

    return sit


@pytest.mark.parametrize(("person", "keys", "least"), [(EDITOR, KEYS, 200), (READER, OFFER, 60)])
def test_no_control_is_open_that_the_document_would_refuse(
    qtbot, window, be, monkeypatch, person, keys, least
):
    be(person)
    window.setUpdatesEnabled(False)  # nobody looks: painting would take half of the time
    walk = Walk(window)
    walk.watch(monkeypatch)
    for key in keys:
        walk.work(key)
    assert walk.refused == set()
    assert len(walk.worked) > least


def test_what_is_closed_to_a_reader_says_why(qtbot, window, be):
    window.setUpdatesEnabled(False)
    walk, closed, silent = Walk(window), set(), set()
    for key in KEYS:
        for name, page in walk.stops(key):
            be(None)
            opened = [control for control in controls(page) if is_open(control)]
            be(READER)
            there = {control for control in controls(page) if not is_open(control)}
            for control in there.intersection(opened):
                closed.add(f"{name}: {named(control)}")
                if "votre rôle (lecteur)" not in told(control):
                    silent.add(f"{name}: {named(control)}")
    assert silent == set()
    assert len(closed) > 60
