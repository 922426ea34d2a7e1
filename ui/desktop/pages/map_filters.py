"""What the bar over the map says, and what it offers to choose."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planner.compute.inventory import live
from planner.compute.selection import Choice, Facet, choice_label, tally
from planner.messages import message
from planner.rows import Rows
from ui.desktop.widgets.filter_bar import BarWords, Offer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.study import Study
    from ui.actions.texts import Texts

_FACETS = (Facet.FAMILY, Facet.LEVEL, Facet.MODALITY)


def bar_words(texts: Texts) -> BarWords:
    """What the bar says, in the language of ``texts``."""

    def say(code: str, **values: str) -> str:
        return texts.say(message(code, **values))

    return BarWords(
        search=say("map.search"),
        search_help=say("map.search.help"),
        erase=say("trainings.search.erase"),
        more=say("trainings.filter"),
        more_help=say("map.filter.help"),
        clear=say("trainings.filter.clear"),
        clear_help=say("trainings.filter.clear.help"),
        remove=lambda name: say("trainings.filter.remove", name=name),
    )


def offers(study: Study, texts: Texts) -> Iterator[Offer]:
    """Families, levels and modalities of the described trainings, with how many have each."""
    described = replace(study, trainings=Rows(live(study)))
    for facet in _FACETS:
        values = (
            (choice, texts.say(choice_label(study, choice)), texts.show(count))
            for key, count in tally(described, facet).items()
            for choice in (Choice(facet, key),)
        )
        yield Offer(texts.say(f"dimension.{facet}"), tuple(values))
