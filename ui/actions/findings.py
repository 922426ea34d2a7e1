"""The verbs of the findings: list them, accept one with a reason, take that back, mend one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.checks import run_checks
from planner.checks.proposals import changes, group_proposal, proposal
from planner.compute.acceptances import Sifted, accept, accepted, digest, reopen
from planner.errors import InvalidInput
from planner.messages import Message, message
from planner.tables.changes import changes_table
from planner.tables.quality import accepted_table, findings_table
from ui.actions.desk import Desk
from ui.actions.outcome import Outcome, Plain, plain_table
from ui.actions.registry import verb

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.checks.proposals import Proposal
    from planner.compute.acceptances import Accepted
    from planner.edits import Edit
    from planner.findings import Finding
    from planner.study import Study

#: How the place of a finding about no single row is written.
WHOLE = "study"


def sifted(study: Study) -> Sifted:
    """The findings of the study, open and accepted."""
    return accepted(study, run_checks(study))


@verb("findings.list")
def list_findings(desk: Desk, accepted: bool = False) -> Outcome:
    """The open findings, or the accepted ones with their reasons."""
    study = desk.document.study
    told = sifted(study)
    said = message("findings.told", n=len(told.open), accepted=len(told.accepted))
    if accepted:
        table = accepted_table(study, told.accepted)
        data = [_plain(desk, one.finding, one) for one in told.accepted]
    else:
        table = findings_table(study, told.open)
        data = [_plain(desk, one) for one in told.open]
    return Outcome(said=(said,), tables=(table,), data=data)


@verb("checks")
def checks(desk: Desk) -> Outcome:
    """What deserves a look in the data: the short name of the list of open findings."""
    return list_findings(desk)


@verb("findings.accept", changes=True)
def accept_finding(desk: Desk, finding: str, about: str, reason: str = "") -> Outcome:
    """Accept the findings at a place for a reason, which is kept with who and when."""
    meant = [one for one in sifted(desk.document.study).open if _is_meant(one, finding, about)]
    if not meant:
        raise _no_such(finding, about)
    edit, label = acceptance(desk, meant, reason)
    desk.document.do(edit, label)
    return Outcome(said=(label,), data={"accepted": [digest(one) for one in meant]})


@verb("findings.reopen", changes=True)
def reopen_finding(desk: Desk, finding: str, about: str) -> Outcome:
    """Take back the acceptance of the findings of a code at a place."""
    settled = sifted(desk.document.study).accepted
    meant = [one for one in settled if _is_meant(one.finding, finding, about)]
    if not meant:
        raise InvalidInput("no_such_acceptance", finding=finding, about=about)
    edit, label = reopening(desk.document.study, meant)
    desk.document.do(edit, label)
    return Outcome(said=(label,), data={"reopened": [digest(one.finding) for one in meant]})


@verb("findings.fix", changes=True)
def fix_finding(desk: Desk, finding: str, where: str = "", look_only: bool = False) -> Outcome:
    """Apply what mends the open findings of a code for certain, at a place or wherever it can."""
    study = desk.document.study
    meant = [one for one in sifted(study).open if _is_meant(one, finding, where or None)]
    if not meant:
        raise _no_such(finding, where or WHOLE)
    found = proposal(study, meant[0]) if len(meant) == 1 else group_proposal(study, meant)
    if found is None:
        raise InvalidInput("no_proposal", finding=finding)
    table = changes_table(study, changes(study, found.edit))
    if not look_only:
        desk.document.do(found.edit, mending(found))
    data: Plain = {"mended": len(found.findings), "changes": plain_table(table, desk.texts)}
    return Outcome(said=(found.said,), tables=(table,), data=data)


def acceptance(desk: Desk, findings: Sequence[Finding], reason: str) -> tuple[Edit, Message]:
    """The edit that accepts findings in the name of who sits at the desk, and its name."""
    study, on = desk.document.study, desk.today()
    edit = accept(study, findings, reason, author=desk.author, on=on, new_key=desk.new_key)
    return edit, message("step.findings_accepted", n=len(findings), reason=reason.strip()[:80])


def reopening(study: Study, settled: Sequence[Accepted]) -> tuple[Edit, Message]:
    """The edit that takes acceptances back, and its name."""
    return reopen(study, settled), message("step.findings_reopened", n=len(settled))


def mending(found: Proposal) -> Message:
    """The name of the step that applies a proposal."""
    return message("step.findings_mended", n=len(found.findings))


def place_words(finding: Finding) -> str:
    """The place of a finding as the commands take it: ``trainings/t081``, or ``study``."""
    return WHOLE if finding.where is None else f"{finding.where.collection}/{finding.where.key}"


def _is_meant(one: Finding, code: str, about: str | None) -> bool:
    return one.code == code and (about is None or place_words(one) == about)


def _no_such(finding: str, about: str) -> InvalidInput:
    return InvalidInput("no_such_finding", finding=finding, about=about)


def _plain(desk: Desk, said: Finding, settled: Accepted | None = None) -> Plain:
    """A finding for a machine, with what would mend it and who accepts it."""
    found = proposal(desk.document.study, said)
    row = None if settled is None else settled.acceptance
    on = None if row is None or row.accepted_on is None else row.accepted_on.isoformat()
    return {
        "code": said.code,
        "severity": str(said.severity),
        "place": place_words(said),
        "field": said.where.field if said.where else "",
        "digest": digest(said),
        "finding": desk.texts.say(said.said),
        "proposal": None if found is None else desk.texts.say(found.said),
        "accepted": None if row is None else {"reason": row.reason, "author": row.author, "on": on},
    }
