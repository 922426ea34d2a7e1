"""The verbs that compute and show, and change nothing."""

from __future__ import annotations

from fractions import Fraction

from planner.compute.claims import check_claims
from planner.compute.gaps import gaps, openings
from planner.compute.inventory import overview
from planner.errors import InvalidInput
from planner.messages import message
from planner.tables.claims import claims_table
from planner.tables.gaps import break_even_table, gaps_table, openings_table, tiers_table
from planner.tables.needs import assumptions_table, needs_table
from ui.actions import rowedits
from ui.actions.desk import Desk
from ui.actions.gapdata import gap_data
from ui.actions.outcome import Outcome, plain
from ui.actions.registry import verb

DEFAULT_SCENARIO = "experts"


@verb("info")
def info(desk: Desk) -> Outcome:
    """What the study holds, in counts: declared, described, by level, city and family."""
    study = desk.document.study
    seen = overview(study)
    said = (
        message("info.trainings", described=seen.trainings_described, n=seen.trainings_declared),
        message(
            "info.answers",
            recorded=seen.family_answers_recorded,
            n=seen.family_answers_published or 0,
        ),
        message("info.seats", n=seen.trainings_with_known_seats, all=seen.trainings_described),
    )
    facts = {fact.key: fact.text if fact.number is None else fact.number for fact in study.facts}
    return Outcome(
        said=said,
        data={
            "facts": facts,
            "trainings_declared": seen.trainings_declared,
            "trainings_described": seen.trainings_described,
            "family_answers_published": seen.family_answers_published,
            "family_answers_recorded": seen.family_answers_recorded,
            "trainings_with_known_seats": seen.trainings_with_known_seats,
            "by_level": {
                "unknown" if key is None else str(key): count
                for key, count in seen.by_level.items()
            },
            "by_city": {_city(desk, key): count for key, count in seen.by_city.items()},
            "by_family": dict(seen.by_family),
        },
    )


def _city(desk: Desk, key: str | None) -> str:
    found = desk.document.study.cities.find(key) if key else None
    return found.name if found else desk.texts.say("value.unknown")


@verb("claims")
def claims(desk: Desk) -> Outcome:
    """Each published figure beside the one that the rows give."""
    study = desk.document.study
    checked = check_claims(study)
    data = [
        {
            "key": one.claim.key,
            "subject": one.claim.subject,
            "comparison": one.claim.comparison.value,
            "published": one.claim.low
            if one.claim.low == one.claim.high
            else {"low": one.claim.low, "high": one.claim.high},
            "unit": one.claim.unit,
            "computed": plain(one.computed, desk.texts),
            "agrees": one.agrees,
        }
        for one in checked
    ]
    return Outcome(tables=(claims_table(study, checked),), data=data)


@verb("needs")
def needs(desk: Desk) -> Outcome:
    """The need lines, what each rests on, and the assumptions."""
    study = desk.document.study
    return Outcome(tables=(needs_table(study), assumptions_table(study)))


@verb("coverage")
def coverage(desk: Desk, scenario: str = DEFAULT_SCENARIO) -> Outcome:
    """How well each family's need is covered, as intervals, with the reasons."""
    study = desk.document.study
    rowedits.row_of(study, "scenarios", scenario)
    report = gaps(study, scenario)
    return Outcome(
        said=tuple(segment.sentence for segment in report.segments),
        tables=(
            gaps_table(study, report),
            tiers_table(study, report),
            break_even_table(study, report),
        ),
        data=gap_data(report, desk.texts),
    )


@verb("openings")
def cheapest(desk: Desk, scenario: str = DEFAULT_SCENARIO, target_percent: int = 100) -> Outcome:
    """The cheapest places to open so that every need is covered to the target."""
    study = desk.document.study
    rowedits.row_of(study, "scenarios", scenario)
    if not 1 <= target_percent <= 100:
        raise InvalidInput("target_out_of_range", value=target_percent)
    report = openings(study, scenario, Fraction(target_percent, 100))
    return Outcome(
        said=tuple(segment.sentence for segment in report.segments),
        tables=(openings_table(study, report),),
    )
