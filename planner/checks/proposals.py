"""Edits that mend a finding without any judgement: what they do, and what they change.

A proposal is made only where the study itself leaves no choice; everything else is left to a
person. Applying one takes its finding away, and it is a single step of the history.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING

from planner.compute.cells import CellChange
from planner.corrections import correction
from planner.edits import Batch, Drop, Set, apply, single_edits
from planner.messages import message
from planner.text import same_name_key
from planner.vocab import Attachment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from planner.edits import Edit
    from planner.findings import Finding
    from planner.messages import Message
    from planner.study import (
        Allocation,
        Assumption,
        Competence,
        DomainHours,
        Institution,
        Seats,
        Study,
        Training,
    )


@dataclass(frozen=True, slots=True)
class Proposal:
    """An edit that mends ``findings`` for certain; ``said`` is the sentence that tells it."""

    findings: tuple[Finding, ...]
    edit: Edit
    said: Message


def proposal(study: Study, finding: Finding) -> Proposal | None:
    """What mends a finding for certain; None where somebody has to judge."""
    make = _MAKERS.get(finding.code)
    if make is None or finding.where is None:
        return None
    row = getattr(study, finding.where.collection).find(finding.where.key)
    found = None if row is None else make(study, row)
    return None if found is None else Proposal((finding,), *found)


def group_proposal(study: Study, findings: Iterable[Finding]) -> Proposal | None:
    """What mends all those of ``findings`` that can be mended for certain, as one step."""
    edits: list[Edit] = []
    mended: list[Finding] = []
    for finding in findings:
        one = proposal(study, finding)
        if one is not None:
            study = apply(study, one.edit).study
            edits.append(one.edit)
            mended.append(finding)
    if not edits:
        return None
    said = message("proposal.group", n=len(mended))
    return Proposal(tuple(mended), Batch(tuple(edits)), said)


def can_mend(finding: Finding) -> bool:
    """True where a proposal may exist for findings of that code: it must still be asked for."""
    return finding.code in _MAKERS


def changes(study: Study, edit: Edit) -> tuple[CellChange, ...]:
    """Each value that the edit of a proposal changes, before and after, and each row that goes."""
    told: list[CellChange] = []
    for single in single_edits(edit):
        if isinstance(single, Drop):
            told.append(CellChange(single.collection, single.key, "", None, None))
        elif isinstance(single, Set):
            row = getattr(study, single.collection).get(single.key)
            told += _set_changes(single, row)
        study = apply(study, single).study
    return tuple(told)


def _set_changes(edit: Set, row: object) -> list[CellChange]:
    return [
        CellChange(edit.collection, edit.key, name, getattr(row, name), value)
        for name, value in edit.values
        if name != "source" and getattr(row, name) != value
    ]


_Found = tuple["Edit", "Message"]


def _institution(study: Study, row: Training) -> _Found | None:
    """The one institution that is called as the training prints it."""
    wanted = same_name_key(row.printed_institution)
    if row.institution is not None or not wanted:
        return None
    known = [one for one in study.institutions if wanted in _spellings(one)]
    if len(known) != 1:
        return None
    edit = correction("trainings", row, {"institution": known[0].key})
    printed = row.printed_institution.strip()
    return edit, message("proposal.institution", name=known[0].name, printed=printed)


def _spellings(one: Institution) -> set[str]:
    """The keys of the names that an institution goes by; its printed ones stand apart by « ; »."""
    return {same_name_key(name) for name in (one.name, *one.printed_names.split(";"))} - {""}


#: « 5 (équivalence Bac+2) », « Niveau 6 »: the European level, then at most its equivalence.
_LEVEL = re.compile(r"(?:niveau\s*|cec\s*)?([1-8])\s*(?:\(\s*équivalence(.*)\))?", re.IGNORECASE)
_YEARS = re.compile(r"bac\s*\+\s*(\d)", re.IGNORECASE)
#: Years after the baccalaureate that may stand beside each level.
_BEYOND = MappingProxyType({4: {0}, 5: {2}, 6: {3, 4}, 7: {5}, 8: {8}})


def _level(study: Study, row: Training) -> _Found | None:
    """The level that the training prints, where its equivalence does not contradict it."""
    printed = _LEVEL.fullmatch(row.printed_level.strip())
    if row.level is not None or printed is None:
        return None
    level = int(printed[1])
    years = {int(found) for found in _YEARS.findall(printed[2] or "")}
    if not years <= _BEYOND.get(level, set()):
        return None
    edit = correction("trainings", row, {"level": level})
    return edit, message("proposal.level", level=level, printed=row.printed_level.strip())


def _repeated_seats(study: Study, row: Seats) -> _Found | None:
    """A second line of places that says what an earlier one says."""
    for other in study.seats:
        if other.key == row.key:
            return None
        if _same(other, row):
            return Drop("seats", row.key), message("proposal.repeated")
    return None


def _repeated_hours(study: Study, row: DomainHours) -> _Found | None:
    """Of two lines of hours, the one that says nothing that the other does not say."""
    earlier = [
        other
        for other in study.domain_hours
        if (other.training, other.domain) == (row.training, row.domain)
        and (other.rank, other.key) < (row.rank, row.key)
    ]
    if any(other.hours == row.hours or row.hours is None for other in earlier):
        return Drop("domain_hours", row.key), message("proposal.repeated")
    if earlier and all(other.hours is None for other in earlier):
        drops = tuple(Drop("domain_hours", other.key) for other in earlier)
        return Batch(drops), message("proposal.uncounted")
    return None


def _repeated_competence(study: Study, row: Competence) -> _Found | None:
    """A second competence row of an occupation, both checked, with the same impact.

    Where an attachment was not checked, the row more likely belongs to another occupation.
    """
    wanted = same_name_key(row.text)
    for other in study.competences:
        if other.key == row.key or row.attachment is not Attachment.CHECKED:
            return None
        if (
            (other.sector, other.occupation) == (row.sector, row.occupation)
            and (other.impact, other.attachment) == (row.impact, row.attachment)
            and same_name_key(other.text) == wanted
        ):
            return Drop("competences", row.key), message("proposal.repeated")
    return None


#: What rounding to a whole percent may take from or add to a share.
_ROUNDING = Fraction(5, 1000)


def _equal_shares(study: Study, row: Allocation) -> _Found | None:
    """Equal shares that miss 1 by their rounding alone: each is the exact part."""
    shares = [share for share in study.allocation_shares if share.allocation == row.key]
    if not shares or len({share.share for share in shares}) != 1:
        return None
    exact = Fraction(1, len(shares))
    if not 0 < abs(exact - shares[0].share) <= _ROUNDING:
        return None
    edits = tuple(correction("allocation_shares", s, {"share": exact}) for s in shares)
    return Batch(edits), message("proposal.equal_shares", n=len(shares), share=exact)


def _percent_yield(study: Study, row: Assumption) -> _Found | None:
    """A yield written in percent: a whole number from 2 to 100 cannot be a share."""
    if row.value is None or row.value.denominator != 1 or not 2 <= row.value <= 100:
        return None
    value = Fraction(row.value, 100)
    edit = correction("assumptions", row, {"value": value})
    return edit, message("proposal.percent", value=row.value, share=value)


def _same(first: Seats, second: Seats) -> bool:
    """True where two rows say the same, whatever their key, rank and source."""
    return replace(first, key="", rank=0, source=second.source) == replace(second, key="", rank=0)


#: What mends a finding of each code; it looks at the row that the finding is about.
_MAKERS: Mapping[str, Callable[..., _Found | None]] = MappingProxyType(
    {
        "training_without_institution": _institution,
        "training_without_level": _level,
        "seats_repeated": _repeated_seats,
        "domain_hours_repeated": _repeated_hours,
        "competence_repeated": _repeated_competence,
        "allocation_partial": _equal_shares,
        "allocation_exceeds": _equal_shares,
        "yield_out_of_range": _percent_yield,
    }
)
