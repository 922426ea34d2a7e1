"""Each error of the study file has its sentence, with the values that it is raised with."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import date

import pytest

from db.failures import _CODES, _EXTENDED, _SYSTEM
from planner.messages import message
from tests.house.tree import nodes
from ui.actions.texts import LANGUAGES, Texts

FAMILIES = {"StudyFileError", "ConflictError"}
FROM_TABLES = {*_CODES.values(), *_EXTENDED.values(), *_SYSTEM.values(), "row_changed", "row_added"}
SAMPLES = {
    "n": 5,
    "sheet": "Identité",
    "path": "/a/b.cartoplan", "folder": "/a", "reason": "malformed", "version": 2, "known": 1,
    "collection": "collection.trainings", "value": "x", "author": "Ann", "machine": "m", "pid": 12,
    "day": date(2026, 3, 2), "time": "09:00", "lock": "/a/b.lock", "rule": "ck", "seq": 3,
    "next": None, "pragma": "synchronous", "table": "trainings", "key": "t1", "name": "n",
    "file": "f.csv", "line": 3, "column": "c", "columns": 300, "option": "x",
    "options": ("sslmode",),
    "encoding": "LATIN1", "found": 2, "kept": 3, "login": "ann", "oldest": 15, "program": "pg_dump",
    "release": 14, "role": "role.officer", "schemes": ("postgresql",), "why": "x",
}  # fmt: skip


def errors() -> Iterator[tuple[str, ast.Call]]:
    """Each error that the room raises by a code that is written there, with its call."""
    for _, call in nodes(ast.Call, within="db/"):
        if getattr(call.func, "id", "") in FAMILIES:
            code = call.args[0]
            if isinstance(code, ast.Constant):
                yield str(code.value), call


def raised() -> set[str]:
    """The codes that the room raises, read from its source."""
    return {*FROM_TABLES, *(code for code, _ in errors())}


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_error_has_its_sentence(language: str) -> None:
    texts = Texts(language)
    for code in sorted(raised()):
        said = texts.say(message(f"error.{code}", **SAMPLES))
        assert said.endswith("."), code
        assert "{" not in said, code


def calls() -> list[tuple[str, frozenset[str]]]:
    """Each error raised with values that are all named, with their names."""
    named = ((code, [keyword.arg for keyword in call.keywords]) for code, call in errors())
    return [(code, frozenset(map(str, names))) for code, names in named if None not in names]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_error_is_raised_with_all_that_its_sentence_names(language: str) -> None:
    texts = Texts(language)
    for code, names in calls():
        values = {name: value for name, value in SAMPLES.items() if name in names}
        try:
            texts.say(message(f"error.{code}", **values))
        except KeyError as missing:
            pytest.fail(f"{code} is raised without {missing}")


def test_the_errors_are_found_in_the_source() -> None:
    assert {"file_locked", "file_missing", "row_removed", "sample_cell"} <= raised()
    assert len(calls()) > 60
