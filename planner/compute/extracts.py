"""One certification taken out of the study with all its parts: a version, a document, an import.

An extract is what is frozen as a version, what documents tell, what comes back from a workbook or
a CASE package. Two extracts are compared part by part, by key; an extract is put into the study as
one batch.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from difflib import SequenceMatcher
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from planner.edits import Batch, Drop, Edit, Put
from planner.findings import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from planner.study import Certification, Entity, Study

#: The collections whose rows are parts of a certification, owners first.
PARTS = (
    "blocks",
    "activities",
    "attested_competences",
    "assessments",
    "assessment_criteria",
    "correspondences",
    "evidences",
)
#: The field that a part is called by, where that is not its text.
_TEXTS = MappingProxyType(
    {
        "certifications": "title",
        "blocks": "title",
        "assessments": "modality",
        "correspondences": "code",
    }
)
_HOLDERS = frozenset({"block", "activity", "competence"})


@dataclass(frozen=True, slots=True)
class Extract:
    """A certification and its parts, by collection, each in the order of rank and key."""

    certification: Certification
    parts: Mapping[str, tuple[Entity, ...]]

    def places(self) -> Mapping[Place, Entity]:
        """Every part by its place, owners first."""
        return {Place(name, row.key): row for name in PARTS for row in self.parts.get(name, ())}


class Fate(StrEnum):
    """What became of a part from one extract to the next."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


class Run(StrEnum):
    """What became of a run of words."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class PartChange:
    """A part that is not what it was; ``before`` or ``after`` is None where it was not there.

    A part that is held by another one, or stands at another rank, was moved; one that says
    something else was changed, even where it was moved as well.
    """

    place: Place
    fate: Fate
    before: Entity | None
    after: Entity | None

    def words(self) -> tuple[tuple[Run, str], ...]:
        """The runs of words of its text, kept, added and removed, in reading order."""
        return word_changes(text_of(self.place, self.before), text_of(self.place, self.after))


def extract(study: Study, certification: str) -> Extract:
    """A certification with its parts; ``KeyError`` where the study has no such certification."""
    row = study.certifications.get(certification)
    own = {each.key for each in study.attested_competences if each.certification == certification}
    parts = {
        name: tuple(each for each in getattr(study, name) if _belongs(each, certification, own))
        for name in PARTS
    }
    return Extract(row, MappingProxyType(parts))


def installed(study: Study, taken: Extract) -> Batch:
    """The edits after which the study holds this certification with these parts and no others.

    Rows that are already as they should be are left alone: an extract put back where it was taken
    gives an empty batch.
    """
    key = taken.certification.key
    known = study.certifications.find(key) is not None
    there = extract(study, key).places() if known else {}
    wanted = taken.places()
    gone = [place for place in reversed(tuple(there)) if place not in wanted]
    edits: list[Edit] = []
    if study.certifications.find(key) != taken.certification:
        edits.append(Put("certifications", taken.certification))
    edits += [
        Put(place.collection, row) for place, row in wanted.items() if there.get(place) != row
    ]
    return Batch((*edits, *(Drop(place.collection, place.key) for place in gone)))


def compared(before: Extract, after: Extract) -> tuple[PartChange, ...]:
    """The parts that differ, in the order in which the later extract tells them, removed ones last.

    The certification itself comes first where its own fields differ.
    """
    found = list(_own(before, after))
    old, new = before.places(), after.places()
    for place, row in new.items():
        fate = _fate(old.get(place), row)
        if fate is not None:
            found.append(PartChange(place, fate, old.get(place), row))
    found += [
        PartChange(place, Fate.REMOVED, row, None) for place, row in old.items() if place not in new
    ]
    return tuple(found)


def text_of(place: Place, row: Entity | None) -> str:
    """What a part says first: its text, title, modality or code; empty where there is none."""
    if row is None:
        return ""
    return str(getattr(row, _TEXTS.get(place.collection, "text")))


def word_changes(before: str, after: str) -> tuple[tuple[Run, str], ...]:
    """Both texts as runs of words; the same and the removed ones make ``before`` again."""
    old, new = _tokens(before), _tokens(after)
    runs: list[tuple[Run, str]] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            runs.append((Run.SAME, "".join(old[a:b])))
            continue
        if a < b:
            runs.append((Run.REMOVED, "".join(old[a:b])))
        if c < d:
            runs.append((Run.ADDED, "".join(new[c:d])))
    return tuple(runs)


def _tokens(text: str) -> list[str]:
    return re.findall(r"\w+|\s+|[^\w\s]", text)


def _belongs(row: Entity, certification: str, competences: Iterable[str]) -> bool:
    owner = getattr(row, "certification", None)
    return owner == certification if owner is not None else _of_competence(row) in competences


def _of_competence(row: Entity) -> str:
    return str(getattr(row, "competence", ""))


def _own(before: Extract, after: Extract) -> Iterator[PartChange]:
    if _says(before.certification) != _says(after.certification):
        place = Place("certifications", after.certification.key)
        yield PartChange(place, Fate.CHANGED, before.certification, after.certification)


def _fate(before: Entity | None, after: Entity) -> Fate | None:
    if before is None:
        return Fate.ADDED
    if _says(before) != _says(after):
        return Fate.CHANGED
    return None if _stands(before) == _stands(after) else Fate.MOVED


def _stands(row: Entity) -> tuple[object, ...]:
    return (row.rank, *(getattr(row, name, None) for name in sorted(_HOLDERS)))


def _says(row: Entity) -> tuple[object, ...]:
    """What a row says, apart from where it stands and where it comes from."""
    apart = _HOLDERS | {"rank", "source"}
    return tuple(getattr(row, field.name) for field in fields(row) if field.name not in apart)
