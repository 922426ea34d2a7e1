"""The trainings of the region: found, filtered, typed in place or in a form, added, archived."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout

from planner.compute.selection import (
    Choice,
    Facet,
    State,
    census,
    choice_label,
    matching,
    state,
    tally,
)
from planner.findings import Place
from planner.rows import Rows
from planner.tables.trainings import trainings_table
from ui.actions.fieldwords import with_short_headings
from ui.actions.ownedrows import touched_owners
from ui.desktop.forms import DraftForm
from ui.desktop.models.trainings_model import TrainingsModel
from ui.desktop.page import Page
from ui.desktop.pages.training_columns import TrainingColumns
from ui.desktop.pages.training_form import TABS_OF_COLUMNS, TrainingDetail
from ui.desktop.pen import Pen
from ui.desktop.style import GAP, as_role
from ui.desktop.widgets.detail import DetailPanel
from ui.desktop.widgets.editable_view import EditableView
from ui.desktop.widgets.empty_state import EmptyState
from ui.desktop.widgets.filter_bar import BarWords, FilterBar, Offer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QAction

    from planner.changes import Touched

#: Touching these changes names in every row.
_NAMING = ("families", "cities", "institutions")


class TrainingsPage(Page):
    """The table of trainings, its filters, and the details of the current one."""

    key = "trainings"
    icon = "trainings"
    shows = frozenset({"trainings", "seats", "domain_hours"})

    def _build(self) -> None:
        session = self.session
        self.pen = Pen(session)
        self.model = TrainingsModel(self.pen, self)
        self.view = EditableView(self.model, session.look, self)
        self.view.setAccessibleName(session.say("page.trainings"))
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.columns = TrainingColumns(session, self.view, self.model)
        self.bar = FilterBar(self._bar_words(), session.look, self._offers, self)
        self.detail = TrainingDetail(self.pen, self)
        self.panel = DetailPanel(session, "trainings", self)
        self.panel.show_content(session.say("trainings.detail"), self.detail)
        self.panel.title.setContentsMargins(GAP, 0, 0, 0)
        self._selection: tuple[str, ...] | None = None
        self._shown: tuple[str, ...] = ()
        self._census = census(session.study)
        self._build_draft()
        self._build_empty()
        self._build_actions()
        self._lay_out()

    def _connect(self) -> None:
        self.bar.searched.connect(self._on_searched)
        self.bar.chosen.connect(self._on_chosen)
        self.bar.selection_dropped.connect(self._on_selection_dropped)
        self.view.chosen.connect(self._on_current)
        self.view.entered_at.connect(self._on_entered)
        self.view.customContextMenuRequested.connect(self._on_menu)
        self.view.selectionModel().selectionChanged.connect(self._on_selected)
        self.draft.added.connect(self._on_added)
        self.draft.left.connect(self._on_draft_left)
        self.nothing.asked.connect(self.bar.clear_all)
        self.none_yet.asked.connect(self._on_add)
        self.detail.titled.connect(self.panel.title.setText)
        for key, act in (("Ctrl+F", self._on_find), ("Ctrl+H", self._on_history)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.activated.connect(act)

    def refresh(self, touched: Touched) -> None:
        """Show the trainings anew as far as they were touched."""
        if touched.has("trainings", "seats", *_NAMING):
            self._census = census(self.session.study)
            self._show_rows(touched)
            self._apply()
        self.detail.refresh(touched)
        self._show_actions()

    def show_selection(self, keys: Sequence[str], why: str) -> None:
        """Show the trainings called ``keys`` alone, and say why in a chip that can be closed."""
        self.bar.clear_all()
        self._selection = tuple(keys)
        self.bar.show_selection(self.session.say("trainings.selection", why=why))
        self._apply()
        if self._shown:
            self.view.select(self._shown[0])

    def show_place(self, place: Place) -> None:
        """Make the training of ``place`` the current one, and its field where one is named."""
        owners = touched_owners(self.session.study, [(place.collection, place.key)], "trainings")
        if not owners:
            return
        key = owners.pop()
        self._reveal(key)
        if self.view.select_cell(key, place.field) and place.collection == self.key:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.detail.show_place(place)

    # What is built

    def _build_draft(self) -> None:
        say = self.session.say
        self.draft_frame = QFrame(self)
        as_role(self.draft_frame, "card")
        words = (say("trainings.draft.add"), say("owned.leave"))
        names = ("title", "institution", "city")
        self.draft = DraftForm(
            self.pen, "trainings", names, words, self.draft_frame, halves=names[1:]
        )
        self.draft.setMaximumWidth(640)
        box = QVBoxLayout(self.draft_frame)
        box.setContentsMargins(2 * GAP, GAP, 2 * GAP, GAP)
        box.addWidget(self.draft)
        self.draft_frame.hide()

    def _build_empty(self) -> None:
        say, look = self.session.say, self.session.look
        self.nothing, self.none_yet = (
            EmptyState(look, icon, say(code), say(f"{code}.help"), say(f"{code}.verb"), self)
            for icon, code in (("filter", "trainings.nothing"), ("trainings", "trainings.none"))
        )
        self.stack = QStackedWidget(self)
        for widget in (self.view, self.nothing, self.none_yet):
            self.stack.addWidget(widget)

    def _build_actions(self) -> None:
        self.add_action = self.offer("trainings.add", "add", self._on_add, "Ctrl+N")
        self.copy_action = self.offer(
            "trainings.duplicate", "duplicate", self._on_duplicate, "Ctrl+D"
        )
        self.archive_action = self.offer(
            "trainings.archive", "archive", self._on_archive, "Ctrl+Backspace"
        )
        self.columns_action = self.offer("trainings.columns", "columns", self._on_columns)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setContentsMargins(2 * GAP, GAP + GAP // 2, 2 * GAP, 0)
        left.setSpacing(GAP + GAP // 2)
        left.addWidget(self.bar)
        left.addWidget(self.draft_frame)
        left.addWidget(self.stack, 1)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addLayout(left, 1)
        line.addWidget(self.panel)

    def _bar_words(self) -> BarWords:
        say = self.session.say
        return BarWords(
            search=say("trainings.search"),
            search_help=say("trainings.search.help"),
            erase=say("trainings.search.erase"),
            more=say("trainings.filter"),
            more_help=say("trainings.filter.help"),
            clear=say("trainings.filter.clear"),
            clear_help=say("trainings.filter.clear.help"),
            remove=lambda name: say("trainings.filter.remove", name=name),
        )

    def _offers(self) -> Iterator[Offer]:
        """What may be chosen now, facet by facet, with how many trainings have it."""
        study, texts = self.session.study, self.session.texts
        for facet in Facet:
            code = "trainings.state" if facet is Facet.STATE else f"dimension.{facet}"
            values = (
                (choice, texts.say(choice_label(study, choice)), texts.show(count))
                for key, count in tally(study, facet).items()
                for choice in (Choice(facet, key),)
            )
            yield Offer(texts.say(code), tuple(values))

    # What is shown

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
        self.summarise(words)
        is_empty = not self.session.study.trainings
        page = self.none_yet if is_empty else self.nothing
        self.stack.setCurrentWidget(self.view if self.model.rowCount() else page)
        if not self.model.rowCount():
            self.detail.show_training("")

    def _show_actions(self) -> None:
        """Enable what can be done with the selected trainings, or say why it cannot."""
        keys, lock, say = self.view.selected_keys(), self.pen.lock, self.session.say
        is_restoring = bool(keys) and all(self._is_archived(key) for key in keys)
        code = "trainings.restore" if is_restoring else "trainings.archive"
        self.archive_action.setText(say(code))
        self.archive_action.setIcon(
            self.session.look.icon("restore" if is_restoring else "archive")
        )
        for action, help_code, is_possible in (
            (self.add_action, "trainings.add", True),
            (self.copy_action, "trainings.duplicate", len(keys) == 1),
            (self.archive_action, code, bool(keys)),
        ):
            action.setEnabled(is_possible and not lock)
            key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            tip = say(f"{help_code}.help") if is_possible else say("trainings.choose_first")
            action.setToolTip(lock or f"{tip} ({key})")
        self.none_yet.button.setEnabled(not lock)

    def _is_archived(self, key: str) -> bool:
        return state(self.session.study.trainings.get(key)) is State.ARCHIVED

    def _reveal(self, key: str) -> None:
        """Let go what keeps a training from being shown."""
        if key not in self._shown or self.model.line_of(key) < 0:
            self.bar.clear_all()
        if key not in self._shown and self._is_archived(key):
            choice = Choice(Facet.STATE, str(State.ARCHIVED))
            words = self.session.texts.say(choice_label(self.session.study, choice))
            self.bar.choose(choice, words)

    def _unfold(self) -> None:
        if self.panel.is_folded:
            self.panel.fold.click()

    # What is answered

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

    @Slot(object)
    def _on_current(self, place: Place | None) -> None:
        self.detail.show_training(place.key if place is not None else "")

    @Slot(QItemSelection, QItemSelection)
    def _on_selected(self, _new: QItemSelection, _old: QItemSelection) -> None:
        self._show_actions()

    @Slot(object, str)
    def _on_entered(self, _place: Place, column: str) -> None:
        self._unfold()
        self.detail.show_tab(TABS_OF_COLUMNS.get(column, "identity"))
        self.detail.focus_first()

    @Slot()
    def _on_find(self) -> None:
        self.bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.bar.search.selectAll()

    @Slot()
    def _on_history(self) -> None:
        self._unfold()
        self.detail.show_tab("history")

    @Slot()
    def _on_add(self) -> None:
        if not self.pen.lock:
            self.draft_frame.show()
            self.draft.begin({}, {})

    @Slot(str)
    def _on_added(self, key: str) -> None:
        self.draft_frame.hide()
        self._reveal(key)
        self.view.select_cell(key, "title")
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_draft_left(self) -> None:
        self.draft_frame.hide()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_duplicate(self) -> None:
        outcome = self.pen.run_verb("trainings.duplicate", self.view.current_key())
        if outcome is not None and isinstance(outcome.data, dict):
            self._on_added(str(outcome.data["key"]))

    @Slot()
    def _on_archive(self) -> None:
        """Archive the selected trainings, or restore them where all are archived."""
        keys = self.view.selected_keys()
        is_restoring = all(self._is_archived(key) for key in keys)
        if len(keys) == 1:
            verb = "trainings.restore" if is_restoring else "trainings.archive"
            self.pen.run_verb(verb, keys[0])
            return
        step = "step.restored_many" if is_restoring else "step.archived_many"
        refusal = self.pen.change_many(keys, step, is_archived=not is_restoring)
        if refusal:
            self.session.refused.emit(refusal)

    @Slot()
    def _on_columns(self) -> None:
        self.columns.open_menu()

    @Slot(QPoint)
    def _on_menu(self, at: QPoint) -> None:
        """What can be done with the line under the pointer or the cursor."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setToolTipsVisible(True)
        for code, key, act in (
            ("trainings.edit_cell", "F2", self._on_edit_cell),
            ("trainings.open_detail", "Enter", self._on_open_detail),
            ("trainings.show_history", "Ctrl+H", self._on_history),
        ):
            action = menu.addAction(f"{self.session.say(code)}\t{_native(key)}")
            action.triggered.connect(act)
            action.setEnabled(self.view.currentIndex().isValid())
            self._forbid(action, code)
        menu.addSeparator()
        for action in (self.add_action, self.copy_action, self.archive_action):
            menu.addAction(action)
        menu.popup(self.view.viewport().mapToGlobal(at))

    def _forbid(self, action: QAction, code: str) -> None:
        index: QModelIndex = self.view.currentIndex()
        if code != "trainings.edit_cell" or not index.isValid():
            return
        action.setEnabled(bool(self.model.flags(index) & Qt.ItemFlag.ItemIsEditable))
        action.setToolTip(self.pen.lock)

    @Slot()
    def _on_edit_cell(self) -> None:
        self.view.edit(self.view.currentIndex())

    @Slot()
    def _on_open_detail(self) -> None:
        self._on_entered(Place(self.key, self.view.current_key()), "")


def _native(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
