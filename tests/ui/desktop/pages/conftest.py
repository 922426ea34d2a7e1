"""Pages shown alone over a session, and what they ask of others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from planner.findings import Place
from planner.study import Study
from tests.ui.conftest import unchecked
from tests.ui.desktop.conftest import spare_painting
from ui.actions.desk import Desk
from ui.actions.files import open_document
from ui.desktop import sheet, style
from ui.desktop.appearance import Appearance
from ui.desktop.page import Page
from ui.desktop.session import Session


@dataclass
class Asked:
    """What pages asked the window to show, in order."""

    pages: list[str] = field(default_factory=list)
    selections: list[tuple[tuple[str, ...], str]] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


@pytest.fixture(autouse=True)
def undressed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages alone go without the style sheet, which is half the time it takes to build one.

    How they look is tried on the real window (``test_legible``, ``test_accessible``).
    """
    monkeypatch.setattr(style, "style_sheet", lambda *_: "")


@pytest.fixture
def dressed(appearance: Appearance, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """Puts the style sheet on after all, for what hangs on sizes."""
    monkeypatch.setattr(style, "style_sheet", sheet.style_sheet)
    appearance.apply(session.settings)


@pytest.fixture
def asked(session: Session) -> Asked:
    told = Asked()
    session.page_asked.connect(told.pages.append)
    session.selection_asked.connect(lambda keys, why: told.selections.append((keys, why)))
    session.place_asked.connect(told.places.append)
    session.said.connect(told.said.append)
    return told


@pytest.fixture
def shown(qtbot, session: Session) -> Callable[[type[Page]], Page]:
    """Builds a page and shows it as large as in a window of 1440 x 900."""

    def show(kind: type[Page]) -> Page:
        page = kind(session)
        qtbot.addWidget(page)
        spare_painting(page)
        page.resize(1240, 816)
        page.show()
        qtbot.waitExposed(page)
        return page

    return show


@pytest.fixture
def refusals(session: Session) -> list[str]:
    """What was refused, in order."""
    told: list[str] = []
    session.refused.connect(told.append)
    return told


@pytest.fixture
def file(desk: Desk) -> Callable[[], Study]:
    """Reads the study as it stands on the disk."""
    path = desk.document.store.path

    def read() -> Study:
        with unchecked():
            document = open_document(path, "Relecture", desk.now, read_only=True)
        study = document.study
        document.close()
        return study

    return read
