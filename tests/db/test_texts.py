"""Each error of the study file has its sentence, with the values that it is raised with."""

from __future__ import annotations

import ast
from datetime import date
from pathlib import Path

import pytest

from db.failures import _CODES, _EXTENDED, _SYSTEM
from planner.messages import message
from ui.actions.texts import LANGUAGES, Texts

DB = Path(__file__).parents[2] / "db"
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


def raised() -> set[str]:
    """The codes that the room raises, read from its source."""
    codes = set(FROM_TABLES)
    for file in DB.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in FAMILIES:
                code = node.args[0]
                if isinstance(code, ast.Constant):
                    codes.add(str(code.value))
    return codes


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", sorted(raised()))
def test_an_error_has_its_sentence(language: str, code: str) -> None:
    said = Texts(language).say(message(f"error.{code}", **SAMPLES))
    assert said.endswith(".")
    assert "{" not in said


def calls() -> list[tuple[str, frozenset[str]]]:
    """Each error raised with values that are all named, with their names."""
    found = []
    for file in DB.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in FAMILIES:
                names = [keyword.arg for keyword in node.keywords]
                if isinstance(node.args[0], ast.Constant) and None not in names:
                    found.append((str(node.args[0].value), frozenset(map(str, names))))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("code", "names"), calls())
def test_an_error_is_raised_with_all_that_its_sentence_names(
    language: str, code: str, names: frozenset[str]
) -> None:
    values = {name: value for name, value in SAMPLES.items() if name in names}
    Texts(language).say(message(f"error.{code}", **values))  # a KeyError names what is missing


def test_the_errors_are_found_in_the_source() -> None:
    assert {"file_locked", "file_missing", "row_removed", "sample_cell"} <= raised()
