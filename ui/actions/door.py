"""Setting the desk: which file, whose name, what time; and clearing it afterwards."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from db.server.address import Address
from planner.errors import StudyFileError, UsageError
from planner.study import Study
from ui.actions.desk import Desk
from ui.actions.document import Document
from ui.actions.editions import lay_edition
from ui.actions.files import open_document, shipped_document
from ui.actions.rescue import with_ways_out
from ui.actions.settings import login_name, read_settings, settings_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ui.actions.texts import Texts


def local_time() -> datetime:
    """The clock of the machine, with its offset."""
    return datetime.now().astimezone()


def fresh_key() -> str:
    """Eight random characters that name a new row."""
    return uuid4().hex[:8]


def author_name() -> str:
    """Who is at work: the name of the preferences, else that of the session."""
    return read_settings(settings_path()).author or login_name()


def desk_for(document: Document, texts: Texts) -> Desk:
    """A desk around a document, with this machine's clock and this person's name."""
    return Desk(document, texts, author_name(), local_time, fresh_key)


@contextmanager
def open_desk(
    file: Path | Address | None,
    texts: Texts,
    *,
    writes: bool,
    edition: str = "",
    opens: bool = True,
) -> Iterator[Desk]:
    """A desk on the study file or region, or on the shipped study where none is named.

    A verb that writes needs a file: :class:`UsageError` says how to make one. A verb that only
    reads opens the file so that somebody else may be writing it; it may read one of its editions,
    by key or name. What is not to be opened (``opens``) the desk names only. A file
    that is damaged is told with the three ways out.
    """
    if edition and writes:
        raise UsageError("edition_only_read", name=edition)
    if file is None and writes:
        raise UsageError("file_needed")
    if not opens:
        document = Document(Study())
    elif file is None:
        document = shipped_document()
    else:
        document = _opened(file, read_only=not writes)
    try:
        desk = desk_for(document, texts)
        if isinstance(file, Address):
            desk.region = file
        else:
            desk.file = file
        if edition:
            lay_edition(desk, edition)
        yield desk
    finally:
        document.close()


def _opened(file: Path | Address, *, read_only: bool) -> Document:
    try:
        return open_document(file, author_name(), local_time, read_only=read_only)
    except StudyFileError as error:
        if isinstance(file, Address):
            raise
        raise with_ways_out(file, error) from error
