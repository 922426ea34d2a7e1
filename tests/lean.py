"""The shipped study without its trades and rules: a quarter of its rows, read as quickly.

For tests of what is done to a study file; those of what the study tells take the whole of it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from db.editions import frozen
from db.samples.reading import read_sample
from planner.rows import Rows
from planner.study import DECLARED, Study
from ui.actions.files import create_document

_LEFT_OUT = (
    "headcounts",
    "sector_occupations",
    "projections",
    "occupations",
    "competences",
    "rule_sets",
    "criteria",
)
_NOON = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)


@cache
def lean() -> Study:
    """All that the shipped study tells of trainings, needs, certifications and plan."""
    nothing: dict[str, Any] = {name: Rows() for name in _LEFT_OUT}
    return replace(read_sample(), **nothing)


@cache
def lean_file(*, has_edition: bool) -> bytes:
    """A closed study file that holds it, and maybe itself as the edition « 2019 »."""
    edition = frozen(lean(), "e-first", "2019", frozen_on=None, author="", source=DECLARED)
    study = replace(lean(), editions=Rows([edition])) if has_edition else lean()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "etude.cartoplan"
        create_document(path, study, "template", lambda: _NOON).close()
        return path.read_bytes()


def lean_copy(folder: Path, *, has_edition: bool = True) -> Path:
    """A copy of that file in a folder, with a name that is not plain."""
    path = folder / "étude.cartoplan"
    path.write_bytes(lean_file(has_edition=has_edition))
    return path
