"""Who may read and write what in a shared region: one table, and what follows from it.

The database's policies, the controls that the window disables and the test of the whole matrix
are all made from :data:`RIGHTS`, so that none can say something else than the others.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from planner.fields import ENTITIES
from planner.messages import Message, message

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planner.changes import Touched
    from planner.study import Entity, Study


class Role(StrEnum):
    """What somebody is in a region."""

    INSTITUTION_EDITOR = "institution_editor"
    OFFICER = "officer"
    RAPPORTEUR = "rapporteur"
    READER = "reader"


class Scope(StrEnum):
    """Which rows of a collection: none, those of one's own institutions, or all."""

    NONE = "none"
    OWN = "own"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Right:
    """What a role may do with the rows of one collection."""

    read: Scope = Scope.ALL
    write: Scope = Scope.NONE


#: The collections whose rows belong to an institution, and how each row leads to it: by its own
#: column, by a training that it names, or by the training or institution that it is about.
BY_INSTITUTION = frozenset({"trainings", "mailings", "replies", "import_choices"})
BY_TRAINING = frozenset({"seats", "domain_hours", "leavers"})
BY_SUBJECT = frozenset({"comments"})
OWNED = BY_INSTITUTION | BY_TRAINING | BY_SUBJECT

#: What an institution says of itself.
OFFER = frozenset({"trainings", "seats", "domain_hours", "leavers", "comments"})
#: Letters between the region and one institution: not for the others.
LETTERS = frozenset({"mailings", "replies", "import_choices"})
#: What was printed in 2019, and the outlines of the map: nobody changes it in a region.
PRINTED = frozenset({"facts", "claims", "departments", "outlines"})
#: What the symposium decides and prints.
SYMPOSIUM = frozenset({"editions", "commitments", "reports", "lineages"})

_ALL = Right(Scope.ALL, Scope.ALL)


def _of_officer(collection: str) -> Right:
    return Right() if collection in PRINTED | SYMPOSIUM else _ALL


def _of_rapporteur(collection: str) -> Right:
    return _ALL if collection in SYMPOSIUM | {"comments"} else Right()


def _of_institution(collection: str) -> Right:
    if collection == "comments":
        return Right(Scope.OWN, Scope.OWN)
    if collection in OFFER:
        return Right(Scope.ALL, Scope.OWN)
    return Right(Scope.OWN if collection in LETTERS else Scope.ALL)


def _of_reader(collection: str) -> Right:
    return Right(Scope.NONE if collection in LETTERS | {"comments"} else Scope.ALL)


#: What each role may do with each collection.
RIGHTS: Mapping[Role, Mapping[str, Right]] = MappingProxyType(
    {
        role: MappingProxyType({collection: of(collection) for collection in ENTITIES})
        for role, of in (
            (Role.INSTITUTION_EDITOR, _of_institution),
            (Role.OFFICER, _of_officer),
            (Role.RAPPORTEUR, _of_rapporteur),
            (Role.READER, _of_reader),
        )
    }
)


def of_history(role: Role) -> Right:
    """What a role may do with the steps of the history: their edits tell what they touched.

    Whoever may not read all rows reads their own steps; whoever writes nothing adds none.
    """
    rights = RIGHTS[role].values()
    reads_all = all(right.read is Scope.ALL for right in rights)
    writes = any(right.write is not Scope.NONE for right in rights)
    return Right(
        Scope.ALL if reads_all else Scope.OWN,
        Scope.OWN if writes else Scope.NONE,
    )


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a region: a role, and the institutions whose rows are theirs."""

    role: Role
    institutions: frozenset[str] = frozenset()

    def right(self, collection: str) -> Right:
        """What this person may do with the rows of a collection."""
        return RIGHTS[self.role][collection]

    def may_add(self, collection: str) -> bool:
        """True where some row of the collection may be added."""
        write = self.right(collection).write
        return write is Scope.ALL or (write is Scope.OWN and bool(self.institutions))

    def sees(self, study: Study, collection: str, row: Entity) -> bool:
        """True where this person may read a row."""
        read = self.right(collection).read
        if read is Scope.OWN:
            return institution_of(study, collection, row) in self.institutions
        return read is Scope.ALL

    def refusal_to_add(self, collection: str) -> Message | None:
        """Why this person may add no row at all to a collection; None where they may."""
        if self.may_add(collection):
            return None
        about = f"collection.{collection}"
        if self.right(collection).write is Scope.NONE:
            return message("rights.not_your_role", role=f"role.{self.role}", collection=about)
        return message("rights.not_your_institution", collection=about, name="")

    def refusal(self, study: Study, collection: str, row: Entity) -> Message | None:
        """Why this person may not write a row; None where they may."""
        write = self.right(collection).write
        if write is Scope.ALL:
            return None
        about = f"collection.{collection}"
        if write is Scope.NONE:
            return message("rights.not_your_role", role=f"role.{self.role}", collection=about)
        owner = institution_of(study, collection, row)
        if owner in self.institutions:
            return None
        known = None if owner is None else study.institutions.find(owner)
        name = "" if known is None else known.name
        return message("rights.not_your_institution", collection=about, name=name)

    def refusals(self, before: Study, after: Study, touched: Touched) -> Iterator[Message]:
        """Why this person may not do an edit: a row is theirs before it and after it."""
        for collection, key in sorted(touched.rows):
            for study in (before, after):
                row = getattr(study, collection).find(key)
                said = None if row is None else self.refusal(study, collection, row)
                if said is not None:
                    yield said
                    break


def institution_of(study: Study, collection: str, row: Entity) -> str | None:
    """The institution that a row belongs to; None where it belongs to the whole region."""
    if collection in BY_INSTITUTION:
        return _text(row, "institution")
    if collection in BY_SUBJECT and _text(row, "about") == "institutions":
        return _text(row, "row")
    training = _text(row, "training") if collection in BY_TRAINING else None
    if collection in BY_SUBJECT and _text(row, "about") == "trainings":
        training = _text(row, "row")
    found = study.trainings.find(training) if training else None
    return None if found is None else found.institution


def _text(row: Entity, name: str) -> str | None:
    value = getattr(row, name)
    return value if isinstance(value, str) and value else None
