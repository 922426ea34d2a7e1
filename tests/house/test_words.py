from __future__ import annotations

import ast

import pytest

from tests.house.tree import nodes
from ui.actions.registry import VERBS
from ui.actions.texts import LANGUAGES, catalogue
from ui.actions.verbs import load_verbs

ERRORS = {
    "InvalidInput",
    "EditRefused",
    "StudyFileError",
    "ConflictError",
    "ExportError",
    "UsageError",
    "CartoplanError",
}


def said_codes():
    """Every text code that the product says literally, with where it says it."""
    for path, node in nodes(ast.Call):
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        first = node.args[0] if node.args else None
        if not (isinstance(first, ast.Constant) and isinstance(first.value, str)):
            continue
        if name in ("message", "say"):
            yield path, first.value
        elif name == "finding":
            yield path, f"finding.{first.value}"
        elif name in ERRORS:
            yield path, f"error.{first.value}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_that_the_product_says_has_its_sentence(language):
    known = catalogue(language)
    assert sorted({f"{path}: {code}" for path, code in said_codes() if code not in known}) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_verb_and_parameter_has_its_words(language):
    load_verbs()
    known = catalogue(language)
    codes = {code for verb in VERBS.values() for code in (verb.label, verb.help)}
    codes |= {f"param.{p.name}" for verb in VERBS.values() for p in verb.parameters}
    assert sorted(codes - known.keys()) == []


def test_no_sentence_is_empty():
    for language in LANGUAGES:
        empty = [
            c
            for c, s in catalogue(language).items()
            if not s or (isinstance(s, tuple) and not all(s))
        ]
        assert empty == []
