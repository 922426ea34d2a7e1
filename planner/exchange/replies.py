"""A reply held against what was sent and today's study: its rows, their cells, and their fate.

Nothing is written here: a comparison is looked at, decided upon, and then taken
(:mod:`planner.exchange.taking`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from planner.compute.inventory import declared
from planner.exchange.layout import column_of
from planner.exchange.sent import Shelf
from planner.exchange.three_way import Fate, alike, fate, fate_unsent
from planner.text import search_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from planner.exchange.layout import SheetColumn
    from planner.messages import Message, Value
    from planner.study import Study, Training


class RowFate(StrEnum):
    """What becomes of a row of a reply, in the order in which a preview shows them."""

    CONFLICTING = "conflicting"
    CHANGED = "changed"
    NEW = "new"
    ABSENT = "absent"
    REFUSED = "refused"
    IDENTICAL = "identical"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a row stands in the file that came; rows are counted from 1."""

    sheet: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class Refusal:
    """A cell that was not read: its column, where it stands, what stands there, and why."""

    code: str
    cell: str
    value: str
    said: Message


@dataclass(frozen=True, slots=True)
class GivenRow:
    """A row as it came back: its key where it bears one, its values by column, what was refused.

    ``typed`` is every cell as it was typed, so that a refused row can go back as it came.
    ``matched`` tells that the key was not in the file but found by the title.
    """

    spot: Spot
    key: str = ""
    values: Mapping[str, Value] = field(default_factory=dict)
    refused: tuple[Refusal, ...] = ()
    typed: Mapping[str, str] = field(default_factory=dict)
    matched: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """What a file tells: its rows, whose they are, and the rows that were sent.

    ``base`` is None for a table that we did not send. ``expected`` are the keys of the rows that
    the file held when it left: those that lack now are absent.
    """

    institution: str | None
    rows: tuple[GivenRow, ...]
    base: Mapping[str, Mapping[str, Value]] | None = None
    expected: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row in three states; ``base`` is None where it was not sent."""

    code: str
    base: Value
    ours: Value
    theirs: Value
    fate: Fate

    @property
    def is_open(self) -> bool:
        """True where the reply would change the study."""
        return self.fate in (Fate.THEIRS, Fate.CONFLICT)


@dataclass(frozen=True, slots=True)
class ReplyRow:
    """A row of a comparison: ``name`` tells it apart in decisions, ``key`` is its training.

    ``title`` is what it is called; ``is_gone`` where the study no longer has the training.
    ``collection`` is that of a row of a copy (:mod:`planner.exchange.copies`), whose cells
    are the fields themselves; "" for a training in the columns of an exchange.
    """

    name: str
    key: str
    title: str
    fate: RowFate
    spot: Spot
    cells: tuple[Cell, ...] = ()
    refused: tuple[Refusal, ...] = ()
    given: GivenRow | None = None
    is_gone: bool = False
    collection: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A reply against the study: its institution, and its rows, those to decide upon first.

    ``unlisted`` is how many identical rows are counted without being listed. ``copy`` is the
    study of a copy that came back: what only the copy has is named after it.
    """

    institution: str | None
    rows: tuple[ReplyRow, ...]
    unlisted: int = 0
    copy: Study | None = None

    def counts(self) -> Mapping[RowFate, int]:
        """How many rows there are of each fate, zeros told."""
        found = Counter(row.fate for row in self.rows)
        found[RowFate.IDENTICAL] += self.unlisted
        return MappingProxyType({each: found[each] for each in RowFate})

    def of(self, *fates: RowFate) -> tuple[ReplyRow, ...]:
        """The rows of some fates, in their order."""
        return tuple(row for row in self.rows if row.fate in fates)


def compare(study: Study, reply: Reply) -> Comparison:
    """Hold a reply against the study, cell by cell; every row of it has one fate."""
    comparing = _Comparing(study, reply)
    rows = [comparing.row(given) for given in _keyed(study, reply)]
    rows += comparing.absent()
    order = {each: place for place, each in enumerate(RowFate)}
    rows.sort(key=lambda row: order[row.fate])
    return Comparison(reply.institution, tuple(rows))


class _Comparing:
    def __init__(self, study: Study, reply: Reply) -> None:
        self._study = study
        self._reply = reply
        self._shelf = Shelf(study)
        self._seen: set[str] = set()
        self._columns: dict[str, SheetColumn | None] = {}

    def row(self, given: GivenRow) -> ReplyRow:
        """A row of the reply, with its fate."""
        training = self._study.trainings.find(given.key) if given.key else None
        was_sent = given.key in (self._reply.base or {})
        self._seen |= {given.key} if training is not None or was_sent else set()
        if training is not None:
            return self._known(given, training)
        if given.refused:
            return _refused(given, given.key)
        if was_sent:
            return self._gone(given)
        return _new(given)

    def _known(self, given: GivenRow, training: Training) -> ReplyRow:
        if given.refused:
            return _refused(given, training.key, training.title)
        told = [column for code in given.values if (column := self._column(code)) is not None]
        ours = self._shelf.cells(training, told)
        base = (self._reply.base or {}).get(training.key)
        cells = tuple(_cell(code, base, ours[code], given.values[code]) for code in ours)
        return ReplyRow(
            training.key,
            training.key,
            training.title,
            row_fate(cells),
            given.spot,
            cells,
            given=given,
        )

    def _gone(self, given: GivenRow) -> ReplyRow:
        """A row that was sent and is no longer in the study: what they changed is to decide."""
        base = (self._reply.base or {})[given.key]
        cells = tuple(
            Cell(code, base[code], None, theirs, _gone_fate(base[code], theirs))
            for code, theirs in given.values.items()
            if code in base
        )
        title = str(given.values.get("title") or base.get("title") or given.key)
        kind = row_fate(cells)
        return ReplyRow(
            given.key, given.key, title, kind, given.spot, cells, given=given, is_gone=True
        )

    def absent(self) -> Iterator[ReplyRow]:
        """The rows that the file held when it left, that came back with none, and still stand."""
        for key in self._expected():
            training = self._study.trainings.find(key)
            if key not in self._seen and training is not None and not training.is_archived:
                yield ReplyRow(key, key, training.title, RowFate.ABSENT, Spot())

    def _expected(self) -> Iterable[str]:
        reply = self._reply
        if reply.base is not None:
            return reply.expected or tuple(reply.base)
        if reply.institution is None or not reply.rows:
            return ()
        return [r.key for r in declared(self._study) if r.institution == reply.institution]

    def _column(self, code: str) -> SheetColumn | None:
        if code not in self._columns:
            self._columns[code] = column_of(self._study, code)
        return self._columns[code]


