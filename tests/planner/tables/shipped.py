"""Every table of the inventory room, made from the shipped study."""

from __future__ import annotations

from functools import cache
from itertools import product

from db.samples.reading import read_sample
from planner.checks import run_checks
from planner.compute.claims import check_claims
from planner.compute.inventory import Dimension, Measure, crosstab
from planner.compute.projections import recover
from planner.compute.roadmap import roadmap
from planner.tables.certifications import certification_contents_table, certifications_table
from planner.tables.claims import claims_table
from planner.tables.competences import competences_table
from planner.tables.crosstabs import crosstab_table
from planner.tables.glossary import glossary_table
from planner.tables.institutions import institutions_table
from planner.tables.overview import (
    cities_table,
    families_table,
    levels_table,
    modalities_table,
    overview_table,
)
from planner.tables.projections import identities_table, projections_table
from planner.tables.quality import findings_table
from planner.tables.roadmap import roadmap_table
from planner.tables.trainings import training_table, trainings_table

SHIPPED = read_sample()


@cache
def tables():
    """All tables, cross-tabulations of every two dimensions and every measure included."""
    crossed = [
        crosstab_table(SHIPPED, crosstab(SHIPPED, rows, columns, measure))
        for rows, columns, measure in product(Dimension, Dimension, Measure)
    ]
    return [
        trainings_table(SHIPPED),
        training_table(SHIPPED, SHIPPED.trainings[0]),
        *crossed,
        overview_table(SHIPPED),
        levels_table(SHIPPED),
        cities_table(SHIPPED),
        families_table(SHIPPED),
        modalities_table(SHIPPED),
        institutions_table(SHIPPED),
        competences_table(SHIPPED),
        certifications_table(SHIPPED),
        certification_contents_table(SHIPPED),
        roadmap_table(SHIPPED, roadmap(SHIPPED)),
        findings_table(SHIPPED, run_checks(SHIPPED)),
        claims_table(SHIPPED, check_claims(SHIPPED)),
        projections_table(SHIPPED, recover(SHIPPED)),
        identities_table(SHIPPED, recover(SHIPPED)),
        glossary_table(),
    ]
