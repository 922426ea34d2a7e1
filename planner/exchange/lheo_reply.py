"""The trainings of an LHEO file held against the study, and the one batch that takes them.

A file tells of several institutions: each is compared as the reply of an institution is, without
anything that we sent (:mod:`planner.exchange.replies`). It fills what is unknown and adds what is
new; where both know and differ, somebody decides. A new training that carries rows of ours is
added with all of them: its key, its places of every kind, its sources.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from planner.edits import Batch, Put, apply
from planner.errors import EditRefused
from planner.exchange.layout import KEY, columns_for
from planner.exchange.lheo_names import Names
from planner.exchange.matching import matched
from planner.exchange.replies import (
    Comparison,
    GivenRow,
    Refusal,
    Reply,
    RowFate,
    Spot,
    compare,
)
from planner.exchange.sent import Shelf
from planner.exchange.taking import RowChoice, Taken, taken
from planner.fields import field_of
from planner.messages import message
from planner.rows import Rows
from planner.validation import check_row, check_value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from planner.edits import Edit
    from planner.exchange.lheo import Doubt, Offer, OwnRows
    from planner.exchange.taking import Decisions, Provenance
    from planner.messages import Value
    from planner.study import Institution, Study

#: Where a training of a file stands: its place among the elements of that name, from 1.
SHEET = "formation"
_SAID = 80  # characters of a refused value that are kept


@dataclass(frozen=True, slots=True)
class Unread:
    """What was not understood of a training: its place in the file, its title, what it is."""

    number: int
    title: str
    doubt: Doubt


@dataclass(frozen=True, slots=True)
class Held:
    """A file against the study: a comparison an institution, and what is beside them.

    ``own`` are the rows of ours of each new training by its place in the file; ``institutions``
    those that the study has not yet; ``unread`` what was not understood.
    """

    comparisons: tuple[Comparison, ...]
    own: Mapping[int, OwnRows]
    institutions: tuple[Institution, ...]
    unread: tuple[Unread, ...]

    def whole(self) -> Comparison:
        """All trainings of the file as one comparison, those to decide upon first."""
        order = {fate: place for place, fate in enumerate(RowFate)}
        rows = [row for comparison in self.comparisons for row in comparison.rows]
        rows.sort(key=lambda row: (order[row.fate], row.spot.row))
        return Comparison(None, tuple(rows))


def hold(study: Study, offers: Iterable[Offer], new_key: Callable[[], str]) -> Held:
    """Compare the trainings of a file with the study; nothing is written.

    ``new_key`` gives a short random name, for the institutions that the study has not.
    """
    holding = _Holding(study, new_key)
    groups: dict[str | None, list[GivenRow]] = defaultdict(list)
    for offer in offers:
        institution, row = holding.row(offer)
        groups[institution].append(row)
    comparisons = [holding.compared(key, rows) for key, rows in groups.items()]
    new = {row.spot.row for each in comparisons for row in each.rows if row.fate is RowFate.NEW}
    own = {number: rows for number, rows in holding.own.items() if number in new}
    return Held(tuple(comparisons), own, tuple(holding.names.institutions()), tuple(holding.unread))


def taken_offers(
    study: Study,
    held: Held,
    decisions: Decisions,
    provenance: Provenance,
    new_key: Callable[[], str],
) -> Taken:
    """The one batch that a file makes under some decisions; see ``planner.exchange.taking``."""
    edits: list[Edit] = []
    cells = rows = undecided = 0
    now = study
    news = {row.key: row for row in held.institutions}
    for comparison in held.comparisons:
        whole = _with_own(comparison, held, decisions)
        chosen = decisions
        for name in whole:
            chosen = chosen.with_row(name, RowChoice.LEAVE)
        part = taken(now, comparison, chosen, provenance, new_key)
        made = [*part.edit.edits]
        for own in whole.values():
            made += _put(now, own, made, new_key)
        if made and comparison.institution in news:
            made.insert(0, Put("institutions", news[comparison.institution]))
        now = apply(now, Batch(tuple(made))).study if made else now
        edits += made
        cells, rows = cells + part.cells, rows + part.rows + len(whole)
        undecided += part.open
    return Taken(Batch(tuple(edits)), cells, rows, undecided)


def _with_own(comparison: Comparison, held: Held, decisions: Decisions) -> dict[str, OwnRows]:
    """The new trainings that are added with rows of ours, by the name of their row."""
    return {
        row.name: held.own[row.spot.row]
        for row in comparison.of(RowFate.NEW)
        if row.spot.row in held.own and decisions.choice(row) is RowChoice.ADD
    }


def _put(
    now: Study, own: OwnRows, made: Sequence[Edit], new_key: Callable[[], str]
) -> Iterator[Put]:
    """Rows of ours as they are; a key that stands for something else already is made anew."""
    used = {(each.collection, each.row.key) for each in made if isinstance(each, Put)}

    def free(collection: str, prefix: str, key: str) -> str:
        is_used = (collection, key) in used or getattr(now, collection).find(key) is not None
        return f"{prefix}-{new_key()}" if is_used else key

    key = free("trainings", "t", own.training.key)
    yield Put("trainings", replace(own.training, key=key))
    for seats in own.seats:
        yield Put("seats", replace(seats, key=free("seats", "sea", seats.key), training=key))
    for hours in own.hours:
        named = free("domain_hours", "dom", hours.key)
        yield Put("domain_hours", replace(hours, key=named, training=key))


class _Holding:
    """A file on its way to comparisons."""

    def __init__(self, study: Study, new_key: Callable[[], str]) -> None:
        self.names = Names(study, new_key)
        self.own: dict[int, OwnRows] = {}
        self.unread: list[Unread] = []
        self._study = study

    def row(self, offer: Offer) -> tuple[str | None, GivenRow]:
        """The institution and the cells of a training."""
        own, doubts = None, [*offer.doubts]
        if offer.own is not None:
            own, lost = self.names.at_home(offer)
            doubts += lost
        institution = self.names.institution(offer)
        city, lost = self.names.city(offer)
        doubts += lost
        title = offer.title or ("" if own is None else own.training.title)
        self.unread += (Unread(offer.number, title, doubt) for doubt in doubts)
        told = {
            "title": offer.title,
            "city": city,
            "level": offer.level,
            "duration": offer.duration,
            "hours": offer.hours,
        }
        values: dict[str, Value] = {code: value for code, value in told.items() if _says(value)}
        if own is not None:
            own = _amended(own, values, institution)
            values = self._cells(own)
        key = "" if own is None else own.training.key
        refused = tuple(self._refusals(offer, values, own))
        if own is not None and not refused:
            self.own[offer.number] = own
        known = key if self._study.trainings.find(key) is not None else ""
        return institution, GivenRow(Spot(SHEET, offer.number), known, values, refused)

    def compared(self, institution: str | None, rows: Sequence[GivenRow]) -> Comparison:
        """The rows of an institution; what the file does not list, it says nothing about."""
        foreign = [row for row in rows if row.spot.row not in self.own]
        if institution is None or self._study.institutions.find(institution) is not None:
            found = {row.spot: row for row in matched(self._study, foreign, institution).rows}
            rows = [found.get(row.spot, row) for row in rows]
        comparison = compare(self._study, Reply(institution, tuple(rows)))
        kept = tuple(row for row in comparison.rows if row.fate is not RowFate.ABSENT)
        return replace(comparison, rows=kept)

    def _cells(self, own: OwnRows) -> dict[str, Value]:
        """What rows of ours say in the columns of an exchange; what they do not know is left."""
        alone = replace(
            self._study,
            trainings=Rows([own.training]),
            seats=Rows(own.seats),
            domain_hours=Rows(own.hours),
        )
        years = sorted({row.year for row in own.seats})
        columns = columns_for(alone, years, [row.domain for row in own.hours])
        cells = Shelf(alone).cells(own.training, columns)
        return {
            code: value
            for code, value in cells.items()
            if code not in (KEY.code, "is_archived") and _says(value)
        }

    def _refusals(
        self, offer: Offer, values: Mapping[str, Value], own: OwnRows | None
    ) -> Iterator[Refusal]:
        """Why a training cannot be taken."""
        if offer.fault:
            yield Refusal("key", "", offer.fault, message("lheo.refused.own", name=offer.fault))
            return
        if not values.get("title"):
            yield Refusal("title", "", "", message("lheo.refused.title"))
            return
        for code in ("title", "level", "duration", "hours"):
            value = values.get(code, "" if code == "duration" else None)
            try:
                check_value(self._study, "trainings", field_of("trainings", code), value, "")
            except EditRefused as error:
                said = str(values.get(code))[:_SAID]
                yield Refusal(code, "", said, error.message)
                return
        if own is not None:
            yield from self._own_refusals(own)

    def _own_refusals(self, own: OwnRows) -> Iterator[Refusal]:
        """Why the study cannot take rows of ours: the first of the reasons."""
        draft = self.names.draft
        before = draft.find("trainings", own.training.key)
        try:
            check_row(draft, "trainings", own.training)
            if before is None:
                draft.put("trainings", own.training)
            for seats in own.seats:
                check_row(draft, "seats", seats)
            for hours in own.hours:
                check_row(draft, "domain_hours", hours)
        except EditRefused as error:
            yield Refusal("key", "", own.training.key[:_SAID], error.message)


def _says(value: Any) -> bool:
    """False for a value that says nothing: unknown, empty, or a tick that is not there."""
    return value is not None and value is not False and value not in ("", ())


def _amended(own: OwnRows, told: Mapping[str, Value], institution: str | None) -> OwnRows:
    """Rows of ours as the elements of the standard now tell them: others may have edited those."""
    fields: dict[str, Any] = {**told, "institution": institution}
    return replace(own, training=replace(own.training, **fields))
