"""Why a cell of a projection table has its sign: the equalities that it stands in, both ways."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.compute.projections import IdentityName
from planner.vocab import ProjectionLine as Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planner.compute.projections import Identity, SectorProjection, SignedCell
    from planner.study import Study


class SignOrigin(StrEnum):
    """What gives a cell its sign."""

    RECOVERED = "recovered"  # the print has another sign; the equalities want this one
    CONFIRMED = "confirmed"  # the print has it, and an equality that holds wants it
    PRINTED = "printed"  # a minus is printed in the cell's own column; no equality that holds
    POSITIVE = "positive"  # it counts people, jobs or activity created: never negative
    NEGATIVE = "negative"  # it counts activity lost
    ZERO = "zero"
    UNTOLD = "untold"  # several signs fit, or nothing vouches for one


@dataclass(frozen=True, slots=True)
class Equation:
    """An identity of one period in numbers: ``left`` on one side, the ``right`` terms on the other.

    In people, signed. ``flipped`` are the same terms where the cell that is explained would have
    the opposite sign, and ``flipped_left`` its left side.
    """

    name: IdentityName
    year: int
    left: int
    right: tuple[int, ...]
    flipped_left: int
    flipped: tuple[int, ...]

    @property
    def holds(self) -> bool:
        """True where both sides are the same number."""
        return self.left == sum(self.right)


@dataclass(frozen=True, slots=True)
class SignReason:
    """A cell, what gives it its sign, and the equalities that it stands in.

    An equality with a cell that is missing, or whose sign is not told, is left out.
    """

    cell: SignedCell
    origin: SignOrigin
    equations: tuple[Equation, ...]


#: The line on the left of each identity, and those on its right in the same period.
_SIDES: Mapping[IdentityName, tuple[Line, tuple[Line, ...]]] = {
    IdentityName.TOTAL: (Line.TOTAL, (Line.NATURAL, Line.IMPACT)),
    IdentityName.IMPACT: (Line.IMPACT, (Line.AI_ALONE, Line.AI_WITH_OTHERS, Line.OTHERS)),
    IdentityName.AI_PARTS: (Line.AI, (Line.AI_ALONE, Line.AI_WITH_OTHERS)),
    IdentityName.AI_BALANCE: (Line.AI, (Line.CREATED, Line.REDUCED)),
}
_POSITIVE = frozenset({Line.TOTAL, Line.CREATED, Line.RECRUITED, Line.AWARENESS})


def explain(study: Study, projection: SectorProjection, key: str) -> SignReason:
    """Why the printed cell called ``key`` of a sector's table has its sign.

    Raises ``KeyError`` where the table has no such cell.
    """
    cell = next((one for one in projection.cells if one.key == key), None)
    if cell is None:
        raise KeyError(key)
    equations = tuple(_equations(projection, cell))
    return SignReason(cell, _origin(study, projection, cell), equations)


def _origin(study: Study, projection: SectorProjection, cell: SignedCell) -> SignOrigin:
    if cell.value is None:
        return SignOrigin.UNTOLD
    if not cell.value:
        return SignOrigin.ZERO
    if cell.line in _POSITIVE:
        return SignOrigin.POSITIVE
    if cell.line is Line.REDUCED:
        return SignOrigin.NEGATIVE
    if cell.is_recovered:
        return SignOrigin.RECOVERED
    mine = (one for one in projection.identities if _holds_with(one, cell))
    return SignOrigin.CONFIRMED if any(mine) else SignOrigin.PRINTED


def _holds_with(identity: Identity, cell: SignedCell) -> bool:
    left, right = _SIDES[identity.name]
    return bool(identity.holds) and identity.year == cell.year and cell.line in (left, *right)


def _equations(projection: SectorProjection, cell: SignedCell) -> Iterator[Equation]:
    if cell.value is None:
        return
    other = replace(cell, value=-cell.value)
    flipped = replace(
        projection, cells=tuple(other if one is cell else one for one in projection.cells)
    )
    for identity in projection.identities:
        now, then = _terms(projection, identity), _terms(flipped, identity)
        if now is not None and then is not None and now != then:
            left, right = now
            yield Equation(identity.name, identity.year, left, right, *then)


def _terms(projection: SectorProjection, identity: Identity) -> tuple[int, tuple[int, ...]] | None:
    """Both sides of an identity in people; None where a cell of it is missing or not told."""
    left, right = _SIDES[identity.name]
    terms = [projection.value(line, identity.year) for line in right]
    if identity.name is IdentityName.TOTAL:
        terms.insert(0, _before(projection, identity.year))
    total = projection.value(left, identity.year)
    known = tuple(term for term in terms if term is not None)
    return None if total is None or len(known) != len(terms) else (total, known)


def _before(projection: SectorProjection, year: int) -> int | None:
    """The total of the year before ``year`` that the table tells."""
    years = [one.year for one in projection.cells if one.year < year]
    return projection.value(Line.TOTAL, max(years)) if years else None
