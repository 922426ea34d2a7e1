"""The referential as documents tell it: read whole, never typed in."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout

from planner.compute.dossier import dossier
from planner.compute.referential_edits import KINDS
from planner.figures.palette import Ink
from planner.tables.dossier import identity_table
from planner.tables.referential import MERGED, referential_tables, runs
from ui.desktop.latch import latched
from ui.desktop.pages.certification_documents import DocumentsBar, IncomingView, reader
from ui.desktop.pages.certification_tab import CertificationTab
from ui.desktop.style import GAP

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from planner.messages import Value
    from planner.tables.table import Table


class ReadingTab(CertificationTab):
    """Shows the identity sheet and the two or three referentials side by side, a table a block.

    The file leaves and comes back from here.

    Signals:
        taken(str): the certification of that key was taken from a file.
    """

    concerned = frozenset({"certifications", *KINDS})
    taken = Signal(str)

    def _build(self) -> None:
        self.bar = DocumentsBar(self.session, self)
        self.incoming = IncomingView(self.session, self)
        self.incoming.hide()
        self.browser = reader(self.session, self.session.say("certifications.tab.reading"), self)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, GAP, GAP, GAP)
        box.setSpacing(GAP)
        for part in (self.bar, self.incoming, self.browser):
            box.addWidget(part)
        box.setStretchFactor(self.incoming, 1)
        box.setStretchFactor(self.browser, 1)

    def _connect(self) -> None:
        self.bar.chosen.connect(self.on_file)
        self.incoming.left.connect(self._on_left)
        self.incoming.taken.connect(self._on_taken)

    @Slot(object)
    def on_file(self, path: Path) -> None:
        """Show what a file would change before anything is taken from it."""
        if self.incoming.show_file(path):
            self._show_incoming(is_shown=True)
            self.incoming.keep.setFocus()

    @Slot()
    def _on_left(self) -> None:
        self._show_incoming(is_shown=False)

    @Slot(str)
    def _on_taken(self, key: str) -> None:
        self._show_incoming(is_shown=False)
        self.taken.emit(key)

    def _show_incoming(self, *, is_shown: bool) -> None:
        self.incoming.setVisible(is_shown)
        for part in (self.bar, self.browser):
            part.setVisible(not is_shown)

    def show_certification(self, key: str) -> None:
        """Show the document of the certification called ``key``."""
        if key != self.key:
            self._show_incoming(is_shown=False)
        super().show_certification(key)
        self.bar.key = key
        latched(self.bar.take, self.pen.lock)
        row = self.study.certifications.get(key)
        at = self.browser.verticalScrollBar().value()
        title = f"<h1 style='font-size: 20px; font-weight: 600'>{escape(row.title)}</h1>"
        self.browser.setHtml(title + "".join(self._table(table) for table in self.tables()))
        self.browser.verticalScrollBar().setValue(at)

    def tables(self) -> tuple[Table, ...]:
        """The tables that are shown, to be printed."""
        if not self.key:
            return ()
        told = dossier(self.study, self.key, self.session.desk.today())
        return (identity_table(self.study, told), *referential_tables(told))

    def _table(self, table: Table) -> str:
        texts, grid = self.session.texts, self.session.look.palette[Ink.GRID]
        muted, panel = (self.session.look.palette[ink] for ink in (Ink.MUTED, Ink.PANEL))
        width = round(100 / max(len(table.columns), 1))
        wide = table.key == "identity"
        widths = (28, 72) if wide else (width,) * len(table.columns)
        head = "".join(
            f"<th align='left' width='{part}%' bgcolor='{panel}'>"
            f"{escape(texts.say(column.heading))}</th>"
            for part, column in zip(widths, table.columns, strict=True)
        )
        merged = {
            place: dict(runs(table, column.key))
            for place, column in enumerate(table.columns)
            if column.key in MERGED
        }
        rows = "".join(
            self._row(number, row.values, merged) for number, row in enumerate(table.rows)
        )
        notes = "".join(
            f"<p style='color: {muted}'>{escape(texts.say(note))}</p>" for note in table.notes
        )
        return (
            f"<h2 style='font-size: 15px; font-weight: 600'>{escape(texts.say(table.title))}</h2>"
            f"<table width='100%' border='1' cellspacing='0' cellpadding='6' bordercolor='{grid}' "
            f"style='border-collapse: collapse; border-style: solid; border-color: {grid}'>"
            f"<tr>{head}</tr>{rows}</table>{notes}"
        )

    def _row(self, number: int, values: Sequence[Value], merged: dict[int, dict[int, int]]) -> str:
        cells = []
        for place, value in enumerate(values):
            spans = merged.get(place)
            if spans is not None and number not in spans:
                continue  # part of the cell above
            span = spans[number] - number + 1 if spans is not None else 1
            cells.append(f"<td valign='top' rowspan='{span}'>{self._cell(value)}</td>")
        return f"<tr>{''.join(cells)}</tr>"

    def _cell(self, value: Value) -> str:
        texts = self.session.texts
        if value is None:
            muted = self.session.look.palette[Ink.MUTED]
            words = escape(texts.say("reading_tab.to_write"))
            return f"<span style='color: {muted}'>{words}</span>"
        parts = value if isinstance(value, tuple) else (value,)
        return "<br/>".join(escape(texts.show(part)).replace("\n", "<br/>") for part in parts)
