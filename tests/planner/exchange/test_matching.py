"""Rows and the trainings that they are: by key, by title, nearly, or refused as doubtful."""

from __future__ import annotations

from planner.compute.duplicates import THRESHOLD, near_duplicates, nearest
from planner.exchange.matching import NEW, matched
from planner.exchange.replies import GivenRow, Spot
from tests.build import study, training


def rows(*titles, **more):
    return [
        GivenRow(Spot("Offre", number), values={"title": title, **more})
        for number, title in enumerate(titles, 2)
    ]


def mine(key, title, **more):
    return training(key, title=title, institution="ens", **more)


LONG = "Master intelligence artificielle et apprentissage profond"
STUDY = study(
    trainings=(
        mine("t1", "Licence informatique", rank=1),
        mine("t2", LONG, rank=2),
        mine("t3", "Licence informatique et droit", rank=3, city="douai"),
        training("t4", title="Licence informatique", institution="other", rank=4),
        mine("t5", "BTS fermé", is_archived=True, rank=5),
    )
)


def keys(given, **more):
    return [row.key for row in matched(STUDY, given, "ens", **more).rows]


def test_a_key_is_believed_and_an_unknown_one_is_left_to_the_title():
    given = [
        GivenRow(Spot("Offre", 2), "t2", {"title": "Tout autre chose"}),
        GivenRow(Spot("Offre", 3), "nobody", {"title": "licence INFORMATIQUE "}),
    ]
    found = matched(STUDY, given, "ens")
    assert [(row.key, row.matched) for row in found.rows] == [("t2", False), ("t1", True)]


def test_titles_are_known_whatever_their_case_accents_and_spaces():
    assert keys(rows("LICENCE\u00a0INFORMATIQUE")) == ["t1"]


def test_a_title_of_another_institution_is_not_looked_at():
    other = matched(STUDY, rows("Licence informatique"), "other")
    assert [row.key for row in other.rows] == ["t4"]
    assert keys(rows("BTS fermé", "Rien de tel")) == ["", ""]


def test_a_title_that_is_nearly_the_same_is_told_with_its_likeness():
    found = matched(STUDY, rows(LONG.replace("et ", "& ")), "ens")
    (match,) = found.matches
    assert found.rows[0].key == match.key == "t2"
    assert THRESHOLD <= match.score < 100
    assert match.told().said.code == "given.near"


def test_two_rows_of_one_title_are_doubtful_unless_city_or_level_tell():
    doubtful = matched(STUDY, rows("Licence informatique", "Licence informatique"), "ens").rows
    assert [row.key for row in doubtful] == ["", ""]
    assert [row.refused[0].said.code for row in doubtful] == ["error.match_ambiguous"] * 2
    assert [row.refused[0].cell for row in doubtful] == ["A2", "A3"]
    told = [
        *rows("Licence informatique et droit", city="douai"),
        *rows("Licence informatique et droit", city="lille"),
    ]
    assert keys(told)[0] == "t3"


def test_a_person_has_the_last_word():
    doubtful = rows("Licence informatique", "Licence informatique")
    assert keys(doubtful, chosen={2: "t1", 3: NEW}) == ["t1", ""]


def test_the_likeliest_of_two_near_rows_has_the_training():
    near = LONG.replace("profond", "profonds")
    found = keys(rows(LONG.replace("artificielle", "artificiel"), near))
    assert found.count("t2") == 1


def test_two_trainings_as_near_are_not_told_apart():
    made = study(
        trainings=(
            mine("a", LONG + " à Lille", rank=1),
            mine("b", LONG + " à Douai", rank=2),
        )
    )
    (row,) = matched(made, rows(LONG), "ens").rows
    assert row.key == ""
    assert [each.said.code for each in row.refused] == ["error.match_ambiguous"]
    assert "(a)" in str(row.refused[0].said["names"])


def test_the_scores_are_those_of_near_duplicates():
    given = mine("new", LONG.replace("et ", ""))
    together = study(trainings=(*STUDY.trainings, given))
    pairs = {
        pair.first if pair.second == "new" else pair.second: pair.score
        for pair in near_duplicates(together)
        if "new" in (pair.first, pair.second)
    }
    assert pairs
    assert dict(nearest(STUDY, [given])[0]) == pairs


def test_many_rows_of_one_title_are_told_apart_in_no_time():
    found = matched(STUDY, rows(*["Licence informatique"] * 5_000), "ens").rows
    assert all(row.refused for row in found)
