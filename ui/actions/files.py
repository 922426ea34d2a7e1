"""Study files: the shipped study, new files, opening, copies."""

from __future__ import annotations

import platform
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from db.editions import frozen
from db.merging import missing_rows
from db.samples.reading import read_sample
from db.server.address import is_address, parse
from planner.errors import CartoplanError, UsageError
from planner.messages import Message, message
from planner.rows import Rows
from planner.study import Study
from planner.text import same_name_key
from ui.actions.desk import Desk
from ui.actions.document import Document
from ui.actions.outcome import Outcome
from ui.actions.registry import verb

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from db.server.address import Address

SUFFIX = ".cartoplan"

#: The key of the edition that a new file begins with.
FIRST_EDITION = "e-first"


def shipped_document() -> Document:
    """The shipped study of 2019 with its edition, as a new file holds it, read without a file."""
    return Document(first_study())


@cache
def first_study() -> Study:
    """The shipped study with itself frozen as its edition, that a new file begins with.

    The study prints its year, not its day: the day on which it was frozen is unknown.
    """
    study = read_sample()
    printed = study.facts.get("edition")
    row = frozen(
        study,
        FIRST_EDITION,
        printed.text,
        rank=1,
        frozen_on=None,
        author="",
        source=study.facts.get("published_on").source,
        note=study.facts.get("title").text,
    )
    return replace(study, editions=Rows([row]))


def place_of(typed: str) -> Path | Address:
    """The study file or the shared region that is meant by ``typed``.

    Raises :class:`StudyFileError` where it begins as an address and is none.
    """
    return parse(typed) if is_address(typed) else Path(typed)


def open_document(
    place: Path | Address, author: str, now: Callable[[], datetime], *, read_only: bool = False
) -> Document:
    """The study kept in a file or a region.

    A :class:`StudyFileError` says why where it cannot be opened.
    """
    from db.store import open_store  # the database is loaded only for a file

    store = open_store(
        place, author=author, machine=platform.node(), clock=now, read_only=read_only
    )
    return Document(store.study, store)


def create_document(path: Path, study: Study, author: str, now: Callable[[], datetime]) -> Document:
    """A new study file at ``path`` holding ``study``; an existing file is refused."""
    from db.store import create

    store = create(path, study, author=author, machine=platform.node(), clock=now)
    return Document(store.study, store)


def back_up_if_due(document: Document) -> Message | None:
    """Back the file up where work was done since the last backup; why not, where that failed.

    A backup that cannot be written never stands in the way of the work itself.
    """
    if document.store is None or document.is_read_only:
        return None
    try:
        backups = document.store.backups
        if backups is not None and backups.is_due():
            backups.make()
    except CartoplanError as error:
        return error.message
    return None


@verb("new", in_window=True)
def new(desk: Desk, path: Path, empty: bool = False) -> Outcome:
    """Make a study file holding the study of 2019, or an empty one."""
    if path.suffix != SUFFIX:
        raise UsageError("wrong_suffix", path=str(path), suffix=SUFFIX)
    study = Study() if empty else first_study()
    create_document(path, study, desk.author, desk.now).close()
    return Outcome(said=(message("done.created", path=str(path)),), written=(path,))


@verb("load", changes=True)
def load(desk: Desk) -> Outcome:
    """Add the rows of the shipped study that the file lacks; run twice it adds nothing."""
    edit = missing_rows(desk.document.study, _lacking(desk.document.study))
    count = len(edit.edits)
    desk.document.do(edit, message("step.loaded", n=count))
    return Outcome(said=(message("done.loaded", n=count),), data={"added": count})


def _lacking(study: Study) -> Study:
    """The shipped study, without its edition where the file has one of that name."""
    shipped = first_study()
    names = {same_name_key(row.name) for row in study.editions}
    if any(same_name_key(row.name) in names for row in shipped.editions):
        return replace(shipped, editions=Rows())
    return shipped


@verb("copy", in_window=True)
def send_copy(desk: Desk, out: Path) -> Outcome:
    """Write a copy of the study file that can be mailed, whole even while the file is in use."""
    if desk.document.store is None:
        raise UsageError("no_file_to_copy")
    desk.document.store.send_copy(out)
    return Outcome(said=(message("done.copied", path=str(out)),), written=(out,))
