"""A referential that leaves as a workbook and comes back, and workbooks typed by people."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given
from openpyxl import Workbook, load_workbook

from db.exchange.referential_workbook import read_referential
from exports.dossier_xlsx import write_dossier_workbook
from planner.compute.extracts import Fate, compared, extract, installed
from planner.edits import apply
from planner.errors import InvalidInput, StudyFileError
from planner.study import (
    AttestedCompetence,
    Block,
    Certification,
    Correspondence,
    Source,
    Study,
)
from planner.vocab import CorrespondenceKind, Nature, Register
from tests.build import study
from tests.dossiers import RNCP, RS, filled
from tests.planner.compute.test_extracts import drafts
from tests.tries import tries
from ui.actions.parsing import parse
from ui.actions.texts import Texts

pytestmark = pytest.mark.usefixtures("read_here")

FR, EN = Texts("fr"), Texts("en")
ON = date(2026, 11, 22)


def read(path, into, key=None):
    return read_referential(path, into, (FR, EN), partial(parse, into, FR), key)


def leave(told, key, folder, language=FR):
    path = folder / f"{key}.xlsx"
    write_dossier_workbook(told, key, path, language, on=ON, fingerprint="a1")
    return path


@cache
def filled_one() -> Study:
    """The study with its two certifications, which nobody can change."""
    return filled()


@cache
def _left(key: str, language: str) -> bytes:
    with TemporaryDirectory() as folder:
        return leave(filled_one(), key, Path(folder), Texts(language)).read_bytes()


def left(key: str, folder: Path, language: Texts = FR) -> Path:
    """The workbook of one of them, written once."""
    path = folder / f"{key}.xlsx"
    path.write_bytes(_left(key, language.language))
    return path


@given(drafts())
@tries(25, suppress_health_check=[HealthCheck.too_slow])
def test_a_draft_that_leaves_and_comes_back_is_the_same(tmp_path_factory, drafted):
    path = leave(drafted, "c", tmp_path_factory.mktemp("x"))
    for into in (drafted, study()):
        back = read(path, into)
        assert (back.refused, back.ignored) == ((), ())
        assert compared(extract(drafted, "c"), back.taken) == ()
        assert compared(back.taken, extract(drafted, "c")) == ()
        applied = apply(into, installed(into, back.taken)).study
        assert compared(extract(drafted, "c"), extract(applied, "c")) == ()
    assert installed(drafted, read(path, drafted).taken).edits == ()


@pytest.mark.parametrize("key", [RNCP, RS])
def test_a_filled_file_comes_back_without_any_edit(tmp_path, key):
    told = filled_one()
    back = read(left(key, tmp_path), told)
    assert (back.refused, back.ignored) == ((), ())
    assert installed(told, back.taken).edits == ()


def test_the_workbook_of_the_rs_speaks_of_no_block_and_no_activity(tmp_path):
    book = load_workbook(left(RS, tmp_path))
    said = {cell.value for sheet in book.worksheets[1:] for row in sheet for cell in row}
    assert {"Compétence", "Modalité"} <= said
    assert not {"Bloc", "Activité", "block.key", "activity.key"} & said


def test_an_english_workbook_is_read_by_a_french_office(tmp_path):
    told = filled_one()
    path = left(RNCP, tmp_path, EN)
    back = read_referential(path, told, (FR, EN), partial(parse, told, EN))
    assert back.refused == ()
    assert installed(told, back.taken).edits == ()


HARD = [
    "=1+1", "+33", "-x", "@SUM(A1)", "_x0041_", "<b>&amp;</b>", "a\nb", "l’été « là »", "'quote",
    "1.10", "2026-01-05", "non", "a;b", "x" * 1000,
]  # fmt: skip


@pytest.mark.parametrize("text", HARD)
def test_any_text_comes_back_as_it_was(tmp_path, text):
    told = study(
        certifications=[
            Certification(key="c", title=text[:500], aim=text * 3, register=Register.RNCP)
        ],
        blocks=[Block(key="b", certification="c", code="B1", title=text[:500])],
        attested_competences=[
            AttestedCompetence(key=k, rank=n, certification="c", block="b", text=text)
            for n, k in enumerate("kl")
        ],
    )
    back = read(leave(told, "c", tmp_path), told)
    assert back.refused == ()
    assert installed(told, back.taken).edits == ()


def changed(path, edit):
    book = load_workbook(path)
    edit(book)
    book.save(path)
    return path


def rows_of(sheet):
    """The columns of a sheet of ours by heading."""
    return {cell.value: cell.column for cell in sheet[5]}


def test_a_cell_that_was_changed_is_one_change_and_its_stale_names_still_hold(tmp_path):
    told = filled_one()

    def rename(book):
        sheet = book["Blocs"]
        sheet.cell(6, rows_of(sheet)["Code"]).value = "B-UN"

    back = read(changed(left(RNCP, tmp_path), rename), told)
    (change,) = compared(extract(told, RNCP), back.taken)
    assert (change.place.key, change.fate, change.after.code) == ("b1", Fate.CHANGED, "B-UN")


def test_a_row_that_is_copied_is_a_new_part_and_one_that_is_cleared_is_gone(tmp_path):
    told = filled_one()

    def edit(book):
        sheet = book["Critères d’évaluation"]
        copy = [cell.value for cell in sheet[6]]
        for cell in sheet[7]:
            if not sheet.column_dimensions[cell.column_letter].hidden:
                cell.value = None
        for place, value in enumerate(copy, 1):
            sheet.cell(sheet.max_row + (place == 1), place).value = value

    back = read(changed(left(RNCP, tmp_path), edit), told)
    changes = compared(extract(told, RNCP), back.taken)
    assert sorted(str(change.fate) for change in changes) == ["added", "removed"]
    (new,) = [change.after for change in changes if change.fate is Fate.ADDED]
    assert (new.competence, new.indicator) == ("k1", "aucune étape ne manque")


def typed(tmp_path, **sheets):
    """A workbook as a person types it: a sheet of lines by name."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, lines in sheets.items():
        sheet = book.create_sheet(name.replace("_", " "))
        for line in lines:
            sheet.append(line)
    path = tmp_path / "typed.xlsx"
    book.save(path)
    return path


