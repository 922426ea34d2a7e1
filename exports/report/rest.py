"""The other sections: ladder, certifications, roadmap, commitments, claims, sheets, method."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from exports.chapters.certifications import by_priority
from exports.chapters.sources import remark, source_note
from exports.pdf_styles import LANDSCAPE_HEIGHT, LANDSCAPE_WIDTH, WIDTH
from exports.report.parts import Drawn, Listed, Said, Sheets, Title, Tone
from planner.checks.run import run_checks
from planner.compute.acceptances import accepted
from planner.compute.inventory import live
from planner.compute.ladder import ladder
from planner.compute.worst import worst_families
from planner.editions.commitments import reconcile
from planner.figures.gantt import gantt
from planner.figures.ladder import ladder_figure
from planner.messages import message
from planner.tables.account import account_sentences
from planner.tables.bridges import bridges_table
from planner.tables.certifications import certifications_table
from planner.tables.claims import claims_table
from planner.tables.comments import comments_table
from planner.tables.commitments import (
    COMMITMENT_FIELDS,
    commitments_sentence,
    commitments_table,
    evidence_table,
)
from planner.tables.ladder import ladder_checks_table, ladder_families_table
from planner.tables.needs import assumptions_table
from planner.tables.overview import overview_table
from planner.tables.plans import chance_sentences, chances_table
from planner.tables.quality import findings_table
from planner.tables.roadmap import roadmap_table
from planner.tables.table import Column, Format, Row, Table
from planner.vocab import ReportSection

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exports.report.parts import Part
    from exports.report.subject import Reported
    from planner.study import Commitment

#: What a heading, a caption and the source of a chart take of a page's height.
_AROUND = 96.0
_WORST = 5
_FINDING, _FINDING_WIDTHS = ("severity", "finding", "collection", "row"), (14, 50, 17, 28)
#: What the columns of the tasks and of the commitments take of a page's width.
_TASK_WIDTHS = {
    "title": 36, "start": 14, "finish": 14, "due": 14, "owner": 20, "is_critical": 11, "holds": 12,
}  # fmt: skip
_COMMITMENT_WIDTHS = {
    "text": 32, "status": 15, "who": 15, "due": 14, "family": 18, "level": 13, "reason": 28,
}  # fmt: skip
_EVIDENCE_WIDTHS = (42, 14, 76)
#: Of the trainings to look at: key, finding, level, title, institution.
_CHECK_WIDTHS = (9, 20, 11, 46, 32)
_ASSUMED = ("name", "value", "unit", "reason", "nature", "source")
_ASSUMED_WIDTHS = (34, 10, 13, 34, 12.5, 29)
#: The words of the trade that the method explains; ``report.term.<code>`` and ``….means``.
TERMS = (
    "training", "family", "level", "places", "need", "allocation", "scenario", "coverage", "tier",
    "gap", "break_even", "assumption", "edition", "break", "lineage", "commitment", "interval",
    "unknown",
)  # fmt: skip


def summary_parts(told: Reported) -> Iterator[Part]:
    """The report in sentences, then the counts of the inventory."""
    counts = told.subject.overview
    yield Said(message("report.summary.lead"), Tone.LEAD)
    yield Said(
        message(
            "report.summary.offer",
            n=counts.trainings_described,
            declared=counts.trainings_declared,
            institutions=sum(n > 0 for n in counts.by_institution.values()),
            cities=sum(n > 0 for n in counts.by_city.values()),
        )
    )
    yield Said(message("report.summary.seats", n=counts.trainings_with_known_seats,
                       of=counts.trainings_described))  # fmt: skip
    if told.account is not None:
        yield Title(message("report.summary.since", name=told.previous))
        for sentence in account_sentences(told.account):
            yield Said(sentence, Tone.ITEM)
    found = worst_families(told.subject.reports, _WORST)
    if found:
        yield Title(message("roadmap.state.worst"))
    for one in found:
        said = message("roadmap.state.worst_in", scenario=one.name, said=one.sentence)
        yield Said(said, Tone.ITEM)
    yield Title(message("report.summary.follow"))
    if _counts_in(told) is ReportSection.SUMMARY:
        yield Said(commitments_sentence(_commitments(told)), Tone.ITEM)
    differ = sum(check.agrees is False for check in told.subject.claims)
    yield Said(message("report.summary.claims", n=differ, of=len(told.subject.claims)), Tone.ITEM)
    yield Listed(overview_table(told.study))


def ladder_parts(told: Reported) -> Iterator[Part]:
    """The ladder as a figure, what each family lacks, what deserves a look, the bridges."""
    found = ladder(told.study)
    yield Said(message("report.ladder.lead"), Tone.LEAD)
    for sentence in found.findings:
        yield Said(sentence, Tone.ITEM)
    yield Drawn(ladder_figure(told.study, found, width=WIDTH))
    yield Listed(ladder_families_table(told.study, found))
    checks = ladder_checks_table(told.study, found)
    if checks.rows:
        yield Listed(checks, widths=_CHECK_WIDTHS, has_notes=False)
    bridges = bridges_table(told.study)
    if bridges.rows:
        yield Listed(bridges, has_notes=False)


def certification_parts(told: Reported) -> Iterator[Part]:
    """The certifications by priority with their status, their content and who they are for."""
    study = told.study
    yield Said(message("roadmap.certifications.lead", n=len(study.certifications)), Tone.LEAD)
    if not study.certifications:
        return
    yield Listed(
        certifications_table(study), ("priority", "title", "register", "status", "opcos"),
        (10, 38, 20, 14, 28), has_notes=False,
    )  # fmt: skip
    for row in by_priority(study):
        yield Title(message("name.as_written", name=row.title))
        if row.comment:
            yield Said(row.comment, notes=(source_note(row.title, row.source),))
        if row.audience:
            yield Said(message("report.certification.audience", who=row.audience))
        for content in study.certification_contents:
            if content.certification == row.key:
                yield Said(content.text, Tone.ITEM)


def roadmap_parts(told: Reported) -> Iterator[Part]:
    """The plan as a chart on its side, its tasks, and the chances to hold its dates."""
    study, placed, beside = told.study, told.subject.roadmap, told.subject.outlook
    room = LANDSCAPE_HEIGHT - _AROUND
    figures = gantt(study, placed, beside, width=LANDSCAPE_WIDTH, height=room)
    if not figures:
        yield Said(message("roadmap.plan.none"))
        return
    for figure in figures:
        yield Drawn(figure, across=True)
    for said in chance_sentences(placed, beside):
        yield Said(said)
    columns = ("title", "start", "finish", "due", "owner", "is_critical", "holds")
    table = roadmap_table(study, placed, beside)
    known = {column.key for column in table.columns}
    hidden = () if told.is_internal else ("owner",)
    kept = tuple(key for key in columns if key in known and key not in hidden)
    widths = tuple(_TASK_WIDTHS[key] for key in kept)
    yield Listed(_without(table, hidden), kept, widths, has_notes=False)
    yield Listed(chances_table(placed, beside), has_notes=False)


def commitment_parts(told: Reported) -> Iterator[Part]:
    """What was decided and what became of it; who takes care of it is for those inside."""
    yield Said(message("report.commitments.lead"), Tone.LEAD)
    if _counts_in(told) is ReportSection.COMMITMENTS:
        yield Said(commitments_sentence(_commitments(told)))
    table = commitments_table(told.kept, told.decided)
    if not table.rows:
        return
    hidden = () if told.is_internal else ("who",)
    shown = tuple(key for key in COMMITMENT_FIELDS if key not in (*hidden, "task"))
    widths = tuple(_COMMITMENT_WIDTHS[key] for key in shown)
    yield Listed(_without(table, hidden), shown, widths)
    yield from _evidence(told)


def claim_parts(told: Reported) -> Iterator[Part]:
    """Published figures beside those that the rows give."""
    yield Said(message("roadmap.claims.lead"), Tone.LEAD)
    if not told.subject.claims:
        yield Said(message("report.claims.none"))
        return
    columns = ("subject", "published", "computed", "unit", "verdict", "basis")
    table = claims_table(told.study, told.subject.claims)
    yield Listed(table, columns, (27, 18, 15, 14, 14, 25), has_notes=False)


def training_parts(told: Reported) -> Iterator[Part]:
    """A sheet for each training that is described."""
    trainings = live(told.study)
    yield Said(message("report.trainings.lead", n=len(trainings)), Tone.LEAD)
    if trainings:
        yield Sheets(trainings)
    remarks = comments_table(told.study, "trainings")  # partners read none
    if remarks.rows:
        yield Title(message("report.trainings.comments"))
        yield Listed(remarks)


def method_parts(told: Reported) -> Iterator[Part]:
    """How figures come about: assumptions, keys of allocation, words of the trade, open doubts."""
    study = told.study
    yield Said(message("report.method.lead"), Tone.LEAD)
    for code in ("unknown", "intervals", "coverage", "comparison", "numbers"):
        yield Said(message(f"report.method.{code}"))
    yield Title(message("report.glossary"))
    yield Listed(_terms(), widths=(22, 78), has_notes=False)
    yield from _assumptions(told)
    open_ones = accepted(study, run_checks(study)).open
    if open_ones:
        yield Title(message("report.method.findings"))
        yield Said(message("report.method.findings.said", n=len(open_ones)))
        if told.is_internal:
            yield Listed(
                findings_table(study, open_ones), _FINDING, _FINDING_WIDTHS, has_notes=False
            )
    attribution = told.subject.fact("attribution")
    if attribution:
        yield Title(message("roadmap.source_study"))
        yield Said(attribution)


def _assumptions(told: Reported) -> Iterator[Part]:
    study = told.study
    if study.assumptions:
        yield Title(message("roadmap.assumptions"))
        yield Listed(assumptions_table(study, is_sourced=True), _ASSUMED, _ASSUMED_WIDTHS)
    if study.allocations:
        yield Title(message("roadmap.allocations"))
        for key in study.allocations:
            yield Said(key.reason, notes=(remark(key.source),), name=key.name)


def _terms() -> Table:
    columns = (
        Column("term", message("report.glossary.term"), Format.SAID, width=22),
        Column("means", message("report.glossary.means"), Format.SAID, width=78),
    )
    rows = tuple(
        Row((message(f"report.term.{code}"), message(f"report.term.{code}.means")))
        for code in TERMS
    )
    return Table("terms", message("report.glossary"), columns, rows)


def _counts_in(told: Reported) -> ReportSection:
    """The one section that counts the commitments: the summary where both are chosen and any are.

    Where there are none, that is all that their own section has to say.
    """
    chosen = told.choice.sections
    both = {ReportSection.SUMMARY, ReportSection.COMMITMENTS} <= set(chosen)
    if both:
        return ReportSection.SUMMARY if _commitments(told) else ReportSection.COMMITMENTS
    is_there = ReportSection.COMMITMENTS in chosen
    return ReportSection.COMMITMENTS if is_there else ReportSection.SUMMARY


def _commitments(told: Reported) -> list[Commitment]:
    return [row for row in told.kept.commitments if told.decided in ("", row.edition)]


def _evidence(told: Reported) -> Iterator[Part]:
    """What the former edition and the reported study say of each commitment.

    Nothing where no former edition is known: there is nothing to hold them against.
    """
    if told.old is None or told.account is None:
        return
    code, on = told.account.scenario, told.subject.on
    found = reconcile(told.old, told.study, _commitments(told), code, on)
    yield Title(message("report.evidence"))
    scenario, before = told.study.scenarios.find(code), told.previous
    if scenario is None:
        yield Said(message("report.evidence.no_scenario", before=before, on=on))
    else:
        name = scenario.name
        lacks = told.old.scenarios.find(code) is None
        said = "report.evidence.lacks_scenario" if lacks else "report.evidence.lead"
        yield Said(message(said, before=before, on=on, scenario=name))
    printed = evidence_table(found, repeats=False)
    yield Listed(evidence_table(found), widths=_EVIDENCE_WIDTHS, printed=printed)


def _without(table: Table, hidden: tuple[str, ...]) -> Table:
    """The table without some of its columns."""
    kept = [place for place, column in enumerate(table.columns) if column.key not in hidden]
    return replace(
        table,
        columns=tuple(table.columns[place] for place in kept),
        rows=tuple(replace(row, values=tuple(row.values[p] for p in kept)) for row in table.rows),
    )
