from __future__ import annotations

from datetime import date

import pytest

from exports.web.page import write_web
from tests.exports.web.browser import Browser, browser_path
from ui.actions.texts import Texts

ON = date(2026, 11, 22)


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    """Chromium, started once a module."""
    if browser_path() is None:
        pytest.skip("Chromium is not on this machine")
    opened = Browser(tmp_path_factory.mktemp("browser"))
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def page_of(tmp_path_factory):
    """Where the page of a study is; that of one study in one language is written once."""
    written = {}

    def page(study, language):
        kept, path = written.get((id(study), language), (None, None))
        if kept is None:
            path = tmp_path_factory.mktemp("page") / "page.html"
            write_web(study, path, Texts(language), on=ON, fingerprint="ab12")
            written[id(study), language] = (study, path)  # kept: its id stays its own
        return path

    return page


@pytest.fixture
def shown(browser, page_of):
    """Opens the page of a study in the browser, at an address within it."""

    def show(study, at="", *, language="fr", **look):
        return browser.open(f"{page_of(study, language).as_uri()}{at}", **look)

    return show
