"""What a report holds before any format: sections of sentences, numbered figures and tables.

Numbers are given once, in the order of the report, so that « Figure 4 » is the same picture on
paper and in the workbook.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.messages import Message, message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from planner.figures.figure import Figure
    from planner.study import Training
    from planner.tables.table import Table
    from planner.vocab import ReportSection


class Tone(StrEnum):
    """How a sentence is set."""

    LEAD = "lead"
    BODY = "body"
    ITEM = "item"
    SMALL = "small"


@dataclass(frozen=True, slots=True)
class Title:
    """A heading within a section."""

    said: Message


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence, or data as written, with the notes that it calls."""

    said: Message | str
    tone: Tone = Tone.BODY
    notes: tuple[Message, ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A numbered figure; ``remarks`` (breaks in series) stand below it.

    One that is ``across`` has a page on its side.
    """

    figure: Figure
    remarks: tuple[Message, ...] = ()
    across: bool = False
    number: int = 0


@dataclass(frozen=True, slots=True)
class Listed:
    """A numbered table; ``remarks`` (breaks in series) stand below it.

    On paper it shows ``columns`` (all by default) in the proportions ``widths``, of the lines of
    ``printed`` where that is given; the workbook holds the whole of it.
    """

    table: Table
    columns: tuple[str, ...] = ()
    widths: tuple[float, ...] = ()
    remarks: tuple[Message, ...] = ()
    across: bool = False
    printed: Table | None = None
    has_notes: bool = True
    number: int = 0


@dataclass(frozen=True, slots=True)
class Sheets:
    """A sheet a training, two to a page; the workbook has them as a table of lines."""

    trainings: tuple[Training, ...]


Part = Title | Said | Drawn | Listed | Sheets


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the report with its parts in their order."""

    kind: ReportSection
    parts: tuple[Part, ...] = field(default_factory=tuple)

    @property
    def title(self) -> Message:
        """What the section is called."""
        return message(f"report.section.{self.kind}")

    def of(self, *kinds: type) -> list[Part]:
        """The parts of some kinds."""
        return [part for part in self.parts if isinstance(part, kinds)]


def numbered(sections: Iterable[Section]) -> tuple[Section, ...]:
    """The same sections, their figures and their tables numbered from 1, each by themselves."""
    counts = {Drawn: 0, Listed: 0}
    told = []
    for section in sections:
        parts: list[Part] = []
        for part in section.parts:
            if isinstance(part, Drawn | Listed):
                counts[type(part)] += 1
                parts.append(replace(part, number=counts[type(part)]))
            else:
                parts.append(part)
        told.append(replace(section, parts=tuple(parts)))
    return tuple(told)


def caption(part: Drawn | Listed) -> Message:
    """The number and the title of a figure or of a table."""
    if isinstance(part, Drawn):
        return message("report.figure", n=part.number, title=part.figure.title)
    return message("report.table", n=part.number, title=part.table.title)


def captions(sections: Sequence[Section], kind: type) -> Iterator[Message]:
    """The captions of the figures, or of the tables, in their order."""
    for section in sections:
        for part in section.of(kind):
            if isinstance(part, Drawn | Listed):
                yield caption(part)
