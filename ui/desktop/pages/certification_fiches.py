"""Published fiches: imported from a file, searched, nearest to the draft, ending in the horizon."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from planner.errors import CartoplanError
from planner.tables.fiches import fiches_table
from planner.words import word
from ui.actions.fiches import USUAL, library, plan_horizon
from ui.actions.fieldwords import with_short_headings
from ui.desktop.models.table_model import TableModel
from ui.desktop.pages.certification_tab import CertificationTab
from ui.desktop.style import GAP, grown
from ui.desktop.widgets.empty_state import EmptyState
from ui.desktop.widgets.labels import label, prose
from ui.desktop.widgets.tab_rows import TabRows
from ui.desktop.widgets.table_view import TableView
from ui.desktop.widgets.wrapping import share_width

if TYPE_CHECKING:
    from planner.tables.table import Table
    from ui.actions.outcome import Outcome
    from ui.desktop.jobs import Job

_PASSAGE = 80  # px at 100 %: four lines of a passage, to be read beside the other
_WRAPPED = {"shared": (1, 2), "fiches": (1, 6)}


class FichesTab(CertificationTab):
    """Shows what the draft shares with fiches, a search, and the fiches that end."""

    concerned = frozenset({"certifications", "tasks"})

    def _build(self) -> None:
        say = self.session.say
        self.origin = prose("", "small", self)
        self.take = self.button("fiches_tab.import", self.on_import)
        self.near = self.button("fiches_tab.near", self.on_near, primary=True)
        self.search = QLineEdit(self)
        self.search.setClearButtonEnabled(True)
        self.search.setPlaceholderText(say("fiches_tab.search"))
        self.search.setAccessibleName(say("fiches_tab.search"))
        self.search.setToolTip(say("fiches_tab.search.help"))
        self.told = prose("", "strong", self)
        self.tables = TabRows(say("fiches_tab.tables"), self)
        self.views: dict[str, TableView] = {}
        for name in ("shared", "nearest", "found", "expiring"):
            self._add(name)
        self.empty = EmptyState(
            self.session.look,
            "search",
            say("fiches_tab.empty"),
            say("fiches_tab.empty.help"),
            say("fiches_tab.import"),
            self,
        )
        bar = QHBoxLayout()
        bar.setSpacing(GAP)
        bar.addWidget(self.near)
        bar.addWidget(self.search, 1)
        bar.addWidget(self.take)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, GAP, GAP, GAP)
        box.setSpacing(GAP)
        box.addLayout(bar)
        box.addWidget(self.told)
        box.addWidget(self.tables, 1)
        box.addWidget(self.origin)
        box.addWidget(self.empty, 1)

    def _add(self, name: str) -> None:
        page = QWidget(self.tables)
        model = TableModel(self.session.texts, page)
        view = TableView(model, self.session.look, page)
        words = self.session.say(f"fiches_tab.{name}")
        view.setAccessibleName(words)
        head = label("", "muted", page)
        head.setObjectName("head")
        box = QVBoxLayout(page)
        box.setContentsMargins(0, GAP // 2, 0, 0)
        box.addWidget(head)
        box.addWidget(view, 1)
        self.views[name] = view
        self.tables.add(page, words)

    def _connect(self) -> None:
        self.search.returnPressed.connect(self.on_search)
        self.empty.asked.connect(self.on_import)

    def show_certification(self, key: str) -> None:
        """Show the fiches at hand; what was found for another draft goes."""
        is_other = key != self.key
        super().show_certification(key)
        origins = self.session.guarded(lambda: library().origins()) or {}
        for part in (self.near, self.search, self.take, self.tables, self.origin):
            part.setVisible(bool(origins))
        self.empty.setVisible(not origins)
        if is_other:
            self.told.setText("")
            for name in ("shared", "nearest"):
                self._show(name, None)
        self.told.setVisible(bool(origins) and bool(self.told.text()))
        if not origins:
            return
        lines = [
            self.session.say(
                "fiches_tab.origin", register=word(name), n=each.fiches, file=each.file,
                at=date.fromisoformat(each.imported_at[:10]),
            )
            for name, each in origins.items()
        ]  # fmt: skip
        self.origin.setText("\n".join(lines))
        first, last = plan_horizon(self.study, self.session.desk.today())
        found = self.session.guarded(lambda: library().expiring(first, last)) or ()
        self._show("expiring", fiches_table(found, "fiches.expiring"))

    @Slot()
    def on_import(self) -> None:
        """Ask which downloaded file is to be imported; the lane reads it."""
        kinds = f"{self.session.say('fiches_tab.files')} (*.zip *.xml)"
        title = self.session.say("fiches_tab.import")
        name, _ = QFileDialog.getOpenFileName(self, title, str(Path.home()), kinds)
        if name:
            self.import_file(Path(name))

    def import_file(self, path: Path) -> Job:
        """Import a downloaded file in the lane; it can be cancelled from the job bar."""
        job = self.session.start_verb("fiches.import", path=path)
        job.succeeded.connect(self._on_imported)
        return job

    @Slot()
    def on_near(self) -> Job | None:
        """Look in the lane for the fiches nearest to the draft."""
        job = self.session.start_verb("certifications.near", certification=self.key)
        job.succeeded.connect(self._on_near)
        return job

    @Slot()
    def on_search(self) -> None:
        """Show the fiches that hold the words typed."""
        words = self.search.text().strip()
        if not words:
            return
        try:
            found = library().search(words, USUAL)
        except CartoplanError as error:
            self.session.refused.emit(self.session.texts.say(error.message))
            return
        self._show("found", fiches_table(found))
        self.tables.bring(list(self.views).index("found"))

    @Slot(object)
    def _on_imported(self, _outcome: Outcome) -> None:
        if self.key:
            self.show_certification(self.key)

    @Slot(object)
    def _on_near(self, outcome: Outcome) -> None:
        shared, nearest = outcome.tables
        self._show("shared", shared)
        self._show("nearest", nearest)
        self.told.setText(" ".join(map(self.session.texts.say, outcome.said)))
        self.told.setVisible(True)
        self.tables.bring(0)

    def _show(self, name: str, table: Table | None) -> None:
        view = self.views[name]
        page = view.parentWidget()
        head = page.findChild(type(self.origin), "head") if page is not None else None
        view.setVisible(table is not None)
        if table is not None:
            view.show_table(with_short_headings(table, self.session.texts))
            share_width(view, *_WRAPPED[table.key], two_lines=True)
            if table.key == "shared":
                view.verticalHeader().setDefaultSectionSize(grown(_PASSAGE))
        if head is not None:
            waits = self.session.say(f"fiches_tab.{name}.wait")
            head.setText(self.session.texts.say(table.title) if table is not None else waits)
