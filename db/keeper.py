"""What keeps a study, a file or a server, as the store sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from planner.errors import StudyFileError
    from planner.rights import Person


class Keeper(Protocol):
    """A place that keeps one study and is open."""

    @property
    def name(self) -> str:
        """What the place is called on screen and in errors."""
        ...

    @property
    def engine(self) -> Engine:
        """Connections to it: a transaction reads unless it has the option ``writes``."""
        ...

    @property
    def read_only(self) -> bool:
        """True where nothing can be written."""
        ...

    @property
    def login(self) -> str | None:
        """Who the place says that we are, whose own steps can be undone; None where it asks nobody.

        A file belongs to one person at a time, so that whoever holds it may undo every step.
        """
        ...

    @property
    def person(self) -> Person | None:
        """What we are in a shared region; None where nothing of the kind binds us."""
        ...

    def check_writable(self) -> None:
        """Raise :class:`StudyFileError` where the right to write has been lost meanwhile."""
        ...

    def error(self, error: BaseException) -> StudyFileError:
        """The error to raise for what a driver or the system said of the place."""
        ...

    def unknown(self, action: str) -> StudyFileError:
        """The error to raise where nothing tells whether the step ``action`` is kept."""
        ...

    def close(self) -> None:
        """Let the place go."""
        ...
