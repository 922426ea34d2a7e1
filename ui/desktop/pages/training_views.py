"""Saved views of the trainings: shown, kept, named anew and deleted from one menu."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu, QToolButton

from ui.actions.views import LONGEST_NAME, SavedView, kept_with
from ui.desktop.widgets.name_line import NameLine

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    from ui.desktop.page import Page
    from ui.desktop.pages.training_list import TrainingList

_NAME = "trainings/view"


class TrainingViews(QObject):
    """The menu of views over a list of trainings; views live in the person's preferences."""

    def __init__(self, page: Page, trainings: TrainingList) -> None:
        """Views of ``trainings``, offered by an action of ``page``."""
        super().__init__(page)
        self.session, self._page, self._list = page.session, page, trainings
        say = self.session.say
        self.action = page.offer("trainings.views", "views", self._on_asked, "Ctrl+Shift+V")
        words = (say("trainings.views.name"), say("owned.keep"), say("owned.leave"))
        self.line = NameLine(*words, LONGEST_NAME, trainings)
        self._renamed = ""
        trainings.put_under_bar(self.line)
        self.line.named.connect(self._on_named)
        self.line.left.connect(self._on_left)

    @property
    def name(self) -> str:
        """The name of the view shown last; empty where there is none of that name any more."""
        name = str(self.session.memory.recall(_NAME) or "")
        return name if any(view.name == name for view in self._views) else ""

    def menu(self) -> QMenu:
        """The views, and what can be done with what is shown now."""
        say, name = self.session.say, self.name
        menu = QMenu(self._page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setToolTipsVisible(True)
        if not self._views:
            menu.addAction(say("trainings.views.none")).setEnabled(False)
        for view in self._views:
            entry = _entry(menu, view.name, partial(self.show, view))
            entry.setCheckable(True)
            entry.setChecked(view.name == name)
        menu.addSeparator()
        _entry(menu, say("trainings.columns.choose"), self._list.columns.open_menu)
        _entry(menu, say("trainings.views.save"), partial(self._ask, ""))
        if name:
            _entry(menu, say("trainings.views.update", name=name), partial(self._save, name))
            _entry(menu, say("trainings.views.rename", name=name), partial(self._ask, name))
            _entry(menu, say("trainings.views.delete", name=name), partial(self._delete, name))
        return menu

    def show(self, view: SavedView) -> None:
        """Show a view; it is the one that can then be renamed or deleted."""
        self._list.show_view(view)
        self.session.memory.hold(_NAME, view.name)

    @property
    def _views(self) -> tuple[SavedView, ...]:
        return self.session.settings.views

    def _keep(self, views: tuple[SavedView, ...]) -> None:
        self.session.keep(replace(self.session.settings, views=views))

    def _ask(self, renamed: str) -> None:
        self._renamed = renamed
        self.line.ask(renamed)

    def _save(self, name: str) -> None:
        self._keep(kept_with(self._views, self._list.shown_view(name)))
        self.session.memory.hold(_NAME, name)
        self.session.said.emit(self.session.say("trainings.views.saved", name=name))

    def _rename(self, old: str, new: str) -> None:
        """Another name for a view, in its place; a view that bore the name gives way."""
        others = (view for view in self._views if view.name != new or view.name == old)
        self._keep(tuple(replace(v, name=new) if v.name == old else v for v in others))
        self.session.memory.hold(_NAME, new)
        self.session.said.emit(self.session.say("trainings.views.renamed", name=new))

    def _delete(self, name: str) -> None:
        self._keep(tuple(view for view in self._views if view.name != name))
        self.session.said.emit(self.session.say("trainings.views.deleted", name=name))

    @Slot()
    def _on_asked(self) -> None:
        """Open the menu under its button, or under the pointer where the button is not seen."""
        menu = self.menu()
        buttons = self._page.window().findChildren(QToolButton)
        of_action = [b for b in buttons if b.defaultAction() is self.action and b.isVisible()]
        under = of_action[0] if of_action else None
        menu.popup(QCursor.pos() if under is None else _below(under))
        menu.setActiveAction(menu.actions()[0])

    @Slot(str)
    def _on_named(self, name: str) -> None:
        if self._renamed:
            self._rename(self._renamed, name)
        else:
            self._save(name)
        self._on_left()

    @Slot()
    def _on_left(self) -> None:
        self._list.view.setFocus(Qt.FocusReason.OtherFocusReason)


def _entry(menu: QMenu, words: str, act: Callable[[], object]) -> QAction:
    action = menu.addAction(words.replace("&", "&&"))
    action.triggered.connect(_without_checked(act))
    return action


def _without_checked(act: Callable[[], object]) -> Callable[..., None]:
    def acted(_checked: bool = False) -> None:
        act()

    return acted


def _below(widget: QWidget) -> QPoint:
    return widget.mapToGlobal(widget.rect().bottomLeft())
