from __future__ import annotations

import pytest

from planner.edits import Batch, Put
from planner.errors import InvalidInput, UsageError
from planner.messages import message
from planner.study import Seats
from planner.vocab import SeatKind
from ui.actions.registry import VERBS

STEP = message("step.changed", name="x", target="collection.trainings")


def run(verb, desk, *given, **more):
    return VERBS[verb].run(desk, *given, **more)


def pairs(desk):
    (table,) = run("duplicates", desk).tables
    return list(zip(table.column("first_key"), table.column("second_key"), strict=True))


def seats(key, owner, low):
    return Put(
        "seats", Seats(key=key, training=owner, year=2026, kind=SeatKind.OPEN, low=low, high=low)
    )


def test_the_shipped_study_has_six_pairs_to_look_at(desk):
    outcome = run("duplicates", desk)
    assert desk.texts.say(outcome.said[0]) == "6 paires de formations se ressemblent."
    assert ("t008", "t009") in pairs(desk)


def test_a_pair_said_to_differ_is_no_longer_shown_and_keeps_the_reason(desk):
    run("different", desk, "t009", "t008", "Deux sujets distincts")
    assert ("t008", "t009") not in pairs(desk)
    (row,) = desk.document.study.acceptances
    assert (row.finding, row.row, row.author) == ("near_duplicate", "t008", "Camille")
    assert (row.reason, row.accepted_on) == ("Deux sujets distincts", desk.today())
    desk.document.undo()
    assert ("t008", "t009") in pairs(desk)


def test_a_difference_needs_a_reason_and_two_trainings(desk):
    with pytest.raises(InvalidInput, match="different_reason"):
        run("different", desk, "t008", "t009", "  ")
    with pytest.raises(InvalidInput, match="merge_itself"):
        run("different", desk, "t008", "t008", "non")


def test_a_merge_keeps_both_families_archives_the_other_and_is_taken_back_at_once(desk):
    before = desk.document.study
    run("merge", desk, "t002", "t001", take=["families=both"], note="même fiche")
    study = desk.document.study
    assert study.trainings.get("t002").families == (
        "pilotage", "offre-de-services", "conception", "developpement", "mise-en-production",
        "exploitation", "ia-ingenieur", "autres",
    )  # fmt: skip
    assert study.trainings.get("t001").is_archived
    (line,) = study.lineages
    assert (line.old, line.new, line.reason, line.author) == (
        "t001",
        "t002",
        "même fiche",
        "Camille",
    )
    desk.document.undo()
    assert desk.document.study == before


def test_a_conflict_is_named_until_it_is_decided(desk):
    desk.document.do(Batch((seats("s1", "t001", 20), seats("s2", "t002", 30))), STEP)
    with pytest.raises(InvalidInput, match="seats:2026:open"):
        run("merge", desk, "t001", "t002")
    (table,) = run("merge", desk, "t001", "t002", dry_run=True).tables
    undecided = dict(zip(table.column("name"), table.column("result"), strict=True))
    assert undecided["seats:2026:open"] == message("merge.undecided")
    run("merge", desk, "t001", "t002", take=["seats:2026:open=other"])
    assert desk.document.study.seats.get("s2").training == "t001"


def test_words_that_decide_nothing_are_refused(desk):
    for word in ("families", "families=all"):
        with pytest.raises(UsageError, match="merge_take"):
            run("merge", desk, "t001", "t002", take=[word])
    with pytest.raises(InvalidInput, match="duplicates_threshold"):
        run("duplicates", desk, threshold=20)
