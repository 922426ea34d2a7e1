"""Two editions of the shipped study that differ in every way, for figures and pages."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from db.samples.reading import read_sample
from planner.edits import Batch, Put, Set, apply
from planner.rows import Rows
from planner.study import Lineage, Seats, Study, Training
from planner.vocab import LineageKind, SeatKind

_YEARS = range(2017, 2027)


def _seats(study: Study, per_year: int) -> Rows[Seats]:
    return Rows(
        Seats(key=f"{row.key}.{year}", training=row.key, year=year, kind=SeatKind.OPEN,
              low=per_year + place % 9, high=per_year + 4 + place % 9)
        for place, row in enumerate(study.trainings)
        for year in _YEARS
    )  # fmt: skip


_SAMPLE = read_sample()
#: The shipped study with places for every training of the experts' families.
OLD = replace(_SAMPLE, seats=_seats(_SAMPLE, 12))


def _later() -> Study:
    opened = Training(
        key="neuve", rank=999, title="Bachelor Technicien IA", institution="simplon",
        city="lille", level=5, families=("ia-technicien",),
    )  # fmt: skip
    gone, *rest = [row for row in OLD.trainings if "ia-ingenieur" in row.families][:3]
    edits = [
        Put("trainings", opened),
        *(Put("seats", Seats(key=f"n{year}", training="neuve", year=year, kind=SeatKind.OPEN,
                             low=20, high=24)) for year in _YEARS),
        Set("trainings", gone.key, (("is_archived", True),)),
        *(Set("seats", f"{row.key}.{year}", (("low", 30), ("high", 40)))
          for row in rest for year in _YEARS),
        Set("need_lines", "experts", (("low", 4500), ("central", 4700), ("high", 5600))),
        Set("assumptions", "yield.stays", (("value", Fraction(9, 10)),)),
        Set("trainings", "t020", (("title", "Un titre tout neuf"),)),
        Put("lineages", Lineage(key="l1", about="trainings", kind=LineageKind.MERGED, old="t030",
                                new="t031")),
        Set("trainings", "t030", (("is_archived", True),)),
    ]  # fmt: skip
    return apply(OLD, Batch(tuple(edits))).study


NEW = _later()
