"""The file of a certification as plain text, field by field, with counts of signs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exports.docx_text import docx_text
from exports.writing import write_atomically
from planner.compute.dossier import dossier
from planner.messages import message
from planner.tables.form import FormField, form_fields
from planner.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from planner.messages import Speaker
    from planner.study import Study


def write_dossier_text(
    study: Study,
    certification: str,
    path: Path,
    speaker: Speaker,
    *,
    on: date,
    fingerprint: str,
    with_comments: bool = True,
    watch: Watch | None = None,
) -> None:
    """Write the texts that the online form asks for to ``path``, whole or not at all.

    UTF-8 with the mark by which Windows knows it, lines ended as Windows does. Arguments and
    errors are those of :func:`exports.dossier.write_dossier`; no opinion is ever told here.
    """
    (watch or Watch()).step(0.1, "dossier.step.saving")
    told = dossier(study, certification, on, with_comments=False)
    said = "\n".join(_blocks(form_fields(study, told), told.certification.title, on, speaker))
    data = said.replace("\n", "\r\n").encode("utf-8-sig")
    write_atomically(path, lambda stream: _done(stream.write(data)))


def field_text(field: FormField, speaker: Speaker) -> str:
    """The text of a field as it is to be pasted; empty where it is unknown."""
    return docx_text("\n".join(map(speaker.show, field.lines)))


def _blocks(fields: tuple[FormField, ...], title: str, on: date, speaker: Speaker) -> Iterator[str]:
    named = speaker.say(message("dossier.named", title=title))
    yield f"{named} – {speaker.say(message('roadmap.on', on=on))}"
    yield speaker.say("dossier.text.lead") + "\n"
    for field in fields:
        text = field_text(field, speaker)
        heading = message("dossier.text.heading", heading=field.heading, n=len(text))
        yield f"=== {speaker.say(heading)} ==="
        yield (text or speaker.say("value.unknown")) + "\n"


def _done(_count: int) -> None:
    """Whatever a stream counted, its bytes were written."""
