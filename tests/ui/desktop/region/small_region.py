"""A small study with a bit of everything that the pages show."""

from __future__ import annotations

from fractions import Fraction

from db.editions import frozen
from planner.study import (
    DECLARED,
    Action,
    Allocation,
    AllocationShare,
    Assumption,
    Baseline,
    Bridge,
    Comment,
    Commitment,
    NeedLine,
    Report,
    Scenario,
    Seats,
    Study,
    Task,
)
from planner.vocab import NeedKind, ReportSection, SeatKind, TaskKind
from tests.dossiers import filled
from tests.reliability.filled_study import with_rows
from ui.actions.reading import DEFAULT_SCENARIO


def small_region() -> Study:
    """Trainings of ENS, two certifications, a need, a plan, an edition and what hangs on them."""
    study = with_rows(
        filled(),
        seats=Seats(key="s", training="t1", year=2026, kind=SeatKind.OPEN, low=1, high=2),
        bridges=Bridge(key="b", start="t1", goal="t2"),
        comments=Comment(key="c", about="trainings", row="t1", text="À revoir"),
        allocations=Allocation(key="k", name="Clé"),
        allocation_shares=AllocationShare(
            key="ks", allocation="k", family="a", level=5, share=Fraction(1)
        ),
        assumptions=Assumption(key="h", name="Hypothèse", value=Fraction(1, 2), unit="share"),
        need_lines=NeedLine(
            key="l", name="Besoin", kind=NeedKind.COLOURED, sector="ind", start=2026, end=2030,
            low=10, central=20, high=30, allocation="k",
        ),
        actions=Action(key="1.3", title="Ingénierie", is_managed=True),
        tasks=Task(key="a1", action="1.3", title="Recenser", kind=TaskKind.TASK, days=5),
        baselines=Baseline(key="z", name="Premier plan"),
    )  # fmt: skip
    study = with_rows(
        study, scenarios=Scenario(key=DEFAULT_SCENARIO, name="Base", need_lines=("l",))
    )
    edition = frozen(study, "e", "2026", frozen_on=None, author="", source=DECLARED)
    return with_rows(
        study,
        editions=edition,
        commitments=Commitment(key="g", edition="e", text="Ouvrir une licence"),
        reports=Report(key="r", name="Symposium", sections=(ReportSection.OFFER,)),
    )
