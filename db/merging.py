"""Rows of one study that another lacks, as an edit that adds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.additions import added
from planner.edits import Batch
from planner.fields import ENTITIES

if TYPE_CHECKING:
    from planner.edits import Put, Set
    from planner.study import Study


def missing_rows(study: Study, other: Study) -> Batch:
    """The edit that adds to ``study`` the rows of ``other`` whose keys it lacks.

    Rows come in an order in which each finds the rows that it refers to; references to rows of the
    same collection that come later are set at the end.
    """
    edits: list[Put | Set] = []
    for collection in ENTITIES:
        there = getattr(study, collection).keys()
        edits.extend(added(collection, there, getattr(other, collection)))
    return Batch(tuple(edits))
