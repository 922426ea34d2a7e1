"""Which columns of the trainings are shown, in which order; remembered by the window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Slot

from ui.desktop.widgets.filter_bar import TickMenu

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from ui.desktop.models.editable_model import EditableModel
    from ui.desktop.session import Session
    from ui.desktop.widgets.editable_view import EditableView

#: The columns from left to right, each with its width in px.
ORDER = {
    "institution": 112,
    "title": 196,
    "city": 126,
    "level": 58,
    "families": 84,
    "duration": 84,
    "modalities": 92,
    "seats": 88,
    "nature": 76,
    "months": 72,
    "hours": 72,
    "is_described": 80,
    "comment": 200,
    "place": 140,
    "line": 64,
    "key": 80,
}
#: Shares of the room that is left.
GROWTH = {"title": 5, "families": 3, "institution": 1, "duration": 1}
HIDDEN = frozenset(
    {"duration", "nature", "months", "hours", "is_described", "comment", "place", "line", "key"}
)
_MEMORY = "trainings/hidden"


class TrainingColumns(QObject):
    """Arranges the columns of a view once they are there, and lets a person choose them."""

    def __init__(self, session: Session, view: EditableView, model: EditableModel) -> None:
        """Columns of ``view``, which shows ``model``."""
        super().__init__(view)
        self._session, self._view, self._model = session, view, model
        self._is_arranged = self._is_fitting = False
        self._by_hand: set[str] = set()
        kept = session.memory.recall(_MEMORY)
        self.hidden = set(HIDDEN) if kept is None else set(filter(None, str(kept).split(",")))
        header = view.horizontalHeader()
        header.setSectionsMovable(True)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._on_menu)

    def arrange(self) -> None:
        """Order, widen and hide the columns, the first time that there are any."""
        if self._is_arranged:
            return
        self._is_arranged = True
        header = self._view.horizontalHeader()
        header.setStretchLastSection(False)
        for place, (name, width) in enumerate(ORDER.items()):
            column = self._model.column_of(name)
            header.moveSection(header.visualIndex(column), place)
            header.resizeSection(column, width)
            self._view.setColumnHidden(column, name in self.hidden)
        header.sectionResized.connect(self._on_resized)
        self._view.viewport().installEventFilter(self)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give the columns what room there is, whenever it changes."""
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        """Share the room that is left among the columns whose words are cut first."""
        header = self._view.horizontalHeader()
        shown = {n: self._model.column_of(n) for n in ORDER if n not in self.hidden}
        widths = {n: ORDER[n] for n in shown if n not in self._by_hand}
        kept = sum(header.sectionSize(shown[n]) for n in shown if n in self._by_hand)
        left = self._view.viewport().width() - kept - sum(widths.values())
        growing = {n: GROWTH.get(n, 0) for n in widths}
        whole = sum(growing.values())
        self._is_fitting = True
        for name, width in widths.items():
            more = max(left, 0) * growing[name] // whole if whole else 0
            header.resizeSection(shown[name], width + more)
        self._is_fitting = False

    @Slot(int, int, int)
    def _on_resized(self, column: int, before: int, after: int) -> None:
        """A column drawn to a width by hand keeps it."""
        if not self._is_fitting and before and after:
            self._by_hand.add(self._model.keys_of_columns()[column])

    def open_menu(self, at: QPoint | None = None) -> None:
        """Let columns be ticked; without a point, at the right end of the headings."""
        header = self._view.horizontalHeader()
        menu = TickMenu(self._session.say("trainings.columns"), self._view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name in ORDER:
            action = menu.addAction(self._name(name))
            action.setCheckable(True)
            action.setChecked(name not in self.hidden)
            action.setEnabled(name != "title")
            action.triggered.connect(partial(self._on_ticked, name, action))
        corner = QPoint(header.width() - menu.sizeHint().width(), header.height())
        menu.popup(header.mapToGlobal(corner) if at is None else at)

    def _name(self, name: str) -> str:
        column = self._model.column_of(name)
        return str(self._model.headerData(column, Qt.Orientation.Horizontal))

    def _on_ticked(self, name: str, action: QAction, _checked: bool = False) -> None:
        self.hidden.discard(name) if action.isChecked() else self.hidden.add(name)
        self._view.setColumnHidden(self._model.column_of(name), name in self.hidden)
        self._fit()
        self._session.memory.keep(_MEMORY, ",".join(sorted(self.hidden)))

    @Slot(QPoint)
    def _on_menu(self, at: QPoint) -> None:
        self.open_menu(self._view.horizontalHeader().mapToGlobal(at))