def _keyed(study: Study, reply: Reply) -> Iterator[GivenRow]:
    """The rows with the key that each is held against; a key stands for one row at most.

    A row copied in the file bears the key of its model: the one most like what was sent keeps it.
    Rows without a key are known by their title among the institution's own, where nothing else
    bears that title, so that the same new training is never taken twice.
    """
    rows = [_own_key(study, reply, row) for row in reply.rows]
    kept = _keepers(reply, rows)
    rows = [row if kept.get(row.key) in (None, n) else _unkeyed(row) for n, row in enumerate(rows)]
    taken = {row.key for row in rows if row.key}
    titles = _by_title(study, reply.institution, taken)
    for row in rows:
        found = [] if row.key else titles.get(search_key(str(row.values.get("title") or "")), [])
        key = _nearest(study, row, found)
        if key:
            found.remove(key)
        yield replace(row, key=key, matched=True) if key else row


def _own_key(study: Study, reply: Reply, row: GivenRow) -> GivenRow:
    """The row, its key left out where it is of no training that was sent or that is theirs."""
    if not row.key or (reply.base is not None and row.key in reply.base):
        return row
    training = study.trainings.find(row.key)
    foreign = training is not None and training.institution != reply.institution
    if training is None or (foreign and reply.institution is not None and not row.matched):
        return _unkeyed(row)
    return row


def _unkeyed(row: GivenRow) -> GivenRow:
    return replace(row, key="", matched=False)


def _keepers(reply: Reply, rows: Sequence[GivenRow]) -> dict[str, int]:
    """The place of the row that keeps each key that several rows bear."""
    bearers: dict[str, list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        if row.key:
            bearers[row.key].append(place)
    return {
        key: max(places, key=lambda place: (_likeness(reply, rows[place]), -place))
        for key, places in bearers.items()
        if len(places) > 1
    }


def _likeness(reply: Reply, row: GivenRow) -> tuple[bool, int]:
    """How much of a row is as it was sent: its title first, then the number of its cells."""
    base = (reply.base or {}).get(row.key, {})
    same = [alike(base[code], value) for code, value in row.values.items() if code in base]
    is_titled = alike(base.get("title"), row.values.get("title"))
    return is_titled, sum(same) - len(row.refused)


def _by_title(study: Study, institution: str | None, taken: set[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in study.trainings:
        if institution is not None and row.institution == institution and row.key not in taken:
            found[search_key(row.title)].append(row.key)
    return found


def _nearest(study: Study, row: GivenRow, keys: Sequence[str]) -> str:
    """Of namesakes, the one in the same city at the same level; where they differ, none."""
    told = {name: row.values.get(name) for name in ("city", "level")}
    for key in keys:
        training = study.trainings.get(key)
        if all(value in (None, getattr(training, name)) for name, value in told.items()):
            return key
    return ""


def _cell(code: str, base: Mapping[str, Value] | None, ours: Value, theirs: Value) -> Cell:
    if base is None or code not in base:
        return Cell(code, None, ours, theirs, fate_unsent(ours, theirs))
    return Cell(code, base[code], ours, theirs, fate(base[code], ours, theirs))


def _gone_fate(base: Value, theirs: Value) -> Fate:
    return Fate.OURS if alike(base, theirs) else Fate.CONFLICT


def row_fate(cells: Iterable[Cell]) -> RowFate:
    """The fate of a row that both sides have, from the fates of its cells."""
    fates = {cell.fate for cell in cells}
    if Fate.CONFLICT in fates:
        return RowFate.CONFLICTING
    return RowFate.CHANGED if Fate.THEIRS in fates else RowFate.IDENTICAL


def _name(spot: Spot) -> str:
    return f"{spot.sheet}!{spot.row}"


def _refused(given: GivenRow, key: str, title: str = "") -> ReplyRow:
    told = title or str(given.values.get("title") or given.typed.get("title") or "")
    return ReplyRow(
        key or _name(given.spot),
        key,
        told,
        RowFate.REFUSED,
        given.spot,
        refused=given.refused,
        given=given,
    )


def _new(given: GivenRow) -> ReplyRow:
    cells = tuple(
        Cell(code, None, None, theirs, Fate.THEIRS)
        for code, theirs in given.values.items()
        if theirs not in (None, "", (), False)
    )
    title = str(given.values.get("title") or "")
    return ReplyRow(_name(given.spot), "", title, RowFate.NEW, given.spot, cells, given=given)
