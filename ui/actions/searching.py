"""The verb that finds anything by a few words, and the verbs themselves as things to be found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.compute.search import Entry, Index, Kind, study_entries
from planner.errors import InvalidInput
from planner.messages import message
from planner.tables.found import found_table
from ui.actions.desk import Desk
from ui.actions.outcome import Outcome, plain_table
from ui.actions.registry import VERBS, verb

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ui.actions.texts import Texts

#: Results of a kind on the command line, and the most that may be asked for.
USUAL, MOST = 10, 1000


@verb("search")
def search(desk: Desk, words: list[str], most: int = USUAL) -> Outcome:
    """Trainings, families, cities, …, and commands whose names hold the words, best first."""
    if not 1 <= most <= MOST:
        raise InvalidInput("search_limit", value=most, most=MOST)
    typed = " ".join(words)
    index = Index([*command_entries(desk.texts), *study_entries(desk.document.study)])
    found = index.find(typed, most)
    said = () if found else (message("search.nothing", words=typed),)
    table = found_table(found)
    return Outcome(said, (table,) if found else (), data=plain_table(table, desk.texts))


def command_entries(texts: Texts) -> Iterator[Entry]:
    """Every verb under its name, with the command that runs it."""
    for known in VERBS.values():
        yield Entry(
            Kind.VERBS, known.key, texts.say(known.label), f"cartoplan {' '.join(known.words)}"
        )
