"""Taking a reply: decisions about its rows and cells, and the one batch of edits they make."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from planner.compute.cells import in_order
from planner.corrections import KEEPING
from planner.edits import Batch, Drop, Put, Set
from planner.exchange.layout import Part, column_of
from planner.exchange.replies import RowFate
from planner.exchange.sent import ASKED_SEATS, Shelf
from planner.exchange.three_way import Fate
from planner.fields import LONG, field_of
from planner.messages import Interval
from planner.study import DomainHours, Seats, Source, Training
from planner.vocab import Modality, Nature

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from planner.edits import Edit
    from planner.exchange.replies import Cell, Comparison, ReplyRow
    from planner.messages import Message, Value
    from planner.study import Study


class Side(StrEnum):
    """Whose value a cell takes."""

    THEIRS = "theirs"
    OURS = "ours"


class RowChoice(StrEnum):
    """What is done with a row: a new one is added or left, an absent one kept or taken away."""

    ADD = "add"
    LEAVE = "leave"
    KEEP = "keep"
    ARCHIVE = "archive"
    DROP = "drop"


#: What a person may choose for a row of each fate; the first is done where nobody chose.
CHOICES: Mapping[RowFate, tuple[RowChoice, ...]] = {
    RowFate.NEW: (RowChoice.ADD, RowChoice.LEAVE),
    RowFate.ABSENT: (RowChoice.KEEP, RowChoice.ARCHIVE, RowChoice.DROP),
}


def choices_of(row: ReplyRow) -> tuple[RowChoice, ...]:
    """What a person may choose for a row, the first where nobody chose; trainings are archived."""
    possible = CHOICES.get(row.fate, ())
    if row.collection in ("", "trainings"):
        return possible
    return tuple(choice for choice in possible if choice is not RowChoice.ARCHIVE)


@dataclass(frozen=True, slots=True)
class Decisions:
    """What a person decided: sides of cells by row and code, choices of rows by row."""

    cells: Mapping[tuple[str, str], Side] = field(default_factory=dict)
    rows: Mapping[str, RowChoice] = field(default_factory=dict)

    def side(self, row: ReplyRow, cell: Cell) -> Side | None:
        """Whose value a cell takes: theirs where they alone changed it; None for what is open."""
        decided = self.cells.get((row.name, cell.code))
        if decided is not None and cell.is_open:
            return decided
        if cell.fate is Fate.CONFLICT:
            return None
        return Side.THEIRS if cell.fate is Fate.THEIRS else Side.OURS

    def choice(self, row: ReplyRow) -> RowChoice | None:
        """What is done with a new or an absent row; None for the others."""
        possible = choices_of(row)
        decided = self.rows.get(row.name)
        return decided if decided in possible else next(iter(possible), None)

    def with_cell(self, row: str, code: str, side: Side) -> Decisions:
        """The decisions with one more about a cell."""
        return replace(self, cells={**self.cells, (row, code): side})

    def with_row(self, row: str, choice: RowChoice) -> Decisions:
        """The decisions with one more about a row."""
        return replace(self, rows={**self.rows, row: choice})


@dataclass(frozen=True, slots=True)
class Provenance:
    """The reply that values come from: the name of its file, and the note that its rows bear."""

    place: str
    note: str

    def source(self, former: Source | None = None) -> Source:
        """Declared by the reply; where the row was printed before can still be found."""
        if former is None:
            return Source(Nature.DECLARED, self.place, note=self.note)
        told = former.note.removeprefix(self.note).strip()
        note = f"{self.note}\n{told}" if told else self.note
        place = former.place or self.place
        return Source(Nature.DECLARED, place, former.line, note[:LONG].strip())


@dataclass(frozen=True, slots=True)
class Taken:
    """What taking a reply does: its edits as one batch, cells and rows taken, cells left open.

    ``left`` are the rows that cannot be taken as decided, by their names, and why.
    """

    edit: Batch
    cells: int
    rows: int
    open: int
    left: tuple[tuple[str, Message], ...] = ()


def taken(
    study: Study,
    comparison: Comparison,
    decisions: Decisions,
    provenance: Provenance,
    new_key: Callable[[], str],
) -> Taken:
    """The one batch that a reply makes under some decisions.

    A cell that the study changed meanwhile is replaced only where a person decided so; what
    nobody decided stays as it is. Absent rows stay unless a person archives or drops them.
    """
    taking = _Taking(study, comparison.institution, provenance, new_key)
    edits: list[Edit] = []
    cells = rows = undecided = 0
    for row in comparison.rows:
        undecided += sum(decisions.side(row, cell) is None for cell in row.cells)
        chosen = [c for c in row.cells if decisions.side(row, c) is Side.THEIRS and c.is_open]
        made = list(taking.edits(row, chosen, decisions.choice(row)))
        if made:
            edits += made
            rows += 1
            cells += len(chosen) if row.fate is not RowFate.NEW else 0
    return Taken(Batch(tuple(edits)), cells, rows, undecided)


class _Taking:
    def __init__(
        self,
        study: Study,
        institution: str | None,
        provenance: Provenance,
        new_key: Callable[[], str],
    ) -> None:
        self._study = study
        self._institution = institution
        self._from = provenance
        self._new_key = new_key
        self._shelf = Shelf(study)
        self._ranks = {
            name: max((row.rank for row in getattr(study, name)), default=0)
            for name in ("trainings", "seats", "domain_hours")
        }

    def _next(self, collection: str) -> int:
        """The rank of a row that is added last."""
        self._ranks[collection] += 1
        return self._ranks[collection]

    def edits(self, row: ReplyRow, cells: list[Cell], choice: RowChoice | None) -> Iterator[Edit]:
        """The edits that a row makes with the cells that are taken."""
        if choice is RowChoice.ARCHIVE:
            yield Set("trainings", row.key, (("is_archived", True),))
        elif choice is RowChoice.DROP:
            yield Drop("trainings", row.key)
        elif choice is RowChoice.ADD:
            yield from self._added(f"t-{self._new_key()}", row.cells)
        elif row.is_gone and cells:
            values = {} if row.given is None else row.given.values
            told = tuple(replace(c, theirs=values.get(c.code, c.theirs)) for c in row.cells)
            yield from self._added(row.key, told)
        elif row.fate is not RowFate.NEW and cells:
            yield from self._changed(self._study.trainings.get(row.key), cells)

    def _added(self, key: str, cells: Iterable[Cell]) -> Iterator[Edit]:
        """A training of its own, with its places and hours."""
        cells = tuple(cells)
        bare = Training(
            key=key,
            rank=self._next("trainings"),
            source=self._from.source(),
            title="",
            institution=self._institution,
        )
        yield Put("trainings", replace(bare, **self._fields(bare, cells)))
        yield from self._amounts(key, cells)

    def _changed(self, training: Training, cells: Iterable[Cell]) -> Iterator[Edit]:
        cells = tuple(cells)
        values = self._fields(training, cells)
        if values.keys() - KEEPING:
            values["source"] = self._from.source(training.source)
        if values:
            yield Set("trainings", training.key, tuple(values.items()))
        yield from self._amounts(training.key, cells)

    def _fields(self, training: Training, cells: Iterable[Cell]) -> dict[str, Any]:
        """The new values of the training's own fields; ticks add to and take from its families."""
        values: dict[str, Any] = {}
        families = set(training.families)
        for cell in cells:
            column = column_of(self._study, cell.code)
            if column is None:
                continue
            if column.part is Part.TICK:
                (families.add if cell.theirs else families.discard)(column.about)
            elif column.field == "modalities":
                values["modalities"] = tuple(Modality(str(m)) for m in _parts(cell.theirs))
            elif column.part is Part.FIELD:
                values[column.field] = cell.theirs
        if families != set(training.families):
            field = field_of("trainings", "families")
            values["families"] = in_order(self._study, field, families)
        return values

    def _amounts(self, key: str, cells: Iterable[Cell]) -> Iterator[Edit]:
        for cell in cells:
            column = column_of(self._study, cell.code)
            if column is None:
                continue
            if column.part is Part.SEATS:
                yield from self._seats(key, int(column.about), cell.theirs)
            elif column.part is Part.HOURS:
                yield from self._hours(key, column.about, cell.theirs)

    def _seats(self, key: str, year: int, told: Value) -> Iterator[Edit]:
        held = self._shelf.seats.get((key, year), [])
        for extra in held if told is None else held[1:]:
            yield Drop("seats", extra.key)
        if not isinstance(told, Interval):
            return
        low, high = int(told.low), None if told.high is None else int(told.high)
        if held:
            pairs: Any = (
                ("low", low),
                ("high", high),
                ("source", self._from.source(held[0].source)),
            )
            yield Set("seats", held[0].key, pairs)
        else:
            row = Seats(
                key=f"sea-{self._new_key()}",
                rank=self._next("seats"),
                source=self._from.source(),
                training=key,
                year=year,
                kind=ASKED_SEATS,
                low=low,
                high=high,
            )
            yield Put("seats", row)

    def _hours(self, key: str, domain: str, told: Value) -> Iterator[Edit]:
        held = self._shelf.hours.get((key, domain), [])
        for extra in held if told is None else held[1:]:
            yield Drop("domain_hours", extra.key)
        if told is None:
            return
        hours = None if told is True else told
        if held:
            pairs: Any = (("hours", hours), ("source", self._from.source(held[0].source)))
            yield Set("domain_hours", held[0].key, pairs)
        else:
            row = DomainHours(
                key=f"dom-{self._new_key()}",
                rank=self._next("domain_hours"),
                source=self._from.source(),
                training=key,
                domain=domain,
                hours=hours,  # type: ignore[arg-type]  # parsed as a whole number
            )
            yield Put("domain_hours", row)


def _parts(value: Value) -> tuple[Value, ...]:
    return value if isinstance(value, tuple) else ()
