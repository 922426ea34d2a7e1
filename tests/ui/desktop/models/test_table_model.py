from __future__ import annotations

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt

from tests.ui.desktop.pieces import table
from ui.actions.texts import Texts
from ui.desktop.models.table_model import PLACE, RAW, TRAININGS, UNKNOWN, TableModel

UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


@pytest.fixture
def model(qapp) -> TableModel:
    made = TableModel(Texts("fr"))
    made.set_table(table())
    return made


def shown(model, column=0):
    return [model.index(line, column).data() for line in range(model.rowCount())]


def test_it_keeps_the_promises_of_a_qt_model(model, qtmodeltester):
    qtmodeltester.check(model, force_py=True)
    model.sort(1, DOWN)
    model.filter("e")
    qtmodeltester.check(model, force_py=True)


def test_values_are_said_in_the_language_of_the_model(model):
    assert shown(model, 1) == ["3", "inconnu", "20", "1\u202f000"]
    shares = ["inconnu" if "i" in said else int(said[:-2]) for said in shown(model, 2)]
    assert shares == [25, 50, "inconnu", 3]
    assert shown(model, 3) == ["12", "inconnu", "24 – 30", "2 – 3"]
    english = TableModel(Texts("en"))
    english.set_table(table())
    assert shown(english, 1)[3] == "1,000"


def test_the_unknown_is_marked_and_is_not_a_zero(model):
    marked = [model.index(line, 1).data(UNKNOWN) for line in range(4)]
    assert marked == [False, True, False, False]
    assert model.index(1, 3).data(UNKNOWN) is True
    assert model.index(1, 1).data(RAW) is None


@pytest.mark.parametrize("order", [UP, DOWN])
def test_sorting_puts_the_unknown_last_either_way(model, order):
    model.sort(1, order)
    known = ["3", "20", "1\u202f000"]
    assert shown(model, 1) == [*(known if order is UP else known[::-1]), "inconnu"]


def test_words_are_sorted_without_regard_to_accents_and_capitals(model):
    model.sort(0)
    assert shown(model) == ["arras", "Écarts", "Été", "Zoo"]


def test_no_column_gives_back_the_order_of_the_table(model):
    model.sort(0)
    model.sort(-1)
    assert shown(model) == ["Été", "arras", "Zoo", "Écarts"]


def test_filtering_finds_every_word_without_regard_to_accents(model):
    model.filter("ete")
    assert shown(model) == ["Été"]
    model.filter("ecarts 000")
    assert shown(model) == ["Écarts"]
    model.filter("ecarts nowhere")
    assert shown(model) == []
    assert model.total == 4


def test_filtering_by_keys_and_words_keeps_the_sorting(model):
    model.sort(0)
    model.filter("", ["k0", "k2", "k3"])
    assert shown(model) == ["Écarts", "Été", "Zoo"]
    model.filter("", [])
    assert shown(model) == []
    model.filter()
    assert model.rowCount() == 4


def test_a_new_table_keeps_sorting_and_filter(model):
    model.sort(1, DOWN)
    model.filter("", ["k0", "k1"])
    model.set_table(table((("b", None, None, None), ("c", 5, None, None), ("d", 7, None, None))))
    assert shown(model) == ["c", "b"]


def test_sorting_moves_what_views_hold_on_to(model):
    held = QPersistentModelIndex(model.index(0, 1))
    model.sort(1, DOWN)
    assert held.row() == 2
    assert held.data() == "3"


def test_rows_are_found_by_the_keys_of_their_places(model):
    model.sort(0)
    line = model.line_of("k3")
    assert model.index(line, 0).data() == "Écarts"
    assert model.index(line, 0).data(PLACE).key == "k3"
    assert model.index(line, 0).data(TRAININGS) == ("k3",)
    assert model.row_at(line).values[0] == "Écarts"
    model.filter("zoo")
    assert model.line_of("k3") == -1


def test_headings_tell_where_their_figures_come_from(model):
    header = [model.headerData(c, Qt.Orientation.Horizontal) for c in range(4)]
    assert header == ["Formations"] * 4
    tip = model.headerData(2, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert tip == "Études récentes"
    assert model.headerData(0, Qt.Orientation.Vertical) is None


def test_numbers_stand_right_and_words_left(model):
    role = Qt.ItemDataRole.TextAlignmentRole
    assert model.index(0, 0).data(role) & Qt.AlignmentFlag.AlignLeft
    for column in (1, 2, 3):
        assert model.index(0, column).data(role) & Qt.AlignmentFlag.AlignRight


def test_a_screen_reader_hears_heading_and_value(model):
    assert model.index(1, 1).data(Qt.ItemDataRole.AccessibleTextRole) == "Formations: inconnu"
