"""What leaves for institutions: workbooks written, mailings kept, refused rows sent back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from planner.edits import Batch, Put
from planner.errors import InvalidInput
from planner.exchange.replies import RowFate
from planner.exchange.sent import SentSheet, Shelf, base_of, base_text, sent
from planner.messages import message
from planner.study import Mailing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from exports.institution_form import Form, ReturnedRow
    from planner.exchange.replies import Refusal
    from planner.messages import Message
    from planner.study import Institution
    from planner.watch import Watch
    from ui.actions.desk import Desk
    from ui.actions.incoming import Incoming

#: Signs that a file name cannot bear on some system.
_NOT_IN_A_FILE_NAME = re.compile(r'[<>:"/\\|?*\x00-\x1f]')


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be sent: to whom, the name of the edition, the day to answer by, years of places.

    Without an edition it is called by its year; without years the last, this and the next are
    asked for.
    """

    institutions: tuple[Institution, ...]
    edition: str = ""
    due: date | None = None
    years: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Sending:
    """Workbooks that are written, and their mailings, to be kept in the study."""

    edition: str
    paths: tuple[Path, ...]
    mailings: tuple[Mailing, ...]


def written_for(desk: Desk, folder: Path, order: Order, watch: Watch) -> Sending:
    """Write the workbooks of an order into ``folder``; the study is only read.

    No file is ever replaced: the one of an earlier mailing may have left already. Where one
    cannot be written, the others are taken away again.

    Raises:
        InvalidInput: the day to answer by is over.
        ExportError: a file cannot be written.
        Cancelled: the watch asked to stop.
    """
    today = desk.today()
    if order.due is not None and order.due < today:
        raise InvalidInput("due_past", on=order.due)
    folder.mkdir(parents=True, exist_ok=True)
    sending = _Sending(desk, folder, order)
    try:
        for number, institution in enumerate(order.institutions):
            watch.step(number / len(order.institutions), "exchange.step.sending")
            sending.write(institution)
    except BaseException:
        withdraw(sending.paths)
        raise
    return Sending(sending.edition, tuple(sending.paths), tuple(sending.mailings))


def keep(desk: Desk, sending: Sending) -> None:
    """Keep the mailings as one step; where that is refused, the workbooks are taken away again."""
    label = message("step.sent", n=len(sending.mailings), edition=sending.edition)
    try:
        desk.document.do(Batch(tuple(Put("mailings", row) for row in sending.mailings)), label)
    except BaseException:
        withdraw(sending.paths)
        raise


def withdraw(paths: Sequence[Path]) -> None:
    """Take written files away."""
    for path in paths:
        path.unlink(missing_ok=True)


class _Sending:
    def __init__(self, desk: Desk, folder: Path, order: Order) -> None:
        self.paths: list[Path] = []
        self.mailings: list[Mailing] = []
        self.edition = order.edition or str(desk.today().year)
        self._desk = desk
        self._folder = folder
        self._order = order
        self._years = order.years or asked_years(desk.today())
        self._shelf = Shelf(desk.document.study)

    def write(self, institution: Institution) -> None:
        """Write the workbook of one institution."""
        from exports.institution_workbook import write_institution_workbook

        desk = self._desk
        sheet = sent(desk.document.study, institution.key, self._years, self._shelf)
        path = _free_path(self._folder, desk.texts.say(_file_name(institution, self.edition)))
        number = len(self.mailings)
        row = _mailing(desk, sheet, self.edition, self._order.due, path.name, number)
        write_institution_workbook(_form(desk, sheet, row), path, desk.texts)
        self.paths.append(path)
        self.mailings.append(row)


def asked_years(today: date) -> tuple[int, ...]:
    """The years that places are asked for: the last, this one, the next."""
    return (today.year - 1, today.year, today.year + 1)


def _file_name(institution: Institution, edition: str) -> Message:
    name = _NOT_IN_A_FILE_NAME.sub(" ", institution.name).strip(" .")[:100]
    label = _NOT_IN_A_FILE_NAME.sub(" ", edition).strip(" .")[:40]
    return message("exchange.file_name", institution=name, edition=label)


def _free_path(folder: Path, stem: str) -> Path:
    path, number = folder / f"{stem}.xlsx", 2
    while path.exists():
        path, number = folder / f"{stem} ({number}).xlsx", number + 1
    return path


def _mailing(
    desk: Desk, sheet: SentSheet, edition: str, due: date | None, name: str, number: int
) -> Mailing:
    rows = desk.document.study.mailings
    return Mailing(
        key=f"mai-{desk.new_key()}",
        rank=max((row.rank for row in rows), default=0) + 1 + number,
        institution=sheet.institution,
        edition=edition,
        sent_on=desk.today(),
        due_on=due,
        file_name=name,
        author=desk.author,
        base=base_text(sheet),
    )


def _form(
    desk: Desk, sheet: SentSheet, row: Mailing, returned: tuple[ReturnedRow, ...] = ()
) -> Form:
    from exports.institution_form import Form

    return Form(
        desk.document.study,
        sheet,
        row.key,
        row.edition,
        row.sent_on or desk.today(),
        row.due_on,
        row.author,
        returned,
    )


def write_back(desk: Desk, incoming: Incoming, folder: Path) -> Path | None:
    """Write the refused rows into a workbook of their own, with the reasons; None without any.

    It answers the same mailing. Where there was none, a mailing of today is kept for it.
    """
    from exports.institution_form import ReturnedRow
    from exports.institution_workbook import write_institution_workbook

    study = desk.document.study
    refused = [row for row in incoming.comparison.of(RowFate.REFUSED) if row.given is not None]
    if not refused:
        return None
    mailing = study.mailings.find(incoming.mailing or "")
    today = sent(study, incoming.institution, asked_years(desk.today()))
    sheet = today
    if mailing is not None:
        sheet = SentSheet(incoming.institution, today.columns, base_of(mailing.base))
    returned = tuple(
        ReturnedRow(row.key, row.given.typed, tuple(_reasons(row.refused)))
        for row in refused
        if row.given is not None
    )
    folder.mkdir(parents=True, exist_ok=True)
    stem = desk.texts.say(message("exchange.back_name", file=Path(incoming.received.name).stem))
    path = _free_path(folder, stem)
    row = mailing or _mailing(desk, sheet, str(desk.today().year), None, path.name, 0)
    write_institution_workbook(_form(desk, sheet, row, returned), path, desk.texts)
    if mailing is None:
        name = study.institutions.get(incoming.institution).name
        label = message("step.sent_back", institution=name[:80])
        desk.document.do(Put("mailings", row), label)
    return path


def _reasons(refused: Sequence[Refusal]) -> Iterator[Message]:
    for refusal in refused:
        yield message("exchange.reason", cell=refusal.cell, why=refusal.said)
