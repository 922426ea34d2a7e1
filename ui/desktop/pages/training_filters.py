"""What the bar over the trainings says, and what it offers to choose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.compute.selection import Choice, Facet, choice_label, tally
from planner.messages import message
from ui.desktop.widgets.filter_bar import BarWords, Offer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.study import Study
    from ui.actions.texts import Texts


def bar_words(texts: Texts) -> BarWords:
    """What the bar says, in the language of ``texts``."""

    def say(code: str, **values: str) -> str:
        return texts.say(message(code, **values))

    return BarWords(
        search=say("trainings.search"),
        search_help=say("trainings.search.help"),
        erase=say("trainings.search.erase"),
        more=say("trainings.filter"),
        more_help=say("trainings.filter.help"),
        clear=say("trainings.filter.clear"),
        clear_help=say("trainings.filter.clear.help"),
        remove=lambda name: say("trainings.filter.remove", name=name),
    )


def offers(study: Study, texts: Texts) -> Iterator[Offer]:
    """What may be chosen now, facet by facet, with how many trainings have it."""
    for facet in Facet:
        code = "trainings.state" if facet is Facet.STATE else f"dimension.{facet}"
        values = (
            (choice, texts.say(choice_label(study, choice)), texts.show(count))
            for key, count in tally(study, facet).items()
            for choice in (Choice(facet, key),)
        )
        yield Offer(texts.say(code), tuple(values))
