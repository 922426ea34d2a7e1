"""The verbs of the exchange with institutions: send, receive, follow up, remind."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from planner.errors import UsageError
from planner.exchange.followup import Follow, follow_up
from planner.exchange.replies import Comparison, RowFate
from planner.exchange.taking import CHOICES, Decisions, RowChoice, Side, Taken, choices_of
from planner.exchange.three_way import Fate
from planner.messages import Message, message
from planner.tables.replies import follow_table, refusals_table, rows_table
from planner.text import search_key
from planner.watch import Watch
from ui.actions import rowedits
from ui.actions.desk import Desk
from ui.actions.incoming import (
    Incoming,
    Unknown,
    decided_choice,
    held_against,
    receive_file,
    take,
    taking,
)
from ui.actions.mailings import Order, keep, written_for
from ui.actions.mailings import write_back as write_back
from ui.actions.outcome import Outcome, Plain, plain_table
from ui.actions.registry import verb
from ui.actions.roadmap import day_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.study import Institution


@verb("exchange.send", changes=True)
def send(
    desk: Desk,
    folder: Path,
    institution: list[str] | None = None,
    edition: str = "",
    due: str = "",
    year: list[int] | None = None,
    watch: Watch | None = None,
) -> Outcome:
    """Write a workbook for each institution into ``folder``, and keep what was sent to whom."""
    until = day_of(desk, due) if due else None
    chosen = _institutions(desk, institution or ())
    order = Order(chosen, edition, until, tuple(year or ()))
    sending = written_for(desk, folder, order, watch or Watch())
    keep(desk, sending)
    return Outcome(
        said=(message("exchange.sent", n=len(sending.paths), folder=str(folder)),),
        written=sending.paths,
        data={"written": [str(path) for path in sending.paths]},
    )


def _institutions(desk: Desk, named: Sequence[str]) -> tuple[Institution, ...]:
    """The institutions of these keys or names; all of them where none is named."""
    study = desk.document.study
    if not named:
        return tuple(study.institutions)
    wanted = "institution"
    keys = [
        str(rowedits.typed_values(desk, "trainings", [f"{wanted}={each}"])[wanted])
        for each in named
    ]
    return tuple(study.institutions.get(key) for key in dict.fromkeys(keys))


@verb("exchange.receive", changes=True)
def receive(
    desk: Desk,
    files: list[Path],
    institution: str = "",
    decide: list[str] | None = None,
    understand: list[str] | None = None,
    back: Path | None = None,
    dry_run: bool = False,
    watch: Watch | None = None,
) -> Outcome:
    """Hold replies against the study, cell by cell, and take what nobody contests, a step a file.

    ``decide`` are words such as ``t001.level=theirs``, ``t002=archive``, ``conflicts=ours``;
    ``understand`` say what an unknown heading or value stands for. ``back`` is the folder for the
    rows that were refused.
    """
    watch = watch or Watch()
    owner = _institutions(desk, [institution])[0].key if institution else ""
    outcomes = []
    for number, path in enumerate(files):
        watch.step(number / len(files), "exchange.step.receiving")
        incoming = held_against(desk, receive_file(path, watch), owner)
        incoming = understood(desk, incoming, understand or ())
        decisions = decided(incoming.comparison, decide or ())
        made = (taking if dry_run else take)(desk, incoming, decisions)
        returned = None
        if back is not None and not dry_run:
            returned = write_back(desk, incoming, back)
        told = received_outcome(desk, incoming, decisions, made, returned, written=not dry_run)
        outcomes.append(told)
    return _together(outcomes)


def understood(desk: Desk, incoming: Incoming, words: Sequence[str]) -> Incoming:
    """The file read again, told by ``given=taken`` words what is meant by what it did not know."""
    known = {search_key(each.given): each for each in incoming.unknown}
    choices = list(incoming.choices)
    for word in words:
        given, sign, taken = word.partition("=")
        if not sign:
            raise UsageError("no_equals_sign", value=word)
        unknown = known.get(search_key(given))
        if unknown is not None:
            choices.append(decided_choice(desk, incoming, unknown, taken.strip()))
    if len(choices) == len(incoming.choices):
        return incoming
    return held_against(desk, incoming.received, incoming.institution, choices)


def decided(comparison: Comparison, words: Sequence[str]) -> Decisions:
    """The decisions that words say; later words hold against earlier ones.

    ``ROW.CODE=theirs`` is about a cell, ``ROW=archive`` about a row; ``conflicts``, ``changes``,
    ``new`` and ``absent`` stand for all of their kind.
    """
    decisions = Decisions()
    for word in words:
        about, sign, said = word.rpartition("=")
        if not sign:
            raise UsageError("no_equals_sign", value=word)
        decisions = _decided(comparison, decisions, about.strip(), said.strip())
    return decisions


def _decided(comparison: Comparison, decisions: Decisions, about: str, said: str) -> Decisions:
    if about in ("conflicts", "changes"):
        fate = Fate.CONFLICT if about == "conflicts" else Fate.THEIRS
        for row in comparison.of(RowFate.CONFLICTING, RowFate.CHANGED):
            for cell in row.cells:
                if cell.fate is fate:
                    decisions = decisions.with_cell(row.name, cell.code, _side(said))
        return decisions
    for row in comparison.rows:
        if about in (row.name, str(row.fate)):
            possible = choices_of(row)
            if said not in possible:
                raise UsageError("decision_unknown", value=said, known=tuple(map(str, possible)))
            decisions = decisions.with_row(row.name, RowChoice(said))
        elif about.startswith(f"{row.name}."):
            code = about.removeprefix(f"{row.name}.")
            if code in {cell.code for cell in row.cells}:
                return decisions.with_cell(row.name, code, _side(said))
    is_known = about in {row.name for row in comparison.rows} | {str(fate) for fate in CHOICES}
    if not is_known:
        raise UsageError("decision_nowhere", value=about)
    return decisions


def _side(said: str) -> Side:
    if said not in tuple(Side):
        raise UsageError("decision_unknown", value=said, known=tuple(map(str, Side)))
    return Side(said)


def received_outcome(
    desk: Desk,
    incoming: Incoming,
    decisions: Decisions,
    made: Taken,
    returned: Path | None,
    *,
    written: bool,
) -> Outcome:
    """What there is to say of a file that was taken, or only looked at."""
    study, comparison = desk.document.study, incoming.comparison
    counts = {str(fate): n for fate, n in comparison.counts().items()}
    name = study.institutions.get(incoming.institution).name
    shown = [fate for fate in RowFate if fate is not RowFate.IDENTICAL]
    tables = [rows_table(comparison, decisions, *shown)]
    if comparison.of(RowFate.REFUSED):
        tables.append(refusals_table(study, comparison))
    said = [
        message("exchange.received", file=incoming.received.name, institution=name),
        *incoming.notes,
        counts_said(comparison),
        _taken_said(made, written=written),
    ]
    if made.open:
        said.append(message("exchange.left_open", n=made.open))
    said += [unknown_said(each) for each in incoming.unknown if not each.is_decided]
    if returned is not None:
        said.append(message("exchange.written_back", path=str(returned)))
    data: Plain = {
        "file": incoming.received.name,
        "institution": incoming.institution,
        "mailing": incoming.mailing,
        "counts": counts,
        "rows": plain_table(tables[0], desk.texts),
        "refused": plain_table(refusals_table(study, comparison), desk.texts),
        "unknown": [each.given for each in incoming.unknown if not each.is_decided],
        "taken": made.rows,
        "open": made.open,
        "written": written,
        "back": None if returned is None else str(returned),
    }
    files = () if returned is None else (returned,)
    return Outcome(tuple(said), tuple(tables), files, data)


def _taken_said(made: Taken, *, written: bool) -> Message:
    if not made.rows:
        return message("exchange.taken.none")
    return message("exchange.taken" if written else "exchange.would_take", n=made.rows)


def counts_said(comparison: Comparison, code: str = "exchange.counts") -> Message:
    """How many rows there are of each fate, in one sentence."""
    counts = comparison.counts()
    parts = tuple(message(f"exchange.count.{fate}", n=counts[fate]) for fate in RowFate)
    return message(code, parts=parts)


def unknown_said(unknown: Unknown) -> Message:
    """That a heading or a value is not known, and what can be done about it."""
    return message(f"exchange.unknown.{unknown.scope}", given=unknown.given)


def _together(outcomes: Sequence[Outcome]) -> Outcome:
    if len(outcomes) == 1:
        return outcomes[0]
    return Outcome(
        said=tuple(said for each in outcomes for said in each.said),
        tables=tuple(table for each in outcomes for table in each.tables),
        written=tuple(path for each in outcomes for path in each.written),
        data=[each.data for each in outcomes],
    )


@verb("exchange.status")
def status(desk: Desk, edition: str = "") -> Outcome:
    """Who was sent what and when, who answered, and what is missing."""
    follows = follow_up(desk.document.study, desk.today(), edition)
    return Outcome(said=(status_said(follows),), tables=(follow_table(follows),))


def status_said(follows: Sequence[Follow]) -> Message:
    """How many institutions were sent a workbook, have answered, and are late."""
    sent_to = [follow for follow in follows if follow.mailing is not None]
    return message(
        "exchange.status",
        n=len(sent_to),
        answered=sum(follow.reply is not None for follow in sent_to),
        late=sum(follow.standing == "late" for follow in sent_to),
    )


@verb("exchange.remind")
def remind(desk: Desk, institution: list[str] | None = None, edition: str = "") -> Outcome:
    """Say the reminders to paste into messages to the institutions that have not answered."""
    asked = {row.key for row in _institutions(desk, institution or ())}
    follows = [
        follow
        for follow in follow_up(desk.document.study, desk.today(), edition)
        if follow.is_reminded and follow.institution.key in asked
    ]
    said = tuple(reminder(desk, follow) for follow in follows)
    data = [
        {"institution": follow.institution.key, "text": desk.texts.say(text)}
        for follow, text in zip(follows, said, strict=True)
    ]
    return Outcome(said=said or (message("exchange.nobody_to_remind"),), data=data)


def reminder(desk: Desk, follow: Follow) -> Message:
    """The text of a reminder to paste: its subject, then its body."""
    mailing = follow.mailing
    assert mailing is not None
    is_due = mailing.due_on is not None
    return message(
        "exchange.reminder.due" if is_due else "exchange.reminder",
        institution=follow.institution.name,
        edition=mailing.edition,
        sent_on=mailing.sent_on,
        due_on=mailing.due_on,
        file=mailing.file_name,
        n=follow.trainings,
        author=desk.author,
    )
