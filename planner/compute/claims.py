"""Published claims recomputed from the rows: agreement or discrepancy, never a correction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING

from planner.compute.inventory import declared, live
from planner.messages import Message, message
from planner.vocab import Comparison, ProjectionLine
from planner.words import unit

if TYPE_CHECKING:
    from collections.abc import Sized

    from planner.study import Claim, Study

#: Areas that claims speak of, as the keys of their cities.
AREAS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"lille": ("lille", "villeneuve-d-ascq", "roubaix")}
)
#: How far from a number printed with "about" (environ, près de) a computed one may stand.
ABOUT = Fraction(5, 100)
PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class Reckoning:
    """What the rows give for a measure: the number and how it was counted.

    Shares are in percent (0 to 100); ``value`` is None where no row allows the count.
    """

    value: Fraction | None
    basis: Message


@dataclass(frozen=True, slots=True)
class ClaimCheck:
    """A claim beside the number computed in its own unit; ``basis`` says from what.

    ``computed`` and ``agrees`` are None where the rows do not allow the claim to be checked.
    """

    claim: Claim
    computed: Fraction | None
    agrees: bool | None
    basis: Message


Reckon = Callable[["Study"], Reckoning]


def check_claims(study: Study) -> tuple[ClaimCheck, ...]:
    """Each published claim against the rows, in the order of the claims."""
    return tuple(_check(study, claim) for claim in study.claims)


def holds(claim: Claim, computed: Fraction) -> bool:
    """Whether a computed number agrees with a claim, by the way the claim holds its number.

    ``about``: within 5 % of the printed number, or of the bounds. ``more_than``: strictly above
    it. ``exactly``: equal; a percentage is printed whole, so the computed one is rounded, halves
    up. ``between``: from the lower to the upper bound, both included.
    """
    match claim.comparison:
        case Comparison.ABOUT:
            return claim.low * (1 - ABOUT) <= computed <= claim.high * (1 + ABOUT)
        case Comparison.MORE_THAN:
            return computed > claim.low
        case Comparison.EXACTLY:
            return _as_printed(claim, computed) == claim.low
        case Comparison.BETWEEN:
            return claim.low <= computed <= claim.high


def told(claim: Claim) -> Message:
    """A claim's number as it is printed: "plus de 50 %", "entre 4 000 et 5 000 personnes"."""
    code = f"claim.{claim.comparison}"
    return message(code, low=claim.low, high=claim.high, unit=unit(claim.unit))


def found(claim: Claim, computed: Fraction) -> Message:
    """A computed number in the unit of its claim."""
    return message("claim.exactly", low=computed, high=computed, unit=unit(claim.unit))


def _as_printed(claim: Claim, computed: Fraction) -> Fraction:
    if claim.unit != PERCENT:
        return computed
    return Fraction((computed + Fraction(1, 2)).__floor__())


def _check(study: Study, claim: Claim) -> ClaimCheck:
    if not claim.measure:
        return ClaimCheck(claim, None, None, message("basis.none"))
    measure = MEASURES.get(claim.measure)
    if measure is None:
        return ClaimCheck(claim, None, None, message("basis.unknown", measure=claim.measure))
    reckoned = measure(study)
    agrees = None if reckoned.value is None else holds(claim, reckoned.value)
    return ClaimCheck(claim, reckoned.value, agrees, reckoned.basis)


def _count(name: str, number: int, *, among: Sized = (None,)) -> Reckoning:
    """A count; None where the rows that it is made ``among`` are absent."""
    value = Fraction(number) if len(among) else None
    return Reckoning(value, message(f"basis.{name}", n=number))


def _share(name: str, part: int, whole: int) -> Reckoning:
    """A share in percent; None where there is nothing to take a share of."""
    value = Fraction(100 * part, whole) if whole else None
    return Reckoning(value, message(f"basis.{name}", part=part, n=whole))


def _trainings_declared(study: Study) -> Reckoning:
    return _count("trainings_declared", len(declared(study)))


def _trainings_described(study: Study) -> Reckoning:
    return _count("trainings_described", len(live(study)))


