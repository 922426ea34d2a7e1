"""All that two editions have to say of each other: for the command, the page and the report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.editions.breaks import Break, breaks
from planner.editions.comparison import Comparison, compare
from planner.editions.decomposition import Decomposition, common_scenarios, decompose
from planner.errors import InvalidInput
from planner.messages import message

if TYPE_CHECKING:
    from planner.messages import Message
    from planner.study import Study
    from planner.watch import Watch


@dataclass(frozen=True, slots=True)
class Account:
    """Two editions with what changed, the breaks in series, and why the coverage changed.

    ``made`` is None where no coverage can be compared; ``refusal`` then says why.
    """

    old: Study
    new: Study
    scenario: str
    compared: Comparison
    breaks: tuple[Break, ...]
    made: Decomposition | None
    refusal: Message | None = None


def account(old: Study, new: Study, scenario: str = "", watch: Watch | None = None) -> Account:
    """The account of two editions for a scenario, the first that both have where none is named.

    Raises:
        InvalidInput: a scenario is named that one of them lacks. Cancelled: as ``decompose``.
    """
    known = common_scenarios(old, new)
    if scenario and scenario not in known:
        raise InvalidInput("edition_without_scenario", scenario=scenario[:80], known=known)
    chosen = scenario or next(iter(known), "")
    compared = compare(old, new)
    found = breaks(old, new, chosen, compared)
    if not chosen:
        return Account(old, new, "", compared, found, None, message("editions.no_scenario"))
    try:
        made = decompose(old, new, chosen, watch)
    except InvalidInput as error:
        return Account(old, new, chosen, compared, found, None, error.message)
    return Account(old, new, chosen, compared, found, made)
