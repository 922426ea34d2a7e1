"""Where a figure or a text comes from, in words fit for a numbered note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.messages import message
from planner.words import word

if TYPE_CHECKING:
    from planner.messages import Message
    from planner.study import Source


def source_note(what: str, source: Source) -> Message:
    """What the note is about, the nature of it, the place and line of the study, the remark."""
    code = "roadmap.source"
    if source.place and source.line is not None:
        code = "roadmap.source.line"
    elif source.place:
        code = "roadmap.source.place"
    told = message(
        code, what=what, nature=word(source.nature), place=source.place, line=source.line
    )
    return message("roadmap.source.noted", told=told, note=source.note) if source.note else told


def remark(source: Source) -> Message:
    """The remark that a source carries, or its nature where it carries none."""
    return message("name.as_written", name=source.note) if source.note else word(source.nature)