BY_HAND = {
    "Identité": [["Intitulé", "IA pour tous"], ["Répertoire visé", "Répertoire spécifique"],
                 ["Voies d’accès", "par magie"], ["Niveau CEC", "inconnu"]],
    "Blocs_de_compétences": [["Mon référentiel"], [], ["Code", "Intitulé *"], ["B1", "Cadrer"],
                             ["B2", "Agir"]],
    "Compétences": [["Bloc", "Code", "Compétence"], ["B1", "C1", "Analyser un besoin"],
                    ["agir", 2.1, "Décider"]],
    "Évaluations": [["Modalité", "Compétences évaluées"], ["Étude de cas", "C1 ; décider"]],
    "Brouillon": [["rien"]],
}  # fmt: skip


def test_a_workbook_typed_by_hand_without_keys_is_understood(tmp_path):
    sheets = BY_HAND | {"Identité": BY_HAND["Identité"][:2]}
    back = read(typed(tmp_path, **sheets), study())
    assert back.refused == ()
    assert [FR.say(said) for said in back.ignored] == [
        "La feuille «\u202fBrouillon\u202f» n’a pas été lue\u202f: son nom n’est pas celui d’une "
        "feuille de référentiel."
    ]
    row = back.taken.certification
    assert (row.title, row.register) == ("IA pour tous", Register.RS)
    first, second = back.taken.parts["blocks"]
    one, two = back.taken.parts["attested_competences"]
    assert (one.block, two.block, two.code) == (first.key, second.key, "2.1")
    (assessment,) = back.taken.parts["assessments"]
    assert assessment.competences == (one.key, two.key)
    again = read(typed(tmp_path, **sheets), study())
    assert again.taken == back.taken


def test_what_cannot_be_read_is_told_with_its_place_and_the_rest_stays(tmp_path):
    sheets = BY_HAND | {
        "Compétences": [
            ["Bloc", "Code", "Compétence"],
            ["B9", "C1", "Analyser un besoin"],
            ["B1", "C2", None],
            ["B1", "C3", "x" * 1001],
            ["B1", date(2026, 5, 4), "Décider"],
        ]
    }
    back = read(typed(tmp_path, **sheets), study())
    told = [(r.sheet, r.row, r.column, r.said.code) for r in back.refused]
    assert told == [
        ("Identité", 3, "Voies d’accès", "error.not_understood"),
        ("Compétences", 2, "Bloc", "error.part_unknown"),
        ("Compétences", 3, "Compétence", "error.cell_needed"),
        ("Compétences", 4, "Compétence", "error.too_long"),
        ("Compétences", 5, "Code", "error.cell_not_text"),
        ("Évaluations", 2, "Compétences évaluées", "error.part_unknown"),
    ]
    for line in back.refused:
        assert FR.say(line.said)
        assert EN.say(line.said)


def test_a_refused_line_leaves_the_part_as_the_study_has_it(tmp_path):
    told = filled_one()

    def spoil(book):
        sheet = book["Compétences"]
        sheet.cell(6, rows_of(sheet)["Compétence"]).value = "=A1"

    back = read(changed(left(RNCP, tmp_path), spoil), told)
    (line,) = back.refused
    assert (line.row, line.column, line.value, line.said.code) == (
        6, "Compétence", "=A1", "error.cell_formula",
    )  # fmt: skip
    assert compared(extract(told, RNCP), back.taken) == ()


def test_a_missing_sheet_and_a_missing_column_leave_what_is_there(tmp_path):
    told = filled_one()

    def edit(book):
        del book["Correspondances"]
        sheet = book["Évaluations"]
        sheet.delete_cols(rows_of(sheet)["Durée"])

    back = read(changed(left(RNCP, tmp_path), edit), told)
    assert back.refused == ()
    assert installed(told, back.taken).edits == ()


