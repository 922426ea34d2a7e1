"""The file of a certification as PDF, Word, Excel and text: what is told, and that it holds."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from openpyxl import load_workbook

from exports.dossier import write_dossier
from exports.dossier_docx import write_dossier_docx
from exports.dossier_text import write_dossier_text
from exports.dossier_xlsx import write_dossier_workbook
from planner.compute.referential_edits import removed
from planner.edits import apply
from planner.errors import ExportError
from planner.findings import Place
from planner.study import AttestedCompetence, Certification
from planner.watch import Cancelled, Watch
from tests.build import study
from tests.dossiers import AIM, COMPETENCES, RNCP, RS, filled
from tests.exports.pdf_reading import all_words, outline, page_words, reader, wide_page_words
from tests.exports.test_pdf_text import HOSTILE
from ui.actions.texts import Texts

ON = date(2026, 11, 22)
PRINT = "a1b2c3d4e5f60718293a4b5c6d7e8f90"
WRITERS = {
    "pdf": write_dossier,
    "docx": write_dossier_docx,
    "xlsx": write_dossier_workbook,
    "txt": write_dossier_text,
}


def written(kind, folder, of=None, key=RNCP, language="fr", **options):
    path = folder / f"dossier.{kind}"
    given = {"on": ON, "fingerprint": PRINT} | options
    WRITERS[kind](of or filled(), key, path, Texts(language), **given)
    return path.read_bytes()


@cache
def made(kind, **options):
    """The file of the filled study, written once for the tests that only read it."""
    with TemporaryDirectory() as folder:
        return written(kind, Path(folder), **options)


def docx_cells(data):
    document = Document(BytesIO(data))
    yield from (line.text for line in document.paragraphs)
    for table in document.tables:
        for row in table.rows:
            yield from (cell.text for cell in row.cells)


def xlsx_cells(data):
    for sheet in load_workbook(BytesIO(data), read_only=True).worksheets:
        for row in sheet.iter_rows(values_only=True):
            yield from (str(value) for value in row if value is not None)


@cache
def words(kind, data):
    """All that a document says, spaces folded."""
    match kind:
        case "pdf":
            return all_words(data)
        case "docx":
            said = "\n".join(docx_cells(data))
        case "xlsx":
            said = "\n".join(xlsx_cells(data))
        case _:
            said = data.decode("utf-8-sig")
    return folded(said)


def folded(text):
    return " ".join(text.replace("• ", "").split())


@pytest.mark.parametrize("kind", WRITERS)
def test_every_text_of_the_study_is_told(kind):
    said = words(kind, made(kind))
    of = filled()
    told = [AIM, of.certifications.get(RNCP).title, "CPNE de la métallurgie", "M1805"]
    told += [text for *_, text in COMPETENCES]
    told += [row.title for row in of.blocks] + [row.text for row in of.activities]
    told += [row.modality for row in of.assessments if row.certification == RNCP]
    told += [row.text for row in of.assessment_criteria if row.competence != "s1"]
    told += ["aucune étape ne manque", "RNCP40514BC02"]
    squeezed = said.replace(" ", "")
    assert [text for text in told if folded(text).replace(" ", "") not in squeezed] == []
    assert "inconnu" in said
    assert "conforme" not in said.casefold()


@pytest.mark.parametrize("kind", WRITERS)
def test_the_rs_file_has_no_level_no_rome_no_block_and_no_activity(kind):
    said = words(kind, made(kind, key=RS))
    for text in ("Niveau CEC", "Codes ROME", "Référentiel d’activités", "Bloc BC01"):
        assert text not in said
    assert "Choisir un outil pour recruter" in said
    assert "3 ans" in said


@pytest.mark.parametrize("kind", ["pdf", "docx", "xlsx"])
def test_around_the_referentials_stand_criteria_coverage_trainings_and_history(kind):
    said = words(kind, made(kind))
    for text in (
        "1 compétence touchée sur 2 est attestée",
        "Tableau des promotions 2024 et 2025",
        "L’activité « Transmission » ne mène à aucune compétence",
        "Licence chef de projet",
        "Demande de la branche",
        "Le bloc 2 paraît trop court",
    ):
        assert text in said.replace("\u202f", " "), text
    assert "Formation t2" not in said


@pytest.mark.parametrize("kind", WRITERS)
def test_opinions_are_left_out_where_they_are_not_wanted(kind):
    said = words(kind, made(kind, with_comments=False))
    assert "paraît trop court" not in said
    assert "R. Dupont" not in said


@pytest.mark.parametrize("kind", WRITERS)
def test_the_english_file_has_no_french_heading(kind):
    said = words(kind, made(kind, language="en"))
    assert "Certification file" in said or "certification file" in said
    for text in ("Compétences attestées", "Modalités d’évaluation", "inconnu", "Identité"):
        assert text not in said


@pytest.mark.parametrize("kind", WRITERS)
def test_text_with_marks_is_told_as_it_is(kind, tmp_path):
    rows = [
        AttestedCompetence(key=f"k{n}", rank=n, certification="c", text=text)
        for n, text in enumerate(HOSTILE)
    ]
    of = study(
        certifications=[Certification(key="c", title=HOSTILE[0], aim=HOSTILE[-1])],
        attested_competences=rows,
    )
    said = words(kind, written(kind, tmp_path, of, "c")).replace(" ", "")
    assert [text for text in HOSTILE if folded(text).replace(" ", "") not in said] == []


@pytest.mark.parametrize("kind", WRITERS)
def test_the_longest_texts_are_told_to_their_end(kind, tmp_path):
    long = "".join(f"mot{n} et la suite, " for n in range(1600))[:31_990] + "la fin."
    line = ("analyser " * 110)[:990] + "terminé."
    rows = [AttestedCompetence(key="k", certification="c", text=line)]
    of = study(
        certifications=[Certification(key="c", title="IA", aim=long)], attested_competences=rows
    )
    said = words(kind, written(kind, tmp_path, of, "c"))
    assert "la fin." in said
    assert "terminé." in said
    assert "mot800 et la suite" in said


@pytest.mark.parametrize("kind", WRITERS)
def test_a_certification_of_which_nothing_is_known_has_its_file(kind, tmp_path):
    of = study(certifications=[Certification(key="c", title="IA")])
    assert "inconnu" in words(kind, written(kind, tmp_path, of, "c"))


WRITE = """
import hashlib, sys
from datetime import date
from pathlib import Path
from exports.dossier import write_dossier
from exports.dossier_docx import write_dossier_docx
from exports.dossier_text import write_dossier_text
from exports.dossier_xlsx import write_dossier_workbook
from tests.dossiers import RNCP, filled
from ui.actions.texts import Texts
out, fingerprint = Path(sys.argv[1]) / "dossier", sys.argv[2]
for write in (write_dossier, write_dossier_docx, write_dossier_workbook, write_dossier_text):
    write(filled(), RNCP, out, Texts("fr"), on=date(2026, 11, 22), fingerprint=fingerprint)
    print(hashlib.sha256(out.read_bytes()).hexdigest())
