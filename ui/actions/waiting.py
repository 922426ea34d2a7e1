"""A file that came and waits to be taken: held against the study under what was said of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from planner.errors import CartoplanError
from planner.messages import message
from ui.actions.drafts import Draft, kept_draft
from ui.actions.incoming import held_against
from ui.actions.owntable import guessed_owner, held_by_map, is_ours, seen_under

if TYPE_CHECKING:
    from db.exchange.received import Received
    from planner.exchange.tablemap import TableMap
    from planner.messages import Message
    from ui.actions.desk import Desk
    from ui.actions.incoming import Incoming
    from ui.actions.owntable import OwnTable


@dataclass
class Waiting:
    """A file with its draft, and what holding it against the study gave.

    ``own`` is how an institution's own table is read, None for a workbook of ours; ``refusal`` why
    nothing of the file can be taken; ``is_restored`` where its draft was kept from before.
    """

    received: Received
    draft: Draft = field(default_factory=Draft)
    incoming: Incoming | None = None
    own: OwnTable | None = None
    refusal: Message | None = None
    is_restored: bool = False


def waiting_for(desk: Desk, received: Received) -> Waiting:
    """A file that was just read, held against the study, under what was kept of it."""
    waiting = Waiting(received)
    kept = kept_draft(desk, received.digest)
    if kept is not None:
        waiting.draft, waiting.is_restored = kept, True
    elif not is_ours(desk, received):
        waiting.draft = Draft(institution=guessed_owner(desk, received))
    hold(desk, waiting)
    return waiting


def hold(desk: Desk, waiting: Waiting) -> None:
    """Hold a file against the study of today; what was said and decided stays."""
    received, draft = waiting.received, waiting.draft
    waiting.incoming = waiting.own = waiting.refusal = None
    try:
        if is_ours(desk, received):
            owner, choices = draft.institution, draft.choices
            waiting.incoming = held_against(desk, received, owner, choices)
        else:
            _hold_own(desk, waiting, draft.whole_map())
    except CartoplanError as error:
        waiting.refusal = error.message
        if error.message.code == "error.reply_of_nobody":
            waiting.refusal = message("own.nobody", path=received.name)


def say_map(desk: Desk, waiting: Waiting, table_map: TableMap) -> None:
    """Read an own table by another mapping from now on."""
    waiting.draft = waiting.draft.under(table_map)
    hold(desk, waiting)


def say_owner(desk: Desk, waiting: Waiting, institution: str) -> None:
    """Take a file for the table of an institution from now on."""
    choices = tuple(replace(each, institution=institution) for each in waiting.draft.choices)
    waiting.draft = replace(waiting.draft, institution=institution, choices=choices)
    hold(desk, waiting)


def _hold_own(desk: Desk, waiting: Waiting, table_map: TableMap) -> None:
    waiting.own = seen_under(desk, waiting.received, table_map)
    if waiting.own.row:
        waiting.incoming = held_by_map(desk, waiting.received, table_map)
    else:
        waiting.refusal = message("own.no_heading")
