"""Frozen texts of certifications: kept as canonical JSON, compared, put back."""

from __future__ import annotations

import json
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from db.rowjson import row_json, row_of
from db.values import canonical
from planner.compute.extracts import PARTS, Extract, PartChange, compared, extract, installed
from planner.edits import Put
from planner.errors import EditRefused, InvalidInput, StudyFileError
from planner.messages import message
from planner.text import clean, same_name_key
from ui.actions import rowedits
from ui.actions.referentials import certification

if TYPE_CHECKING:
    from planner.study import Certification, CertificationVersion, Study
    from ui.actions.desk import Desk
    from ui.actions.referentials import Step

#: What tells where a certification stands on its road: a text put back leaves it as it is.
ROAD = ("status", "priority", "number", "filed_on", "decided_on", "expires_on")


def content_of(taken: Extract) -> str:
    """An extract as canonical JSON: equal extracts are equal texts."""
    parts = {name: [row_json(name, row) for row in taken.parts.get(name, ())] for name in PARTS}
    own = row_json("certifications", taken.certification)
    return canonical({"certification": own, "parts": parts})


def extract_of(content: str) -> Extract:
    """The extract that a version keeps; :class:`StudyFileError` where it cannot be read."""
    try:
        kept: Any = json.loads(content)
        row: Any = row_of("certifications", kept["certification"])
        found = {name: tuple(row_of(name, part) for part in kept["parts"][name]) for name in PARTS}
    except (KeyError, TypeError, json.JSONDecodeError, StudyFileError) as error:
        raise StudyFileError("version_unreadable", value=content[:80]) from error
    return Extract(row, MappingProxyType(found))


def versions_of(study: Study, key: str) -> tuple[CertificationVersion, ...]:
    """The versions of a certification, the last frozen first."""
    found = [row for row in study.certification_versions if row.certification == key]
    return tuple(reversed(found))


def freezing(desk: Desk, key: str, name: str) -> Step:
    """The step that keeps the text of a certification as it is now under a name of its own."""
    study = desk.document.study
    certification(desk, key)
    words = clean(name)
    taken = {same_name_key(row.name) for row in versions_of(study, key)}
    if not words:
        raise InvalidInput("field_needed", field="field.certification_versions.name")
    if same_name_key(words) in taken:
        raise EditRefused("version_name_taken", name=words)
    row = rowedits.new_row(
        desk,
        "certification_versions",
        {
            "certification": key,
            "name": words,
            "frozen_on": desk.today(),
            "author": desk.author,
            "content": content_of(extract(study, key)),
        },
    )
    return Put("certification_versions", row), message("step.version_frozen", name=words[:80])


def restoring(desk: Desk, key: str, version: str) -> Step:
    """The step that puts the text of a version back; its road (status, dates, number) stays."""
    study = desk.document.study
    row = version_named(study, key, version)
    now = certification(desk, key)
    kept = extract_of(row.content)
    wanted = _on_the_road_of(now, kept)
    return installed(study, wanted), message("step.version_restored", name=row.name[:80])


def changes_between(study: Study, key: str, before: str, after: str = "") -> tuple[PartChange, ...]:
    """What changed from one version to another, or to what stands now where none is named.

    Where the certification stands on its road is no part of its text.
    """
    old = extract_of(version_named(study, key, before).content)
    new = extract_of(version_named(study, key, after).content) if after else extract(study, key)
    return compared(_on_the_road_of(new.certification, old), new)


def version_named(study: Study, key: str, version: str) -> CertificationVersion:
    """The version of a certification by its key or its name; :class:`InvalidInput` else."""
    wanted = same_name_key(version)
    for row in versions_of(study, key):
        if row.key == version or same_name_key(row.name) == wanted:
            return row
    raise InvalidInput(
        "no_such_version", value=version, known=tuple(row.name for row in versions_of(study, key))
    )


def _on_the_road_of(now: Certification, taken: Extract) -> Extract:
    """The extract with the status, dates and number of ``now``."""
    road = {name: getattr(now, name) for name in ROAD}
    return Extract(replace(taken.certification, **road), taken.parts)
