from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from planner.tables.trainings import trainings_table
from ui.desktop.models.editable_model import EditableModel
from ui.desktop.models.trainings_model import TrainingsModel
from ui.desktop.pen import Pen


@pytest.fixture
def model(session):
    made = TrainingsModel(Pen(session))
    made.set_table(trainings_table(session.study, session.study.trainings.keys()))
    return made


def keys(model):
    return [model.row_at(line).place.key for line in range(model.rowCount())]


def test_the_model_keeps_what_qt_asks_of_models(model, qtmodeltester):
    qtmodeltester.check(model)


def test_only_declared_fields_may_be_typed(model):
    def flag(name):
        index = model.index(0, model.column_of(name))
        return bool(model.flags(index) & Qt.ItemFlag.ItemIsEditable)

    assert flag("title")
    assert flag("families")
    assert not flag("seats")
    assert not flag("nature")
    assert not flag("key")


def test_a_put_row_keeps_its_line_until_something_is_sorted(model, session):
    title = model.column_of("title")
    model.sort(title, Qt.SortOrder.AscendingOrder)
    line = model.line_of("t010")
    assert model.setData(model.index(line, title), "Zzz")
    assert model.put_rows(trainings_table(session.study, ["t010"]).rows)
    assert model.line_of("t010") == line
    assert model.index(line, title).data() == "Zzz"
    model.sort(title, Qt.SortOrder.AscendingOrder)
    assert model.line_of("t010") > line


def test_a_put_row_is_found_by_its_new_words_only(model, session):
    model.filter("edhec")
    assert keys(model) == ["t010"]
    model.filter("")
    model.setData(model.index(model.line_of("t010"), model.column_of("title")), "Zanzibar")
    model.put_rows(trainings_table(session.study, ["t010"]).rows)
    model.filter("zanzibar")
    assert keys(model) == ["t010"]
    model.filter("artificial intelligence edhec")
    assert keys(model) == []


def test_a_row_that_was_not_there_asks_for_the_whole_table(model, session):
    row = trainings_table(session.study, ["t010"]).rows[0]
    small = EditableModel(Pen(session), "trainings", ())
    small.set_table(trainings_table(session.study, ["t001"]))
    assert not small.put_rows([row])


def test_words_and_keys_narrow_each_other(model):
    wanted = ("t001", "t010", "t011")
    model.filter("lille", wanted)
    assert set(keys(model)) <= set(wanted)
    assert "t010" not in keys(model)
    model.filter("", wanted)
    assert keys(model) == list(wanted)


def test_what_is_refused_leaves_the_study_and_a_sentence(model, session):
    before = session.study
    assert not model.setData(model.index(0, model.column_of("level")), "99")
    assert session.study is before
    assert "99" in model.refusal


def test_an_archived_training_put_back_says_so_by_its_title(model, session):
    assert Pen(session).change("trainings", "t010", "is_archived", "oui") == ""
    model.put_rows(trainings_table(session.study, ["t010"]).rows)
    index = model.index(model.line_of("t010"), model.column_of("title"))
    assert index.data().endswith("· archivée")
    assert index.data(Qt.ItemDataRole.FontRole).italic()
