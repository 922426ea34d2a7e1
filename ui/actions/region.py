"""The verbs of working away: a copy of the region is taken, and what was done in it comes home."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from planner.errors import UsageError
from planner.exchange.bringing import brought
from planner.exchange.copies import Copy, with_known_names
from planner.exchange.homecoming import hold
from planner.exchange.replies import Comparison, RowFate
from planner.messages import Message, message
from planner.study import Source
from planner.tables.replies import rows_table
from planner.text import clean
from planner.vocab import Nature
from planner.watch import Watch
from ui.actions.desk import Desk
from ui.actions.exchange import counts_said, decided
from ui.actions.files import SUFFIX, create_document, open_document
from ui.actions.outcome import Outcome, Plain, plain_table
from ui.actions.registry import verb

if TYPE_CHECKING:
    from planner.exchange.taking import Decisions, Taken
    from planner.rights import Person
    from planner.study import Edition, Study
    from ui.actions.document import Document

_LONGEST_NAME = 200
_NAMED = 3  # rows that cannot be taken as decided, and are said before the others are counted


@dataclass(frozen=True, slots=True)
class CameHome:
    """A copy that came home: its file, what it tells, and the edition that it was taken from."""

    path: Path
    copy: Copy
    base: Edition


@verb("region.take", in_window=True)
def take(desk: Desk, out: Path) -> Outcome:
    """Take a copy of the study into a file of its own, to be worked on away and brought back.

    The file holds the study as it is now, and the same again as the base of the merge; the
    history stays where it is.
    """
    from db.copies import taken_copy  # the database is loaded only for a file

    if out.suffix != SUFFIX:
        raise UsageError("wrong_suffix", path=str(out), suffix=SUFFIX)
    document = desk.document.today
    study = document.study if document.store is None else document.store.load()
    name = desk.texts.say(message("copies.base", on=desk.today(), at=f"{desk.now():%H:%M}"))
    taken = taken_copy(
        study,
        clean(name)[:_LONGEST_NAME],
        key=desk.new_key(),
        on=desk.today(),
        author=_author(desk, document),
        source=Source(Nature.COMPUTED, _place(document)),
    )
    create_document(out, taken, desk.author, desk.now).close()
    return Outcome((message("copies.taken", path=str(out)),), written=(out,))


@verb("region.bring", changes=True, in_window=True)
def bring(
    desk: Desk,
    path: Path,
    decide: list[str] | None = None,
    dry_run: bool = False,
    watch: Watch | None = None,
) -> Outcome:
    """Hold a copy against the study it was taken from, and take what nobody contests, as one step.

    ``decide`` are words such as ``trainings/t001.level=theirs``, ``trainings/t002=archive``,
    ``conflicts=theirs``; rows that the copy lacks stay unless a word drops them.
    """
    home = read_copy(desk, path, watch)
    comparison = held_copy(desk, home)
    decisions = decided(comparison, decide or ())
    made = (bringing if dry_run else bring_home)(desk, home, comparison, decisions)
    return _outcome(desk, home, comparison, decisions, made, written=not dry_run)


def read_copy(desk: Desk, path: Path, watch: Watch | None = None) -> CameHome:
    """What a copy tells, read from its file, which may be open elsewhere; nothing is written.

    Raises :class:`~planner.errors.StudyFileError` where the file is no copy that was taken.
    """
    from db.copies import base_of, copy_of

    (watch or Watch()).step(0, "copies.reading")
    document = open_document(path, desk.author, desk.now, read_only=True)
    try:
        study = document.study
    finally:
        document.close()
    return CameHome(path, copy_of(study, path), base_of(study, path))


def held_copy(desk: Desk, home: CameHome) -> Comparison:
    """What a copy would change in the study of now, as far as it is ours to change."""
    study = _own(desk)
    return hold(study, with_known_names(study, home.copy), _person(desk))


def bringing(desk: Desk, home: CameHome, comparison: Comparison, decisions: Decisions) -> Taken:
    """What bringing a copy home would do under some decisions; nothing is written."""
    study = _own(desk)
    copy = with_known_names(study, home.copy)
    return brought(study, comparison, copy, decisions, _person(desk))


def bring_home(desk: Desk, home: CameHome, comparison: Comparison, decisions: Decisions) -> Taken:
    """Take what a copy tells into the study, as one step that says whose copy it was."""
    made = bringing(desk, home, comparison, decisions)
    if made.rows:
        label = message(
            "step.region_brought",
            n=made.rows,
            file=clean(home.path.name)[:80],
            author=home.base.author,
            on=home.base.frozen_on,
        )
        desk.document.do(made.edit, label)
    return made


def copy_said(desk: Desk, home: CameHome) -> tuple[Message, ...]:
    """Whose copy it is, when and where it was taken, and whether that was elsewhere."""
    base = home.base
    told = {"file": home.path.name, "author": base.author, "on": base.frozen_on}
    said = [message("copies.came", **told)]
    here, there = _place(desk.document.today), base.source.place
    if here and there and here != there:
        said.append(message("copies.elsewhere", there=there, here=here))
    return tuple(said)


def left_said(comparison: Comparison, made: Taken) -> tuple[Message, ...]:
    """What stays out of the step: cells that nobody decided upon, rows that cannot stand."""
    said = [message("exchange.left_open", n=made.open)] if made.open else []
    titles = {row.name: row.title for row in comparison.rows}
    for name, why in made.left[:_NAMED]:
        said.append(message("copies.row_left", title=titles.get(name, name), why=why))
    others = len(made.left) - _NAMED
    return (*said, message("copies.others_left", n=others)) if others > 0 else tuple(said)


def _own(desk: Desk) -> Study:
    """The study of the desk; the base of a copy that it is itself is no row to merge."""
    from db.copies import without_base

    return without_base(desk.document.study)


def _person(desk: Desk) -> Person | None:
    """Who we are where we write; None where everything may be written."""
    store = desk.document.today.store
    return None if store is None else store.keeper.person


def _author(desk: Desk, document: Document) -> str:
    """Who takes a copy: who the server says that we are, where it knows."""
    login = None if document.store is None else document.store.keeper.login
    return login or desk.author


def _place(document: Document) -> str:
    """What the place of a study is called."""
    return "" if document.store is None else clean(document.store.keeper.name)


def _outcome(
    desk: Desk,
    home: CameHome,
    comparison: Comparison,
    decisions: Decisions,
    made: Taken,
    *,
    written: bool,
) -> Outcome:
    table = rows_table(comparison, decisions)
    code = "copies.brought" if written else "copies.would_bring"
    done = message(code, n=made.rows) if made.rows else message("copies.nothing")
    counts = counts_said(comparison, "copies.counts")
    said = (*copy_said(desk, home), counts, done, *left_said(comparison, made))
    data: Plain = {
        "file": home.path.name,
        "author": home.base.author,
        "counts": {str(fate): n for fate, n in comparison.counts().items()},
        "rows": plain_table(table, desk.texts),
        "left": [name for name, _ in made.left],
        "not_taken": [row.name for row in comparison.of(RowFate.REFUSED)],
        "taken": made.rows,
        "open": made.open,
        "written": written,
    }
    return Outcome(said, (table,) if table.rows else (), data=data)
