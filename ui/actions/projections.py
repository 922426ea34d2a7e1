"""The verb that shows the projection tables of the sectors, and why their cells have their sign."""

from __future__ import annotations

from planner.compute.projections import recover
from planner.compute.signs import explain
from planner.fields import field_of
from planner.messages import message
from planner.tables.projections import identities_table
from planner.tables.sectors import sector_table, sectors_table, sign_sentences
from ui.actions.desk import Desk
from ui.actions.outcome import Outcome
from ui.actions.parsing import parse
from ui.actions.registry import verb


@verb("projections")
def projections(desk: Desk, sector: str = "") -> Outcome:
    """Every sector with its equalities, or one with its table and each restored sign explained."""
    study = desk.document.study
    tables = recover(study)
    if not sector:
        return Outcome(tables=(sectors_table(study, tables), identities_table(study, tables)))
    key = parse(study, desk.texts, "projections", field_of("projections", "sector"), sector)
    found = [table for table in tables if table.sector == key]
    if not found:
        name = study.sectors.get(str(key)).name
        return Outcome(said=(message("needs.sector.missing", sector=name),))
    said = [explain(study, found[0], cell.key) for cell in found[0].recovered]
    return Outcome(
        said=tuple(sentence for reason in said for sentence in sign_sentences(reason)),
        tables=(sector_table(study, found[0]), identities_table(study, found)),
    )
