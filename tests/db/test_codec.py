"""Edits and messages as JSON: what was written comes back, and nothing else is taken."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.codec import decode_edit, decode_label, encode_edit, encode_label
from planner.edits import Batch, Drop, Edit, Put, Set
from planner.errors import StudyFileError
from planner.fields import ENTITIES, FIELDS
from planner.messages import Interval, Message, message
from planner.study import Training
from tests.db.build import field_values, rows, sources
from tests.tries import tries

THERE = {collection: ["a", "b"] for collection in ENTITIES}


@st.composite
def single_edits(draw: Any) -> Edit:
    collection = draw(st.sampled_from(list(ENTITIES)))
    key = draw(st.text(max_size=5))
    match draw(st.integers(0, 2)):
        case 0:
            return Put(collection, draw(rows(collection, key, THERE)))
        case 1:
            return Drop(collection, key)
    fields = draw(st.lists(st.sampled_from(FIELDS[collection]), unique=True, max_size=3))
    values = [(f.key, draw(field_values(f, THERE))) for f in fields]
    if draw(st.booleans()):
        values += [("rank", draw(st.integers())), ("source", draw(sources))]
    return Set(collection, key, tuple(values))


edits = st.recursive(
    single_edits(), lambda inner: st.lists(inner, max_size=3).map(tuple).map(Batch), max_leaves=4
)
exact = st.fractions()
plain = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
    | exact
    | st.dates()
    | st.builds(Interval, exact, st.none() | exact)
)
values = st.recursive(plain, lambda inner: st.lists(inner, max_size=3).map(tuple), max_leaves=5)
labels = st.builds(
    lambda code, given: message(code, **given),
    st.text(),
    st.dictionaries(st.text(), values, max_size=3),
)


def typed(value: Any) -> Any:
    """A value with the types of its parts, since 1 == 1.0 == True."""
    if isinstance(value, tuple):
        return tuple(map(typed, value))
    if isinstance(value, Message):
        return value.code, [(name, typed(part)) for name, part in value.values]
    return type(value), value


@tries(150)
@given(edits)
def test_an_edit_comes_back_as_it_was(edit: Edit) -> None:
    text = encode_edit(edit)
    assert decode_edit(text) == edit
    assert encode_edit(decode_edit(text)) == text
    assert text.isascii()


@given(labels)
def test_a_label_comes_back_as_it_was(label: Message) -> None:
    back = decode_label(encode_label(label))
    assert back == label
    assert typed(back) == typed(label)


def test_a_message_in_a_message_comes_back() -> None:
    label = message("a", part=message("b", on=date(2026, 1, 2), share=Fraction(9, 31)))
    assert decode_label(encode_label(label)) == label


ROW = json.loads(encode_edit(Put("trainings", Training(key="t", title="T"))))["put"]["row"]


def put(**changes: Any) -> str:
    return json.dumps({"put": {"collection": "trainings", "row": {**ROW, **changes}}})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "{}",
        '"put"',
        "NaN",
        "[" * 5_000,
        '{"grow": {}}',
        '{"put": {}, "drop": {}}',
        '{"drop": {"collection": "trainings"}}',
        '{"drop": {"collection": "trainings", "key": "t", "sure": true}}',
        '{"drop": {"collection": "trainings", "key": "t", "key": "u"}}',
        '{"drop": {"collection": "nowhere", "key": "t"}}',
        '{"drop": {"collection": "trainings", "key": 3}}',
        '{"set": {"collection": "trainings", "key": "t", "values": [["colour", "red"]]}}',
        '{"set": {"collection": "trainings", "key": "t", "values": [["level", "5"]]}}',
        '{"set": {"collection": "trainings", "key": "t", "values": [["level", true]]}}',
        '{"set": {"collection": "trainings", "key": "t", "values": [["level", 5.0]]}}',
        '{"set": {"collection": "trainings", "key": "t", "values": [["level"]]}}',
        '{"set": {"collection": "trainings", "key": "t", "values": [["title", null]]}}',
        '{"set": {"collection": "tasks", "key": "t", "values": [["due", "2026-02-30"]]}}',
        '{"set": {"collection": "assumptions", "key": "t", "values": [["value", "1/0"]]}}',
        '{"set": {"collection": "assumptions", "key": "t", "values": [["value", 0.5]]}}',
        '{"batch": {"put": {}}}',
        put(colour="red"),
        put(modalities=["evening"]),
        put(modalities="initial"),
        put(families=None),
        put(source=None),
        put(source={"nature": "guessed", "place": "", "line": None, "note": ""}),
        put(rank="1"),
        put(key=None),
    ],
)
def test_what_is_not_an_edit_of_ours_is_refused(text: str) -> None:
    with pytest.raises(StudyFileError) as caught:
        decode_edit(text)
    assert caught.value.message.code == "error.journal_unreadable"


@pytest.mark.parametrize(
    "text",
    [
        "3",
        '{"message": {}}',
        '{"message": {"code": 3, "values": {}}}',
        '{"message": {"code": "a", "values": {"x": {"fraction": [1, 0]}}}}',
        '{"message": {"code": "a", "values": {"x": {"date": "tomorrow"}}}}',
        '{"message": {"code": "a", "values": {"x": {"interval": [1, 2]}}}}',
        '{"message": {"code": "a", "values": {"x": {"colour": "red"}}}}',
        '{"message": {"code": "a", "values": {"x": {}}}}',
        '{"message": {"code": "a", "values": []}}',
    ],
)
def test_what_is_not_a_label_is_refused(text: str) -> None:
    with pytest.raises(StudyFileError):
        decode_label(text)


def without(*names: str) -> str:
    row = {name: value for name, value in ROW.items() if name not in names}
    return json.dumps({"put": {"collection": "trainings", "row": row}})


def test_a_row_written_before_a_field_was_known_takes_its_default() -> None:
    edit = decode_edit(without("months", "modalities", "comment"))
    assert edit == Put("trainings", Training(key="t", title="T"))


@pytest.mark.parametrize("name", ["title", "key", "rank", "source"])
def test_a_row_without_what_has_no_default_is_refused(name: str) -> None:
    with pytest.raises(StudyFileError):
        decode_edit(without(name))


def test_a_row_that_lacks_a_field_and_has_an_unknown_one_is_refused() -> None:
    row = {name: value for name, value in ROW.items() if name != "months"}
    text = json.dumps({"put": {"collection": "trainings", "row": {**row, "colour": "red"}}})
    with pytest.raises(StudyFileError):
        decode_edit(text)
