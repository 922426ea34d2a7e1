"""New values for a row of the study, with what they do to the nature of the row."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planner.edits import Set
from planner.vocab import Nature

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.messages import Value
    from planner.study import Entity

#: Fields that say how a row is kept, not what it says: changing them leaves its nature alone.
KEEPING = frozenset({"attachment", "comment", "note", "is_archived", "source", "rank"})


def correction(collection: str, row: Entity, values: Mapping[str, Value]) -> Set:
    """New values for a row, which is then declared: what was printed no longer stands there.

    The place and line of the former source stay, so that the print can be found again. An
    assumption that is changed remains one.
    """
    said = {name for name, value in values.items() if getattr(row, name, None) != value} - KEEPING
    pairs = tuple(values.items())
    if said and row.source.nature in (Nature.PUBLISHED, Nature.COMPUTED):
        source = replace(row.source, nature=Nature.DECLARED)
        pairs += (("source", source),)  # type: ignore[operator]  # set like a value
    return Set(collection, row.key, pairs)
