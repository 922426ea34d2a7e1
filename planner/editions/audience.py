"""What an audience may read of a study: partners read no persons and no internal comments."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from planner.fields import ENTITIES
from planner.rows import Rows
from planner.vocab import Audience, Nature

if TYPE_CHECKING:
    from planner.study import Entity, Study

#: The fields that name persons, in whatever collection they stand.
PERSONS = ("author", "owner", "who")
#: The collections whose rows are remarks among colleagues.
INTERNAL = ("comments",)
#: The fields that hold remarks among colleagues, unless the study itself was published with them.
REMARKS = ("comment", "note")


def for_audience(study: Study, audience: Audience) -> Study:
    """The study as the audience may read it; the whole of it for those inside.

    For partners every named person is blank, comments are left out, and so are the remarks of rows
    that somebody declared. What the published study says stays.
    """
    if audience is Audience.INTERNAL:
        return study
    changed: dict[str, Any] = {name: Rows() for name in INTERNAL}
    for name, kind in ENTITIES.items():
        bare = _bare(kind)
        if name not in changed and bare:
            changed[name] = Rows(_without(row, bare) for row in getattr(study, name))
    return replace(study, **changed)


def _bare(kind: type[Entity]) -> tuple[str, ...]:
    """The fields of a kind of row that partners may not read."""
    return tuple(name for name in (*PERSONS, *REMARKS) if name in kind.__dataclass_fields__)


def _without(row: Entity, names: tuple[str, ...]) -> Entity:
    told_inside = row.source.nature is Nature.DECLARED
    blank: dict[str, Any] = {
        name: "" for name in names if name in PERSONS or (name in REMARKS and told_inside)
    }
    if told_inside and row.source.note:
        blank["source"] = replace(row.source, note="")
    return replace(row, **blank) if any(getattr(row, name) for name in blank) else row
