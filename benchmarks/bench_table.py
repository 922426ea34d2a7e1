"""The page of trainings over 100 000 rows beside a plain QSortFilterProxyModel of the same cells.

Both are typed into, sorted and scrolled by the same events, each until its table is painted anew.
The peer keeps ready-made strings in Qt's own item model, so that Python takes no part in it; it
compares letters as they are, where ours searches without accents and counts what is shown.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QSortFilterProxyModel, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QTableView

from benchmarks.figures import Figure, shown
from benchmarks.synthetic import synthetic_study
from db.store import create
from planner.tables.trainings import SEARCHED
from ui.actions.document import Document
from ui.actions.door import desk_for
from ui.actions.settings import Settings
from ui.actions.texts import Texts
from ui.actions.verbs import load_verbs
from ui.desktop.appearance import Appearance
from ui.desktop.jobs import Jobs
from ui.desktop.launch import application_named
from ui.desktop.pages.trainings import TrainingsPage
from ui.desktop.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

COUNT = 100_000
TYPED = "synthétique 7 lille"
SORTED = ("title", "city", "hours")
PAGES = 40
EDITS = 7
SIZE = (1240, 816)


def measure() -> list[Figure]:
    """Typing, sorting and scrolling beside the proxy; one edit beside the writing of it."""
    load_verbs()
    application = application_named(["cartoplan"])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.cartoplan"
        store = create(path, synthetic_study(COUNT), author="b", machine="b", clock=_clock)
        settings = Settings(theme="light")
        appearance = Appearance(application, settings)
        desk = desk_for(Document(store.load(), store), Texts("fr"))
        session = Session(desk, Jobs(application), appearance.look, settings, parent=application)
        page = TrainingsPage(session)
        page.resize(*SIZE)
        figures = [*_opening(page), *_beside_proxy(page), _edit(page)]
        page.close()
        session.close()
    return figures


def _opening(page: TrainingsPage) -> list[Figure]:
    """Until the page stands, saying that it reads; then until its rows are there."""
    start = time.perf_counter()
    page.show()
    page.grab()
    stands = time.perf_counter() - start
    while page.model.total < COUNT:
        QCoreApplication.processEvents()
        time.sleep(0.005)
    return [
        Figure(f"page of {COUNT:,} trainings, to its first paint", shown(stands)),
        Figure("… of which its rows, from the lane", shown(time.perf_counter() - start)),
    ]


def _beside_proxy(page: TrainingsPage) -> list[Figure]:
    view, proxy = _plain(page)
    ours, line = page.view, page.bar.search
    ascending, columns = Qt.SortOrder.AscendingOrder, [page.model.column_of(n) for n in SORTED]
    theirs = [SEARCHED.index(name) for name in SORTED]
    figures = [
        _figure(
            "typing a letter of a search",
            "a frame or two",
            _typing(line.setText, ours),
            _typing(proxy.setFilterFixedString, view),
        ),
        _figure(
            "sorting by a column",
            "a frame or two",
            [_painted(partial(ours.sortByColumn, n, ascending), ours) for n in columns],
            [_painted(partial(view.sortByColumn, n, ascending), view) for n in theirs],
        ),
        _figure("scrolling a page", "a frame", _scrolling(ours), _scrolling(view)),
    ]
    view.deleteLater()
    return figures


def _figure(what: str, asked: str, ours: Sequence[float], theirs: Sequence[float]) -> Figure:
    mine, beside = statistics.median(ours), statistics.median(theirs)
    return Figure(
        f"{what}, {COUNT:,} rows (at worst {shown(max(ours))})",
        shown(mine),
        f"QSortFilterProxyModel (at worst {shown(max(theirs))})",
        shown(beside),
        mine / beside,
        asked,
    )


def _plain(page: TrainingsPage) -> tuple[QTableView, QSortFilterProxyModel]:
    """A plain table of the strings that are searched, over a proxy."""
    model = page.model
    columns = [model.column_of(name) for name in SEARCHED]
    items = QStandardItemModel(0, len(columns))
    for line in range(model.rowCount()):
        items.appendRow([QStandardItem(str(model.index(line, n).data())) for n in columns])
    view = QTableView(page)
    proxy = QSortFilterProxyModel(view)
    items.setParent(proxy)
    proxy.setSourceModel(items)
    proxy.setFilterKeyColumn(-1)
    proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    view.setModel(proxy)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSortingEnabled(True)
    view.resize(page.view.size())
    view.show()
    view.grab()
    return view, proxy


def _typing(put: Callable[[str], object], view: QTableView) -> list[float]:
    """The seconds that each letter takes, and each that is taken back."""
    words = [TYPED[: n + 1] for n in range(len(TYPED))]
    return [_painted(partial(put, word), view) for word in (*words, *reversed(words[:-1]), "")]


def _scrolling(view: QTableView) -> list[float]:
    bar = view.verticalScrollBar()
    step = max(bar.maximum() // PAGES, 1)
    return [_painted(partial(bar.setValue, n * step), view) for n in range(PAGES)]


def _painted(act: Callable[[], object], view: QTableView) -> float:
    """The seconds until what was done is on the screen."""
    start = time.perf_counter()
    act()
    QCoreApplication.sendPostedEvents()
    view.viewport().grab()
    return time.perf_counter() - start


def _edit(page: TrainingsPage) -> Figure:
    """One title typed over, until it is on disk and painted; beside it the document alone."""
    pen, desk = page.pen, page.session.desk
    key = page.model.keys_shown[COUNT // 2]
    page.view.select(key)
    whole = [
        _painted(partial(pen.change, "trainings", key, "title", f"Titre {n}"), page.view)
        for n in range(EDITS)
    ]
    page.hide()  # a hidden page waits
    bare = []
    for n in range(EDITS):
        start = time.perf_counter()
        pen.change("trainings", key, "title", f"Nom {n}")
        bare.append(time.perf_counter() - start)
    if desk.document.study.trainings.get(key).title != f"Nom {EDITS - 1}":
        raise AssertionError(key)
    mine, beside = statistics.median(whole), statistics.median(bare)
    return Figure(
        f"one title of {COUNT:,} changed, on disk and painted",
        shown(mine),
        "the document alone, on disk",
        shown(beside),
        mine / beside,
        "touched rows only",
    )


def _clock() -> datetime:
    return datetime(2026, 1, 1, tzinfo=UTC)
