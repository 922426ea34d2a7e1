"""What people say about other rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from planner.study.base import Entity
from planner.vocab import LineageKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance(Entity):
    """A finding that somebody accepts, with the reason.

    It holds for the finding of that code at that place as long as its values are the same:
    ``digest`` is :func:`planner.compute.acceptances.digest` of them.
    """

    finding: str
    about: str
    row: str
    field: str
    digest: str
    reason: str
    author: str = ""
    accepted_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment(Entity):
    """What somebody remarks about a row: ``about`` is its collection, ``row`` its key."""

    about: str
    row: str
    text: str
    author: str = ""
    written_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineage(Entity):
    """That the row ``old`` of a collection lives on as ``new``: renamed, merged or split."""

    about: str
    kind: LineageKind
    old: str
    new: str
    decided_on: date | None = None
    author: str = ""
    reason: str = ""
