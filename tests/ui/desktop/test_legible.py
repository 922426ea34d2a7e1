"""No words are cut at 150 %; where a language is longer than ours, see ``test_accessible``."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from tests.ui.desktop.legible import cut, cut_on_all_tabs, settle, stretched
from tests.ui.desktop.standing import opens
from ui.desktop.pages import PAGES
from ui.desktop.screenshots import SHOWN
from ui.desktop.window import Window


@pytest.fixture
def opened(qtbot, session, appearance):
    """A window of 1280 x 800 in given settings.

    It is taken down before the size of text is put back: dressing it anew costs seconds.
    """
    windows = []

    def open_it(**settings):
        given = replace(session.settings, **settings)
        appearance.apply(given)
        session.settings, session.look = given, appearance.look
        session.desk.texts = appearance.texts
        window = Window(session, appearance, PAGES)
        windows.append(window)
        window.resize(1280, 800)
        window.show()
        qtbot.waitExposed(window)
        return window

    yield open_it
    for window in windows:
        window.close()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    appearance.apply(replace(session.settings, text_size=100))


def show(window, key):
    """A page with the detail of a row, as on its picture."""
    window.session.page_asked.emit(key)
    if key in SHOWN:
        window.session.place_asked.emit(SHOWN[key])
    settle(window)


def cut_on_all_pages(window):
    """What is cut on each page in turn, told with the page."""
    for page in PAGES:
        show(window, page.key)
        opens(window, page.key)
        yield from (f"{page.key}: {told}" for told in cut_on_all_tabs(window))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_words_are_cut_at_one_and_a_half(opened, language):
    """In the dark: with ``test_accessible`` each page is opened in each language and theme."""
    found = list(cut_on_all_pages(opened(text_size=150, language=language, theme="dark")))
    assert not found, "\n".join(found)


def test_the_search_and_the_tour_are_legible_too(opened):
    window = opened(text_size=150)
    window.shell.title_bar.search.click()
    settle(window)
    assert cut(window.shell.search) == []
    window.shell.search.close_panel()
    window.shell.tour.take()
    for _ in window.shell.tour._steps:
        settle(window)
        assert cut(window.shell.tour) == []
        window.shell.tour.next.click()


# The measure itself


def test_the_measure_finds_what_is_cut(qtbot):
    room = QWidget()
    qtbot.addWidget(room)
    box = QVBoxLayout(room)
    narrow, low, button = QLabel("a long line of words"), QLabel("many words " * 20), QPushButton()
    button.setText("Exporter le croisement")
    low.setWordWrap(True)
    for widget in (narrow, low, button):
        box.addWidget(widget)
    room.show()
    settle(room)
    assert cut(room) == []
    narrow.setFixedWidth(20)
    low.setFixedHeight(8)
    button.setFixedWidth(30)
    settle(room)
    assert len(cut(room)) == 3


def test_words_are_stretched_by_forty_per_cent_and_figures_are_not():
    assert stretched("Niveau 5") == "Niveaunnn 5"
    assert len(stretched("abcdefghij")) == 14
