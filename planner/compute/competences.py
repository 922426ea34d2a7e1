"""The competence rows under their occupations, and the edits that check where they belong.

Annex 2 prints occupations in merged cells: which rows a cell spans is not told, so most rows
stand under the occupation next to which they are printed until somebody has checked them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.corrections import correction
from planner.edits import Batch, Set
from planner.errors import InvalidInput
from planner.vocab import Attachment

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planner.edits import Edit
    from planner.study import Competence, Occupation, Sector, Study


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the attachments were checked, in rows.

    ``unplaced`` rows are printed without an occupation: there is nothing to check until somebody
    gives them one, so they are not part of ``n``.
    """

    checked: int
    n: int
    unplaced: int

    @property
    def left(self) -> int:
        """The rows that are still to be checked."""
        return self.n - self.checked


@dataclass(frozen=True, slots=True)
class OccupationRows:
    """The rows of an occupation in printed order; None holds those that have none."""

    occupation: Occupation | None
    rows: tuple[Competence, ...]


@dataclass(frozen=True, slots=True)
class SectorRows:
    """The occupations of a sector in their order, those without rows included."""

    sector: Sector
    occupations: tuple[OccupationRows, ...]

    @property
    def progress(self) -> Progress:
        """How far the sector was checked."""
        return _progress(row for held in self.occupations for row in held.rows)


def attachments(study: Study) -> tuple[SectorRows, ...]:
    """The sectors that have occupations or competences; rows without occupation come last."""
    rows: dict[tuple[str, str | None], list[Competence]] = defaultdict(list)
    for row in study.competences:
        rows[row.sector, row.occupation].append(row)
    occupations: dict[str, list[Occupation]] = defaultdict(list)
    for occupation in study.occupations:
        occupations[occupation.sector].append(occupation)
    return tuple(
        SectorRows(sector, held)
        for sector in study.sectors
        if (held := _held(sector, occupations[sector.key], rows))
    )


def progress(study: Study) -> Progress:
    """How far the attachments of the whole study were checked."""
    return _progress(study.competences)


def attach(study: Study, keys: Iterable[str], occupation: str) -> Edit:
    """The edit that puts rows under an occupation of their sector: their attachment is checked.

    Raises :class:`InvalidInput` for an unknown row or occupation, or one of another sector.
    """
    goal = study.occupations.find(occupation)
    if goal is None:
        raise InvalidInput("no_such_row", key=occupation, target="collection.occupations")
    rows = _rows(study, keys)
    for row in rows:
        if row.sector != goal.sector:
            raise InvalidInput("competence_other_sector", text=row.text[:80], name=goal.name)
    values = {"occupation": occupation, "attachment": Attachment.CHECKED}
    return Batch(tuple(correction("competences", row, values) for row in rows))


def confirm(study: Study, keys: Iterable[str]) -> Edit:
    """The edit that says of rows that they belong where they stand; checked ones stay as they are.

    Raises :class:`InvalidInput` for an unknown row, or one that has no occupation.
    """
    rows = _rows(study, keys)
    for row in rows:
        if row.occupation is None:
            raise InvalidInput("competence_unplaced", text=row.text[:80])
    values = (("attachment", Attachment.CHECKED),)
    left = (row for row in rows if row.attachment is not Attachment.CHECKED)
    return Batch(tuple(Set("competences", row.key, values) for row in left))


def neighbour(study: Study, keys: Sequence[str], step: int) -> str | None:
    """The occupation ``step`` before (negative) or after that of the rows, in their sector.

    Of several rows, the first counts upwards and the last downwards. Rows without occupation stand
    after the last one. None where there is no such occupation, or the rows are of several sectors.
    """
    rows = _rows(study, keys)
    if len({row.sector for row in rows}) != 1:
        return None
    around = [one.key for one in study.occupations if one.sector == rows[0].sector]
    places = [around.index(row.occupation) if row.occupation else len(around) for row in rows]
    goal = (min(places) if step < 0 else max(places)) + step
    return around[goal] if 0 <= goal < len(around) else None


def _held(
    sector: Sector,
    occupations: Iterable[Occupation],
    rows: dict[tuple[str, str | None], list[Competence]],
) -> tuple[OccupationRows, ...]:
    placed = [
        OccupationRows(one, tuple(rows.get((sector.key, one.key), ()))) for one in occupations
    ]
    unplaced = tuple(rows.get((sector.key, None), ()))
    return (*placed, OccupationRows(None, unplaced)) if unplaced else tuple(placed)


def _rows(study: Study, keys: Iterable[str]) -> list[Competence]:
    """The rows of the keys, each once."""
    found = []
    for key in dict.fromkeys(keys):
        row = study.competences.find(key)
        if row is None:
            raise InvalidInput("no_such_row", key=key, target="collection.competences")
        found.append(row)
    return found


def _progress(rows: Iterable[Competence]) -> Progress:
    counts = Counter(row.attachment for row in rows)
    checked = counts[Attachment.CHECKED]
    return Progress(checked, checked + counts[Attachment.AS_PRINTED], counts[Attachment.NONE])
