"""A tab of rows typed in a table, the current one in a form beside; some over their figure."""

from __future__ import annotations

from abc import abstractmethod
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, Slot

from planner.findings import Place
from ui.actions import rowedits
from ui.desktop.forms import Form
from ui.desktop.models.editable_model import EditableModel
from ui.desktop.pages.page_tab import PageTab, renew
from ui.desktop.style import grown
from ui.desktop.widgets.editable_view import EditableView
from ui.desktop.widgets.fitted_figure import FittedFigure
from ui.desktop.widgets.labels import label
from ui.desktop.widgets.stacked import fill_panel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

    from planner.tables.table import Table


class RowsTab(PageTab):
    """The rows of one collection."""

    #: The collection; its fields typed in the table; those that the form has beside them.
    rows: ClassVar[str]
    typed: ClassVar[tuple[str, ...]]
    more: ClassVar[tuple[str, ...]] = ()
    #: Px of columns at 100 %.
    widths: ClassVar[Mapping[str, int]] = {}
    form: Form

    def _make_table(self, words: str) -> None:
        """Make the table, called by the text of code ``words``."""
        self.model = EditableModel(self.pen, self.rows, self.typed, self)
        self.view = EditableView(self.model, self.session.look, self)
        self.view.setAccessibleName(self.session.say(words))

    def _make_form(self, head: str, *above: QWidget) -> None:
        """Make the form, in the panel under ``above`` and the text of code ``head``."""
        self.form = Form(self.pen, self.rows, (*self.typed, *self.more), self.detail)
        named = label(self.session.say(head), "strong", self.detail)
        fill_panel(self.detail, *above, named, self.form)

    def _connect(self) -> None:
        self.view.chosen.connect(self._on_chosen)
        self.view.entered_at.connect(self._on_entered)
        self.view.removal_asked.connect(self.remove)

    def chosen_key(self) -> str:
        """The current row."""
        return self.view.current_key()

    def show_place(self, place: Place) -> None:
        """Make a row the current one, and its field where one is named."""
        self.view.select_cell(place.key, place.field)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def select_added(self, key: str) -> None:
        """Make the row that was added the current one."""
        self.show_place(Place(self.rows, key))

    def duplicate(self) -> None:
        """Add a copy of the current row, just after it."""
        key = self.session.guarded(partial(self._copy, self.chosen_key()))
        if key:
            self.select_added(key)

    @Slot()
    def remove(self) -> None:
        """Remove the current row; what stands in the way is named where it cannot be."""
        key = self.chosen_key()
        if key and not self.pen.lock:
            self.session.guarded(partial(self._drop, key))

    def _copy(self, key: str) -> str:
        return rowedits.duplicate(self.session.desk, self.rows, key)

    def _drop(self, key: str) -> None:
        rowedits.remove(self.session.desk, self.rows, key)

    def _show_rows(self, table: Table) -> bool:
        """Show ``table``; True where all is anew, its columns set where they are the first."""
        is_first = self.model.columnCount() == 0
        is_anew = renew(self.view, table)
        for name, width in self.widths.items() if is_first else ():
            self.view.setColumnWidth(self.model.column_of(name), grown(width))
        return is_anew

    @abstractmethod
    def _show(self) -> None:
        """Show the current row in the panel, and tell."""

    @Slot(object)
    def _on_chosen(self, _place: Place | None) -> None:
        self._show()

    @Slot(object, str)
    def _on_entered(self, _place: Place, column: str) -> None:
        self.detail_asked.emit()
        self.form.focus(column)


class FiguredTab(RowsTab):
    """Rows over a figure of them: a hit of the figure makes its row the current one."""

    #: What a hit of the figure begins with, such as ``task:``.
    hits: ClassVar[str]

    def _make_figure(self) -> None:
        self.figure = FittedFigure(self.session.texts, self.session.look, self)
        self.figure.describe_hits(self._describe)

    def _connect(self) -> None:
        super()._connect()
        self.figure.hit.connect(self._on_hit)
        self.figure.place_activated.connect(self._on_place)

    @abstractmethod
    def _offered(self, key: str) -> str:
        """What a click on the row of ``key`` would do; empty where there is no such row."""

    def _describe(self, hit: str) -> str:
        return self._offered(hit.removeprefix(self.hits))

    @Slot(str)
    def _on_hit(self, hit: str) -> None:
        self.view.select(hit.removeprefix(self.hits))

    @Slot(object)
    def _on_place(self, place: Place | None) -> None:
        if place is not None:
            self.view.select(place.key)
