"""The finder beside the plainest way to do the same: filter a list, then sort it."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from planner.messages import message
from planner.tables.table import Table
from ui.desktop.models.prepared import Prepared, ranked, sort_keys
from ui.desktop.models.row_finder import RowFinder

EMPTY = Table("t", message("value.unknown"), (), ())
WORDS = st.sampled_from(["ia", "lille", "ia lille", "data", "", "i", "a da"])
ROWS = st.lists(st.tuples(WORDS, st.one_of(st.none(), st.integers(0, 3))), max_size=12)


def finder(rows):
    keys = [f"k{n}" for n in range(len(rows))]
    hay = [words for words, _ in rows]
    made = RowFinder(Prepared(EMPTY, keys, [], hay, np.zeros(len(rows), np.uint8)))
    made.ranks[0] = ranked([number for _, number in rows])
    return made


def plainly(rows, order, words, fitting, *, is_descending):
    kept = [n for n in order if n in fitting and all(w in rows[n][0] for w in words.split())]
    known = [n for n in kept if rows[n][1] is not None]
    known.sort(key=lambda n: rows[n][1], reverse=is_descending)
    return known + [n for n in kept if rows[n][1] is None]


@given(ROWS, st.lists(WORDS, max_size=4), st.booleans(), st.data())
def test_rows_are_found_and_sorted_as_in_the_plainest_way(rows, sought, is_descending, data):
    made = finder(rows)
    fitting = data.draw(st.sets(st.sampled_from(range(len(rows))))) if rows else set()
    made.restrict([f"k{n}" for n in fitting])
    for words in sought:
        found = made.arranged(words, 0, is_descending=is_descending).tolist()
        whole = range(len(rows))
        assert found == plainly(rows, whole, words, fitting, is_descending=is_descending)


@given(ROWS, st.data())
def test_rows_that_come_go_and_change_are_found_as_if_they_had_always_stood_so(rows, data):
    made, now = finder(rows), list(rows)
    made.arranged("ia", 0, is_descending=False)
    for number, (words, _) in enumerate(data.draw(ROWS)):
        now.append((words, None))
        made.append(f"new{number}", words, 0)
    order = data.draw(st.permutations(range(len(now))))
    stay = order[: data.draw(st.integers(0, len(order)))]
    keys = [*(f"k{n}" for n in range(len(rows))), *(f"new{n}" for n in range(len(now)))]
    made.reorder([keys[n] for n in stay])
    for number in stay[:3]:
        now[number] = ("lille data", now[number][1])
        made.put(number, "lille data", 1)
    for words in ("", "l", "lille", "data"):
        found = made.arranged(words, -1, is_descending=False).tolist()
        assert found == [n for n in stay if all(w in now[n][0] for w in words.split())]


def test_one_row_that_fits_no_more_is_told_once():
    made = finder([("a", 1), ("b", 2)])
    assert made.fit(["k0"], [])
    assert not made.fit(["k0", "gone"], ["gone"])
    assert made.arranged("", -1, is_descending=False).tolist() == [1]
    assert made.fit(["k0"], ["k0"])
    assert made.arranged("", -1, is_descending=False).tolist() == [0, 1]


def test_marks_are_counted_among_what_is_shown():
    made = finder([("a", 1), ("b", 2), ("ab", 3)])
    made.put(1, "b", 2)
    assert made.tally(made.arranged("b", -1, is_descending=False)) == (1, 0, 1)
    assert made.tally(made.natural) == (2, 0, 1)


def test_lists_are_sorted_by_length_then_by_words_and_numbers_by_size():
    fold = str.casefold
    assert sort_keys([("b",), None, ("a", "c")], ["B", "?", "a, c"], fold) == [
        (1, "b"), None, (2, "a, c"),
    ]  # fmt: skip
    assert sort_keys(["É", None], ["É", "?"], fold) == ["é", None]
    numbers = ranked(sort_keys([10, 9, None], ["10", "9", "?"], fold))
    assert numbers[1] < numbers[0]
    assert np.isnan(numbers[2])
