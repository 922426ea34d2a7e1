"""What the bar over trainings says, and what it offers to choose: on their page and the map's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.compute.selection import Choice, Facet, choice_label, tally
from planner.messages import message
from ui.desktop.widgets.filter_bar import BarWords, Offer

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from planner.study import Study
    from ui.actions.texts import Texts

#: The words of the facets that are no dimension.
_FACETS = {
    Facet.STATE: "trainings.state",
    Facet.SEATS: "trainings.seats.facet",
    Facet.DOUBT: "trainings.doubt",
}


def bar_words(texts: Texts, room: str = "trainings") -> BarWords:
    """What the bar of the page ``room`` says, in the language of ``texts``."""

    def say(code: str, **values: str) -> str:
        return texts.say(message(code, **values))

    return BarWords(
        search=say(f"{room}.search"),
        search_help=say(f"{room}.search.help"),
        erase=say("trainings.search.erase"),
        more=say("trainings.filter"),
        more_help=say(f"{room}.filter.help"),
        clear=say("trainings.filter.clear"),
        clear_help=say("trainings.filter.clear.help"),
        remove=lambda name: say("trainings.filter.remove", name=name),
    )


def offers(
    study: Study,
    texts: Texts,
    doubtful: Collection[str] | None = None,
    facets: Iterable[Facet] = tuple(Facet),
) -> Iterator[Offer]:
    """What may be chosen now, facet by facet, with how many trainings have it.

    The count of the doubtful ones is left open while they are not known.
    """
    for facet in facets:
        values = (
            (choice, chip_words(study, texts, choice), "…" if count is None else texts.show(count))
            for key, count in tally(study, facet, doubtful).items()
            for choice in (Choice(facet, key),)
        )
        yield Offer(texts.say(_FACETS.get(facet, f"dimension.{facet}")), tuple(values))


def chip_words(study: Study, texts: Texts, choice: Choice) -> str:
    """What the chip of a choice says."""
    return texts.say(choice_label(study, choice))
