"""Editions frozen and opened in the lane: the long half there, the short one in the window."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from ui.actions.document import Document
from ui.actions.editions import frozen_edition, keep_edition
from ui.actions.editions_compared import study_of

if TYPE_CHECKING:
    from planner.study import Edition, Study
    from planner.watch import Watch
    from ui.actions.desk import Desk
    from ui.desktop.jobs import Job
    from ui.desktop.session import Session


def freeze_in_lane(session: Session, name: str, note: str = "", on: str = "") -> Job:
    """Freeze the study as it stands now, then keep the edition; what is refused is told.

    Where the job has ``ended`` after it ``succeeded``, the edition is in the file.
    """
    document = session.desk.document
    desk = replace(session.desk, document=Document(document.study))
    work = partial(_frozen, desk, name, note, on)
    job = session.jobs.start(session.say("verb.edition.freeze"), work)
    job.succeeded.connect(partial(_keep, session, document))
    job.failed.connect(session.on_failed)
    return job


def open_in_lane(session: Session, told: str) -> Job:
    """Read an edition, by key or name, then lay it on the desk; what is refused is told.

    It is left where it is when another study was laid on the desk meanwhile.
    """
    document = session.desk.document
    work = partial(_thawed, document.today.study, told)
    job = session.jobs.start(session.say("edition.opening"), work)
    job.succeeded.connect(partial(_lay, session, document, told))
    job.failed.connect(session.on_failed)
    return job


def _frozen(desk: Desk, name: str, note: str, on: str, watch: Watch) -> Edition:
    return frozen_edition(desk, name, note, on, watch)


def _keep(session: Session, document: Document, row: Edition) -> None:
    outcome = session.guarded(partial(keep_edition, document, row))
    if outcome is not None:
        session.said.emit(" ".join(map(session.texts.say, outcome.said)))


def _thawed(study: Study, told: str, watch: Watch) -> Study:
    """The study of the edition; ``db.editions`` remembers it, so that it is at hand afterwards."""
    watch.step(0.0, "editions.step.opening")
    found = study_of(study, told)
    watch.step(1.0, "editions.step.opening")
    return found


def _lay(session: Session, document: Document, told: str, _study: Study) -> None:
    if session.desk.document is document:
        session.open_edition(told)
