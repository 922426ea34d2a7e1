"""Checks of the inventory: what trainings lack, what stands twice."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from planner.compute.inventory import declared, live, overview
from planner.findings import Finding, Place, Severity, finding
from planner.text import same_name_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from planner.study import Study, Training


def undescribed_trainings(study: Study) -> Iterator[Finding]:
    """Trainings that the study declares without describing them."""
    for row in declared(study):
        if not row.is_described:
            yield _about(row, "training_undescribed", "is_described", Severity.INFO)


def trainings_without_family(study: Study) -> Iterator[Finding]:
    """Described trainings that target no job family: no coverage can count them."""
    for row in live(study):
        if not row.families:
            yield _about(row, "training_without_family", "families")


def trainings_without_level(study: Study) -> Iterator[Finding]:
    """Described trainings whose level is unknown: no segment can count them."""
    for row in live(study):
        if row.level is None:
            yield _about(row, "training_without_level", "level")


def trainings_without_city(study: Study) -> Iterator[Finding]:
    """Described trainings that stand nowhere on the map."""
    for row in live(study):
        if row.city is None:
            yield _about(row, "training_without_city", "city")


def trainings_without_institution(study: Study) -> Iterator[Finding]:
    """Described trainings of which nobody is known to be in charge."""
    for row in live(study):
        if row.institution is None:
            yield _about(row, "training_without_institution", "institution")


def unknown_seats(study: Study) -> Iterator[Finding]:
    """How many trainings have told no bounded number of places, as one finding."""
    counts = overview(study)
    missing = counts.trainings_described - counts.trainings_with_known_seats
    yield from _missing("seats_unknown", missing, counts.trainings_described, Severity.WARNING)


def unknown_domain_hours(study: Study) -> Iterator[Finding]:
    """How many trainings have told no hours on any AI domain, as one finding."""
    counts = overview(study)
    missing = counts.trainings_described - counts.domain_hours_known
    yield from _missing("domain_hours_unknown", missing, counts.trainings_described, Severity.INFO)


def unknown_modalities(study: Study) -> Iterator[Finding]:
    """How many trainings have told no modality, as one finding."""
    trainings = live(study)
    missing = sum(not row.modalities for row in trainings)
    yield from _missing("modalities_unknown", missing, len(trainings), Severity.INFO)


def repeated_trainings(study: Study) -> Iterator[Finding]:
    """Trainings of one institution whose titles differ at most by case, spaces or composition."""
    titles: dict[tuple[str | None, str], list[Training]] = defaultdict(list)
    for row in declared(study):
        titles[row.institution, same_name_key(row.title)].append(row)
    for first, *others in titles.values():
        for row in others:
            yield _about(row, "training_repeated", "title", other=first.key)


def repeated_seats(study: Study) -> Iterator[Finding]:
    """Places told twice for one training, one year and one kind."""
    seen: set[tuple[str, int, str]] = set()
    for row in study.seats:
        told = (row.training, row.year, row.kind)
        if told in seen:
            where = Place("seats", row.key)
            title = _title(study, row.training)
            yield finding("seats_repeated", Severity.WARNING, where, title=title, year=row.year)
        seen.add(told)


def repeated_domain_hours(study: Study) -> Iterator[Finding]:
    """Hours told twice for one training and one domain."""
    seen: set[tuple[str, str]] = set()
    for row in study.domain_hours:
        if (row.training, row.domain) in seen:
            where, title = Place("domain_hours", row.key), _title(study, row.training)
            yield finding("domain_hours_repeated", Severity.WARNING, where, title=title)
        seen.add((row.training, row.domain))


def exceeding_domain_hours(study: Study) -> Iterator[Finding]:
    """Trainings whose hours on the domains of one list exceed the hours of the training."""
    schemes = {row.key: str(row.scheme) for row in study.domains}
    given: Counter[tuple[str, str]] = Counter()
    for row in study.domain_hours:
        given[row.training, schemes.get(row.domain, "")] += row.hours or 0
    for (key, _), hours in given.items():
        training = study.trainings.find(key)
        if training is not None and training.hours is not None and hours > training.hours:
            whole = training.hours
            yield _about(training, "domain_hours_exceed", "hours", hours=hours, whole=whole)


def _about(
    row: Training,
    code: str,
    field: str,
    severity: Severity = Severity.WARNING,
    **values: str | int,
) -> Finding:
    return finding(code, severity, Place("trainings", row.key, field), title=row.title, **values)


def _missing(code: str, missing: int, whole: int, severity: Severity) -> Iterator[Finding]:
    if missing:
        yield finding(code, severity, None, n=missing, whole=whole)


def _title(study: Study, key: str) -> str:
    row = study.trainings.find(key)
    return key if row is None else row.title


CHECKS: tuple[Callable[[Study], Iterator[Finding]], ...] = (
    undescribed_trainings,
    trainings_without_family,
    trainings_without_level,
    trainings_without_city,
    trainings_without_institution,
    unknown_seats,
    unknown_domain_hours,
    unknown_modalities,
    repeated_trainings,
    repeated_seats,
    repeated_domain_hours,
    exceeding_domain_hours,
)