def test_a_missing_column_that_lines_need_is_told_once(tmp_path):
    told = filled_one()

    def edit(book):
        sheet = book["Compétences"]
        sheet.delete_cols(rows_of(sheet)["Compétence"])

    back = read(changed(left(RNCP, tmp_path), edit), told)
    (line,) = back.refused
    assert (line.sheet, line.row, line.said.code) == ("Compétences", 5, "error.column_missing")
    assert "Compétence" in FR.say(line.said)
    assert compared(extract(told, RNCP), back.taken) == ()


def test_references_merged_downwards_hold_for_each_line_and_merged_texts_are_refused(tmp_path):
    path = typed(
        tmp_path,
        Identité=[["Intitulé", "IA"]],
        Blocs=[["Code", "Intitulé"], ["B1", "Cadrer"]],
        Compétences=[["Bloc", "Compétence"], ["B1", "Analyser"], [None, "Décider"]],
        Correspondances=[["Sorte", "Fiche ou bloc"], ["totale", "RNCP1"], ["totale", None]],
    )

    def merge(book):
        book["Compétences"].merge_cells("A2:A3")
        book["Correspondances"].merge_cells("B2:B3")

    back = read(changed(path, merge), study())
    (block,) = back.taken.parts["blocks"]
    assert [row.block for row in back.taken.parts["attested_competences"]] == [block.key] * 2
    assert {(r.row, r.said.code) for r in back.refused} == {
        (2, "error.cells_merged"),
        (3, "error.cells_merged"),
    }


def test_a_name_that_two_parts_have_is_refused_and_their_keys_tell_them_apart(tmp_path):
    told = study(
        certifications=[Certification(key="c", title="IA", register=Register.RNCP)],
        blocks=[Block(key=k, certification="c", title="Cadrer") for k in ("b1", "b2")],
        attested_competences=[
            AttestedCompetence(key="k", certification="c", block="b2", text="Analyser")
        ],
    )
    path = leave(told, "c", tmp_path)
    assert installed(told, read(path, told).taken).edits == ()

    def forget(book):
        sheet = book["Compétences"]
        sheet.cell(6, rows_of(sheet)["block.key"]).value = None

    (line,) = read(changed(path, forget), told).refused
    assert line.said.code == "error.part_ambiguous"


def test_a_workbook_taken_for_another_certification_leaves_the_first_alone(tmp_path):
    told = filled_one()
    back = read(left(RNCP, tmp_path), told, key=RS)
    applied = apply(told, installed(told, back.taken)).study
    assert extract(applied, RNCP) == extract(told, RNCP)
    assert len(extract(applied, RS).parts["blocks"]) == 2
    assert applied.certifications.get(RS).title == told.certifications.get(RNCP).title
    again = read(left(RNCP, tmp_path), applied, key=RS)
    assert installed(applied, again.taken).edits == ()


def test_what_is_unchanged_keeps_its_source_and_what_is_changed_is_declared(tmp_path):
    told = filled()
    printed = Source(Nature.PUBLISHED, "Action 1.5", 2408)
    for row in list(told.blocks):
        told = replace(told, blocks=told.blocks.put(replace(row, source=printed)))

    def rename(book):
        book["Blocs"].cell(6, rows_of(book["Blocs"])["Intitulé"]).value = "Autre"

    back = read(changed(leave(told, RNCP, tmp_path), rename), told)
    first, second = back.taken.parts["blocks"]
    assert first.source == replace(printed, nature=Nature.DECLARED)
    assert second.source == printed


def test_several_correspondences_with_one_block_come_back(tmp_path):
    told = filled()
    more = [
        Correspondence(key=f"c{n}", rank=n, certification=RNCP, kind=kind, code="RS1", block="b2")
        for n, kind in enumerate(CorrespondenceKind, 2)
    ]
    told = replace(told, correspondences=type(told.correspondences)([*told.correspondences, *more]))
    assert installed(told, read(leave(told, RNCP, tmp_path), told).taken).edits == ()


def test_a_workbook_without_a_known_sheet_or_title_is_refused(tmp_path):
    with pytest.raises(StudyFileError) as caught:
        read(typed(tmp_path, Feuil1=[["a"]]), study())
    assert caught.value.message.code == "error.referential_no_sheet"
    with pytest.raises(StudyFileError) as caught:
        read(typed(tmp_path, Blocs=[["Intitulé"], ["Cadrer"]]), study())
    assert caught.value.message.code == "error.referential_no_title"


def test_a_parser_that_refuses_is_told_like_any_other(tmp_path):
    def never(collection, field, typed):
        raise InvalidInput("cell_needed")

    path = typed(tmp_path, Identité=[["Intitulé", "IA"]])
    with pytest.raises(StudyFileError):
        read_referential(path, study(), (FR,), never)
