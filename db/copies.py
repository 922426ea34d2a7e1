"""Copies of a region: the study with itself, as it is now, frozen beside it as the base of a merge.

The base keeps every collection, also those that an edition leaves out: what is done on the way in
any of them is told from what the region had. Editions stand in it without what they hold, which
their fingerprints tell.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from db.editions import frozen, opened
from planner.errors import StudyFileError
from planner.exchange.copies import Copy
from planner.rows import Rows

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from planner.study import Edition, Source, Study

#: How the key of the edition begins that is the base of a copy.
BASE = "e-base-"


def taken_copy(
    study: Study, name: str, *, key: str, on: date, author: str, source: Source
) -> Study:
    """The study with its base, under which it can be brought home.

    ``source`` says where it was taken. The base of a copy that it is itself stays behind.
    """
    kept = without_base(study)
    base = frozen(
        _listed(kept),
        f"{BASE}{key}",
        name,
        frozen_on=on,
        author=author,
        source=source,
        rank=max((row.rank for row in kept.editions), default=0) + 1,
        is_whole=True,
    )
    return replace(kept, editions=kept.editions.put(base))


def base_of(study: Study, path: Path) -> Edition:
    """The edition that a copy was taken from.

    ``StudyFileError`` where the study, which was read from ``path``, is no copy.
    """
    for row in study.editions:
        if row.key.startswith(BASE):
            return row
    raise StudyFileError("copy_without_base", path=path.name)


def copy_of(study: Study, path: Path) -> Copy:
    """What a study that was taken as a copy tells: what it was, and what it is now."""
    return Copy(opened(base_of(study, path)), without_base(study))


def without_base(study: Study) -> Study:
    """The study without the edition that it was taken from."""
    bases = [row.key for row in study.editions if row.key.startswith(BASE)]
    return replace(study, editions=study.editions.drop_many(bases)) if bases else study


def _listed(study: Study) -> Study:
    """The study with editions that are listed, but hold nothing."""
    return replace(study, editions=Rows(replace(row, content="") for row in study.editions))
