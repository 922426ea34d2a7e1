"""The product's own source, read as text and as syntax."""

from __future__ import annotations

import ast
import gc
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from db.collector import collector_paused

ROOT = Path(__file__).parents[2]
ROOMS = ("planner", "db", "exports", "ui")
_Node = TypeVar("_Node", bound=ast.AST)
_KEPT = (
    ast.Call,
    ast.If,
    ast.Import,
    ast.ImportFrom,
    ast.ClassDef,
    ast.FunctionDef,
    ast.AsyncFunctionDef,
)
#: Most of all nodes, with nothing to be found below them.
_LEAVES = (ast.Name, ast.Constant)


@lru_cache
def sources() -> tuple[tuple[str, str, ast.Module], ...]:
    """Each source file: its path from the root, its text, its syntax tree."""
    found = []
    with collector_paused():  # millions of nodes, all of them kept
        for room in ROOMS:
            for path in sorted((ROOT / room).rglob("*.py")):
                text = path.read_text(encoding="utf-8")
                found.append((str(path.relative_to(ROOT)), text, ast.parse(text)))
    gc.freeze()  # they stay until the end: nothing of them is garbage
    return tuple(found)


@lru_cache
def _walked() -> tuple[tuple[str, ast.AST], ...]:
    return tuple((path, node) for path, _, tree in sources() for node in _kept(tree))


def _kept(tree: ast.Module) -> list[ast.AST]:
    """The nodes of a tree that are asked for; six times sooner than by ``ast.walk``."""
    found, left = [], [tree]
    while left:
        node = left.pop()
        if isinstance(node, _KEPT):
            found.append(node)
        for name in node._fields:
            value = getattr(node, name, None)
            for child in value if isinstance(value, list) else (value,):
                if isinstance(child, ast.AST) and child._fields and type(child) not in _LEAVES:
                    left.append(child)
    return found


def nodes(*kinds: type[_Node]) -> Iterator[tuple[str, _Node]]:
    """Each call, condition, import, class or function of the source after its file's path."""
    assert all(issubclass(kind, _KEPT) for kind in kinds)
    return ((path, node) for path, node in _walked() if isinstance(node, kinds))
