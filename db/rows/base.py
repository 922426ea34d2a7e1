"""What the rows of every collection have: key, rank, source and version."""

from __future__ import annotations

from typing import Any

from sqlalchemy import MetaData
from sqlalchemy.orm import declared_attr
from sqlmodel import Field, SQLModel

from db.constraints import collection_constraints, link_constraints

#: The tables of the study file; every constraint but the primary keys is named in full.
METADATA = MetaData(naming_convention={"pk": "pk_%(table_name)s"})


class Row(SQLModel):
    """A row of a collection: its entity's fields, its source, and the version of the row.

    The version is the number of the journal entry that wrote the row last (1 at the creation of
    the file): it never comes back, even where a row is dropped and put again. Classes with
    ``table=True`` do not validate; the domain does, and the constraints of the table do.
    """

    metadata = METADATA

    key: str = Field(primary_key=True)
    rank: int
    source_nature: str
    source_place: str
    source_line: int | None
    source_note: str
    version: int

    @declared_attr.directive
    def __table_args__(cls) -> Any:  # SQLAlchemy hands over the class
        """The constraints that the declared fields imply."""
        return collection_constraints(str(cls.__tablename__))


class LinkRow(SQLModel):
    """One value of a field that holds several: the row it belongs to and its place."""

    metadata = METADATA

    @declared_attr.directive
    def __table_args__(cls) -> Any:  # SQLAlchemy hands over the class
        """The constraints that the declared field implies."""
        return link_constraints(str(cls.__tablename__))
