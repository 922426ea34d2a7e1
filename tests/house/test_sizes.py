from __future__ import annotations

import ast

from tests.house.tree import nodes, sources

LONGEST_FILE = 500
LONGEST_FUNCTION = 60
MOST_PUBLIC_METHODS = 12

#: Classes of a framework or of the house that owe their width to it; may only shrink.
WIDE_CLASSES: dict[str, int] = {}


def functions():
    return nodes(ast.FunctionDef, ast.AsyncFunctionDef)


def test_no_file_is_longer_than_five_hundred_lines():
    long = {path: text.count("\n") for path, text, _ in sources()}
    assert {p: n for p, n in long.items() if n > LONGEST_FILE} == {}


def test_no_function_is_longer_than_sixty_lines():
    assert [
        f"{path}:{f.lineno} {f.name}"
        for path, f in functions()
        if f.end_lineno - f.lineno + 1 > LONGEST_FUNCTION
    ] == []


def test_no_class_has_more_than_twelve_public_methods():
    wide = {}
    for path, node in nodes(ast.ClassDef):
        own = [f for f in node.body if isinstance(f, ast.FunctionDef) and not _is_value(f)]
        public = [f for f in own if not f.name.startswith("_") and f.name == f.name.lower()]
        if len(public) > MOST_PUBLIC_METHODS:
            wide[f"{path}:{node.name}"] = len(public)
    assert wide == WIDE_CLASSES


def _is_value(function):
    """A property is read like a value: it is not counted among the methods."""
    return any(getattr(d, "id", "") == "property" for d in function.decorator_list)


def test_every_function_is_fully_typed():
    bare = []
    for path, f in functions():
        if "migrations/versions" in path:
            continue
        args = [*f.args.posonlyargs, *f.args.args, *f.args.kwonlyargs]
        untyped = [a.arg for a in args if a.annotation is None and a.arg not in ("self", "cls")]
        if untyped or f.returns is None:
            bare.append(f"{path}:{f.lineno} {f.name} {untyped}")
    assert bare == []


def test_no_file_is_named_after_nothing():
    names = {path.rsplit("/", 1)[-1] for path, _, _ in sources()}
    assert names & {"utils.py", "helpers.py", "manager.py", "common.py", "misc.py"} == set()
