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


@pytest.fixture
def shown(browser, tmp_path):
    """Opens the page of a study in the browser, at an address within it."""

    def show(study, at="", *, language="fr", **look):
        path = tmp_path / "page.html"
        write_web(study, path, Texts(language), on=ON, fingerprint="ab12")
        return browser.open(f"{path.as_uri()}{at}", **look)

    return show
