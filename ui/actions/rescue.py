"""Damaged study files: what is wrong, the three ways out, and what was saved."""

from __future__ import annotations

import platform
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from planner.errors import StudyFileError, UsageError
from planner.messages import Message, message
from planner.tables.table import Column, Format, Row, Table
from planner.watch import Watch
from ui.actions.desk import Desk
from ui.actions.document import Document, Wreck
from ui.actions.files import SUFFIX, create_document, open_document
from ui.actions.outcome import Outcome
from ui.actions.registry import verb
from ui.actions.settings import read_settings, second_folders, settings_path

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from db.rescue import Ways
    from db.salvage import Loss
    from db.server.address import Address
    from db.store import Store
    from db.writer import Writer

WORKBOOK = ".xlsx"


def is_damage(path: Path, refusal: Message) -> bool:
    """True where a refusal to open ``path`` means that the file is damaged."""
    from db import rescue

    return rescue.is_damage(path, refusal)


def with_ways_out(path: Path, error: StudyFileError) -> StudyFileError:
    """The error with the three ways out where the file is damaged; as it is otherwise."""
    if not is_damage(path, error.message):
        return error
    ways = " ; ".join(
        f"cartoplan --file {path.name} rescue {way}"
        for way in ("backup", "replay", f"salvage copie{SUFFIX}")
    )
    backup, replay = said_of(ways_out(path))
    return StudyFileError(
        "rescue_offered", why=error.message, backup=backup, replay=replay, ways=ways
    )


def ways_out(path: Path) -> Ways:
    """What can be done about a damaged file, with the backups of both places."""
    from db import rescue

    return rescue.ways_out(path, _folders(path))


def said_of(ways: Ways) -> tuple[Message, ...]:
    """A sentence for the last good backup, and one for the replay."""
    return said_of_backup(ways), said_of_replay(ways)


def said_of_backup(ways: Ways) -> Message:
    """What the last good backup is, and what is lost with it."""
    if ways.backup is None:
        return message("rescue.no_backup")
    return message("rescue.backup_of", at=moment_of(ways.backup.at), n=ways.lost)


def said_of_replay(ways: Ways) -> Message:
    """Where the replay begins, how far it leads and what is lost with it."""
    if ways.reached is None:
        return message("rescue.no_replay")
    code = "rescue.replay_from_start" if ways.from_start else "rescue.replay_from_backup"
    return message(code, seq=ways.reached, n=ways.lost_by_replay)


def moment_of(at: datetime) -> datetime:
    """A time of a backup on this machine's clock."""
    return at.astimezone()


def open_as_is(
    place: Path | Address, author: str, now: Callable[[], datetime], *, read_only: bool = False
) -> Document:
    """The study kept at ``place``; of a damaged file what is readable, to be looked at."""
    try:
        return open_document(place, author, now, read_only=read_only)
    except StudyFileError as error:
        if isinstance(place, Path) and is_damage(place, error.message):
            return open_wreck(place, error.message)
        raise


def found_out(document: Document) -> Document | None:
    """What is readable of a file that was opened and turns out to be damaged; None if sound."""
    store = document.store
    path = None if store is None else store.path
    if store is None or path is None:  # a region on a server watches over itself
        return None
    try:
        store.check_journal()
    except StudyFileError as error:
        return open_wreck(path, error.message) if is_damage(path, error.message) else None
    return None


def open_wreck(path: Path, why: Message) -> Document:
    """What is readable of a damaged file, to be looked at; the file is left as it is."""
    from db import rescue

    return Document(rescue.by_salvage(path, _folders(path)).study, wreck=Wreck(path, why))


@verb("verify")
def verify(desk: Desk) -> Outcome:
    """Check that the study file holds, to the bit, what its journal wrote.

    Of a region the journal is checked: its server watches over its rows.
    """
    store = desk.document.store
    if store is None:
        raise UsageError("file_needed")
    try:
        steps = store.check_journal()
    except StudyFileError as error:
        if store.path is None:
            raise
        raise with_ways_out(store.path, error) from error
    if store.path is None:
        return Outcome(_region_verified(desk, store, steps), data={"steps": steps})
    said = message("done.verified", path=str(store.path), n=steps)
    return Outcome(said=(said,), data={"steps": steps})


def _region_verified(desk: Desk, store: Store, steps: int) -> tuple[Message, ...]:
    """What was verified in a region: the chain of the history, as far as our role reads it."""
    done = message("done.verified_region", name=store.keeper.name, n=steps)
    unread = len(desk.document.hidden())
    return (done, message("done.verified_unread", n=unread)) if unread else (done,)


@verb("rescue.look", opens=False)
def look(desk: Desk) -> Outcome:
    """Tell what is wrong with a study file and what could be saved; nothing is changed."""
    path = file_named(desk)
    ways = ways_out(path)
    said = (damage_of(desk, path) or message("rescue.sound", path=str(path)), *said_of(ways))
    return Outcome(said=said)


