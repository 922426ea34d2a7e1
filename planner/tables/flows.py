"""Who serves whom as a table: a line for each group of trainings and each family it targets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.compute.gap_sentences import family_name, rounded_span
from planner.findings import Place
from planner.messages import message
from planner.tables.gaps import informative
from planner.tables.table import Column, Format, Row, Table
from planner.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planner.compute.flows import Flow, Receiver, Signature
    from planner.compute.gap_report import GapReport
    from planner.messages import Value
    from planner.study import Study

COLUMNS = (
    Column("group", message("table.flow.group"), width=36),
    Column("trainings", message("table.gaps.trainings"), Format.INTEGER),
    Column("unknown", message("table.flow.unknown"), Format.INTEGER),
    Column("places", message("table.flow.places"), Format.INTERVAL, "seat", width=16),
    Column("family", message("table.gaps.family"), width=22),
    Column("sent", message("table.flow.sent"), Format.INTERVAL, "person", width=16),
    Column("need", message("table.gaps.need"), Format.INTERVAL, "person", width=16),
    Column("coverage", message("table.gaps.coverage"), Format.PERCENT, width=16),
    Column("standing", message("table.gaps.standing"), Format.SAID, width=16),
)


def flow_table(study: Study, report: GapReport, flow: Flow) -> Table:
    """Every link of the flow with the people it carries, then the families without a training."""
    receivers = {family.gap.family: family for family in flow.receivers}
    rows = [row for group in flow.signatures for row in _links(study, group, receivers)]
    rows += [
        Row((None, 0, 0, None, *_received(family)), Place("families", family.gap.family))
        for family in flow.receivers
        if not family.gap.trainings
    ]
    notes = [message("flow.note.one_of")]
    if flow.is_open:
        notes.append(message("flow.note.open"))
    notes.append(message("note.gaps.rounded"))
    title = message("table.flow", scenario=report.name)
    return Table("flow", title, COLUMNS, tuple(rows), tuple(notes))


def _links(study: Study, group: Signature, receivers: Mapping[str, Receiver]) -> Iterator[Row]:
    names = tuple(family_name(study, family) for family in group.families)
    told = (names, len(group.trainings), len(group.unknown), group.places)
    for family in group.families:
        values = (*told, *_received(receivers[family], group))
        yield Row(values, Place("families", family), group.trainings)


def _received(family: Receiver, group: Signature | None = None) -> tuple[Value, ...]:
    gap = family.gap
    sent = None if group is None else group.sends(gap.family)
    return (
        gap.name,
        None if sent is None else rounded_span(sent),
        rounded_span(gap.need),
        informative(gap.coverage),
        word(gap.standing),
    )
