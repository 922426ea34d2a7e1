"""What happened between two editions, row by row: created, closed, renamed, split, merged, changed.

What belongs to a row alone is compared with it: the places, hours and leavers of a training, the
shares of an allocation, the contents of a certification. References are compared by what they mean:
a training whose institution has another key now, but is the same one, did not change institution.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from planner.editions.identity import LEVELS, links
from planner.fields import FIELDS, Kind
from planner.messages import Interval
from planner.text import same_name_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from planner.editions.identity import Link, Links
    from planner.fields import Field
    from planner.messages import Value
    from planner.study import Study

#: What a symposium cares about, in the order in which it is told.
COMPARED = (
    "trainings",
    "institutions",
    "families",
    "domains",
    "bridges",
    "need_lines",
    "allocations",
    "scenarios",
    "assumptions",
    "certifications",
    "tasks",
)
#: Fields that say how a row was printed in the study, not what it is.
_PRINTED = frozenset({"printed_institution", "printed_level", "printed_name", "printed_names"})
_NAMES = ("title", "name")


class EditionFate(StrEnum):
    """What became of a row; its word is the text ``edition_fate.<value>``."""

    CREATED = "created"
    CLOSED = "closed"  # gone from the study, or archived
    RENAMED = "renamed"  # the same row, called otherwise; fields may have changed as well
    SPLIT = "split"
    MERGED = "merged"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One value before and after; None where there was none, or it was not known.

    ``field`` is a declared field of the row's collection, or the collection of rows that belong to
    it; then ``detail`` says which one: (year, kind) of places, (domain,) of hours, (year,
    occupation) of leavers, (family, level) of shares.
    """

    field: str
    before: Value
    after: Value
    detail: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class RowChange:
    """What became of one row, or of the rows that it was made of or parted into.

    ``old`` and ``new`` are keys of either edition; ``fields`` what changed where one row stayed one
    row; ``is_archived`` tells that a closed row is still in the study.
    """

    collection: str
    fate: EditionFate
    old: tuple[str, ...]
    new: tuple[str, ...]
    fields: tuple[FieldChange, ...] = ()
    is_archived: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that changed, collection by collection; ``unchanged`` counts the rows that did not."""

    changes: tuple[RowChange, ...]
    unchanged: Mapping[str, int]

    def of(self, collection: str, *fates: EditionFate) -> tuple[RowChange, ...]:
        """The changes of one collection, of some fates only where some are named."""
        mine = (row for row in self.changes if row.collection == collection)
        return tuple(row for row in mine if not fates or row.fate in fates)

    def counts(self, collection: str) -> Mapping[EditionFate, int]:
        """How many rows had each fate, every fate named."""
        found = Counter(row.fate for row in self.changes if row.collection == collection)
        return {fate: found[fate] for fate in EditionFate}


def compare(old: Study, new: Study) -> Comparison:
    """What changed from ``old`` to ``new`` in the collections of :data:`COMPARED`."""
    meaning = _Meaning(old, new)
    changes: list[RowChange] = []
    unchanged: dict[str, int] = {}
    for collection in COMPARED:
        found = [_change(meaning, collection, link) for link in meaning.links(collection)]
        changes += (change for change in found if isinstance(change, RowChange))
        unchanged[collection] = sum(change is _UNCHANGED for change in found)
    return Comparison(tuple(changes), MappingProxyType(unchanged))


_UNCHANGED = object()
_NEVER_THERE = object()  # archived in both editions, or already when it came


class _Meaning:
    """Both editions, and what a key of the former one means in the later one."""

    def __init__(self, old: Study, new: Study) -> None:
        self.old, self.new = old, new
        self._links: dict[str, Links] = {}
        self._parts = {
            (owned, later): _by_owner(study, owned, read)
            for later, study in ((False, old), (True, new))
            for owned, (_, read) in _OWNED.items()
        }

    def links(self, collection: str) -> Links:
        """The links of a collection, found once."""
        if collection not in self._links:
            self._links[collection] = links(self.old, self.new, collection)
        return self._links[collection]

    def said_now(self, target: str, key: str) -> str:
        """A key of the former edition as the later one has it, where it is one row there."""
        there = self.links(target).new_of(key)
        return there[0] if len(there) == 1 else key

    def parts(self, owned: str, key: str, *, later: bool) -> Mapping[tuple[Value, ...], Value]:
        """What belongs to a row of either edition, by what tells the parts from one another."""
        found = self._parts[owned, later].get(key, {})
        if later:
            return found
        targets = _OWNED[owned][0]
        said: dict[tuple[Value, ...], Value] = {}
        for parts, value in found.items():
            detail = tuple(self._detail(*pair) for pair in zip(targets, parts, strict=True))
            said[detail] = _both(said[detail], value) if detail in said else value
        return said

    def _detail(self, target: str, part: Value) -> Value:
        if target == LEVELS:
            return int(self.said_now(LEVELS, str(part)))
        return self.said_now(target, str(part)) if target else part


def _change(meaning: _Meaning, collection: str, link: Link) -> object:
    olds = tuple(key for key in link.old if not _is_archived(meaning.old, collection, key))
    news = tuple(key for key in link.new if not _is_archived(meaning.new, collection, key))
    if not olds and not news:
        return _NEVER_THERE
    if not olds:
        return RowChange(collection, EditionFate.CREATED, (), news)
    if not news:
        return RowChange(collection, EditionFate.CLOSED, olds, (), is_archived=bool(link.new))
    if len(olds) > 1 or len(news) > 1:
        return RowChange(
            collection, EditionFate.MERGED if len(olds) > 1 else EditionFate.SPLIT, olds, news
        )
    return _compared(meaning, collection, olds[0], news[0])


def _is_archived(study: Study, collection: str, key: str) -> bool:
    return bool(getattr(getattr(study, collection).get(key), "is_archived", False))


def _compared(meaning: _Meaning, collection: str, old: str, new: str) -> object:
    before, after = (
        getattr(study, collection).get(key)
        for study, key in ((meaning.old, old), (meaning.new, new))
    )
    fields = [
        *_fields(meaning, collection, before, after),
        *_owned(meaning, collection, old, new),
    ]
    if not fields:
        return _UNCHANGED
    fate = EditionFate.RENAMED if _is_renamed(before, after) else EditionFate.CHANGED
    return RowChange(collection, fate, (old,), (new,), tuple(fields))


def _is_renamed(before: object, after: object) -> bool:
    """True where the name differs by more than case, spaces or composition."""
    return any(
        same_name_key(getattr(before, name)) != same_name_key(getattr(after, name))
        for name in _NAMES
        if hasattr(before, name)
    )


def _fields(meaning: _Meaning, collection: str, before: Any, after: Any) -> Iterator[FieldChange]:
    for field in FIELDS[collection]:
        if field.key in _PRINTED:
            continue
        was, now = getattr(before, field.key), getattr(after, field.key)
        if _said_now(meaning, field, was) != _as_set(now):
            yield FieldChange(field.key, _blank_as_none(was), _blank_as_none(now))


def _said_now(meaning: _Meaning, field: Field, value: Any) -> object:
    if value is None:
        return None
    if field.unit == "cec":
        return int(meaning.said_now(LEVELS, str(value)))
    if field.kind is Kind.REFERENCE:
        return meaning.said_now(field.target, value)
    if field.kind is Kind.REFERENCES:
        heirs = (meaning.links(field.target).new_of(key) or (key,) for key in value)
        return frozenset(key for keys in heirs for key in keys)
    return _as_set(value)


def _as_set(value: object) -> object:
    """Several keys or words say the same in any order."""
    return frozenset(value) if isinstance(value, tuple) else value


def _blank_as_none(value: Any) -> Value:
    return None if value in ("", ()) else value


def _owned(meaning: _Meaning, collection: str, old: str, new: str) -> Iterator[FieldChange]:
    for owned in _BELONGING.get(collection, ()):
        before = meaning.parts(owned, old, later=False)
        after = meaning.parts(owned, new, later=True)
        for detail in sorted(before.keys() | after.keys(), key=_order):
            was, now = before.get(detail), after.get(detail)
            if was != now:
                yield FieldChange(owned, was, now, detail)


def _order(detail: tuple[Value, ...]) -> tuple[str, ...]:
    return tuple(map(str, detail))


def _seats(row: Any) -> tuple[str, tuple[Value, ...], Value]:
    return row.training, (row.year, row.kind), _interval(row)


def _hours(row: Any) -> tuple[str, tuple[Value, ...], Value]:
    told = Interval(Fraction(0), None) if row.hours is None else Interval.exactly(row.hours)
    return row.training, (row.domain,), told


def _leavers(row: Any) -> tuple[str, tuple[Value, ...], Value]:
    return row.training, (row.year, row.occupation), _interval(row)


def _shares(row: Any) -> tuple[str, tuple[Value, ...], Value]:
    return row.allocation, (row.family, row.level), row.share


def _contents(row: Any) -> tuple[str, tuple[Value, ...], Value]:
    return row.certification, (row.text,), True


def _interval(row: Any) -> Interval:
    return Interval(Fraction(row.low), None if row.high is None else Fraction(row.high))


#: What the parts of a detail refer to (nothing: they are values), and how the rows are read.
_OWNED: Mapping[str, tuple[tuple[str, ...], Any]] = MappingProxyType(
    {
        "seats": (("", ""), _seats),
        "domain_hours": (("domains",), _hours),
        "leavers": (("", ""), _leavers),
        "allocation_shares": (("families", LEVELS), _shares),
        "certification_contents": (("",), _contents),
    }
)
_BELONGING: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "trainings": ("seats", "domain_hours", "leavers"),
        "allocations": ("allocation_shares",),
        "certifications": ("certification_contents",),
    }
)


def _by_owner(
    study: Study, owned: str, read: Callable[[Any], tuple[str, tuple[Value, ...], Value]]
) -> dict[str, dict[tuple[Value, ...], Value]]:
    """The parts of each owner; where two rows tell the same thing, the hull of both."""
    found: dict[str, dict[tuple[Value, ...], Value]] = {}
    for row in getattr(study, owned):
        owner, detail, value = read(row)
        mine = found.setdefault(owner, {})
        mine[detail] = _both(mine[detail], value) if detail in mine else value
    return found


def _both(first: Value, second: Value) -> Value:
    if isinstance(first, Interval) and isinstance(second, Interval):
        highs = (first.high, second.high)
        high = None if highs[0] is None or highs[1] is None else max(highs[0], highs[1])
        return Interval(min(first.low, second.low), high)
    if isinstance(first, Fraction) and isinstance(second, Fraction):
        return first + second
    return second