def damage_of(desk: Desk, path: Path) -> Message | None:
    """What is wrong with a study file, None where it is sound."""
    from db.store import open_store

    writer = writer_of(desk)
    try:
        with open_store(
            path, author=writer.author, machine=writer.machine, clock=writer.clock, read_only=True
        ) as store:
            store.check_journal()
    except StudyFileError as error:
        return error.message
    return None


@verb("rescue.backup", opens=False)
def by_backup(desk: Desk) -> Outcome:
    """Put the last good backup in the place of a damaged file, which is kept."""
    from db import rescue

    path = damaged(desk)
    ways = ways_out(path)
    kept = rescue.by_backup(path, writer_of(desk), _folders(path))
    at = None if ways.backup is None else moment_of(ways.backup.at)
    return Outcome(said=(message("done.rescue_backup", at=at, n=ways.lost), *said_kept(kept)))


@verb("rescue.replay", opens=False)
def by_replay(desk: Desk) -> Outcome:
    """Do the journal of a damaged file again and put the result in its place; it is kept."""
    from db import rescue

    path = damaged(desk)
    ways = ways_out(path)
    reached, kept = rescue.by_replay(path, writer_of(desk), _folders(path))
    lost = max(0, ways.known - reached)
    return Outcome(said=(message("done.rescue_replay", seq=reached, n=lost), *said_kept(kept)))


@verb("rescue.salvage", opens=False)
def by_salvage(desk: Desk, out: Path, watch: Watch | None = None) -> Outcome:
    """Write what is readable to a new study file or a workbook, and list what is not."""
    from db import rescue

    path = file_named(desk)
    if out.suffix not in (SUFFIX, WORKBOOK):
        raise UsageError("salvage_suffix", path=str(out))
    if out.exists():
        raise StudyFileError("file_exists", path=str(out))
    found = rescue.by_salvage(path, _folders(path), watch)
    (watch or Watch()).step(1.0, "rescue.step.writing")
    if out.suffix == SUFFIX:
        create_document(out, found.study, desk.author, desk.now).close()
    else:
        from exports.workbook import write_workbook

        whole = Document(found.study)
        write_workbook(
            found.study,
            out,
            desk.texts,
            on=desk.today(),
            fingerprint=whole.fingerprint(),
            watch=watch,
        )
    table = losses_table(found.losses)
    listed = _list_losses(desk, out, table)
    said = message("done.rescue_salvage", path=str(out), n=len(found.losses), listed=str(listed))
    return Outcome(said=(said,), tables=(table,), written=(out, listed))


def _list_losses(desk: Desk, out: Path, table: Table) -> Path:
    """Write what could not be read beside the copy, and say where."""
    from db.files import write_text

    listed = out.with_name(f"{out.stem}.illisible.txt")
    lines = ["\t".join(desk.texts.show(value) for value in row.values) for row in table.rows]
    head = [desk.texts.say(column.heading) for column in table.columns]
    write_text(listed, "\n".join(["\t".join(head), *lines]) + "\n")
    return listed


def losses_table(losses: Sequence[Loss]) -> Table:
    """What could not be read or kept: where, which row, and why."""
    columns = (
        Column("collection", message("column.lost_collection"), Format.SAID, width=30),
        Column("key", message("column.lost_key"), width=20),
        Column("why", message("column.lost_why"), Format.SAID, width=50),
    )
    rows = tuple(
        Row(
            (
                message(f"collection.{loss.collection}"),
                loss.key or None,
                message(f"rescue.loss.{loss.why if loss.key else 'rows'}"),
            )
        )
        for loss in losses
    )
    return Table("losses", message("table.losses"), columns, rows)


def said_kept(kept: Path | None) -> tuple[Message, ...]:
    """Where the replaced file is kept, if there was one."""
    return () if kept is None else (message("done.replaced_kept", path=str(kept)),)


def file_named(desk: Desk) -> Path:
    """The study file that was named; :class:`UsageError` where none was."""
    store = desk.document.today.store
    path = desk.file or (None if store is None else store.path)
    if path is None:
        raise UsageError("file_needed")
    return path


def damaged(desk: Desk) -> Path:
    """The damaged file that was named; a sound one is refused: nothing is to be rescued."""
    path = file_named(desk)
    found = damage_of(desk, path)
    if found is None:
        raise UsageError("rescue_not_needed", path=str(path))
    if path.exists() and not is_damage(path, found):
        raise StudyFileError(found.code.removeprefix("error."), **dict(found.values))
    return path


def writer_of(desk: Desk) -> Writer:
    """Who writes at this desk."""
    from db.writer import Writer

    return Writer.named(desk.author, platform.node(), desk.now)


def desk_on(desk: Desk, path: Path) -> Desk:
    """The same desk with a file that is not opened on it."""
    return replace(desk, document=Document(desk.document.study), file=path)


def _folders(path: Path) -> tuple[Path, ...]:
    return second_folders(path, read_settings(settings_path()).backup_folder)
