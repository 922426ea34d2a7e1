"""The verbs of the certifications: where each stands, what its file lacks, what was changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.compute.dossier import dossier
from planner.compute.referential_edits import renumbered
from planner.compute.register_choice import Question, advice
from planner.errors import UsageError
from planner.messages import message
from planner.tables.certifications import certifications_table
from planner.tables.dossier import chapters
from planner.tables.part_changes import part_changes_table
from planner.tables.preparations import preparations_table
from planner.vocab import CertificationStatus, EvidenceState, LinkState
from ui.actions import referentials, rowedits, versions
from ui.actions.desk import Desk
from ui.actions.outcome import Outcome, Plain, plain_table
from ui.actions.ownedrows import owned_table
from ui.actions.registry import verb

if TYPE_CHECKING:
    from planner.checks.file_progress import CriterionProgress, FileProgress
    from planner.findings import Finding
    from planner.messages import Message
    from ui.actions.referentials import Step

_ROOM = "certifications"


@verb("certifications.list")
def list_certifications(desk: Desk) -> Outcome:
    """The certifications by priority, with their register and status."""
    return Outcome(tables=(certifications_table(desk.document.study),))


@verb("certifications.show")
def show_certification(desk: Desk, key: str) -> Outcome:
    """All that the file of a certification tells so far, chapter by chapter."""
    referentials.certification(desk, key)
    study = desk.document.study
    told = chapters(study, dossier(study, key, desk.today()))
    data = {
        chapter.key: [plain_table(table, desk.texts) for table in chapter.tables]
        for chapter in told
    }
    return Outcome(tables=tuple(t for chapter in told for t in chapter.tables), data=data)


@verb("certifications.set", changes=True)
def set_certification(desk: Desk, key: str, values: list[str]) -> Outcome:
    """Give new values to a certification from ``field=value`` words; its status has its own."""
    referentials.certification(desk, key)
    given = rowedits.typed_values(desk, _ROOM, values)
    if "status" in given:
        raise UsageError("status_has_its_verb")
    rowedits.change(desk, _ROOM, key, given)
    return Outcome(said=(message("done.changed", key=key),), data={"key": key})


@verb("certifications.status", changes=True)
def set_status(desk: Desk, key: str, status: str, reason: str, on: str = "") -> Outcome:
    """Bring a certification to a status, dated today or ``on`` a day, with the reason."""
    told = rowedits.typed_values(desk, "status_changes", [f"status={status}", f"changed_on={on}"])
    day = told["changed_on"]
    wanted = CertificationStatus(str(told["status"]))
    return _done(
        desk,
        referentials.changing_status(desk, key, wanted, reason, day),  # type: ignore[arg-type]
        {"key": key, "status": str(wanted)},
    )


@verb("certifications.history")
def status_history(desk: Desk, key: str) -> Outcome:
    """The statuses that a certification came to, with their days and reasons."""
    referentials.certification(desk, key)
    return Outcome(tables=(owned_table(desk.document.study, desk.texts, "status_changes", key),))


@verb("certifications.check")
def check_certification(desk: Desk, key: str) -> Outcome:
    """Each criterion of a certification's file: what is expected, how far it is, our findings.

    Never a verdict: what a machine sees, and what people have written.
    """
    referentials.certification(desk, key)
    study = desk.document.study
    told = dossier(study, key, desk.today())
    progress = told.progress
    found = [chapter for chapter in chapters(study, told) if chapter.key == "criteria"]
    tables = tuple(table for chapter in found for table in chapter.tables)
    return Outcome((progress_said(progress),), tables, data=_progress_data(desk, progress))


@verb("certifications.advise")
def advise(desk: Desk, answers: list[str]) -> Outcome:
    """RNCP or Répertoire spécifique: what ``question=yes`` or ``no`` words lead to, and why."""
    known = tuple(str(question) for question in Question)
    given: dict[Question, bool | None] = {}
    for pair in answers:
        name, sign, typed = pair.partition("=")
        if not sign or name not in known:
            raise UsageError("unknown_question", value=pair, known=known)
        given[Question(name)] = _flag(desk, typed)
    found = advice(given)
    said: tuple[Message, ...] = (message(f"register_choice.{found.rule}", articles=found.articles),)
    if found.next is not None:
        said += (message(f"register_choice.question.{found.next}"),)
    data = {"register": str(found.register), "rule": found.rule, "articles": list(found.articles)}
    return Outcome(said=said, data=data)


@verb("certifications.seed", changes=True)
def seed(desk: Desk, key: str) -> Outcome:
    """Begin the referential with the contents that the study prints for the certification."""
    referentials.certification(desk, key)
    return _done(desk, referentials.seeding(desk, key), {"key": key})


@verb("certifications.pick", changes=True)
def pick(desk: Desk, key: str, competences: list[str]) -> Outcome:
    """Draw competences of a draft from affected ones; their wording is left to be rewritten."""
    referentials.certification(desk, key)
    return _done(desk, referentials.picking(desk, key, competences), {"key": key})


@verb("certifications.renumber", changes=True)
def renumber(desk: Desk, key: str) -> Outcome:
    """Number the blocks, activities and competences of a referential in reading order."""
    referentials.certification(desk, key)
    edit = renumbered(desk.document.study, key)
    step = (edit, message("step.renumbered", n=len(edit.edits)))
    return _done(desk, step, {"key": key, "changed": len(edit.edits)})


@verb("certifications.trainings")
def trainings(desk: Desk, key: str) -> Outcome:
    """The trainings that prepare for a certification, confirmed, refused or only proposed."""
    referentials.certification(desk, key)
    table = preparations_table(desk.document.study, key)
    return Outcome(said=(table.title,), tables=(table,))


@verb("certifications.prepare", changes=True)
def prepare(
    desk: Desk, key: str, training: str, reason: str = "", block: str = "", refused: bool = False
) -> Outcome:
    """Confirm that a training prepares for a certification or one of its blocks, or refuse it."""
    referentials.certification(desk, key)
    if block:
        rowedits.row_of(desk.document.study, "blocks", block)
    state = LinkState.REFUSED if refused else LinkState.CONFIRMED
    step = referentials.judging(desk, key, training, state, reason, block)
    return _done(desk, step, {"key": key, "training": training, "state": str(state)})


@verb("certifications.evidence", changes=True)
def evidence(desk: Desk, key: str, criterion: str, values: list[str]) -> Outcome:
    """Say what the file shows for one criterion from ``field=value`` words: state, text, ..."""
    referentials.certification(desk, key)
    given = rowedits.typed_values(desk, "evidences", values)
    step = referentials.showing_evidence(desk, key, criterion, given)
    return _done(desk, step, {"key": key, "criterion": criterion})


@verb("certifications.versions")
def list_versions(desk: Desk, key: str) -> Outcome:
    """The frozen versions of a certification, the last one first."""
    referentials.certification(desk, key)
    data = [
        {
            "key": row.key,
            "name": row.name,
            "frozen_on": row.frozen_on.isoformat() if row.frozen_on else None,
            "author": row.author,
        }
        for row in versions.versions_of(desk.document.study, key)
    ]
    said = tuple(_version_said(row) for row in versions.versions_of(desk.document.study, key))
    return Outcome(said=said or (message("versions.none"),), data=data)


@verb("certifications.freeze", changes=True)
def freeze(desk: Desk, key: str, name: str) -> Outcome:
    """Keep the text of a certification as it is now, under a name of its own."""
    return _done(desk, versions.freezing(desk, key, name), {"key": key, "name": name})


@verb("certifications.restore", changes=True)
def restore(desk: Desk, key: str, version: str) -> Outcome:
    """Put the text of a version back; the status and its dates stay."""
    return _done(desk, versions.restoring(desk, key, version), {"key": key, "version": version})


@verb("certifications.compare")
def compare(desk: Desk, key: str, version: str, other: str = "") -> Outcome:
    """What changed from a version of a certification to another one, or to now."""
    referentials.certification(desk, key)
    changes = versions.changes_between(desk.document.study, key, version, other)
    table = part_changes_table(changes)
    return Outcome(said=(table.title,), tables=(table,))


def progress_said(progress: FileProgress) -> Message:
    """How far a file is, in one sentence: never that it conforms."""
    if progress.rule_set is None:
        return message("file_progress.no_rules")
    return message(
        "file_progress.said",
        rules=progress.rule_set.name,
        n=len(progress.criteria),
        ready=progress.count(EvidenceState.READY),
        drafted=progress.count(EvidenceState.DRAFTED),
        missing=progress.count(EvidenceState.MISSING),
    )


def _done(desk: Desk, step: Step, data: Plain) -> Outcome:
    edit, label = step
    desk.document.do(edit, label)
    return Outcome(said=(label,), data=data)


def _version_said(row: object) -> Message:
    return message("versions.line", name=row.name, on=row.frozen_on, author=row.author)  # type: ignore[attr-defined]


def _flag(desk: Desk, typed: str) -> bool:
    given = rowedits.typed_values(desk, "blocks", [f"is_optional={typed}"])
    return bool(given["is_optional"])


def _progress_data(desk: Desk, progress: FileProgress) -> Plain:
    return {
        "rule_set": None if progress.rule_set is None else progress.rule_set.key,
        "criteria": [_criterion_data(desk, each) for each in progress.criteria],
        "other": [_finding_data(desk, said) for said in progress.other],
    }


def _criterion_data(desk: Desk, each: CriterionProgress) -> Plain:
    return {
        "key": each.criterion.key,
        "number": each.criterion.number,
        "article": each.criterion.article,
        "text": each.criterion.text,
        "expected": each.criterion.evidence,
        "state": str(each.state),
        "evidence": None if each.evidence is None else each.evidence.text,
        "findings": [_finding_data(desk, said) for said in each.findings],
    }


def _finding_data(desk: Desk, said: Finding) -> Plain:
    where = said.where
    return {
        "code": said.code,
        "severity": str(said.severity),
        "said": desk.texts.say(said.said),
        "collection": None if where is None else where.collection,
        "key": None if where is None else where.key,
    }
