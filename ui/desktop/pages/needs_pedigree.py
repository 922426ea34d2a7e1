"""Where a figure of the needs page comes from, in lines and sentences for the panel beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.compute.allocations import left_over, matrix
from planner.compute.gap_sentences import rounded_span
from planner.compute.needs import needs
from planner.compute.overlaps import lines_of, nesting, overlapping, uses
from planner.compute.signs import explain
from planner.errors import CartoplanError
from planner.messages import message
from planner.tables.allocations import full_words
from planner.tables.needs import line_words
from planner.tables.sectors import sector_sentences, sign_sentences
from planner.words import word
from ui.desktop.widgets.headed import headed
from ui.desktop.widgets.line_list import Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planner.compute.allocations import Cell
    from planner.compute.needs import Unallocated
    from planner.compute.projections import SectorProjection, SignedCell
    from planner.messages import Message
    from planner.study import NeedLine, Scenario, Source
    from ui.desktop.session import Session

#: A title, lines, sentences and small notes.
Pedigree = tuple[str, list[Line], list[str], list[str]]
_NAMED = 3  # needs that are named before the others are only counted


def source_lines(session: Session, source: Source) -> Iterator[Line]:
    """Nature, place and line of a source, as far as they are given."""
    say = session.say
    yield Line(say("column.nature"), headed(session.texts, source.nature))
    if source.place:
        yield Line(say("needs.source.place", place=source.place))
    if source.line is not None:
        yield Line(say("column.line"), str(source.line))


def cell_told(session: Session, shown: SectorProjection, cell: SignedCell) -> Pedigree:
    """A cell of a sector's table: what is printed, and why it has its sign."""
    study, texts, say = session.study, session.texts, session.say
    printed = study.projections.get(cell.key)
    title = texts.say(message("needs.cell", line=word(cell.line), year=cell.year))
    lines = [Line(say("needs.cell.value"), texts.show(cell.value))]
    lines += source_lines(session, printed.source)
    said = [texts.say(one) for one in sign_sentences(explain(study, shown, cell.key))]
    notes = [say("needs.cell.printed", printed=printed.printed)] if printed.printed else []
    if printed.source.note:
        notes.append(printed.source.note)
    return title, lines, said, notes


def sector_told(session: Session, tables: Sequence[SectorProjection], key: str) -> Pedigree:
    """A sector, or the sum of all where ``key`` is empty: how its figures are made."""
    study, say = session.study, session.say
    row = study.sectors.find(key)
    shown = [table for table in tables if not key or table.sector == key]
    title = say("needs.sectors.sum", n=len(shown)) if row is None else row.name
    said = [session.texts.say(one) for one in sector_sentences(study, shown, key)]
    lines = [] if row is None else list(source_lines(session, row.source))
    notes = [] if row is None or not row.source.note else [row.source.note]
    return title, lines, said, notes


def line_told(session: Session, line: NeedLine) -> tuple[list[Line], list[str], list[str]]:
    """A need line: its source, who uses it, what it must never be added to."""
    study, say = session.study, session.say
    lines = list(source_lines(session, line.source))
    used = uses(study, line.key).names
    said = [say("needs.line.used", n=len(used), names=used) if used else say("needs.line.unused")]
    for code, others in (
        ("needs.line.overlaps", overlapping(line, study.need_lines)),
        ("needs.line.nests", nesting(line, study.need_lines)),
    ):
        if others:
            names = tuple(line_words(study, other) for other in others[:_NAMED])
            said.append(say(code, n=len(others), names=names))
    if line.low is None and line.central is None and line.high is None:
        said.append(say("needs.line.unknown"))
    return lines, said, [line.source.note] if line.source.note else []


def share_told(
    session: Session, allocation: str, cell: Cell
) -> tuple[list[Line], list[str], list[str]]:
    """One share of an allocation: exact, with its nature; or that the cell bears nothing."""
    study, texts, say = session.study, session.texts, session.say
    rows = [
        row
        for row in study.allocation_shares
        if row.allocation == allocation and (row.family, row.level) == cell
    ]
    if not rows:
        return [], [say("needs.share.none")], []
    share = matrix(study, allocation).share(*cell)
    lines = [Line(say("needs.share.exact"), texts.say(full_words(share)))]
    lines += source_lines(session, rows[0].source)
    return lines, [], [row.source.note for row in rows if row.source.note]


def spread_told(session: Session, allocation: str) -> tuple[list[Line], list[str], list[str]]:
    """The need lines that an allocation spreads, and how many people no family bears."""
    study, texts, say = session.study, session.texts, session.say
    lines = [line for line in study.need_lines if line.allocation == allocation]
    if not lines:
        return [], [say("needs.allocation.unused")], []
    said = [say("needs.allocation.used", n=len(lines), names=_named(session, lines))]
    said += [texts.say(_left(session, left)) for left in left_over(study, allocation)[:_NAMED]]
    return [], said, []


def scenario_told(session: Session, scenario: Scenario) -> tuple[list[Line], list[str], list[str]]:
    """What a scenario counts: its lines, those that are unknown, nested or not spread."""
    study, texts, say = session.study, session.texts, session.say
    lines = lines_of(study, scenario)
    if not lines:
        return [], [say("needs.scenario.empty")], []
    said = [say("needs.scenario.counts", n=len(lines))]
    try:
        made = needs(study, scenario.key)
    except CartoplanError as error:
        return [], [*said, texts.say(error.message)], []
    unknown = [study.need_lines.get(key) for key in made.unknown_lines]
    if unknown:
        said.append(say("needs.scenario.unknown", n=len(unknown), names=_named(session, unknown)))
    nested = [(one, other) for one in lines for other in nesting(one, lines)]
    if nested:
        said.append(say("needs.scenario.nested", first=nested[0][0].name, second=nested[0][1].name))
    said += [texts.say(_left(session, left)) for left in made.unallocated[:_NAMED]]
    return [], said, []


def _left(session: Session, left: Unallocated) -> Message:
    """The people of a need line that no family bears, or that families bear in excess."""
    code = "needs.allocation.left" if left.share > 0 else "needs.allocation.excess"
    name = line_words(session.study, session.study.need_lines.get(left.line))
    share = full_words(abs(left.share))
    return message(code, name=name, people=rounded_span(left.people.interval), share=share)


def _named(session: Session, lines: Sequence[NeedLine]) -> tuple[Message, ...]:
    return tuple(line_words(session.study, line) for line in lines[:_NAMED])
