"""The tables of the tools: bulk edit, duplicates, merge, in the words of the shipped study."""

from __future__ import annotations

import pytest

from planner.compute.bulk import Correction, Mode, bulk_edit
from planner.compute.duplicates import THRESHOLD, near_duplicates
from planner.compute.merging import Take, merge_plan
from planner.messages import message
from planner.rows import Rows
from planner.study import Seats
from planner.tables.bulk import bulk_sentences, bulk_table
from planner.tables.cells import cell_said
from planner.tables.duplicates import duplicates_table, why
from planner.tables.merging import merge_sentence, merge_table, row_in_words
from planner.vocab import SeatKind
from tests.build import study, training
from tests.planner.tables.shipped import SHIPPED
from ui.actions.texts import Texts

FRENCH, ENGLISH = Texts("fr"), Texts("en")


def plain(said):
    return FRENCH.show(said).replace("\u202f", " ")


def bulk(*corrections, keys=("t001", "t010")):
    return bulk_edit(SHIPPED, "trainings", keys, corrections)


def test_the_difference_of_a_list_says_what_comes_and_what_goes():
    made = bulk(
        Correction("families", Mode.ADD, ("direction",)),
        Correction("families", Mode.REMOVE, ("pilotage",)),
    )
    table = bulk_table(SHIPPED, made.changes)
    assert list(map(plain, table.column("difference")))[:2] == [
        "+ Direction − Pilotage",
        "− Pilotage",
    ]
    assert [str(message.code) for message in table.column("field")][-2:] == [
        "field.source.nature"
    ] * 2


def test_a_single_value_says_its_words_before_and_after():
    table = bulk_table(SHIPPED, bulk(Correction("level", Mode.REPLACE, 6)).changes)
    assert plain(table.column("before")[0]) == "Niveau 7 (bac+5)"
    assert plain(table.column("after")[0]) == "Niveau 6 (bac+3, bac+4)"


def test_the_sentences_count_cells_rows_natures_and_what_stays():
    said = [plain(s) for s in bulk_sentences(bulk(Correction("level", Mode.REPLACE, 7)))]
    assert said == ["Rien ne change : les 2 lignes choisies ont déjà ces valeurs."]
    made = bulk(Correction("hours", Mode.REPLACE, 400), Correction("comment", Mode.REPLACE, "vu"))
    assert [plain(s) for s in bulk_sentences(made)] == [
        "4 cases changent dans 2 lignes.",
        "2 lignes publiées ou calculées deviennent déclarées.",
    ]


def test_a_pair_says_why_it_is_one():
    pairs = near_duplicates(SHIPPED)
    table = duplicates_table(SHIPPED, pairs, THRESHOLD)
    assert table.column("score") == tuple(pair.score for pair in pairs)
    deep = next(pair for pair in pairs if (pair.first, pair.second) == ("t008", "t009"))
    assert [plain(sentence) for sentence in why(deep)] == [
        "Ressemblance 86 sur 100 (intitulés : 78).",
        "Concordent : Établissement, Ville, Niveau CEC et Familles de métiers visées.",
        "Diffèrent : Durée.",
    ]


def test_a_merge_shows_fields_conflicts_and_what_moves():
    def seats(key, owner, year, low, high=None):
        return Seats(key=key, training=owner, year=year, kind=SeatKind.OPEN, low=low, high=high)

    before = study(
        trainings=[training("t1", "a"), training("t2", "b")],
        seats=[
            seats("s1", "t1", 2026, 20, 24),
            seats("s2", "t2", 2026, 30),
            seats("s3", "t2", 2027, 9, 9),
        ],
    )
    plan = merge_plan(before, "t1", "t2")
    table = merge_table(before, plan, {"families": Take.BOTH})
    lines = dict(zip(table.column("name"), table.column("result"), strict=True))
    assert plain(lines["families"]) == "A, B"
    assert lines["seats:2026:open"] == message("merge.undecided")
    assert plain(lines[""]) == "passe à la formation gardée"
    decided = merge_table(before, plan, {"seats:2026:open": Take.OTHER})
    assert "2026, places ouvertes, au moins 30, confiance moyenne" in map(
        plain, decided.column("result")
    )
    assert (
        plain(row_in_words(before, "seats", "s1"))
        == "2026, places ouvertes, 20 – 24, confiance moyenne"
    )
    assert plain(merge_sentence(plan)) == "1 ligne passe à la formation gardée ; t2 est archivée."


@pytest.mark.parametrize("texts", [FRENCH, ENGLISH])
def test_every_cell_of_the_inventory_can_be_said(texts):
    for row in Rows(SHIPPED.trainings):
        for name in (
            "title",
            "level",
            "families",
            "modalities",
            "is_described",
            "source.nature",
            "source.line",
        ):
            value = row
            for part in name.split("."):
                value = getattr(value, part)
            assert texts.show(cell_said(SHIPPED, "trainings", name, value))
