"""What two editions have to say of each other, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.messages import message
from planner.tables.decomposition import decomposition_sentence
from planner.tables.editions import fates_told

if TYPE_CHECKING:
    from planner.editions.account import Account
    from planner.editions.decomposition import Decomposition
    from planner.messages import Message


def account_sentences(made: Account) -> tuple[Message, ...]:
    """What an account says in words: trainings, coverage of each kind, how many breaks."""
    counts = made.compared.counts("trainings")
    told = [message("editions.trainings.same")]
    if any(counts.values()):
        told = [message("editions.trainings", told=fates_told(counts))]
    if made.made is not None:
        told += whole_sentences(made.made)
    elif made.refusal is not None:
        told.append(message("editions.no_coverage", why=made.refusal))
    return (*told, message("editions.breaks", n=len(made.breaks)))


def whole_sentences(made: Decomposition) -> list[Message]:
    """The change of the coverage and of the shortfall of each kind of need as a whole."""
    return [decomposition_sentence(line) for line in made.lines if not line.scope.levels]
