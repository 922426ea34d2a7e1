"""The merge of one cell: what was sent, what the study says today, and what came back."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from planner.compute.cells import is_blank
from planner.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.messages import Value


class Fate(StrEnum):
    """What becomes of a cell; ``same`` where both sides made one and the same change."""

    UNCHANGED = "unchanged"
    THEIRS = "theirs"
    OURS = "ours"
    SAME = "same"
    CONFLICT = "conflict"


def fate(
    base: Value,
    ours: Value,
    theirs: Value,
    same: Callable[[Value, Value], bool] | None = None,
) -> Fate:
    """What becomes of a cell that was sent as ``base``.

    Exchanging ``ours`` and ``theirs`` exchanges those two fates and no other: the merge is the
    one that version control makes of lines, cell by cell. ``same`` tells whether two values are
    one, :func:`alike` where nothing else is given.
    """
    same = same or alike
    is_ours, is_theirs = not same(base, ours), not same(base, theirs)
    if is_ours and is_theirs:
        return Fate.SAME if same(ours, theirs) else Fate.CONFLICT
    if is_theirs:
        return Fate.THEIRS
    return Fate.OURS if is_ours else Fate.UNCHANGED


def fate_unsent(ours: Value, theirs: Value) -> Fate:
    """What becomes of a cell that nobody sent: it fills what is unknown, and replaces nothing.

    An empty cell of a table that we did not send says nothing; two known values that differ are
    a conflict, for nobody can tell which of them is the newer.
    """
    if alike(ours, theirs):
        return Fate.UNCHANGED
    if is_blank(theirs) or theirs is False:
        return Fate.OURS
    return Fate.THEIRS if is_blank(ours) or ours is False else Fate.CONFLICT


def alike(one: Value, other: Value) -> bool:
    """True for values that say the same: texts whatever their kinds of spaces, lists in any order.

    Spreadsheets exchange non-breaking spaces for others: that is no change of an institution's.
    """
    if isinstance(one, str) and isinstance(other, str):
        return one == other or _spaced(one) == _spaced(other)
    if isinstance(one, tuple) and isinstance(other, tuple):
        return sorted(map(str, one)) == sorted(map(str, other))
    return type(one) is type(other) and one == other


def _spaced(text: str) -> list[str]:
    return clean(text).split()
