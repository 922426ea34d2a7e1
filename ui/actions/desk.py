"""What a verb finds on the desk: the document, the words, and the world as parameters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from db.server.address import Address
    from ui.actions.document import Document
    from ui.actions.texts import Texts


@dataclass(slots=True)
class Desk:
    """The document being worked on, with the clock, the author and the source of new keys.

    ``now`` gives the local time with its offset; ``new_key`` a fresh short random name, so that
    rows added in two copies of a file never take the same key. ``file`` is the study file that
    was named where it was not opened, ``region`` the address of a region.
    """

    document: Document
    texts: Texts
    author: str
    now: Callable[[], datetime]
    new_key: Callable[[], str]
    file: Path | None = None
    region: Address | None = None

    def today(self) -> date:
        """The day of the clock."""
        return self.now().date()
