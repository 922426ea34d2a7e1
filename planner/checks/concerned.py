"""Which trainings a finding speaks of, so that they can be shown."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from planner.checks.run import run_checks
from planner.compute.acceptances import accepted
from planner.compute.inventory import declared, live

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from planner.findings import Finding
    from planner.study import Study, Training

#: Collections whose rows tell something about one training.
_ABOUT_ONE = ("seats", "domain_hours", "leavers")


def concerned_trainings(study: Study, said: Finding) -> tuple[str, ...]:
    """Keys of the trainings behind a finding, in their order; none where it is about others."""
    if said.where is None:
        found = _OF_THE_WHOLE.get(said.code)
        return () if found is None else tuple(row.key for row in found(study))
    if said.where.collection == "trainings":
        return (said.where.key,)
    if said.where.collection in _ABOUT_ONE:
        row = getattr(study, said.where.collection).find(said.where.key)
        return () if row is None else (row.training,)
    if said.where.collection == "bridges":
        bridge = study.bridges.find(said.where.key)
        return () if bridge is None else tuple(dict.fromkeys((bridge.start, bridge.goal)))
    return ()


def doubtful_trainings(study: Study, findings: Iterable[Finding]) -> frozenset[str]:
    """Keys of the trainings that one of the findings names, itself or by a row of its own.

    Findings about the study as a whole count among many what they do not name: they leave it out,
    or nearly every training would be doubtful.
    """
    return frozenset(
        key
        for said in findings
        if said.where is not None
        for key in concerned_trainings(study, said)
    )


def open_doubts(study: Study) -> frozenset[str]:
    """Keys of the trainings that a finding names which nobody has accepted; runs every check."""
    return doubtful_trainings(study, accepted(study, run_checks(study)).open)


def _undescribed(study: Study) -> Iterable[Training]:
    return (row for row in declared(study) if not row.is_described)


def _without_seats(study: Study) -> Iterable[Training]:
    told = {row.training for row in study.seats if row.high is not None}
    return (row for row in live(study) if row.key not in told)


def _without_domain_hours(study: Study) -> Iterable[Training]:
    told = {row.training for row in study.domain_hours if row.hours is not None}
    return (row for row in live(study) if row.key not in told)


def _without_modality(study: Study) -> Iterable[Training]:
    return (row for row in live(study) if not row.modalities)


#: The trainings behind the findings that are about the whole study, by code.
_OF_THE_WHOLE: Mapping[str, Callable[[Study], Iterable[Training]]] = MappingProxyType(
    {
        "described_differ": _undescribed,
        "seats_unknown": _without_seats,
        "domain_hours_unknown": _without_domain_hours,
        "modalities_unknown": _without_modality,
    }
)
