"""The printed pages of the symposium's report in the real window: seen, walked, made anew."""

from __future__ import annotations

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt

from planner.vocab import ReportSection
from ui.desktop.widgets.pdf_view import KEPT

FRONT = "symposium"


@pytest.fixture
def tab(window, qtbot):
    page = window.shell.pages["symposium"]
    made = page.kinds["report"]
    page.tabs.setCurrentWidget(made)
    only(made, ReportSection.SUMMARY)
    yield made
    qtbot.waitUntil(lambda: made.session.jobs.waiting == [], timeout=120_000)


def only(tab, *sections):
    """Choose these sections alone, which is quick to make."""
    tab.sections.show_typed([part.value for part in sections])
    tab.sections.committed.emit()


def seen(tab, qtbot):
    """Ask for the pages and wait until those in sight are drawn."""
    tab.pages_button.click()
    return drawn(tab, qtbot)


def drawn(tab, qtbot):
    view = tab.pages.view
    qtbot.waitUntil(view.isVisible, timeout=120_000)
    qtbot.waitUntil(lambda: view.count and set(view.in_sight()) <= set(view.kept), timeout=60_000)
    return view


def inks(picture):
    """How many colours a picture has, looked at on a grid."""
    image = picture.toImage()
    across, down = range(0, image.width(), 3), range(0, image.height(), 3)
    return len({image.pixel(x, y) for x in across for y in down})


def test_the_pages_shown_are_those_that_are_written(tab, qtbot, tmp_path):
    view = seen(tab, qtbot)
    job = tab.write(tmp_path / "rapport.pdf")
    with qtbot.waitSignal(job.succeeded, timeout=120_000):
        pass
    written = PdfReader(tmp_path / "rapport.pdf").pages
    assert view.count == len(written) > 2
    assert tab.pages.place.text() == f"page 1 / {len(written)}"
    assert view.accessibleName() == "Pages du rapport"
    assert inks(view.kept[0]) > 5
    assert not tab.preview.isVisible()
    assert not tab.pages.stale.isVisible()


def test_the_keyboard_walks_the_pages_and_few_pictures_are_kept(tab, qtbot):
    only(tab, ReportSection.SUMMARY, ReportSection.OFFER)
    view = seen(tab, qtbot)
    assert view.count > KEPT
    assert view.hasFocus()
    for place in range(1, view.count):
        qtbot.keyClick(view, Qt.Key.Key_Right)
        assert view.current == place
        drawn(tab, qtbot)
        assert len(view.kept) <= KEPT
    assert tab.pages.place.text() == f"page {view.count} / {view.count}"
    assert view.accessibleDescription() == tab.pages.place.text()
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert view.current == view.count - 2
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.verticalScrollBar().value() == 0
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    one = view.verticalScrollBar().value()
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert 0 < one < view.verticalScrollBar().value()
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.current == view.count - 1


def test_other_choices_make_the_pages_those_of_before_until_asked_again(tab, qtbot):
    view = seen(tab, qtbot)
    before, pages = view.count, tab.pages
    only(tab, ReportSection.CLAIMS, ReportSection.SUMMARY)
    assert pages.stale.isVisible()
    qtbot.waitUntil(lambda: tab._job is None, timeout=120_000)
    assert (view.count, pages.stale.isVisible()) == (before, True)
    pages.again.click()
    assert pages.waiting.isVisible()
    drawn(tab, qtbot)
    assert view.count > before
    assert not pages.stale.isVisible()
    assert not pages.again.isVisible()


def test_the_button_goes_back_to_the_contents_and_the_pages_stay(tab, qtbot):
    view = seen(tab, qtbot)
    qtbot.waitUntil(lambda: tab.preview.count > 0, timeout=60_000)
    assert tab.pages_button.text() == "Voir le contenu"
    tab.pages_button.click()
    assert tab.preview.isVisible()
    assert not view.isVisible()
    tab.pages_button.click()
    assert view.isVisible()
    assert tab.session.jobs.waiting == []


def test_stopping_the_work_leads_back_to_the_contents(tab, qtbot):
    tab.pages_button.click()
    assert tab.pages.stop.isVisible()
    tab.pages.stop.click()
    assert tab.stack.currentWidget() is tab.contents
    qtbot.waitUntil(lambda: tab.session.jobs.waiting == [], timeout=120_000)
    assert tab.pages.view.count == 0
    assert seen(tab, qtbot).count > 2


def test_a_narrower_room_fits_the_pages_and_stays_at_the_page(tab, qtbot, window):
    view = seen(tab, qtbot)
    view.bring(2)
    wide = view.kept[0].width()
    window.resize(1100, 700)
    drawn(tab, qtbot)
    assert max(picture.width() for picture in view.kept.values()) < wide
    assert view.current == 2


def test_without_a_section_no_pages_can_be_asked_for(tab, qtbot):
    seen(tab, qtbot)
    only(tab)
    assert not tab.pages.again.isEnabled()
    tab.pages_button.click()
    assert tab.stack.currentWidget() is tab.contents
    assert not tab.pages_button.isEnabled()
