"""Which row of a former edition lives on as which row of a later one.

The same key is the same thing, unless a lineage says otherwise. A lineage counts where the later
edition has it and the former one has not: those that the former one knows had happened by then.
Lineages are followed one after another, so that a training renamed twice is found again.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING

from planner.vocab import LineageKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from planner.study import Lineage, Study

#: What lineages may be about beside collections: the European (CEC) levels, keys "1" to "8".
LEVELS = "levels"
_LEVEL_KEYS = tuple(str(level) for level in range(1, 9))


@dataclass(frozen=True, slots=True)
class Link:
    """Rows of one collection that are one and the same: ``old`` ones became the ``new`` ones.

    No ``old`` row: created; no ``new`` one: gone.
    """

    old: tuple[str, ...]
    new: tuple[str, ...]

    @property
    def is_pair(self) -> bool:
        """True where one row became one row, under its key or another."""
        return len(self.old) == len(self.new) == 1

    @property
    def kind(self) -> LineageKind | None:
        """How the rows are linked; None for one key, a created row or one that is gone."""
        if not self.old or not self.new or (self.is_pair and self.old == self.new):
            return None
        if self.is_pair:
            return LineageKind.RENAMED
        return LineageKind.MERGED if len(self.old) > 1 else LineageKind.SPLIT


@dataclass(frozen=True, slots=True)
class Links:
    """All links of one collection: each row of both editions stands in exactly one.

    ``by_old`` and ``by_new`` give the link of a key.
    """

    links: tuple[Link, ...]
    by_old: Mapping[str, Link]
    by_new: Mapping[str, Link]

    def __iter__(self) -> Iterator[Link]:
        """The links: rows of the former edition in their order, then the created ones."""
        return iter(self.links)

    def new_of(self, key: str) -> tuple[str, ...]:
        """What the row ``key`` of the former edition became; nothing where it is gone."""
        link = self.by_old.get(key)
        return () if link is None else link.new

    def old_of(self, key: str) -> tuple[str, ...]:
        """What the row ``key`` of the later edition was; nothing where it is created."""
        link = self.by_new.get(key)
        return () if link is None else link.old


def links(old: Study, new: Study, collection: str) -> Links:
    """How the rows of a collection (or of :data:`LEVELS`) of two editions belong together."""
    before, after = _keys(old, collection), _keys(new, collection)
    said = _said_since(old, new, collection)
    there = frozenset(after)
    heirs = {key: _heirs(key, said, there) for key in before}
    return _linked(before, after, heirs)


def live_links(old: Study, new: Study) -> Links:
    """The links of the trainings on the map: an archived one is no row at all."""
    said = links(old, new, "trainings")
    alive = [
        Link(
            tuple(key for key in link.old if not old.trainings.get(key).is_archived),
            tuple(key for key in link.new if not new.trainings.get(key).is_archived),
        )
        for link in said
    ]
    return _indexed(link for link in alive if link.old or link.new)


def _keys(study: Study, collection: str) -> tuple[str, ...]:
    if collection == LEVELS:
        return _LEVEL_KEYS
    return tuple(getattr(study, collection).keys())


def _said_since(old: Study, new: Study, collection: str) -> dict[str, list[Lineage]]:
    """The lineages about a collection that the later edition alone has, by what they leave."""
    said: dict[str, list[Lineage]] = defaultdict(list)
    for row in new.lineages:
        if row.about == collection and old.lineages.find(row.key) is None:
            said[row.old].append(row)
    return dict(said)


def _heirs(key: str, said: Mapping[str, list[Lineage]], there: frozenset[str]) -> tuple[str, ...]:
    """The rows of the later edition that ``key`` lives on as, lineages followed to their end."""
    found: dict[str, None] = {}
    seen: set[str] = set()
    left = [key]
    while left:
        name = left.pop(0)
        if name in seen:
            continue
        seen.add(name)
        told = said.get(name, ())
        if name in there and (not told or any(row.kind is LineageKind.SPLIT for row in told)):
            found[name] = None
        for row in told:
            if row.new == name and name in there:
                found[name] = None
            left.append(row.new)
    if not found and key in there:
        return (key,)  # what the lineages lead to is not there, but the row itself is
    return tuple(found)


def _linked(
    before: tuple[str, ...], after: tuple[str, ...], heirs: Mapping[str, tuple[str, ...]]
) -> Links:
    """The connected parts of the graph from old rows to new ones."""
    parents: dict[str, list[str]] = defaultdict(list)
    for old, news in heirs.items():
        for new in news:
            parents[new].append(old)
    found: list[Link] = []
    placed: set[str] = set()
    for key in before:
        if key not in placed:
            link = _part(key, heirs, parents)
            placed.update(link.old)
            found.append(link)
    created = (Link((), (key,)) for key in after if key not in parents)
    return _indexed(chain(found, created))


def _part(key: str, heirs: Mapping[str, tuple[str, ...]], parents: Mapping[str, list[str]]) -> Link:
    olds: dict[str, None] = {}
    news: dict[str, None] = {}
    left = [key]
    while left:
        old = left.pop(0)
        if old in olds:
            continue
        olds[old] = None
        for new in heirs[old]:
            news[new] = None
            left += parents[new]
    return Link(tuple(olds), tuple(news))


def _indexed(found: Iterable[Link]) -> Links:
    all_links = tuple(found)
    return Links(
        all_links,
        MappingProxyType({key: link for link in all_links for key in link.old}),
        MappingProxyType({key: link for link in all_links for key in link.new}),
    )
