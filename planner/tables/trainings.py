"""The inventory of trainings as a table, and one training with all that is known of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.compute.inventory import declared, known_seats
from planner.fields import FIELDS, Field, label_code
from planner.findings import Place
from planner.messages import message
from planner.tables.provenance import PROVENANCE, provenance
from planner.tables.table import Column, Format, Row, Table
from planner.vocab import Modality, SeatKind
from planner.words import word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from planner.messages import Interval, Message, Value
    from planner.study import Entity, Leavers, Seats, Study, Training

#: The columns whose words a training is found by.
SEARCHED = (
    "title", "institution", "city", "level", "duration", "months", "hours", "families",
    "modalities", "comment",
)  # fmt: skip


def _column(key: str, format: Format = Format.TEXT, unit: str = "", width: int = 12) -> Column:
    heading = message(label_code("trainings", key))
    return Column(key, heading, format, unit, width=width)


_COLUMNS = (
    Column("key", message("column.key"), width=8),
    _column("title", width=48),
    _column("institution", width=24),
    _column("city", width=18),
    _column("level", Format.INTEGER, "cec", 8),
    _column("duration", width=18),
    _column("months", Format.INTEGER, "month", 8),
    _column("hours", Format.INTEGER, "hour", 8),
    _column("families", width=40),
    _column("modalities", width=18),
    Column(
        "seats",
        message("table.trainings.seats"),
        Format.INTERVAL,
        "seat",
        message("note.latest_seats"),
    ),
    _column("is_described", Format.FLAG, "", 10),
    _column("comment", width=30),
    *PROVENANCE,
)


def trainings_table(study: Study, keys: Iterable[str] | None = None) -> Table:
    """The trainings called ``keys``, in their order; without keys, all that are not archived.

    A key that the study does not hold is a ``KeyError``. Families are told by their short names;
    places are those open in the latest year told, unknown where none was.
    """
    trainings = declared(study) if keys is None else [study.trainings.get(key) for key in keys]
    seats = known_seats(study, SeatKind.OPEN)
    undescribed = sum(not row.is_described for row in trainings)
    return Table(
        key="trainings",
        title=message("table.trainings", n=len(trainings)),
        columns=_COLUMNS,
        rows=tuple(_row(study, row, seats.get(row.key)) for row in trainings),
        notes=(
            *((message("note.undescribed", n=undescribed),) if undescribed else ()),
            message("note.latest_seats"),
            message("note.provenance"),
        ),
    )


def training_table(study: Study, training: Training) -> Table:
    """All that is known of a training: its fields and what belongs to it, each with its source."""
    columns = (
        Column("field", message("column.field"), Format.SAID, width=26),
        Column("value", message("column.value"), width=60),
        *PROVENANCE,
    )
    lines = (
        *_field_rows(study, training),
        *_seat_rows(study, training),
        *_hour_rows(study, training),
        *_leaver_rows(study, training),
        *_comment_rows(study, training),
    )
    title = message("name.as_written", name=training.title)
    return Table("training", title, columns, lines, (message("note.provenance"),))


def _row(study: Study, row: Training, seats: Interval | None) -> Row:
    values: tuple[Value, ...] = (
        row.key,
        row.title,
        name_of(study, "institutions", row.institution),
        name_of(study, "cities", row.city),
        row.level,
        row.duration or None,
        row.months,
        row.hours,
        family_names(study, row.families),
        modality_words(row.modalities),
        seats,
        row.is_described,
        row.comment,
        *provenance(row.source),
    )
    return Row(values, Place("trainings", row.key), (row.key,))


def name_of(study: Study, collection: str, key: str | None) -> str | None:
    """The name of the row that a reference points to; None where it points to none."""
    if key is None:
        return None
    row = getattr(study, collection).find(key)
    return key if row is None else str(getattr(row, "short_name", "") or row.name)


def family_names(study: Study, families: Sequence[str]) -> tuple[str, ...] | None:
    """The short names of families; None where none is recorded, which is unknown."""
    return tuple(name_of(study, "families", key) or key for key in families) or None


def modality_words(modalities: Sequence[Modality]) -> tuple[Value, ...] | None:
    """The modalities in words; None where none is recorded, which is unknown."""
    return tuple(word(modality) for modality in modalities) or None


def _field_rows(study: Study, training: Training) -> Iterator[Row]:
    source = provenance(training.source)
    yield Row((message("column.key"), training.key, *source), Place("trainings", training.key))
    for field in FIELDS["trainings"]:
        heading = message(label_code("trainings", field.key))
        place = Place("trainings", training.key, field.key)
        yield Row((heading, _shown(study, training, field), *source), place, (training.key,))
    note = training.source.note
    if note:
        yield Row((message("column.note"), note, *source), Place("trainings", training.key))


def _shown(study: Study, training: Training, field: Field) -> Value:
    """A field in words: names for keys, None for what is not recorded."""
    special: dict[str, Callable[[], Value]] = {
        "institution": lambda: name_of(study, "institutions", training.institution),
        "city": lambda: name_of(study, "cities", training.city),
        "families": lambda: family_names(study, training.families),
        "modalities": lambda: modality_words(training.modalities),
        "duration": lambda: training.duration or None,
        "level": lambda: None if training.level is None else message(f"level.{training.level}"),
    }
    value: Value = getattr(training, field.key)
    return special[field.key]() if field.key in special else value


def _seat_rows(study: Study, training: Training) -> Iterator[Row]:
    for row in study.seats:
        if row.training == training.key:
            heading = message("table.training.seats", kind=word(row.kind), year=row.year)
            yield _owned("seats", row, (heading, _bounds_told(row)))


def _hour_rows(study: Study, training: Training) -> Iterator[Row]:
    for row in study.domain_hours:
        if row.training == training.key:
            domain = name_of(study, "domains", row.domain)
            heading = message("table.training.hours", domain=domain)
            yield _owned("domain_hours", row, (heading, row.hours))


def _leaver_rows(study: Study, training: Training) -> Iterator[Row]:
    for row in study.leavers:
        if row.training == training.key:
            heading = message("table.training.leavers", occupation=row.occupation, year=row.year)
            yield _owned("leavers", row, (heading, _bounds_told(row)))


def _comment_rows(study: Study, training: Training) -> Iterator[Row]:
    for row in study.comments:
        if (row.about, row.row) == ("trainings", training.key):
            author = row.author or None
            heading = message("table.training.comment", author=author, on=row.written_on)
            yield _owned("comments", row, (heading, row.text))


def _bounds_told(row: Seats | Leavers) -> Message:
    """From how many to how many, and how far it may be relied upon."""
    low, high, confidence = row.low, row.high, word(row.confidence)
    if high is None:
        return message("table.training.told", low=low, confidence=confidence)
    return message("table.training.between", low=low, high=high, confidence=confidence)


def _owned(collection: str, row: Entity, values: tuple[Value, ...]) -> Row:
    return Row((*values, *provenance(row.source)), Place(collection, row.key))