def _trainings_below_level_5(study: Study) -> Reckoning:
    levels = _levels(study)
    return _count("trainings_below_level_5", sum(n < 5 for n in levels), among=levels)


def _family_answers(study: Study) -> Reckoning:
    return _count("family_answers", sum(len(row.families) for row in declared(study)))


def _job_families(study: Study) -> Reckoning:
    return _count("job_families", len(study.families), among=study.families)


def _share_lille_area(study: Study) -> Reckoning:
    cities = [row.city for row in live(study) if row.city is not None]
    inside = sum(city in AREAS["lille"] for city in cities)
    is_known = any(study.cities.find(key) is not None for key in AREAS["lille"])
    return _share("share_lille_area", inside, len(cities) if is_known else 0)


def _share_level_7(study: Study) -> Reckoning:
    levels = _levels(study)
    return _share("share_level_7", levels.count(7), len(levels))


def _share_level_7_or_more(study: Study) -> Reckoning:
    levels = _levels(study)
    return _share("share_level_7_or_more", sum(level >= 7 for level in levels), len(levels))


def _share_ai_specific(study: Study) -> Reckoning:
    """The share of all described trainings; a sheet without any tick prepares for none."""
    specific = {row.key for row in study.families if row.is_ai_specific}
    trainings = live(study)
    part = sum(not specific.isdisjoint(row.families) for row in trainings)
    return _share("share_ai_specific", part, len(trainings) if specific else 0)


def _analysed_sectors(study: Study) -> Reckoning:
    analysed = sum(row.is_analysed for row in study.sectors)
    return _count("analysed_sectors", analysed, among=study.sectors)


def _table3_sectors(study: Study) -> Reckoning:
    weighed = sum(row.weight_percent is not None for row in study.sectors)
    return _count("table3_sectors", weighed, among=study.sectors)


def _sectors_with_projection(study: Study) -> Reckoning:
    projected = {row.sector for row in study.projections}
    return _count("sectors_with_projection", len(projected), among=study.sectors)


def _occupations_examined(study: Study) -> Reckoning:
    """The occupations of the analysed sectors; cross-sector ones are examined apart."""
    analysed = {row.key for row in study.sectors if row.is_analysed}
    examined = sum(row.sector in analysed for row in study.occupations)
    return _count("occupations_examined", examined, among=study.occupations)


def _competence_rows(study: Study) -> Reckoning:
    return _count("competence_rows", len(study.competences), among=study.competences)


def _recruited_total(study: Study) -> Reckoning:
    return _projected(study, "recruited_total", ProjectionLine.RECRUITED)


def _awareness_total(study: Study) -> Reckoning:
    return _projected(study, "awareness_total", ProjectionLine.AWARENESS)


def _projected(study: Study, name: str, line: ProjectionLine) -> Reckoning:
    """People of all sectors and periods; None where no sector has a projection."""
    cells = [row for row in study.projections if row.line is line]
    people = sum(row.magnitude for row in cells)
    basis = message(f"basis.{name}", people=people, n=len({row.sector for row in cells}))
    return Reckoning(Fraction(people) if cells else None, basis)


def _levels(study: Study) -> list[int]:
    return [row.level for row in live(study) if row.level is not None]


#: The computations that a claim may name as its measure.
MEASURES: Mapping[str, Reckon] = MappingProxyType(
    {
        "trainings_declared": _trainings_declared,
        "trainings_described": _trainings_described,
        "trainings_below_level_5": _trainings_below_level_5,
        "family_answers": _family_answers,
        "job_families": _job_families,
        "share_lille_area": _share_lille_area,
        "share_level_7": _share_level_7,
        "share_level_7_or_more": _share_level_7_or_more,
        "share_ai_specific": _share_ai_specific,
        "analysed_sectors": _analysed_sectors,
        "table3_sectors": _table3_sectors,
        "sectors_with_projection": _sectors_with_projection,
        "occupations_examined": _occupations_examined,
        "competence_rows": _competence_rows,
        "recruited_total": _recruited_total,
        "awareness_total": _awareness_total,
    }
)
