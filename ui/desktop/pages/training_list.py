"""The trainings in a table under their filters: which are shown, and which of them is current."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from planner.compute.selection import Choice, Facet, State, choosable, matching, state
from planner.rows import Rows
from ui.actions.views import SavedView, filters_of
from ui.desktop.models.trainings_model import TrainingsModel
from ui.desktop.pages.training_columns import TrainingColumns
from ui.desktop.pages.training_doubts import Doubts
from ui.desktop.pages.training_filters import bar_words, chip_words, offers
from ui.desktop.pages.training_memory import Kept, keep, kept
from ui.desktop.pages.training_rows import NAMING, TrainingRows
from ui.desktop.style import GAP
from ui.desktop.widgets.editable_view import EditableView
from ui.desktop.widgets.empty_state import EmptyState
from ui.desktop.widgets.filter_bar import FilterBar
from ui.desktop.widgets.waiting_state import WaitingState

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterator, Sequence

    from planner.changes import Touched
    from ui.desktop.pen import Pen
    from ui.desktop.widgets.filter_bar import Offer

_DESCRIBED, _UNDESCRIBED, _ARCHIVED = range(3)  # marks of the model


#: The keys of the selected lines, the current one, its line, and how far the table is scrolled
#: where that shall stay.
_Chosen = tuple[tuple[str, ...], str, int, int | None]


class TrainingList(QWidget):
    """The table, the bar of its filters, and what stands there where nothing is shown.

    Signals:
        counted(str): how many trainings are shown, in words.
        emptied(): no training is shown any more.
        restored(): what was shown before the page was rebuilt is shown again.
    """

    counted = Signal(str)
    emptied = Signal()
    restored = Signal()

    def __init__(self, pen: Pen, parent: QWidget) -> None:
        """A list that shows nothing yet; see :meth:`refresh`."""
        super().__init__(parent)
        self.pen, self.session = pen, pen.session
        self._selection: tuple[tuple[str, ...], str] | None = None
        self._shown: tuple[str, ...] = ()
        self._kept: Kept | None = kept(self.session.memory)
        self._before: _Chosen | None = None
        self._build()
        self._connect()

    def refresh(self, touched: Touched) -> None:
        """Show the trainings anew as far as they were touched."""
        if touched.has("trainings", "seats", "domain_hours", *NAMING):
            self.rows.refresh(touched)
        self.doubts.change()

    def show_selection(self, keys: Sequence[str], why: str) -> None:
        """Show the trainings called ``keys`` alone, and say why in a chip that can be closed."""
        self.bar.clear_all()
        self._select_alone(keys, why)
        self._apply()
        if self._shown:
            self.view.select(self._shown[0])

    def show_view(self, view: SavedView) -> None:
        """Show columns, filters, words and sorting of a view; what is unknown is left out."""
        self.columns.show_columns(view.columns)
        self._drop_selection()
        self._put_filters(view)
        self._sort_by(view)
        self._apply()

    def shown_view(self, name: str = "") -> SavedView:
        """What is shown and how, as a view under that name."""
        choices = [choice for choice in self.bar.choices if isinstance(choice, Choice)]
        header = self.view.horizontalHeader()
        keys, column = self.model.keys_of_columns(), header.sortIndicatorSection()
        is_descending = header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
        sort = keys[column] if 0 <= column < len(keys) else ""
        return SavedView(
            name,
            self.columns.shown_columns(),
            filters_of(choices),
            self.bar.search.text(),
            f"-{sort}" if sort and is_descending else sort,
        )

    def reveal(self, key: str) -> None:
        """Let go what keeps a training from being shown."""
        if self.model.line_of(key) < 0:
            self.bar.clear_all()
        if self.model.line_of(key) < 0 and self.is_archived(key):
            self._choose(Choice(Facet.STATE, str(State.ARCHIVED)))

    def put_under_bar(self, widget: QWidget) -> None:
        """Let ``widget`` stand between the filters and the table."""
        self._box.insertWidget(1, widget)

    def is_archived(self, key: str) -> bool:
        """True where the training called ``key`` has been taken out of the map."""
        return state(self.session.study.trainings.get(key)) is State.ARCHIVED

    def _build(self) -> None:
        session = self.session
        self.model = TrainingsModel(self.pen, self)
        self.rows = TrainingRows(session, self.model)
        self.doubts = Doubts(session, self)
        self.view = EditableView(self.model, session.look, self)
        self.view.setAccessibleName(session.say("page.trainings"))
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.columns = TrainingColumns(session, self.view, self.model)
        self.bar = FilterBar(bar_words(session.texts), session.look, self._offers, self)
        self._build_states()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(GAP + GAP // 2)
        self._box.addWidget(self.bar)
        self._box.addWidget(self.stack, 1)

    def _build_states(self) -> None:
        say, look = self.session.say, self.session.look
        self.nothing, self.none_yet = (
            EmptyState(look, icon, say(code), say(f"{code}.help"), say(f"{code}.verb"), self)
            for icon, code in (("filter", "trainings.nothing"), ("trainings", "trainings.none"))
        )
        reading, helped = say("trainings.reading"), say("trainings.reading.help")
        self.reading = WaitingState(self.session, "trainings", reading, helped, self)
        self.stack = QStackedWidget(self)
        for widget in (self.view, self.nothing, self.none_yet, self.reading):
            self.stack.addWidget(widget)

    def _connect(self) -> None:
        self.rows.began.connect(self._on_began)
        self.rows.put.connect(self._on_put)
        self.model.modelAboutToBeReset.connect(self._on_reset)
        self.doubts.found.connect(self._on_doubts)
        self.bar.searched.connect(self._on_searched)
        self.bar.chosen.connect(self._on_chosen)
        self.bar.selection_dropped.connect(self._on_selection_dropped)
        self.bar.menu.aboutToShow.connect(self.doubts.look)
        self.nothing.asked.connect(self.bar.clear_all)
        self.view.horizontalHeader().sortIndicatorChanged.connect(self.remember)
        self.view.selectionModel().selectionChanged.connect(self.remember)
        self.session.opened.connect(self._on_opened)

    def _offers(self) -> Iterator[Offer]:
        return offers(self.session.study, self.session.texts, self.doubts.keys)

    # What is kept while the page is rebuilt

    @Slot()
    def remember(self) -> None:
        """Keep what is shown and selected for the page that is built after this one."""
        if self._kept is None and self.model.total and self.isVisible():
            selected, current = self.view.selected_keys(), self.view.current_key()
            now = Kept(self.shown_view(), self._selection, selected, current)
            keep(self.session.memory, now)

    def _restore(self, was: Kept) -> None:
        """Show again what was shown before the page was rebuilt."""
        if was.selection is not None:
            self._select_alone(*was.selection)
        self._put_filters(was.view)
        self._sort_by(was.view)
        self._apply()
        self._select(was.selected, was.current)
        self.restored.emit()

    def _put_filters(self, view: SavedView) -> None:
        study, texts = self.session.study, self.session.texts
        choices = choosable(study, view.choices)
        words: dict[Hashable, str] = {c: chip_words(study, texts, c) for c in choices}
        self.bar.restore(words, view.search)

    def _sort_by(self, view: SavedView) -> None:
        name, is_descending = view.sorting
        order = Qt.SortOrder.DescendingOrder if is_descending else Qt.SortOrder.AscendingOrder
        self.view.sortByColumn(self.model.column_of(name) if name else -1, order)

    def _select_alone(self, keys: Sequence[str], why: str) -> None:
        self._selection = (tuple(keys), why)
        self.bar.show_selection(self.session.say("trainings.selection", why=why))

    def _drop_selection(self) -> None:
        self._selection = None
        self.bar.show_selection("")

    # What is shown

    def _choose(self, choice: Choice) -> None:
        self.bar.choose(choice, chip_words(self.session.study, self.session.texts, choice))

    def _matching(self, among: Collection[str] | None = None) -> tuple[str, ...]:
        """The keys that fit the choices; among the named trainings alone where some are named."""
        study = self.session.study
        if among is not None:
            found = map(study.trainings.find, among)
            study = replace(study, trainings=Rows(row for row in found if row is not None))
        choices = [choice for choice in self.bar.choices if isinstance(choice, Choice)]
        selected = None if self._selection is None else self._selection[0]
        return matching(study, choices, selected, self.doubts.keys)

    def _apply(self) -> None:
        """Show the trainings that fit the choices and words; keep what was selected."""
        self._shown = self._matching()
        self._filter()

    def _filter(self) -> None:
        self._hold(scroll=None)
        self.model.filter(self.bar.search.text(), self._shown)
        self._let_go()
        self._show_count()
        self.remember()

    @Slot()
    def _on_reset(self) -> None:
        """Others came or went: lines are found again by their keys."""
        self._hold(scroll=self.view.verticalScrollBar().value())

    def _hold(self, scroll: int | None) -> None:
        """Remember what is selected, before the lines are laid anew."""
        index = self.view.currentIndex()
        if self._before is None and index.isValid():
            keys, current = self.view.selected_keys(), self.view.current_key()
            self._before = (keys, current, index.row(), scroll)

    def _let_go(self) -> None:
        """Select again what was selected; where it is gone, what stands in its place."""
        if self._before is None:
            return
        (keys, current, line, scroll), self._before = self._before, None
        if self._select(keys, current):
            if scroll is not None:
                self.view.verticalScrollBar().setValue(scroll)
        elif self.model.rowCount():
            self.view.selectRow(min(line, self.model.rowCount() - 1))

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
        whole, shown = self.model.marks_of_all, self.model.marks_shown
        described, n = shown[_DESCRIBED], whole[_DESCRIBED]
        declared = n + whole[_UNDESCRIBED]
        code = "trainings.count_all" if described == n else "trainings.count"
        say = self.session.say
        words = say(code, shown=described, n=n, declared=declared)
        if shown[_ARCHIVED]:
            words = f"{words} · {say('trainings.count_archived', n=shown[_ARCHIVED])}"
        self.counted.emit(words)
        page = self.nothing if self.session.study.trainings else self.none_yet
        self.stack.setCurrentWidget(self.view if self.model.rowCount() else page)
        if not self.model.rowCount():
            self.emptied.emit()

    @Slot()
    def _on_began(self) -> None:
        if not self.model.total:
            self.stack.setCurrentWidget(self.reading)

    @Slot(object)
    def _on_put(self, keys: frozenset[str] | None) -> None:
        """Rows were shown anew: see whether they still fit, and what was selected before."""
        self.columns.arrange()
        if self._kept is not None:
            was, self._kept, self._before = self._kept, None, None
            self._restore(was)
        elif keys is None or len(keys) > 1 or Facet.DOUBT in self._facets():
            self._apply()
        elif self.model.finder.fit(keys, self._matching(keys)):
            self._filter()
        else:
            self._let_go()
            self._show_count()

    def _facets(self) -> set[Facet]:
        return {choice.facet for choice in self.bar.choices if isinstance(choice, Choice)}

    @Slot()
    def _on_doubts(self) -> None:
        if Facet.DOUBT in self._facets():
            self._apply()

    @Slot()
    def _on_opened(self) -> None:
        """Another study lies on the desk: what was chosen may not be there."""
        self.bar.clear_all()

    @Slot(str)
    def _on_searched(self, _words: str) -> None:
        self._filter()

    @Slot()
    def _on_chosen(self) -> None:
        self.doubts.want(is_wanted=Facet.DOUBT in self._facets())
        self._apply()

    @Slot()
    def _on_selection_dropped(self) -> None:
        self._drop_selection()
        self._apply()
