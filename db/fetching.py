"""What a place keeps at one moment: read whole, or only where it was written since it was read."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from db.convert import read_rows, read_study, read_versions, versions_of
from db.rows import MARKS
from db.stacks import Stacks
from planner.fields import ENTITIES
from planner.rights import Scope

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from db.writing import Versions
    from planner.rights import Person
    from planner.study import Study

#: Rows beyond which the whole study is read again.
_MANY = 1_000


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a place keeps at one moment, read by any thread, to be taken by ``Store.load``."""

    study: Study
    versions: Versions
    stacks: Stacks

    def versions_to_keep(self) -> Versions:
        """The versions of the rows, for somebody who writes on in them."""
        return {collection: dict(kept) for collection, kept in self.versions.items()}


def fetch_whole(connection: Connection, own: str | None) -> Fetched:
    """Everything that is kept; ``own`` is the author whose steps can be undone, None for all."""
    stacks = Stacks(own)
    stacks.catch_up(connection)
    return Fetched(read_study(connection), read_versions(connection), stacks)


def fetch_since(connection: Connection, base: Fetched, person: Person | None) -> Fetched | None:
    """What is kept now where ``base`` was before: the rows that the steps since have touched.

    Collections of which ``person`` sees their own rows are read whole: a row elsewhere may have
    become theirs. None where so much was written that the whole is read sooner.
    """
    stacks = base.stacks.copy()
    stacks.catch_up(connection)
    asked = select(MARKS.c.collection, MARKS.c.row_key).where(MARKS.c.seq > base.stacks.seen)
    touched: dict[str, set[str]] = defaultdict(set)
    for collection, key in connection.execute(asked.distinct()):
        touched[collection].add(key)
    if sum(map(len, touched.values())) > _MANY:
        return None
    rows, versions = {}, dict(base.versions)
    for collection, keys in touched.items():
        known = getattr(base.study, collection)
        found = read_rows(connection, collection, keys)
        gone = [key for key in keys if found.find(key) is None and known.find(key) is not None]
        rows[collection] = known.drop_many(gone).put_many(found)
        others = {k: v for k, v in versions[collection].items() if k not in keys}
        versions[collection] = others | versions_of(connection, collection, keys)
    for collection in _scoped(person):
        rows[collection] = read_rows(connection, collection)
        versions[collection] = versions_of(connection, collection)
    return Fetched(replace(base.study, **rows), versions, stacks)


def _scoped(person: Person | None) -> tuple[str, ...]:
    if person is None:
        return ()
    return tuple(name for name in ENTITIES if person.right(name).read is Scope.OWN)
