"""Editions: a study packed into one text, and unpacked whatever version of the programme wrote it.

The text is base 85 of zlib of lines, a row a line: ``[collection, row]`` as canonical JSON, the
very lines that :func:`db.fingerprint.fingerprint` hashes.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from base64 import b85encode
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from db.collector import collector_paused
from db.fingerprint import lines_of
from db.rowjson import collection_of, row_of
from db.values import refuse
from planner.editions.packing import unpacked
from planner.errors import StudyFileError
from planner.fields import ENTITIES
from planner.rows import Rows
from planner.study import Edition, Study
from planner.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from planner.study import Entity, Source

#: What an edition leaves out: editions themselves, what is decided upon them, exchange, and the
#: notes of work, which in a region not everybody reads.
LEFT_OUT = (
    "editions",
    "commitments",
    "reports",
    "mailings",
    "replies",
    "import_choices",
    "comments",
)

_LEVEL = 6
_REMEMBERED = 4
_BETWEEN = 500  # lines from one word of progress to the next


def bare(study: Study) -> Study:
    """What an edition keeps of a study: all but the collections that are :data:`LEFT_OUT`."""
    nothing: dict[str, Any] = {name: Rows() for name in LEFT_OUT}
    return replace(study, **nothing)


def frozen_text(study: Study) -> str:
    """The study as one text of printable ASCII; equal studies give equal texts."""
    return packed(bare(study))[0]


@lru_cache(maxsize=_REMEMBERED)
def thawed(text: str) -> Study:
    """The study that a text holds.

    What the text was written before is not in it: collections that came later are empty, fields
    take the entity's default. Raises :class:`StudyFileError` where the text is damaged.
    """
    try:
        with collector_paused():
            return _unpacked(text)
    except (StudyFileError, ValueError, TypeError, RecursionError, zlib.error) as error:
        raise StudyFileError("edition_damaged", value=_why(error)) from error


def frozen(
    study: Study,
    key: str,
    name: str,
    *,
    frozen_on: date | None,
    author: str,
    source: Source,
    rank: int = 0,
    note: str = "",
    watch: Watch | None = None,
    is_whole: bool = False,
) -> Edition:
    """The study as an edition of that name, with the fingerprint of what it keeps.

    Where it ``is_whole``, also what editions leave out (:mod:`db.copies`). Raises ``Cancelled``
    where the ``watch`` asks to stop.
    """
    text, digest = packed(study if is_whole else bare(study), watch)
    return Edition(
        key=key,
        rank=rank,
        source=source,
        name=name,
        frozen_on=frozen_on,
        author=author,
        note=note,
        digest=digest,
        content=text,
    )


def opened(edition: Edition) -> Study:
    """The study that an edition holds; ``StudyFileError`` names an edition that is damaged."""
    try:
        return thawed(edition.content)
    except StudyFileError as error:
        said = error.message["value"]
        raise StudyFileError("edition_unreadable", name=edition.name, value=said) from error


def without_left_out(edition: Edition) -> Edition:
    """The edition as it would be frozen today: older ones may hold what is left out by now.

    One that is damaged, and tells nothing, stays as it is.
    """
    try:
        study = opened(edition)
    except StudyFileError:
        return edition
    if bare(study) == study:
        return edition
    text, digest = packed(bare(study))
    return replace(edition, content=text, digest=digest)


def packed(study: Study, watch: Watch | None = None) -> tuple[str, str]:
    """A whole study as a text that :func:`thawed` reads, and its fingerprint.

    Raises ``Cancelled`` where the ``watch`` asks to stop.
    """
    watch = watch or Watch()
    count = sum(len(getattr(study, collection)) for collection in ENTITIES)
    packer, total = zlib.compressobj(_LEVEL), hashlib.sha256()
    parts = []
    for place, line in enumerate(lines_of(study)):
        if not place % _BETWEEN:
            watch.step(place / max(count, 1), "editions.step.freezing")
        total.update(line)
        parts.append(packer.compress(line))
    return b85encode(b"".join((*parts, packer.flush()))).decode("ascii"), total.hexdigest()


def _unpacked(text: str) -> Study:
    found: dict[str, list[Entity]] = {collection: [] for collection in ENTITIES}
    for line in _lines(text):
        collection, row = _pair(json.loads(line))
        found[collection].append(row)
    make: Callable[..., Study] = Study
    return make(**{name: Rows(rows) for name, rows in found.items()})


def _lines(text: str) -> Iterator[bytes]:
    yield from unpacked(text).splitlines()


def _pair(value: Any) -> tuple[str, Entity]:
    if not isinstance(value, list) or len(value) != 2:
        return refuse(value)
    collection = collection_of(value[0])
    return collection, row_of(collection, value[1])


def _why(error: Exception) -> str:
    if isinstance(error, StudyFileError):
        return str(error.message["value"])[:80]
    return str(error)[:80]
