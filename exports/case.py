"""A certification as a 1EdTech CASE 1.1 package (JSON), which other tools of the trade read.

Blocks, activities, competences and assessments are CFItems, what hangs on what is ``isChildOf``,
assessment criteria are rubrics. What CASE has no place for stands under ``extensions``, so that a
package of ours comes back whole. Identifiers are made from our keys: the same certification always
gives the same bytes but for the moment it is told at.
"""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, UUID, uuid5

from planner.compute.extracts import PARTS, Extract, text_of
from planner.findings import Place
from planner.vocab import CertificationStatus

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from planner.study import AttestedCompetence, Entity

Json = dict[str, Any]

#: The collections that are items, with the type that they are called by in French.
ITEM_TYPES = {
    "blocks": "Bloc de compétences",
    "activities": "Activité",
    "attested_competences": "Compétence",
    "assessments": "Modalité d’évaluation",
}
#: Where our own fields stand in a package.
EXTENSION = "cartoplan"
_SPACE = uuid5(NAMESPACE_URL, "urn:cartoplan:case")
_DONE = frozenset({CertificationStatus.REGISTERED})
_OVER = frozenset({CertificationStatus.REFUSED, CertificationStatus.ABANDONED})


def case_package(taken: Extract, at: datetime) -> bytes:
    """The package of a certification as UTF-8 JSON; ``at``, in UTC, is when it is told."""
    stamp = at.strftime("%Y-%m-%dT%H:%M:%SZ")
    package = _Package(taken, stamp).whole()
    return json.dumps(package, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


class _Package:
    """The parts of one package, all told at one moment."""

    def __init__(self, taken: Extract, stamp: str) -> None:
        self._taken = taken
        self._stamp = stamp
        self._document = Place("certifications", taken.certification.key)

    def whole(self) -> Json:
        return {
            "CFDocument": self._cf_document(),
            "CFItems": list(self._items()),
            "CFAssociations": list(self._associations()),
            "CFRubrics": list(self._rubrics()),
            "extensions": {EXTENSION: self._apart()},
        }

    def _cf_document(self) -> Json:
        row = self._taken.certification
        status = "Adopted" if row.status in _DONE else "Draft"
        return {
            **self._named(self._document),
            "title": row.title,
            "creator": row.certifiers or "Cartoplan",
            "description": row.aim,
            "language": "fr",
            "caseVersion": "1.1",
            "adoptionStatus": "Deprecated" if row.status in _OVER else status,
            "CFPackageURI": self._link(self._document, row.title),
            "extensions": {EXTENSION: _plain(row)},
        }

    def _items(self) -> Iterator[Json]:
        document = self._link(self._document, self._taken.certification.title)
        for place, row in self._taken.places().items():
            if place.collection in ITEM_TYPES:
                yield {
                    **self._named(place),
                    "fullStatement": text_of(place, row),
                    "CFItemType": ITEM_TYPES[place.collection],
                    "language": "fr",
                    "CFDocumentURI": document,
                    **_code(row),
                    "extensions": {EXTENSION: _plain(row)},
                }

    def _associations(self) -> Iterator[Json]:
        known = self._taken.places()
        for number, (place, row) in enumerate(known.items(), 1):
            if place.collection not in ITEM_TYPES:
                continue
            holder = _holder(row) or self._document
            yield {
                **self._named(Place("associations", place.key, place.collection)),
                "associationType": "isChildOf",
                "sequenceNumber": number,
                "originNodeURI": self._link(place, text_of(place, row)),
                "destinationNodeURI": self._link(holder, text_of(holder, self._row(holder))),
            }

    def _rubrics(self) -> Iterator[Json]:
        for row in self._taken.parts["attested_competences"]:
            criteria = list(self._criteria(row))  # type: ignore[arg-type]
            if criteria:
                place = Place("rubrics", row.key)
                title = text_of(Place("attested_competences", row.key), row)
                yield {**self._named(place), "title": title, "CFRubricCriteria": criteria}

    def _criteria(self, competence: AttestedCompetence) -> Iterator[Json]:
        item = Place("attested_competences", competence.key)
        link = self._link(item, competence.text)
        for position, row in enumerate(self._taken.parts["assessment_criteria"], 1):
            if getattr(row, "competence", None) != competence.key:
                continue
            place = Place("assessment_criteria", row.key)
            yield {
                **self._named(place),
                "description": text_of(place, row),
                "position": position,
                "CFItemURI": link,
                "rubricId": str(_identifier(Place("rubrics", competence.key))),
                "extensions": {EXTENSION: _plain(row)},
            }

    def _apart(self) -> Json:
        """What CASE has no place for."""
        left = [name for name in PARTS if name not in ITEM_TYPES and name != "assessment_criteria"]
        return {name: [_plain(row) for row in self._taken.parts[name]] for name in left}

    def _row(self, place: Place) -> Entity | None:
        if place == self._document:
            return self._taken.certification
        return self._taken.places().get(place)

    def _named(self, place: Place) -> Json:
        identifier = _identifier(place)
        return {
            "identifier": str(identifier),
            "uri": identifier.urn,
            "lastChangeDateTime": self._stamp,
        }

    def _link(self, place: Place, title: str) -> Json:
        identifier = _identifier(place)
        return {"title": title, "identifier": str(identifier), "uri": identifier.urn}


def _identifier(place: Place) -> UUID:
    return uuid5(_SPACE, f"{place.collection}/{place.field}/{place.key}")


def _holder(row: Entity) -> Place | None:
    """The part that a part hangs on: its activity, else its block, else none."""
    for name, collection in (("activity", "activities"), ("block", "blocks")):
        key = getattr(row, name, None)
        if key is not None:
            return Place(collection, key)
    return None


def _code(row: Entity) -> Json:
    code = getattr(row, "code", "")
    return {"humanCodingScheme": code} if code else {}


def _plain(row: Entity) -> Json:
    """The fields of a row but for its source, as JSON has them."""
    return {
        field.name: _value(getattr(row, field.name))
        for field in fields(row)
        if field.name != "source"
    }


def _value(value: object) -> object:
    if isinstance(value, StrEnum):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    return [_value(each) for each in value] if isinstance(value, tuple) else value
