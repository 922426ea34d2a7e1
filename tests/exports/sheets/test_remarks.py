from __future__ import annotations

from datetime import date

from openpyxl import load_workbook

from exports.sheets.remarks import remark_sheets
from exports.workbook import write_workbook
from planner.study import Comment
from tests.build import study, training
from tests.planner.compute.test_leavers import left
from ui.actions.texts import Texts


def held():
    return study(
        trainings=[training("t1"), training("t2")],
        leavers=[left("l1", low=3, high=None), left("l2", "t2", low=2, high=4)],
        comments=[Comment(key="c1", about="trainings", row="t1", text="=1+1", author="Zoé")],
    )


def test_a_study_of_which_nobody_told_anything_has_no_sheet_of_it():
    assert remark_sheets(study(trainings=[training("t1")])) == ()


def test_leavers_and_comments_go_out_with_their_sums_and_authors(tmp_path):
    path = tmp_path / "out.xlsx"
    write_workbook(held(), path, Texts("fr"), on=date(2026, 1, 5), fingerprint="0" * 64)
    book = load_workbook(path)
    said = [[cell for cell in row if cell is not None] for row in book["Sortants"].values]
    assert any({"Formation t1", 2025, "Data analyst"} <= set(row) for row in said)
    assert [row for row in said if row and row[0] == "Total"]
    comments = [row for row in book["Commentaires"].values if "Zoé" in row]
    assert any("1+1" in str(cell) for cell in comments[0])
    assert not any(cell.data_type == "f" for row in book["Commentaires"].rows for cell in row)
