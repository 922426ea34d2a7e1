"""What an institution's workbook is made of: what it was sent, about whom, and until when."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from planner.exchange.sent import SentSheet
    from planner.messages import Message
    from planner.study import Study

#: Rows of the sheets to fill in: codes (hidden), groups, headings, then the trainings.
CODES_ROW, GROUPS_ROW, HEADINGS_ROW, FIRST_ROW = 3, 4, 5, 6


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """A row that goes back to be put right: its cells as they were typed, and why."""

    key: str
    typed: Mapping[str, str]
    reasons: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A workbook to write: the sheet of an institution, the file's key, edition and days.

    With ``returned`` rows the workbook holds
    those alone, with a column of reasons; it then still bears the key of the first mailing.
    """

    study: Study
    sheet: SentSheet
    file_id: str
    edition: str
    sent_on: date
    due_on: date | None = None
    author: str = ""
    returned: tuple[ReturnedRow, ...] = field(default=())

    @property
    def institution(self) -> str:
        """The name of the institution."""
        row = self.study.institutions.find(self.sheet.institution)
        return self.sheet.institution if row is None else row.name

    @property
    def is_return(self) -> bool:
        """True for a workbook of rows to put right."""
        return bool(self.returned)

    def keys(self) -> tuple[str, ...]:
        """The keys of the trainings that the workbook holds, in the order of the study."""
        if not self.is_return:
            return tuple(self.sheet.rows)
        wanted = {row.key for row in self.returned}
        return tuple(key for key in self.sheet.rows if key in wanted)
