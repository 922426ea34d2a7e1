"""The verb of the indicators that action 1.3 asks for."""

from __future__ import annotations

from planner.compute.edition_trend import series
from planner.compute.indicators import Indicator, indicators
from planner.messages import message
from planner.tables.edition_trend import edition_trend_table
from planner.tables.indicators import domain_hours_table, indicators_table, occupations_table
from planner.words import word
from ui.actions.desk import Desk
from ui.actions.editions import left_out, moments
from ui.actions.outcome import Outcome, Plain, plain_table
from ui.actions.registry import verb


@verb("indicators")
def show_indicators(desk: Desk) -> Outcome:
    """Places, leavers and hours on the new domains, by year where one is told."""
    study = desk.document.study
    told, known = indicators(study), moments(study)
    tables = (
        indicators_table(study, told),
        occupations_table(study, told),
        domain_hours_table(study, told),
        *((edition_trend_table(series(known)),) if len(study.editions) else ()),
    )
    said = tuple(
        message("indicator.told", name=word(one), n=told.told(one), of=told.of) for one in Indicator
    )
    damaged = left_out(study, known)
    if damaged:
        said += (message("trend.damaged", names=damaged, n=len(damaged)),)
    data: dict[str, Plain] = {table.key: plain_table(table, desk.texts) for table in tables}
    data["of"] = told.of
    data["told"] = {str(one): told.told(one) for one in Indicator}
    data["missing"] = {str(one): list(told.missing[one]) for one in Indicator}
    return Outcome(said=said, tables=tables, data=data)
