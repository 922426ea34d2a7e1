"""The check of what was frozen: an edition that no longer is what it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.editions.packing import is_whole
from planner.findings import Finding, Place, Severity, finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from planner.study import Study


def damaged_editions(study: Study) -> Iterator[Finding]:
    """Editions whose text is damaged: trend and comparisons go without them."""
    for row in study.editions:
        if not is_whole(row):
            place = Place("editions", row.key)
            yield finding("edition_damaged", Severity.ERROR, place, name=row.name)


CHECKS: tuple[Callable[[Study], Iterator[Finding]], ...] = (damaged_editions,)
