"""What the figures stand on: assumptions, published claims recomputed, numbered notes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from reportlab.platypus import Spacer

from exports.chapters.sources import remark
from exports.pdf_styles import STYLES, WIDTH
from exports.pdf_tables import pdf_table
from exports.pdf_text import Markup, bold, joined
from planner.messages import message
from planner.tables.claims import claims_table
from planner.tables.table import Format
from planner.words import unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlab.platypus.flowables import Flowable

    from exports.chapters.subject import Subject
    from exports.pdf import Draft
    from exports.pdf_scribe import Scribe
    from planner.compute.claims import ClaimCheck
    from planner.messages import Message
    from planner.study import Assumption
    from planner.tables.table import Table

_T = TypeVar("_T")


def claim_pages(subject: Subject, scribe: Scribe) -> Iterator[Flowable]:
    """Published figures beside those that the rows give; discrepancies are shown, not mended."""
    yield scribe.heading(message("roadmap.claims"))
    yield scribe.prose(message("roadmap.claims.lead"), STYLES.lead)
    table = _with_units(claims_table(subject.study, subject.claims), subject)
    columns = ("subject", "published", "computed", "verdict", "basis")
    widths = (30, 18, 14, 13, 29)
    yield scribe.prose(table.notes[0], STYLES.small)  # the others tell columns not printed
    yield from pdf_table(table, scribe, WIDTH, columns=columns, widths=widths, notes=())


def _with_units(table: Table, subject: Subject) -> Table:
    """The same table with the unit beside each computed number, as beside the published one."""
    place = [column.key for column in table.columns].index("computed")
    column = replace(table.columns[place], format=Format.SAID)
    rows = [
        replace(row, values=_put(row.values, place, _computed(check)))
        for row, check in zip(table.rows, subject.claims, strict=True)
    ]
    return replace(table, columns=_put(table.columns, place, column), rows=tuple(rows))


def _computed(check: ClaimCheck) -> Message | None:
    if check.computed is None:
        return None
    return message("roadmap.claims.computed", n=check.computed, unit=unit(check.claim.unit))


def _put(items: tuple[_T, ...], place: int, item: _T) -> tuple[_T, ...]:
    return (*items[:place], item, *items[place + 1 :])


def note_pages(subject: Subject, scribe: Scribe, draft: Draft) -> Iterator[Flowable]:
    """Assumptions, how needs are spread, every note that was called, what had to be changed."""
    yield scribe.heading(message("roadmap.notes"))
    yield from _assumptions(subject, scribe)
    yield from _allocations(subject, scribe)
    yield from _attribution(subject, scribe)
    yield scribe.heading(message("roadmap.notes.numbered"), 1)
    yield from scribe.notes()
    if draft.notices:
        yield scribe.heading(message("roadmap.notices"), 1)
        yield scribe.prose(message("roadmap.notices.lead"))
        for said in draft.notices:
            yield scribe.item(said)


def _assumptions(subject: Subject, scribe: Scribe) -> Iterator[Flowable]:
    if not subject.study.assumptions:
        return
    yield scribe.heading(message("roadmap.assumptions"), 1)
    for row in subject.study.assumptions:
        value = _value(row, scribe)
        calls = scribe.note(remark(row.source))
        name = joined(bold(scribe.text(row.name)), calls)
        yield from scribe.passage(
            row.reason, lead=joined(name, Markup("<br/>"), value, Markup(" "))
        )


def _value(row: Assumption, scribe: Scribe) -> Markup:
    if row.value is None:
        return scribe.text(message("roadmap.assumption.none"))
    share = row.unit == "share"
    code = "roadmap.assumption.share" if share else "roadmap.assumption.value"
    return scribe.text(message(code, value=row.value, unit=unit(row.unit)))


def _allocations(subject: Subject, scribe: Scribe) -> Iterator[Flowable]:
    """How needs are spread over families and levels: always somebody's choice."""
    if not subject.study.allocations:
        return
    yield scribe.heading(message("roadmap.allocations"), 1)
    for row in subject.study.allocations:
        calls = scribe.note(remark(row.source))
        name = joined(bold(scribe.text(row.name)), calls)
        yield from scribe.passage(row.reason, lead=joined(name, Markup("<br/>")))


def _attribution(subject: Subject, scribe: Scribe) -> Iterator[Flowable]:
    told = subject.fact("attribution")
    if told:
        yield scribe.heading(message("roadmap.source_study"), 1)
        yield scribe.prose(told)
        yield Spacer(1, 2)
