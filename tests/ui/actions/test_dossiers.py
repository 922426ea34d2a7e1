"""The verbs of documents: a file in each format, and certifications that come back."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from planner.compute.extracts import compared, extract
from planner.errors import CartoplanError, InvalidInput, StudyFileError, UsageError
from planner.vocab import CertificationStatus
from tests.dossiers import RNCP, RS, filled
from tests.exports.pdf_reading import all_words
from ui.actions import certifications, dossiers
from ui.actions.desk import Desk
from ui.actions.files import create_document, open_document
from ui.actions.texts import Texts
from ui.cli import DONE, REFUSED, WRONG_USE, main

AT = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
HEADS = {"pdf": b"%PDF", "docx": b"PK", "xlsx": b"PK", "txt": b"\xef\xbb\xbf", "json": b"{"}


@pytest.fixture(scope="module")
def filled_file(tmp_path_factory):
    """A closed study file of the two filled certifications; copy it, never open it."""
    path = tmp_path_factory.mktemp("filled") / "certifications.cartoplan"
    create_document(path, filled(), "Camille", lambda: AT).close()
    return path


@pytest.fixture
def filed(tmp_path, filled_file):
    """A desk on a file that holds the two filled certifications."""
    path = Path(shutil.copy(filled_file, tmp_path))
    number = count(1)
    document = open_document(path, "Camille", lambda: AT)
    yield Desk(document, Texts("fr"), "Camille", lambda: AT, lambda: f"new{next(number)}")
    document.close()


@pytest.mark.parametrize("ending", HEADS)
def test_the_ending_tells_the_format(filed, tmp_path, ending):
    out = tmp_path / f"dossier.{ending.upper()}"
    outcome = dossiers.export_dossier(filed, RNCP, out)
    assert out.read_bytes().startswith(HEADS[ending])
    assert outcome.written == (out,)
    assert outcome.data["format"] == {"txt": "text", "json": "case"}.get(ending, ending)


def test_a_format_may_be_asked_whatever_the_ending(filed, tmp_path):
    out = tmp_path / "dossier"
    dossiers.export_dossier(filed, RNCP, out, format="pdf", without_comments=True)
    said = all_words(out.read_bytes())
    assert "Avis et commentaires" not in said
    with pytest.raises(UsageError, match="unknown_ending"):
        dossiers.export_dossier(filed, RNCP, out)
    with pytest.raises(UsageError, match="unknown_format"):
        dossiers.export_dossier(filed, RNCP, out, format="odt")
    with pytest.raises(InvalidInput, match="no_such_row"):
        dossiers.export_dossier(filed, "nothing", out, format="pdf")


def retitled(path, *titles):
    """The workbook of a certification whose blocks somebody gave other titles."""
    book = load_workbook(path)
    sheet = book["Blocs"]
    place = next(cell.column for cell in sheet[5] if cell.value == "Intitulé")
    for row, title in enumerate(titles, 6):
        sheet.cell(row, place).value = title
    book.save(path)
    return path


@pytest.fixture(scope="module")
def changed_once(filled_file, tmp_path_factory):
    """The workbook of the RNCP certification with another title of its first block."""
    folder = tmp_path_factory.mktemp("changed")
    document = open_document(Path(shutil.copy(filled_file, folder)), "Camille", lambda: AT)
    desk = Desk(document, Texts("fr"), "Camille", lambda: AT, lambda: "unused")
    dossiers.export_dossier(desk, RNCP, folder / "dossier.xlsx")
    document.close()
    return retitled(folder / "dossier.xlsx", "Cadrer autrement")


@pytest.fixture
def changed_workbook(changed_once, tmp_path):
    return Path(shutil.copy(changed_once, tmp_path))


def test_what_comes_back_is_shown_then_written_as_one_step_that_can_be_undone(
    filed, changed_workbook
):
    path = changed_workbook
    before = filed.document.study
    looked = dossiers.import_certification(filed, path, dry_run=True)
    assert filed.document.study == before
    assert [change["after"] for change in looked.data["changes"]] == ["Cadrer autrement"]
    assert (looked.data["written"], looked.data["new"]) == (False, False)
    assert "Rien n’a été écrit." in [filed.texts.say(said) for said in looked.said]
    done = dossiers.import_certification(filed, path)
    assert done.data["written"] is True
    assert filed.document.study.blocks.get("b1").title == "Cadrer autrement"
    filed.document.undo()
    assert filed.document.study == before


def test_the_same_file_taken_twice_changes_nothing_the_second_time(filed, changed_workbook):
    dossiers.import_certification(filed, changed_workbook)
    steps = len(filed.document.store.history())
    again = dossiers.import_certification(filed, changed_workbook)
    assert len(filed.document.store.history()) == steps
    assert filed.texts.say(again.said[0]).endswith("est déjà tel quel dans l’étude.")


@pytest.mark.parametrize("ending", ["xlsx", "json"])
def test_a_status_of_a_file_is_noted_with_its_day_and_its_file(filed, tmp_path, ending):
    study = filed.document.study
    told_before = len(study.status_changes)
    certifications.set_status(filed, key=RNCP, status="filed", reason="Dépôt")
    path = tmp_path / f"déposée.{ending}"
    dossiers.export_dossier(filed, RNCP, path)
    filed.document.undo()
    dossiers.import_certification(filed, path)
    after = filed.document.study
    assert after.certifications.get(RNCP).status is CertificationStatus.FILED
    told = after.status_changes[-1]
    assert len(after.status_changes) == told_before + 1
    assert (told.certification, told.status, told.changed_on, told.author) == (
        RNCP,
        CertificationStatus.FILED,
        AT.date(),
        "Camille",
    )
    assert told.reason == f"Statut repris du fichier déposée.{ending}"
    dossiers.import_certification(filed, path)
    assert filed.document.study == after
    filed.document.undo()
    assert filed.document.study == study


@pytest.mark.parametrize(("status", "noted"), [("framing", 1), ("idea", 0)])
def test_a_new_certification_brings_its_status_unless_it_only_begins(
    filed, desk, tmp_path, status, noted
):
    if status == "idea":
        certifications.set_status(filed, key=RS, status=status, reason="Reprise")
    path = tmp_path / "dossier.json"
    dossiers.export_dossier(filed, RS, path)
    dossiers.import_certification(desk, path)
    told = [row for row in desk.document.study.status_changes if row.certification == RS]
    assert [str(row.status) for row in told] == [status] * noted


def test_a_file_of_the_same_status_notes_none(filed, changed_workbook):
    before = filed.document.study.status_changes
    dossiers.import_certification(filed, changed_workbook)
    assert filed.document.study.blocks[0].title == "Cadrer autrement"
    assert filed.document.study.status_changes == before


@pytest.mark.parametrize("ending", ["xlsx", "json"])
def test_a_certification_goes_from_one_file_to_another(filed, desk, tmp_path, ending):
    out = tmp_path / f"dossier.{ending}"
    dossiers.export_dossier(filed, RS, out)
    outcome = dossiers.import_certification(desk, out)
    assert outcome.data["new"] is True
    taken = extract(desk.document.study, RS)
    assert compared(extract(filed.document.study, RS), taken) == ()


@pytest.mark.parametrize("ending", ["xlsx", "json"])
def test_one_certification_may_take_the_text_of_another(filed, tmp_path, ending):
    out = tmp_path / f"dossier.{ending}"
    dossiers.export_dossier(filed, RNCP, out)
    first = extract(filed.document.study, RNCP)
    dossiers.import_certification(filed, out, key=RS)
    assert extract(filed.document.study, RNCP) == first
    assert len(extract(filed.document.study, RS).parts["blocks"]) == 2


def test_refused_lines_stop_everything_unless_the_rest_is_taken(filed, changed_workbook):
    path = retitled(changed_workbook, "Cadrer autrement", "=1+1")
    before = filed.document.study
    with pytest.raises(InvalidInput, match="import_refused") as caught:
        dossiers.import_certification(filed, path)
    said = filed.texts.say(caught.value.message)
    assert "ligne 7" in said
    assert "formule" in said
    assert filed.document.study == before
    looked = dossiers.import_certification(filed, path, dry_run=True)
    assert [(r["sheet"], r["line"], r["value"]) for r in looked.data["refused"]] == [
        ("Blocs", 7, "=1+1")
    ]
    assert filed.document.study == before
    dossiers.import_certification(filed, path, take_rest=True)
    assert [row.title for row in filed.document.study.blocks] == [
        "Cadrer autrement",
        "Conduire l’expérimentation",
    ]


def test_a_reference_to_a_row_that_the_study_lacks_is_one_sentence_and_nothing_written(
    filed, desk, tmp_path
):
    out = tmp_path / "dossier.json"
    dossiers.export_dossier(filed, RNCP, out)
    before = desk.document.study
    with pytest.raises(CartoplanError) as caught:
        dossiers.import_certification(desk, out, dry_run=True)
    assert desk.texts.say(caught.value.message)
    assert desk.document.study == before


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "import_unknown"),
        (b"<html>", "import_unknown"),
        (b"PK\x03\x04 cut", "workbook_not_excel"),
        (b"\xd0\xcf\x11\xe0 old", "workbook_locked"),
        (b"[1]", "json_no_object"),
        (b'\xef\xbb\xbf {"bpmn": 1}', "case_not_case"),
    ],
)
def test_a_file_is_known_by_its_content_and_refused_in_one_sentence(filed, tmp_path, content, code):
    path = tmp_path / "certification.xlsx"
    path.write_bytes(content)
    before = filed.document.study
    with pytest.raises(StudyFileError, match=code):
        dossiers.import_certification(filed, path)
    assert filed.document.study == before
    with pytest.raises(StudyFileError, match="file_missing"):
        dossiers.import_certification(filed, tmp_path / "none.xlsx")


def test_a_stray_key_of_another_certification_is_never_taken_over(filed, changed_workbook):
    dossiers.import_certification(filed, changed_workbook, key=RS)
    blocks = filed.document.study.blocks
    assert [row.title for row in blocks if row.certification == RS] == [
        "Cadrer autrement",
        "Conduire l’expérimentation",
    ]
    assert (blocks.get("b1").certification, blocks.get("b1").title) == (
        RNCP,
        "Cadrer un projet d’IA",
    )


def test_what_was_not_read_is_said(filed, tmp_path):
    path = tmp_path / "dossier.xlsx"
    book = Workbook()
    book.active.title = "Identité"
    book.active.append(["Intitulé", "IA pour tous"])
    sheet = book.create_sheet("Blocs")
    sheet.append(["Intitulé", "Remarque"])
    sheet.append(["Cadrer", "à revoir"])
    book.save(path)
    outcome = dossiers.import_certification(filed, path, dry_run=True)
    assert outcome.data["unread"] == [
        "Feuille «\u202fBlocs\u202f»\u202f: la colonne «\u202fRemarque\u202f» n’a pas été lue, "
        "son titre n’est pas connu."
    ]


@pytest.fixture
def cartoplan(capsys, tmp_path, monkeypatch):
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))

    def run(*words):
        status = main([str(word) for word in words], lambda file, texts: 0)
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


def test_the_command_line_writes_a_file_and_takes_it_back(cartoplan, tmp_path, filled_file):
    study, out = shutil.copy(filled_file, tmp_path), tmp_path / "chef.xlsx"
    status, said, _ = cartoplan("--file", study, "export", "dossier", RNCP, out, "--json")
    assert (status, json.loads(said)["format"]) == (DONE, "xlsx")
    book = load_workbook(out)
    sheet = book["Identité"]
    row = next(row for row in sheet.iter_rows() if row[0].value == "Objectifs et contexte")
    row[1].value = "Aider les chefs de projet"
    book.save(out)
    base = ("--file", study, "certifications", "import", out)
    assert cartoplan(*base, "--dry-run")[0] == DONE
    told = json.loads(cartoplan(*base, "--json")[1])
    assert told["written"] is True
    assert [change["fate"] for change in told["changes"]] == ["changée"]
    again = cartoplan(*base)[1]
    assert "déjà tel quel" in again
    assert cartoplan("--file", study, "export", "dossier", RNCP, "a.odt")[0] == WRONG_USE
    (tmp_path / "a.xlsx").write_bytes(b"no")
    status, _, complaint = cartoplan(
        "--file", study, "certifications", "import", tmp_path / "a.xlsx"
    )
    assert status == REFUSED
    assert complaint.count("\n") == 1
