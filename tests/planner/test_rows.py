from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.rows import Rows
from planner.study import Department

departments = st.builds(
    Department,
    key=st.text("abcde", min_size=1, max_size=3),
    rank=st.integers(0, 3),
    name=st.text(max_size=3),
)
distinct = st.lists(departments, max_size=12, unique_by=lambda row: row.key)


def order(rows):
    return [(row.rank, row.key) for row in rows]


@given(distinct)
def test_rows_are_sorted_by_rank_then_key_whatever_the_order_given(items):
    assert Rows(items) == Rows(reversed(items))
    assert order(Rows(items)) == sorted(order(items))


@given(distinct, departments)
def test_putting_a_row_gives_what_building_anew_would(items, row):
    others = [item for item in items if item.key != row.key]
    put = Rows(items).put(row)
    assert put == Rows([*others, row])
    assert all(put.get(item.key) is item for item in put)


@given(distinct)
def test_dropping_a_row_leaves_the_others_where_they_were(items):
    rows = Rows(items)
    for item in items:
        left = rows.drop(item.key)
        assert list(left) == [row for row in rows if row.key != item.key]
        assert left.find(item.key) is None


@given(distinct, departments)
def test_the_former_rows_do_not_change(items, row):
    rows = Rows(items)
    before = list(rows)
    rows.put(row)
    assert list(rows) == before


def test_a_key_given_twice_is_named():
    with pytest.raises(ValueError, match="b"):
        Rows([Department(key="b", name="x"), Department(key="b", name="y")])


def test_an_absent_key_is_none_to_find_and_an_error_to_get_or_drop():
    rows = Rows([Department(key="a", name="x")])
    assert rows.find("z") is None
    with pytest.raises(KeyError):
        rows.get("z")
    with pytest.raises(KeyError):
        rows.drop("z")


def test_rows_are_read_by_place_and_slice_and_can_be_hashed():
    rows = Rows(Department(key=key, name=key) for key in "abc")
    assert rows[0].key == "a"
    assert [row.key for row in rows[1:]] == ["b", "c"]
    assert hash(rows) == hash(Rows(rows))
    assert list(rows.keys()) == ["a", "b", "c"]
    assert repr(rows) == "Rows(3)"


@given(distinct, st.lists(departments, max_size=12))
def test_putting_many_rows_is_putting_each_in_turn(items, rows):
    each = Rows(items)
    for row in rows:
        each = each.put(row)
    many = Rows(items).put_many(rows)
    assert many == each
    assert all(many.get(row.key) is each.get(row.key) for row in each)


@given(distinct, st.data())
def test_dropping_many_rows_is_dropping_each_in_turn(items, data):
    gone = data.draw(st.lists(st.sampled_from(items), unique=True)) if items else []
    each = Rows(items)
    for row in gone:
        each = each.drop(row.key)
    many = Rows(items).drop_many(row.key for row in gone)
    assert many == each
    assert [many.find(row.key) for row in gone] == [None] * len(gone)
    with pytest.raises(KeyError):
        many.drop_many(["zz"])
