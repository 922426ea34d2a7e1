"""The steps of drafting a referential: the edit and its name, for page and verb alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.compute.referential_edits import TEXT, Outline, added, removed, unassessed
from planner.corrections import correction
from planner.edits import Batch, Edit, Put, apply
from planner.errors import EditRefused, InvalidInput
from planner.fields import label_code
from planner.findings import Place
from planner.messages import Message, message
from planner.study import AssessmentCriterion
from planner.text import clean, search_key
from planner.vocab import CertificationStatus, EvidenceState, LinkState
from planner.words import word
from ui.actions import rowedits
from ui.actions.parsing import row_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from planner.messages import Value
    from planner.study import Certification, Entity, Study
    from ui.actions.desk import Desk

#: An edit and its name in the history.
Step = tuple[Edit, Message]
COMPETENCES = "attested_competences"
_DECIDED = frozenset(
    {
        CertificationStatus.REGISTERED,
        CertificationStatus.REFUSED,
        CertificationStatus.POSTPONED,
    }
)


def certification(desk: Desk, key: str) -> Certification:
    """The certification of that key; :class:`InvalidInput` where there is none."""
    return rowedits.row_of(desk.document.study, "certifications", key)  # type: ignore[no-any-return]


def adding(
    desk: Desk, key: str, kind: str, holder: Place, text: str, after: str = ""
) -> tuple[Step, Place]:
    """The step that hangs a new part of a kind on a holder, and where the part will stand.

    A new modality assesses the competences of its holder that none assesses yet.
    """
    study = desk.document.study
    more: dict[str, Value] = {}
    if kind == "assessments":
        more["competences"] = unassessed(study, key, holder)
    row = _new_part(desk, key, kind, text, **more)
    edit = added(study, key, row, kind, holder, after)
    return (edit, _named("part_added", kind, text)), Place(kind, row.key)


def removing(study: Study, key: str, places: Sequence[Place]) -> Step:
    """The step that takes parts away with all that hangs on them."""
    edit = removed(study, key, places)
    if len(places) == 1:
        (place,) = places
        row = getattr(study, place.collection).get(place.key)
        return edit, _named("part_removed", place.collection, getattr(row, TEXT[place.collection]))
    return edit, message("step.parts_removed", n=len(places))


def moving(study: Study, place: Place, edit: Edit) -> Step:
    """The step that an edit of :mod:`planner.compute.referential_edits` makes of moving a part."""
    row = getattr(study, place.collection).get(place.key)
    return edit, _named("part_moved", place.collection, getattr(row, TEXT[place.collection]))


def picking(desk: Desk, key: str, origins: Sequence[str], near: Place | None = None) -> Step:
    """The step that draws competences from affected rows: their origin is kept, not their wording.

    They hang where ``near`` lets them. Rows that the certification drew from already are left out.
    """
    study = desk.document.study
    drawn = {row.origin for row in study.attested_competences if row.certification == key}
    rows = [rowedits.row_of(study, "competences", each) for each in origins if each not in drawn]
    texts = [(row.text, row.key) for row in rows]
    if not texts:
        raise EditRefused("nothing_to_pick")
    return _taking(desk, key, texts, near), message("step.competences_picked", n=len(texts))


def seeding(desk: Desk, key: str) -> Step:
    """The step that makes a competence of each content that the study prints for a certification.

    Contents that a competence says already are left out; wording is left to people.
    """
    study = desk.document.study
    said = {search_key(r.text) for r in study.attested_competences if r.certification == key}
    found = [
        (row.text, None)
        for row in study.certification_contents
        if row.certification == key and search_key(row.text) not in said
    ]
    if not found:
        raise EditRefused("no_content_left")
    return _taking(desk, key, found, None), message("step.contents_taken", n=len(found))


def changing_status(
    desk: Desk, key: str, status: CertificationStatus, reason: str, on: date | None = None
) -> Step:
    """The step that brings a certification to a status, dated and with its reason.

    Filing and decision take that day where they had none.
    """
    row = certification(desk, key)
    if row.status is status:
        raise EditRefused("status_same", name=row.title[:80], status=word(status))
    if not clean(reason):
        raise InvalidInput("status_reason_needed")
    day = on or desk.today()
    values: dict[str, Value] = {"status": status}
    if status is CertificationStatus.FILED and row.filed_on is None:
        values["filed_on"] = day
    if status in _DECIDED and row.decided_on is None:
        values["decided_on"] = day
    told = status_told(desk, key, status, reason, day)
    edit = Batch((told, correction("certifications", row, values)))
    return edit, message("step.status_changed", name=row.title[:80], status=word(status))


def status_told(desk: Desk, key: str, status: CertificationStatus, reason: str, day: date) -> Put:
    """The edit that notes that a certification came to a status on a day, and why."""
    values: dict[str, Value] = {
        "certification": key,
        "status": status,
        "changed_on": day,
        "reason": clean(reason),
        "author": desk.author,
    }
    return Put("status_changes", rowedits.new_row(desk, "status_changes", values))


def showing_evidence(desk: Desk, key: str, criterion: str, values: Mapping[str, Value]) -> Step:
    """The step that gives values to the evidence for a criterion, begun where there was none."""
    study = desk.document.study
    asked = rowedits.row_of(study, "criteria", criterion)
    row = next(
        (e for e in study.evidences if (e.certification, e.criterion) == (key, criterion)), None
    )
    edit: Edit
    if row is not None:
        edit = correction("evidences", row, values)
    else:
        begun: dict[str, Value] = {"state": EvidenceState.DRAFTED}
        owned: dict[str, Value] = {"certification": key, "criterion": criterion}
        edit = Put("evidences", rowedits.new_row(desk, "evidences", begun | dict(values) | owned))
    return edit, message("step.evidence", number=asked.number)


def judging(
    desk: Desk, key: str, training: str, state: LinkState, reason: str = "", block: str = ""
) -> Step:
    """The step that confirms or refuses that a training prepares for a certification or a block."""
    study = desk.document.study
    title = row_name(rowedits.row_of(study, "trainings", training))[:80]
    named = (key, training, block or None)
    row = next(
        (p for p in study.preparations if (p.certification, p.training, p.block) == named), None
    )
    edit: Edit
    if row is None:
        values: dict[str, Value] = {
            "certification": key,
            "training": training,
            "block": block or None,
            "state": state,
            "reason": reason,
        }
        edit = Put("preparations", rowedits.new_row(desk, "preparations", values))
    else:
        changed: dict[str, Value] = {"state": state}
        edit = correction("preparations", row, changed | ({"reason": reason} if reason else {}))
    return edit, message("step.preparation", name=title, state=word(state))


def _taking(
    desk: Desk, key: str, texts: Iterable[tuple[str, str | None]], near: Place | None
) -> Batch:
    """Competences of these texts and origins, last where ``near`` lets them hang."""
    study = desk.document.study
    outline = Outline(study, key)
    spot = outline.spot_for(COMPETENCES, near or outline.root.place) or outline.root.place
    edits: list[Edit] = []
    for text, origin in texts:
        row = _new_part(desk, key, COMPETENCES, text, origin=origin)
        edit = added(study, key, row, COMPETENCES, spot)
        study = apply(study, edit).study
        edits += edit.edits
    return Batch(tuple(edits))


def _new_part(desk: Desk, key: str, kind: str, text: str, **more: Value) -> Entity:
    words = clean(text)
    if not words:
        raise InvalidInput("field_needed", field=label_code(kind, TEXT[kind]))
    if kind == "assessment_criteria":  # its competence is set where it is hung
        return AssessmentCriterion(key=f"crt-{desk.new_key()}", competence="", text=words)
    return rowedits.new_row(desk, kind, {"certification": key, TEXT[kind]: words, **more})


def _named(what: str, kind: str, text: str) -> Message:
    return message(f"step.{what}", kind=f"collection.{kind}.one", name=text[:80])
