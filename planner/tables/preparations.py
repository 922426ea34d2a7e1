"""The trainings that prepare for a certification, judged or only proposed, with the reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.compute.preparations import proposed_trainings
from planner.fields import label_code
from planner.findings import Place
from planner.messages import message
from planner.tables.table import Column, Format, Row, Table
from planner.tables.trainings import name_of
from planner.vocab import LinkState
from planner.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.compute.preparations import Proposal
    from planner.messages import Message
    from planner.study import Preparation, Study


def _label(key: str, width: int, format: Format = Format.TEXT) -> Column:
    return Column(key, message(label_code("preparations", key)), format, width=width)


_COLUMNS = (
    _label("training", 40),
    Column("institution", message("field.trainings.institution"), width=24),
    Column("level", message("field.trainings.level"), Format.INTEGER, width=8),
    _label("state", 12, Format.SAID),
    _label("block", 24, Format.SAID),
    _label("reason", 44, Format.SAID),
)


def preparations_table(study: Study, certification: str) -> Table:
    """The trainings that somebody judged, then those that are proposed, the likeliest first.

    Blocks are told where the certification has any.
    Raises ``KeyError`` where the study has no such certification.
    """
    judged = tuple(
        _judged(study, row) for row in study.preparations if row.certification == certification
    )
    proposed = tuple(_proposed(study, each) for each in proposed_trainings(study, certification))
    confirmed = sum(
        row.certification == certification and row.state is LinkState.CONFIRMED
        for row in study.preparations
    )
    title = message("preparations.title", n=confirmed, proposed=len(proposed))
    table = Table("preparations", title, _COLUMNS, judged + proposed)
    has_blocks = any(row.certification == certification for row in study.blocks)
    return table if has_blocks else table.without("block")


def reasons(study: Study, each: Proposal) -> tuple[Message, ...]:
    """Why a training is proposed, the weightiest reason first."""
    return tuple(_reasons(study, each))


def _reasons(study: Study, each: Proposal) -> Iterator[Message]:
    if each.domains:
        names = tuple(study.domains.get(key).name for key in each.domains)
        yield message("preparations.domains", names=names)
    if each.families:
        names = tuple(study.families.get(key).short_name for key in each.families)
        yield message("preparations.families", names=names)
    if each.words:
        yield message("preparations.words", names=each.words)
    if each.level is not None:
        yield message("preparations.level", level=each.level)


def _judged(study: Study, row: Preparation) -> Row:
    training = study.trainings.get(row.training)
    values = (
        training.title,
        name_of(study, "institutions", training.institution),
        training.level,
        word(row.state),
        study.blocks.get(row.block).title if row.block else message("preparations.whole"),
        row.reason,
    )
    return Row(values, Place("preparations", row.key), (row.training,))


def _proposed(study: Study, each: Proposal) -> Row:
    training = study.trainings.get(each.training)
    values = (
        training.title,
        name_of(study, "institutions", training.institution),
        training.level,
        word(LinkState.PROPOSED),
        "",
        reasons(study, each),
    )
    return Row(values, Place("trainings", each.training), (each.training,))