"""


def test_another_process_on_another_day_writes_the_same_bytes(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", WRITE, str(tmp_path), PRINT],
        env=os.environ | {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "SOURCE_DATE_EPOCH": "0"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    here = [hashlib.sha256(made(kind)).hexdigest() for kind in WRITERS]
    assert done.stdout.split() == here


@pytest.mark.parametrize("kind", WRITERS)
def test_a_writer_that_is_stopped_leaves_the_old_file(kind, tmp_path):
    path = tmp_path / f"dossier.{kind}"
    path.write_bytes(b"old")
    watch = Watch(lambda done, code: None)
    watch.cancel()
    with pytest.raises(Cancelled):
        written(kind, tmp_path, watch=watch)
    assert path.read_bytes() == b"old"
    of = study(certifications=[Certification(key="c", title="IA")])
    with pytest.raises(ExportError):
        written(kind, tmp_path / "none", of, "c")


def test_the_pdf_has_bookmarks_by_chapter_and_block_and_says_its_pages():
    data = made("pdf")
    titles = [(depth, title) for depth, title, _ in outline(data)]
    assert titles[:4] == [
        (0, "Identité"),
        (0, "Référentiels"),
        (1, "Bloc BC01 – Cadrer un projet d’IA"),
        (1, "Bloc BC02 – Conduire l’expérimentation"),
    ]
    pages = page_words(data)
    for number, said in enumerate(pages, 1):
        assert f"page {number} / {len(pages)}" in said
    assert reader(data).metadata.title.startswith("Chef de projet")


def test_the_referentials_of_the_pdf_lie_on_their_side_under_repeated_headings(tmp_path):
    of = filled()
    more = [
        AttestedCompetence(
            key=f"n{n}", rank=100 + n, certification=RNCP, block="b2", activity="a3",
            text=f"Décider numéro {n} " + "afin de tenir compte de tout " * 20,
        )
        for n in range(30)
    ]  # fmt: skip
    rows = type(of.attested_competences)([*of.attested_competences, *more])
    told = wide_page_words(written("pdf", tmp_path, replace(of, attested_competences=rows)))
    about = [said for said in told if "Décider numéro" in said and "Modalités" in said]
    assert len(about) >= 3
    assert all("Référentiel de compétences" in said for said in about)
    assert {said.count("Référentiel de compétences") for said in about[1:]} == {1}
    told_again = [said for said in told if "Décider numéro 29" in said]
    assert told_again[0] == about[-1]


def test_signs_that_the_pdf_cannot_print_are_listed(tmp_path):
    of = study(certifications=[Certification(key="c", title="IA 漢 pour tous")])
    assert "U+6F22" in page_words(written("pdf", tmp_path, of, "c"))[-1]


def test_word_has_real_headings_and_its_table_headings_stand_on_each_page():
    document = Document(BytesIO(made("docx")))
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert headings[:3] == ["Identité", "Référentiels", "Critères et preuves"]
    for table in document.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    sides = [section.orientation for section in document.sections]
    assert WD_ORIENT.LANDSCAPE in sides
    assert sides[0] == WD_ORIENT.PORTRAIT


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_a_lone_block_is_named_over_its_table(kind, tmp_path):
    alone = apply(filled(), removed(filled(), RNCP, [Place("blocks", "b2")])).study
    said = words(kind, written(kind, tmp_path, alone))
    assert "BC01 – Cadrer un projet d’IA" in said
    assert "BC02 –" not in said


def test_rows_of_word_go_to_the_next_page_whole():
    tables = Document(BytesIO(made("docx"))).tables
    rows = [row for table in tables for row in table.rows[1:]]
    assert rows
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rows)


def test_word_makes_one_cell_of_an_activity_and_of_its_modality():
    document = Document(BytesIO(made("docx")))
    table = document.tables[1]
    assert [cell.text for cell in table.rows[0].cells] == [
        "Référentiel d’activités",
        "Référentiel de compétences",
        "Modalités d’évaluation",
        "Critères d’évaluation",
    ]
    assert table.cell(1, 0)._tc is table.cell(2, 0)._tc
    assert table.cell(1, 0).text == "A1 – Étude du besoin"
    assert table.cell(1, 2)._tc is table.cell(3, 2)._tc
    assert table.cell(2, 1)._tc is not table.cell(1, 1)._tc


def test_word_bears_the_day_that_it_was_told_and_the_language():
    document = Document(BytesIO(made("docx")))
    told = document.core_properties
    assert (told.author, told.created.date(), told.modified.date()) == ("Cartoplan", ON, ON)
    assert told.title.startswith("Chef de projet")
    tags = {each.get(qn("w:val")) for each in document.styles.element.iter(qn("w:lang"))}
    assert tags == {"fr-FR"}


def test_excel_hides_its_keys_and_holds_no_formula():
    book = load_workbook(BytesIO(made("xlsx")))
    sheet = book["Compétences"]
    heads = {cell.value: cell.column_letter for cell in sheet[5]}
    hidden = {name for name, letter in heads.items() if sheet.column_dimensions[letter].hidden}
    assert hidden == {
        "key", "rank", "block.key", "activity.key", "origin.key", "domains.key",
    }  # fmt: skip
    for each in book.worksheets:
        assert all(cell.data_type != "f" for row in each.iter_rows() for cell in row)


def test_the_text_counts_the_signs_of_each_field():
    said = made("txt").decode("utf-8-sig").replace("\r\n", "\n")
    assert f"=== Objectifs et contexte ({len(AIM)} signes) ===\n{AIM}\n" in said
    assert "=== Partenaires (0 signe) ===\ninconnu\n" in said
