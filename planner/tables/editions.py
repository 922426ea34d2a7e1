"""Two editions side by side, as tables: what changed, field by field, breaks, lineages to declare.

``planner/tables/decomposition.py`` has the change of the coverage, cause by cause.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from planner.compute.inventory import as_written
from planner.editions.comparison import COMPARED, Comparison, EditionFate, FieldChange, RowChange
from planner.editions.identity import LEVELS
from planner.fields import label_code
from planner.findings import Place
from planner.messages import Interval, message
from planner.tables.cells import cell_said
from planner.tables.quality import row_name
from planner.tables.table import Column, Format, Row, Table
from planner.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from planner.editions.breaks import Break
    from planner.editions.proposals import Proposal
    from planner.messages import Message, Value
    from planner.study import Study

#: How many changed fields a line names before it counts the others.
_NAMED = 4


def _column(key: str, shape: Format = Format.SAID, width: int = 16) -> Column:
    return Column(key, message(f"table.editions.{key}"), shape, width=width)


_COLLECTION = _column("collection", width=22)
_COUNTS = (
    _COLLECTION,
    *(Column(fate, word(fate), Format.INTEGER, width=12) for fate in EditionFate),
    _column("unchanged", Format.INTEGER, 12),
)
_CHANGES = (
    _COLLECTION,
    _column("fate", width=12),
    _column("row", Format.TEXT, 44),
    _column("what", width=60),
)
_FIELDS = (
    _column("row", Format.TEXT, 40),
    _column("field", width=30),
    _column("before", width=28),
    _column("after", width=28),
)
_BREAKS = (
    _column("break", width=26),
    _column("said", width=80),
    _column("touched", width=36),
    _column("where", width=36),
)
_PROPOSALS = (
    _COLLECTION,
    _column("kind", width=14),
    _column("old", Format.TEXT, 44),
    _column("new", Format.TEXT, 44),
    _column("score", Format.INTEGER, 10),
)


def edition_counts_table(compared: Comparison) -> Table:
    """How many rows of each collection were created, closed, renamed, split, merged, changed."""
    rows = tuple(
        Row((message(f"collection.{room}"), *compared.counts(room).values(), same))
        for room, same in compared.unchanged.items()
        if same or any(compared.counts(room).values())
    )
    notes = (message("note.editions.closed"), message("note.editions.renamed"))
    return Table("edition_counts", message("table.editions.counts"), _COUNTS, rows, notes)


def edition_changes_table(
    old: Study,
    new: Study,
    compared: Comparison,
    collection: str = "",
    fate: EditionFate | None = None,
) -> Table:
    """A line a changed row, of one collection and of one fate only where they are named.

    The place of a line is the row of the later edition; a row that is gone has none.
    """
    rows = tuple(
        Row(
            (
                message(f"collection.{change.collection}.one"),
                word(change.fate),
                change_name(old, new, change),
                _what(old, new, change),
            ),
            _place(change),
        )
        for change in compared.changes
        if collection in ("", change.collection) and fate in (None, change.fate)
    )
    return Table("edition_changes", message("table.editions", n=len(rows)), _CHANGES, rows)


def edition_fields_table(old: Study, new: Study, changes: Iterable[RowChange]) -> Table:
    """A line a changed value of the rows that stayed themselves: before and after."""
    rows = tuple(
        Row(
            (
                change_name(old, new, change),
                field_name(old, new, change, field),
                *field_values(old, new, change, field),
            ),
            _place(change),
        )
        for change in changes
        for field in change.fields
    )
    return Table("edition_fields", message("table.editions.fields", n=len(rows)), _FIELDS, rows)


def breaks_table(new: Study, found: Sequence[Break]) -> Table:
    """The breaks in series, with the figures, families and levels that each one touches."""
    rows = tuple(
        Row(
            (
                word(one.kind),
                one.said,
                tuple(word(figure) for figure in one.figures),
                _where(new, one),
            ),
            _break_place(new, one),
        )
        for one in found
    )
    notes = (message("note.editions.breaks"),)
    return Table("edition_breaks", message("table.editions.breaks", n=len(rows)), _BREAKS, rows,
                 notes)  # fmt: skip


def proposals_table(old: Study, new: Study, found: Sequence[Proposal]) -> Table:
    """The lineages that may be declared, the likeliest first; the place is the new row."""
    rows = tuple(
        Row(
            (
                message(f"collection.{one.about}.one"),
                word(one.kind),
                row_name(old, Place(one.about, one.old)),
                row_name(new, Place(one.about, one.new)),
                one.score,
            ),
            Place(one.about, one.new),
        )
        for one in found
    )
    notes = (message("note.editions.proposals"),)
    title = message("table.editions.proposals", n=len(rows))
    return Table("edition_proposals", title, _PROPOSALS, rows, notes)


def lineages_table(study: Study) -> Table:
    """The lineages that were declared, in their order."""
    columns = (Column("key", message("column.key"), width=18), *_PROPOSALS[:4],
               _column("reason", Format.TEXT, 40), _column("author", Format.TEXT, 16))  # fmt: skip
    rows = tuple(
        Row(
            (
                row.key,
                message(f"collection.{row.about}.one"),
                word(row.kind),
                _lineage_end(study, row.about, row.old),
                _lineage_end(study, row.about, row.new),
                row.reason,
                row.author,
            ),
            Place("lineages", row.key),
        )
        for row in study.lineages
    )
    return Table("lineages", message("table.editions.lineages", n=len(rows)), columns, rows)


def fates_told(counts: Mapping[EditionFate, int]) -> tuple[Message, ...]:
    """How many rows had each fate, in words; fates that no row had are left out."""
    return tuple(message(f"edition_fate.count.{fate}", n=n) for fate, n in counts.items() if n)


def change_name(old: Study, new: Study, change: RowChange) -> str:
    """What the row is called: now, or as it was; several names where it was split or merged."""
    study, keys = (new, change.new) if change.new else (old, change.old)
    return " + ".join(_called(study, change.collection, key) for key in keys)


def field_name(old: Study, new: Study, change: RowChange, field: FieldChange) -> Message:
    """What a changed field is called; for places, hours, leavers and shares, which ones."""
    if not field.detail:
        return message(label_code(change.collection, field.field))
    first, *rest = field.detail
    match field.field:
        case "seats":
            return message("edition.field.seats", year=first, kind=message(f"seat_kind.{rest[0]}"))
        case "domain_hours":
            name = _either(old, new, "domains", str(first))
            return message("edition.field.domain_hours", name=name)
        case "leavers":
            return message("edition.field.leavers", year=first, name=rest[0])
        case "allocation_shares":
            name = _either(old, new, "families", str(first))
            return message("edition.field.allocation_shares", name=name, level=rest[0])
    return message("edition.field.contents", name=first)


def field_values(
    old: Study, new: Study, change: RowChange, field: FieldChange
) -> tuple[Value, Value]:
    """Both values in words; a part that was not there is told as such, not as unknown."""
    if field.detail:
        return _part_said(field.before, field), _part_said(field.after, field)
    if (change.collection, field.field) == ("assumptions", "value"):
        return field.before, field.after  # of its own unit: not always a share
    room, name = change.collection, field.field
    return cell_said(old, room, name, field.before), cell_said(new, room, name, field.after)


def _part_said(value: Value, field: FieldChange) -> Value:
    if value is None:
        return message("edition.not_told")
    if field.field == "allocation_shares":
        return message("cell.share", share=value)
    if field.field == "domain_hours" and isinstance(value, Interval) and value.high is None:
        return message("edition.uncounted")
    return value


def _what(old: Study, new: Study, change: RowChange) -> Message:
    """What happened, in a few words: the names before, the fields, how it was closed."""
    match change.fate:
        case EditionFate.CLOSED:
            return message(f"edition.closed.{'archived' if change.is_archived else 'gone'}")
        case EditionFate.CREATED:
            return message("edition.created")
        case EditionFate.SPLIT | EditionFate.MERGED:
            names = tuple(_called(old, change.collection, key) for key in change.old)
            return message(f"edition.{change.fate}", names=names)
    fields = tuple(_fields(old, new, change))
    shown, left = fields[:_NAMED], len(fields) - _NAMED
    if left > 0:
        return message("edition.fields.more", fields=shown, n=left)
    return message("edition.fields", fields=shown)


def _fields(old: Study, new: Study, change: RowChange) -> Iterator[Message]:
    """The names of the changed fields; several places, hours or shares are counted as one."""
    parts = Counter(one.field for one in change.fields if one.detail)
    for one in change.fields:
        if parts.get(one.field, 0) < 2:
            yield field_name(old, new, change, one)
    for field, n in parts.items():
        if n > 1:
            yield message(f"edition.parts.{field}", n=n)


def _called(study: Study, collection: str, key: str) -> str:
    """A row's own name; a bridge goes from one training to another."""
    if collection != "bridges":
        return row_name(study, Place(collection, key))
    row = study.bridges.get(key)
    ends = (row_name(study, Place("trainings", end)) for end in (row.start, row.goal))
    return " → ".join(ends)


def _either(old: Study, new: Study, collection: str, key: str) -> str:
    study = new if getattr(new, collection).find(key) is not None else old
    return row_name(study, Place(collection, key))


def _place(change: RowChange) -> Place | None:
    return Place(change.collection, change.new[0]) if change.new else None


def _where(new: Study, one: Break) -> Value:
    names = tuple(as_written(row_name(new, Place("families", key))) for key in one.families)
    levels = tuple(message(f"level.short.{level}") for level in one.levels)
    return (*names, *levels) or message("edition.everywhere")


def _break_place(new: Study, one: Break) -> Place | None:
    if not one.rows or one.collection not in (*COMPARED, "families", "domains"):
        return None
    known = getattr(new, one.collection).find(one.rows[0]) is not None
    return Place(one.collection, one.rows[0]) if known else None


def _lineage_end(study: Study, about: str, key: str) -> str:
    """The name of an end of a lineage, its key where the study has no such row any more."""
    return key if about == LEVELS else row_name(study, Place(about, key))
