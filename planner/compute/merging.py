"""Two trainings made one: which value of each field stays, and whose rows follow.

Nothing is dropped. What belonged to the other training moves to the kept one; where both told the
same thing (the places of one year, the hours of one domain), a person decides which of them the
kept training has, and the other stays with the other training, which is archived.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.compute.bulk import corrected
from planner.compute.cells import cell_value, in_order, is_blank, is_list
from planner.edits import Batch, Put, Set
from planner.errors import InvalidInput
from planner.fields import FIELDS, field_of
from planner.text import search_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from planner.edits import Edit
    from planner.messages import Value
    from planner.study import Entity, Lineage, Study, Training

    #: Rows of the other training, each with the row of the kept one that tells the same, or None.
    _Pairs = Iterator[tuple[Entity, Entity | None]]

_ROOM = "trainings"
#: Fields of which both values may stay: lists are united, the comments put one under the other.
_UNITED = "comment"
#: Fields about which nothing is asked: an archived training cannot be merged.
_UNASKED = frozenset({"is_archived"})


class Take(StrEnum):
    """Whose value stays: that of the kept training, that of the other, or both."""

    KEEP = "keep"
    OTHER = "other"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class FieldChoice:
    """A field in which the trainings differ: both values, what can be taken, what is proposed."""

    field: str
    kept: Value
    other: Value
    takes: tuple[Take, ...]
    proposed: Take


@dataclass(frozen=True, slots=True)
class Conflict:
    """Rows of both trainings that tell of the same thing differently; ``key`` names it.

    ``kept`` and ``other`` are the keys of the two rows in ``collection``.
    """

    key: str
    collection: str
    kept: str
    other: str


@dataclass(frozen=True, slots=True)
class MergePlan:
    """What a merge asks and does: ``moved`` rows go to the kept training without a question.

    ``alike`` are rows that both have with the same values: they stay with the other training.
    """

    keep: str
    other: str
    fields: tuple[FieldChoice, ...]
    conflicts: tuple[Conflict, ...]
    moved: tuple[tuple[str, str], ...]
    alike: tuple[tuple[str, str], ...]

    @property
    def asked(self) -> Mapping[str, tuple[Take, ...]]:
        """What can be decided, by its name, and the ways to decide it."""
        both = (Take.KEEP, Take.OTHER)
        return {choice.field: choice.takes for choice in self.fields} | {
            conflict.key: both for conflict in self.conflicts
        }


def merge_plan(study: Study, keep: str, other: str) -> MergePlan:
    """What there is to decide before ``other`` is merged into ``keep``.

    Raises :class:`InvalidInput` where a training is missing, archived, or given twice.
    """
    kept, left = _training(study, keep), _training(study, other)
    if keep == other:
        raise InvalidInput("merge_itself", key=keep)
    conflicts: list[Conflict] = []
    moved: list[tuple[str, str]] = []
    alike: list[tuple[str, str]] = []
    for collection, rule in _FOLLOWING.items():
        for row, twin in rule(study, collection, keep, other):
            if twin is None:
                moved.append((collection, row.key))
            elif _content(collection, row) == _content(collection, twin):
                alike.append((collection, row.key))
            else:
                name = _name(collection, row, {conflict.key for conflict in conflicts})
                conflicts.append(Conflict(name, collection, twin.key, row.key))
    fields = tuple(_choices(kept, left))
    return MergePlan(keep, other, fields, tuple(conflicts), tuple(moved), tuple(alike))


def merge_edit(study: Study, plan: MergePlan, takes: Mapping[str, Take], lineage: Lineage) -> Batch:
    """The merge as one step, with ``lineage`` to tell where the other training went.

    ``takes`` decides by the names of :attr:`MergePlan.asked`; fields left out take what is
    proposed. Raises :class:`InvalidInput` where a conflict is left undecided, or where something
    is decided that is not asked or not possible.
    """
    _check(plan, takes)
    undecided = tuple(c.key for c in plan.conflicts if c.key not in takes)
    if undecided:
        raise InvalidInput("merge_undecided", n=len(undecided), known=undecided)
    edits: list[Edit] = []
    kept = study.trainings.get(plan.keep)
    values = {c.field: merged_value(study, c, takes.get(c.field, c.proposed)) for c in plan.fields}
    change = corrected(_ROOM, kept, values)
    if change is not None:
        edits.append(change)
    edits += [_moving(study, *row, plan.other, plan.keep) for row in plan.moved]
    for conflict in plan.conflicts:
        if takes[conflict.key] is Take.OTHER:
            edits.append(_moving(study, conflict.collection, conflict.kept, plan.keep, plan.other))
            edits.append(_moving(study, conflict.collection, conflict.other, plan.other, plan.keep))
    edits.append(Set(_ROOM, plan.other, (("is_archived", True),)))
    edits.append(Put("lineages", lineage))
    return Batch(tuple(edits))


def merged_value(study: Study, choice: FieldChoice, take: Take) -> Value:
    """The value that a field of the kept training has after the merge."""
    if take is Take.KEEP:
        return choice.kept
    if take is Take.OTHER:
        return choice.other
    if isinstance(choice.kept, tuple) and isinstance(choice.other, tuple):
        both = (*choice.kept, *choice.other)
        united = in_order(study, field_of(_ROOM, choice.field), both)  # type: ignore[arg-type]
        return choice.kept if set(united) == set(choice.kept) else united
    return "\n\n".join(str(text) for text in (choice.kept, choice.other) if text)


def _training(study: Study, key: str) -> Training:
    row = study.trainings.find(key)
    if row is None:
        raise InvalidInput("no_such_row", key=key, target=f"collection.{_ROOM}")
    if row.is_archived:
        raise InvalidInput("merge_archived", key=key, title=row.title[:80])
    return row


def _choices(kept: Training, other: Training) -> Iterator[FieldChoice]:
    for field in FIELDS[_ROOM]:
        if field.key in _UNASKED:
            continue
        mine, theirs = getattr(kept, field.key), getattr(other, field.key)
        if mine == theirs:
            continue
        takes: tuple[Take, ...] = (Take.KEEP, Take.OTHER)
        if (is_list(field) or field.key == _UNITED) and not is_blank(mine) and not is_blank(theirs):
            takes += (Take.BOTH,)
        yield FieldChoice(field.key, mine, theirs, takes, _proposed(field.key, mine, theirs))


def _proposed(field: str, kept: Value, other: Value) -> Take:
    """What is known before what is not, the described before the undescribed, else the kept."""
    if field == "is_described":
        return Take.KEEP if kept else Take.OTHER
    return Take.OTHER if is_blank(kept) else Take.KEEP


def _check(plan: MergePlan, takes: Mapping[str, Take]) -> None:
    asked = plan.asked
    for name, take in takes.items():
        if name not in asked:
            raise InvalidInput("merge_not_asked", name=name, known=tuple(asked))
        if take not in asked[name]:
            known = tuple(map(str, asked[name]))
            raise InvalidInput("merge_not_possible", name=name, value=str(take), known=known)


# What follows a training


def _owned(study: Study, collection: str, keep: str, other: str) -> _Pairs:
    """The rows of the other training, each with the row of the kept one that tells the same."""
    rows = getattr(study, collection)
    told = {_subject(collection, row): row for row in rows if row.training == keep}
    for row in rows:
        if row.training == other:
            yield row, told.get(_subject(collection, row))


def _bridges(study: Study, collection: str, keep: str, other: str) -> _Pairs:
    """The bridges from or to the other training; one between the two stays where it is."""
    ends = {(row.start, row.goal): row for row in study.bridges}
    for row in study.bridges:
        if other not in (row.start, row.goal) or keep in (row.start, row.goal):
            continue
        after = tuple(keep if end == other else end for end in (row.start, row.goal))
        yield row, ends.get(after)  # type: ignore[arg-type]


def _notes(study: Study, collection: str, keep: str, other: str) -> _Pairs:
    for row in study.comments:
        if (row.about, row.row) == (_ROOM, other):
            yield row, None


_FOLLOWING: Mapping[str, Callable[..., _Pairs]] = {
    "seats": _owned,
    "domain_hours": _owned,
    "leavers": _owned,
    "bridges": _bridges,
    "scenario_moves": _owned,
    "comments": _notes,
}
#: The fields by which two rows tell of the same thing; none where a row only stands for itself.
_SUBJECTS = {
    "seats": ("year", "kind"),
    "domain_hours": ("domain",),
    "leavers": ("year", "occupation"),
    "scenario_moves": ("scenario", "kind"),
}
_POINTERS = {"bridges": ("start", "goal"), "comments": ("row",)}


def _subject(collection: str, row: Entity) -> tuple[str, ...]:
    return tuple(search_key(str(getattr(row, name))) for name in _SUBJECTS[collection])


def _name(collection: str, row: Entity, taken: set[str]) -> str:
    """How a conflict is called: the table and what both rows tell of, as in ``seats:2026:open``."""
    subject = _SUBJECTS.get(collection, ("key",))
    name = ":".join((collection, *(str(getattr(row, part)) for part in subject)))
    return f"{name}:{row.key}" if name in taken else name


def _content(collection: str, row: Entity) -> tuple[Value, ...]:
    """What a row says, whoever it belongs to."""
    ours = ("training", *_POINTERS.get(collection, ()))
    return tuple(cell_value(row, f.key) for f in FIELDS[collection] if f.key not in ours)


def _moving(study: Study, collection: str, key: str, start: str, goal: str) -> Set:
    """The edit that lets a row point to the training ``goal`` where it pointed to ``start``."""
    row = getattr(study, collection).get(key)
    names = _POINTERS.get(collection, ("training",))
    values = tuple((name, goal) for name in names if getattr(row, name) == start)
    return Set(collection, key, values)


def lineage_of(blank: Lineage, plan: MergePlan) -> Lineage:
    """The lineage that tells of a merge, made from one that has its key, day and author."""
    return replace(blank, about=_ROOM, old=plan.other, new=plan.keep)
