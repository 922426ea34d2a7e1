"""The symposium's report as PDF, beside bare reportlab paragraphs and tables of the same words.

Ours holds everything: the results computed, their words, figures, numbered notes, and the second
pass that makes « page 3 / 66 » and the contents true. The bare one lays the same sentences and
the same rows of cells out once, in reportlab's own styles and the same typeface, without figures.
Each runs in a process of its own, so that its memory is its own.
"""

from __future__ import annotations

import json
import tempfile
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from reportlab.platypus import KeepTogether, LongTable, Paragraph

from benchmarks.bare_report import bare_report, pages_of
from benchmarks.figures import Figure, peak_megabytes, seconds
from db.editions import opened
from exports.pdf import Draft, Heading
from exports.pdf_scribe import Scribe
from exports.pdf_text import Notices
from exports.report.pages import report_story
from exports.symposium import Choice, Vintage, report_of, write_report
from planner.vocab import Audience
from ui.actions.files import first_study
from ui.actions.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reportlab.platypus.flowables import Flowable

    from benchmarks.bare_report import Piece
    from exports.symposium import Report

ASKED = "at most about 4"
ON = date(2026, 11, 22)

T = TypeVar("T")


def measure() -> list[Figure]:
    """The report of the shipped study since its edition, for both in one run."""
    with tempfile.TemporaryDirectory() as folder:
        words = Path(folder) / "words"
        rows, cells = _apart(keep_words, words)
        pages, ours, memory = _apart(our_report, Path(folder) / "ours.pdf")
        bare_pages, bare, bare_memory = _apart(bare_report, words, Path(folder) / "bare.pdf")
    beside = f"reportlab, the same sentences and {rows} rows of {cells} cells, no figure"
    return [
        Figure(
            "symposium report as PDF, computed and laid out", _pace(pages, ours), beside,
            _pace(bare_pages, bare), ours / bare, ASKED,
        ),
        Figure(
            "… peak of memory", f"{memory:.0f} MB", beside, f"{bare_memory:.0f} MB",
            memory / bare_memory,
        ),
    ]  # fmt: skip


def _pace(pages: int, duration: float) -> str:
    return f"{pages / duration:.3g} pages/s ({pages} pages in {duration:.3g} s)"


def _apart(work: Callable[..., T], *paths: Path) -> T:
    """What a piece of work gives in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(work, *paths).result()


def _made() -> Report:
    study = first_study()
    (row,) = study.editions
    vintage = Vintage("2026", ON, "0" * 64)
    choice = Choice(Audience.INTERNAL)
    return report_of(study, vintage, choice, old=opened(row), previous=row.name, kept=study)


def our_report(path: Path) -> tuple[int, float, float]:
    """Pages, seconds and MB of the report from the study to the file."""
    texts = Texts("fr")
    best = seconds(lambda: write_report(_made(), (path,), texts))
    return pages_of(path), best, peak_megabytes()


def keep_words(path: Path) -> tuple[int, int]:
    """Every sentence and row of the report, kept at ``path``; how many rows and cells."""
    made = _made()
    story = report_story(made.told, made.sections, Scribe(Texts("fr"), Notices()), Draft())
    pieces = list(_pieces(story))
    path.write_text(json.dumps(pieces), "utf-8")
    tables = [piece for piece in pieces if not isinstance(piece, str)]
    return sum(map(len, tables)), sum(len(row) for table in tables for row in table)


def _pieces(story: Sequence[Flowable] | Iterator[Flowable]) -> Iterator[Piece]:
    for part in story:
        match part:
            case KeepTogether():
                yield from _pieces(_held(part, "_content"))
            case Heading():
                yield part.words
            case Paragraph():
                yield _plain(part)
            case LongTable():
                yield [[_plain(cell) for cell in row] for row in _held(part, "_cellvalues")]


def _held(part: Flowable, name: str) -> Any:
    """What a group or a table holds, which reportlab tells in no public way."""
    return getattr(part, name)


def _plain(paragraph: Paragraph) -> str:
    return str(paragraph.getPlainText(identify=None)).replace("&", "&amp;").replace("<", "&lt;")
