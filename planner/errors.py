"""Families of errors: a code and values here, the sentence in the texts."""

from __future__ import annotations

from planner.messages import Message, Value, message


class CartoplanError(Exception):
    """A promise that could not be kept, told as a text code with its values.

    The code is ``error.<code>``; the sentence says what, where and the remedy.
    """

    def __init__(self, code: str, **values: Value) -> None:
        """Keep the code and the values; the text is decided at the edge."""
        super().__init__(code, tuple(sorted(values.items())))
        self.message: Message = message(f"error.{code}", **values)

    def __str__(self) -> str:
        """The code and its values, for a log; never shown to a user."""
        values = ", ".join(f"{name}={value!r}" for name, value in self.message.values)
        return f"{self.message.code}({values})"


class InvalidInput(CartoplanError, ValueError):
    """A number or a name that the computation cannot take; the values name the offender."""


class EditRefused(CartoplanError):
    """An edit that would break the study: nothing has changed."""


class NotYours(EditRefused):
    """A row of a shared region that somebody else has charge of; the message says why."""

    def __init__(self, said: Message) -> None:
        """Refuse for the reason ``said``."""
        super().__init__(said.code)
        self.message = said


class StudyFileError(CartoplanError):
    """A study file that cannot be opened, read or written; nothing has been touched."""


class ConflictError(CartoplanError):
    """Somebody changed the row since it was read; nothing has been written."""


class ExportError(CartoplanError):
    """An output that could not be written; the former file is whole."""


class UsageError(CartoplanError):
    """A verb called with something that it does not know."""
