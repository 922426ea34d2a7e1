"""Editions as a person keeps and reads them; every journey ends in the study file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from db.editions import bare, opened
from db.fingerprint import fingerprint
from db.samples.reading import read_sample
from planner.edits import Put, Set
from planner.errors import EditRefused, InvalidInput, StudyFileError
from planner.messages import message
from planner.study import Commitment
from planner.vocab import Nature
from tests.build import study
from ui.actions.document import Document
from ui.actions.editions import (
    drop_edition,
    freeze_edition,
    lay_edition,
    lay_today,
    left_out,
    list_editions,
    moments,
    show_edition,
)
from ui.actions.files import FIRST_EDITION, create_document, first_study, load, new, open_document
from ui.actions.history import undo
from ui.actions.indicators import show_indicators

LABEL = message("step.changed", name="x", target="collection.trainings")
RENAME = Set("trainings", "t001", (("title", "Un autre titre"),))


@pytest.fixture
def desk(lean_desk):
    return lean_desk


def reread(desk):
    """The study as the file holds it."""
    path = desk.document.today.store.path
    reader = open_document(path, "Léa", desk.now, read_only=True)
    reader.close()
    return reader.study


def test_a_frozen_edition_is_in_the_file_and_keeps_what_was(desk):
    before = desk.document.study
    freeze_edition(desk, " 2026 ", note="Symposium")
    desk.document.do(RENAME, LABEL)
    (row,) = reread(desk).editions
    assert (row.name, row.note, row.author, row.frozen_on) == (
        "2026",
        "Symposium",
        "Camille",
        date(2026, 1, 5),
    )
    assert opened(row) == bare(before)
    assert row.digest == fingerprint(bare(before))


def test_freezing_is_undone_and_redone_like_everything(desk):
    freeze_edition(desk, "2026")
    (row,) = desk.document.study.editions
    undo(desk)
    assert len(reread(desk).editions) == 0
    desk.document.redo()
    assert tuple(reread(desk).editions) == (row,)


@pytest.mark.parametrize(("name", "code"), [(" ", "field_needed"), ("é2026", "")])
def test_an_edition_needs_a_name(desk, name, code):
    if not code:
        freeze_edition(desk, name)
        assert len(desk.document.study.editions) == 1
        return
    with pytest.raises(InvalidInput) as caught:
        freeze_edition(desk, name)
    assert caught.value.message.code == f"error.{code}"


def test_two_editions_cannot_have_one_name(desk):
    freeze_edition(desk, "Édition 1")
    with pytest.raises(EditRefused) as caught:
        freeze_edition(desk, "édition  1")
    assert caught.value.message.code == "error.edition_name_taken"
    assert len(reread(desk).editions) == 1


def test_an_edition_is_found_by_key_or_name_and_told(desk):
    freeze_edition(desk, "2026")
    (row,) = desk.document.study.editions
    for told in (row.key, "2026"):
        shown = show_edition(desk, told)
        assert shown.said[0]["name"] == "2026"
        assert shown.said[0]["n"] == 81
    values = dict(row.values for row in shown.tables[0].rows)
    assert values[message("collection.trainings")] == len(desk.document.study.trainings)
    assert row.content not in values.values()


def test_editions_stand_in_the_order_of_their_days(desk):
    rows = first_study().editions
    desk.document.do(Put("editions", replace(rows[0], rank=9)), LABEL)
    freeze_edition(desk, "2026")
    assert list_editions(desk).tables[0].column("name") == ("2019", "2026")


def test_a_file_without_editions_says_how_to_freeze_one(desk):
    outcome = list_editions(desk)
    assert outcome.tables == ()
    assert outcome.said == (message("editions.none"),)
    assert outcome.data == []


def test_an_edition_is_read_and_never_written(desk):
    freeze_edition(desk, "2026")
    desk.document.do(RENAME, LABEL)
    today = desk.document
    lay_edition(desk, "2026")
    assert desk.document.is_read_only
    assert desk.document.study.trainings.get("t001").title != "Un autre titre"
    for act in (
        lambda: desk.document.do(Set("trainings", "t001", (("title", "Encore"),)), LABEL),
        lambda: desk.document.undo(),
        lambda: desk.document.redo(),
        lambda: freeze_edition(desk, "2027"),
    ):
        with pytest.raises(EditRefused) as caught:
            act()
        assert caught.value.message == message("error.edition_read_only", name="2026")
    lay_today(desk)
    assert desk.document is today
    desk.document.do(Set("trainings", "t001", (("title", "Encore"),)), LABEL)
    assert reread(desk).trainings.get("t001").title == "Encore"


def test_from_one_edition_to_another_today_stays_beneath(desk):
    today = desk.document
    freeze_edition(desk, "Une")
    freeze_edition(desk, "Deux")
    lay_edition(desk, "Une")
    lay_edition(desk, "Deux")
    assert desk.document.edition.name == "Deux"
    assert desk.document.today is today


def test_closing_an_edition_lets_the_file_go(desk):
    freeze_edition(desk, "2026")
    path = desk.document.store.path
    lay_edition(desk, "2026")
    desk.document.close()
    again = open_document(path, "Léa", desk.now)  # the lock is free
    assert len(again.study.editions) == 1
    desk.document = again


def test_an_edition_that_somebody_damaged_is_told_and_opens_nothing(desk):
    freeze_edition(desk, "2026")
    (row,) = desk.document.study.editions
    desk.document.do(Set("editions", row.key, (("content", row.content[:-9]),)), LABEL)
    today = desk.document
    with pytest.raises(StudyFileError) as caught:
        lay_edition(desk, "2026")
    assert caught.value.message["name"] == "2026"
    assert desk.document is today


def test_an_edition_that_commitments_hang_on_stays(desk):
    freeze_edition(desk, "2026")
    (row,) = desk.document.study.editions
    kept = Commitment(key="c", edition=row.key, text="Ouvrir une licence")
    desk.document.do(Put("commitments", kept), LABEL)
    with pytest.raises(EditRefused) as caught:
        drop_edition(desk, "2026")
    assert caught.value.message.code == "error.still_used"
    undo(desk)
    drop_edition(desk, "2026")
    assert len(reread(desk).editions) == 0
    undo(desk)
    assert tuple(reread(desk).editions) == (row,)


def test_a_new_file_begins_with_the_edition_of_2019(desk, tmp_path):
    path = tmp_path / "neuve.cartoplan"
    new(desk, path)
    made = open_document(path, "Léa", desk.now)
    made.close()
    (row,) = made.study.editions
    assert (row.key, row.name, row.frozen_on) == (FIRST_EDITION, "2019", None)
    assert row.source.nature is Nature.PUBLISHED
    assert opened(row) == read_sample()
    assert bare(made.study) == read_sample()


def test_an_empty_file_begins_without_edition(desk, tmp_path):
    path = tmp_path / "vide.cartoplan"
    new(desk, path, empty=True)
    made = open_document(path, "Léa", desk.now)
    made.close()
    assert len(made.study.editions) == 0


def test_loading_brings_the_edition_of_2019_once(desk):
    load(desk)
    load(desk)
    assert [row.name for row in desk.document.study.editions] == ["2019"]


def test_loading_leaves_an_edition_of_that_name_alone(desk):
    freeze_edition(desk, "2019")
    (own,) = desk.document.study.editions
    load(desk)
    assert tuple(desk.document.study.editions) == (own,)


def test_an_edition_of_a_study_in_memory_has_nothing_to_close(tmp_path, desk):
    document = create_document(tmp_path / "b.cartoplan", study(), "Zoé", desk.now)
    over = Document(study(), beneath=document)
    over.close()
    create_document(tmp_path / "c.cartoplan", study(), "Zoé", desk.now).close()
    open_document(tmp_path / "b.cartoplan", "Zoé", desk.now).close()


def test_the_moments_are_the_editions_then_today_and_leave_out_what_is_damaged(desk):
    load(desk)
    freeze_edition(desk, "2026")
    assert [one.name for one in moments(desk.document.study)] == ["2019", "2026", ""]
    row = desk.document.study.editions[-1]
    desk.document.do(Set("editions", row.key, (("content", "!"),)), LABEL)
    damaged = desk.document.study
    known = moments(damaged)
    assert [one.name for one in known] == ["2019", ""]
    assert left_out(damaged, known) == ("2026",)
    said = desk.texts.say(show_indicators(desk).said[-1])
    assert "2026" in said
    assert "endommagée" in said
