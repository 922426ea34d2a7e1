"""What two equal studies share, in whatever file they are kept."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from db.rowjson import row_json
from db.values import canonical
from planner.fields import ENTITIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.study import Entity, Study


def fingerprint(study: Study) -> str:
    """The SHA-256 of a study's rows as canonical JSON, in 64 hexadecimal digits."""
    total = hashlib.sha256()
    for line in lines_of(study):
        total.update(line)
    return total.hexdigest()


def lines_of(study: Study) -> Iterator[bytes]:
    """Each row of a study as a line of canonical JSON that names its collection."""
    for collection in ENTITIES:
        for row in getattr(study, collection):
            yield line_of(collection, row)


def line_of(collection: str, row: Entity) -> bytes:
    """A row as a line of canonical JSON that names its collection."""
    return f"{canonical([collection, row_json(collection, row)])}\n".encode()
