"""The file of a certification leaves the page in each format, and comes back seen before taken."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QFileDialog

from ui.actions.dossiers import FORMATS
from ui.actions.registry import VERBS
from ui.desktop.pages import certification_documents
from ui.desktop.pages.certifications import CertificationsPage

HEADS = {"pdf": b"%PDF", "docx": b"PK", "xlsx": b"PK", "text": b"\xef\xbb\xbf", "case": b"{"}


@pytest.fixture
def page(shown, session):
    """The page, a small draft in front."""
    made = shown(CertificationsPage)
    made.choose("drh")
    VERBS["certifications.set"].run(session.desk, key="drh", values=["register=rs"])
    VERBS["certifications.seed"].run(session.desk, key="drh")
    return made


@pytest.fixture
def reading(page):
    """Its reading tab."""
    page.bring("reading")
    return page.tabs_by_name["reading"]


@pytest.mark.parametrize("name", FORMATS)
def test_a_click_on_a_format_writes_the_file_where_one_says(
    reading, session, qtbot, tmp_path, monkeypatch, name
):
    asked = []

    def ask(_parent, _texts, _title, proposed, *_others):
        asked.append(proposed.name)
        return tmp_path / proposed.name

    monkeypatch.setattr(certification_documents, "ask_target", ask)
    with qtbot.waitSignal(session.written):
        reading.bar.buttons[name].click()
    assert asked == [f"Intégration de l’IA chez les DRH{FORMATS[name]}"]
    assert (tmp_path / asked[0]).read_bytes().startswith(HEADS[name])


def test_opinions_go_with_the_file_only_where_one_wants(reading, session, qtbot, tmp_path):
    text = "Avis réservé"
    VERBS["comments.add"].run(session.desk, key="drh", text=text, collection="certifications")
    for wanted in (True, False):
        reading.bar.with_opinions.setChecked(wanted)
        out = tmp_path / f"{wanted}.xlsx"
        with qtbot.waitSignal(reading.bar.write("xlsx", out).ended):
            pass
        cells = {str(cell.value) for sheet in load_workbook(out) for row in sheet for cell in row}
        assert any(text in cell for cell in cells) is wanted


@pytest.fixture
def workbook(reading, session, tmp_path):
    """The workbook of the draft, one competence of which was worded anew in Excel."""
    path = tmp_path / "drh.xlsx"
    VERBS["export.dossier"].run(session.desk, key="drh", out=path)
    book = load_workbook(path)
    for row in book["Compétences"].iter_rows():
        for cell in row:
            if cell.value == "Rechercher des talents":
                cell.value = "Rechercher des talents avec l’IA"
    book.save(path)
    return path


def choose(monkeypatch, path):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))


def test_a_file_that_comes_back_is_seen_then_taken_as_one_step(
    reading, session, monkeypatch, workbook
):
    before = session.study
    choose(monkeypatch, workbook)
    reading.bar.take.click()
    view = reading.incoming
    assert view.isVisible()
    assert not reading.browser.isVisible()
    assert "1 partie" in view.head.text()
    assert "[ajouté\u202f: avec l’IA]" in view.browser.accessibleDescription()
    assert session.study == before
    view.keep.click()
    assert reading.browser.isVisible()
    texts = [r.text for r in session.study.attested_competences if r.certification == "drh"]
    assert "Rechercher des talents avec l’IA" in texts
    session.run_verb("undo")
    assert session.study == before


def test_a_file_that_is_left_changes_nothing(reading, session, monkeypatch, workbook):
    before = session.study
    choose(monkeypatch, workbook)
    reading.bar.take.click()
    reading.incoming.leave.click()
    assert session.study == before
    assert reading.browser.isVisible()


def test_refused_lines_are_shown_with_their_remedy_and_the_rest_can_be_taken(
    reading, session, monkeypatch, workbook
):
    book = load_workbook(workbook)
    sheet = book["Compétences"]
    row = next(
        r
        for r in sheet.iter_rows()
        if any(c.value == "Gérer les questions administratives" for c in r)
    )
    next(c for c in row if c.value == "Gérer les questions administratives").value = "=1+1"
    book.save(workbook)
    choose(monkeypatch, workbook)
    reading.bar.take.click()
    view = reading.incoming
    assert view.refused.isVisible()
    assert view.refused.model().row_at(0).values[0] == "Compétences"
    assert view.keep.text() == "Reprendre le reste"
    view.keep.click()
    texts = [r.text for r in session.study.attested_competences if r.certification == "drh"]
    assert {"Rechercher des talents avec l’IA", "Gérer les questions administratives"} <= set(texts)


def test_a_file_of_another_kind_is_refused_in_one_sentence(
    reading, session, qtbot, monkeypatch, tmp_path
):
    path = tmp_path / "lettre.json"
    path.write_text("Bonjour", encoding="utf-8")
    choose(monkeypatch, path)
    with qtbot.waitSignal(session.refused) as told:
        reading.bar.take.click()
    assert "lettre.json" in told.args[0]
    assert reading.browser.isVisible()
