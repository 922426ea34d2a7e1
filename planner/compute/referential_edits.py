"""Edits of a referential: parts hung, moved, numbered and taken away, each as one batch.

Documents number parts their own way; what holds here is what may hang on what (L6113-1 of the Code
du travail), and that the Répertoire spécifique knows neither blocks nor activities (R6113-11 2°).
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from planner.compute.referential import Branch, referential, tree
from planner.edits import Batch, Drop, Edit, Put, Set
from planner.findings import Place
from planner.vocab import Register

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from planner.messages import Value
    from planner.study import Entity, Study

#: The collections whose rows are parts, in the order in which they are offered.
KINDS = ("blocks", "activities", "attested_competences", "assessment_criteria", "assessments")
#: The field that holds a part's text.
TEXT = MappingProxyType(
    {
        "blocks": "title",
        "activities": "text",
        "attested_competences": "text",
        "assessments": "modality",
        "assessment_criteria": "text",
    }
)
_HOLDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "certifications": ("blocks", "activities", "attested_competences", "assessments"),
        "blocks": ("activities", "attested_competences", "assessments"),
        "activities": ("attested_competences",),
        "attested_competences": ("assessment_criteria",),
    }
)
_RNCP_ALONE = frozenset({"blocks", "activities"})


def kinds_under(register: Register, collection: str) -> tuple[str, ...]:
    """What may be hung on a part of a collection under a register, the usual kind first."""
    kinds = _HOLDS.get(collection, ())
    if register is Register.RS:
        return tuple(kind for kind in kinds if kind not in _RNCP_ALONE)
    return kinds


class Outline:
    """The tree of one certification, with what holds each part and what stands beside it."""

    def __init__(self, study: Study, certification: str) -> None:
        """Read the tree; ``KeyError`` where the study has no such certification."""
        self.root = tree(study, certification)
        self.register = study.certifications.get(certification).register
        self._branches = {branch.place: branch for branch in self.root.walk()}
        self._holders = {
            child.place: branch.place for branch in self.root.walk() for child in branch.branches
        }

    def __contains__(self, place: Place) -> bool:
        """True where the certification or one of its parts stands at ``place``."""
        return place in self._branches

    def branch(self, place: Place) -> Branch:
        """The part at a place with what hangs on it; ``KeyError`` where there is none."""
        return self._branches[place]

    def holder(self, place: Place) -> Place | None:
        """What the part hangs on; None for the certification itself and for strangers."""
        return self._holders.get(place)

    def siblings(self, kind: str, holder: Place) -> list[Place]:
        """The parts of a kind that hang on a holder, in order."""
        branches = self._branches[holder].branches
        return [branch.place for branch in branches if branch.place.collection == kind]

    def spot_for(self, kind: str, near: Place) -> Place | None:
        """The nearest of a part and those over it on which a part of that kind may hang."""
        spot: Place | None = near if near in self else self.root.place
        while spot is not None and kind not in kinds_under(self.register, spot.collection):
            spot = self.holder(spot)
        return spot


def unassessed(study: Study, certification: str, holder: Place) -> tuple[str, ...]:
    """The competences (keys) of a block, or of the certification, that no modality assesses."""
    parts = referential(study, certification)
    block = holder.key if holder.collection == "blocks" else None
    return tuple(
        row.key
        for row in parts.competences
        if row.key not in parts.assessed and block in (None, row.block)
    )


def landing(
    outline: Outline, kind: str, target: Place, *, below: bool | None = None
) -> tuple[Place, str] | None:
    """Where a part of a kind that is let go at ``target`` hangs, and before which sibling.

    On the target itself (``below`` is None), or beside it; where the target cannot hold it, on the
    nearest part over it that can. None where nothing can.
    """
    holder = outline.holder(target)
    if target.collection == kind and holder is not None:
        keys = [place.key for place in outline.siblings(kind, holder)]
        at = keys.index(target.key) + (below is not False)
        return holder, keys[at] if at < len(keys) else ""
    spot = outline.spot_for(kind, target)
    return None if spot is None else (spot, "")


def added(
    study: Study, certification: str, row: Entity, kind: str, holder: Place, after: str = ""
) -> Batch:
    """The edits that hang a new row of a kind on a holder, after the sibling of that key or last.

    Links and rank of ``row`` are set here.
    """
    outline = Outline(study, certification)
    keys = [place.key for place in outline.siblings(kind, holder)]
    at = keys.index(after) + 1 if after in keys else len(keys)
    keys.insert(at, row.key)
    ranks = _ranks(study, kind, keys, new=row.key)
    made = replace(row, rank=ranks[row.key], **_links(study, kind, holder))  # type: ignore[arg-type]
    moved = _reranked(study, kind, {key: rank for key, rank in ranks.items() if key != row.key})
    return Batch((Put(kind, made), *moved))


def removed(study: Study, certification: str, places: Iterable[Place]) -> Batch:
    """The edits that take parts away with all that hangs on them; the certification stays."""
    outline = Outline(study, certification)
    parts = [place for place in places if outline.holder(place) is not None]
    gone = {branch.place for place in parts for branch in outline.branch(place).walk()}
    lost = {place.key for place in gone if place.collection == "attested_competences"}
    eased = [
        Set("assessments", row.key, (("competences", _without(row.competences, lost)),))
        for row in study.assessments
        if Place("assessments", row.key) not in gone and lost & set(row.competences)
    ]
    order = [branch.place for branch in outline.root.walk() if branch.place in gone]
    return Batch((*eased, *(Drop(place.collection, place.key) for place in reversed(order))))


def moved(
    study: Study, certification: str, place: Place, holder: Place, before: str = ""
) -> Batch | None:
    """The edits that hang a part on a holder before the sibling of that key, or last.

    None where it cannot hang there. An activity takes its competences along.
    """
    outline = Outline(study, certification)
    kind = place.collection
    if place not in outline or holder not in outline:
        return None
    if kind not in kinds_under(outline.register, holder.collection):
        return None
    keys = [sibling.key for sibling in outline.siblings(kind, holder) if sibling != place]
    keys.insert(keys.index(before) if before in keys else len(keys), place.key)
    edits: list[Edit] = list(_relinked(study, outline, place, holder))
    edits += _reranked(study, kind, _ranks(study, kind, keys))
    return Batch(tuple(edits))


def stepped(study: Study, certification: str, place: Place, step: int) -> Batch | None:
    """The edits that move a part among its siblings by -1 or 1; None at either end."""
    outline = Outline(study, certification)
    holder = outline.holder(place)
    if holder is None:
        return None
    keys = [sibling.key for sibling in outline.siblings(place.collection, holder)]
    at = keys.index(place.key) + step
    if not 0 <= at < len(keys):
        return None
    keys.insert(at, keys.pop(at - step))
    return Batch(tuple(_reranked(study, place.collection, _ranks(study, place.collection, keys))))


def relevelled(study: Study, certification: str, place: Place, step: int) -> Batch | None:
    """The edits that hang a part one level higher (-1) or lower (1); None where none makes sense.

    Higher, it hangs on what its holder hangs on; lower, on the part before it that can hold it.
    """
    outline = Outline(study, certification)
    holder = outline.holder(place)
    if holder is None:
        return None
    if step < 0:
        above = outline.holder(holder)
        return None if above is None else moved(study, certification, place, above)
    below = _below(outline, place, holder)
    return None if below is None else moved(study, certification, place, below)


def renumbered(study: Study, certification: str) -> Batch:
    """The edits that number blocks BC01, activities A1 and competences C1.1, in reading order.

    The first number of a competence is that of its block; without blocks they are C1, C2, …
    Codes that are right already are left alone.
    """
    root = tree(study, certification)
    edits = [
        Set(place.collection, place.key, (("code", code),))
        for place, code in _codes(root)
        if getattr(study, place.collection).get(place.key).code != code
    ]
    return Batch(tuple(edits))


def _codes(root: Branch) -> Iterator[tuple[Place, str]]:
    activities = 0
    loose = [branch for branch in root.branches if branch.place.collection != "blocks"]
    blocks = [branch for branch in root.branches if branch.place.collection == "blocks"]
    for number, parts in ((0, loose), *((n, b.branches) for n, b in enumerate(blocks, 1))):
        if number:
            yield blocks[number - 1].place, f"BC{number:02d}"
        competences = 0
        for branch in (found for part in parts for found in part.walk()):
            if branch.place.collection == "activities":
                activities += 1
                yield branch.place, f"A{activities}"
            elif branch.place.collection == "attested_competences":
                competences += 1
                yield branch.place, f"C{number}.{competences}" if number else f"C{competences}"


def _below(outline: Outline, place: Place, holder: Place) -> Place | None:
    """The last part before another one, under the same holder, that may hold it."""
    found = None
    for branch in outline.branch(holder).branches:
        if branch.place == place:
            break
        if place.collection in kinds_under(outline.register, branch.place.collection):
            found = branch.place
    return found


def _links(study: Study, kind: str, holder: Place) -> dict[str, Value]:
    """The fields by which a part of a kind hangs on a holder."""
    if kind == "blocks":
        return {}
    if kind == "assessment_criteria":
        return {"competence": holder.key}
    if kind != "attested_competences":
        return {"block": holder.key if holder.collection == "blocks" else None}
    if holder.collection == "activities":
        return {"activity": holder.key, "block": study.activities.get(holder.key).block}
    return {"activity": None, "block": holder.key if holder.collection == "blocks" else None}


def _relinked(study: Study, outline: Outline, place: Place, holder: Place) -> Iterator[Edit]:
    links = _links(study, place.collection, holder)
    row = getattr(study, place.collection).get(place.key)
    if any(getattr(row, name) != value for name, value in links.items()):
        yield Set(place.collection, place.key, tuple(links.items()))
    if place.collection == "activities":
        for branch in outline.branch(place).branches:
            competence = study.attested_competences.get(branch.place.key)
            if competence.block != links["block"]:
                yield Set("attested_competences", competence.key, tuple(links.items()))


def _ranks(study: Study, kind: str, keys: Sequence[str], new: str = "") -> dict[str, int]:
    """Rising ranks for rows in an order; a rank that rises already is kept."""
    rows = getattr(study, kind)
    least = 0
    ranks: dict[str, int] = {}
    for key in keys:
        own = least + 1 if key == new else rows.get(key).rank
        least = own if own > least else least + 1
        ranks[key] = least
    return ranks


def _reranked(study: Study, kind: str, ranks: Mapping[str, int]) -> Iterator[Edit]:
    rows = getattr(study, kind)
    for key, rank in ranks.items():
        if rows.get(key).rank != rank:
            yield Set(kind, key, (("rank", rank),))


def _without(keys: Sequence[str], lost: set[str]) -> tuple[str, ...]:
    return tuple(key for key in keys if key not in lost)
