"""The trainings of the region: found, filtered, typed in place or in a form, added, archived."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QVBoxLayout

from ui.actions.ownedrows import touched_owners
from ui.desktop.forms import DraftForm
from ui.desktop.page import Page
from ui.desktop.pages.training_acts import TrainingActs
from ui.desktop.pages.training_form import TABS_OF_COLUMNS, TrainingDetail
from ui.desktop.pages.training_list import TrainingList
from ui.desktop.pages.training_tools import TrainingTools
from ui.desktop.pages.training_views import TrainingViews
from ui.desktop.pen import Pen
from ui.desktop.style import GAP, as_role
from ui.desktop.widgets.detail import DetailPanel
from ui.desktop.widgets.stacked import fill_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.changes import Touched
    from planner.findings import Place


class TrainingsPage(Page):
    """The table of trainings, its filters, and the details of the current one."""

    key = "trainings"
    icon = "trainings"
    shows = frozenset({"trainings", "seats", "domain_hours", "leavers"})

    def _build(self) -> None:
        session = self.session
        self.pen = Pen(session)
        self.list = TrainingList(self.pen, self)
        self.model, self.view, self.bar = self.list.model, self.list.view, self.list.bar
        self.panel = DetailPanel(session, "trainings", self)
        self.detail = TrainingDetail(self.pen, self.panel.room)
        self.panel.show_content(session.say("trainings.detail"), self.detail)
        self.panel.title.setContentsMargins(GAP, 0, 0, 0)
        self.acts = TrainingActs(self, self.list)
        self.views = TrainingViews(self, self.list)
        self.tools = TrainingTools(self, self.list, self.panel)
        self.acts.others = self.tools.actions
        self._build_draft()
        self._lay_out()

    def _connect(self) -> None:
        self.list.counted.connect(self.summarise)
        self.list.emptied.connect(self._on_emptied)
        self.view.chosen.connect(self._on_current)
        self.view.entered_at.connect(self._on_entered)
        self.view.explained.connect(self.detail.explain)
        self.acts.add_asked.connect(self._on_add)
        self.acts.copied.connect(self._on_added)
        self.acts.detail_asked.connect(self._on_detail)
        self.acts.history_asked.connect(self._on_history)
        self.draft.added.connect(self._on_added)
        self.draft.left.connect(self._on_draft_left)
        self.detail.titled.connect(self.panel.title.setText)
        for key, act in (("Ctrl+F", self._on_find), ("Ctrl+H", self._on_history)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.activated.connect(act)

    def refresh(self, touched: Touched) -> None:
        """Show the trainings anew as far as they were touched."""
        self.list.refresh(touched)
        self.detail.refresh(touched)
        self.acts.show()
        self.tools.show()

    def show_selection(self, keys: Sequence[str], why: str) -> None:
        """Show the trainings called ``keys`` alone, and say why in a chip that can be closed."""
        self.list.show_selection(keys, why)

    def show_place(self, place: Place) -> None:
        """Make the training of ``place`` the current one, and its field where one is named."""
        owners = touched_owners(self.session.study, [(place.collection, place.key)], "trainings")
        if not owners:
            return
        key = owners.pop()
        self.list.reveal(key)
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
        self.list.put_under_bar(self.draft_frame)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setContentsMargins(2 * GAP, GAP + GAP // 2, 2 * GAP, 0)
        left.addWidget(self.list)
        fill_page(self, left, self.panel)

    def _unfold(self) -> None:
        if self.panel.is_folded:
            self.panel.fold.click()

    # What is answered

    @Slot(object)
    def _on_current(self, place: Place | None) -> None:
        key = place.key if place is not None else ""
        if key and self.isVisible():  # told whichever tab is in front, and beside a folded panel
            self.session.region.go_to("trainings", key)
        self.detail.show_training(key)

    @Slot()
    def _on_emptied(self) -> None:
        self.detail.show_training("")

    @Slot(object, str)
    def _on_entered(self, _place: Place, column: str) -> None:
        self._unfold()
        self.detail.show_tab(TABS_OF_COLUMNS.get(column, "identity"))
        self.detail.focus_first()

    @Slot()
    def _on_detail(self) -> None:
        self._unfold()
        self.detail.show_tab("identity")
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
        self.draft_frame.show()
        self.draft.begin({}, {})

    @Slot(str)
    def _on_added(self, key: str) -> None:
        self.draft_frame.hide()
        self.list.reveal(key)
        self.view.select_cell(key, "title")
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_draft_left(self) -> None:
        self.draft_frame.hide()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
