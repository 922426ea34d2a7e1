"""Long and odd texts through the study, the screen, the workbook and the PDF: kept or listed."""

from __future__ import annotations

import faulthandler
import unicodedata
from datetime import date

import pytest

from db.exchange.bounds import TABLE
from db.exchange.workbook_file import read_workbook
from exports.pdf import Imprint, render
from exports.pdf_scribe import Scribe
from exports.pdf_tables import pdf_table
from exports.pdf_text import Notices
from exports.table_file import Origin, write_table_file
from planner.edits import Put, apply
from planner.errors import EditRefused
from planner.fields import LONG
from planner.messages import message
from planner.tables.table import Column, Row, Table
from tests.build import study, training
from tests.exports.pdf_reading import all_signs
from tests.reliability.promise import FULL
from ui.actions.settings import Settings
from ui.actions.texts import Texts
from ui.desktop.appearance import Appearance
from ui.desktop.models.table_model import TableModel
from ui.desktop.widgets.labels import prose
from ui.desktop.widgets.table_view import TableView

FRENCH = Texts("fr")
WORDS = " ".join(f"mot{number}" for number in range(40_000))
ODD = {
    "forty thousand words": WORDS,
    "as long as a field may be": WORDS[:LONG].rsplit(" ", 1)[0],
    "a word of two hundred letters": "anticonstitutionnellement" * 8,
    "a line without any space": "x" * 6_000,
    "right to left": "فرز بصري, then עברית and back",
    "emoji": "Atelier 👩🏽‍💻 🇫🇷 👨‍👩‍👧‍👦 fin",
    "marks upon marks": "Z" + "\u0301\u0327\u0330" * 40 + " et é",
    "narrow no-break spaces": "4\u202f200 places\u202f: «\u202foui\u202f»",
    "directions that are forced": "a\u202eb\u202cc \u2066d\u2069",
    "lines upon lines": "\n".join(str(number) for number in range(600)),
}
each_odd = pytest.mark.parametrize("what", ODD)
#: Drawing forty thousand words takes seconds: only with the full figures.
each_but_the_longest = pytest.mark.parametrize("what", list(ODD) if FULL else list(ODD)[1:])


@pytest.fixture(scope="module")
def appearance(qapp):
    qapp.setStyle("Fusion")
    made = Appearance(qapp, Settings(language="fr", theme="light"))
    yield made
    made.deleteLater()


@pytest.fixture(autouse=True)
def _nothing_hangs():
    faulthandler.dump_traceback_later(120, exit=True)
    yield
    faulthandler.cancel_dump_traceback_later()


def one_cell(text):
    said = message("name.as_written", name="Texte")
    title = message("name.as_written", name="Tableau")
    return Table("t", title, (Column("text", said, width=40),), (Row((text,)),))


@each_odd
def test_the_study_keeps_it_or_says_why_not(what):
    text = unicodedata.normalize("NFC", ODD[what])
    put = Put("trainings", training("t1", comment=text))
    if len(text) > LONG:
        with pytest.raises(EditRefused) as caught:
            apply(study(), put)
        assert str(LONG)[:2] in FRENCH.say(caught.value.message)
        return
    assert apply(study(), put).study.trainings.get("t1").comment == text


@each_but_the_longest
def test_the_screen_draws_it_whole(what, qtbot, appearance):
    text = ODD[what]
    model = TableModel(FRENCH)
    model.set_table(one_cell(text))
    assert model.index(0, 0).data() == text
    view, words = TableView(model, appearance.look), prose(text)
    for widget in (view, words):
        qtbot.addWidget(widget)
        widget.resize(400, 300)
        assert not widget.grab().isNull()
    assert words.text() == text


@each_odd
def test_the_workbook_keeps_it_or_lists_its_end(what, tmp_path):
    path, text = tmp_path / "t.xlsx", unicodedata.normalize("NFC", ODD[what])
    write_table_file(one_cell(text), path, FRENCH, Origin("É", date(2026, 1, 1), "f"))
    (grid,) = read_workbook(path, TABLE)
    texts = [str(cell.value) for row in grid.rows for cell in row]
    lists = any(FRENCH.say("workbook.section.losses") in said for said in texts)
    assert (text in texts) is not lists
    assert any(said[:30_000] == text[:30_000] for said in texts)


def printed(notices, make):
    """The words of a document of what ``make(scribe)`` gives."""
    imprint = Imprint(
        title="T", subject="", author="", language="fr", on=date(2026, 1, 1), head="", foot="",
        page=lambda page, pages: "",
    )  # fmt: skip
    return all_signs(render(imprint, lambda _draft, _: make(Scribe(FRENCH, notices))))


def spaceless(text):
    return "".join(text.split())


@each_but_the_longest
def test_a_passage_of_the_pdf_keeps_it_or_lists_its_signs(what):
    notices, text = Notices(), unicodedata.normalize("NFC", ODD[what])
    read = spaceless(printed(notices, lambda scribe: scribe.passage(text)))
    told = {said["sign"] for said in notices.all() if said.code == "pdf.sign"}
    assert [said for said in notices.all() if said.code == "pdf.cut"] == []
    kept = "".join(sign for sign in text if f"U+{ord(sign):04X}" not in told)
    assert read.replace("\ufffd", "") == spaceless(kept)


@each_odd
def test_a_cell_of_the_pdf_keeps_it_or_lists_that_it_was_cut(what):
    notices, text = Notices(), unicodedata.normalize("NFC", ODD[what])
    read = printed(notices, lambda scribe: pdf_table(one_cell(text), scribe, 400))
    is_cut = any(said.code == "pdf.cut" for said in notices.all())
    assert spaceless(text[:100]) in spaceless(read) or notices.all()
    assert is_cut is (len(text) > 600)
