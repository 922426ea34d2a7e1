from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from planner.compute.allocations import USUAL, matrix
from ui.desktop.models.matrix_model import MatrixModel
from ui.desktop.pen import Pen

KEY = "experts-9-22"


@pytest.fixture
def model(session):
    made = MatrixModel(Pen(session))
    made.show_allocation(session.study, KEY, USUAL, as_fractions=True)
    return made


def at(model, family, level):
    return model.index(model.line_of(family), model.column_of(str(level)))


def test_the_model_keeps_what_qt_asks_of_models(model, qtmodeltester):
    qtmodeltester.check(model)


def test_an_editor_begins_with_the_exact_share(model):
    assert at(model, "ia-technicien", 5).data(Qt.ItemDataRole.EditRole) == "9/31"
    assert at(model, "ia-technicien", 6).data(Qt.ItemDataRole.EditRole) == ""


def test_leaving_a_cell_as_it_was_is_no_step(model, session):
    before = session.study
    assert model.setData(at(model, "ia-technicien", 5), "9/31")
    assert session.study is before


def test_a_refusal_is_kept_for_the_cell_and_goes_with_the_next_good_share(model, session):
    assert not model.setData(at(model, "ia-technicien", 5), "beaucoup")
    assert "beaucoup" in model.refusal
    assert model.setData(at(model, "ia-technicien", 5), "8/31")
    assert model.refusal == ""
    assert matrix(session.study, KEY).total * 31 == 30


def test_names_and_sums_are_no_cells(model):
    assert model.cell_at(model.index(0, 0)) is None
    assert model.cell_at(model.index(model.rowCount() - 1, 1)) is None
    assert model.cell_at(at(model, "pilotage", 7)) == ("pilotage", 7)
