"""What goes to institutions and comes back: mailings, replies, choices to remember."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from planner.study.base import Entity
from planner.vocab import ChoiceScope


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailing(Entity):
    """A workbook that went to an institution; its key stands in the workbook's hidden sheet.

    ``base`` is what was sent, as canonical JSON that is opaque here; ``edition`` a label such
    as 2026.
    """

    institution: str
    edition: str = ""
    sent_on: date | None = None
    due_on: date | None = None
    file_name: str = ""
    author: str = ""
    base: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply(Entity):
    """A file that an institution sent, and how many of its rows were taken.

    ``digest`` is the SHA-256 of the file, by which the same file is known when it comes again.
    """

    institution: str | None = None
    mailing: str | None = None
    file_name: str = ""
    digest: str
    received_on: date | None = None
    author: str = ""
    taken: int = 0
    refused: int = 0
    undecided: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportChoice(Entity):
    """How a column or a value of a file was understood, to be proposed again.

    ``given`` is what stood in the file; ``taken`` the code of the column, the value or the key
    that it stands for, or nothing where it is ignored. ``field`` is the field that a value stood
    in (``trainings.level``). Without an institution the choice holds for everybody.
    """

    institution: str | None = None
    scope: ChoiceScope
    field: str = ""
    given: str
    taken: str = ""
