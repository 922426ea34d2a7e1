"""What changed from one text to another, word by word: underlined, struck through, and said."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from planner.compute.extracts import Fate, Run
from planner.fields import field_of
from planner.figures.palette import Ink
from planner.tables.part_changes import changed_fields
from planner.words import word
from ui.actions.fieldwords import shown
from ui.desktop.style import GAP, SMALL
from ui.desktop.widgets.headed import capital, headed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planner.compute.extracts import PartChange
    from ui.desktop.session import Session

_MARKS = {Run.ADDED: "u", Run.REMOVED: "s"}


def changes_html(session: Session, changes: Iterable[PartChange]) -> str:
    """The changes as a page: each part with its fate in words, its words marked."""
    parts = [_change(session, change) for change in changes]
    if not parts:
        return _paragraph(session, escape(session.say("versions.same")), Ink.MUTED)
    legend = escape(session.say("versions.legend"))
    return _paragraph(session, f"<small>{legend}</small>", Ink.MUTED) + "".join(parts)


def _change(session: Session, change: PartChange) -> str:
    kind = session.say(f"collection.{change.place.collection}.one")
    fate = session.texts.say(word(change.fate))
    head = (
        f"<span style='font-size: {SMALL}px'><b>{escape(capital(kind))}</b> · {escape(fate)}</span>"
    )
    said = _paragraph(session, head, Ink.MUTED, 0)
    runs = "".join(_run(session, run, words) for run, words in change.words())
    lines = "".join(f"<br/>{escape(line)}" for line in _fields(session, change))
    return said + _paragraph(session, f"{runs}{lines}", Ink.TEXT)


def _run(session: Session, run: Run, words: str) -> str:
    """A run of words; what was added or removed is marked by a line, not by colour alone."""
    mark = _MARKS.get(run)
    if mark is None or not words.strip():
        return escape(words)
    ink = Ink.SURE if run is Run.ADDED else Ink.LOST
    colour = session.look.palette[ink]
    return f"<{mark} style='color: {colour}'>{escape(words)}</{mark}>"


def _fields(session: Session, change: PartChange) -> Iterator[str]:
    """The other fields that say something else, before and after in words."""
    if change.fate is not Fate.CHANGED:
        return
    study, texts, room = session.study, session.texts, change.place.collection
    for label in changed_fields(change):
        key = label.code.rpartition(".")[2]
        if key in ("text", "title", "modality"):
            continue
        field = field_of(room, key)
        before = shown(study, texts, field, getattr(change.before, key))
        after = shown(study, texts, field, getattr(change.after, key))
        told = session.say("versions.field", field=label.code, before=before, after=after)
        yield told


def spoken(session: Session, changes: Iterable[PartChange]) -> str:
    """The changes as plain sentences, for a screen reader and for tests."""
    lines = []
    for change in changes:
        kind = session.say(f"collection.{change.place.collection}.one")
        fate = headed(session.texts, change.fate)
        words = "".join(_told(session, run, text) for run, text in change.words())
        lines.append(". ".join((fate, kind, words, *_fields(session, change))))
    return "\n".join(lines)


def _told(session: Session, run: Run, text: str) -> str:
    if run is Run.SAME or not text.strip():
        return text
    before = text[: len(text) - len(text.lstrip())]
    after = text[len(text.rstrip()) :]
    return f"{before}{session.say(f'versions.{run}', words=text.strip())}{after}"


def _paragraph(session: Session, inside: str, ink: Ink, below: int = 2 * GAP) -> str:
    colour = session.look.palette[ink]
    style = f"margin: 0 0 {below}px 0; color: {colour}; white-space: pre-wrap"
    return f"<p style='{style}'>{inside}</p>"
