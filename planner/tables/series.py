"""Counts of the offer in two editions side by side, with what changed between them."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from planner.compute.inventory import UNKNOWN, Dimension, crosstab, label, live
from planner.findings import Place
from planner.messages import message
from planner.tables.crosstabs import COLLECTIONS
from planner.tables.table import Column, Format, Row, Table
from planner.words import word

if TYPE_CHECKING:
    from planner.messages import Message, Value
    from planner.study import Study


def series_table(
    study: Study, dimension: Dimension, old: Study | None = None, names: tuple[str, str] = ("", "")
) -> Table:
    """Described trainings by a dimension: those of ``old``, those of ``study``, the difference.

    ``names`` are those of the former and of the later edition. Without ``old`` there is one count.
    A value that an edition does not have, such as a family that came later, has no count there:
    it is said to be absent, neither nought nor unknown.
    """
    now, then = _counts(study, dimension), None if old is None else _counts(old, dimension)
    described = len(live(study))
    keys = list(now)
    keys[-1:-1] = [key for key in then or () if key not in now]
    rows = []
    for key in keys:
        known = study if key in now or old is None else old
        count = now.get(key)
        share = Fraction(count, described) if described and count is not None else None
        values: list[Value] = [label(known, dimension, key)]
        if then is not None:
            values.append(_count(then.get(key)))
        values.append(_count(count))
        if then is not None:
            values.append(_difference(then.get(key), count))
        values.append(message("series.absent") if count is None else share)
        collection = COLLECTIONS.get(dimension)
        here = collection is not None and key in now and key != UNKNOWN
        rows.append(Row(tuple(values), Place(collection, key) if here and collection else None))
    return Table(
        f"series_{dimension}",
        message("table.series", dimension=word(dimension)),
        _columns(dimension, names, has_old=then is not None),
        tuple(rows),
        _notes(dimension, described),
    )


def _counts(study: Study, dimension: Dimension) -> dict[str, int]:
    other = Dimension.LEVEL if dimension is not Dimension.LEVEL else Dimension.FAMILY
    crossed = crosstab(study, dimension, other)
    return {key: len(crossed.row_total(key).trainings) for key in crossed.rows}


def _count(count: int | None) -> Value:
    return message("series.absent") if count is None else count


def _difference(then: int | None, now: int | None) -> Value:
    if then is None or now is None:
        return message("series.absent")
    code = "up" if now > then else "down" if now < then else "same"
    return message(f"series.{code}", n=abs(now - then))


def _columns(dimension: Dimension, names: tuple[str, str], *, has_old: bool) -> tuple[Column, ...]:
    before = Column("before", message("series.edition", name=names[0]), Format.INTEGER, width=14)
    after = Column("after", message("series.edition", name=names[1]), Format.INTEGER, width=14)
    first = Column("key", word(dimension), Format.SAID, width=44)
    share = Column("share", message("column.share"), Format.PERCENT, width=12)
    if not has_old:
        count = Column("after", message("measure.trainings"), Format.INTEGER, width=14)
        return first, count, share
    change = Column("change", message("series.change"), Format.INTEGER, width=12)
    return first, before, after, change, share


def _notes(dimension: Dimension, described: int) -> tuple[Message, ...]:
    notes = [message("note.computed_from", n=described)]
    if dimension in (Dimension.FAMILY, Dimension.MODALITY, Dimension.DOMAIN):
        notes.append(message("note.several"))
    return tuple(notes)
