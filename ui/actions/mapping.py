"""The verb of the map: its numbers, the drawing as SVG, the page as PDF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from planner.compute.city_counts import CityMeasure, CityShares, city_counts
from planner.compute.inventory import overview
from planner.compute.selection import Choice, Facet, matching
from planner.figures.city_map import MapView, city_map
from planner.messages import message
from planner.tables.cities import cities_table, city_list_table
from ui.actions import rowedits
from ui.actions.desk import Desk
from ui.actions.outcome import Outcome
from ui.actions.printing import print_page
from ui.actions.registry import verb

if TYPE_CHECKING:
    from planner.messages import Value

#: Points of the drawing that is written: an upright page holds it with a list of cities.
SIZE = (487.0, 326.0)


@verb("map")
def draw_map(
    desk: Desk,
    svg: Path | None = None,
    pdf: Path | None = None,
    measure: CityMeasure = CityMeasure.TRAININGS,
    shares: CityShares = CityShares.NONE,
    family: str = "",
    level: int = 0,
    modality: str = "",
) -> Outcome:
    """The trainings or places of each city; the map as a drawing or a page where asked."""
    study = desk.document.study
    keys = _keys(desk, family, level, modality)
    figure = city_map(
        study,
        overview(study),
        width=SIZE[0],
        height=SIZE[1],
        view=MapView(measure, shares, keys),
    )
    counts = city_counts(study, measure, shares, keys)
    written: tuple[Path, ...] = ()
    if svg is not None:
        from exports.svg import write_svg

        write_svg(figure, desk.texts, svg)
        written += (svg,)
    if pdf is not None:
        parts = (figure, city_list_table(study, counts))
        written += print_page(desk, message("page.map"), parts, pdf).written
    said = tuple(message("done.written", path=str(path)) for path in written)
    table = cities_table(study, counts, (figure.source,))
    return Outcome(
        said=said or (figure.sentence,), tables=() if said else (table,), written=written
    )


def _keys(desk: Desk, family: str, level: int, modality: str) -> frozenset[str] | None:
    """The trainings that fit every filter; None where there is none."""
    given = (f"families={family}", f"level={level or ''}", f"modalities={modality}")
    typed = rowedits.typed_values(desk, "trainings", given)
    facets = {"families": Facet.FAMILY, "level": Facet.LEVEL, "modalities": Facet.MODALITY}
    choices = [
        Choice(facet, str(key)) for name, facet in facets.items() for key in _several(typed[name])
    ]
    return frozenset(matching(desk.document.study, choices)) if choices else None


def _several(value: Value) -> tuple[Value, ...]:
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)
