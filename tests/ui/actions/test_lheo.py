"""LHEO files through the verbs: out, in, looked at first, one step."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count

import pytest

from db.exchange.lheo import read_lheo
from planner.errors import StudyFileError
from planner.rows import Rows
from planner.study import Seats
from planner.vocab import SeatKind
from tests.build import study, training
from tests.db.exchange.lheo_files import formation, lheo, put
from tests.lean import lean
from ui.actions import lheo as verbs
from ui.actions.desk import Desk
from ui.actions.files import create_document, open_document
from ui.actions.texts import Texts
from ui.cli import DONE, REFUSED, main

AT = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


@pytest.fixture
def desk_on(tmp_path):
    """Opens desks on files that hold given studies."""
    opened = []

    def make(given, language="fr"):
        path = tmp_path / f"etude{len(opened)}.cartoplan"
        create_document(path, given, "Camille", lambda: AT).close()
        number = count(1)
        document = open_document(path, "Camille", lambda: AT)
        opened.append(document)
        return Desk(document, Texts(language), "Camille", lambda: AT, lambda: f"new{next(number)}")

    yield make
    for document in opened:
        document.close()


def said(desk, outcome):
    return " ".join(desk.texts.say(each) for each in outcome.said)


def test_the_inventory_leaves_in_french_whatever_the_language(desk_on, tmp_path):
    desk, out = desk_on(study(trainings=[training(level=None, institution=None)]), "en"), tmp_path
    outcome = verbs.export_lheo(desk, out / "a.xml")
    assert "Non communiqué" in (out / "a.xml").read_text("utf-8")
    assert outcome.written == (out / "a.xml",)
    assert "1 training written" in said(desk, outcome)


def test_what_stays_home_and_what_is_shortened_is_said(desk_on, tmp_path):
    rows = [training("t1", title="x" * 300), training("t2", is_archived=True)]
    desk = desk_on(study(trainings=rows))
    told = said(desk, verbs.export_lheo(desk, tmp_path / "a.xml"))
    assert "1 formation archivée" in told
    assert "figure en entier" in told
    bare = said(desk, verbs.export_lheo(desk, tmp_path / "b.xml", without_own=True))
    assert "figure en entier" not in bare
    assert next(read_lheo(tmp_path / "b.xml")).own is None


def test_an_emptied_study_is_filled_again_by_its_own_file(desk_on, tmp_path):
    known = lean()
    seats = Seats(key="sx", training="t001", year=2026, kind=SeatKind.FUNDED, low=24, high=None)
    known = replace(known, seats=Rows([seats]))
    verbs.export_lheo(desk_on(known), tmp_path / "a.xml")
    kept = [row for row in known.trainings if row.key > "t040"]
    desk = desk_on(replace(known, trainings=Rows(kept), seats=Rows()))
    outcome = verbs.import_lheo(desk, tmp_path / "a.xml")
    assert desk.document.study.trainings == known.trainings
    assert desk.document.study.seats == known.seats
    assert outcome.data["taken"] == 40
    desk.document.undo()
    assert desk.document.study.trainings == Rows(kept)
    assert desk.document.study.seats == Rows()


def test_a_look_writes_nothing(desk_on, tmp_path):
    desk = desk_on(study())
    before = desk.document.study
    path = put(tmp_path / "a.xml", lheo(formation(city="Nulle-part", level="8")))
    outcome = verbs.import_lheo(desk, path, dry_run=True)
    assert desk.document.study == before
    assert outcome.data["written"] is False
    assert outcome.data["counts"]["new"] == 1
    told = said(desk, outcome)
    assert "2 valeurs n’ont pas été comprises" in told
    assert [table.key for table in outcome.tables] == ["reply", "unread"]


def test_many_new_institutions_are_counted_and_the_first_are_named(desk_on, tmp_path):
    desk = desk_on(study())
    text = lheo(*(formation(f"T{n}", institution=f"École {n}") for n in range(7)))
    told = said(desk, verbs.import_lheo(desk, put(tmp_path / "a.xml", text), dry_run=True))
    assert "7 établissements" in told
    assert "dont École 0" in told
    assert "École 6" not in told


def test_a_conflict_is_left_open_until_somebody_decides(desk_on, tmp_path):
    row = training("t1", title="Intégrer l’IA générative", level=6)
    desk = desk_on(study(trainings=[row]))
    path = put(tmp_path / "a.xml", lheo(formation(level="15")))
    outcome = verbs.import_lheo(desk, path)
    assert desk.document.study.trainings.get("t1").level == 6
    assert outcome.data["open"] == 1
    verbs.import_lheo(desk, path, decide=["t1.level=theirs"])
    assert desk.document.study.trainings.get("t1").level == 5


def test_the_file_is_kept_among_the_replies_once(desk_on, tmp_path):
    desk = desk_on(study(trainings=[training("t1", title="Intégrer l’IA générative", level=6)]))
    path = put(tmp_path / "a.xml", lheo(formation(level="15"), formation("Autre")))
    verbs.import_lheo(desk, path)
    verbs.import_lheo(desk, path, decide=["conflicts=theirs"])
    (kept,) = desk.document.study.replies
    assert (kept.file_name, kept.author, kept.institution) == ("a.xml", "Camille", None)
    assert kept.taken == 3


def test_a_file_that_is_refused_changes_nothing(desk_on, tmp_path):
    desk = desk_on(study())
    before = desk.document.study
    with pytest.raises(StudyFileError):
        verbs.import_lheo(desk, put(tmp_path / "a.xml", lheo(formation())[:-50]))
    assert desk.document.study == before


def test_the_commands_write_look_and_take(desk_on, tmp_path, capsys):
    desk = desk_on(study(trainings=[training("t1")]))
    file = str(desk.document.store.path)
    desk.document.close()
    out = tmp_path / "offre.xml"
    assert run(file, "export", "lheo", out) == DONE
    other = put(tmp_path / "b.xml", lheo(formation("Nouvelle", institution="École neuve")))
    capsys.readouterr()
    assert run(file, "lheo", "import", other, "--dry-run", "--json") == DONE
    told = json.loads(capsys.readouterr().out)
    assert (told["counts"]["new"], told["institutions"]) == (1, ["École neuve"])
    assert run(file, "lheo", "import", other) == DONE
    assert run(file, "lheo", "import", tmp_path / "none.xml") == REFUSED


def run(file, *words):
    return main(["--file", file, *map(str, words)], lambda file, texts: 0)
