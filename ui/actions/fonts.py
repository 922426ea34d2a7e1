"""The shipped fonts, the same files on screen and on paper."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path


def font_files() -> tuple[Path, ...]:
    """The paths of the shipped TrueType fonts in the order of their names; none is missed."""
    folder = Path(str(files("exports"))) / "fonts"
    return tuple(sorted(folder.glob("*.ttf")))
