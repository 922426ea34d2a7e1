from __future__ import annotations

from datetime import UTC, datetime

import pytest

from planner.errors import UsageError
from tests.exports.web.studies import small
from ui.actions.desk import Desk
from ui.actions.files import create_document, open_document
from ui.actions.texts import Texts
from ui.actions.webpage import export_web
from ui.cli import DONE, main

AT = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


@pytest.fixture
def desk(tmp_path):
    path = tmp_path / "etude.cartoplan"
    create_document(path, small(), "Camille", lambda: AT).close()
    document = open_document(path, "Camille", lambda: AT)
    yield Desk(document, Texts("fr"), "Camille", lambda: AT, lambda: "new")
    document.close()


def test_the_page_is_written_in_the_language_of_the_application(desk, tmp_path):
    outcome = export_web(desk, tmp_path / "a.html")
    said = (tmp_path / "a.html").read_text("utf-8")
    assert outcome.written == (tmp_path / "a.html",)
    assert '<html lang="fr">' in said
    assert desk.document.fingerprint()[:12] in said


def test_another_language_may_be_asked_and_an_unknown_one_is_refused(desk, tmp_path):
    export_web(desk, tmp_path / "a.html", language="en")
    assert '<html lang="en">' in (tmp_path / "a.html").read_text("utf-8")
    with pytest.raises(UsageError, match="unknown_language"):
        export_web(desk, tmp_path / "b.html", language="de")
    assert not (tmp_path / "b.html").exists()


def test_the_command_writes_the_page(desk, tmp_path):
    file = str(desk.document.store.path)
    desk.document.close()
    words = ["--file", file, "export", "web", str(tmp_path / "a.html"), "--language", "en"]
    assert main(words, lambda file, texts: 0) == DONE
    assert (tmp_path / "a.html").read_bytes().startswith(b"<!doctype html>")
