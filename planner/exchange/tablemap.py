"""How a table of an institution is read: what a person decided about it, once for all its years."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

#: The layout of mapping files that this programme writes; a later one is not read.
VERSION = 1


@dataclass(frozen=True, slots=True)
class TableMap:
    """What a person decided about a table; what is empty is found out.

    ``heading`` is the row of the headings, from 1. ``columns`` give the code of each heading by
    its name, "" to leave it out; ``values``, by field ("trainings.level"), what stands for what
    was typed; ``rows``, by the row of the sheet, the key of the training, or "new".
    """

    institution: str = ""
    sheet: str = ""
    heading: int = 0
    columns: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    rows: Mapping[int, str] = field(default_factory=dict)
