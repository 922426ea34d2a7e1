"""A hundred thousand trainings: everything that is done with eighty can be done with them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from python_calamine import CalamineWorkbook

from benchmarks.synthetic import synthetic_study
from db.connecting import connect
from db.files import check_copy
from db.store import create, open_store
from exports.workbook import write_workbook
from planner.edits import Batch, Put, apply
from planner.messages import message
from planner.rows import Rows
from planner.study import Study
from tests.reliability.promise import Figure
from tests.ui.conftest import settings  # noqa: F401 - a fixture
from tests.ui.desktop.conftest import appearance, jobs  # noqa: F401 - fixtures
from ui.actions.document import Document
from ui.actions.door import desk_for
from ui.actions.texts import Texts
from ui.desktop.pages.trainings import TrainingsPage
from ui.desktop.session import Session

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
WHO: dict[str, Any] = {"author": "Ann", "machine": "here", "clock": lambda: NOON}
ASKED, QUICK = 100_000, 300


class Times:
    """How long each part took, told beside the figure: reached, never asserted."""

    def __init__(self, figure: Figure) -> None:
        self._figure = figure

    @contextmanager
    def of(self, what: str) -> Iterator[None]:
        began = time.perf_counter()
        yield
        self._figure.unit += f", {what} {time.perf_counter() - began:.2g} s"


@pytest.mark.promise("T18", asked=ASKED, quick=QUICK, unit="trainings", weight=90)
def test_many_trainings_are_imported_opened_checked_and_written_whole(
    tmp_path: Path, figure: Figure
) -> None:
    study, path, times = synthetic_study(figure.count), tmp_path / "many.cartoplan", Times(figure)
    bare = Study(**{**_collections(study), "trainings": Rows()})
    arriving = Batch(tuple(Put("trainings", row) for row in study.trainings))
    with create(path, bare, **WHO) as store, times.of("imported"):
        store.save(apply(bare, arriving), arriving, label=message("step.changed"))
    with times.of("opened"), open_store(path, **WHO) as store:
        kept = store.study
    assert kept == study
    with times.of("checked"):
        assert check_copy(path)["trainings"] == figure.count
    with open_store(path, **WHO) as store, times.of("undone"):
        entry = store.undoable()
        assert entry is not None
        back = apply(store.study, entry.inverse)
        store.save(back, entry.inverse, label=entry.label, kind="undo", target=entry.seq)
    with closing(connect(path, "ro")) as bare_connection:
        assert bare_connection.execute("SELECT count(*) FROM trainings").fetchone() == (0,)
    with times.of("workbook"):
        book = tmp_path / "many.xlsx"
        write_workbook(study, book, Texts("fr"), on=date(2026, 1, 5), fingerprint="0" * 64)
    assert max(_rows(book)) > figure.count
    figure.reached(len(kept.trainings))


def _collections(study: Study) -> dict[str, Any]:
    return {name: getattr(study, name) for name in study.__dataclass_fields__}


def _rows(book: Path) -> list[int]:
    with CalamineWorkbook.from_path(str(book)) as opened:
        return [sheet.height for sheet in map(opened.get_sheet_by_name, opened.sheet_names)]


@pytest.mark.promise("T18", asked=ASKED, quick=QUICK, unit="trainings", weight=12)
def test_many_trainings_are_found_and_sorted_on_their_page(
    qtbot: Any,
    appearance: Any,  # noqa: F811
    jobs: Any,  # noqa: F811
    settings: Any,  # noqa: F811
    figure: Figure,
) -> None:
    study, times = synthetic_study(figure.count), Times(figure)
    desk = desk_for(Document(study), Texts("fr"))
    page = TrainingsPage(Session(desk, jobs, appearance.look, settings))
    qtbot.addWidget(page)
    with times.of("page"):
        page.show()
        qtbot.waitUntil(lambda: page.model.total == figure.count, timeout=120_000)
    with times.of("found"):
        page.bar.search.setText("robotique")
        qtbot.waitUntil(lambda: page.model.rowCount() < figure.count, timeout=60_000)
    wanted = sum("robotique" in row.title for row in study.trainings)
    assert page.model.rowCount() == wanted
    page.bar.search.setText("")
    qtbot.waitUntil(lambda: page.model.rowCount() == figure.count, timeout=60_000)
    hours = page.model.column_of("hours")
    with times.of("sorted"):
        page.view.sortByColumn(hours, Qt.SortOrder.DescendingOrder)
    shown = [study.trainings.get(key).hours for key in page.model.keys_shown]
    assert shown == sorted(shown, reverse=True)
    figure.reached(len(shown))
