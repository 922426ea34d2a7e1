"""Editions: the study frozen on a day, kept in the file, read and never written."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

from db.editions import frozen, opened
from planner.compute.edition_trend import moment
from planner.compute.inventory import overview
from planner.editions.kept import by_day
from planner.edits import Drop, Put
from planner.errors import EditRefused, InvalidInput, StudyFileError
from planner.fields import field_of
from planner.messages import message
from planner.study import DECLARED
from planner.tables.kept_editions import edition_table, editions_table
from planner.text import clean, same_name_key
from ui.actions.desk import Desk
from ui.actions.document import Document
from ui.actions.editions_compared import edition_named
from ui.actions.outcome import Outcome, plain_table
from ui.actions.parsing import parse
from ui.actions.registry import verb

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.compute.edition_trend import Moment
    from planner.study import Edition, Study
    from planner.watch import Watch


@verb("edition.freeze", changes=True)
def freeze_edition(desk: Desk, name: str, note: str = "", on: str = "") -> Outcome:
    """Keep the study as it stands under a name and a day, to be read and compared later."""
    return keep_edition(desk.document, frozen_edition(desk, name, note, on))


def frozen_edition(
    desk: Desk, name: str, note: str = "", on: str = "", watch: Watch | None = None
) -> Edition:
    """The study as it stands as an edition, not kept yet: the long half of freezing.

    Raises as :func:`check_edition`, and ``Cancelled`` where the watch asks to stop.
    """
    day = check_edition(desk, name, on)
    return frozen(
        desk.document.study,
        f"e-{desk.new_key()}",
        clean(name),
        rank=max((row.rank for row in desk.document.study.editions), default=0) + 1,
        frozen_on=day,
        author=desk.author,
        note=clean(note),
        source=DECLARED,
        watch=watch,
    )


def keep_edition(document: Document, row: Edition) -> Outcome:
    """Keep a frozen edition in the study file: the short half of freezing, one undoable step.

    Raises as ``Document.do``, and where its name was taken since it was frozen.
    """
    _check_name(document.study, row.name)
    document.do(Put("editions", row), message("step.edition_frozen", name=row.name[:80]))
    told = message("done.edition_frozen", name=row.name, n=len(document.study.trainings))
    return Outcome((told,), data={"key": row.key, "digest": row.digest})


def check_edition(desk: Desk, name: str, on: str = "") -> date:
    """The day of an edition to be frozen; refused where its name or its day will not do."""
    _check_name(desk.document.study, clean(name))
    return _day(desk, on)


def _check_name(study: Study, name: str) -> None:
    if not name:
        raise InvalidInput("field_needed", field="field.editions.name")
    if same_name_key(name) in {same_name_key(row.name) for row in study.editions}:
        raise EditRefused("edition_name_taken", name=name[:80])


def _day(desk: Desk, typed: str) -> date:
    """The day that somebody typed, today where nothing is; refused where it is no day."""
    field = field_of("editions", "frozen_on")
    found = parse(desk.document.study, desk.texts, "editions", field, typed)
    return found if isinstance(found, date) else desk.today()


@verb("edition.list")
def list_editions(desk: Desk) -> Outcome:
    """The editions that the file keeps, the oldest first."""
    table = editions_table(desk.document.study)
    said = () if table.rows else (message("editions.none"),)
    return Outcome(said, (table,) if table.rows else (), data=plain_table(table, desk.texts))


@verb("edition.show")
def show_edition(desk: Desk, edition: str) -> Outcome:
    """What an edition is and what it holds."""
    row = edition_named(desk.document.study, edition)
    study = opened(row)
    seen = overview(study)
    said = message(
        "edition.holds",
        name=row.name,
        described=seen.trainings_described,
        n=seen.trainings_declared,
        seats=seen.trainings_with_known_seats,
    )
    table = edition_table(row, study)
    return Outcome((said,), (table,), data=plain_table(table, desk.texts))


@verb("edition.drop", changes=True)
def drop_edition(desk: Desk, edition: str) -> Outcome:
    """Remove an edition that no commitment and no report refers to."""
    row = edition_named(desk.document.study, edition)
    desk.document.do(Drop("editions", row.key), message("step.edition_dropped", name=row.name[:80]))
    return Outcome((message("done.edition_dropped", name=row.name),), data={"key": row.key})


def moments(study: Study) -> tuple[Moment, ...]:
    """What each edition of a study tells, the oldest first, then what the study tells today.

    An edition that is damaged tells nothing: :func:`left_out` names it, opening it says why.
    """
    found = []
    for row in by_day(study):
        with suppress(StudyFileError):
            found.append(moment(opened(row), row))
    return (*found, moment(study))


def left_out(study: Study, known: Iterable[Moment]) -> tuple[str, ...]:
    """The names of the editions that are not among the moments: they could not be opened."""
    told = {one.edition for one in known}
    return tuple(row.name for row in by_day(study) if row.key not in told)


def lay_edition(desk: Desk, told: str) -> Edition:
    """Lay an edition of the file on the desk, by key or name, to be read.

    The document that keeps it stays open beneath. Raises ``InvalidInput`` where there is no such
    edition, ``StudyFileError`` where it is damaged; then the desk is as it was.
    """
    today = desk.document.today
    row = edition_named(today.study, told)
    desk.document = Document(opened(row), edition=row, beneath=today)
    return row


def lay_today(desk: Desk) -> None:
    """Lay the study of today on the desk again in place of an edition of it."""
    desk.document = desk.document.today
