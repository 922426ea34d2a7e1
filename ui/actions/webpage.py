"""The verb of the page for students."""

from __future__ import annotations

from pathlib import Path

from planner.errors import UsageError
from planner.messages import message
from planner.watch import Watch
from ui.actions.desk import Desk
from ui.actions.outcome import Outcome
from ui.actions.registry import verb
from ui.actions.texts import LANGUAGES, Texts


@verb("export.web", in_window=True)
def export_web(desk: Desk, out: Path, language: str = "", watch: Watch | None = None) -> Outcome:
    """Write the page for students to ``out``: one file that works offline.

    ``language`` is that of the page; the application's where none is given.
    """
    from exports.web.page import write_web

    if language and language not in LANGUAGES:
        raise UsageError("unknown_language", value=language, known=LANGUAGES)
    document = desk.document
    write_web(
        document.study,
        out,
        Texts(language) if language else desk.texts,
        on=desk.today(),
        fingerprint=document.fingerprint(),
        watch=watch,
    )
    return Outcome(said=(message("done.written", path=str(out)),), written=(out,))
