"""The product's own source, read as text and as syntax."""

from __future__ import annotations

import ast
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("planner", "db", "exports", "ui")


@lru_cache
def sources() -> tuple[tuple[str, str, ast.Module], ...]:
    """Each source file: its path from the root, its text, its syntax tree."""
    found = []
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            text = path.read_text(encoding="utf-8")
            found.append((str(path.relative_to(ROOT)), text, ast.parse(text)))
    return tuple(found)
