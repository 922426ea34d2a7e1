"""The workbook that an institution fills in: prefilled, guarded, steady, and safe to open."""

from __future__ import annotations

import zipfile
from datetime import date

import pytest
from openpyxl import load_workbook

from exports.institution_workbook import Form, ReturnedRow, write_institution_workbook
from planner.errors import ExportError
from planner.exchange.form import copy_differs, form_mark, form_tables
from planner.exchange.sent import base_of, base_text, sent
from planner.messages import message
from tests.build import study, training
from tests.exchange_files import FIRST_ROW, NEW, TRAININGS, Hand, sendable
from ui.actions.texts import Texts

DAY = date(2026, 1, 15)
YEARS = (2025, 2026, 2027)


def form(**given):
    made = sendable()
    values = {"due_on": date(2026, 3, 31), "author": "Camille"} | given
    return Form(made, sent(made, "ens", YEARS), "mai-1", "2026", DAY, **values)


@pytest.fixture
def path(tmp_path):
    out = tmp_path / "ens.xlsx"
    write_institution_workbook(form(), out, Texts("fr"))
    return out


def test_equal_forms_give_equal_bytes(path, tmp_path):
    again = tmp_path / "again.xlsx"
    write_institution_workbook(form(), again, Texts("fr"))
    assert again.read_bytes() == path.read_bytes()


def test_its_sheets_are_the_help_the_trainings_new_ones_and_two_hidden_ones(path):
    states = {sheet.title: sheet.sheet_state for sheet in load_workbook(path).worksheets}
    assert states == {
        "À lire": "visible",
        TRAININGS: "visible",
        NEW: "visible",
        "Listes": "hidden",
        "cartoplan": "hidden",
    }


def test_no_cell_holds_a_formula_whatever_the_study_says(path):
    book = load_workbook(path)
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    assert Hand(path).cell("t2", "title").value == "=1+1"
    with zipfile.ZipFile(path) as archive:
        bodies = b"".join(archive.read(n) for n in archive.namelist() if "sheet" in n)
    assert b"<f>" not in bodies


def test_the_cells_say_what_the_study_knows(path):
    hand = Hand(path)
    told = {
        "title": "Master\u00a0: données",
        "level": "Niveau 7 (bac+5)",
        "city": "Lille",
        "modalities": "formation initiale + alternance",
        "family:a": "x",
        "family:b": None,
        "seats:2025": None,
        "seats:2026": "20 à 30",
        "domain:vision": 40,
        "domain:langues": "oui",
        "is_archived": "non",
    }
    assert {code: hand.cell("t1", code).value for code in told} == told
    assert hand.cell("t2", "seats:2026").value == "au moins 1\u202f200"
    assert hand.cell("t2", "seats:2025").value == 0
    assert hand.cell("t4", "seats:2027").value is None


def test_headings_are_locked_and_every_cell_to_type_in_is_open(path):
    hand = Hand(path)
    for name in (TRAININGS, NEW):
        sheet = hand.book[name]
        assert sheet.protection.sheet
        assert not sheet.protection.password
        allowed = ("sort", "autoFilter", "insertRows", "deleteRows", "insertColumns")
        assert not any(getattr(sheet.protection, freedom) for freedom in allowed)
        last = hand.column("comment", sheet)
        assert all(sheet.cell(5, place).protection.locked for place in range(1, last + 1))
        typed = (sheet.cell(FIRST_ROW, place) for place in range(1, last + 1))
        assert not any(cell.protection.locked for cell in typed)
        beyond = sheet.column_dimensions[sheet.cell(5, last + 1).column_letter]
        assert not beyond.protection.locked


def test_keys_and_codes_are_there_and_not_seen(path):
    sheet = Hand(path).sheet
    assert sheet.column_dimensions["A"].hidden
    assert sheet.row_dimensions[3].hidden
    assert sheet.cell(3, 1).value == "key mai-1"
    assert sheet.freeze_panes == "C6"
    assert sheet.print_title_rows == "$4:$5"
    assert sheet.page_setup.orientation == "landscape"


def test_lists_offer_the_closed_vocabularies(path):
    hand = Hand(path)
    lists = hand.book["Listes"]
    words = {row[0].value: [c.value for c in row[1:] if c.value] for row in lists.iter_cols()}
    assert words["city"] == ["Douai", "Lille"]
    assert len(words["level"]) == 8
    assert len(words["modalities"]) == 7
    rules = {
        str(rule.sqref).split(":")[0].rstrip("0123456789"): rule
        for rule in hand.sheet.data_validations.dataValidation
    }
    level = rules[hand.cell("t1", "level").column_letter]
    assert (level.type, level.formula1, level.errorStyle) == ("list", "'Listes'!$B$2:$B$9", "stop")
    assert rules[hand.cell("t1", "city").column_letter].errorStyle == "warning"
    months = rules[hand.cell("t1", "months").column_letter]
    assert (months.type, months.formula1, months.formula2) == ("whole", "0", "120")
    assert all(len(rule.prompt) <= 255 and len(rule.promptTitle) <= 32 for rule in rules.values())


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_hidden_sheet_tells_the_file_its_rows_and_what_was_sent(tmp_path, language):
    from db.exchange.received import receive

    made = form()
    out = tmp_path / "ens.xlsx"
    write_institution_workbook(made, out, Texts(language))
    grids = receive(out).grids
    mark = form_mark(grids)
    assert (mark.file_id, mark.institution, mark.keys) == ("mai-1", "ens", ("t1", "t2", "t3", "t4"))
    assert not copy_differs(mark, base_of(base_text(made.sheet)))
    tables = form_tables(made.study, grids)
    codes = {column.code for table in tables for column in table.columns.at.values()}
    assert len(tables) == 2
    assert codes == {column.code for column in made.sheet.columns}


def test_a_workbook_of_refused_rows_holds_those_alone_with_their_reasons(tmp_path):
    why = (message("exchange.reason", cell="G6", why=message("error.cell_whole", value="deux")),)
    rows = (
        ReturnedRow("t1", {"title": "Master", "months": "deux", "hours": "300"}, why),
        ReturnedRow("", {"title": "Nouveau"}, why),
    )
    out = tmp_path / "back.xlsx"
    write_institution_workbook(form(returned=rows), out, Texts("fr"))
    hand = Hand(out)
    assert hand.sheet.max_row == FIRST_ROW
    assert hand.cell("t1", "reason").value.startswith("G6")
    assert (hand.cell("t1", "months").value, hand.cell("t1", "hours").value) == ("deux", 300)
    new = hand.book[NEW]
    assert new.cell(FIRST_ROW, hand.column("title", new)).value == "Nouveau"
    assert hand.book.active.title == TRAININGS


def test_a_workbook_that_cannot_be_written_leaves_the_former_one_whole(path):
    before = path.read_bytes()
    with pytest.raises(ExportError):
        write_institution_workbook(form(), path / "below.xlsx", Texts("fr"))
    assert path.read_bytes() == before


def test_a_text_that_no_cell_holds_whole_is_refused_before_it_would_come_back_cut(tmp_path):
    made = study(trainings=[training("t1", comment="😀" * 20_000)])
    long = Form(made, sent(made, "ens", YEARS), "mai-1", "2026", DAY)
    with pytest.raises(ExportError, match="cell_cannot_hold"):
        write_institution_workbook(long, tmp_path / "ens.xlsx", Texts("fr"))
    assert list(tmp_path.iterdir()) == []
