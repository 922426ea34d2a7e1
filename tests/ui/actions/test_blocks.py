from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.errors import InvalidInput
from planner.fields import FIELDS
from ui.actions.blocks import (
    MOST_CELLS,
    Target,
    copied,
    paste,
    plan_paste,
    read_block,
    refusal,
    refused_table,
    spread,
    write_block,
)

ROOM = "trainings"
KEYS = ("t001", "t002", "t003", "t004")
FIELD_NAMES = frozenset(field.key for field in FIELDS[ROOM])


def target(*columns, keys=KEYS, shown=None):
    return Target(ROOM, keys, columns, FIELD_NAMES, shown or {})


def row(desk, key):
    return desk.document.study.trainings.get(key)


# Text in and out

cells = st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), max_size=8)
blocks = st.integers(1, 3).flatmap(
    lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), min_size=1, max_size=4)
)


@given(blocks)
def test_what_is_written_is_read_back(block):
    assert read_block(write_block(block)) == tuple(map(tuple, block))


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("a\tb\r\nc\td\r\n", (("a", "b"), ("c", "d"))),
        ('"deux\nlignes"\tb\r\n', (("deux\nlignes", "b"),)),
        ('"dit ""oui"""\n', (('dit "oui"',),)),
        ('5" de large\tb', (('5" de large', "b"),)),
        ('"jamais fermé\tb\nc', (('"jamais fermé', "b"), ("c",))),
        ("a\n\n", (("a",), ("",))),
        ("\r\n", (("",),)),
    ],
)
def test_the_clipboards_of_spreadsheets_are_understood(text, block):
    assert read_block(text) == block


def test_nothing_and_too_much_are_refused():
    with pytest.raises(InvalidInput, match="block_empty"):
        read_block("")
    with pytest.raises(InvalidInput, match="block_too_large"):
        read_block("a\n" * (MOST_CELLS + 1))


def test_one_value_fills_a_selection_and_a_block_does_not():
    assert spread((("6",),), 2, 3) == (("6", "6", "6"), ("6", "6", "6"))
    assert spread((("6", "5"),), 4, 4) == (("6", "5"),)


# Cells


def test_every_field_that_is_copied_pastes_as_itself(desk):
    names = tuple(sorted(FIELD_NAMES))
    trainings = desk.document.study.trainings
    keys = tuple(trainings.keys())
    block = tuple(tuple(copied(desk, ROOM, key, name) for name in names) for key in keys)
    block = read_block(write_block(block))
    planned = plan_paste(desk, target(*names, keys=keys), block)
    assert planned.refused == ()
    assert planned.made.changes == ()


def test_names_are_copied_rather_than_keys(desk):
    assert copied(desk, ROOM, "t001", "institution") == "Centrale Lille"
    assert copied(desk, ROOM, "t001", "families").startswith("Pilotage; Conception")
    assert copied(desk, ROOM, "t001", "hours") == ""


# Pasting


def test_a_block_is_one_step_and_leaves_what_is_already_so(desk):
    before = desk.document.study
    planned = plan_paste(desk, target("level", "hours"), (("6", "400"), ("7", ""), ("5",)))
    paste(desk, planned.made)
    assert [(row(desk, key).level, row(desk, key).hours) for key in KEYS] == [
        (6, 400), (7, None), (5, None), (7, None),
    ]  # fmt: skip
    store = desk.document.store
    assert desk.texts.say(store.undoable().label) == "Coller 3 cases"
    desk.document.undo()
    assert desk.document.study == before


def test_one_bad_cell_stops_the_whole_block_and_is_named(desk):
    before = desk.document.study
    planned = plan_paste(
        desk, target("level", "city"), (("6", "Lille"), ("9", "Lille"), ("5", "Atlantis"))
    )
    assert [(cell.line, cell.key, cell.column, cell.value) for cell in planned.refused] == [
        (2, "t002", "level", "9"),
        (3, "t003", "city", "Atlantis"),
    ]
    paste(desk, planned.made)
    assert desk.document.study == before
    said = desk.texts.say(refusal(target("level", "city"), planned.refused))
    assert said.startswith("Rien n’a été collé, 2 cases sont refusées")
    assert "Ligne 2 du bloc, colonne « Niveau CEC », valeur « 9 »" in said.replace("\u202f", " ")


def test_many_refused_cells_are_counted_in_the_sentence_and_listed_in_the_table(desk):
    planned = plan_paste(desk, target("level"), (("x",),) * 4)
    said = desk.texts.say(refusal(target("level"), planned.refused))
    assert said.endswith("Et 2 autres cases.")
    assert refused_table(desk, target("level"), planned.refused).column("line") == (1, 2, 3, 4)


def test_a_column_that_is_no_field_may_only_come_back_as_it_was(desk):
    shown = {("t001", "seats"): "inconnu"}
    where = target("seats", "level", shown=shown)
    planned = plan_paste(desk, where, (("inconnu", "6"),))
    assert len(planned.made.changed) == 1
    assert plan_paste(desk, where, (("30", "6"),)).refused[0].column == "seats"


def test_a_block_that_leaves_the_table_is_refused(desk):
    with pytest.raises(InvalidInput, match="block_too_long"):
        plan_paste(desk, target("level"), (("6",),) * 5)
    with pytest.raises(InvalidInput, match="block_too_wide"):
        plan_paste(desk, target("level"), (("6", "7"),))


def test_lists_of_several_lines_and_french_numbers_are_read(desk):
    planned = plan_paste(
        desk, target("families", "hours"), (("Direction\nPilotage", "1\u202f200"),)
    )
    paste(desk, planned.made)
    assert set(row(desk, "t001").families) == {"direction", "pilotage"}
    assert row(desk, "t001").hours == 1200
