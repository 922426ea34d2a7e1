"""A certification that came from a file, made fit to enter a study beside what is there.

Parts whose keys belong to another certification of the study take keys of their own, always the
same ones, so that the same file read twice changes nothing the second time. What is said as before
keeps its source; what is said otherwise is declared from now on.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from planner.compute.extracts import PARTS, Extract
from planner.fields import FIELDS, Kind
from planner.vocab import Nature

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.study import Entity, Study


def adopted(study: Study, taken: Extract, key: str | None = None) -> Extract:
    """The extract as the certification ``key`` of the study; its own key where none is given."""
    owner = key or taken.certification.key
    keys = {
        (name, row.key): free_key(study, name, row.key, owner)
        for name in PARTS
        for row in taken.parts.get(name, ())
    }
    keys["certifications", taken.certification.key] = owner
    certification = _moved(study, "certifications", taken.certification, keys)
    parts = {
        name: tuple(
            sorted(
                (_moved(study, name, row, keys) for row in taken.parts.get(name, ())),
                key=lambda row: (row.rank, row.key),
            )
        )
        for name in PARTS
    }
    return Extract(certification, MappingProxyType(parts))  # type: ignore[arg-type]


def key_of(*told: str) -> str:
    """A key made from what tells a row: the same words always give the same one."""
    return f"{told[0][:3]}-{hashlib.sha256(chr(31).join(told).encode()).hexdigest()[:12]}"


def owner_of(study: Study, collection: str, row: Entity) -> str:
    """The certification that a part of a study belongs to."""
    if collection == "assessment_criteria":
        held = study.attested_competences.find(getattr(row, "competence", ""))
        return "" if held is None else held.certification
    return str(getattr(row, "certification", ""))


def free_key(study: Study, collection: str, key: str, owner: str) -> str:
    """The key itself where nobody else has it, else one made from it for the owner."""
    there = getattr(study, collection).find(key)
    is_free = there is None or owner_of(study, collection, there) == owner
    return key if is_free else key_of(collection, owner, key)


def _moved(
    study: Study, collection: str, row: Entity, keys: Mapping[tuple[str, str], str]
) -> Entity:
    """The row under its new key, naming others by theirs, with the source that it deserves."""
    values: dict[str, Any] = {"key": keys[collection, row.key]}
    for field in FIELDS[collection]:
        value = getattr(row, field.key)
        if field.kind is Kind.REFERENCE and value is not None:
            values[field.key] = keys.get((field.target, value), value)
        elif field.kind is Kind.REFERENCES:
            values[field.key] = tuple(keys.get((field.target, each), each) for each in value)
    return _sourced(study, collection, replace(row, **values))


def _sourced(study: Study, collection: str, row: Entity) -> Entity:
    there = getattr(study, collection).find(row.key)
    if there is None:
        return row
    same = replace(row, source=there.source)
    if same == replace(there, rank=row.rank) or there.source.nature in (
        Nature.DECLARED,
        Nature.ASSUMPTION,
    ):
        return same
    return replace(row, source=replace(there.source, nature=Nature.DECLARED))
