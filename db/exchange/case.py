"""Reads a referential from a 1EdTech CASE package, 1.0 or 1.1, bare or in a wrapper.

A package of ours brings its own fields back under ``extensions``; another one is understood by the
types of its items, or by where they hang: what has nothing under it is a competence, what stands
over competences an activity, what stands over activities a block.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from db.exchange.json_file import read_json
from db.rowjson import field_of_json
from planner.compute.extracts import PARTS, Extract
from planner.errors import StudyFileError
from planner.fields import ENTITIES, FIELDS
from planner.study import (
    Activity,
    Assessment,
    AssessmentCriterion,
    AttestedCompetence,
    Block,
    Certification,
    Entity,
)
from planner.text import clean, search_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

_OURS = "cartoplan"
MOST_ITEMS = 20_000
MOST_DEPTH = 30

#: The beginnings of item types, in search form, and what they are to us.
_TYPES = (
    ("bloc", "blocks"), ("unit", "blocks"), ("module", "blocks"),
    ("activit", "activities"), ("tache", "activities"), ("task", "activities"),
    ("modalite", "assessments"), ("assessment", "assessments"), ("evaluation", "assessments"),
    ("competenc", "attested_competences"), ("skill", "attested_competences"),
    ("knowledge", "attested_competences"), ("savoir", "attested_competences"),
)  # fmt: skip


def read_case(path: Path) -> Extract:
    """The certification that a package tells.

    Its key, and those of its parts, are the package's own where it is one of ours, else made from
    its identifiers: reading a file twice gives the same keys. Raises :class:`StudyFileError` as
    ``read_json`` does, and where the file is no CASE package or tells impossible things.
    """
    found = read_json(path)
    wrapped = found.get("CFPackage")
    package = wrapped if isinstance(wrapped, dict) else found
    try:
        return _Package(package).extract()
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise StudyFileError("case_not_case", path=str(path), reason=str(error)[:120]) from error
    except StudyFileError as error:  # a field of ours that holds something else
        raise StudyFileError(
            "case_not_case", path=str(path), reason=str(error.message.values[0][1])[:120]
        ) from error


class _Package:
    """One package, its items in the order that its associations give."""

    def __init__(self, package: dict[str, Any]) -> None:
        self._document = _object(package["CFDocument"])
        self._items = [_object(item) for item in _list(package.get("CFItems"))]
        if len(self._items) > MOST_ITEMS:
            raise ValueError(f"CFItems > {MOST_ITEMS}")
        self._rubrics = [_object(rubric) for rubric in _list(package.get("CFRubrics"))]
        self._apart = _ours(package)
        self._by_id = {str(item["identifier"]): item for item in self._items}
        self._parent, self._number = self._links(_list(package.get("CFAssociations")))
        self._under: dict[str, list[str]] = defaultdict(list)
        for child, parent in self._parent.items():
            self._under[parent].append(child)

    def extract(self) -> Extract:
        certification = self._certification()
        parts: dict[str, list[Entity]] = {name: [] for name in PARTS}
        ordered = sorted(self._by_id, key=lambda each: (self._number.get(each, 0), each))
        for rank, identifier in enumerate(ordered, 1):
            tuple(self._way_up(identifier))  # refuses a circle
            name, row = self._part(identifier, rank, certification.key)
            parts[name].append(row)
        parts["assessment_criteria"] = list(self._criteria(parts["attested_competences"]))
        for name, rows in self._apart.items():
            if name in PARTS:
                parts[name] = [_own_row(name, _object(row)) for row in _list(rows)]
        held = {n: tuple(sorted(r, key=lambda e: (e.rank, e.key))) for n, r in parts.items()}
        return Extract(certification, MappingProxyType(held))

    def _certification(self) -> Certification:
        ours = _ours(self._document)
        if ours:
            row = _own_row("certifications", ours)
            assert isinstance(row, Certification)
            return row
        title = _text(self._document["title"])
        if not title:
            raise ValueError("CFDocument.title")
        key = _key("case", str(self._document["identifier"]))
        bodies, aim = self._document.get("creator"), self._document.get("description")
        return Certification(key=key, title=title, certifiers=_text(bodies), aim=_text(aim))

    def _links(self, associations: list[Any]) -> tuple[dict[str, str], dict[str, int]]:
        """The item above each item, and the number of each among its siblings."""
        parent, number = {}, {}
        for association in map(_object, associations):
            if association.get("associationType") != "isChildOf":
                continue
            child = str(_object(association["originNodeURI"])["identifier"])
            if child in self._by_id:
                parent[child] = str(_object(association["destinationNodeURI"])["identifier"])
                number[child] = int(association.get("sequenceNumber") or 0)
        return parent, number

    def _part(self, identifier: str, rank: int, owner: str) -> tuple[str, Entity]:
        item = self._by_id[identifier]
        name, ours = self._collection(identifier), _ours(item)
        if ours:
            return name, _own_row(name, ours)
        text = _text(item.get("fullStatement")) or _text(item.get("abbreviatedStatement"))
        if not text:
            raise ValueError(f"CFItem {identifier}: fullStatement")
        given: dict[str, Any] = {
            "key": _key(name[:3], identifier),
            "rank": rank,
            "certification": owner,
        }
        return name, self._made(name, identifier, text, _text(item.get("humanCodingScheme")), given)

    def _made(
        self, name: str, identifier: str, text: str, code: str, given: dict[str, Any]
    ) -> Entity:
        block = None if name == "blocks" else self._above(identifier, "blocks")
        match name:
            case "blocks":
                return Block(title=text[:500], code=code, **given)
            case "activities":
                return Activity(text=text[:1000], code=code, block=block, **given)
            case "assessments":
                return Assessment(modality=text[:1000], block=block, **given)
        activity = self._above(identifier, "activities")
        return AttestedCompetence(
            text=text[:1000], code=code, block=block, activity=activity, **given
        )

    def _above(self, identifier: str, name: str) -> str | None:
        """The key of the nearest item over this one that is of a collection."""
        for above in self._way_up(identifier):
            if above in self._by_id and self._collection(above) == name:
                return _key(name[:3], above)
        return None

    def _way_up(self, identifier: str) -> Iterator[str]:
        for _ in range(MOST_DEPTH):
            above = self._parent.get(identifier)
            if above is None:
                return
            yield above
            identifier = above
        raise ValueError(f"isChildOf: {identifier}")  # a circle, or deeper than anything real

    def _collection(self, identifier: str) -> str:
        said = search_key(_text(self._by_id[identifier].get("CFItemType")))
        for beginning, name in _TYPES:
            if said.startswith(beginning):
                return name
        under = self._under.get(identifier, [])
        if not under:
            return "attested_competences"
        deeper = any(self._under.get(each) for each in under)
        return "blocks" if deeper else "activities"

    def _criteria(self, competences: list[Entity]) -> Iterator[AssessmentCriterion]:
        known = {row.key for row in competences}
        rank = 0
        for rubric in self._rubrics:
            for found in map(_object, _list(rubric.get("CFRubricCriteria"))):
                rank += 1
                ours = _ours(found)
                if ours:
                    row = _own_row("assessment_criteria", ours)
                    assert isinstance(row, AssessmentCriterion)
                    yield row
                    continue
                link = found.get("CFItemURI")
                item = str(_object(link)["identifier"]) if link else ""
                competence, text = _key("att", item), _text(found.get("description"))
                if competence in known and text:
                    key = _key("cri", str(found["identifier"]))
                    yield AssessmentCriterion(
                        key=key, rank=rank, competence=competence, text=text[:1000]
                    )


def _own_row(collection: str, given: dict[str, Any]) -> Entity:
    """A row of ours as it was told, every field of its declared type."""
    make: Callable[..., Entity] = ENTITIES[collection]
    values = {field.key: field_of_json(field, given[field.key]) for field in FIELDS[collection]}
    return make(key=str(given["key"]), rank=int(given["rank"]), **values)


def _ours(told: Mapping[str, Any]) -> dict[str, Any]:
    extensions = told.get("extensions")
    ours = extensions.get(_OURS) if isinstance(extensions, dict) else None
    return ours if isinstance(ours, dict) else {}


def _key(kind: str, identifier: str) -> str:
    return f"{kind}-{hashlib.sha256(identifier.encode()).hexdigest()[:12]}"


def _object(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise TypeError(f"{type(value).__name__} ≠ object")
    return value


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise TypeError(f"{type(value).__name__} ≠ list")
    return value


def _text(value: Any) -> str:
    return clean(value) if isinstance(value, str) else ""
