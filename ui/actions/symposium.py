"""The verb of the symposium's report: one plan, printed as PDF and written as a workbook."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from planner.editions.kept import by_day
from planner.errors import InvalidInput, UsageError
from planner.messages import message
from planner.text import same_name_key
from planner.vocab import Audience, ReportSection
from planner.watch import Watch
from ui.actions.desk import Desk
from ui.actions.editions_compared import edition_named
from ui.actions.outcome import Outcome
from ui.actions.registry import verb
from ui.actions.scenarios import named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exports.symposium import Report as Made
    from exports.symposium import Vintage
    from planner.figures.figure import Figure
    from planner.study import Edition, Report, Study
    from planner.tables.table import Table
    from ui.actions.texts import Texts

SUFFIXES = (".pdf", ".xlsx")


@verb("export.symposium")
def export_symposium(
    desk: Desk,
    out: Path,
    edition: str = "",
    previous: str = "",
    audience: Audience | None = None,
    sections: str = "",
    report: str = "",
    scenario: str = "",
    both: bool = False,
    watch: Watch | None = None,
) -> Outcome:
    """Write the symposium's report to ``out``: a PDF, a workbook, or both of the same name."""
    paths = files_of(out, both=both)
    kept = report_named(desk.document.today.study, report) if report else None
    chosen = parsed_sections(sections)
    made = made_report(
        desk,
        edition or ("" if kept is None or kept.edition is None else kept.edition),
        previous or ("" if kept is None or kept.previous is None else kept.previous),
        audience or (Audience.PARTNERS if kept is None else kept.audience),
        chosen or (() if kept is None else kept.sections) or tuple(ReportSection),
        scenario,
        watch,
    )
    return _written(made, paths, desk.texts, watch)


def written_report(made: Made, out: Path, texts: Texts, watch: Watch | None = None) -> Outcome:
    """Write the PDF and the workbook of the name of ``out``; raises as ``write_report``."""
    return _written(made, files_of(out, both=True), texts, watch)


def printed_report(made: Made, texts: Texts, watch: Watch | None = None) -> bytes:
    """The PDF that would be written, to be looked at; nothing of it stays on the disk.

    Raises as ``write_report``.
    """
    from exports.symposium import write_report

    with TemporaryDirectory(prefix="cartoplan-") as folder:
        path = Path(folder) / "report.pdf"
        write_report(made, (path,), texts, watch)
        return path.read_bytes()


def _written(made: Made, paths: tuple[Path, ...], texts: Texts, watch: Watch | None) -> Outcome:
    from exports.symposium import write_report

    write_report(made, paths, texts, watch)
    said = tuple(message("done.written", path=str(path)) for path in paths)
    return Outcome(said=said, written=paths)


def made_report(
    desk: Desk,
    edition: str,
    previous: str,
    audience: Audience,
    sections: Sequence[ReportSection],
    scenario: str = "",
    watch: Watch | None = None,
) -> Made:
    """The report of an edition against a former one, computed and not yet written.

    ``edition`` and ``previous`` are keys or names. Without an edition the study on the desk is
    reported; without a former one, the last edition frozen before it, if there is any. Of a
    ``scenario``, by key or name, the coverage is told alone and its change decomposed; of all
    where none is named.

    Raises:
        InvalidInput: no such edition or scenario, or the editions are the same.
        Cancelled: asked to stop.
    """
    from exports.symposium import Choice, report_of

    today = desk.document.today.study
    row = edition_named(today, edition) if edition else desk.document.edition
    before = edition_named(today, previous) if previous else former(today, row)
    if row is not None and before is not None and row.key == before.key:
        raise InvalidInput("report_itself", name=row.name)
    study, vintage = _vintage(desk, row)
    return report_of(
        study,
        vintage,
        Choice(audience, tuple(sections), named(study, scenario).key if scenario else ""),
        old=None if before is None else _opened(before),
        previous="" if before is None else before.name,
        kept=today,
        decided="" if before is None else before.key,
        watch=watch,
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """One line of a report's contents: a section with its sentences, a figure or a table."""

    name: str
    is_section: bool
    shown: Figure | Table | None = None
    words: tuple[str, ...] = ()


def shown_parts(made: Made, texts: Texts) -> list[Shown]:
    """The contents of a report line by line, for whoever looks at it before it is written."""
    from exports.report.parts import Drawn, Listed, Said, caption

    lines: list[Shown] = []
    for section in made.sections:
        said = (part.said for part in section.parts if isinstance(part, Said))
        words = tuple(one if isinstance(one, str) else texts.say(one) for one in said)
        lines.append(Shown(texts.say(section.title), is_section=True, words=words))
        for part in section.parts:
            if isinstance(part, Drawn | Listed):
                shown = part.figure if isinstance(part, Drawn) else part.table
                lines.append(Shown(texts.say(caption(part)), is_section=False, shown=shown))
    return lines


def former(study: Study, row: Edition | None) -> Edition | None:
    """The edition before ``row``, or the last one where the study of today is reported."""
    rows = by_day(study)
    if row is None:
        return rows[-1] if rows else None
    place = [one.key for one in rows].index(row.key)
    return rows[place - 1] if place else None


def parsed_sections(told: str) -> tuple[ReportSection, ...]:
    """The sections named in a list parted by commas, in its order; refused where one is unknown."""
    found: list[ReportSection] = []
    known = tuple(section.value for section in ReportSection)
    for word in (part.strip().lower() for part in told.split(",")):
        if not word:
            continue
        if word not in known:
            raise UsageError("unknown_section", value=word[:40], known=known)
        section = ReportSection(word)
        if section in found:
            raise UsageError("section_twice", value=word)
        found.append(section)
    return tuple(found)


def report_named(study: Study, told: str) -> Report:
    """The kept report of that key or name; refused where there is none."""
    for row in study.reports:
        if row.key == told or same_name_key(row.name) == same_name_key(told):
            return row
    known = tuple(row.name for row in study.reports)
    raise InvalidInput("unknown_report", report=told[:80], known=known)


def files_of(out: Path, *, both: bool) -> tuple[Path, ...]:
    """The files to write: ``out``, or the PDF and the workbook of its name."""
    if out.suffix.lower() not in SUFFIXES:
        raise UsageError("report_suffix", file=out.name[:80])
    return tuple(out.with_suffix(end) for end in SUFFIXES) if both else (out,)


def _vintage(desk: Desk, row: Edition | None) -> tuple[Study, Vintage]:
    """The study to report and which state of it: that of an edition is never that of today."""
    from exports.symposium import Vintage

    if row is not None:
        on = row.frozen_on or desk.today()
        return _opened(row), Vintage(row.name, on, row.digest)
    document = desk.document
    name = desk.texts.say("report.today")
    return document.study, Vintage(name, desk.today(), document.fingerprint())


def _opened(row: Edition) -> Study:
    from db.editions import opened  # it loads the database: only when needed

    return opened(row)
