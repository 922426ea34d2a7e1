"""The history of one training: who changed what, when, from what to what."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QTextBrowser

from planner.figures.palette import Ink
from ui.actions.hiddensteps import hidden_said, without_steps
from ui.actions.rowhistory import row_history, rows_of_history
from ui.desktop.style import GAP, SMALL

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.actions.rowhistory import Happening
    from ui.desktop.session import Session

OWNED = ("seats", "domain_hours", "leavers")


class TrainingHistory(QTextBrowser):
    """Shows the journal of a training and of the rows that are its own, newest first."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        """An empty history."""
        super().__init__(parent)
        self._session = session
        self.setStyleSheet(
            "QTextBrowser { border: 2px solid transparent; background: transparent; padding: 0; }"
            f"QTextBrowser:focus {{ border-color: {session.look.palette[Ink.ACCENT]}; }}"
        )
        self.setOpenLinks(False)
        self.setAccessibleName(session.say("trainings.tab.history"))

    def show_training(self, key: str) -> None:
        """Read the journal of the training called ``key`` and show it."""
        desk, texts = self._session.desk, self._session.texts
        happenings = row_history(desk, "trainings", key, OWNED)
        unread = hidden_said(desk, rows_of_history(desk, "trainings", key, OWNED))
        below = unread or (() if happenings else (without_steps(desk, "rowhistory.none"),))
        told = [self._told(happening) for happening in happenings]
        told += [self._paragraph(escape(texts.say(said)), Ink.MUTED) for said in below]
        self.setHtml("".join(told))

    def _told(self, happening: Happening) -> str:
        session = self._session
        at = happening.at.astimezone(session.desk.now().tzinfo)
        when = f"{session.texts.day(at.date())}, {at:%H:%M}"
        who = happening.author or session.say("rowhistory.nobody")
        kind = "" if happening.kind == "do" else f" · {session.say(f'journal.{happening.kind}')}"
        head = f"<span style='font-size: {SMALL}px'>{escape(f'{when} · {who}{kind}')}</span>"
        lines = "<br/>".join(escape(session.texts.say(line)) for line in happening.lines)
        return self._paragraph(head, Ink.MUTED, 0) + self._paragraph(lines, Ink.TEXT)

    def _paragraph(self, inside: str, ink: Ink, below: int = 2 * GAP) -> str:
        colour = self._session.look.palette[ink]
        style = f"margin: 0 0 {below}px 0; color: {colour}; white-space: pre-wrap"
        return f"<p style='{style}'>{inside}</p>"  # pre-wrap keeps the narrow spaces of French
