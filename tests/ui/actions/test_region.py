"""Work away: a copy is taken, edited elsewhere, brought back as one step."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest

from db.copies import BASE
from db.server.address import Address
from planner.edits import Drop, Put, Set
from planner.errors import StudyFileError, UsageError
from planner.messages import message
from planner.rights import Person, Role
from tests.build import study, training
from tests.db.build import who
from ui.actions import region, server
from ui.actions.desk import Desk
from ui.actions.document import Document
from ui.actions.files import create_document, open_document
from ui.actions.texts import Texts

AT = datetime(2026, 11, 23, 10, 12, tzinfo=UTC)
LABEL = message("step.changed", name="x", target="collection.trainings")


def desk_on(document: Document, author: str = "Camille") -> Desk:
    number = count(1)
    return Desk(document, Texts("fr"), author, lambda: AT, lambda: f"new{author}{next(number)}")


@pytest.fixture
def far(tmp_path):
    """A desk on a region of two trainings, kept in a file."""
    kept = study(trainings=[training(), training("t2", institution="iut")])
    document = create_document(tmp_path / "region.cartoplan", kept, "Camille", lambda: AT)
    yield desk_on(document)
    document.close()


@pytest.fixture
def away(far, tmp_path):
    """Edits a copy of the region as Ann would elsewhere; its path."""

    def edit(*edits):
        path = tmp_path / f"copie{len(list(tmp_path.iterdir()))}.cartoplan"
        region.take(far, path)
        document = open_document(path, "Ann", lambda: AT)
        for each in edits:
            document.do(each, LABEL)
        document.close()
        return path

    return edit


def said(desk, outcome):
    return " ".join(desk.texts.say(sentence) for sentence in outcome.said)


def test_a_copy_holds_the_study_and_its_start(far, tmp_path):
    outcome = region.take(far, tmp_path / "copie.cartoplan")
    assert outcome.written == (tmp_path / "copie.cartoplan",)
    document = open_document(tmp_path / "copie.cartoplan", "Ann", lambda: AT, read_only=True)
    (base,) = document.study.editions
    assert document.study.trainings == far.document.study.trainings
    assert base.key.startswith(BASE)
    assert base.name == "Départ de la copie, 23 novembre 2026 à 10:12"
    assert (base.author, base.source.place) == ("Camille", "region.cartoplan")
    assert not far.document.study.editions
    document.close()


def test_a_copy_never_replaces_a_file_and_has_the_ending_of_a_study(far, tmp_path):
    with pytest.raises(UsageError):
        region.take(far, tmp_path / "copie.xlsx")
    with pytest.raises(StudyFileError):
        region.take(far, tmp_path / "region.cartoplan")


def test_a_study_without_a_file_can_be_taken_away_too(tmp_path):
    desk = desk_on(Document(study(trainings=[training()])))
    region.take(desk, tmp_path / "copie.cartoplan")
    home = region.read_copy(desk, tmp_path / "copie.cartoplan")
    assert home.copy.base == desk.document.study


def test_what_was_done_away_comes_home_as_one_step_that_says_who_and_when(far, away):
    before = far.document.study
    path = away(Set("trainings", "t1", (("level", 8),)), Put("trainings", training("t9")))
    far.document.do(Set("trainings", "t1", (("title", "Changée ici"),)), LABEL)
    outcome = region.bring(far, path)
    row = far.document.study.trainings.get("t1")
    assert (row.level, row.title) == (8, "Changée ici")
    assert "2 lignes reprises" in said(far, outcome)
    (entry,) = far.document.store.history("trainings", "t9")
    label = far.texts.say(entry.label)
    assert entry.author == "Camille"
    assert [w for w in ("Camille", "23 nov. 2026", path.name, "2 lignes") if w not in label] == []
    far.document.undo()
    far.document.undo()
    assert far.document.study == before


def test_a_dry_run_writes_nothing(far, away):
    path, before = away(Set("trainings", "t1", (("level", 8),))), far.document.study
    outcome = region.bring(far, path, dry_run=True)
    assert far.document.study == before
    assert (outcome.data["taken"], outcome.data["written"]) == (1, False)


def test_a_copy_without_a_change_shows_nothing(far, away):
    outcome = region.bring(far, away())
    assert outcome.tables == ()
    assert outcome.data["rows"] == []
    assert far.document.store.undoable() is None


def test_words_decide_upon_conflicts_and_absent_rows(far, away):
    path = away(Set("trainings", "t1", (("level", 8),)), Drop("trainings", "t2"))
    far.document.do(Set("trainings", "t1", (("level", 6),)), LABEL)
    open_yet = region.bring(far, path)
    assert (open_yet.data["taken"], open_yet.data["open"]) == (0, 1)
    assert "à décider" in json.dumps(open_yet.data["rows"], ensure_ascii=False)
    region.bring(far, path, decide=["trainings/t1.level=theirs", "absent=drop"])
    (row,) = far.document.study.trainings
    assert (row.key, row.level) == ("t1", 8)


def test_a_decision_about_a_cell_that_is_not_there_is_refused(far, away):
    path = away(Set("trainings", "t1", (("level", 8),)))
    with pytest.raises(UsageError):
        region.bring(far, path, decide=["trainings/t1.nothing=theirs"])


def test_a_file_that_was_never_taken_is_refused_by_its_name(far, tmp_path):
    create_document(tmp_path / "autre.cartoplan", study(), "Ann", lambda: AT).close()
    with pytest.raises(StudyFileError) as caught:
        region.bring(far, tmp_path / "autre.cartoplan")
    assert "autre.cartoplan" in far.texts.say(caught.value.message)


def test_a_copy_taken_elsewhere_is_told(far, away, tmp_path):
    path = away(Set("trainings", "t1", (("level", 8),)))
    kept = study(trainings=[training()])
    other = desk_on(create_document(tmp_path / "ailleurs.cartoplan", kept, "Ann", lambda: AT))
    told = said(other, region.bring(other, path, dry_run=True))
    assert "« region.cartoplan »".replace(" ", "\u202f") in told
    assert "ailleurs.cartoplan" in told
    other.document.close()


def test_a_decision_that_cannot_stand_is_said_with_the_reason(far, away):
    path = away(
        Set("trainings", "t1", (("institution", None),)),
        Drop("institutions", "ens"),
    )
    far.document.do(Put("trainings", training("t8")), LABEL)
    outcome = region.bring(far, path, decide=["institutions/ens=drop"])
    assert outcome.data["left"] == ["institutions/ens"]
    assert "ENS" in said(far, outcome)
    assert far.document.study.trainings.get("t1").institution is None


def test_what_is_not_ones_own_is_listed_with_the_reason_and_left_out(far, away, monkeypatch):
    path = away(Set("trainings", "t1", (("level", 8),)), Set("trainings", "t2", (("level", 8),)))
    editor = Person(Role.INSTITUTION_EDITOR, frozenset({"iut"}))
    monkeypatch.setattr(type(far.document.store.keeper), "person", editor)
    outcome = region.bring(far, path)
    assert outcome.data["not_taken"] == ["trainings/t1"]
    assert "ENS" in json.dumps(outcome.data["rows"])
    levels = {row.key: row.level for row in far.document.study.trainings}
    assert levels == {"t1": 5, "t2": 8}


def test_the_copy_itself_can_receive_a_copy_of_it(far, away, tmp_path):
    first = away()
    document = open_document(first, "Ann", lambda: AT)
    desk = desk_on(document, "Ann")
    region.take(desk, tmp_path / "deux.cartoplan")
    second = open_document(tmp_path / "deux.cartoplan", "Bob", lambda: AT)
    second.do(Set("trainings", "t1", (("level", 8),)), LABEL)
    second.close()
    region.bring(desk, tmp_path / "deux.cartoplan")
    assert document.study.trainings.get("t1").level == 8
    assert [row.key.startswith(BASE) for row in document.study.editions] == [True]
    document.close()
    assert region.bring(far, first).data["taken"] == 1


def test_a_region_that_begins_with_a_copy_leaves_its_start_behind(far, away, monkeypatch):
    laid_out = []
    monkeypatch.setattr("db.server.admin.init", lambda address, kept, writer: laid_out.append(kept))
    monkeypatch.setattr(server, "_region", lambda desk: Address("here", "region", "Ann"))
    monkeypatch.setattr(server, "_faults", lambda address: ())
    server.init(far, study=away(Set("trainings", "t1", (("level", 8),))))
    (kept,) = laid_out
    assert kept.trainings.get("t1").level == 8
    assert not kept.editions


@pytest.mark.postgresql
def test_a_region_on_a_server_is_taken_away_and_brought_back(request, tmp_path, monkeypatch):
    from db.store import create, open_store

    monkeypatch.setattr("db.server.creating.version_of", lambda _: 0)
    monkeypatch.setattr("db.server.creating.make_tables", lambda _: None)
    address = request.getfixturevalue("server").emptied().with_login("Ann")
    kept = study(trainings=[training(), training("t2", institution="iut")])
    store = create(address, kept, **who())
    desk = desk_on(Document(store.study, store), "Ann")
    path: Path = tmp_path / "copie.cartoplan"
    region.take(desk, path)
    copy = open_document(path, "Ann", lambda: AT)
    copy.do(Set("trainings", "t1", (("level", 8),)), LABEL)
    copy.do(Put("trainings", training("t9", "a")), LABEL)
    copy.close()
    with open_store(address.with_login("Bob"), **who("Bob")) as bob:
        Document(bob.study, bob).do(Set("trainings", "t1", (("title", "De Bob"),)), LABEL)
    desk.document.reload()
    outcome = region.bring(desk, path)
    assert outcome.data["taken"] == 2
    with open_store(address.with_login("Bob"), read_only=True, **who("Bob")) as bob:
        row = bob.study.trainings.get("t1")
        assert (row.level, row.title) == (8, "De Bob")
        assert bob.study.trainings.get("t9").families == ("a",)
        assert not bob.study.editions
    assert outcome.data["counts"]["conflicting"] == 0
    store.close()
