"""The trainings in a table under their filters: which are shown, and which of them is current."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from planner.compute.selection import Choice, Facet, State, census, choice_label, matching, state
from planner.rows import Rows
from planner.tables.trainings import trainings_table
from ui.actions.fieldwords import with_short_headings
from ui.actions.ownedrows import touched_owners
from ui.desktop.models.trainings_model import TrainingsModel
from ui.desktop.pages.training_columns import TrainingColumns
from ui.desktop.pages.training_filters import bar_words, offers
from ui.desktop.style import GAP
from ui.desktop.widgets.editable_view import EditableView
from ui.desktop.widgets.empty_state import EmptyState
from ui.desktop.widgets.filter_bar import FilterBar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planner.changes import Touched
    from ui.desktop.pen import Pen
    from ui.desktop.widgets.filter_bar import Offer

#: Touching these changes names in every row.
_NAMING = ("families", "cities", "institutions")


class TrainingList(QWidget):
    """The table, the bar of its filters, and what stands there where nothing is shown.

    Signals:
        counted(str): how many trainings are shown, in words.
        emptied(): no training is shown any more.
    """

    counted = Signal(str)
    emptied = Signal()

    def __init__(self, pen: Pen, parent: QWidget) -> None:
        """A list that shows nothing yet; see :meth:`refresh`."""
        super().__init__(parent)
        self.pen, self.session = pen, pen.session
        self._selection: tuple[str, ...] | None = None
        self._shown: tuple[str, ...] = ()
        self._census = census(self.session.study)
        self._build()
        self._connect()

    def refresh(self, touched: Touched) -> None:
        """Show the trainings anew as far as they were touched."""
        if touched.has("trainings", "seats", *_NAMING):
            self._census = census(self.session.study)
            self._show_rows(touched)
            self._apply()

    def show_selection(self, keys: Sequence[str], why: str) -> None:
        """Show the trainings called ``keys`` alone, and say why in a chip that can be closed."""
        self.bar.clear_all()
        self._selection = tuple(keys)
        self.bar.show_selection(self.session.say("trainings.selection", why=why))
        self._apply()
        if self._shown:
            self.view.select(self._shown[0])

    def reveal(self, key: str) -> None:
        """Let go what keeps a training from being shown."""
        if key not in self._shown or self.model.line_of(key) < 0:
            self.bar.clear_all()
        if key not in self._shown and self.is_archived(key):
            choice = Choice(Facet.STATE, str(State.ARCHIVED))
            words = self.session.texts.say(choice_label(self.session.study, choice))
            self.bar.choose(choice, words)

    def put_under_bar(self, widget: QWidget) -> None:
        """Let ``widget`` stand between the filters and the table."""
        self._box.insertWidget(1, widget)

    def is_archived(self, key: str) -> bool:
        """True where the training called ``key`` has been taken out of the map."""
        return state(self.session.study.trainings.get(key)) is State.ARCHIVED

    def _build(self) -> None:
        session = self.session
        self.model = TrainingsModel(self.pen, self)
        self.view = EditableView(self.model, session.look, self)
        self.view.setAccessibleName(session.say("page.trainings"))
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.columns = TrainingColumns(session, self.view, self.model)
        self.bar = FilterBar(bar_words(session.texts), session.look, self._offers, self)
        say, look = session.say, session.look
        self.nothing, self.none_yet = (
            EmptyState(look, icon, say(code), say(f"{code}.help"), say(f"{code}.verb"), self)
            for icon, code in (("filter", "trainings.nothing"), ("trainings", "trainings.none"))
        )
        self.stack = QStackedWidget(self)
        for widget in (self.view, self.nothing, self.none_yet):
            self.stack.addWidget(widget)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(GAP + GAP // 2)
        self._box.addWidget(self.bar)
        self._box.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.bar.searched.connect(self._on_searched)
        self.bar.chosen.connect(self._on_chosen)
        self.bar.selection_dropped.connect(self._on_selection_dropped)
        self.nothing.asked.connect(self.bar.clear_all)

    def _offers(self) -> Iterator[Offer]:
        return offers(self.session.study, self.session.texts)

    def _show_rows(self, touched: Touched) -> None:
        """The touched rows alone where that is enough, else all."""
        study = self.session.study
        owners = None
        if not touched.everything and not touched.has(*_NAMING):
            owners = touched_owners(study, touched.rows, "trainings")
        if owners is not None and all(study.trainings.find(key) for key in owners):
            seats = Rows(row for row in study.seats if row.training in owners)
            rows = trainings_table(replace(study, seats=seats), sorted(owners)).rows
            if self.model.put_rows(rows):
                return
        table = trainings_table(study, study.trainings.keys())
        keys, current = self.view.selected_keys(), self.view.current_key()
        self.view.show_table(with_short_headings(table, self.session.texts))
        self.columns.arrange()
        self._select(keys, current)

    def _apply(self) -> None:
        """Show the trainings that fit the choices and words; keep what was selected."""
        study = self.session.study
        choices = [choice for choice in self.bar.choices if isinstance(choice, Choice)]
        shown = matching(study, choices, self._selection)
        if shown == self._shown and self.model.rowCount():
            self._show_count()
            return
        self._shown = shown
        self._filter()

    def _filter(self) -> None:
        keys, current = self.view.selected_keys(), self.view.current_key()
        line = self.view.currentIndex().row()
        self.model.filter(self.bar.search.text(), self._shown)
        if not self._select(keys, current) and self.model.rowCount() and line >= 0:
            self.view.selectRow(min(line, self.model.rowCount() - 1))
        self._show_count()

    def _select(self, keys: Sequence[str], current: str) -> bool:
        """Select lines anew by their keys; False where the current one is not shown."""
        is_shown = self.view.select(current)
        if len(keys) > 1:
            chosen = QItemSelection()
            for line in filter(lambda line: line >= 0, map(self.model.line_of, keys)):
                index = self.model.index(line, 0)
                chosen.select(index, index)
            flags = QItemSelectionModel.SelectionFlag
            self.view.selectionModel().select(chosen, flags.ClearAndSelect | flags.Rows)
        return is_shown

    def _show_count(self) -> None:
        told = self._census.counts(self.model.shown_keys())
        is_whole = told.shown == told.described
        code = "trainings.count_all" if is_whole else "trainings.count"
        say = self.session.say
        words = say(code, shown=told.shown, n=told.described, declared=told.declared)
        if told.archived:
            words = f"{words} · {say('trainings.count_archived', n=told.archived)}"
        self.counted.emit(words)
        is_empty = not self.session.study.trainings
        page = self.none_yet if is_empty else self.nothing
        self.stack.setCurrentWidget(self.view if self.model.rowCount() else page)
        if not self.model.rowCount():
            self.emptied.emit()

    @Slot(str)
    def _on_searched(self, _words: str) -> None:
        self._filter()

    @Slot()
    def _on_chosen(self) -> None:
        self._apply()

    @Slot()
    def _on_selection_dropped(self) -> None:
        self._selection = None
        self.bar.show_selection("")
        self._apply()
