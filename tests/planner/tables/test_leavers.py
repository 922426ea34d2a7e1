from __future__ import annotations

from planner.compute.leavers import LeaversBy
from planner.findings import Place
from planner.messages import message
from planner.study import Comment
from planner.tables.comments import comments_of, comments_table
from planner.tables.leavers import leaver_rows_table, leavers_table
from planner.tables.trainings import training_table
from tests.build import study, training
from tests.planner.compute.test_leavers import between, held, left


def line(table, number):
    return dict(zip([c.key for c in table.columns], table.rows[number].values, strict=True))


def test_occupations_stand_by_year_with_a_total_row():
    rows = left("l1", year=2024), left("l2", low=1, high=2), left("l3", "t2", occupation="Chef")
    table = leavers_table(held(*rows), LeaversBy.OCCUPATION)
    assert line(table, 0) == {
        "group": "Chef", "year_2024": None, "year_2025": between(3, 3),
        "people": between(3, 3), "trainings": 1,
    }  # fmt: skip
    assert line(table, 2) == {
        "group": message("column.total"), "year_2024": between(3, 3), "year_2025": between(4, 5),
        "people": between(7, 8), "trainings": 2,
    }  # fmt: skip
    assert table.rows[2].trainings == ("t1", "t2")


def test_by_year_there_is_one_column_of_people_and_an_unknown_family_has_no_name():
    table = leavers_table(held(left("l1")), LeaversBy.YEAR)
    assert [column.key for column in table.columns] == ["group", "people", "trainings"]
    assert line(leavers_table(held(left("l1")), LeaversBy.FAMILY), 0)["group"] is None
    assert leavers_table(held(), LeaversBy.YEAR).rows == ()


def test_each_row_of_leavers_names_its_training_and_where_it_stands():
    table = leaver_rows_table(held(left("l1", family="a", high=None)))
    assert line(table, 0)["training"] == "Formation t1"
    assert line(table, 0)["family"] == "A"
    assert line(table, 0)["people"] == between(3, None)
    assert table.rows[0].place == Place("leavers", "l1")


def remark(key, row, about="trainings", **more):
    return Comment(key=key, about=about, row=row, text=f"dit de {row}", **more)


def test_comments_name_what_they_are_about_even_where_it_is_gone():
    said = study(
        trainings=[training("t1")],
        comments=[
            remark("c1", "t1", author="Zoé"),
            remark("c2", "gone"),
            remark("c3", "a", "families"),
        ],
    )
    table = comments_table(said)
    assert [line(table, n)["row"] for n in range(3)] == ["Formation t1", "gone", "Famille a"]
    assert line(table, 1)["author"] is None
    assert len(comments_table(said, "trainings").rows) == 2
    assert [one.key for one in comments_of(said, "trainings", "t1")] == ["c1"]


def test_one_training_is_told_with_its_leavers_and_comments():
    said = study(
        trainings=[training("t1")],
        leavers=[left("l1", high=None), left("l2", "t2")],
        comments=[remark("c1", "t1", author="Zoé"), remark("c2", "t2")],
    )
    places = {row.place for row in training_table(said, said.trainings.get("t1")).rows}
    assert Place("leavers", "l1") in places
    assert Place("comments", "c1") in places
    assert not places & {Place("leavers", "l2"), Place("comments", "c2")}
